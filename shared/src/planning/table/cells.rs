//! What stands in a cell: lists, ratios, spans of days.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::draw::BASIS_POINTS;
use crate::planning::line::ALL_STRATUM;
use crate::registry::{RiskClass, row::read_date};
use crate::text::narrow;

/// Between entries of one list.
pub(super) const LIST: &str = "、";
/// Between parts of a cell.
pub(super) const PART: &str = "；";
/// The last part of the remarks, up to the end of the cell.
pub(super) const REASON: &str = "入企理由：";

/// Before the reason of a special campaign; the published columns have none for it.
pub(super) const SPECIAL: &str = "专项理由";

const SEPARATORS: [char; 7] = ['、', '，', ',', '；', ';', '\n', '\r'];

/// An entry that contains a separator is put in 「」, so that it is read back as one.
pub(super) fn bracketed(entry: &str) -> String {
    if entry.contains(SEPARATORS) || entry.contains('：') { format!("「{entry}」") } else { entry.into() }
}

/// Cuts at any of `separators` outside 「」; entries are trimmed and never empty.
fn cut(text: &str, separators: &[char]) -> Vec<String> {
    let mut entries = vec![String::new()];
    let mut inside = false;
    for character in text.chars() {
        match character {
            '「' => inside = true,
            '」' => inside = false,
            _ if !inside && separators.contains(&character) => {
                entries.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = entries.last_mut() {
            last.push(character);
        }
    }
    entries.iter().map(|entry| entry.trim().to_owned()).filter(|entry| !entry.is_empty()).collect()
}

/// The entries of a list.
pub(super) fn entries(text: &str) -> Vec<String> {
    cut(text, &SEPARATORS).iter().map(|entry| unbracketed(entry).to_owned()).collect()
}

/// The parts of a cell, apart from 、 and comma, which stand inside names as well.
pub(super) fn parts(text: &str) -> Vec<String> {
    cut(text, &['；', ';', '\n', '\r'])
}

/// An entry without the 「」 around it.
pub(super) fn unbracketed(entry: &str) -> &str {
    entry.strip_prefix('「').and_then(|rest| rest.strip_suffix('」')).unwrap_or(entry)
}

/// How many are to be checked, as a cell says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Amount {
    /// Ratios by stratum, in basis points.
    Ratios(BTreeMap<String, u32>),
    /// So many doors.
    Doors(u64),
    /// Everybody, in so many batches if it says so.
    Everybody(Option<u32>),
}

/// Reads `5%`, `A 1%；B 3%…`, `0.05` (as spreadsheets keep 5 %), `50户`, `全部，分 4 批`.
pub(super) fn amount(text: &str) -> Option<Amount> {
    let text: String = text
        .chars()
        .map(narrow)
        .filter(|character| *character == '\n' || !character.is_whitespace())
        .collect();
    if let Some(rest) = ["全部", "全覆盖"].iter().find_map(|word| text.strip_prefix(word)) {
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        return match (rest.is_empty(), rest.ends_with('批')) {
            (true, _) => Some(Amount::Everybody(None)),
            (false, true) => Some(Amount::Everybody(Some(digits.parse().ok()?))),
            (false, false) => None,
        };
    }
    if let Some(doors) = text.strip_suffix(['户', '家']).or(Some(text.as_str()))
        && let Ok(doors) = doors.parse::<u64>()
        // A bare 1 may be one door, or 100 % as a spreadsheet keeps it.
        && (text.ends_with(['户', '家']) || doors > 1)
    {
        return Some(Amount::Doors(doors));
    }
    let list = cut(&text, &[';', ',', '、', '\n']);
    if let [only] = list.as_slice()
        && let Some(ratio) = basis_points(only)
    {
        return Some(Amount::Ratios(BTreeMap::from([(ALL_STRATUM.to_owned(), ratio)])));
    }
    let mut ratios = BTreeMap::new();
    for entry in &list {
        let class = RiskClass::parse(&entry.get(..1)?.to_ascii_uppercase())?;
        let rest = entry[1..].trim_start_matches(['类', '级', ':', '档']);
        if ratios.insert(class.as_str().to_owned(), basis_points(rest)?).is_some() {
            return None;
        }
    }
    (!ratios.is_empty()).then_some(Amount::Ratios(ratios))
}

/// `2.5%` → 250; `0.025`, as a cell formatted as a percentage is kept → 250. More than two decimals of a
/// percent are no ratio we could keep.
fn basis_points(text: &str) -> Option<u32> {
    let (number, factor) = match text.strip_suffix('%') {
        Some(number) => (number, 100.0),
        None if text.starts_with("0.") => (text, f64::from(BASIS_POINTS)),
        None => return None,
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let exact = number.parse::<f64>().ok()? * factor;
    let rounded = exact.round();
    if (exact - rounded).abs() > 1e-6 || rounded > 1e9 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and from 0 to 1e9")]
    Some(rounded as u32)
}

/// `2026-03-02 至 2026-04-30`, `2026年3月至10月`, `3月—11月`: first and last day. Months without a year are
/// of the plan's year.
pub(super) fn span(text: &str, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = text.split_once(['至', '~', '～', '—', '–', '到']).unwrap_or((text, text));
    Some((day(from, year, false)?, day(to.trim_start_matches(['—', '–']), year, true)?))
}

/// A day; a month is its first or last day.
pub(super) fn day(text: &str, year: i32, last: bool) -> Option<NaiveDate> {
    let text = text.trim().trim_end_matches(['前', '底', '末', '。']);
    if let Some(day) = read_date(text) {
        return Some(day);
    }
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => {
            (year.parse().ok().filter(|year| (1900..=2100).contains(year))?, rest.to_owned())
        }
        None => (year, text.clone()),
    };
    if let Some(month) = rest.strip_suffix('月').or_else(|| rest.strip_suffix("月份")) {
        let first = NaiveDate::from_ymd_opt(year, month.parse().ok()?, 1)?;
        return if last { end_of_month(first) } else { Some(first) };
    }
    read_date(&format!("{year}年{rest}"))
}

fn end_of_month(first: NaiveDate) -> Option<NaiveDate> {
    let (year, month) = (first.year(), first.month());
    let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(next.0, next.1, 1)?.pred_opt()
}
