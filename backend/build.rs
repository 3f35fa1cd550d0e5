//! Tells the program where the app's files are. `cargo xtask` sets the folder; without it an empty one
//! is used, so that the crate compiles on its own.

use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-env-changed=ONEDOOR_WEB_DIST");
    let folder = match std::env::var_os("ONEDOOR_WEB_DIST") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("no-app"),
    };
    // A folder that cannot be made is reported by the macro that reads it.
    let _ = std::fs::create_dir_all(&folder);
    println!("cargo:rerun-if-changed={}", folder.join("manifest.json").display());
    println!("cargo:rustc-env=ONEDOOR_WEB_DIST={}", folder.display());
}
