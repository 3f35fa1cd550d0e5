//! Where the numbers of a wave come from: its own key, or the turned numbers of its series; and what a bundle
//! says about that (`docs/ALGORITHMS.md` §11).

use serde::{Deserialize, Serialize};

use super::bundle::Bundle;
use super::hash::{Digest, HashAlgorithm, KeyedHash, from_hex, to_hex};
use super::key::prn;
use super::rotation::{Rotation, Turn};
use super::verify::{Fault, differs, ensure};
use crate::code::is_identifier;

/// What a wave draws with.
pub struct Lots {
    own: KeyedHash,
    turn: Option<(KeyedHash, Turn)>,
}

impl Lots {
    /// With the wave's key, and its turn in a series.
    pub fn new(hash: HashAlgorithm, key: &Digest, turn: Option<Turn>) -> Self {
        Self { own: hash.keyed(key), turn: turn.map(|turn| (hash.keyed(&turn.first), turn)) }
    }

    /// The same for a bundle, if it says what can be.
    pub fn of_bundle(bundle: &Bundle) -> Option<Self> {
        let hash = HashAlgorithm::from_algorithm_id(&bundle.algorithm)?;
        let key = from_hex(&bundle.seed)?;
        let turn = bundle.turn.as_ref().map(|turn| turn.turn(hash, &key)).transpose().ok()?;
        Some(Self::new(hash, &key, turn))
    }

    /// A door's number in this wave.
    pub fn number(&self, site: &str) -> Digest {
        match &self.turn {
            None => prn(&self.own, site),
            Some((first, turn)) => turn.number(first, &self.own, site),
        }
    }

    /// The wave's key.
    pub(super) fn own(&self) -> &KeyedHash {
        &self.own
    }
}

/// What a bundle says of a wave that turns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnRecord {
    /// Identifier of the series' first wave.
    pub series: String,
    /// Key of that wave, hex.
    pub first: String,
    /// The wave before this one.
    pub previous: String,
    /// SHA-256 of its bundle, hex.
    pub previous_hash: String,
    /// All turns up to the wave before, in 2⁻⁶⁴ of all numbers: 16 hex digits.
    pub before: String,
    /// How this wave turns beyond it; announced when it was opened.
    pub rotation: Rotation,
}

/// As a statement says it: what a door's number follows from, beside the wave's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnOutcome {
    /// Key of the series' first wave, hex.
    pub first: String,
    /// All turns, this wave's included: 16 hex digits.
    pub turned: String,
    /// Share of fresh numbers, in basis points.
    pub fresh_bp: u32,
}

fn malformed(what: &str) -> Fault {
    Fault::Malformed(what.to_owned())
}

/// 64 bits as they are written: 16 digits, lower case.
fn word(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok().filter(|value| format!("{value:016x}") == text)
}

impl TurnRecord {
    /// Where the wave with this key stands.
    ///
    /// # Errors
    /// What is malformed.
    pub fn turn(&self, hash: HashAlgorithm, key: &Digest) -> Result<Turn, Fault> {
        ensure(is_identifier(&self.series), || malformed("turn.series"))?;
        ensure(is_identifier(&self.previous), || malformed("turn.previous"))?;
        ensure(from_hex(&self.previous_hash).is_some(), || malformed("turn.previous_hash"))?;
        ensure(self.rotation.is_valid(), || malformed("turn.rotation"))?;
        let first = from_hex(&self.first).ok_or_else(|| malformed("turn.first"))?;
        let before = word(&self.before).ok_or_else(|| malformed("turn.before"))?;
        // The second wave of a series is the first that turns.
        ensure(self.series != self.previous || before == 0, || differs("turn.before"))?;
        let turned = before.wrapping_add(self.rotation.shift(hash, key));
        Ok(Turn { first, turned, fresh_bp: self.rotation.fresh_bp })
    }
}

impl TurnOutcome {
    /// Of a turn.
    pub fn of(turn: &Turn) -> Self {
        let first = to_hex(&turn.first);
        Self { first, turned: format!("{:016x}", turn.turned), fresh_bp: turn.fresh_bp }
    }

    /// The turn it tells.
    ///
    /// # Errors
    /// What is malformed.
    pub fn turn(&self) -> Result<Turn, Fault> {
        let first = from_hex(&self.first).ok_or_else(|| malformed("turn.first"))?;
        let turned = word(&self.turned).ok_or_else(|| malformed("turn.turned"))?;
        ensure(self.fresh_bp <= super::BASIS_POINTS, || malformed("turn.fresh_bp"))?;
        Ok(Turn { first, turned, fresh_bp: self.fresh_bp })
    }
}

/// Whether a bundle that turns follows from the one before it: that this is the file it names, and that key
/// and turns of the series are carried on as that one had them. Whether either holds by itself is
/// [`verify`](super::verify())'s to say.
///
/// # Errors
/// The first thing that does not follow.
pub fn check_follows(bundle: &Bundle, previous: &Bundle, file: &[u8]) -> Result<(), Fault> {
    let turn = bundle.turn.as_ref().ok_or_else(|| Fault::Rule("the wave follows no other".into()))?;
    let hash_of_file = to_hex(&HashAlgorithm::Sha256.hash(&[file]));
    ensure(turn.previous == previous.wave, || differs("turn.previous"))?;
    ensure(turn.previous_hash == hash_of_file, || differs("turn.previous_hash"))?;
    ensure(bundle.algorithm == previous.algorithm, || differs("algorithm"))?;
    let hash = HashAlgorithm::from_algorithm_id(&previous.algorithm)
        .ok_or_else(|| Fault::Unsupported(format!("algorithm {:?}", previous.algorithm)))?;
    let (series, first, before) = match &previous.turn {
        None => (&previous.wave, &previous.seed, 0),
        Some(earlier) => {
            let key = from_hex(&previous.seed).ok_or_else(|| malformed("seed"))?;
            (&earlier.series, &earlier.first, earlier.turn(hash, &key)?.turned)
        }
    };
    ensure(turn.series == *series, || differs("turn.series"))?;
    ensure(turn.first == *first, || differs("turn.first"))?;
    ensure(word(&turn.before) == Some(before), || differs("turn.before"))
}
