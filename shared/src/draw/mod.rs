//! The draw: frame, key, numbers, selection, bundle, verification (`docs/ALGORITHMS.md`).
//!
//! Everything is a pure function of public inputs. The order of the work:
//!
//! 1. [`Frame`] — every door with its cells (task × stratum); its Merkle root is published first.
//! 2. [`key`] — commitments before the freeze, beacon and reveals after it, one key for the wave.
//! 3. [`draw`] — a number for each door from the key, the quota of each task taken from the smallest.
//! 4. [`Bundle`] — all of it in one file; [`verify`] recomputes it and says what does not follow.
//!
//! No floating point except in the `pareto` ranking and in the walk of `cells`, whose operations and
//! order are fixed; no hash
//! maps, no `usize` on the wire, no locale.

mod build;
pub mod bundle;
mod canonical;
pub(crate) mod cells;
pub(crate) mod cores;
mod door_book;
mod door_cells;
mod frame;
mod hash;
pub mod inquiry;
pub mod key;
pub mod ledger;
mod measure;
mod merkle;
mod numbers;
mod opening;
mod proof_tree;
mod quota;
mod report;
mod rotation;
mod scan;
mod select;
mod short;
mod sieve;
mod statement;
mod statement_check;
mod task;
mod turn;
mod verify;
mod written;

pub use build::{CellSet, FrameBuilder};
pub use bundle::{Bundle, BundleError};
pub use canonical::canonical_json;
pub use door_book::DoorBook;
pub use door_cells::Cells;
pub use frame::{Cell, Frame, FrameError};
pub use hash::{Digest, HashAlgorithm, KeyedHash, from_hex, to_hex};
pub use measure::{MEASURED_WAVES, Measured};
pub use merkle::{InclusionProof, MerkleTree, verify_inclusion};
pub use opening::{DoorOpening, VisitSeen, WaveOpening, opening, visit_is_open, wave_is_open};
pub use proof_tree::ProofTree;
pub use quota::{BASIS_POINTS, Rounding, quota};
pub use report::{DoorReport, StratumQuota, quotas_of, report, stratum_quotas};
pub use rotation::{Rotation, Turn};
pub(crate) use select::unit;
pub use select::{Draw, DrawError, StratumDraw, TaskDraw, WHOLE, draw, draw_turned, draw_with};
pub use statement::{Chance, Outcome, Place, PlaceKind, STATEMENT, Statement};
pub use statement_check::{Published, StatementCheck, examine_statement};
pub use task::{Method, Task};
pub use turn::{Lots, TurnOutcome, TurnRecord, check_follows};
pub use verify::{Check, Fault, Moment, examine, examine_watched, leader, tasks_by_site, verify};

#[cfg(test)]
mod acceptance_tests;
#[cfg(test)]
mod statement_tests;
#[cfg(test)]
mod vector_tests;
