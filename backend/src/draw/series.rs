//! Waves in a series: each turns the numbers of the one before, so that who was drawn is not drawn again at once
//! (`docs/ALGORITHMS.md` §11). A series has one beginning and one end.

use std::collections::BTreeSet;

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::bundle::TurnRecord;
use shared::draw::{Digest, HashAlgorithm, Rotation, from_hex};
use shared::ids::{JointItemId, PlanLineId, WaveId};
use shared::planning::AttemptStatus;

use super::{Attempt, DrawService, Wave, repository};
use crate::access::Viewer;
use crate::db::Source;
use crate::error::{Error, Result};
use crate::planning;

/// How a wave turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaveTurn {
    /// The wave before.
    pub previous: WaveId,
    /// How far it turns.
    pub rotation: Rotation,
}

/// What a series asks of a wave that is to follow.
pub(super) struct Follows<'a> {
    pub lines: &'a [PlanLineId],
    pub hash: HashAlgorithm,
}

impl DrawService {
    /// The waves that a wave of these lines may follow, newest first.
    pub async fn series_ends(
        &self,
        viewer: &Viewer,
        lines: &[PlanLineId],
        hash: HashAlgorithm,
    ) -> Result<Vec<Wave>> {
        viewer.demand(Action::RunWave, Scope::Division)?;
        let db = self.core.db().read();
        let (wanted, mut ends) = (Follows { lines, hash }, Vec::new());
        for (wave, _) in repository::drawn_attempts(db, &viewer.division).await? {
            match self.check_follows(db, &wave, &wanted).await {
                Ok(()) => ends.push(wave),
                Err(error) if error.refusals().is_some() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(ends)
    }

    /// Whether a wave may follow another: that one is drawn and open to everybody, has nothing that follows it,
    /// and asks for the same joint items with the same hash. What is still sealed stays so: the next bundle
    /// holds the key of the series.
    pub(super) async fn check_follows(
        &self,
        db: &impl Source,
        previous: &Wave,
        wanted: &Follows<'_>,
    ) -> Result<()> {
        let at = |code| Error::at(code, "turn.previousWaveId");
        let attempts = repository::attempts(db, &[previous.id]).await?;
        let drawn = attempts.iter().any(|attempt| attempt.status == AttemptStatus::Drawn);
        if !drawn || !self.is_open(previous) {
            return Err(at(ErrorCode::SeriesNotOpen));
        }
        if repository::follower(db, previous.id).await?.is_some() {
            return Err(at(ErrorCode::SeriesContinued));
        }
        let before: Vec<PlanLineId> =
            repository::lines_of(db, &[previous.id]).await?.into_iter().map(|row| row.line_id).collect();
        if previous.hash != wanted.hash || items_of(db, &before).await? != items_of(db, wanted.lines).await? {
            return Err(at(ErrorCode::SeriesDiffers));
        }
        Ok(())
    }

    /// What a wave's series has come to before it, for its bundle; nothing for a wave that does not turn.
    pub(super) async fn turn_of(&self, db: &impl Source, wave: &Wave) -> Result<Option<TurnRecord>> {
        let (Some(previous), Some(rotation)) = (wave.previous_id, &wave.rotation) else { return Ok(None) };
        let (before, drawn) = self.link(db, wave, previous).await?;
        let previous_hash =
            drawn.bundle_hash.clone().ok_or_else(|| Error::broken("a draw without bundle"))?;
        let (previous_wave, mut turned) = (before.code.clone(), 0_u64);
        let (mut at, mut drawn) = (before, drawn);
        // The turns commute: they are added up from the end of the series to its beginning.
        while let (Some(earlier), Some(rotation)) = (at.previous_id, &at.rotation) {
            turned = turned.wrapping_add(rotation.0.shift(at.hash, &key(&drawn)?));
            (at, drawn) = self.link(db, &at, earlier).await?;
        }
        Ok(Some(TurnRecord {
            rotation: rotation.0,
            first: drawn.seed.clone().unwrap_or_default(),
            series: at.code,
            previous: previous_wave,
            previous_hash,
            before: format!("{turned:016x}"),
        }))
    }

    async fn link(&self, db: &impl Source, wave: &Wave, previous: WaveId) -> Result<(Wave, Attempt)> {
        let broken = || Error::broken("a series with a gap");
        let found = repository::wave(db, &wave.division_code, previous)
            .await?
            .filter(|found| found.hash == wave.hash);
        let attempts = repository::attempts(db, &[previous]).await?;
        let drawn = attempts.into_iter().find(|attempt| attempt.status == AttemptStatus::Drawn);
        Ok((found.ok_or_else(broken)?, drawn.ok_or_else(broken)?))
    }
}

fn key(drawn: &Attempt) -> Result<Digest> {
    drawn.seed.as_deref().and_then(from_hex).ok_or_else(|| Error::broken("a draw without its key"))
}

async fn items_of(db: &impl Source, lines: &[PlanLineId]) -> Result<BTreeSet<JointItemId>> {
    Ok(planning::items_of(db, lines).await?.into_values().flatten().collect())
}
