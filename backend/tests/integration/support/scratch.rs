//! Folders for tests: in the build's folder, named by our process, so that what a run could not clean up
//! behind itself goes at the beginning of the next.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;

/// What our folders and databases begin with; our process and a number follow.
pub const PREFIX: &str = "onedoor_test";

/// A folder that goes with this value.
pub fn folder(what: &str) -> TempDir {
    TempDir::with_prefix_in(format!("{what}-"), root()).unwrap()
}

/// The folder of this run.
fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::create_dir_all(all).unwrap();
        for entry in std::fs::read_dir(all).unwrap() {
            let entry = entry.unwrap();
            if is_left_over(&entry.file_name().to_string_lossy()) {
                // Another run may be sweeping as well.
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        let root = all.join(format!("{PREFIX}_{}", std::process::id()));
        std::fs::create_dir_all(&root).unwrap();
        root
    })
}

/// Whether a name is of a run whose process is gone.
pub fn is_left_over(name: &str) -> bool {
    let process = name.strip_prefix(PREFIX).and_then(|rest| rest.split('_').nth(1));
    process.is_some_and(|process| !Path::new("/proc").join(process).exists())
}
