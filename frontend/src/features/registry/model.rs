//! What the pages of the libraries compute: filters as they stand in the address, words as they are typed,
//! what an import has done so far.

use serde::Deserialize;
use shared::Lang;
use shared::code::DivisionCode;
use shared::registry::facets::Chosen;
use shared::registry::{Facet, SubjectKind, TagRule, tags_for};
use shared::uscc::UsccProblem;

/// Which subjects are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Part of a name, pinyin, initials or code.
    pub text: String,
    /// What is chosen in the facets; a value that is none of ours asks nothing.
    pub chosen: Chosen,
    /// Only those whose code is not valid.
    pub invalid_code: bool,
    /// By name instead of as they came.
    pub by_name: bool,
}

impl Wanted {
    /// Values of a facet.
    pub fn values(&self, facet: Facet) -> &[String] {
        self.chosen.get(&facet).map_or(&[], Vec::as_slice)
    }
}

/// Whether a place lies outside the division; a code that is none does not.
pub fn is_outside(place: &str, division: &str) -> bool {
    match (DivisionCode::parse(place), DivisionCode::parse(division)) {
        (Ok(place), Ok(division)) => !place.is_within(&division),
        _ => false,
    }
}

/// A problem of a credit code that is kept in its Chinese words.
pub fn uscc_problem(words: &str) -> Option<UsccProblem> {
    UsccProblem::ALL.iter().copied().find(|problem| problem.label(Lang::Zh) == words)
}

/// Words as people type them: one a line, or with commas or bars between; each once, in their order.
pub fn split_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(['\n', '\r', '|', '｜', '、', ',', '，', ';', '；']).map(str::trim) {
        if !word.is_empty() && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Words as they are typed: one a line.
pub fn join_words(words: &[String]) -> String {
    words.join("\n")
}

/// Whether a rule gives its tag to a subject: the function that imports use.
pub fn gives_tag(rule: &TagRule, kind: SubjectKind, name: &str, business_scope: &str) -> bool {
    !tags_for(std::slice::from_ref(rule), kind, name, business_scope).is_empty()
}

/// What an import has done so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Tally {
    /// Rows that were read.
    pub rows: i64,
    /// New subjects.
    pub inserted: i64,
    /// Subjects of which something changed.
    pub updated: i64,
    /// Rows that changed nothing.
    pub unchanged: i64,
    /// Rows that were not let in.
    pub rejected: i64,
    /// Rows let in with an invalid code.
    pub marked: i64,
    /// Rows outside the division.
    pub outside: i64,
    /// New doors.
    pub sites: i64,
}

impl Tally {
    /// As the job keeps it; nothing yet if it keeps nothing.
    pub fn read(outcome: Option<&str>) -> Option<Self> {
        serde_json::from_str(outcome?).ok()
    }
}

/// `1,945,600` bytes as kilobytes, rounded up, so that nothing is ever nought.
pub fn kilobytes(bytes: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "file sizes")]
    let kilobytes = (bytes / 1024.0).ceil() as i64;
    kilobytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_address() {
        assert!(is_outside("410423", "410481") && !is_outside("410481100", "410481"));
        assert!(!is_outside("", "410481"));
    }

    #[test]
    fn words_however_they_are_typed() {
        assert_eq!(split_words("加油站\n 成品油零售 、加油站，柴油|"), ["加油站", "成品油零售", "柴油"]);
        assert!(split_words(" \n、").is_empty());
        let words = ["一".to_owned(), "二".to_owned()];
        assert_eq!(split_words(&join_words(&words)), words);
    }

    #[test]
    fn a_rule_is_tried_as_an_import_would() {
        let rule = TagRule {
            tag: "危化品".into(),
            words: vec!["危险化学品".into()],
            name_words: vec![],
            stop_words: vec![],
            kinds: vec![],
        };
        assert!(gives_tag(&rule, SubjectKind::Enterprise, "甲公司", "危险化学品经营"));
        assert!(!gives_tag(&rule, SubjectKind::Enterprise, "乙公司", "化工产品（不含危险化学品）"));
    }

    #[test]
    fn what_an_import_has_done() {
        let tally = Tally::read(Some(r#"{"inserted":5,"rows":7,"rejected":2,"unknown":1}"#)).unwrap();
        assert_eq!((tally.rows, tally.inserted, tally.rejected, tally.updated), (7, 5, 2, 0));
        assert_eq!(Tally::read(None), None);
        assert_eq!(Tally::read(Some("x")), None);
    }

    #[test]
    fn problems_are_known_by_their_words() {
        assert_eq!(uscc_problem("该信用代码校验位不符"), Some(UsccProblem::CheckDigit));
        assert_eq!(uscc_problem("别的"), None);
    }

    #[test]
    fn sizes_are_never_nought() {
        assert_eq!((kilobytes(1.0), kilobytes(1024.0), kilobytes(1025.0)), (1, 1, 2));
    }
}
