//! What a fresh machine lacks is installed by the ordinary clients; where we may not, we say what to
//! install and stop.

use std::path::PathBuf;

use crate::process::{command, exists, output, run};
use crate::{Result, paths};

/// Oldest Node.js the packages promise to run on.
const NODE: u32 = 20;
const WASM: &str = "wasm32-unknown-unknown";

/// The compiler's WebAssembly target.
pub fn wasm_target() -> Result {
    let installed = output(&mut command("rustup", ["target", "list", "--installed"]))
        .map_err(|error| format!("{error}\ninstall rustup (https://rustup.rs) and run this again"))?;
    if installed.lines().any(|line| line.trim() == WASM) {
        return Ok(());
    }
    println!("installing the compiler's target {WASM}");
    run(&mut command("rustup", ["target", "add", WASM]))
}

/// The npm packages of build and browser tests, exactly as locked.
pub fn npm_packages() -> Result {
    let version = output(&mut command("node", ["--version"]))
        .map_err(|_| format!("install Node.js {NODE} or newer with npm and run this again"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse().ok());
    if major.is_none_or(|major: u32| major < NODE) {
        return Err(format!("Node.js {} is too old: {NODE} or newer is needed", version.trim()).into());
    }
    let stamp = paths::e2e().join("node_modules/.onedoor-stamp");
    let lock = paths::fingerprint(&[paths::e2e().join("package-lock.json")])?;
    if std::fs::read_to_string(&stamp).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    println!("installing npm packages");
    let args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(command("npm", args).current_dir(paths::e2e()))?;
    Ok(std::fs::write(stamp, lock)?)
}

/// What the tests need beside the compiler and Node.js.
pub struct Tools {
    /// The browser.
    pub chromium: PathBuf,
    /// Folder with `initdb` and `postgres`.
    pub postgres: PathBuf,
}

/// Browser, database server and Chinese fonts.
pub fn test_tools() -> Result<Tools> {
    let missing: Vec<&str> = [
        ("chromium", chromium().is_none()),
        ("postgresql", postgres().is_none()),
        ("fonts-noto-cjk", !has_chinese_font()),
    ]
    .into_iter()
    .filter_map(|(package, missing)| missing.then_some(package))
    .collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let found = || Some(Tools { chromium: chromium()?, postgres: postgres()? });
    found().ok_or_else(|| format!("still missing after installing {}", missing.join(", ")).into())
}

/// The folder of the database server's programs.
pub fn postgres_tools() -> Result<PathBuf> {
    if postgres().is_none() {
        install(&["postgresql"])?;
    }
    postgres().ok_or_else(|| "still missing after installing postgresql".into())
}

/// Fonts for official papers. Without them the server does all but print, so that nothing stops here.
pub fn paper_fonts() {
    let installed = has_chinese_font() || install(&["fonts-noto-cjk"]).is_ok();
    if !installed {
        println!("install a font with Chinese characters, such as fonts-noto-cjk, to print official papers");
    }
}

fn install(packages: &[&str]) -> Result {
    let list = packages.join(" ");
    if !exists("apt-get") || !is_root() {
        return Err(format!("install these packages and run this again: {list}").into());
    }
    println!("installing {list}");
    run(command("apt-get", ["update", "-q"]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    let args = ["install", "-y", "-q", "--no-install-recommends"];
    run(command("apt-get", args.iter().chain(packages)).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Whether we are the superuser.
pub fn is_root() -> bool {
    output(&mut command("id", ["-u"])).is_ok_and(|id| id.trim() == "0")
}

fn chromium() -> Option<PathBuf> {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.is_file())
}

/// The newest server among Debian's versioned folders, or the one on the path.
fn postgres() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.pop().or_else(|| std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file()))
}

fn has_chinese_font() -> bool {
    output(&mut command("fc-list", [":lang=zh", "family"])).is_ok_and(|fonts| !fonts.trim().is_empty())
}
