//! The app: compile → split → glue → shrink → compress → manifest.

use std::path::PathBuf;

use crate::process::{cargo, run};
use crate::{Result, paths, setup};

/// How it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Quick to build.
    Debug,
    /// Small and compressed.
    Release,
}

impl Mode {
    const fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }

    /// Cargo profile and the folder it builds in.
    const fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Debug => ("dev", "debug"),
            Self::Release => ("wasm", "wasm"),
        }
    }
}

/// Flags of the compiler. The splitter reads relocations. Views are type-erased: they compile faster, and
/// the app is an eighth smaller.
fn flags() -> String {
    ["-Clink-args=--emit-relocs", "--cfg=erase_components", &remapped()].join("\u{1f}")
}

/// Where this machine keeps its crates is nobody's business.
fn remapped() -> String {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let crates = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home).unwrap_or_default();
    format!("--remap-path-prefix={}=", crates.join("registry/src").display())
}

/// Everything the app is made of.
fn inputs() -> Vec<PathBuf> {
    [
        "frontend",
        "verifier",
        "shared/src",
        "shared/Cargo.toml",
        "schema.graphql",
        "Cargo.lock",
        "Cargo.toml",
        "xtask/bundler",
    ]
    .iter()
    .map(|place| paths::root().join(place))
    .collect()
}

/// Builds the app, if anything changed since the last time; gives its folder.
pub fn build(mode: Mode) -> Result<PathBuf> {
    // Two builds at once would read each other's half-written files; the second waits and finds all done.
    let _alone = paths::alone("web")?;
    let dist = paths::own().join("web").join(mode.name());
    let stamp = dist.with_extension("stamp");
    let wanted = paths::fingerprint(&inputs())?;
    if dist.join("manifest.json").exists()
        && std::fs::read_to_string(&stamp).is_ok_and(|known| known == wanted)
    {
        return Ok(dist);
    }
    setup::wasm_target()?;
    setup::npm_packages()?;
    compile(mode)?;
    bundle(mode, &dist)?;
    std::fs::write(stamp, wanted)?;
    Ok(dist)
}

fn compile(mode: Mode) -> Result {
    let (profile, _) = mode.profile();
    // Alone: features of the server must not reach the app.
    let args =
        ["build", "--quiet", "-p", "frontend", "--target", "wasm32-unknown-unknown", "--profile", profile];
    run(cargo(&paths::wasm_target(), args).env("CARGO_ENCODED_RUSTFLAGS", flags()))?;
    // Always fast: a debug build of it would take minutes over a large draw.
    let args =
        ["build", "--quiet", "-p", "verifier", "--target", "wasm32-unknown-unknown", "--profile", VERIFIER];
    run(cargo(&paths::wasm_target(), args).env("CARGO_ENCODED_RUSTFLAGS", remapped()))
}

/// Profile of the module that checks draws in a worker, and the folder it builds in.
const VERIFIER: &str = "verifier";

fn bundle(mode: Mode, dist: &std::path::Path) -> Result {
    let host = paths::host_target();
    run(&mut cargo(&host, ["build", "--quiet", "-p", "bundler", "--profile", "tool"]))?;
    let (_, folder) = mode.profile();
    let built = paths::wasm_target().join("wasm32-unknown-unknown");
    let mut bundler = std::process::Command::new(host.join("tool/bundler"));
    bundler.arg(built.join(folder).join("frontend.wasm")).arg(built.join(VERIFIER).join("verifier.wasm"));
    bundler.arg(dist).arg(paths::root().join("frontend"));
    if mode == Mode::Release {
        bundler.arg(paths::e2e().join("node_modules/.bin/wasm-opt"));
    }
    run(&mut bundler)
}

/// Sizes against their budgets; an error names what is over.
pub fn budgets(dist: &std::path::Path) -> Result {
    let mut bundler = std::process::Command::new(paths::host_target().join("tool/bundler"));
    run(bundler.arg("--budgets").arg(dist))
}
