//! What a plan line must satisfy before it is proposed, and again before it is drawn.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::kind::LineKind;
use super::scope::{Scope, Targeting};
use crate::ErrorCode;
use crate::calendar::WorkCalendar;
use crate::catalogue::{CheckMethod, ItemTerms, joint_cap};
use crate::draw::{BASIS_POINTS, Method, Rounding};
use crate::privacy::check_public_text;
use crate::registry::RiskClass;

coded_enum! {
    /// How the doors of a line are chosen (`docs/ALGORITHMS.md` §4).
    pub enum DrawMode {
        Srs = "SRS" ("分层等概率抽取", "Equal chance in each stratum"),
        Cells = "CELLS" ("分层等概率抽取（合并开门）", "Equal chance in each stratum, doors shared"),
        Pareto = "PARETO" ("按风险等级概率抽取", "Chance by risk class"),
        BatchOrder = "BATCH_ORDER" ("全部检查，随机排定批次", "Everybody, in random order"),
    }
}

/// The name of the only stratum of a line with one ratio for all.
pub const ALL_STRATUM: &str = "ALL";

/// A line as its clerk has filled it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDraft {
    /// What people call it.
    pub title: String,
    /// Routine, or a special campaign (R29).
    #[serde(default)]
    pub kind: LineKind,
    /// Why a special campaign, and why with these ratios; empty for a routine line.
    #[serde(default)]
    pub special_reason: String,
    /// Targeted or not.
    pub targeting: Targeting,
    /// Whom it is about.
    pub scope: Scope,
    /// How doors are chosen.
    pub draw_mode: DrawMode,
    /// Stratum → ratio in basis points: the four risk classes, or `ALL` alone. Empty for batch order.
    pub ratios: BTreeMap<String, u32>,
    /// Rounding of quotas.
    pub rounding: Rounding,
    /// Doors on each reserve list.
    pub reserve: u32,
    /// Batches, for batch order.
    pub batches: u32,
    /// How it is checked.
    pub method: CheckMethod,
    /// Why somebody has to go there (R27).
    pub on_site_reason: String,
    /// First day.
    pub window_from: NaiveDate,
    /// Last day.
    pub window_to: NaiveDate,
}

/// Something a line does not satisfy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineProblem {
    /// What.
    pub code: ErrorCode,
    /// Which field of the form.
    pub path: String,
}

/// Officers a department may send to one visit (two at least: 行政处罚法 art. 42).
pub const OFFICERS: std::ops::RangeInclusive<u32> = 2..=8;

/// Most doors on a reserve list and most batches.
const MOST: u32 = 1000;

/// Everything that is wrong with a line, by field; empty if it may be proposed.
///
/// `items` are the terms of the joint items it carries, `year` the plan's year, `today` the civil day in
/// China.
pub fn check_line(
    line: &LineDraft,
    items: &[ItemTerms],
    year: i32,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Vec<LineProblem> {
    let mut problems = Vec::new();
    let mut report = |path: &str, result: Result<(), ErrorCode>| {
        if let Err(code) = result {
            problems.push(LineProblem { code, path: path.to_owned() });
        }
    };
    report("title", check_text(&line.title, 120));
    report("specialReason", line.kind.check_reason(&line.special_reason));
    // Both are published with the plan.
    report("title", check_public_text(&line.title));
    report("specialReason", check_public_text(&line.special_reason));
    report("items", if items.is_empty() { Err(ErrorCode::Required) } else { Ok(()) });
    for item in items {
        // Nobody inspects before today, whenever the window began.
        report("items", item.usable(line.window_from.max(today), line.window_to));
    }
    report("scope", line.scope.check_targeting(line.targeting));
    report("ratios", check_ratios(line, joint_cap(items)));
    report("reserve", if line.reserve > MOST { Err(ErrorCode::OutOfRange) } else { Ok(()) });
    let batches = line.draw_mode != DrawMode::BatchOrder || (1..=MOST).contains(&line.batches);
    report("batches", if batches { Ok(()) } else { Err(ErrorCode::OutOfRange) });
    if line.method.opens_door() && line.on_site_reason.trim().is_empty() {
        report("onSiteReason", Err(ErrorCode::OnSiteReason));
    }
    report(
        "onSiteReason",
        if line.on_site_reason.chars().count() > 500 { Err(ErrorCode::TooLong) } else { Ok(()) },
    );
    report("windowTo", check_window(line, year, today, calendar));
    problems
}

pub(super) fn check_text(text: &str, longest: usize) -> Result<(), ErrorCode> {
    match text.trim().chars().count() {
        0 => Err(ErrorCode::Required),
        length if length > longest => Err(ErrorCode::TooLong),
        _ => Ok(()),
    }
}

fn check_ratios(line: &LineDraft, cap_bp: Option<u32>) -> Result<(), ErrorCode> {
    if line.draw_mode == DrawMode::BatchOrder {
        // Everybody is checked: never allowed where an item has a cap.
        return if cap_bp.is_some() { Err(ErrorCode::RatioOverCap) } else { Ok(()) };
    }
    let names: Vec<&str> = line.ratios.keys().map(String::as_str).collect();
    let classes: Vec<&str> = RiskClass::ALL.iter().map(|class| class.as_str()).collect();
    if names != [ALL_STRATUM] && names != classes {
        return Err(ErrorCode::RatioMissing);
    }
    if line.ratios.values().any(|ratio| *ratio > BASIS_POINTS)
        || line.ratios.values().all(|ratio| *ratio == 0)
    {
        return Err(ErrorCode::OutOfRange);
    }
    match cap_bp {
        Some(cap) if line.ratios.values().any(|ratio| *ratio > cap) => Err(ErrorCode::RatioOverCap),
        _ => Ok(()),
    }
}

fn check_window(
    line: &LineDraft,
    year: i32,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Result<(), ErrorCode> {
    let (from, to) = (line.window_from, line.window_to);
    if to < from {
        Err(ErrorCode::WindowOrder)
    } else if from.year() != year || to.year() != year {
        Err(ErrorCode::WindowOutsideYear)
    } else if to < today {
        Err(ErrorCode::WindowPast)
    } else if !from.iter_days().take_while(|day| *day <= to).any(|day| calendar.is_working_day(day)) {
        Err(ErrorCode::WindowNoWorkingDay)
    } else {
        Ok(())
    }
}

/// The stratum a door belongs to under these ratios.
pub fn stratum(ratios: &BTreeMap<String, u32>, class: RiskClass) -> &'static str {
    if ratios.contains_key(class.as_str()) { class.as_str() } else { ALL_STRATUM }
}

/// The line as a task of a draw.
pub fn draw_method(line: &LineDraft, cap_bp: Option<u32>) -> Method {
    let (rounding, reserve) = (line.rounding, u64::from(line.reserve));
    let strata = line.ratios.clone();
    match line.draw_mode {
        DrawMode::Srs => Method::Srs { rounding, strata, reserve, cap_bp },
        DrawMode::Cells => Method::Cells { rounding, strata, reserve, cap_bp },
        DrawMode::Pareto => Method::Pareto { rounding, strata, reserve, cap_bp },
        DrawMode::BatchOrder => Method::BatchOrder { batches: line.batches },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{ItemClass, ItemStatus};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn line() -> LineDraft {
        LineDraft {
            title: "餐饮服务联合抽查".into(),
            kind: LineKind::Routine,
            special_reason: String::new(),
            targeting: Targeting::Targeted,
            scope: Scope { tags: vec!["餐饮".into()], ..Scope::default() },
            draw_mode: DrawMode::Srs,
            ratios: [("A", 100), ("B", 300), ("C", 500), ("D", 800)].map(|(k, v)| (k.to_owned(), v)).into(),
            rounding: Rounding::HalfUp,
            reserve: 2,
            batches: 0,
            method: CheckMethod::OnSite,
            on_site_reason: "后厨卫生须现场查看".into(),
            window_from: day("2026-03-02"),
            window_to: day("2026-04-30"),
        }
    }

    fn item(class: ItemClass, cap_bp: Option<u32>) -> ItemTerms {
        ItemTerms {
            class,
            cap_bp,
            status: ItemStatus::Published,
            valid_from: None,
            valid_to: None,
            withdrawn_on: None,
        }
    }

    fn codes(line: &LineDraft, items: &[ItemTerms]) -> Vec<ErrorCode> {
        check_line(line, items, 2026, day("2026-02-01"), &WorkCalendar::published())
            .into_iter()
            .map(|problem| problem.code)
            .collect()
    }

    #[test]
    fn a_good_line_has_no_problem() {
        assert!(
            codes(&line(), &[item(ItemClass::General, Some(800)), item(ItemClass::Key, None)]).is_empty()
        );
    }

    #[test]
    fn over_the_cap() {
        assert_eq!(codes(&line(), &[item(ItemClass::General, Some(799))]), [ErrorCode::RatioOverCap]);
        let all =
            LineDraft { draw_mode: DrawMode::BatchOrder, batches: 3, ratios: BTreeMap::new(), ..line() };
        assert_eq!(codes(&all, &[item(ItemClass::General, Some(800))]), [ErrorCode::RatioOverCap]);
        assert!(codes(&all, &[item(ItemClass::Key, None)]).is_empty());
    }

    #[test]
    fn windows() {
        let with = |from, to| LineDraft { window_from: day(from), window_to: day(to), ..line() };
        let items = [item(ItemClass::Key, None)];
        assert_eq!(codes(&with("2026-03-02", "2026-03-01"), &items), [ErrorCode::WindowOrder]);
        assert_eq!(codes(&with("2026-01-05", "2026-01-30"), &items), [ErrorCode::WindowPast]);
        assert_eq!(codes(&with("2026-02-16", "2026-02-22"), &items), [ErrorCode::WindowNoWorkingDay]);
        assert_eq!(codes(&with("2026-12-01", "2027-01-10"), &items), [ErrorCode::WindowOutsideYear]);
    }

    #[test]
    fn a_special_campaign_says_why() {
        let special =
            |reason: &str| LineDraft { kind: LineKind::Special, special_reason: reason.into(), ..line() };
        let items = [item(ItemClass::General, Some(800))];
        assert_eq!(codes(&special(" "), &items), [ErrorCode::SpecialReason]);
        assert_eq!(codes(&special(&"长".repeat(501)), &items), [ErrorCode::TooLong]);
        assert!(codes(&special("投诉集中，问题普遍"), &items).is_empty());
        assert_eq!(codes(&special("投诉人13837512345"), &items), [ErrorCode::PersonalData]);
        // Its own ratios still keep to the caps of its items (R3).
        let high = LineDraft { ratios: [("ALL".to_owned(), 900)].into(), ..special("投诉集中") };
        assert_eq!(codes(&high, &items), [ErrorCode::RatioOverCap]);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let bad = LineDraft {
            title: " ".into(),
            ratios: BTreeMap::from([("A".to_owned(), 1)]),
            on_site_reason: String::new(),
            ..line()
        };
        assert_eq!(
            codes(&bad, &[]),
            [ErrorCode::Required, ErrorCode::Required, ErrorCode::RatioMissing, ErrorCode::OnSiteReason]
        );
    }
}
