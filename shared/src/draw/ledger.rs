//! The ledger of a division's draws: every step of every ceremony, each bound to the one before by a hash, the
//! newest signed. What triggers cannot stop, a database's owner at work, does not agree with it any more.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Timelike, Utc};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::canonical::{StrictValue, canonical_json};
use super::hash::{HashAlgorithm, from_hex, to_hex};
use crate::Lang;
use crate::planning::AttemptStatus;

/// What a step says it is; its hash begins with it.
pub const STEP_FORMAT: &str = "onedoor-step/1";

coded_enum! {
    /// What a step of the ledger puts on record.
    pub enum StepKind {
        /// What stood when the ledger was begun.
        Begun = "BEGUN" ("建账", "Ledger begun"),
        Opened = "OPENED" ("开启抽取", "Attempt opened"),
        Reissued = "REISSUED" ("重新发放见证链接", "Link issued anew"),
        Committed = "COMMITTED" ("见证人承诺", "Commitment"),
        Frozen = "FROZEN" ("冻结名单", "Frame frozen"),
        Beacon = "BEACON" ("记录随机源", "Beacon recorded"),
        Revealed = "REVEALED" ("见证人揭示", "Reveal"),
        Drawn = "DRAWN" ("抽取", "Drawn"),
        Voided = "VOIDED" ("作废", "Void"),
    }
}

/// A step of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// [`STEP_FORMAT`].
    pub format: String,
    /// Whose ledger it is.
    pub division: String,
    /// From 1, without gaps.
    pub seq: u64,
    /// When, by the server; never before the step before.
    pub at: String,
    /// Code of the wave; empty where the ledger is begun.
    pub wave: String,
    /// The attempt, from 1; 0 where the ledger is begun.
    pub attempt: u32,
    /// What happened.
    pub kind: StepKind,
    /// The particulars.
    pub facts: BTreeMap<String, Value>,
    /// Hash of the step before, hex; zeros for the first.
    pub previous: String,
}

/// A step as it is kept: its text letter by letter, its hash, the server's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Canonical JSON of the [`Step`].
    pub text: String,
    /// Its hash, hex.
    pub link: String,
    /// Ed25519 over what the hash is of, hex.
    pub signature: String,
}

/// What the tables must say of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How far it has come.
    pub status: AttemptStatus,
    /// Witness → commitment.
    pub witnesses: BTreeMap<String, Option<String>>,
    /// Who has revealed.
    pub revealed: BTreeSet<String>,
    /// Root of the frame.
    pub frame_root: Option<String>,
    /// Text of the beacon.
    pub beacon: Option<String>,
    /// SHA-256 of the bundle.
    pub bundle_hash: Option<String>,
    /// Why it is void.
    pub void_reason: Option<String>,
}

/// Code of a wave and number of an attempt → how it stands.
pub type Standings = BTreeMap<(String, u32), Standing>;

/// What is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    /// A step that cannot be read, or not in its one form.
    #[error("step {0} cannot be read")]
    Unreadable(u64),
    /// A number is missing or comes twice.
    #[error("step {0} is missing")]
    Gap(u64),
    /// The hash is not of this step, or the step before is another.
    #[error("step {0} does not fit the one before")]
    Broken(u64),
    /// A time before the step before.
    #[error("step {0} is dated before the one before")]
    Backwards(u64),
    /// Not signed by the server.
    #[error("step {0} is not signed by this server")]
    Signature(u64),
    /// A step that the ceremony does not allow there.
    #[error("step {0} is against the order of the ceremony")]
    Order(u64),
    /// The tables hold something else than what was put on record.
    #[error("attempt {1} of {0} is not what was put on record")]
    Differs(String, u32),
    /// An attempt on record is gone.
    #[error("attempt {1} of {0} is on record, but gone")]
    Gone(String, u32),
    /// An attempt that was never put on record.
    #[error("attempt {1} of {0} was never put on record")]
    Unrecorded(String, u32),
    /// The end of the ledger is not where it was.
    #[error("steps are missing at the end")]
    Cut,
}

impl LedgerFault {
    /// The same for people.
    pub fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::Unreadable(seq) => format!("台账第 {seq} 步无法读取"),
            Self::Gap(seq) => format!("台账缺少第 {seq} 步"),
            Self::Broken(seq) => format!("台账第 {seq} 步与前一步的哈希不衔接"),
            Self::Backwards(seq) => format!("台账第 {seq} 步的时间早于前一步"),
            Self::Signature(seq) => format!("台账第 {seq} 步不是本系统签名"),
            Self::Order(seq) => format!("台账第 {seq} 步不符合抽取规程的先后次序"),
            Self::Differs(wave, attempt) => format!("{wave} 第 {attempt} 次抽取的数据与台账记录不一致"),
            Self::Gone(wave, attempt) => format!("{wave} 第 {attempt} 次抽取在台账中有记录，数据却已缺失"),
            Self::Unrecorded(wave, attempt) => format!("{wave} 第 {attempt} 次抽取未曾记入台账"),
            Self::Cut => "台账末尾有步骤缺失".to_owned(),
        }
    }
}

/// An instant as steps write it: texts in order are times in order.
pub fn instant(at: DateTime<Utc>) -> String {
    let (day, time, micros) = (at.date_naive(), at.time(), at.timestamp_subsec_micros());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    // A leap second is the end of its minute.
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{:06}Z", micros.min(999_999))
}

/// The hash before the first step.
pub fn origin() -> String {
    "0".repeat(64)
}

fn signed(text: &str) -> Vec<u8> {
    [STEP_FORMAT.as_bytes(), b"\n", text.as_bytes()].concat()
}

fn link_of(text: &str) -> String {
    to_hex(&HashAlgorithm::Sha256.hash(&[&signed(text)]))
}

impl Step {
    /// The step as it is kept.
    pub fn seal(&self, key: &SigningKey) -> Entry {
        // A step holds nothing that JSON cannot.
        let text = canonical_json(&serde_json::to_value(self).unwrap_or_default());
        let signature = to_hex(&key.sign(&signed(&text)).to_bytes());
        Entry { link: link_of(&text), signature, text }
    }
}

impl Entry {
    /// The step, if its text is in the one form it may have.
    pub fn step(&self) -> Option<Step> {
        let StrictValue(value) = serde_json::from_str(&self.text).ok()?;
        (canonical_json(&value) == self.text).then_some(())?;
        serde_json::from_value(value).ok()
    }

    /// Whether the key has signed it.
    pub fn signed_by(&self, key: &VerifyingKey) -> bool {
        let check = || {
            let (head, tail) = self.signature.split_at_checked(64)?;
            let mut bytes = [0; 64];
            bytes[..32].copy_from_slice(&from_hex(head)?);
            bytes[32..].copy_from_slice(&from_hex(tail)?);
            key.verify_strict(&signed(&self.text), &ed25519_dalek::Signature::from_bytes(&bytes)).ok()
        };
        check().is_some()
    }
}

/// Reads a ledger from its first step: numbers, hashes, times; and of the newest step the signature, which
/// holds for all before it, because it signs their hashes. A server whose key was changed knows those before.
pub fn read_ledger(entries: &[Entry], keys: &[VerifyingKey]) -> Result<Vec<Step>, LedgerFault> {
    let mut steps: Vec<Step> = Vec::with_capacity(entries.len());
    let mut previous = origin();
    for (seq, entry) in (1..).zip(entries) {
        let step = entry.step().ok_or(LedgerFault::Unreadable(seq))?;
        if step.format != STEP_FORMAT || DateTime::parse_from_rfc3339(&step.at).is_err() {
            return Err(LedgerFault::Unreadable(seq));
        }
        if step.seq != seq {
            return Err(LedgerFault::Gap(seq));
        }
        if step.previous != previous || entry.link != link_of(&entry.text) {
            return Err(LedgerFault::Broken(seq));
        }
        if steps.last().is_some_and(|before| before.at > step.at || before.division != step.division) {
            return Err(LedgerFault::Backwards(seq));
        }
        previous.clone_from(&entry.link);
        steps.push(step);
    }
    match entries.last() {
        Some(newest) if !keys.iter().any(|key| newest.signed_by(key)) => {
            Err(LedgerFault::Signature(steps.len() as u64))
        }
        _ => Ok(steps),
    }
}

/// Carries the steps out: how every attempt must stand. A step out of order is a fault.
pub fn standings(steps: &[Step]) -> Result<Standings, LedgerFault> {
    let mut known = Standings::new();
    for step in steps {
        carry_out(step, &mut known).ok_or(LedgerFault::Order(step.seq))?;
    }
    Ok(known)
}

fn carry_out(step: &Step, known: &mut Standings) -> Option<()> {
    let fact = |name: &str| step.facts.get(name).and_then(Value::as_str).map(str::to_owned);
    if step.kind == StepKind::Begun {
        let stood = step.facts.get("attempts")?.as_array()?;
        for one in stood {
            let place =
                (one.get("wave")?.as_str()?.to_owned(), u32::try_from(one.get("attempt")?.as_u64()?).ok()?);
            known.insert(place, serde_json::from_value(one.get("standing")?.clone()).ok()?);
        }
        return (step.seq == 1).then_some(());
    }
    let place = (step.wave.clone(), step.attempt);
    if step.kind == StepKind::Opened {
        let before = known.range((step.wave.clone(), 0)..=(step.wave.clone(), u32::MAX)).next_back();
        let follows = match before {
            None => step.attempt == 1,
            Some(((_, number), last)) => step.attempt == number + 1 && last.status == AttemptStatus::Void,
        };
        let names = step.facts.get("witnesses")?.as_object()?.keys();
        let fresh = Standing {
            status: AttemptStatus::Committing,
            witnesses: names.map(|name| (name.clone(), None)).collect(),
            revealed: BTreeSet::new(),
            frame_root: None,
            beacon: None,
            bundle_hash: None,
            void_reason: None,
        };
        known.insert(place, fresh);
        return follows.then_some(());
    }
    let attempt = known.get_mut(&place)?;
    let mut forward = |next: AttemptStatus| {
        attempt.status = attempt.status.advance(next).ok()?;
        Some(())
    };
    match step.kind {
        StepKind::Frozen => {
            forward(AttemptStatus::Frozen)?;
            attempt.frame_root = Some(fact("frameRoot")?);
            attempt.witnesses.values().all(Option::is_some).then_some(())
        }
        StepKind::Beacon => {
            forward(AttemptStatus::Beacon)?;
            attempt.beacon = Some(fact("text")?);
            Some(())
        }
        StepKind::Drawn => {
            forward(AttemptStatus::Drawn)?;
            attempt.bundle_hash = Some(fact("bundleHash")?);
            (attempt.revealed.len() == attempt.witnesses.len()).then_some(())
        }
        StepKind::Voided => {
            forward(AttemptStatus::Void)?;
            attempt.void_reason = Some(fact("reason")?);
            Some(())
        }
        StepKind::Committed => {
            let commitment = attempt.witnesses.get_mut(&fact("witness")?)?;
            let first = commitment.replace(fact("commitment")?).is_none();
            (first && attempt.status == AttemptStatus::Committing).then_some(())
        }
        StepKind::Reissued => {
            let waits = attempt.witnesses.get(&fact("witness")?)?.is_none();
            (waits && attempt.status == AttemptStatus::Committing).then_some(())
        }
        StepKind::Revealed => {
            let witness = fact("witness")?;
            let may = attempt.status == AttemptStatus::Beacon && attempt.witnesses.contains_key(&witness);
            (may && attempt.revealed.insert(witness)).then_some(())
        }
        StepKind::Begun | StepKind::Opened => None,
    }
}

/// Where the tables are not what was put on record.
pub fn differences(recorded: &Standings, kept: &Standings) -> Vec<LedgerFault> {
    let mut faults = Vec::new();
    for (place, standing) in recorded {
        let (wave, attempt) = (place.0.clone(), place.1);
        match kept.get(place) {
            None => faults.push(LedgerFault::Gone(wave, attempt)),
            Some(found) if found != standing => faults.push(LedgerFault::Differs(wave, attempt)),
            Some(_) => {}
        }
    }
    let unknown = kept.keys().filter(|place| !recorded.contains_key(*place));
    faults.extend(unknown.map(|(wave, attempt)| LedgerFault::Unrecorded(wave.clone(), *attempt)));
    faults
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
