//! What a wave must satisfy before it is opened, and a beacon's text before it is recorded.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::line::check_text;
use crate::ErrorCode;
use crate::code::Identifier;

/// Fewest witnesses of an attempt: no two of them together can steer it.
pub const FEWEST_WITNESSES: usize = 3;
/// Most lines of a wave.
pub const MOST_LINES: usize = 200;
/// Longest title and longest name of a beacon event, in characters.
const TITLE: usize = 120;
/// Longest name of a witness and of whom they come from, in characters.
const NAME: usize = 60;
/// Longest text of a beacon, in characters.
const BEACON: usize = 500;

/// A wave as its clerk has filled it in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WaveDraft {
    /// What people call it.
    pub title: String,
    /// The future public event whose text goes into the key.
    pub beacon_event: String,
    /// Lines drawn together, by their ids.
    pub lines: Vec<String>,
    /// Who witnesses.
    pub witnesses: Vec<WitnessDraft>,
}

/// A witness as they are named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WitnessDraft {
    /// Identifier in the draw.
    pub code: String,
    /// Name or office.
    pub name: String,
    /// Whom they come from.
    pub organisation: String,
}

/// Something a wave does not satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaveProblem {
    /// What.
    pub code: ErrorCode,
    /// Which field of the form, such as `witnesses.0.code`.
    pub path: String,
}

/// Everything that is wrong with a wave, by field; empty if it may be opened. Whether its lines are
/// approved and free only the server knows.
pub fn check_wave(wave: &WaveDraft) -> Vec<WaveProblem> {
    let mut problems = Vec::new();
    let mut report = |path: String, result: Result<(), ErrorCode>| {
        if let Err(code) = result {
            problems.push(WaveProblem { code, path });
        }
    };
    report("lines".into(), check_lines(&wave.lines));
    report("title".into(), check_text(&wave.title, TITLE));
    report("beaconEvent".into(), check_text(&wave.beacon_event, TITLE));
    report("witnesses".into(), check_number(&wave.witnesses));
    for (index, witness) in wave.witnesses.iter().enumerate() {
        let at = |field: &str| format!("witnesses.{index}.{field}");
        report(
            at("code"),
            Identifier::parse(&witness.code).map(|_| ()).map_err(|_| ErrorCode::InvalidFormat),
        );
        report(at("name"), check_text(&witness.name, NAME));
        report(at("organisation"), check_text(&witness.organisation, NAME));
    }
    problems
}

fn check_lines(lines: &[String]) -> Result<(), ErrorCode> {
    let distinct: BTreeSet<&String> = lines.iter().collect();
    match lines.len() {
        0 => Err(ErrorCode::Required),
        count if count > MOST_LINES || distinct.len() != count => Err(ErrorCode::LineNotDrawable),
        _ => Ok(()),
    }
}

fn check_number(witnesses: &[WitnessDraft]) -> Result<(), ErrorCode> {
    let named = || witnesses.iter().map(|witness| witness.code.trim()).filter(|code| !code.is_empty());
    let codes: BTreeSet<&str> = named().collect();
    if codes.len() != named().count() {
        return Err(ErrorCode::WitnessDuplicate);
    }
    if witnesses.len() < FEWEST_WITNESSES { Err(ErrorCode::WitnessesTooFew) } else { Ok(()) }
}

/// Whether a beacon's text may be recorded as it is. It is one line of the key's input, so it has no
/// control characters and no white space around it.
pub fn check_beacon(text: &str) -> Result<(), ErrorCode> {
    check_text(text, BEACON)?;
    let plain = text.trim() == text && !text.chars().any(char::is_control);
    if plain { Ok(()) } else { Err(ErrorCode::InvalidFormat) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn witness(code: &str) -> WitnessDraft {
        WitnessDraft { code: code.into(), name: "见证人".into(), organisation: "司法局".into() }
    }

    fn good() -> WaveDraft {
        WaveDraft {
            title: "第一批次".into(),
            beacon_event: "福彩双色球 2026036 期".into(),
            lines: vec!["a".into(), "b".into()],
            witnesses: ["a", "b", "c"].map(witness).to_vec(),
        }
    }

    fn refused(change: impl FnOnce(&mut WaveDraft)) -> Vec<(ErrorCode, String)> {
        let mut wave = good();
        change(&mut wave);
        check_wave(&wave).into_iter().map(|problem| (problem.code, problem.path)).collect()
    }

    #[test]
    fn each_field_is_refused_by_its_name() {
        assert!(refused(|_| ()).is_empty());
        let one = |code, path: &str| vec![(code, path.to_owned())];
        assert_eq!(refused(|wave| wave.title = " ".into()), one(ErrorCode::Required, "title"));
        assert_eq!(
            refused(|wave| wave.beacon_event = "x".repeat(121)),
            one(ErrorCode::TooLong, "beaconEvent")
        );
        assert_eq!(refused(|wave| wave.lines.clear()), one(ErrorCode::Required, "lines"));
        assert_eq!(refused(|wave| wave.lines.push("a".into())), one(ErrorCode::LineNotDrawable, "lines"));
        assert_eq!(refused(|wave| wave.witnesses.truncate(2)), one(ErrorCode::WitnessesTooFew, "witnesses"));
        assert_eq!(
            refused(|wave| wave.witnesses[2].code = " a".into()),
            one(ErrorCode::WitnessDuplicate, "witnesses")
        );
        assert_eq!(
            refused(|wave| wave.witnesses[1].code = "司法".into()),
            one(ErrorCode::InvalidFormat, "witnesses.1.code")
        );
        assert_eq!(
            refused(|wave| wave.witnesses[0].organisation.clear()),
            one(ErrorCode::Required, "witnesses.0.organisation")
        );
    }

    #[test]
    fn a_beacon_is_one_line_as_announced() {
        assert_eq!(check_beacon("03,07,15,19,26,31+08"), Ok(()));
        assert_eq!(check_beacon(""), Err(ErrorCode::Required));
        assert_eq!(check_beacon(" 03"), Err(ErrorCode::InvalidFormat));
        assert_eq!(check_beacon("03\n07"), Err(ErrorCode::InvalidFormat));
        assert_eq!(check_beacon(&"1".repeat(501)), Err(ErrorCode::TooLong));
    }
}
