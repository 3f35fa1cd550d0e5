//! The draw: frame, key, numbers, selection, bundle, verification (`docs/ALGORITHMS.md`).
//!
//! Everything is a pure function of public inputs. The order of the work:
//!
//! 1. [`Frame`] — every door with its cells (task × stratum); its Merkle root is published first.
//! 2. [`key`] — commitments before the freeze, beacon and reveals after it, one key for the wave.
//! 3. [`draw`] — a number for each door from the key, the quota of each task taken from the smallest.
//! 4. [`Bundle`] — all of it in one file; [`verify`] recomputes it and says what does not follow.
//!
//! No floating point except in the `pareto` ranking, whose operations and order are fixed; no hash
//! maps, no `usize` on the wire, no locale.

pub mod bundle;
mod canonical;
mod frame;
mod hash;
pub mod key;
pub mod ledger;
mod merkle;
mod quota;
mod report;
mod select;
mod task;
mod verify;

pub use bundle::{Bundle, BundleError};
pub use canonical::canonical_json;
pub use frame::{Cell, Frame, FrameBuilder, FrameError};
pub use hash::{Digest, HashAlgorithm, KeyedHash, from_hex, to_hex};
pub use merkle::{InclusionProof, MerkleTree, verify_inclusion};
pub use quota::{BASIS_POINTS, Rounding, quota};
pub use report::{DoorReport, StratumQuota, quotas_of, report, stratum_quotas};
pub use select::{Draw, DrawError, StratumDraw, TaskDraw, WHOLE, draw};
pub use task::{Method, Task};
pub use verify::{Check, Fault, examine, leader, tasks_by_site, verify};

#[cfg(test)]
mod acceptance_tests;
#[cfg(test)]
mod vector_tests;
