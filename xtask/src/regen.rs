//! Every generated file is written here and nowhere else.

use crate::process::{command, output};
use crate::server::Profile;
use crate::{Result, paths, server};

/// Writes them.
pub fn regen() -> Result {
    let program = server::build(Profile::Dev)?;
    let schema = output(&mut command(&program.to_string_lossy(), ["export-schema"]))?;
    write("schema.graphql", &schema)
}

/// An error if a generated file is not what it would be written as.
pub fn is_current() -> Result {
    let program = server::build(Profile::Dev)?;
    let schema = output(&mut command(&program.to_string_lossy(), ["export-schema"]))?;
    if std::fs::read_to_string(paths::root().join("schema.graphql"))? == schema {
        Ok(())
    } else {
        Err("schema.graphql is out of date: run `cargo xtask regen` and look at the difference".into())
    }
}

fn write(name: &str, text: &str) -> Result {
    let path = paths::root().join(name);
    if std::fs::read_to_string(&path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    println!("{name}");
    Ok(std::fs::write(path, text)?)
}
