//! What is computed of a statement before it is shown.

use shared::draw::{
    Chance, Fault, Place, PlaceKind, Published, Statement, StatementCheck, examine_statement,
};
use shared::uscc;

use super::queries::Wave;

/// How much a statement tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Proof and chances.
    Sealed,
    /// Its own outcome.
    Door,
    /// All, with the key.
    Whole,
}

/// How much this one tells.
pub fn told(statement: &Statement) -> Told {
    match &statement.outcome {
        None => Told::Sealed,
        Some(outcome) if outcome.seed.is_none() => Told::Door,
        Some(_) => Told::Whole,
    }
}

/// Whether the door was drawn in any cell.
pub fn is_drawn(statement: &Statement) -> bool {
    statement
        .outcome
        .iter()
        .flat_map(|outcome| &outcome.places)
        .any(|place| matches!(place.place, PlaceKind::Selected | PlaceKind::Batch))
}

/// One cell of a statement: the chance, and what came out once it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The chance.
    pub chance: Chance,
    /// What came out.
    pub place: Option<Place>,
    /// Where the door's number lies between 0 and 1.
    pub number: Option<f64>,
    /// Where the line is drawn between 0 and 1: the largest drawn number, or, while it is sealed, the share
    /// that will be drawn.
    pub line: f64,
}

/// The cells of a statement.
pub fn rows(statement: &Statement) -> Vec<Row> {
    let outcome = statement.outcome.as_ref();
    let number = outcome.map(|outcome| part_of(&outcome.number));
    let place = |index: usize| outcome.and_then(|outcome| outcome.places.get(index)).cloned();
    let row = |(index, chance): (usize, &Chance)| {
        let place = place(index);
        let threshold = place.as_ref().and_then(|place| place.threshold.as_deref()).map(part_of);
        let line = match &place {
            Some(place) if place.place == PlaceKind::Batch => 1.0,
            Some(_) => threshold.unwrap_or(0.0),
            None => share(chance.chance),
        };
        Row { chance: chance.clone(), place, number, line }
    };
    statement.chances.iter().enumerate().map(row).collect()
}

/// A number of 64 hex digits as a part of the whole: its first 52 bits.
#[expect(clippy::cast_precision_loss, reason = "52 bits")]
fn part_of(number: &str) -> f64 {
    let head = number.get(..13).and_then(|head| u64::from_str_radix(head, 16).ok()).unwrap_or(0);
    head as f64 / (1_u64 << 52) as f64
}

#[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
fn share([some, all]: [u64; 2]) -> f64 {
    some as f64 / all.max(1) as f64
}

/// Of how many doors one is drawn, in tenths: `[100, 299]` → 30. Nothing where none is, or all are.
pub fn one_in([some, all]: [u64; 2]) -> Option<u64> {
    (some > 0 && some < all).then(|| (all * 10 + some / 2) / some)
}

/// A number between 0 and 1 as people read it.
pub fn decimals(value: f64) -> String {
    format!("{value:.4}")
}

/// What was published of a wave, in the words of the check.
pub fn published(wave: &Wave, attempt: i32) -> Published {
    let face = wave.attempts.iter().find(|face| face.number == attempt);
    Published {
        wave: wave.code.clone(),
        attempt: u32::try_from(attempt).unwrap_or(0),
        root: face.and_then(|face| face.frame_root.clone()),
        size: face.and_then(|face| face.frame_size).and_then(|size| u64::try_from(size).ok()),
        bundle_hash: face.and_then(|face| face.bundle_hash.clone()),
        seed: face.and_then(|face| face.seed.clone()),
    }
}

/// What came of checking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Checks that hold.
    pub held: Vec<StatementCheck>,
    /// The first that does not.
    pub broken: Option<(StatementCheck, Fault)>,
}

/// Checks a statement against what was published.
pub fn check(statement: &Statement, published: &Published) -> Checked {
    let mut held = Vec::new();
    let broken = examine_statement(statement, Some(published), |check| held.push(check)).err();
    Checked { held, broken }
}

/// The credit code in what was typed or scanned: by itself, in the address of a notice, or in the text of a
/// business licence's code.
pub fn code_in(text: &str) -> Option<String> {
    let whole = uscc::clean(text);
    let parts = text.split(|one: char| !one.is_ascii_alphanumeric()).map(uscc::clean);
    std::iter::once(whole).chain(parts).find(|code| uscc::check(code).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valid() -> String {
        let head = "91410481MA4600000";
        format!("{head}{}", uscc::check_character(head).unwrap())
    }

    #[test]
    fn codes_are_found_where_they_stand() {
        let code = valid();
        assert_eq!(code_in(&format!(" {} ", code.to_lowercase())), Some(code.clone()));
        let address = format!("https://onedoor.example/public/draws/W2026-01/why/{code}?lang=en");
        assert_eq!(code_in(&address), Some(code.clone()));
        assert_eq!(code_in(&format!("统一社会信用代码：{code}；名称：某店")), Some(code));
        assert_eq!(code_in("91410481MA46000000"), None, "a wrong check character");
        assert_eq!(code_in(""), None);
    }

    #[test]
    fn chances_as_one_in_so_many() {
        assert_eq!(one_in([5, 100]), Some(200));
        assert_eq!(one_in([100, 299]), Some(30));
        assert_eq!((one_in([0, 9]), one_in([9, 9]), one_in([0, 0])), (None, None, None));
    }

    #[test]
    fn numbers_lie_between_nought_and_one() {
        assert_eq!(decimals(part_of(&"0".repeat(64))), "0.0000");
        assert_eq!(decimals(part_of(&format!("8{}", "0".repeat(63)))), "0.5000");
        assert_eq!(decimals(part_of(&"f".repeat(64))), "1.0000");
    }
}
