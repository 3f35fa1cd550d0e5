//! A witness's seat: a secret address without an account, bound to the first device that opens it.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::ledger::StepKind;
use shared::draw::{HashAlgorithm, to_hex};
use shared::ids::AttemptId;
use shared::planning::AttemptStatus;

use super::witness::actor;
use super::{Attempt, DrawService, TokenHolder, Wave, Witness, WitnessLink, WitnessSeat, repository};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::clock::entropy;
use crate::db::Tx;
use crate::error::{Error, Result};

pub(super) fn token_hash(token: &str) -> String {
    to_hex(&HashAlgorithm::Sha256.hash(&[b"onedoor witness/1\n", token.as_bytes()]))
}

/// The secret of a device is bound to the link it opened: a list of hashes tells nothing of other links.
fn device_hash(token: &str, device: &str) -> String {
    let parts: [&[u8]; 4] = [b"onedoor device/1\n", token.as_bytes(), b"\n", device.as_bytes()];
    to_hex(&HashAlgorithm::Sha256.hash(&parts))
}

/// The secret that a device makes for itself: 64 hex digits.
fn device_of(text: &str) -> Result<&str> {
    let fits = shared::draw::from_hex(text).is_some();
    if fits { Ok(text) } else { Err(Error::at(ErrorCode::InvalidFormat, "device")) }
}

/// Whether the witness may act from where they are. A seat that no device has opened is anybody's who has the
/// link; one that was opened belongs to that device.
pub(super) fn own_device(witness: &Witness, holder: TokenHolder<'_>) -> Result<()> {
    let Some(bound) = &witness.device_hash else { return Ok(()) };
    let given = holder.device.map(|device| device_hash(holder.token, device));
    if given.as_ref() == Some(bound) { Ok(()) } else { Err(ErrorCode::SeatTaken.into()) }
}

impl DrawService {
    /// Opens a seat on a device. The first one has it; another is refused.
    pub async fn open_seat(&self, holder: TokenHolder<'_>) -> Result<WitnessSeat> {
        let device = device_of(holder.device.unwrap_or_default())?;
        let tx = self.core.db().begin().await?;
        let not_found = || Error::from(ErrorCode::NotFound);
        let found = repository::lock_witness(&*tx, &token_hash(holder.token)).await?.ok_or_else(not_found)?;
        own_device(&found, holder)?;
        if found.device_hash.is_some() {
            return self.witness_seat(holder).await;
        }
        let (wave, attempt) = self.place_of(&tx, &found).await?;
        if !is_live(attempt.status) {
            // Too late to do anything with it: it is looked at, and bound to nobody.
            return Ok(WitnessSeat { wave, attempt, witness: found });
        }
        let mut row = found.into_active_model();
        row.device_hash = Set(Some(device_hash(holder.token, device)));
        row.opened_at = Set(Some(self.core.now()));
        let witness = row.update(&*tx).await?;
        let seat = WitnessSeat { wave, attempt, witness };
        let change = Change::of("witness", seat.witness.id).after(json!({ "code": seat.witness.code }));
        let actor = actor(&seat, holder, "OPEN_SEAT");
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(seat)
    }

    /// The attempt of a witness and its wave, locked.
    pub(super) async fn place_of(&self, tx: &Tx, witness: &Witness) -> Result<(Wave, Attempt)> {
        let not_found = || Error::from(ErrorCode::NotFound);
        let attempt = repository::lock_attempt(&**tx, witness.attempt_id).await?.ok_or_else(not_found)?;
        let waves = repository::waves_by_id(&**tx, &[attempt.wave_id]).await?;
        Ok((waves.into_iter().next().ok_or_else(not_found)?, attempt))
    }

    /// Gives a witness another link in place of one that was lost or opened by somebody else; only before they
    /// have committed, and for all to see.
    pub async fn reissue_link(
        &self,
        viewer: &Viewer,
        id: AttemptId,
        (code, reason): (&str, &str),
    ) -> Result<(Attempt, WitnessLink)> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        if reason.trim().is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
        }
        let tx = self.core.db().begin().await?;
        // In the order in which a witness who acts takes them.
        let found = repository::lock_witness_of(&*tx, id, code).await?;
        let (wave, attempt) = self.attempt_at(&tx, viewer, id).await?;
        if attempt.status != AttemptStatus::Committing {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let found = found.ok_or_else(|| Error::at(ErrorCode::NotFound, "code"))?;
        if found.commitment.is_some() {
            return Err(ErrorCode::AlreadyCommitted.into());
        }
        let token = to_hex(&entropy::<16>());
        let opened = found.opened_at;
        let mut row = found.into_active_model();
        row.token_hash = Set(token_hash(&token));
        row.device_hash = Set(None);
        row.opened_at = Set(None);
        let witness = row.update(&*tx).await?;
        let head = self.hold(&tx, &wave.division_code).await?;
        let facts = json!({ "witness": code, "reason": reason.trim() });
        self.put(&tx, head, (&wave, &attempt), StepKind::Reissued, &facts).await?;
        let change = Change::of("witness", witness.id)
            .before(json!({ "openedAt": opened }))
            .after(json!({ "code": code }))
            .because(reason.trim());
        let audited = self.record_wave(&tx, &granted, "REISSUE_LINK", change).await?;
        tx.commit(audited).await?;
        Ok((attempt, WitnessLink { code: code.to_owned(), token }))
    }
}

/// Whether witnesses still have something to do.
const fn is_live(status: AttemptStatus) -> bool {
    matches!(status, AttemptStatus::Committing | AttemptStatus::Frozen | AttemptStatus::Beacon)
}
