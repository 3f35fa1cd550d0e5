//! Module → split modules + glue → shrunk modules.

use std::error::Error;
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use crate::gather::gather;
use crate::module::Module;

/// Base name of the glue and the main module.
const NAME: &str = "onedoor";
/// Base name of the verifier's.
const VERIFIER: &str = "verifier";

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
    let main_out = work.join(format!("{NAME}.wasm"));
    split(input, &work, &main_out)?;

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

/// Writes `verifier.js` and `verifier_bg.wasm` to `out`: whole, for a worker that asks for them itself.
pub fn emit_verifier(input: &Path, out: &Path, wasm_opt: Option<&Path>) -> Result<(), Box<dyn Error>> {
    Bindgen::new()
        .input_path(input)
        .out_name(VERIFIER)
        .web(true)
        .map_err(|error| error.to_string())?
        .demangle(false)
        .typescript(false)
        .generate(out)
        .map_err(|error| error.to_string())?;
    match wasm_opt {
        Some(tool) => Ok(shrink_one(tool, &out.join(format!("{VERIFIER}_bg.wasm")), "-O3")?),
        None => Ok(()),
    }
}

/// How often chunks are gathered: what is gathered may draw other chunks along.
const ROUNDS: usize = 5;

/// Splits the module at its lazy parts, into as few files as pay.
fn split(input: &[u8], work: &Path, main_out: &Path) -> Result<(), Box<dyn Error>> {
    let mut bytes = input.to_vec();
    for round in 0.. {
        if work.exists() {
            std::fs::remove_dir_all(work)?;
        }
        std::fs::create_dir_all(work)?;
        let main_module = format!("./{NAME}.js");
        let mut options = Options::new(&bytes);
        options.output_dir = work;
        options.main_out_path = main_out;
        options.main_module = &main_module;
        let parts = transform(options).map_err(|error| error.to_string())?.prefetch_map;
        let parts = parts
            .into_iter()
            .map(|(part, files)| (part, files.into_iter().map(|file| format!("{file}.wasm")).collect()))
            .collect();
        if round == ROUNDS {
            break;
        }
        match gather(&Module::read(&bytes)?, &parts, work)? {
            Some(gathered) => bytes = gathered,
            None => break,
        }
    }
    Ok(())
}

/// Shrinks every module, as many at a time as there are processors.
fn shrink(tool: &Path, dir: &Path) -> Result<(), Box<dyn Error>> {
    let mut modules = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            modules.push(path);
        }
    }
    let next = AtomicUsize::new(0);
    let work = || -> Result<(), String> {
        while let Some(module) = modules.get(next.fetch_add(1, Ordering::Relaxed)) {
            shrink_one(tool, module, "-Oz")?;
        }
        Ok(())
    };
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        started
            .into_iter()
            .try_for_each(|one| one.join().unwrap_or_else(|_| Err("wasm-opt was not waited for".to_owned())))
    })?;
    Ok(())
}

fn shrink_one(tool: &Path, module: &Path, level: &str) -> Result<(), String> {
    let output = Command::new(tool)
        .arg(level)
        .args(FEATURES)
        .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
        .arg(module)
        .arg("-o")
        .arg(module)
        .output()
        .map_err(|error| format!("{} could not be started: {error}", tool.display()))?;
    if output.status.success() {
        // What it says besides is that it does not know a kind of name, once for every module of a split one.
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!("wasm-opt failed on {}: {words}", module.display()))
}
