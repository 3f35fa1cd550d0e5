//! The parts that are not WebAssembly: style sheets, static files and the HTML shell.

use std::error::Error;
use std::path::Path;

/// Style sheets in cascade order; one request instead of many.
const SHEETS: [&str; 17] = [
    "tokens.css",
    "base.css",
    "components.css",
    "tables.css",
    "layout.css",
    "desk.css",
    "together.css",
    "registry.css",
    "coverage.css",
    "draw.css",
    "visits.css",
    "admin.css",
    "field.css",
    "public.css",
    "whyme.css",
    "hall.css",
    "print.css",
];

/// Joins the sheets into `app.css`. A sheet on disk that is not in the list is an error: it would
/// silently never be served.
pub fn write_styles(styles: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(styles)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !SHEETS.contains(&name.as_str()) {
            return Err(format!("styles/{name} is not in the bundler's list").into());
        }
    }
    let mut joined = String::new();
    for sheet in SHEETS {
        joined.push_str(&std::fs::read_to_string(styles.join(sheet))?);
        joined.push('\n');
    }
    std::fs::write(out.join("app.css"), joined)?;
    Ok(())
}

/// Copies icons and the like beside the code, so that they share its immutable address.
pub fn copy_static(from: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        std::fs::copy(entry.path(), out.join(entry.file_name()))?;
    }
    Ok(())
}

/// Fills `{{build}}` into the shell.
pub fn write_index(template: &Path, stage: &Path, build: &str) -> Result<(), Box<dyn Error>> {
    let html = std::fs::read_to_string(template)?.replace("{{build}}", build);
    std::fs::write(stage.join("index.html"), html)?;
    Ok(())
}
