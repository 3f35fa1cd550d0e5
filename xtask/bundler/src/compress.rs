//! `.br` and `.gz` twins, written once at build time so that the server never compresses a file.

use std::error::Error;
use std::io::Write;
use std::path::Path;

/// Files smaller than this gain nothing.
const SMALLEST: usize = 512;

/// Compresses every text and WebAssembly file below `dir`; a twin larger than its original is dropped.
pub fn tree(dir: &Path) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            tree(&path)?;
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let name = path.to_string_lossy().into_owned();
        if bytes.len() < SMALLEST || !compresses(&name) {
            continue;
        }
        for (suffix, packed) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
            if packed.len() < bytes.len() {
                std::fs::write(format!("{name}.{suffix}"), packed)?;
            }
        }
    }
    Ok(())
}

fn compresses(name: &str) -> bool {
    [".wasm", ".js", ".css", ".html", ".svg", ".json", ".webmanifest", ".txt"]
        .iter()
        .any(|suffix| name.ends_with(suffix))
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
