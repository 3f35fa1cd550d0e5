//! What the pages of waves compute: a wave as it is typed, codes for new witnesses.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::draw::{HashAlgorithm, Rotation};
use shared::planning::{
    FEWEST_WITNESSES, FrameRules, ListDisclosure, WaveDraft, WaveProblem, WitnessDraft, check_wave,
};

use super::typed_rules::{Problem, TypedRules, TypedTurn};

/// A new wave as it stands in the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The plan.
    pub plan: String,
    /// Lines drawn together.
    pub lines: Vec<String>,
    /// What people call it.
    pub title: String,
    /// Hash function.
    pub hash: String,
    /// When the list opens to the public.
    pub disclosure: String,
    /// The event whose text goes into the key.
    pub beacon_event: String,
    /// When it is planned, as typed: `2026-04-02T21:15`, in Beijing.
    #[serde(default)]
    pub beacon_due: String,
    /// Who witnesses.
    pub witnesses: Vec<WitnessDraft>,
    /// Whom its frame leaves out; drafts of before there were rules have none.
    #[serde(default)]
    pub rules: TypedRules,
    /// How it turns.
    #[serde(default)]
    pub turn: TypedTurn,
}

impl Typed {
    /// A form nobody has touched, with the usual rules of its plan.
    pub fn empty(plan: String, rules: FrameRules) -> Self {
        let mut witnesses = Vec::new();
        while witnesses.len() < FEWEST_WITNESSES {
            witnesses.push(new_witness(&witnesses));
        }
        Self {
            plan,
            lines: Vec::new(),
            title: String::new(),
            hash: HashAlgorithm::Sha256.as_str().to_owned(),
            disclosure: ListDisclosure::AfterVisits.as_str().to_owned(),
            beacon_event: String::new(),
            beacon_due: String::new(),
            witnesses,
            rules: rules.into(),
            turn: TypedTurn::default(),
        }
    }

    /// How it turns, if it follows another wave.
    pub fn rotation(&self) -> Result<Option<Rotation>, Vec<Problem>> {
        if self.turn.previous.is_empty() { Ok(None) } else { self.turn.rotation().map(Some) }
    }

    /// As the rules read it; what cannot be read is told by [`problems`](Self::problems).
    fn draft(&self) -> WaveDraft {
        WaveDraft {
            title: self.title.clone(),
            beacon_event: self.beacon_event.clone(),
            lines: self.lines.clone(),
            witnesses: self.witnesses.clone(),
            rules: self.rules.read().unwrap_or_default(),
            rotation: self.rotation().ok().flatten(),
        }
    }

    /// Everything that is wrong with it, by the path of its field.
    pub fn problems(&self) -> Vec<WaveProblem> {
        let unread = self.rules.read().err().into_iter().chain(self.rotation().err()).flatten();
        let unread = unread.map(|(code, path)| WaveProblem { code, path: path.to_owned() });
        check_wave(&self.draft()).into_iter().chain(unread).collect()
    }
}

/// Lines by the group the office put them in, in the order of the groups' names; lines on their own are
/// in none.
pub fn by_group<'a>(
    lines: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, group) in lines {
        if let Some(group) = group {
            groups.entry(group.to_owned()).or_default().push(id.to_owned());
        }
    }
    groups
}

/// An instant as it is typed in Beijing; nothing where nothing, or nothing whole, is typed.
pub fn typed_instant(text: &str) -> Option<DateTime<Utc>> {
    let (day, time) = text.split_once('T')?;
    let mut day = day.splitn(3, '-').map(str::parse);
    let mut next = || day.next()?.ok();
    let (year, month, date): (i32, i32, i32) = (next()?, next()?, next()?);
    let mut time = time.split(':').map(str::parse::<u32>);
    let (hour, minute) = (time.next()?.ok()?, time.next()?.ok()?);
    let day = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(date).ok()?)?;
    Some(day.and_hms_opt(hour, minute, 0)?.checked_sub_signed(Duration::hours(8))?.and_utc())
}

/// A witness without a name, with the first code that is free.
pub fn new_witness(others: &[WitnessDraft]) -> WitnessDraft {
    let is_free = |code: &String| others.iter().all(|witness| witness.code.trim() != code);
    // One more than there are others: at least one is free.
    let mut codes = (1..=others.len() + 1).map(|number| format!("w{number}"));
    let code = codes.find(is_free).unwrap_or_default();
    WitnessDraft { code, ..WitnessDraft::default() }
}

/// Ticks or unticks an entry of a list, which keeps the order of `all`.
pub fn toggled(all: &[String], chosen: &[String], entry: &str) -> Vec<String> {
    let was = chosen.iter().any(|known| known == entry);
    let is_in = |id: &&String| if *id == entry { !was } else { chosen.contains(id) };
    all.iter().filter(is_in).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_typed_in_beijing() {
        let read = |text| typed_instant(text).map(|at| at.timestamp());
        assert_eq!(
            read("2026-04-02T21:15"),
            Some("2026-04-02T13:15:00Z".parse::<DateTime<Utc>>().unwrap().timestamp())
        );
        assert_eq!(
            read("2026-01-01T00:00:00"),
            Some("2025-12-31T16:00:00Z".parse::<DateTime<Utc>>().unwrap().timestamp())
        );
        for wrong in ["", "2026-04-02", "2026-02-30T10:00", "2026-04-02T25:00", "2026-04-02T"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lines_stand_in_the_groups_of_the_office() {
        let groups = by_group([("1", Some("B")), ("2", None), ("3", Some("A")), ("4", Some("B"))]);
        let expected =
            [("A".to_owned(), vec!["3".to_owned()]), ("B".to_owned(), vec!["1".into(), "4".into()])];
        assert_eq!(groups, BTreeMap::from(expected));
    }

    #[test]
    fn a_new_form_has_as_many_witnesses_as_the_rules_ask() {
        let typed = Typed::empty("p".into(), FrameRules::usual(Some(2), None));
        let codes: Vec<&str> = typed.witnesses.iter().map(|witness| witness.code.as_str()).collect();
        assert_eq!(codes, ["w1", "w2", "w3"]);
        assert!(typed.rules.quiet && typed.rotation() == Ok(None));
    }

    #[test]
    fn what_cannot_be_read_is_a_problem_like_any_other() {
        let at = |change: fn(&mut Typed)| {
            let mut typed = Typed::empty("p".into(), FrameRules::default());
            change(&mut typed);
            typed.problems().into_iter().map(|problem| problem.path).collect::<Vec<_>>()
        };
        let empty = at(|_| ());
        assert!(!empty.iter().any(|path| path.starts_with("rules") || path.starts_with("turn")));
        assert!(at(|typed| typed.rules.recent = "很久".into()).contains(&"rules.recentDays".to_owned()));
        assert!(at(|typed| typed.rules.reuse = "9999".into()).contains(&"rules.reuseDays".to_owned()));
        let turned = |typed: &mut Typed| typed.turn.previous = "w".into();
        let foreseen = |typed: &mut Typed| typed.turn.fresh = "0".into();
        assert_eq!(at(foreseen), empty, "without a wave before nothing turns");
        let both = |typed: &mut Typed| {
            typed.turn.previous = "w".into();
            typed.turn.fresh = "0".into();
        };
        assert!(at(both).contains(&"turn.freshBp".to_owned()));
        assert_eq!(at(turned), empty);
    }

    #[test]
    fn a_new_witness_takes_a_free_code() {
        let named = |code: &str| WitnessDraft { code: code.into(), ..WitnessDraft::default() };
        assert_eq!(new_witness(&[named("w1"), named(" w3 ")]).code, "w2");
        assert_eq!(new_witness(&[named("sifaju")]).code, "w1");
    }

    #[test]
    fn ticking_keeps_the_order_of_the_list() {
        let all = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(toggled(&all, &["c".into()], "a"), ["a", "c"]);
        assert_eq!(toggled(&all, &["a".into(), "c".into()], "a"), ["c"]);
        // What is no longer in the list falls out.
        assert_eq!(toggled(&all, &["x".into()], "b"), ["b"]);
    }
}
