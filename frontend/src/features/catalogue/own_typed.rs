//! A department's item as it is typed, and back. Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::catalogue::{
    BasisType, CheckMethod, ContentProblem, ItemClass, ItemContent, NoticePolicy, TypedBasis, TypedContent,
    check_content,
};
use shared::registry::SubjectKind;

/// A legal basis as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedRow {
    /// Code of the kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
    /// First day in force, `2026-11-23` or empty.
    pub from: String,
    /// Last day in force.
    pub to: String,
}

impl TypedRow {
    /// A new one.
    pub fn empty() -> Self {
        let empty = String::new;
        Self {
            kind: BasisType::Law.as_str().to_owned(),
            title: empty(),
            article: empty(),
            from: empty(),
            to: empty(),
        }
    }
}

/// An item as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedItem {
    /// Category.
    pub category: String,
    /// Name.
    pub name: String,
    /// Codes of the kinds of subject.
    pub kinds: Vec<String>,
    /// Codes of the methods.
    pub methods: Vec<String>,
    /// Code of the class.
    pub class: String,
    /// Cap in per cent.
    pub cap: String,
    /// Draws a year.
    pub times: String,
    /// Code of the notice policy.
    pub notice: String,
    /// Bases.
    pub bases: Vec<TypedRow>,
    /// Why it is changed.
    pub reason: String,
}

fn number<N: std::str::FromStr>(text: &str) -> Result<Option<N>, ErrorCode> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| ErrorCode::InvalidFormat),
    }
}

/// `10` or `2.5` per cent → basis points.
pub fn cap_of(text: &str) -> Result<Option<u32>, ErrorCode> {
    let text = text.trim().trim_end_matches(['%', '％']);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 2 {
        return Err(ErrorCode::InvalidFormat);
    }
    let Some(whole) = number::<u32>(whole)? else { return Ok(None) };
    let part = number::<u32>(&format!("{part:0<2}"))?.unwrap_or(0);
    whole.checked_mul(100).and_then(|whole| whole.checked_add(part)).map(Some).ok_or(ErrorCode::OutOfRange)
}

/// Basis points as they are typed.
pub fn cap_text(basis_points: u32) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn coded<T>(codes: &[String], parse: fn(&str) -> Option<T>) -> Vec<T> {
    codes.iter().filter_map(|code| parse(code)).collect()
}

impl TypedItem {
    /// A new item.
    pub fn empty() -> Self {
        Self {
            category: String::new(),
            name: String::new(),
            kinds: Vec::new(),
            methods: vec![CheckMethod::OnSite.as_str().to_owned()],
            class: ItemClass::General.as_str().to_owned(),
            cap: String::new(),
            times: String::new(),
            notice: NoticePolicy::AtDoor.as_str().to_owned(),
            bases: vec![TypedRow::empty()],
            reason: String::new(),
        }
    }

    /// What is sent, or what is wrong with it; by the same rule as on the server.
    pub fn check(&self, today: NaiveDate) -> Result<ItemContent, Vec<ContentProblem>> {
        let mut problems = Vec::new();
        let mut read = |path: &str, result: Result<Option<u32>, ErrorCode>| {
            result.unwrap_or_else(|code| {
                problems.push((code, path.to_owned()));
                None
            })
        };
        let (cap_bp, times_a_year) =
            (read("capBasisPoints", cap_of(&self.cap)), read("timesAYear", number(&self.times)));
        if self.reason.trim().is_empty() {
            problems.push((ErrorCode::ReasonRequired, "reason".to_owned()));
        }
        let bases = self.bases.iter().map(|row| TypedBasis {
            kind: row.kind.clone(),
            title: row.title.clone(),
            article: row.article.clone(),
            valid_from: row.from.parse().ok(),
            valid_to: row.to.parse().ok(),
        });
        let fields = ItemContent {
            category: self.category.clone(),
            name: self.name.clone(),
            bases: Vec::new(),
            subject_kinds: coded(&self.kinds, SubjectKind::parse),
            methods: coded(&self.methods, CheckMethod::parse),
            class: ItemClass::parse(&self.class).unwrap_or(ItemClass::General),
            cap_bp,
            times_a_year,
            notice: NoticePolicy::parse(&self.notice).unwrap_or(NoticePolicy::AtDoor),
        };
        let checked = check_content(&TypedContent { fields, bases: bases.collect() }, today);
        match checked {
            Ok(content) if problems.is_empty() => Ok(content),
            Ok(_) => Err(problems),
            Err(found) => {
                let said = |path: &str| problems.iter().any(|(_, known)| known == path);
                let more: Vec<ContentProblem> = found.into_iter().filter(|(_, path)| !said(path)).collect();
                problems.extend(more);
                Err(problems)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedItem {
        let basis = TypedRow { title: "《广告法》".into(), ..TypedRow::empty() };
        TypedItem {
            category: "广告检查".into(),
            name: "广告发布".into(),
            kinds: Vec::new(),
            methods: vec!["NETWORK".into()],
            class: "GENERAL".into(),
            cap: "2.5".into(),
            times: String::new(),
            notice: "AT_DOOR".into(),
            bases: vec![basis],
            reason: "首次维护".into(),
        }
    }

    fn check(typed: &TypedItem) -> Result<ItemContent, Vec<ContentProblem>> {
        typed.check("2026-06-15".parse().unwrap())
    }

    #[test]
    fn caps_are_typed_in_per_cent() {
        assert_eq!(check(&typed()).unwrap().cap_bp, Some(250));
        assert_eq!((cap_text(250), cap_text(1000), cap_text(5)), ("2.5".into(), "10".into(), "0.05".into()));
        let wrong = check(&TypedItem { cap: "十".into(), ..typed() }).unwrap_err();
        assert_eq!(wrong, [(ErrorCode::InvalidFormat, "capBasisPoints".to_owned())]);
    }

    #[test]
    fn a_version_needs_a_reason() {
        let wrong = check(&TypedItem { reason: " ".into(), ..typed() }).unwrap_err();
        assert_eq!(wrong, [(ErrorCode::ReasonRequired, "reason".to_owned())]);
    }
}
