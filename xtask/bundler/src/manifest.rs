//! The list of everything the app consists of, with sizes.

use std::error::Error;
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// One file as it is served.
#[derive(Serialize)]
struct Entry {
    path: String,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    brotli: Option<u64>,
}

#[derive(Serialize)]
struct Manifest<'a> {
    build: &'a str,
    files: Vec<Entry>,
}

/// Twelve hex digits that change when any file below `dir` changes.
pub fn build_id(dir: &Path) -> Result<String, Box<dyn Error>> {
    let mut hash = Sha256::new();
    for path in sorted(dir)? {
        hash.update(path.file_name().unwrap_or_default().as_encoded_bytes());
        hash.update(std::fs::read(&path)?);
    }
    Ok(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}

/// Writes `manifest.json` for the staged folder.
pub fn write(stage: &Path, build: &str) -> Result<(), Box<dyn Error>> {
    let dir = stage.join("app").join(build);
    let mut files = Vec::new();
    for path in sorted(&dir)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if [".br", ".gz"].iter().any(|twin| name.ends_with(twin)) {
            continue;
        }
        let twin = dir.join(format!("{name}.br"));
        files.push(Entry {
            bytes: std::fs::metadata(&path)?.len(),
            brotli: std::fs::metadata(twin).ok().map(|meta| meta.len()),
            path: format!("/app/{build}/{name}"),
        });
    }
    std::fs::write(stage.join("manifest.json"), serde_json::to_vec_pretty(&Manifest { build, files })?)?;
    Ok(())
}

fn sorted(dir: &Path) -> Result<Vec<std::path::PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
