//! Witnesses commit and reveal on their own devices, by a secret address and without an account.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::draw::ledger::StepKind;
use shared::draw::{from_hex, key::commitment, to_hex};
use shared::planning::AttemptStatus;

use super::seat::{own_device, token_hash};
use super::{Attempt, DrawService, Wave, Witness, repository};
use crate::access::Origin;
use crate::audit::{self, Actor, Change};
use crate::db::Tx;
use crate::error::{Error, Result};

/// What a witness sees.
#[derive(Debug, Clone)]
pub struct WitnessSeat {
    /// The wave.
    pub wave: Wave,
    /// The attempt.
    pub attempt: Attempt,
    /// The witness.
    pub witness: Witness,
}

/// The holder of a secret address.
#[derive(Debug, Clone, Copy)]
pub struct TokenHolder<'a> {
    /// The secret.
    pub token: &'a str,
    /// The secret of the device, if it has one.
    pub device: Option<&'a str>,
    /// Where the request comes from.
    pub origin: &'a Origin,
}

impl DrawService {
    /// The seat of a secret address, for the device that has opened it.
    pub async fn witness_seat(&self, holder: TokenHolder<'_>) -> Result<WitnessSeat> {
        let db = self.core.db().read();
        let not_found = || Error::from(ErrorCode::NotFound);
        let hash = token_hash(holder.token);
        let witness = repository::witness_by_token(db, &hash).await?.ok_or_else(not_found)?;
        own_device(&witness, holder)?;
        let attempt = repository::attempt(db, witness.attempt_id).await?.ok_or_else(not_found)?;
        let wave = repository::waves_by_id(db, &[attempt.wave_id])
            .await?
            .into_iter()
            .next()
            .ok_or_else(not_found)?;
        Ok(WitnessSeat { wave, attempt, witness })
    }

    async fn seat_in(&self, tx: &Tx, holder: TokenHolder<'_>, status: AttemptStatus) -> Result<WitnessSeat> {
        let not_found = || Error::from(ErrorCode::NotFound);
        let hash = token_hash(holder.token);
        let witness = repository::lock_witness(&**tx, &hash).await?.ok_or_else(not_found)?;
        own_device(&witness, holder)?;
        let (wave, attempt) = self.place_of(tx, &witness).await?;
        if attempt.status == status {
            Ok(WitnessSeat { wave, attempt, witness })
        } else {
            Err(ErrorCode::IllegalTransition.into())
        }
    }

    /// Publishes a commitment; once, and before the frame is frozen.
    pub async fn commit(&self, holder: TokenHolder<'_>, value: &str) -> Result<WitnessSeat> {
        if from_hex(value).is_none() {
            return Err(Error::at(ErrorCode::InvalidFormat, "commitment"));
        }
        let tx = self.core.db().begin().await?;
        let mut seat = self.seat_in(&tx, holder, AttemptStatus::Committing).await?;
        if seat.witness.commitment.is_some() {
            return Err(ErrorCode::AlreadyCommitted.into());
        }
        let head = self.hold(&tx, &seat.wave.division_code).await?;
        let mut row = seat.witness.into_active_model();
        row.commitment = Set(Some(value.to_owned()));
        row.committed_at = Set(Some(head.at));
        seat.witness = row.update(&*tx).await?;
        let facts = json!({ "witness": seat.witness.code, "commitment": value });
        self.put(&tx, head, (&seat.wave, &seat.attempt), StepKind::Committed, &facts).await?;
        let change = Change::of("witness", seat.witness.id).after(json!({ "commitment": value }));
        let actor = actor(&seat, holder, "WITNESS_COMMIT");
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(seat)
    }

    /// Reveals the nonce after the beacon was recorded. One that does not match its commitment voids the
    /// attempt, visibly and for good.
    pub async fn reveal(&self, holder: TokenHolder<'_>, value: &str) -> Result<WitnessSeat> {
        let nonce = from_hex(value).ok_or_else(|| Error::at(ErrorCode::InvalidFormat, "nonce"))?;
        let tx = self.core.db().begin().await?;
        let mut seat = self.seat_in(&tx, holder, AttemptStatus::Beacon).await?;
        if seat.witness.nonce.is_some() {
            return Err(ErrorCode::AlreadyCommitted.into());
        }
        if let Some((_, audited)) = self.void_if_overdue(&tx, &seat.wave, &seat.attempt).await? {
            tx.commit(audited).await?;
            return Err(ErrorCode::RevealTooLate.into());
        }
        let expected = to_hex(&commitment(seat.wave.hash, &seat.witness.code, &nonce));
        if seat.witness.commitment.as_deref() != Some(expected.as_str()) {
            let reason = format!("{}（{}）揭示的值与其承诺值不符", seat.witness.name, seat.witness.code);
            seat.attempt = self.write_void(&tx, &seat.wave, seat.attempt, &reason).await?;
            let change =
                Change::of("attempt", seat.attempt.id).after(json!({ "nonce": value })).because(reason);
            let actor = actor(&seat, holder, "WITNESS_MISMATCH");
            let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
            tx.commit(audited).await?;
            return Err(ErrorCode::CommitmentMismatch.into());
        }
        let head = self.hold(&tx, &seat.wave.division_code).await?;
        let mut row = seat.witness.into_active_model();
        row.nonce = Set(Some(value.to_owned()));
        row.revealed_at = Set(Some(head.at));
        seat.witness = row.update(&*tx).await?;
        let facts = json!({ "witness": seat.witness.code });
        self.put(&tx, head, (&seat.wave, &seat.attempt), StepKind::Revealed, &facts).await?;
        // The trail is read by people who may not see a sealed list, and whoever has all values has the list.
        let change = Change::of("witness", seat.witness.id).after(json!({ "revealed": expected }));
        let actor = actor(&seat, holder, "WITNESS_REVEAL");
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(seat)
    }
}

/// A witness in the trail.
pub(super) fn actor<'a>(seat: &'a WitnessSeat, holder: TokenHolder<'a>, action: &'static str) -> Actor<'a> {
    Actor {
        account: None,
        name: &seat.witness.name,
        division: &seat.wave.division_code,
        origin: holder.origin,
        action,
    }
}
