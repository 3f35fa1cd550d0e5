//! Reading waves and draws.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::draw::{WaveOpening, wave_is_open};
use shared::ids::{AttemptId, PlanLineId, WaveId};
use shared::planning::AttemptStatus;

use super::live::Pulses;
use super::statements::Books;
use super::{Attempt, Wave, WaveLine, Witness, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Refusal, Result};
use crate::planning;

/// Figures of a draw, as they are kept with the attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaveReport {
    /// Doors in the frame, checks, doors drawn, bound, independent draws.
    #[serde(flatten)]
    pub doors: shared::draw::DoorReport,
    /// Visits that open a door.
    pub visits: u64,
    /// Off-site checks.
    pub off_site: u64,
    /// Items to be inspected at all doors.
    pub items: u64,
    /// Days on which doors open, summed over doors.
    pub visit_days: u64,
    /// Seats for which nobody is left.
    pub vacant_seats: u64,
}

/// See the module.
#[derive(Clone)]
pub struct DrawService {
    pub(super) core: Core,
    pub(super) books: Books,
    pub(super) pulses: Arc<Pulses>,
}

impl DrawService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core, books: Books::default(), pulses: Arc::default() }
    }

    /// The waves of the division, newest first.
    pub async fn waves(&self, viewer: &Viewer, page: &PageRequest) -> Result<Page<Wave>> {
        viewer.demand(Action::ReadWaves, Scope::Division)?;
        repository::waves(self.core.db().read(), &viewer.division, page).await
    }

    /// One wave.
    pub async fn wave(&self, viewer: &Viewer, id: WaveId) -> Result<Wave> {
        viewer.demand(Action::ReadWaves, Scope::Division)?;
        repository::wave(self.core.db().read(), &viewer.division, id)
            .await?
            .ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Waves by id, for loaders.
    pub async fn waves_by_id(&self, ids: &[WaveId]) -> Result<Vec<Wave>> {
        repository::waves_by_id(self.core.db().read(), ids).await
    }

    /// Lines of waves, for loaders.
    pub async fn lines_of(&self, ids: &[WaveId]) -> Result<Vec<WaveLine>> {
        repository::lines_of(self.core.db().read(), ids).await
    }

    /// The waves lines are drawn in, for loaders; lines that wait for their draw are left out.
    pub async fn waves_of_lines(&self, ids: &[PlanLineId]) -> Result<Vec<(PlanLineId, Wave)>> {
        let db = self.core.db().read();
        let families = planning::families(db, ids).await?;
        let all: Vec<PlanLineId> = families.values().flatten().copied().collect();
        let taken = repository::taken_lines(db, &all).await?;
        let waves: BTreeSet<WaveId> = taken.iter().map(|row| row.wave_id).collect();
        let waves = repository::waves_by_id(db, &waves.into_iter().collect::<Vec<_>>()).await?;
        let of = |id: WaveId| waves.iter().find(|wave| wave.id == id).cloned();
        let in_family = |id: PlanLineId, family: &[PlanLineId]| {
            let row = taken.iter().find(|row| family.contains(&row.line_id))?;
            Some((id, of(row.wave_id)?))
        };
        Ok(families.iter().filter_map(|(id, family)| in_family(*id, family)).collect())
    }

    /// How many visits of a wave are not over; it closes when none is left.
    pub async fn open_visits(&self, wave: WaveId) -> Result<u64> {
        crate::visit::open_visits(self.core.db().read(), wave).await
    }

    /// The attempts of waves, first to last; void ones included.
    pub async fn attempts(&self, waves: &[WaveId]) -> Result<Vec<Attempt>> {
        repository::attempts(self.core.db().read(), waves).await
    }

    /// The witnesses of attempts.
    pub async fn witnesses(&self, attempts: &[AttemptId]) -> Result<Vec<Witness>> {
        repository::witnesses(self.core.db().read(), attempts).await
    }

    /// The waves of a division, for everybody.
    pub async fn public_waves(&self, division: &DivisionCode, page: &PageRequest) -> Result<Page<Wave>> {
        repository::waves(self.core.db().read(), division, page).await
    }

    /// A wave by its code, for everybody.
    pub async fn public_wave(&self, division: &DivisionCode, code: &str) -> Result<Option<Wave>> {
        repository::wave_by_code(self.core.db().read(), division, code).await
    }

    /// Whether everything of the wave may be seen by everybody now.
    pub fn is_open(&self, wave: &Wave) -> bool {
        let (disclosure, status, last_day) = (wave.disclosure, wave.status, wave.last_day);
        wave_is_open(WaveOpening { disclosure, status, last_day }, self.core.today())
    }

    /// The bundle of an attempt by the codes of its address; sealed until the wave allows it, except for
    /// those who may read sealed lists.
    pub async fn bundle(
        &self,
        division: &DivisionCode,
        wave: &str,
        attempt: i64,
        viewer: Option<&Viewer>,
    ) -> Result<(String, String)> {
        let db = self.core.db().read();
        let not_found = || Error::from(ErrorCode::NotFound);
        let wave = repository::wave_by_code(db, division, wave).await?.ok_or_else(not_found)?;
        let attempts = repository::attempts(db, &[wave.id]).await?;
        let attempt = attempts.into_iter().find(|row| row.number == attempt).ok_or_else(not_found)?;
        if attempt.status != AttemptStatus::Drawn {
            return Err(not_found());
        }
        let trusted = viewer.is_some_and(|viewer| {
            viewer.division == *division && viewer.may(Action::ReadDrawnList, Scope::Division)
        });
        if !self.is_open(&wave) && !trusted {
            let hash = attempt.bundle_hash.unwrap_or_default();
            return Err(Refusal::new(ErrorCode::BundleSealed).with(format!("sha256 {hash}")).into());
        }
        let row = repository::bundle(db, attempt.id).await?.ok_or_else(not_found)?;
        Ok((row.content, row.content_hash))
    }
}
