//! What a wave must satisfy before it is opened, and a beacon's text before it is recorded.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::exclusion::FrameRules;
use super::line::check_text;
use crate::ErrorCode;
use crate::code::Identifier;
use crate::draw::Rotation;

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

/// How long witnesses have to reveal where nobody says otherwise, in minutes.
pub const REVEAL_MINUTES: i64 = 30;
/// Longest time to reveal: a day.
const MOST_REVEAL_MINUTES: i64 = 24 * 60;

coded_enum! {
    /// What a witness stands for.
    #[derive(Default)]
    pub enum WitnessKind {
        Justice = "JUSTICE" ("司法局", "Bureau of justice"),
        Discipline = "DISCIPLINE" ("纪委监委", "Discipline inspection"),
        Firm = "FIRM" ("企业代表", "Firms"),
        Deputy = "DEPUTY" ("人大代表、政协委员", "Deputies"),
        Office = "OFFICE" ("联席办", "Joint-meeting office"),
        Notary = "NOTARY" ("公证机构", "Notary"),
        Press = "PRESS" ("新闻媒体", "Press"),
        #[default]
        Other = "OTHER" ("其他", "Other"),
    }
}

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
    /// Who is left out of its frame.
    #[serde(default)]
    pub rules: FrameRules,
    /// How it turns, in a series.
    #[serde(default)]
    pub rotation: Option<Rotation>,
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
    /// What kind of witness.
    #[serde(default)]
    pub kind: WitnessKind,
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
    for (code, field) in wave.rules.check() {
        report(format!("rules.{field}"), Err(code));
    }
    for (code, field) in wave.rotation.iter().flat_map(Rotation::check) {
        report(format!("turn.{field}"), Err(code));
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
    if text.chars().any(is_invisible) {
        return Err(ErrorCode::BeaconInvisible);
    }
    let plain = text.trim() == text && !text.chars().any(char::is_control);
    if plain { Ok(()) } else { Err(ErrorCode::InvalidFormat) }
}

/// Whether a character shows nothing, or turns the direction of what is beside it: two texts that differ by
/// one look the same, and give two keys. How composed letters are written (NFC, NFD) is left as announced.
const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e000}'..='\u{f8ff}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Code points of a text that has others than the usual: what a reader cannot tell by looking. Empty where all
/// are Chinese characters, their punctuation and digits, or ASCII.
pub fn unusual(text: &str) -> Vec<(char, String)> {
    let usual = |character: char| {
        matches!(character, ' '..='~' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'
            | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
    };
    let named = |character: char| (character, format!("U+{:04X}", u32::from(character)));
    if text.chars().all(usual) { Vec::new() } else { text.chars().map(named).collect() }
}

/// How long witnesses may take to reveal.
pub const fn check_reveal_minutes(minutes: i64) -> Result<(), ErrorCode> {
    if minutes >= 1 && minutes <= MOST_REVEAL_MINUTES { Ok(()) } else { Err(ErrorCode::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn witness(code: &str) -> WitnessDraft {
        WitnessDraft {
            code: code.into(),
            name: "见证人".into(),
            organisation: "司法局".into(),
            kind: WitnessKind::Justice,
        }
    }

    fn good() -> WaveDraft {
        WaveDraft {
            title: "第一批次".into(),
            beacon_event: "福彩双色球 2026036 期".into(),
            lines: vec!["a".into(), "b".into()],
            witnesses: ["a", "b", "c"].map(witness).to_vec(),
            rules: FrameRules::usual(Some(2), Some(4)),
            rotation: None,
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
        assert_eq!(
            refused(|wave| wave.rules.recent_days = Some(1001)),
            one(ErrorCode::OutOfRange, "rules.recentDays")
        );
        let turn = Rotation { ratio_bp: 2000, repeat_bp: 3000, noise_bp: 0, fresh_bp: 0 };
        assert_eq!(
            refused(|wave| wave.rotation = Some(turn)),
            one(ErrorCode::RotationForeseeable, "turn.freshBp")
        );
        assert!(refused(|wave| wave.rotation = Some(Rotation { fresh_bp: 2000, ..turn })).is_empty());
    }

    #[test]
    fn a_beacon_is_one_line_as_announced() {
        assert_eq!(check_beacon("03,07,15,19,26,31+08"), Ok(()));
        assert_eq!(check_beacon(""), Err(ErrorCode::Required));
        assert_eq!(check_beacon(" 03"), Err(ErrorCode::InvalidFormat));
        assert_eq!(check_beacon("03\n07"), Err(ErrorCode::InvalidFormat));
        assert_eq!(check_beacon(&"1".repeat(501)), Err(ErrorCode::TooLong));
    }

    #[test]
    fn what_cannot_be_seen_is_no_beacon() {
        for odd in [
            "03\u{200b},07",
            "\u{feff}03",
            "03\u{202e}70",
            "0\u{2066}3",
            "03\u{2028}07",
            "0\u{ad}3",
            "3\u{fe0f}",
        ] {
            assert_eq!(check_beacon(odd), Err(ErrorCode::BeaconInvisible), "{odd:?}");
        }
        // One letter or two: both are taken as announced, and told apart by their code points.
        let (one, two) = ("caf\u{e9}", "cafe\u{301}");
        assert_eq!((check_beacon(one), check_beacon(two)), (Ok(()), Ok(())));
        assert_ne!(unusual(one), unusual(two));
        assert_eq!(unusual(two).last(), Some(&('\u{301}', "U+0301".to_owned())));
        assert!(unusual("双色球 2026067 期 02 09 + 11（“公布”）").is_empty());
    }

    #[test]
    fn a_time_to_reveal_is_a_minute_to_a_day() {
        assert_eq!(
            [0, 1, 1440, 1441].map(check_reveal_minutes).map(|result| result.is_ok()),
            [false, true, true, false]
        );
    }
}
