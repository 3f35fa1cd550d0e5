//! Module → split modules + glue → shrunk modules.

use std::error::Error;
use std::path::Path;
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

/// Base name of the glue and the main module.
const NAME: &str = "onedoor";

/// Only what the oldest browser we promise understands: `--all-features` would emit encodings that
/// current Chromium rejects.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// Writes `onedoor.js`, `onedoor_bg.wasm`, `__wasm_split.js` and one module per lazy part to `out`.
pub fn emit(input: &[u8], out: &Path, wasm_opt: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let work = out.with_extension("split");
    std::fs::create_dir_all(&work)?;
    let main_out = work.join(format!("{NAME}.wasm"));
    let main_module = format!("./{NAME}.js");
    let mut options = Options::new(input);
    options.output_dir = &work;
    options.main_out_path = &main_out;
    options.main_module = &main_module;
    transform(options).map_err(|error| error.to_string())?;

    Bindgen::new()
        .input_path(&main_out)
        .out_name(NAME)
        .web(true)
        .map_err(|error| error.to_string())?
        .keep_lld_exports(true)
        .demangle(false)
        .typescript(false)
        .generate(out)
        .map_err(|error| error.to_string())?;

    std::fs::remove_file(&main_out)?;
    for entry in std::fs::read_dir(&work)? {
        let entry = entry?;
        std::fs::rename(entry.path(), out.join(entry.file_name()))?;
    }
    std::fs::remove_dir(&work)?;
    if let Some(tool) = wasm_opt {
        shrink(tool, out)?;
    }
    Ok(())
}

fn shrink(tool: &Path, dir: &Path) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let status = Command::new(tool)
            .arg("-Oz")
            .args(FEATURES)
            .args(["--strip-debug", "--strip-producers"])
            .arg(&path)
            .arg("-o")
            .arg(&path)
            .status()?;
        if !status.success() {
            return Err(format!("wasm-opt failed on {}", path.display()).into());
        }
    }
    Ok(())
}
