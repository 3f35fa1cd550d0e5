//! What stands in a cell of a list: methods, classes, ratios, frequencies, kinds of subject.

use crate::Lang;
use crate::catalogue::{CheckMethod, ItemClass};
use crate::draw::BASIS_POINTS;
use crate::registry::SubjectKind;
use crate::text::narrow;

const SEPARATORS: [char; 8] = ['、', '，', ',', '；', ';', '\n', '\r', '/'];

/// The entries of a cell, trimmed and never empty.
pub(super) fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATORS).map(str::trim).filter(|entry| !entry.is_empty())
}

/// The ways of checking a cell names; none if a word is unknown or there is no word.
pub(super) fn methods(text: &str) -> Option<Vec<CheckMethod>> {
    let found: Option<Vec<CheckMethod>> = entries(text).map(method).collect();
    found.filter(|methods| !methods.is_empty())
}

fn method(word: &str) -> Option<CheckMethod> {
    let known = |method: &&CheckMethod| method.as_str() == word || method.label(Lang::Zh) == word;
    if let Some(method) = CheckMethod::ALL.iter().find(known) {
        return Some(*method);
    }
    Some(match word {
        "现场检查" | "实地检查" | "现场核查" | "实地" | "现场" => CheckMethod::OnSite,
        "书面审查" | "书面" | "资料审查" => CheckMethod::Document,
        "网络检查" | "网络监管" | "网络" => CheckMethod::Network,
        "委托检查" | "委托专业机构" => CheckMethod::Entrusted,
        "抽样检验" | "抽样检测" | "检测" | "检验" => CheckMethod::Test,
        _ => return None,
    })
}

/// KEY or GENERAL.
pub(super) fn class(text: &str) -> Option<ItemClass> {
    if let Some(class) = ItemClass::parse(text) {
        return Some(class);
    }
    match text {
        _ if text.starts_with("重点") => Some(ItemClass::Key),
        _ if text.starts_with("一般") => Some(ItemClass::General),
        _ => None,
    }
}

/// `5%`, `5` (per cent), `0.05` as spreadsheets keep 5 % is not taken: 0.05 is five hundredths of a per cent
/// in the lists. In basis points; `Some(None)` where nothing stands.
#[expect(clippy::option_option, reason = "no number is something else than no readable number")]
pub(super) fn ratio(text: &str) -> Option<Option<u32>> {
    let text: String = text.chars().map(narrow).filter(|one| !one.is_whitespace()).collect();
    let number = text.trim_start_matches("不超过").trim_start_matches('≤').trim_end_matches('%');
    if number.is_empty() {
        return Some(None);
    }
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if part.len() > 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    let bp = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part)?;
    (1..=BASIS_POINTS).contains(&bp).then_some(Some(bp))
}

/// `每年1次`, `1次/年`, `2` → times a year; `按计划` and nothing are silent.
#[expect(clippy::option_option, reason = "no number is something else than no readable number")]
pub(super) fn times(text: &str) -> Option<Option<u32>> {
    if text.is_empty() || text.contains("计划") {
        return Some(None);
    }
    let text: String = text.chars().map(narrow).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest: String = text.chars().filter(|one| !one.is_ascii_digit() && !one.is_whitespace()).collect();
    let usual = matches!(rest.as_str(), "" | "次" | "每年次" | "每年至少次" | "次/年" | "一年次" | "年次");
    let times: u32 = digits.parse().ok()?;
    (usual && (1..=12).contains(&times)).then_some(Some(times))
}

/// Kinds of subject, where every word is one.
pub(super) fn kinds(text: &str) -> Option<Vec<SubjectKind>> {
    let kind = |word: &str| {
        let known = |kind: &&SubjectKind| kind.as_str() == word || kind.label(Lang::Zh) == word;
        SubjectKind::ALL.iter().find(known).copied()
    };
    let found: Option<Vec<SubjectKind>> = entries(text).map(kind).collect();
    found.filter(|kinds| !kinds.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_as_lists_write_them() {
        assert_eq!(methods("现场检查、书面检查"), Some(vec![CheckMethod::OnSite, CheckMethod::Document]));
        assert_eq!(methods("看看"), None);
        assert_eq!(
            (class("重点检查事项"), class("一般"), class("其他")),
            (Some(ItemClass::Key), Some(ItemClass::General), None)
        );
        assert_eq!(
            (ratio("不超过５％"), ratio("2.5"), ratio("")),
            (Some(Some(500)), Some(Some(250)), Some(None))
        );
        assert_eq!((ratio("101"), ratio("1.234"), ratio("些许")), (None, None, None));
        assert_eq!(
            (times("每年1次"), times("2次/年"), times("按年度计划")),
            (Some(Some(1)), Some(Some(2)), Some(None))
        );
        assert_eq!(times("三五次"), None);
        assert_eq!(kinds("企业、个体工商户").unwrap().len(), 2);
        assert_eq!(kinds("各类学校食堂"), None);
    }
}
