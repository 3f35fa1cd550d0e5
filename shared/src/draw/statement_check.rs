//! Does a door's statement hold, by itself and against what was published?

use super::InclusionProof;
use super::hash::{HashAlgorithm, from_hex, to_hex};
use super::merkle::{leaf_hash, verify_inclusion};
use super::statement::{Chance, Outcome, Place, PlaceKind, STATEMENT, Statement};
use super::turn::{Lots, TurnOutcome};
use super::verify::{Fault, differs, ensure};
use crate::code::is_identifier;

/// What everybody can read of the wave, to be compared; what is not known is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// The wave.
    pub wave: String,
    /// The attempt.
    pub attempt: u32,
    /// Root of the frame.
    pub root: Option<String>,
    /// Doors in it.
    pub size: Option<u64>,
    /// SHA-256 of the file of the draw.
    pub bundle_hash: Option<String>,
    /// The key, once it is open.
    pub seed: Option<String>,
}

coded_enum! {
    /// What is checked of a statement, in this order.
    pub enum StatementCheck {
        Form = "FORM" ("格式与签名", "Form and signature"),
        Published = "PUBLISHED" ("与公布的一致", "As published"),
        Inclusion = "INCLUSION" ("在冻结名单内", "In the frozen frame"),
        Chances = "CHANCES" ("抽中机会", "Chances"),
        Number = "NUMBER" ("抽取号码", "Number"),
        Places = "PLACES" ("结果与号码相符", "Outcome fits the number"),
    }
}

/// Checks a statement, telling each check that holds; the first that does not comes with its fault.
/// [`StatementCheck::Number`] is told only where a key is known: until then the signature is what the
/// number can be held against later. A sealed statement has neither number nor places.
///
/// # Errors
/// The first fault.
pub fn examine_statement(
    statement: &Statement,
    published: Option<&Published>,
    mut held: impl FnMut(StatementCheck),
) -> Result<(), (StatementCheck, Fault)> {
    let mut tell = |check: StatementCheck, result: Result<bool, Fault>| match result {
        Ok(reached) => {
            if reached {
                held(check);
            }
            Ok(())
        }
        Err(fault) => Err((check, fault)),
    };
    tell(StatementCheck::Form, check_form(statement).map(|()| true))?;
    let hash = HashAlgorithm::from_algorithm_id(&statement.algorithm)
        .ok_or((StatementCheck::Form, Fault::Unsupported("algorithm".into())))?;
    let compared = published.map(|published| check_published(statement, published)).transpose();
    tell(StatementCheck::Published, compared.map(|known| known.is_some()))?;
    tell(StatementCheck::Inclusion, check_inclusion(statement, hash).map(|()| true))?;
    tell(StatementCheck::Chances, check_chances(statement).map(|()| true))?;
    if let Some(outcome) = &statement.outcome {
        let seed = published.and_then(|published| published.seed.as_deref()).or(outcome.seed.as_deref());
        tell(StatementCheck::Number, check_number(statement, outcome, hash, seed))?;
        tell(StatementCheck::Places, check_places(statement, outcome).map(|()| true))?;
    }
    Ok(())
}

fn malformed(what: &str) -> Fault {
    Fault::Malformed(what.to_owned())
}

fn check_form(statement: &Statement) -> Result<(), Fault> {
    ensure(statement.format == STATEMENT, || Fault::Unsupported(format!("format {:?}", statement.format)))?;
    ensure(HashAlgorithm::from_algorithm_id(&statement.algorithm).is_some(), || {
        Fault::Unsupported(format!("algorithm {:?}", statement.algorithm))
    })?;
    ensure(is_identifier(&statement.wave), || malformed("wave"))?;
    ensure(is_identifier(&statement.site), || malformed("site"))?;
    ensure(statement.attempt >= 1, || malformed("attempt"))?;
    ensure(from_hex(&statement.bundle_hash).is_some(), || malformed("bundle_hash"))?;
    let signed = statement.signature.as_ref().is_some_and(|own| own.holds(&statement.signed_text()));
    ensure(signed, || Fault::Signature)
}

fn check_published(statement: &Statement, published: &Published) -> Result<(), Fault> {
    let same = |known: &Option<String>, own: &str| known.as_deref().is_none_or(|known| known == own);
    ensure(published.wave == statement.wave, || differs("wave"))?;
    ensure(published.attempt == statement.attempt, || differs("attempt"))?;
    ensure(same(&published.root, &statement.frame_root), || differs("frame_root"))?;
    ensure(published.size.is_none_or(|size| size == statement.frame_size), || differs("frame_size"))?;
    ensure(same(&published.bundle_hash, &statement.bundle_hash), || differs("bundle_hash"))
}

fn check_inclusion(statement: &Statement, hash: HashAlgorithm) -> Result<(), Fault> {
    let root = from_hex(&statement.frame_root).ok_or_else(|| malformed("frame_root"))?;
    let path: Option<Vec<_>> = statement.path.iter().map(|step| from_hex(step)).collect();
    let proof = InclusionProof { index: statement.index, path: path.ok_or_else(|| malformed("path"))? };
    let cells = statement.cells.join(",");
    let leaf = leaf_hash(hash, &[statement.site.as_bytes(), b"\t", cells.as_bytes()]);
    ensure(verify_inclusion(hash, leaf, &proof, statement.frame_size, &root), || differs("path"))
}

fn check_chances(statement: &Statement) -> Result<(), Fault> {
    let named = statement.chances.iter().map(|chance| format!("{}:{}", chance.task, chance.stratum));
    ensure(named.eq(statement.cells.iter().cloned()), || differs("chances"))?;
    for Chance { task, method, frame, quota, chance: [some, all], .. } in &statement.chances {
        let fits = *frame <= statement.frame_size && quota <= frame && *all > 0 && some <= all;
        // A fixed number of equal doors: the fraction is the quota itself.
        let equal = method == "pareto" || [some, all] == [quota, frame];
        ensure(fits && equal, || differs(format!("the chance in {task}")))?;
    }
    Ok(())
}

fn check_number(
    statement: &Statement,
    outcome: &Outcome,
    hash: HashAlgorithm,
    seed: Option<&str>,
) -> Result<bool, Fault> {
    let number = from_hex(&outcome.number).ok_or_else(|| malformed("number"))?;
    let Some(seed) = seed else { return Ok(false) };
    ensure(outcome.seed.as_deref().is_none_or(|own| own == seed), || differs("seed"))?;
    let key = from_hex(seed).ok_or_else(|| malformed("seed"))?;
    let turn = outcome.turn.as_ref().map(TurnOutcome::turn).transpose()?;
    let computed = Lots::new(hash, &key, turn).number(&statement.site);
    ensure(computed == number, || differs(format!("number {}", to_hex(&computed))))?;
    Ok(true)
}

fn check_places(statement: &Statement, outcome: &Outcome) -> Result<(), Fault> {
    let tasks = statement.chances.iter().map(|chance| &chance.task);
    ensure(tasks.eq(outcome.places.iter().map(|place| &place.task)), || differs("places"))?;
    for (chance, place) in statement.chances.iter().zip(&outcome.places) {
        let fits = place_fits(chance, place, &outcome.number)?;
        ensure(fits, || differs(format!("the outcome of {}", place.task)))?;
    }
    Ok(())
}

fn place_fits(chance: &Chance, place: &Place, number: &str) -> Result<bool, Fault> {
    let threshold = place.threshold.as_deref();
    ensure(threshold.is_none_or(|threshold| from_hex(threshold).is_some()), || malformed("threshold"))?;
    // Hex of one length is ordered as its bytes. Pareto looks at the first 53 bits only, so numbers that
    // begin alike may stand on either side.
    let shown = if chance.method == "pareto" { 13 } else { 64 };
    let beyond = |threshold: &str| match number.get(..shown).cmp(&threshold.get(..shown)) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => shown < 64,
        std::cmp::Ordering::Less => false,
    };
    let ranked = |most: u64| place.rank.is_some_and(|rank| (1..=most).contains(&rank));
    Ok(match place.place {
        PlaceKind::Selected => ranked(chance.quota) && threshold.is_some_and(|threshold| number <= threshold),
        PlaceKind::Reserve => ranked(chance.frame) && threshold.is_none_or(beyond),
        PlaceKind::NotDrawn => place.rank.is_none() && threshold.is_none_or(beyond),
        PlaceKind::Batch => chance.quota == chance.frame && ranked(chance.frame) && threshold.is_none(),
    })
}
