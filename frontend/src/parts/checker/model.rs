//! How a checked file stands to what was published here.

use serde::Deserialize;
use shared::draw::Check;
use shared::draw::inquiry::{Change, Face, Finding, Step, Verdict};

/// What was published about an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Code of the wave.
    pub wave: String,
    /// Attempt, from 1.
    pub attempt: i32,
    /// Whether it is the one that counts.
    pub stands: bool,
    /// SHA-256 of its file.
    pub hash: Option<String>,
    /// Root of its frame.
    pub root: Option<String>,
    /// Its key.
    pub seed: Option<String>,
}

/// The attempt a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Code of the wave.
    pub wave: String,
    /// Attempt, from 1.
    pub attempt: i32,
}

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is the file that was published.
    Published,
    /// It says it is, and is not.
    Changed,
    /// It is of an attempt that does not count any more.
    Earlier,
    /// It is of another wave, or another attempt, than the page.
    Other,
    /// Nothing of the kind was published here.
    Unknown,
    /// What was published here is not known to this page.
    NotAsked,
}

/// Whose signature it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// One of this portal's keys.
    Portal,
    /// Another key.
    Stranger,
    /// Nobody's.
    Nobody,
    /// This portal's keys are not known to this page.
    NotAsked,
}

/// How good it is, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It holds, and is what was published.
    Good,
    /// It holds, but there is something to know.
    Remark,
    /// It does not hold, or is forged.
    Bad,
}

/// Where a file comes from.
pub fn origin(face: &Face, hash: &str, known: Option<&[Published]>, expected: Option<&Expected>) -> Origin {
    let Some(known) = known else { return Origin::NotAsked };
    let is = |wave: &str, attempt: i32| wave == face.wave && u32::try_from(attempt) == Ok(face.attempt);
    if expected.is_some_and(|expected| !is(&expected.wave, expected.attempt)) {
        let earlier = known.iter().any(|one| is(&one.wave, one.attempt));
        return if earlier { Origin::Earlier } else { Origin::Other };
    }
    let Some(published) = known.iter().find(|one| is(&one.wave, one.attempt)) else {
        return Origin::Unknown;
    };
    let same = |known: &Option<String>, own: &str| known.as_deref().is_none_or(|known| known == own);
    let unchanged =
        same(&published.hash, hash) && same(&published.root, &face.root) && same(&published.seed, &face.seed);
    match (unchanged, published.stands) {
        (false, _) => Origin::Changed,
        (true, false) => Origin::Earlier,
        (true, true) => Origin::Published,
    }
}

/// Whose signature a file has.
pub fn signer(face: &Face, keys: Option<&[String]>) -> Signer {
    match (&face.signer, keys) {
        (None, _) => Signer::Nobody,
        (Some(_), None) => Signer::NotAsked,
        (Some(signer), Some(keys)) if keys.contains(signer) => Signer::Portal,
        _ => Signer::Stranger,
    }
}

/// All of it in one word.
pub fn outcome(verdict: Verdict, origin: Origin, signer: Signer) -> Outcome {
    if verdict != Verdict::Valid || origin == Origin::Changed || signer == Signer::Stranger {
        Outcome::Bad
    } else if origin == Origin::Published && signer != Signer::Nobody {
        Outcome::Good
    } else {
        Outcome::Remark
    }
}

/// What the worker says.
#[derive(Debug, Deserialize)]
#[serde(tag = "told", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Message {
    /// It has all it needs.
    Ready,
    /// It reads the file.
    Reading {
        /// Its size.
        bytes: u64,
    },
    /// How far within a check.
    Progress {
        /// The check.
        check: Check,
        /// Done.
        done: i64,
        /// Of how many.
        total: i64,
    },
    /// A check is over.
    Step(Box<Step>),
    /// All of it.
    Done {
        /// What came of it.
        finding: Box<Finding>,
        /// The byte that was changed.
        change: Option<Box<Change>>,
    },
    /// It could not go on.
    Broken {
        /// Why, as the browser says.
        detail: String,
    },
}

/// The place of a byte as people count, from 1; nothing if it is none of the file.
pub fn place(typed: &str, bytes: u64) -> Option<u64> {
    let place: u64 = typed.trim().replace([',', '，', ' '], "").parse().ok()?;
    (1..=bytes).contains(&place).then(|| place - 1)
}

/// Squares of the doors of a stratum by their numbers, from the smallest left: a path for those drawn, one
/// for the others, where the threshold stands, and the size of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Drawn.
    pub lit: String,
    /// Not drawn.
    pub dark: String,
    /// Where the line stands.
    pub line: u32,
    /// Width and height.
    pub size: (u32, u32),
}

/// Columns of the picture.
const COLUMNS: u32 = 64;
/// Side of a square, with the gap.
const SIDE: u32 = 10;

/// The picture of numbers of two bytes.
pub fn picture(numbers: &[u16], threshold: u16) -> Picture {
    use std::fmt::Write;
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let column = |number: u16| u32::from(number) * COLUMNS / (u32::from(u16::MAX) + 1);
    let mut heights = vec![0_u32; COLUMNS as usize];
    let places: Vec<(u16, u32, u32)> = sorted
        .into_iter()
        .map(|number| {
            let column = column(number);
            let height = heights.get_mut(column as usize).map_or(0, |height| {
                *height += 1;
                *height - 1
            });
            (number, column, height)
        })
        .collect();
    let tallest = heights.into_iter().max().unwrap_or(0).max(1);
    let (mut lit, mut dark) = (String::new(), String::new());
    for (number, column, height) in places {
        let path = if number <= threshold { &mut lit } else { &mut dark };
        let (x, y) = (column * SIDE, (tallest - 1 - height) * SIDE);
        // Writing to a string cannot fail.
        let _ = write!(path, "M{x} {y}h8v8h-8z");
    }
    // Behind the last that was drawn, to a hundredth of the picture.
    let line = (u32::from(threshold) * COLUMNS * SIDE).div_ceil(u32::from(u16::MAX) + 1);
    Picture { lit, dark, line, size: (COLUMNS * SIDE, tallest * SIDE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(wave: &str, attempt: u32) -> Face {
        Face {
            wave: wave.to_owned(),
            attempt,
            root: "r".to_owned(),
            seed: "s".to_owned(),
            doors: 1,
            drawn: 1,
            signer: Some("k".to_owned()),
        }
    }

    fn published(wave: &str, attempt: i32, stands: bool) -> Published {
        let some = |text: &str| Some(text.to_owned());
        Published {
            wave: wave.to_owned(),
            attempt,
            stands,
            hash: some("h"),
            root: some("r"),
            seed: some("s"),
        }
    }

    #[test]
    fn a_file_is_the_published_one_or_says_what_it_is() {
        let known = [published("W", 1, false), published("W", 2, true), published("V", 1, true)];
        let page = Expected { wave: "W".to_owned(), attempt: 2 };
        let of = |face: &Face, hash, expected| origin(face, hash, Some(&known), expected);
        assert_eq!(of(&face("W", 2), "h", Some(&page)), Origin::Published);
        assert_eq!(of(&face("W", 2), "x", Some(&page)), Origin::Changed);
        assert_eq!(of(&face("W", 1), "h", Some(&page)), Origin::Earlier);
        assert_eq!(of(&face("W", 3), "h", Some(&page)), Origin::Other);
        assert_eq!(of(&face("V", 1), "h", None), Origin::Published);
        assert_eq!(of(&face("W", 1), "h", None), Origin::Earlier);
        assert_eq!(of(&face("X", 1), "h", None), Origin::Unknown);
        assert_eq!(origin(&face("W", 2), "h", None, None), Origin::NotAsked);
    }

    #[test]
    fn a_signature_is_ours_or_not() {
        let keys = ["j".to_owned(), "k".to_owned()];
        assert_eq!(signer(&face("W", 1), Some(&keys)), Signer::Portal);
        assert_eq!(signer(&face("W", 1), Some(&keys[..1])), Signer::Stranger);
        assert_eq!(signer(&face("W", 1), None), Signer::NotAsked);
        assert_eq!(signer(&Face { signer: None, ..face("W", 1) }, Some(&keys)), Signer::Nobody);
    }

    #[test]
    fn only_what_was_published_and_holds_is_good() {
        let valid = |origin, signer| outcome(Verdict::Valid, origin, signer);
        assert_eq!(valid(Origin::Published, Signer::Portal), Outcome::Good);
        assert_eq!(valid(Origin::Published, Signer::Stranger), Outcome::Bad);
        assert_eq!(valid(Origin::Changed, Signer::Portal), Outcome::Bad);
        assert_eq!(valid(Origin::Earlier, Signer::Portal), Outcome::Remark);
        assert_eq!(valid(Origin::NotAsked, Signer::NotAsked), Outcome::Remark);
        assert_eq!(outcome(Verdict::Invalid, Origin::Published, Signer::Portal), Outcome::Bad);
    }

    #[test]
    fn places_are_counted_from_one() {
        assert_eq!((place("1", 5), place(" 5", 5), place("1,000", 1000)), (Some(0), Some(4), Some(999)));
        assert_eq!((place("0", 5), place("6", 5), place("x", 5), place("", 5)), (None, None, None, None));
    }

    #[test]
    fn squares_left_of_the_line_are_lit() {
        let picture = picture(&[0x8000, 0x0100, 0x0200, 0xffff], 0x0200);
        assert_eq!(picture.lit, "M0 10h8v8h-8zM0 0h8v8h-8z");
        assert_eq!(picture.dark, "M320 10h8v8h-8zM630 10h8v8h-8z");
        assert_eq!((picture.size, picture.line), ((640, 20), 5));
    }

    #[test]
    fn what_the_worker_says_is_understood() {
        let read = |text: &str| serde_json::from_str::<Message>(text).unwrap();
        assert!(matches!(read("{\"told\":\"READY\"}"), Message::Ready));
        let progress = read("{\"told\":\"PROGRESS\",\"check\":\"FRAME\",\"done\":1,\"total\":2}");
        assert!(matches!(progress, Message::Progress { check: Check::Frame, done: 1, total: 2 }));
        let step = "{\"told\":\"STEP\",\"check\":\"KEY\",\"mark\":\"HOLDS\",\"facts\":[]}";
        assert!(matches!(read(step), Message::Step(step) if step.check == Check::Key));
    }
}
