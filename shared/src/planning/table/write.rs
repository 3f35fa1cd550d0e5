//! A line → the cells of its row.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::cells::{LIST, PART, REASON, SPECIAL, bracketed};
use super::columns::Column;
use crate::Lang;
use crate::code::DivisionCode;
use crate::planning::line::ALL_STRATUM;
use crate::planning::{DrawMode, LineDraft, LineKind};

/// What a row tells of a line.
#[derive(Debug, Clone)]
pub struct LineCells<'a> {
    /// The line.
    pub draft: &'a LineDraft,
    /// Trades of its items.
    pub trades: Vec<&'a str>,
    /// Its items: code and name.
    pub items: Vec<(&'a str, &'a str)>,
    /// Names of its departments, the leading one first.
    pub departments: Vec<&'a str>,
    /// Names of the towns of its scope, where known.
    pub towns: &'a BTreeMap<DivisionCode, String>,
    /// Officers each department sends to a visit.
    pub officers: u32,
    /// Doors in scope now.
    pub doors: u64,
    /// The division whose plan it is.
    pub division: &'a DivisionCode,
}

/// The cells of a row, in the order of [`Column::ALL`].
pub fn write_row(line: &LineCells<'_>) -> Vec<String> {
    Column::ALL.iter().map(|column| cell(line, *column)).collect()
}

fn cell(line: &LineCells<'_>, column: Column) -> String {
    let draft = line.draft;
    let day = |day: NaiveDate| day.to_string();
    match column {
        Column::Trade => {
            let mut trades = line.trades.clone();
            trades.dedup();
            trades.join(LIST)
        }
        Column::Title => draft.title.clone(),
        Column::Items => {
            let names = line.items.iter().map(|(code, name)| bracketed(&format!("{code} {name}")));
            names.collect::<Vec<_>>().join("\n")
        }
        Column::Subjects if draft.scope.kinds.is_empty() => "全部".into(),
        Column::Subjects => {
            draft.scope.kinds.iter().map(|kind| kind.label(Lang::Zh)).collect::<Vec<_>>().join(LIST)
        }
        Column::Scope => scope(line),
        Column::Targeting => draft.targeting.label(Lang::Zh).into(),
        Column::Ratio => ratios_text(draft, Lang::Zh),
        Column::Basis => line.doors.to_string(),
        Column::Method => draft.method.label(Lang::Zh).into(),
        Column::OrganisedAt | Column::CarriedOutAt => level(line.division).into(),
        Column::Window => format!("{} 至 {}", day(draft.window_from), day(draft.window_to)),
        Column::Deadline => day(draft.window_to),
        Column::Lead => line.departments.first().copied().unwrap_or_default().into(),
        Column::Partners => {
            let partners = line.departments.iter().skip(1).map(|name| bracketed(name));
            partners.collect::<Vec<_>>().join(LIST)
        }
        Column::Risk => {
            let classes = &draft.scope.risk_classes;
            let mode = format!("抽取方法：{}", draft.draw_mode.label(Lang::Zh));
            if classes.is_empty() {
                return mode;
            }
            let classes: Vec<&str> = classes.iter().map(|class| class.as_str()).collect();
            format!("风险等级：{}{PART}{mode}", classes.join(LIST))
        }
        Column::Remarks => {
            let (officers, reserve) = (line.officers, draft.reserve);
            let rounding = draft.rounding.label(Lang::Zh);
            let rest = format!("每户人数：{officers}{PART}备选户数：{reserve}{PART}名额取整：{rounding}");
            let rest = match draft.kind {
                LineKind::Routine => rest,
                LineKind::Special => format!("{rest}{PART}{SPECIAL}：{}", bracketed(&draft.special_reason)),
            };
            match draft.on_site_reason.as_str() {
                "" => rest,
                reason => format!("{rest}{PART}{REASON}{reason}"),
            }
        }
    }
}

fn scope(line: &LineCells<'_>) -> String {
    let scope = &line.draft.scope;
    let mut parts = Vec::new();
    if !scope.tags.is_empty() {
        let tags: Vec<_> = scope.tags.iter().map(|tag| bracketed(tag)).collect();
        parts.push(format!("标签：{}", tags.join(LIST)));
    }
    if !scope.towns.is_empty() {
        let name = |town: &DivisionCode| match line.towns.get(town) {
            Some(name) => bracketed(&format!("{town} {name}")),
            None => town.to_string(),
        };
        parts.push(format!("区划：{}", scope.towns.iter().map(name).collect::<Vec<_>>().join(LIST)));
    }
    if parts.is_empty() { "全部".into() } else { parts.join(PART) }
}

/// `A 1%；B 2.5%`, `5%`, or how many batches everybody is checked in.
pub fn ratios_text(draft: &LineDraft, lang: Lang) -> String {
    if draft.draw_mode == DrawMode::BatchOrder {
        return match lang {
            Lang::Zh => format!("全部，分 {} 批", draft.batches),
            Lang::En => format!("all, in {} batches", draft.batches),
        };
    }
    let separator = if lang == Lang::Zh { PART } else { "; " };
    let one = |(stratum, ratio): (&String, &u32)| match stratum.as_str() {
        ALL_STRATUM => percent(*ratio),
        class => format!("{class} {}", percent(*ratio)),
    };
    draft.ratios.iter().map(one).collect::<Vec<_>>().join(separator)
}

/// 250 basis points → `2.5%`
fn percent(basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    match part {
        0 => format!("{whole}%"),
        part if part % 10 == 0 => format!("{whole}.{}%", part / 10),
        part => format!("{whole}.{part:02}%"),
    }
}

/// 省级, 市级 or 县级, by the division's code (GB/T 2260: `41` 0000 province, 4104 `00` city).
fn level(division: &DivisionCode) -> &'static str {
    match division.county() {
        county if county.ends_with("0000") => "省级",
        county if county.ends_with("00") => "市级",
        _ => "县级",
    }
}
