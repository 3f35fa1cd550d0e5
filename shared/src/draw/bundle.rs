//! The file that holds a whole draw, so that anyone can check it without us.

use std::collections::BTreeMap;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::build::{CellSet, FrameBuilder};
use super::canonical::StrictValue;
use super::door_cells::{self, Cells};
use super::frame::{Frame, FrameError};
use super::hash::to_hex;
use super::scan::{NotCanonical, check_canonical};
use super::select::Draw;
use super::task::Task;
pub use super::turn::TurnRecord;
use super::written::bundle_text;
use crate::seats::{SeatPlan, SeatProblem, Seats};

/// What a published bundle says it is.
pub const FORMAT: &str = "onedoor-bundle/1";

/// Largest file that is read, in bytes. A million doors with eight cells each are about 100 MB.
pub const LARGEST: usize = 1 << 30;

/// Largest file of the bare form, which is read by way of a tree.
pub const LARGEST_BARE: usize = 64 << 20;

/// A bundle that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Not JSON, a member twice, or not the shape of a bundle.
    #[error("{0}")]
    Unreadable(String),
    /// More bytes than are read.
    #[error("the file is larger than {0} bytes")]
    TooLarge(usize),
    /// A published file that is not in the one form it may have.
    #[error("the file is not in canonical form (RFC 8785): {0}")]
    NotCanonical(NotCanonical),
}

/// A draw with everything needed to recompute it. Published bundles carry all members; the bare form of
/// the test vectors leaves out those that are optional here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// [`FORMAT`] in published bundles.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// `onedoor-draw/1-` and the hash function.
    pub algorithm: String,
    /// Identifier of the wave.
    pub wave: String,
    /// Attempt, from 1.
    pub attempt: u32,
    /// Door → its cells as `task:stratum`, sorted.
    #[serde(deserialize_with = "door_cells::read_frame")]
    pub frame: BTreeMap<String, Cells>,
    /// Merkle root of the frame, hex.
    pub frame_root: String,
    /// Witness → commitment, hex.
    pub commitments: BTreeMap<String, String>,
    /// Witness → nonce, hex.
    pub nonces: BTreeMap<String, String>,
    /// Text of the beacon event exactly as announced.
    pub beacon: String,
    /// The key of the wave, hex.
    pub seed: String,
    /// How the wave turns, where it belongs to a series.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnRecord>,
    /// A proof of inclusion, as an example.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub inclusion_proof: Option<BundleProof>,
    /// Numbers of some doors, as examples, hex.
    #[serde(default, deserialize_with = "filled", skip_serializing_if = "BTreeMap::is_empty")]
    pub prn: BTreeMap<String, String>,
    /// The tasks with their quotas.
    pub tasks: Vec<Task>,
    /// Task → stratum → what was drawn.
    pub result: Draw,
    /// Every drawn door once, sorted.
    pub sites_drawn: Vec<String>,
    /// Officers of one department (the bare form).
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub seats: Option<SeatSection>,
    /// Who takes part and who goes (the published form).
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub departments: Option<Departments>,
    /// What people want to read beside the numbers.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub record: Option<BTreeMap<String, Value>>,
    /// Signature of the publishing authority.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// An inclusion proof by the name of its door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleProof {
    /// The door.
    pub site: String,
    /// Position of its leaf.
    pub index: u64,
    /// Sibling hashes from the leaf upwards, hex.
    pub path: Vec<String>,
}

/// Seats of one department: problem and outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatSection {
    /// Visit → seats and eligible inspectors.
    pub visits: BTreeMap<String, Seats>,
    /// Starting loads other than 0.
    #[serde(default, deserialize_with = "filled", skip_serializing_if = "BTreeMap::is_empty")]
    pub loads: BTreeMap<String, u32>,
    /// Visit → team.
    pub assigned: BTreeMap<String, Vec<String>>,
    /// Seats for which nobody is left.
    pub vacant: u64,
}

/// The departments of the wave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departments {
    /// Task → its departments, the leading one first.
    pub tasks: BTreeMap<String, Vec<String>>,
    /// Department → its seats.
    pub seats: BTreeMap<String, SeatSection>,
    /// Visit → leading department and team leader.
    pub leaders: BTreeMap<String, Leader>,
}

/// Who leads a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    /// The leading department.
    pub department: String,
    /// The team leader; nobody if the department could fill no seat.
    #[serde(deserialize_with = "Option::deserialize")]
    pub inspector: Option<String>,
}

/// Ed25519 (RFC 8032) over the canonical form of the bundle without this member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Public key, hex.
    pub key: String,
    /// Signature, 128 hex digits.
    pub value: String,
}

/// A member that may be left out is not written as null: one draw has one file.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

/// Nor is one written that holds nothing.
fn filled<'de, D: Deserializer<'de>, T: Deserialize<'de>>(value: D) -> Result<BTreeMap<String, T>, D::Error> {
    let map = BTreeMap::deserialize(value)?;
    if map.is_empty() { Err(D::Error::custom("a member that holds nothing is left out")) } else { Ok(map) }
}

impl SeatSection {
    /// The problem half.
    pub fn problem(&self) -> SeatProblem {
        SeatProblem { visits: self.visits.clone(), loads: self.loads.clone() }
    }

    /// Problem and outcome together.
    pub fn new(problem: SeatProblem, plan: SeatPlan) -> Self {
        Self { visits: problem.visits, loads: problem.loads, assigned: plan.assigned, vacant: plan.vacant }
    }
}

impl Signature {
    /// The signature of a text.
    pub fn of(key: &SigningKey, text: &str) -> Self {
        let value = to_hex(&key.sign(text.as_bytes()).to_bytes());
        Self { key: to_hex(key.verifying_key().as_bytes()), value }
    }

    /// Whether it is of this text, by the key it names.
    pub fn holds(&self, text: &str) -> bool {
        let check = || {
            let key = VerifyingKey::from_bytes(&super::from_hex(&self.key)?).ok()?;
            let (head, tail) = self.value.split_at_checked(64)?;
            let mut bytes = [0; 64];
            bytes[..32].copy_from_slice(&super::from_hex(head)?);
            bytes[32..].copy_from_slice(&super::from_hex(tail)?);
            let value = ed25519_dalek::Signature::from_bytes(&bytes);
            key.verify_strict(text.as_bytes(), &value).ok()
        };
        check().is_some()
    }
}

impl Bundle {
    /// Reads a bundle. Published ones must be in canonical form, so that one draw has one file; that is
    /// seen before anything is built. No member may be there twice, and no number may be a fraction.
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        Self::read_up_to(bytes, LARGEST, LARGEST_BARE)
    }

    fn read_up_to(bytes: &[u8], largest: usize, largest_bare: usize) -> Result<Self, BundleError> {
        let unreadable = |error: &dyn std::fmt::Display| BundleError::Unreadable(error.to_string());
        if bytes.len() > largest {
            return Err(BundleError::TooLarge(largest));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| unreadable(&error))?;
        let Err(fault) = check_canonical(text) else {
            return serde_json::from_str(text).map_err(|error| unreadable(&error));
        };
        let Form { published } = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        if published {
            return Err(BundleError::NotCanonical(fault));
        }
        if bytes.len() > largest_bare {
            return Err(BundleError::TooLarge(largest_bare));
        }
        let StrictValue(value) = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
        serde_json::from_value(value).map_err(|error| unreadable(&error))
    }

    /// Canonical text of the bundle.
    pub fn to_canonical(&self) -> String {
        bundle_text(self, true)
    }

    fn signed_text(&self) -> String {
        bundle_text(self, false)
    }

    /// Signs the bundle.
    pub fn sign(&mut self, key: &SigningKey) {
        self.signature = Some(Signature::of(key, &self.signed_text()));
    }

    /// Whether the signature is by the key it names. Whose key that is, the reader decides.
    pub fn signature_holds(&self) -> bool {
        self.signature.as_ref().is_some_and(|signature| signature.holds(&self.signed_text()))
    }

    /// The frame as the draw uses it.
    pub fn build_frame(&self) -> Result<Frame, FrameError> {
        let mut builder = FrameBuilder::new();
        builder.reserve(self.frame.len(), self.frame.keys().map(String::len).sum());
        // Doors share their cells, so each set is checked once.
        let mut known: BTreeMap<*const String, CellSet> = BTreeMap::new();
        for (site, cells) in &self.frame {
            let set = match known.get(&cells.as_ptr()) {
                Some(set) => *set,
                None => {
                    let pairs: Option<Vec<(&str, &str)>> =
                        cells.iter().map(|cell| cell.split_once(':')).collect();
                    let pairs = pairs.ok_or_else(|| FrameError::Identifier(cells.join(",")))?;
                    let set = builder.cell_set_of(site, pairs)?;
                    known.insert(cells.as_ptr(), set);
                    set
                }
            };
            builder.add_with(site, set)?;
        }
        builder.build()
    }
}

/// Whether a file says that it is published.
struct Form {
    published: bool,
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> serde::de::Visitor<'de> for Members {
            type Value = Form;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a bundle")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut members: A) -> Result<Form, A::Error> {
                let mut published = false;
                while let Some((name, IgnoredAny)) = members.next_entry::<String, IgnoredAny>()? {
                    published |= name == "format";
                }
                Ok(Form { published })
            }
        }

        deserializer.deserialize_map(Members)
    }
}

#[cfg(test)]
#[path = "bundle_tests.rs"]
mod tests;
