//! Lists from files: one table, or bundles of draws.

use shared::draw::{Bundle, verify};
use shared::fairness::{History, history_of, read_csv};

use super::words::*;
use crate::locales::*;
use crate::platform::files::{self, File};
use crate::platform::text;

/// Reads chosen files; what is wrong, in words.
pub async fn of_files(chosen: Vec<File>) -> Result<History, String> {
    let mut read = Vec::new();
    for file in &chosen {
        let bytes = files::read(file).await.ok_or_else(|| fill(CANNOT_READ, &[&file.name()]))?;
        read.push((file.name(), bytes));
    }
    let is_bundle = |name: &str| name.to_ascii_lowercase().ends_with(".json");
    if read.iter().all(|(name, _)| is_bundle(name)) {
        return of_bundles(read);
    }
    match <[_; 1]>::try_from(read) {
        Ok([(name, bytes)]) => table(&name, bytes),
        Err(_) => Err(t(ONE_TABLE).to_owned()),
    }
}

fn table(name: &str, bytes: Vec<u8>) -> Result<History, String> {
    if bytes.starts_with(b"PK") {
        return Err(t(NO_XLSX).to_owned());
    }
    let text = text::decode(bytes).ok_or_else(|| fill(CANNOT_READ, &[name]))?;
    read_csv(&text).map_err(|error| format!("{name}{}{error}", colon()))
}

/// Bundles that are what they say: a forged one would audit the forger's numbers.
pub fn of_bundles(read: Vec<(String, Vec<u8>)>) -> Result<History, String> {
    let mut bundles = Vec::new();
    for (name, bytes) in read {
        let at = |words: String| format!("{name}{}{words}", colon());
        let bundle = Bundle::read(&bytes).map_err(|error| at(error.to_string()))?;
        verify(&bundle).map_err(|fault| at(format!("{} ({fault})", fault.words(lang()))))?;
        bundles.push(bundle);
    }
    history_of(&bundles).map_err(|fault| fault.to_string())
}
