//! Checking a file from its bytes to a verdict that people can follow step by step.
//!
//! [`verify`](super::verify) says whether; this says what went in, what came out and how it compares. A
//! visitor's browser and `onedoor verify-draw` tell the same in the same words.

mod change;
mod facts;
mod lots;
mod refusal;
mod words;

use serde::{Deserialize, Serialize};

use super::bundle::Bundle;
use super::hash::{HashAlgorithm, to_hex};
use super::verify::{Check, Fault, Moment, examine_watched};
use crate::Lang;

pub use change::{Change, change, other};
pub use facts::{Fact, FactName};
pub use lots::{Lot, Numbered, Strip};
pub use refusal::{DEEPEST, LARGEST, Refusal, refusal_of};
pub use words::Words;

coded_enum! {
    /// What came of it.
    pub enum Verdict {
        Valid = "VALID" ("核验通过", "valid"),
        Invalid = "INVALID" ("核验不通过", "invalid"),
        Unreadable = "UNREADABLE" ("文件无法读取", "unreadable"),
    }
}

coded_enum! {
    /// Whether a check holds.
    pub enum Mark {
        Holds = "HOLDS" ("相符", "holds"),
        Fails = "FAILS" ("不符", "does not hold"),
        NotReached = "NOT_REACHED" ("未核验", "not checked"),
    }
}

/// A check with what was computed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub check: Check,
    /// Whether it holds.
    pub mark: Mark,
    /// What was computed, beside what the file says.
    pub facts: Vec<Fact>,
    /// What was drawn, by task and stratum.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<Lot>,
    /// The numbers of one stratum, for a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strip: Option<Strip>,
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// The wave it is of.
    pub wave: String,
    /// Its attempt.
    pub attempt: u32,
    /// Root of the frame.
    pub root: String,
    /// The key.
    pub seed: String,
    /// Doors in the frame.
    pub doors: u64,
    /// Doors drawn.
    pub drawn: u64,
    /// The key it is signed with; test vectors are not signed.
    pub signer: Option<String>,
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// In which check.
    pub check: Check,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// Exactly where.
    pub detail: String,
}

impl Broken {
    fn new(check: Check, fault: &Fault) -> Self {
        Self {
            check,
            zh: fault.words(Lang::Zh).to_owned(),
            en: fault.words(Lang::En).to_owned(),
            detail: fault.to_string(),
        }
    }

    /// In words.
    pub fn words(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// All that came of checking a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What came of it.
    pub verdict: Verdict,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Why it cannot be read.
    pub refusal: Option<Refusal>,
    /// What it says of itself.
    pub face: Option<Face>,
    /// Every check, in the order of the protocol.
    pub steps: Vec<Step>,
    /// The first that does not hold.
    pub broken: Option<Broken>,
}

/// What is told while a file is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "told", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Told {
    /// It is read.
    Reading {
        /// Its size.
        bytes: u64,
    },
    /// How far within a check.
    Progress {
        /// The check.
        check: Check,
        /// Done.
        done: u64,
        /// Of how many.
        total: u64,
    },
    /// A check is over.
    Step(Step),
}

/// Checks a file.
pub fn inquire(bytes: &[u8], tell: &mut dyn FnMut(Told)) -> Finding {
    let size = bytes.len() as u64;
    tell(Told::Reading { bytes: size });
    let mut finding = Finding {
        verdict: Verdict::Unreadable,
        bytes: size,
        sha256: to_hex(&HashAlgorithm::Sha256.hash(&[bytes])),
        refusal: None,
        face: None,
        steps: Vec::new(),
        broken: None,
    };
    match refusal::read(bytes) {
        Err(refusal) => finding.refusal = Some(refusal),
        Ok(bundle) => {
            finding.face = Some(face(&bundle));
            let (steps, broken) = walk(&bundle, tell);
            finding.verdict = if broken.is_none() { Verdict::Valid } else { Verdict::Invalid };
            (finding.steps, finding.broken) = (steps, broken);
        }
    }
    finding
}

fn face(bundle: &Bundle) -> Face {
    Face {
        wave: bundle.wave.clone(),
        attempt: bundle.attempt,
        root: bundle.frame_root.clone(),
        seed: bundle.seed.clone(),
        doors: bundle.frame.len() as u64,
        drawn: bundle.sites_drawn.len() as u64,
        signer: bundle.signature.as_ref().map(|signature| signature.key.clone()),
    }
}

fn walk(bundle: &Bundle, tell: &mut dyn FnMut(Told)) -> (Vec<Step>, Option<Broken>) {
    let mut steps = Vec::new();
    let outcome = examine_watched(bundle, &mut |moment| match moment {
        Moment::Progress { check, done, total } => tell(Told::Progress { check, done, total }),
        Moment::Held(check) => {
            let step = step(bundle, check, Mark::Holds);
            tell(Told::Step(step.clone()));
            steps.push(step);
        }
    });
    let Err((failed, fault)) = outcome else { return (steps, None) };
    for check in Check::ALL.iter().skip(steps.len()) {
        let mark = if *check == failed { Mark::Fails } else { Mark::NotReached };
        let step = step(bundle, *check, mark);
        tell(Told::Step(step.clone()));
        steps.push(step);
    }
    (steps, Some(Broken::new(failed, &fault)))
}

fn step(bundle: &Bundle, check: Check, mark: Mark) -> Step {
    let mut step = Step { check, mark, facts: Vec::new(), lots: Vec::new(), strip: None };
    if mark == Mark::NotReached {
        return step;
    }
    step.facts = facts::facts(bundle, check, mark);
    if check == Check::Result {
        step.lots = lots::lots(bundle, mark);
        step.strip = (mark == Mark::Holds).then(|| lots::strip(bundle)).flatten();
    }
    step
}

#[cfg(test)]
mod tests;
