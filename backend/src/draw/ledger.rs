//! The ledger of a division's draws: every use case of the ceremony adds its step in its own transaction, and
//! anybody may hold the tables against it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use shared::code::DivisionCode;
use shared::draw::ledger::{
    Entry, LedgerFault, STEP_FORMAT, Standing, Standings, Step, StepKind, differences, instant, origin,
    read_ledger, standings,
};
use shared::draw::{Bundle, HashAlgorithm, to_hex, verify};
use shared::planning::AttemptStatus;

use super::{Attempt, DrawService, Wave, Witness, repository};
use crate::audit;
use crate::db::entity::{draw_head, draw_step};
use crate::db::{Source, Tx};
use crate::error::{Error, Result};

/// How often a ledger that grows is read again.
const TRIES: u32 = 5;

/// The end of a ledger, held by the transaction that adds to it.
pub(super) struct Head {
    row: draw_head::Model,
    /// When the next step happens: by the server's clock, and never before the step before.
    pub at: DateTime<Utc>,
}

impl Head {
    /// Number and hash of the newest step, for the bundle.
    pub fn point(&self) -> Value {
        json!({ "seq": self.row.seq, "link": self.row.link })
    }
}

/// A ledger and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// The steps as they are kept, all or those of one wave.
    pub entries: Vec<Entry>,
    /// The hash of the newest step of all.
    pub head: String,
    /// How many steps there are in all.
    pub length: u64,
    /// The first thing that does not hold.
    pub fault: Option<LedgerFault>,
}

impl DrawService {
    /// Takes hold of the ledger's end until the transaction is over. Whoever takes other locks takes them before.
    pub(super) async fn hold(&self, tx: &Tx, division: &DivisionCode) -> Result<Head> {
        let now = self.core.now();
        let head = match repository::lock_head(&**tx, division).await? {
            Some(head) => head,
            None => self.begin(tx, division, now).await?,
        };
        let at = now.max(head.at);
        Ok(Head { row: head, at })
    }

    /// Begins a ledger; what was drawn before there was one is its first step.
    async fn begin(&self, tx: &Tx, division: &DivisionCode, now: DateTime<Utc>) -> Result<draw_head::Model> {
        repository::insert_head(&**tx, division, now).await?;
        let head = repository::lock_head(&**tx, division).await?;
        let row = head.ok_or_else(|| Error::broken("a ledger without its end"))?;
        let stood = kept(&**tx, division, None).await?;
        if row.seq > 0 || stood.is_empty() {
            return Ok(row);
        }
        let list: Vec<Value> = stood
            .iter()
            .map(|((wave, attempt), standing)| {
                json!({ "wave": wave, "attempt": attempt, "standing": standing })
            })
            .collect();
        let at = now.max(row.at);
        let head = Head { row, at };
        self.write(tx, head, ("", 0), StepKind::Begun, &json!({ "attempts": list })).await
    }

    /// Adds a step to the ledger.
    pub(super) async fn put(
        &self,
        tx: &Tx,
        head: Head,
        (wave, attempt): (&Wave, &Attempt),
        kind: StepKind,
        facts: &Value,
    ) -> Result<()> {
        let number = u32::try_from(attempt.number).map_err(|error| Error::broken(error.to_string()))?;
        self.write(tx, head, (&wave.code, number), kind, facts).await.map(|_| ())
    }

    async fn write(
        &self,
        tx: &Tx,
        head: Head,
        (wave, attempt): (&str, u32),
        kind: StepKind,
        facts: &Value,
    ) -> Result<draw_head::Model> {
        let Head { row, at } = head;
        let facts = facts.as_object().cloned().unwrap_or_default().into_iter().collect::<BTreeMap<_, _>>();
        let seq = row.seq + 1;
        let step = Step {
            format: STEP_FORMAT.to_owned(),
            division: row.division_code.to_string(),
            seq: u64::try_from(seq).map_err(|error| Error::broken(error.to_string()))?,
            at: instant(at),
            wave: wave.to_owned(),
            attempt,
            kind,
            facts,
            previous: row.link.clone(),
        };
        let entry = step.seal(&self.core.keys().bundle);
        let added = draw_step::ActiveModel {
            division_code: Set(row.division_code.clone()),
            seq: Set(seq),
            wave_code: Set(wave.to_owned()),
            text: Set(entry.text),
            link: Set(entry.link.clone()),
            signature: Set(entry.signature),
        };
        draw_step::Entity::insert(added).exec_without_returning(&**tx).await?;
        let mut row = row.into_active_model();
        row.seq = Set(seq);
        row.link = Set(entry.link);
        row.at = Set(at);
        Ok(row.update(&**tx).await?)
    }

    /// Holds the tables against the ledger: of one wave, or of all with every bundle checked anew.
    pub async fn ledger(&self, division: &DivisionCode, wave: Option<&str>) -> Result<Ledger> {
        let db = self.core.db().read();
        // Read in between two steps: while the ledger grows under the reader, it is read again.
        let (mut head, mut standing, mut rows);
        let mut tries = 0;
        loop {
            head = repository::head(db, division).await?;
            standing = kept(db, division, wave).await?;
            rows = repository::steps(db, division).await?;
            tries += 1;
            if tries == TRIES || repository::head(db, division).await? == head {
                break;
            }
        }
        let entries: Vec<Entry> = rows.iter().map(entry_of).collect();
        let end = entries.last().map_or_else(origin, |entry| entry.link.clone());
        let length = entries.len() as u64;
        let reaches = head.map_or((0, origin()), |head| (u64::try_from(head.seq).unwrap_or(0), head.link));
        let known = read_ledger(&entries, &self.core.keys().bundle_keys).and_then(|steps| {
            if reaches == (length, end.clone()) { standings(&steps) } else { Err(LedgerFault::Cut) }
        });
        let mut fault = match known {
            Err(fault) => Some(fault),
            Ok(mut recorded) => {
                recorded.retain(|(code, _), _| wave.is_none_or(|wave| wave == code));
                differences(&recorded, &standing).into_iter().next()
            }
        };
        if fault.is_none() && wave.is_none() {
            fault = match self.check_bundles(division, &entries).await? {
                None => self.check_trail(division, &entries).await?,
                found => found,
            };
        }
        let own = |row: &draw_step::Model| wave.is_none_or(|wave| row.wave_code == wave);
        let entries = rows.iter().filter(|row| own(row)).map(entry_of).collect();
        Ok(Ledger { entries, head: end, length, fault })
    }

    /// Whether every bundle is the one whose hash is on record, verifies, and names a step of this ledger.
    async fn check_bundles(&self, division: &DivisionCode, entries: &[Entry]) -> Result<Option<LedgerFault>> {
        let db = self.core.db().read();
        for (wave, attempt) in repository::all_attempts(db, division, None).await? {
            let Some(expected) = &attempt.bundle_hash else { continue };
            let differs = LedgerFault::Differs(wave.clone(), u32::try_from(attempt.number).unwrap_or(0));
            let row = repository::bundle(db, attempt.id).await?;
            let holds = row.is_some_and(|row| {
                let same = to_hex(&HashAlgorithm::Sha256.hash(&[row.content.as_bytes()])) == *expected;
                same && Bundle::read(row.content.as_bytes())
                    .is_ok_and(|bundle| verify(&bundle).is_ok() && names_a_step(&bundle, entries))
            });
            if !holds {
                return Ok(Some(differs));
            }
        }
        Ok(None)
    }

    /// Whether the trail and the ledger know of the same draws: each entry names the step its draw followed.
    async fn check_trail(&self, division: &DivisionCode, entries: &[Entry]) -> Result<Option<LedgerFault>> {
        let trail = audit::of_action(self.core.db().read(), division, "RUN_DRAW").await?;
        let mut told: BTreeMap<u64, &str> = BTreeMap::new();
        let points = trail.iter().filter_map(|entry| entry.after.as_ref()?.get("ledger"));
        for point in points {
            let seq = point.get("seq").and_then(Value::as_u64).unwrap_or(0);
            told.insert(seq, point.get("link").and_then(Value::as_str).unwrap_or_default());
        }
        for (seq, entry) in (1_u64..).zip(entries) {
            let Some(step) = entry.step().filter(|step| step.kind == StepKind::Drawn) else { continue };
            if told.remove(&(seq - 1)) != Some(step.previous.as_str()) {
                return Ok(Some(LedgerFault::Differs(step.wave, step.attempt)));
            }
        }
        Ok(told.into_keys().next().map(|seq| LedgerFault::Gap(seq + 1)))
    }

    /// Whether a bundle that somebody has kept is the one on record. A draw that was hidden, or replaced, is not.
    pub async fn knows(&self, division: &DivisionCode, bytes: &[u8]) -> Result<bool> {
        let Ok(bundle) = Bundle::read(bytes) else { return Ok(false) };
        let hash = to_hex(&HashAlgorithm::Sha256.hash(&[bytes]));
        let rows = repository::steps(self.core.db().read(), division).await?;
        let entries: Vec<Entry> = rows.iter().map(entry_of).collect();
        let drawn = entries.iter().filter_map(Entry::step).any(|step| {
            (step.kind, &step.wave, step.attempt) == (StepKind::Drawn, &bundle.wave, bundle.attempt)
                && step.facts.get("bundleHash").and_then(Value::as_str) == Some(hash.as_str())
        });
        Ok(drawn && names_a_step(&bundle, &entries))
    }

    /// What changes for those who follow the draws of a division: the newest step, and which attempts are
    /// being worked on.
    pub(super) async fn pulse(&self, division: &DivisionCode) -> Result<(i64, Vec<Value>)> {
        let db = self.core.db().read();
        let head = repository::head(db, division).await?;
        let working = crate::jobs::under_way(db, division, &super::jobs::KINDS).await?;
        let payloads = working.into_iter().map(|job| json!({ "kind": job.kind, "payload": job.payload }));
        Ok((head.map_or(0, |head| head.seq), payloads.collect()))
    }
}

fn entry_of(row: &draw_step::Model) -> Entry {
    Entry { text: row.text.clone(), link: row.link.clone(), signature: row.signature.clone() }
}

/// Bundles of before there was a ledger name none.
fn names_a_step(bundle: &Bundle, entries: &[Entry]) -> bool {
    let Some(point) = bundle.record.as_ref().and_then(|record| record.get("ledger")) else { return true };
    let seq = point.get("seq").and_then(Value::as_u64).and_then(|seq| usize::try_from(seq).ok());
    let link = point.get("link").and_then(Value::as_str);
    seq.and_then(|seq| entries.get(seq.checked_sub(1)?))
        .is_some_and(|entry| link == Some(entry.link.as_str()))
}

/// How attempts stand by the tables.
async fn kept(db: &impl Source, division: &DivisionCode, wave: Option<&str>) -> Result<Standings> {
    let attempts = repository::all_attempts(db, division, wave).await?;
    let ids: Vec<_> = attempts.iter().map(|(_, attempt)| attempt.id).collect();
    let witnesses = repository::witnesses(db, &ids).await?;
    let mut found = Standings::new();
    for (wave, attempt) in attempts {
        let own: Vec<&Witness> = witnesses.iter().filter(|row| row.attempt_id == attempt.id).collect();
        let number = u32::try_from(attempt.number).unwrap_or(0);
        found.insert((wave, number), standing(&attempt, &own));
    }
    Ok(found)
}

fn standing(attempt: &Attempt, witnesses: &[&Witness]) -> Standing {
    let revealed = witnesses.iter().filter(|row| row.nonce.is_some());
    Standing {
        status: attempt.status,
        witnesses: witnesses.iter().map(|row| (row.code.clone(), row.commitment.clone())).collect(),
        revealed: revealed.map(|row| row.code.clone()).collect(),
        frame_root: attempt.frame_root.clone(),
        beacon: attempt.beacon.clone(),
        bundle_hash: attempt.bundle_hash.clone().filter(|_| attempt.status == AttemptStatus::Drawn),
        void_reason: attempt.void_reason.clone(),
    }
}
