//! Computing a draw again in the visitor's browser: code that is fetched when somebody asks for it.

use shared::draw::{Bundle, Check, HashAlgorithm, examine, to_hex};

use crate::locales::lang;

/// What a file says of itself, to be compared with what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// SHA-256 of the file.
    pub hash: String,
    /// The wave it is of.
    pub wave: String,
    /// Its attempt.
    pub attempt: u32,
    /// Root of the frame.
    pub root: String,
    /// The key.
    pub seed: String,
    /// Doors in the frame.
    pub doors: usize,
    /// Who signed it.
    pub signer: Option<String>,
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The check that failed.
    pub check: Check,
    /// In words.
    pub words: &'static str,
    /// Exactly where.
    pub detail: String,
}

/// What came of checking a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Examined {
    /// It is no bundle.
    Unreadable(String),
    /// It was computed again.
    Computed {
        /// What it says of itself.
        face: Face,
        /// Checks that hold, in order.
        held: Vec<Check>,
        /// The first that does not.
        broken: Option<Broken>,
    },
}

/// Computes a file again.
#[leptos::lazy]
pub fn examine_file(bytes: Vec<u8>) -> Examined {
    match Bundle::read(&bytes) {
        Err(error) => Examined::Unreadable(error.to_string()),
        Ok(bundle) => compute(&bytes, &bundle),
    }
}

fn compute(bytes: &[u8], bundle: &Bundle) -> Examined {
    let mut held = Vec::new();
    let broken = examine(bundle, |check| held.push(check)).err().map(|(check, fault)| Broken {
        check,
        words: fault.words(lang()),
        detail: fault.to_string(),
    });
    let face = Face {
        hash: to_hex(&HashAlgorithm::Sha256.hash(&[bytes])),
        wave: bundle.wave.clone(),
        attempt: bundle.attempt,
        root: bundle.frame_root.clone(),
        seed: bundle.seed.clone(),
        doors: bundle.frame.len(),
        signer: bundle.signature.as_ref().map(|signature| signature.key.clone()),
    };
    Examined::Computed { face, held, broken }
}
