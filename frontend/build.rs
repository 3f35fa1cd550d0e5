//! Registers the committed contract, against which every query of the app is checked at compile time.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=../schema.graphql");
    cynic_codegen::register_schema("onedoor").from_sdl_file("../schema.graphql")?.as_default()?;
    Ok(())
}
