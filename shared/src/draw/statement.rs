//! What one door is told of a draw: a small signed file that anybody can check without the rest
//! (`docs/ALGORITHMS.md` §9).

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use super::bundle::{BundleError, Signature};
use super::canonical::{StrictValue, canonical_json};
use super::turn::TurnOutcome;

/// What a statement says it is.
pub const STATEMENT: &str = "onedoor-statement/1";

/// A door's statement. Before its outcome may be told, `outcome` is null for every door alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// [`STATEMENT`].
    pub format: String,
    /// `onedoor-draw/1-` and the hash function.
    pub algorithm: String,
    /// Identifier of the wave.
    pub wave: String,
    /// Attempt, from 1.
    pub attempt: u32,
    /// Merkle root of the frame, published before the key existed; hex.
    pub frame_root: String,
    /// Doors in the frame.
    pub frame_size: u64,
    /// SHA-256 of the whole file of the draw, published when it was drawn: it binds the outcome that is
    /// still sealed.
    pub bundle_hash: String,
    /// The door.
    pub site: String,
    /// Its cells as `task:stratum`, sorted.
    pub cells: Vec<String>,
    /// Position of its leaf.
    pub index: u64,
    /// Sibling hashes from the leaf upwards, hex.
    pub path: Vec<String>,
    /// Its chance in each cell, in their order.
    pub chances: Vec<Chance>,
    /// Last day (`YYYY-MM-DD`) on which the outcome may still be sealed; it opens on the next at the latest.
    pub sealed_until: Option<String>,
    /// What came out, once it may be told.
    pub outcome: Option<Outcome>,
    /// Signature over the canonical form without this member.
    pub signature: Option<Signature>,
}

/// A door's chance in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chance {
    /// The task.
    pub task: String,
    /// The stratum.
    pub stratum: String,
    /// How the task draws, as in the bundle.
    pub method: String,
    /// Doors among which was drawn: of the stratum, or of the task where it is drawn as a whole.
    pub frame: u64,
    /// How many of them are drawn.
    pub quota: u64,
    /// The chance as a fraction.
    pub chance: [u64; 2],
}

/// What came out for a door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its number for the wave, hex.
    pub number: String,
    /// The key, once the whole wave is open; then the number can be computed. Hex.
    pub seed: Option<String>,
    /// What the number follows from beside the key, in a wave that turns; told with the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnOutcome>,
    /// What it came to in each cell, in their order.
    pub places: Vec<Place>,
}

coded_enum! {
    /// What a draw came to for a door in one cell.
    pub enum PlaceKind {
        Selected = "SELECTED" ("抽中", "Drawn"),
        Reserve = "RESERVE" ("备选", "Reserve"),
        Batch = "BATCH" ("全部检查，按批次", "Everybody, in batches"),
        NotDrawn = "NOT_DRAWN" ("未抽中", "Not drawn"),
    }
}

/// What came out in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The task.
    pub task: String,
    /// What it came to.
    pub place: PlaceKind,
    /// Place in the order of the drawn, of the reserve, or the number of the batch; from 1.
    pub rank: Option<u64>,
    /// The largest drawn number of the stratum, hex; it says how many, not who.
    pub threshold: Option<String>,
}

impl Statement {
    /// Reads a statement, which has one written form.
    ///
    /// # Errors
    /// What is no statement.
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        let unreadable = |error: &dyn std::fmt::Display| BundleError::Unreadable(error.to_string());
        let text = std::str::from_utf8(bytes).map_err(|error| unreadable(&error))?;
        let StrictValue(value) = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        if canonical_json(&value) != text {
            return Err(BundleError::Unreadable("the file is not in canonical form (RFC 8785)".into()));
        }
        serde_json::from_value(value).map_err(|error| unreadable(&error))
    }

    /// Canonical text.
    pub fn to_canonical(&self) -> String {
        // A statement holds nothing that JSON cannot.
        canonical_json(&serde_json::to_value(self).unwrap_or_default())
    }

    /// What is signed.
    pub(super) fn signed_text(&self) -> String {
        Self { signature: None, ..self.clone() }.to_canonical()
    }

    /// Signs it.
    pub fn sign(&mut self, key: &SigningKey) {
        self.signature = Some(Signature::of(key, &self.signed_text()));
    }
}
