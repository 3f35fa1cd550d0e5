//! What is asked for about an attempt.

use shared::planning::{AttemptStatus, WitnessKind};

use super::model::Progress;
use super::rules::ExcludedDoors;
use crate::api::{Coded, Instant, schema};

/// A count with its name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct NamedCount {
    /// subjects, inScope, withoutDoor, sites.
    pub name: String,
    /// How many.
    pub count: i32,
}

/// Figures of a draw.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct DrawReport {
    /// Doors in the frame.
    pub frame: i32,
    /// The sum of all quotas.
    pub checks: i32,
    /// Distinct doors drawn.
    pub doors: i32,
    /// No design opens fewer on average.
    pub lower_bound: f64,
    /// What independent draws would open.
    pub independent: f64,
    /// Visits that open a door.
    pub visits: i32,
    /// Checks without a visit.
    pub off_site: i32,
    /// Items to be inspected.
    pub items: i32,
    /// Days on which doors open.
    pub visit_days: i32,
    /// Seats for which nobody is left.
    pub vacant_seats: i32,
}

/// A witness.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Witness")]
pub struct WitnessView {
    /// Identifier in the draw.
    pub code: String,
    /// Name or office.
    pub name: String,
    /// Whom they come from.
    pub organisation: String,
    /// What kind of witness.
    pub kind: Coded<WitnessKind>,
    /// When a device first opened their link.
    pub opened_at: Option<Instant>,
    /// The commitment.
    pub commitment: Option<String>,
    /// When they committed.
    pub committed_at: Option<Instant>,
    /// When they revealed.
    pub revealed_at: Option<Instant>,
    /// The revealed value; sealed with the list.
    pub nonce: Option<String>,
}

/// An attempt.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Attempt")]
pub struct AttemptView {
    /// Opaque id.
    pub id: cynic::Id,
    /// From 1.
    pub number: i32,
    /// Where it stands.
    pub status: Coded<AttemptStatus>,
    /// When it began.
    pub created_at: Instant,
    /// Root of the frozen frame.
    pub frame_root: Option<String>,
    /// Doors in it.
    pub frame_size: Option<i32>,
    /// When it was frozen.
    pub frozen_at: Option<Instant>,
    /// Subjects looked at and left out.
    pub counts: Vec<NamedCount>,
    /// Doors that the rules left out.
    pub excluded: Vec<ExcludedDoors>,
    /// Text of the beacon.
    pub beacon: Option<String>,
    /// When it was recorded.
    pub beacon_at: Option<Instant>,
    /// Until when the witnesses have to reveal.
    pub reveal_by: Option<Instant>,
    /// The key; sealed with the list.
    pub seed: Option<String>,
    /// When it was drawn.
    pub drawn_at: Option<Instant>,
    /// SHA-256 of the bundle.
    pub bundle_hash: Option<String>,
    /// Figures.
    pub report: Option<DrawReport>,
    /// Why it is void.
    pub void_reason: Option<String>,
    /// Since when.
    pub voided_at: Option<Instant>,
    /// The witnesses.
    pub witnesses: Vec<WitnessView>,
}

impl AttemptView {
    /// How far it has come.
    pub fn progress(&self) -> Progress {
        Progress {
            status: *self.status,
            witnesses: self.witnesses.len(),
            committed: self.witnesses.iter().filter(|witness| witness.committed_at.is_some()).count(),
            revealed: self.witnesses.iter().filter(|witness| witness.revealed_at.is_some()).count(),
            frozen: self.frame_root.is_some(),
            beacon: self.beacon.is_some(),
        }
    }

    /// What the rules left out, once the frame is frozen.
    pub fn left_out(&self) -> Option<Vec<ExcludedDoors>> {
        self.frame_root.is_some().then(|| self.excluded.clone())
    }

    /// A count of the freeze by its name.
    pub fn count(&self, name: &str) -> Option<i32> {
        self.counts.iter().find(|count| count.name == name).map(|count| count.count)
    }
}

/// Doors of a stratum of a task.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct TaskFigures {
    /// The task.
    pub task: String,
    /// The stratum; `*` for a task drawn as a whole.
    pub stratum: String,
    /// Doors in the frame.
    pub doors: i32,
    /// Doors to be drawn.
    pub quota: i32,
    /// Doors in reserve, once drawn.
    pub reserve: Option<i32>,
}

/// The doors of a town.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct TownDoors {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Doors in the frame.
    pub doors: i32,
    /// Places of those drawn.
    pub drawn: Vec<i32>,
}
