//! Steps of an attempt that the office takes: the beacon, and declaring it void.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::ledger::{StepKind, instant};
use shared::ids::AttemptId;
use shared::planning::{AttemptStatus, check_beacon, check_reveal_minutes};

use super::{Attempt, DrawService, Wave, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::Tx;
use crate::error::{Error, Result};

impl DrawService {
    /// The attempt with its wave, if the viewer may see it; nobody else changes either until this
    /// transaction is over.
    pub(super) async fn attempt_at(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        id: AttemptId,
    ) -> Result<(Wave, Attempt)> {
        let not_found = || Error::from(ErrorCode::NotFound);
        let attempt = repository::lock_attempt(&**tx, id).await?.ok_or_else(not_found)?;
        let wave =
            repository::lock_wave(&**tx, &viewer.division, attempt.wave_id).await?.ok_or_else(not_found)?;
        Ok((wave, attempt))
    }

    /// Records the text of the beacon event, exactly as announced; only after the frame is frozen.
    pub async fn record_beacon(
        &self,
        viewer: &Viewer,
        id: AttemptId,
        (text, minutes): (&str, i64),
    ) -> Result<Attempt> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        check_beacon(text).map_err(|code| Error::at(code, "text"))?;
        check_reveal_minutes(minutes).map_err(|code| Error::at(code, "revealMinutes"))?;
        let tx = self.core.db().begin().await?;
        let (wave, attempt) = self.attempt_at(&tx, viewer, id).await?;
        let next = attempt.status.advance(AttemptStatus::Beacon)?;
        let head = self.hold(&tx, &wave.division_code).await?;
        let by = head.at + chrono::Duration::minutes(minutes);
        let mut row = attempt.into_active_model();
        row.status = Set(next);
        row.beacon = Set(Some(text.to_owned()));
        row.beacon_at = Set(Some(head.at));
        row.reveal_by = Set(Some(by));
        let attempt = row.update(&*tx).await?;
        let facts = json!({ "text": text, "revealBy": instant(by) });
        self.put(&tx, head, (&wave, &attempt), StepKind::Beacon, &facts).await?;
        let change = Change::of("attempt", id).after(json!({ "beacon": text, "revealBy": by }));
        let audited = self.record_wave(&tx, &granted, "RECORD_BEACON", change).await?;
        tx.commit(audited).await?;
        Ok(attempt)
    }

    /// The office's head declares an attempt void, with a reason that stays on record.
    pub async fn void_attempt(&self, viewer: &Viewer, id: AttemptId, reason: &str) -> Result<Attempt> {
        let granted = viewer.demand(Action::VoidAttempt, Scope::Division)?;
        if reason.trim().is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
        }
        let tx = self.core.db().begin().await?;
        let (wave, attempt) = self.attempt_at(&tx, viewer, id).await?;
        let attempt = self.write_void(&tx, &wave, attempt, reason.trim()).await?;
        let change = Change::of("attempt", id).after(json!({ "status": attempt.status })).because(reason);
        let audited = self.record_wave(&tx, &granted, "VOID_ATTEMPT", change).await?;
        tx.commit(audited).await?;
        Ok(attempt)
    }

    pub(super) async fn write_void(
        &self,
        tx: &Tx,
        wave: &Wave,
        attempt: Attempt,
        reason: &str,
    ) -> Result<Attempt> {
        let next = attempt.status.advance(AttemptStatus::Void)?;
        let head = self.hold(tx, &wave.division_code).await?;
        let mut row = attempt.into_active_model();
        row.status = Set(next);
        row.void_reason = Set(Some(reason.to_owned()));
        row.voided_at = Set(Some(head.at));
        let attempt = row.update(&**tx).await?;
        self.put(tx, head, (wave, &attempt), StepKind::Voided, &json!({ "reason": reason })).await?;
        Ok(attempt)
    }
}
