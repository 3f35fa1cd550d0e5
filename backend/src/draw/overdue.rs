//! Witnesses who do not reveal in time void the attempt: nobody waits for a number that does not suit somebody.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::planning::AttemptStatus;

use super::{Attempt, DrawService, Wave, repository};
use crate::access::Origin;
use crate::audit::{self, Actor, Audited, Change};
use crate::clock::civil_time;
use crate::db::Tx;
use crate::error::Result;

/// How the program is called in the trail.
const PROGRAM: &str = "系统";

impl DrawService {
    /// Voids every attempt whose time to reveal is over without all numbers. Any server may do it at any time;
    /// it happens once.
    pub async fn void_overdue(&self) -> Result<u32> {
        let mut voided = 0;
        for attempt in repository::overdue(self.core.db().read(), self.core.now()).await? {
            let tx = self.core.db().begin().await?;
            let Some(attempt) = repository::lock_attempt(&*tx, attempt.id).await? else { continue };
            let Some(wave) = repository::waves_by_id(&*tx, &[attempt.wave_id]).await?.pop() else { continue };
            if let Some((_, audited)) = self.void_if_overdue(&tx, &wave, &attempt).await? {
                tx.commit(audited).await?;
                voided += 1;
            }
        }
        Ok(voided)
    }

    /// Voids a locked attempt if its time is over and somebody has not revealed; the caller commits.
    pub(super) async fn void_if_overdue(
        &self,
        tx: &Tx,
        wave: &Wave,
        attempt: &Attempt,
    ) -> Result<Option<(Attempt, Audited)>> {
        let Some(by) = attempt.reveal_by else { return Ok(None) };
        if attempt.status != AttemptStatus::Beacon || !self.is_over(by) {
            return Ok(None);
        }
        let witnesses = repository::witnesses(&**tx, &[attempt.id]).await?;
        let missing: Vec<String> = witnesses
            .iter()
            .filter(|row| row.nonce.is_none())
            .map(|row| format!("{}（{}）", row.name, row.code))
            .collect();
        if missing.is_empty() {
            return Ok(None);
        }
        let reason = format!("至揭示期限（{}）仍未揭示：{}", civil_time(by), missing.join("、"));
        let attempt = self.write_void(tx, wave, attempt.clone(), &reason).await?;
        let change = Change::of("attempt", attempt.id)
            .after(json!({ "status": attempt.status, "revealBy": by }))
            .because(reason);
        let origin = Origin::default();
        let actor = Actor {
            account: None,
            name: PROGRAM,
            division: &wave.division_code,
            origin: &origin,
            action: "VOID_OVERDUE",
        };
        let audited = audit::record(tx, actor, self.core.stamp(), change).await?;
        Ok(Some((attempt, audited)))
    }

    fn is_over(&self, by: DateTime<Utc>) -> bool {
        self.core.now() > by
    }
}
