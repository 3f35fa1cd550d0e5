//! A department's own entry in the list (抽查事项清单): its fields as typed, checked and compared.
//!
//! Fields after 双随机抽查事项清单 (序号, 类别, 事项, 对象, 方式, 依据, 重点/一般, 频次); rules R2 and R3.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BasisType, CheckMethod, ItemClass, NoticePolicy, check_cap};
use crate::ErrorCode;
use crate::registry::SubjectKind;

/// Longest category, name and title, in characters.
const LONGEST: usize = 120;
/// Longest article, in characters.
const LONGEST_ARTICLE: usize = 60;
/// Most legal bases of an item.
pub const MOST_BASES: usize = 30;
/// Most draws of an item in a year: one a month.
const MOST_A_YEAR: u32 = 12;
/// How the titles of papers end that are no legal basis, whatever kind is claimed for them (R2).
const NO_BASIS: [&str; 5] = ["通知", "意见", "函", "通告", "方案"];

/// A legal basis as it is kept: the paper, the article, and the days it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatedBasis {
    /// Kind of paper.
    pub kind: BasisType,
    /// Title without 《》.
    pub title: String,
    /// Article, such as 第五十七条; empty where the whole paper is cited.
    pub article: String,
    /// First day in force, if known.
    pub valid_from: Option<NaiveDate>,
    /// Last day in force, if it has one.
    pub valid_to: Option<NaiveDate>,
}

/// A legal basis as it is typed: anything may stand for its kind until it is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedBasis {
    /// Code or Chinese word of the kind.
    pub kind: String,
    /// Title, with or without 《》.
    pub title: String,
    /// Article.
    pub article: String,
    /// First day in force.
    pub valid_from: Option<NaiveDate>,
    /// Last day in force.
    pub valid_to: Option<NaiveDate>,
}

/// What a version of a department's item says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemContent {
    /// 抽查类别.
    pub category: String,
    /// 抽查事项.
    pub name: String,
    /// 检查依据, at least one.
    pub bases: Vec<DatedBasis>,
    /// 检查对象; empty for every kind.
    pub subject_kinds: Vec<SubjectKind>,
    /// 检查方式, at least one.
    pub methods: Vec<CheckMethod>,
    /// 重点 or 一般.
    pub class: ItemClass,
    /// Cap in basis points, for GENERAL items.
    pub cap_bp: Option<u32>,
    /// 频次: draws a year; none where the annual plan says it.
    pub times_a_year: Option<u32>,
    /// Whether the firm is told beforehand.
    pub notice: NoticePolicy,
}

/// An item as its clerk has filled it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedContent {
    /// Everything but the bases; its own bases are not looked at.
    pub fields: ItemContent,
    /// The bases as typed.
    pub bases: Vec<TypedBasis>,
}

coded_enum! {
    /// A field of an item, for the comparison of two versions.
    pub enum ItemField {
        Category = "CATEGORY" ("抽查类别", "Category"),
        Name = "NAME" ("抽查事项", "Item"),
        Bases = "BASES" ("检查依据", "Legal bases"),
        SubjectKinds = "SUBJECT_KINDS" ("检查对象", "Subjects"),
        Methods = "METHODS" ("检查方式", "Method"),
        Class = "CLASS" ("事项类别", "Class"),
        Cap = "CAP" ("比例上限", "Cap"),
        Frequency = "FREQUENCY" ("抽查频次", "Frequency"),
        Notice = "NOTICE" ("告知方式", "Notice"),
    }
}

/// Something an item does not satisfy: what, and which field of the form.
pub type ContentProblem = (ErrorCode, String);

/// The fields in which two versions differ, in the order of the form.
pub fn differences(before: &ItemContent, after: &ItemContent) -> Vec<ItemField> {
    let same = |field: ItemField| match field {
        ItemField::Category => before.category == after.category,
        ItemField::Name => before.name == after.name,
        ItemField::Bases => before.bases == after.bases,
        ItemField::SubjectKinds => before.subject_kinds == after.subject_kinds,
        ItemField::Methods => before.methods == after.methods,
        ItemField::Class => before.class == after.class,
        ItemField::Cap => before.cap_bp == after.cap_bp,
        ItemField::Frequency => before.times_a_year == after.times_a_year,
        ItemField::Notice => before.notice == after.notice,
    };
    ItemField::ALL.iter().copied().filter(|field| !same(*field)).collect()
}

/// The item as it is kept, or everything that is wrong with it. `today` is the civil day in China: a basis
/// that is no longer in force is no basis.
pub fn check_content(typed: &TypedContent, today: NaiveDate) -> Result<ItemContent, Vec<ContentProblem>> {
    let mut problems = Vec::new();
    let fields = &typed.fields;
    let mut report = |path: &str, result: Result<(), ErrorCode>| {
        if let Err(code) = result {
            problems.push((code, path.to_owned()));
        }
    };
    report("category", check_text(&fields.category, LONGEST));
    report("name", check_text(&fields.name, LONGEST));
    report("methods", if fields.methods.is_empty() { Err(ErrorCode::Required) } else { Ok(()) });
    report("capBasisPoints", check_cap(fields.class, fields.cap_bp));
    let often = fields.times_a_year.is_none_or(|times| (1..=MOST_A_YEAR).contains(&times));
    report("timesAYear", if often { Ok(()) } else { Err(ErrorCode::OutOfRange) });
    report("bases", if typed.bases.is_empty() { Err(ErrorCode::BasisMissing) } else { Ok(()) });
    report("bases", if typed.bases.len() > MOST_BASES { Err(ErrorCode::OutOfRange) } else { Ok(()) });
    let mut bases = Vec::new();
    for (index, basis) in typed.bases.iter().enumerate() {
        match check_basis(basis, today) {
            Ok(basis) => bases.push(basis),
            Err((code, field)) => problems.push((code, format!("bases.{index}.{field}"))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let (mut subject_kinds, mut methods) = (fields.subject_kinds.clone(), fields.methods.clone());
    subject_kinds.sort_unstable();
    subject_kinds.dedup();
    methods.sort_unstable();
    methods.dedup();
    let (category, name) = (fields.category.trim().to_owned(), fields.name.trim().to_owned());
    Ok(ItemContent { category, name, bases, subject_kinds, methods, ..fields.clone() })
}

pub(super) fn check_basis(
    basis: &TypedBasis,
    today: NaiveDate,
) -> Result<DatedBasis, (ErrorCode, &'static str)> {
    let kind = BasisType::from_word(&basis.kind).ok_or((ErrorCode::BasisType, "kind"))?;
    let title = basis.title.trim().trim_start_matches('《').trim_end_matches('》').trim();
    check_text(title, LONGEST).map_err(|code| (code, "title"))?;
    if NO_BASIS.iter().any(|end| title.ends_with(end)) {
        return Err((ErrorCode::BasisType, "title"));
    }
    let article = basis.article.trim();
    if article.chars().count() > LONGEST_ARTICLE {
        return Err((ErrorCode::TooLong, "article"));
    }
    let (valid_from, valid_to) = (basis.valid_from, basis.valid_to);
    if valid_from.zip(valid_to).is_some_and(|(from, to)| to < from) {
        return Err((ErrorCode::WindowOrder, "validTo"));
    }
    if valid_to.is_some_and(|to| to < today) {
        return Err((ErrorCode::BasisExpired, "validTo"));
    }
    Ok(DatedBasis { kind, title: title.to_owned(), article: article.to_owned(), valid_from, valid_to })
}

pub(super) fn check_text(text: &str, longest: usize) -> Result<(), ErrorCode> {
    match text.trim().chars().count() {
        0 => Err(ErrorCode::Required),
        length if length > longest => Err(ErrorCode::TooLong),
        _ => Ok(()),
    }
}

impl ItemContent {
    /// The days on which some basis is in force: before the first and after the last there is none.
    pub fn in_force(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let from = self.bases.iter().map(|basis| basis.valid_from).min().flatten();
        let endless = self.bases.iter().any(|basis| basis.valid_to.is_none());
        let to = self.bases.iter().filter_map(|basis| basis.valid_to).max();
        (from, to.filter(|_| !endless))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn basis(kind: &str, title: &str) -> TypedBasis {
        let article = " 第十条 ".into();
        TypedBasis { kind: kind.into(), title: title.into(), article, valid_from: None, valid_to: None }
    }

    fn typed(bases: Vec<TypedBasis>) -> TypedContent {
        let fields = ItemContent {
            category: "登记事项检查".into(),
            name: " 名称规范使用 ".into(),
            bases: Vec::new(),
            subject_kinds: vec![SubjectKind::Individual, SubjectKind::Enterprise, SubjectKind::Individual],
            methods: vec![CheckMethod::Document],
            class: ItemClass::General,
            cap_bp: Some(500),
            times_a_year: Some(1),
            notice: NoticePolicy::AtDoor,
        };
        TypedContent { fields, bases }
    }

    fn check(typed: &TypedContent) -> Result<ItemContent, Vec<ContentProblem>> {
        check_content(typed, day("2026-06-15"))
    }

    /// R2: only four kinds of paper are a basis, and a notice is none by another name either.
    #[test]
    fn a_notice_is_no_basis() {
        let refused = |kind, title| check(&typed(vec![basis(kind, title)])).unwrap_err();
        assert_eq!(refused("部门通知", "检查办法"), [(ErrorCode::BasisType, "bases.0.kind".to_owned())]);
        let notice = "《关于开展检查的通知》";
        assert_eq!(refused("LAW", notice), [(ErrorCode::BasisType, "bases.0.title".to_owned())]);
        let kept = check(&typed(vec![basis("法规", "《无证无照经营查处办法》")])).unwrap();
        assert_eq!(kept.bases[0].kind, BasisType::Regulation);
        assert_eq!(
            (kept.bases[0].title.as_str(), kept.bases[0].article.as_str()),
            ("无证无照经营查处办法", "第十条")
        );
        assert_eq!(kept.name, "名称规范使用");
        assert_eq!(kept.subject_kinds, [SubjectKind::Enterprise, SubjectKind::Individual]);
    }

    #[test]
    fn bases_have_days() {
        let mut one = basis("LAW", "广告法");
        one.valid_to = Some(day("2026-06-14"));
        let problems = check(&typed(vec![one.clone()])).unwrap_err();
        assert_eq!(problems, [(ErrorCode::BasisExpired, "bases.0.validTo".to_owned())]);
        one.valid_to = Some(day("2026-06-30"));
        one.valid_from = Some(day("2026-07-01"));
        let problems = check(&typed(vec![one.clone()])).unwrap_err();
        assert_eq!(problems, [(ErrorCode::WindowOrder, "bases.0.validTo".to_owned())]);
        one.valid_from = Some(day("2020-01-01"));
        let alone = check(&typed(vec![one.clone()])).unwrap();
        assert_eq!(alone.in_force(), (Some(day("2020-01-01")), Some(day("2026-06-30"))));
        let both = check(&typed(vec![one, basis("LAW", "价格法")])).unwrap();
        assert_eq!(both.in_force(), (None, None), "one that has no end carries the item");
    }

    /// R3, and everything at once.
    #[test]
    fn everything_wrong_is_said_at_once() {
        use ErrorCode::{BasisMissing, CapForbidden, OutOfRange, Required};

        let mut bad = typed(Vec::new());
        bad.fields.class = ItemClass::Key;
        bad.fields.category = " ".into();
        bad.fields.times_a_year = Some(13);
        bad.fields.methods.clear();
        let codes: Vec<ErrorCode> = check(&bad).unwrap_err().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [Required, Required, CapForbidden, OutOfRange, BasisMissing]);
    }

    #[test]
    fn versions_differ_by_field() {
        let before = check(&typed(vec![basis("LAW", "广告法")])).unwrap();
        let after = ItemContent { cap_bp: Some(300), notice: NoticePolicy::Advance, ..before.clone() };
        assert_eq!(differences(&before, &after), [ItemField::Cap, ItemField::Notice]);
        assert!(differences(&before, &before).is_empty());
    }
}
