//! Numbers, dates and deadlines as people here write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc, Weekday};

use super::{Lang, Text, lang, t};

/// Puts values into `{0}`, `{1}`… of a text.
pub fn fill(text: Text, values: &[&str]) -> String {
    values
        .iter()
        .enumerate()
        .fold(t(text).to_owned(), |filled, (index, value)| filled.replace(&format!("{{{index}}}"), value))
}

/// What stands between the entries of a list.
pub fn comma() -> &'static str {
    by_lang("、", ", ")
}

/// What stands between sentences that share a line.
pub fn semicolon() -> &'static str {
    by_lang("；", "; ")
}

/// What stands behind a name, before its value.
pub fn colon() -> &'static str {
    by_lang("：", ": ")
}

/// `岗位（部门）`, `role (department)`.
pub fn bracketed(text: &str, more: &str) -> String {
    match lang() {
        Lang::Zh => format!("{text}（{more}）"),
        Lang::En => format!("{text} ({more})").trim_start().to_owned(),
    }
}

fn by_lang(zh: &'static str, en: &'static str) -> &'static str {
    match lang() {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// `6787` → `6,787`.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0 { format!("-{out}") } else { out }
}

/// Basis points as per cent: `250` → `2.5 %`.
pub fn percent(basis_points: i64) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    match part {
        0 => format!("{whole}%"),
        part if part % 10 == 0 => format!("{whole}.{}%", part / 10),
        part => format!("{whole}.{part:02}%"),
    }
}

/// The day of the week.
pub fn weekday(date: NaiveDate) -> &'static str {
    match (lang(), date.weekday()) {
        (Lang::Zh, Weekday::Mon) => "周一",
        (Lang::Zh, Weekday::Tue) => "周二",
        (Lang::Zh, Weekday::Wed) => "周三",
        (Lang::Zh, Weekday::Thu) => "周四",
        (Lang::Zh, Weekday::Fri) => "周五",
        (Lang::Zh, Weekday::Sat) => "周六",
        (Lang::Zh, Weekday::Sun) => "周日",
        (Lang::En, Weekday::Mon) => "Mon",
        (Lang::En, Weekday::Tue) => "Tue",
        (Lang::En, Weekday::Wed) => "Wed",
        (Lang::En, Weekday::Thu) => "Thu",
        (Lang::En, Weekday::Fri) => "Fri",
        (Lang::En, Weekday::Sat) => "Sat",
        (Lang::En, Weekday::Sun) => "Sun",
    }
}

/// `2026-11-23（周一）`
pub fn date(date: NaiveDate) -> String {
    match lang() {
        Lang::Zh => format!("{date}（{}）", weekday(date)),
        Lang::En => format!("{date} ({})", weekday(date)),
    }
}

/// `2026-11-23 09:05`, Beijing time whatever the browser's zone.
pub fn date_time(instant: impl Into<DateTime<Utc>>) -> String {
    let Some(zone) = FixedOffset::east_opt(8 * 3600) else { return String::new() };
    let local = instant.into().with_timezone(&zone);
    let (year, month, day) = (local.year(), local.month(), local.day());
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", local.hour(), local.minute())
}

/// 「还剩 6 个工作日」
pub fn working_days_left(days: i64) -> String {
    match (lang(), days) {
        (Lang::Zh, 0) => "今日到期".to_owned(),
        (Lang::Zh, 1..) => format!("还剩 {days} 个工作日"),
        (Lang::Zh, _) => format!("逾期 {} 个工作日", -days),
        (Lang::En, 0) => "due today".to_owned(),
        (Lang::En, 1..) => format!("{days} working days left"),
        (Lang::En, _) => format!("{} working days overdue", -days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_shares() {
        assert_eq!(number(6787), "6,787");
        assert_eq!(number(-1_000_000), "-1,000,000");
        assert_eq!(number(12), "12");
        assert_eq!((percent(250), percent(100), percent(5)), ("2.5%".into(), "1%".into(), "0.05%".into()));
    }

    #[test]
    fn times_are_beijing_times() {
        let instant: DateTime<Utc> = "2026-11-22T16:05:00Z".parse().unwrap();
        assert_eq!(date_time(instant), "2026-11-23 00:05");
        assert_eq!(date("2026-11-23".parse().unwrap()), "2026-11-23（周一）");
    }

    #[test]
    fn texts_are_filled() {
        assert_eq!(fill(Text("已校验 {0} / {1} 行", "x"), &["3,120", "6,787"]), "已校验 3,120 / 6,787 行");
    }
}
