//! Waves and draws: witnesses commit, the frame freezes, the beacon is recorded, nonces are revealed,
//! doors and officers come out, and one file lets anybody check all of it.
//!
//! An attempt only moves forward. One that fails is void and stays on record with its reason; the schema
//! refuses to delete or rewrite any of it. All rules of the draw itself are in `shared::draw`.

mod assemble;
mod attempt;
mod bundle;
mod figures;
mod freeze;
mod jobs;
mod ledger;
mod live;
mod overdue;
mod perform;
mod preview;
mod quiet;
mod repository;
mod ruled;
mod seat;
mod seating;
mod series;
mod service;
mod statements;
mod wave;
mod witness;

pub use figures::{TaskFigures, TownDoors};
pub use jobs::{DrawJob, FreezeJob};
pub use ledger::Ledger;
pub use live::Pulse;
pub use preview::{FramePreview, TaskPreview};
pub use quiet::{QuietDoor, QuietInput};
pub use repository::{lines_of as lines_of_waves, taken_lines, waves_by_id};
pub use seating::seat_costs;
pub use series::WaveTurn;
pub use service::{DrawService, WaveReport};
pub use statements::{DoorStatement, OpenedDoors};
pub use wave::{OpenedWave, WaveInput, WitnessLink};
pub use witness::{TokenHolder, WitnessSeat};

/// A wave.
pub type Wave = crate::db::entity::wave::Model;
/// A line of a wave.
pub type WaveLine = crate::db::entity::wave_line::Model;
/// An attempt.
pub type Attempt = crate::db::entity::attempt::Model;
/// A witness.
pub type Witness = crate::db::entity::witness::Model;
