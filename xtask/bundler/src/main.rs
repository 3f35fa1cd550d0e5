//! `bundler INPUT.wasm VERIFIER.wasm OUT_DIR FRONTEND_DIR [WASM_OPT]` and `bundler --budgets DIST`, called by
//! `cargo xtask`, never by hand.
//!
//! Splits the module at its lazy routes, writes the JavaScript glue, does the same for the verifier that
//! runs in a worker, shrinks and compresses every file and leaves a manifest:
//!
//! ```text
//! OUT_DIR/index.html             the shell, names the build
//! OUT_DIR/manifest.json          every file with its sizes: budgets and precache list read it
//! OUT_DIR/app/<build>/*          immutable files, with .br and .gz twins in release builds
//! ```
//!
//! A crate of its own so that `cargo xtask` itself starts in seconds.

mod budgets;
mod compress;
mod gather;
mod manifest;
mod module;
mod shell;
mod wasm;

use std::error::Error;
use std::path::{Path, PathBuf};

/// What the caller asked for.
struct Job {
    input: PathBuf,
    verifier: PathBuf,
    out: PathBuf,
    frontend: PathBuf,
    wasm_opt: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, dist] = args.as_slice()
        && flag == "--budgets"
    {
        return budgets::check(Path::new(dist));
    }
    let job = Job::from_args(&args)?;
    let stage = job.out.with_extension("staging");
    if stage.exists() {
        std::fs::remove_dir_all(&stage)?;
    }
    let files = stage.join("files");
    std::fs::create_dir_all(&files)?;

    wasm::emit(&std::fs::read(&job.input)?, &files, job.wasm_opt.as_deref())?;
    wasm::emit_verifier(&job.verifier, &files, job.wasm_opt.as_deref())?;
    shell::write_styles(&job.frontend.join("styles"), &files)?;
    shell::copy_static(&job.frontend.join("static"), &files)?;
    let build = manifest::build_id(&files)?;
    std::fs::create_dir_all(stage.join("app"))?;
    std::fs::rename(&files, stage.join("app").join(&build))?;
    shell::write_index(&job.frontend.join("index.html"), &stage, &build)?;
    if job.wasm_opt.is_some() {
        compress::tree(&stage)?;
    }
    manifest::write(&stage, &build)?;
    swap(&stage, &job.out)?;
    Ok(())
}

/// Puts the finished folder in place; readers never see half of it.
fn swap(stage: &Path, out: &Path) -> std::io::Result<()> {
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    std::fs::rename(stage, out)
}

impl Job {
    fn from_args(args: &[String]) -> Result<Self, Box<dyn Error>> {
        match args {
            [input, verifier, out, frontend, rest @ ..] if rest.len() < 2 => Ok(Self {
                input: input.into(),
                verifier: verifier.into(),
                out: out.into(),
                frontend: frontend.into(),
                wasm_opt: rest.first().map(Into::into),
            }),
            _ => Err("usage: bundler INPUT.wasm VERIFIER.wasm OUT_DIR FRONTEND_DIR [WASM_OPT]".into()),
        }
    }
}
