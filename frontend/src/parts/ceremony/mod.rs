//! The ceremony of a draw as the desk, the public and the witnesses see it: its steps, its witnesses, its
//! figures, the doors that came out.

mod data;
mod figures;
mod model;
mod rules;
mod steps;
mod towns;
mod witnesses;
mod words;

pub use data::{AttemptView, TaskFigures, TownDoors, WitnessView};
pub use figures::{DoorsOpened, Freezing, TaskTable};
pub use model::Next;
pub use rules::{FrameRulesPanel, RulesView, TurnView, left_out};
pub use steps::{AttemptFacts, CeremonySteps, attempt_tone, wave_tone};
pub use towns::TownSquares;
pub use witnesses::WitnessTable;
