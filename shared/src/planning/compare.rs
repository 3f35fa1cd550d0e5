//! Two versions of a line, field by field and in words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::line::{DrawMode, LineDraft};
use super::table::ratios_text;
use crate::Lang;
use crate::code::DivisionCode;
use crate::ids::{DepartmentId, JointItemId};

/// Everything a line says; what is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineContent {
    /// Its fields.
    pub draft: LineDraft,
    /// Departments, the leading one first.
    pub departments: Vec<DepartmentId>,
    /// Officers each department sends to a visit.
    pub officers: i64,
    /// Joint items.
    pub items: Vec<JointItemId>,
}

coded_enum! {
    /// A field of a line, for the comparison of two versions; in the order of the form.
    pub enum LineField {
        Lead = "LEAD" ("牵头部门", "Lead department"),
        Partners = "PARTNERS" ("参与部门", "Departments taking part"),
        Items = "ITEMS" ("联合抽查事项", "Joint items"),
        Title = "TITLE" ("计划行名称", "Title of the line"),
        Kind = "KIND" ("检查性质", "Kind of check"),
        SpecialReason = "SPECIAL_REASON" ("专项理由", "Why a campaign"),
        Targeting = "TARGETING" ("抽查类型", "Targeting"),
        Scope = "SCOPE" ("对象范围", "Scope"),
        DrawMode = "DRAW_MODE" ("抽取方法", "Method of drawing"),
        Ratios = "RATIOS" ("抽取比例", "Ratio"),
        Rounding = "ROUNDING" ("名额取整", "Rounding"),
        Reserve = "RESERVE" ("备选户数", "Reserve doors"),
        Method = "METHOD" ("检查方式", "Method"),
        Officers = "OFFICERS" ("每户派出人数", "Officers at a door"),
        OnSiteReason = "ON_SITE_REASON" ("必须入企检查的理由", "Why an on-site check is needed"),
        Window = "WINDOW" ("检查期间", "Window"),
    }
}

coded_enum! {
    /// What has become of a line between two versions of its plan.
    pub enum LineChange {
        Unchanged = "UNCHANGED" ("未变", "Unchanged"),
        Changed = "CHANGED" ("有调整", "Changed"),
        Added = "ADDED" ("新增", "Added"),
        Withdrawn = "WITHDRAWN" ("取消", "Withdrawn"),
    }
}

/// What departments, items and towns are called.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Departments.
    pub departments: BTreeMap<DepartmentId, String>,
    /// Joint items: code and name.
    pub items: BTreeMap<JointItemId, String>,
    /// Towns.
    pub towns: BTreeMap<DivisionCode, String>,
}

/// A field that differs, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: LineField,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
}

/// The fields in which two versions differ, in the order of the form.
pub fn differences(before: &LineContent, after: &LineContent) -> Vec<LineField> {
    LineField::ALL.iter().copied().filter(|field| !same(*field, before, after)).collect()
}

fn same(field: LineField, before: &LineContent, after: &LineContent) -> bool {
    let (one, other) = (&before.draft, &after.draft);
    let sorted = |departments: &[DepartmentId]| {
        let mut partners: Vec<_> = departments.iter().skip(1).copied().collect();
        partners.sort_unstable();
        partners
    };
    match field {
        LineField::Lead => before.departments.first() == after.departments.first(),
        LineField::Partners => sorted(&before.departments) == sorted(&after.departments),
        LineField::Items => before.items == after.items,
        LineField::Title => one.title == other.title,
        LineField::Kind => one.kind == other.kind,
        LineField::SpecialReason => one.special_reason == other.special_reason,
        LineField::Targeting => one.targeting == other.targeting,
        LineField::Scope => one.scope == other.scope,
        LineField::DrawMode => one.draw_mode == other.draw_mode,
        LineField::Ratios => {
            let batches =
                |draft: &LineDraft| (draft.draw_mode == DrawMode::BatchOrder).then_some(draft.batches);
            one.ratios == other.ratios && batches(one) == batches(other)
        }
        LineField::Rounding => one.rounding == other.rounding,
        LineField::Reserve => one.reserve == other.reserve,
        LineField::Method => one.method == other.method,
        LineField::Officers => before.officers == after.officers,
        LineField::OnSiteReason => one.on_site_reason == other.on_site_reason,
        LineField::Window => (one.window_from, one.window_to) == (other.window_from, other.window_to),
    }
}

/// The fields that differ, in words.
pub fn changes(before: &LineContent, after: &LineContent, names: &Names, lang: Lang) -> Vec<FieldChange> {
    let change = |field| FieldChange {
        field,
        before: words(field, before, names, lang),
        after: words(field, after, names, lang),
    };
    differences(before, after).into_iter().map(change).collect()
}

/// What stands in a field, in words.
pub fn words(field: LineField, content: &LineContent, names: &Names, lang: Lang) -> String {
    let draft = &content.draft;
    let department = |id: &DepartmentId| names.departments.get(id).cloned().unwrap_or_default();
    let range = |from: String, to: String| match lang {
        Lang::Zh => format!("{from} 至 {to}"),
        Lang::En => format!("{from} to {to}"),
    };
    match field {
        LineField::Lead => content.departments.first().map(department).unwrap_or_default(),
        LineField::Partners => list(content.departments.iter().skip(1).map(department), lang),
        LineField::Items => {
            list(content.items.iter().map(|id| names.items.get(id).cloned().unwrap_or_default()), lang)
        }
        LineField::Title => draft.title.clone(),
        LineField::Kind => draft.kind.label(lang).to_owned(),
        LineField::SpecialReason => draft.special_reason.clone(),
        LineField::Targeting => draft.targeting.label(lang).to_owned(),
        LineField::Scope => scope(draft, names, lang),
        LineField::DrawMode => draft.draw_mode.label(lang).to_owned(),
        LineField::Ratios => ratios_text(draft, lang),
        LineField::Rounding => draft.rounding.label(lang).to_owned(),
        LineField::Reserve => draft.reserve.to_string(),
        LineField::Method => draft.method.label(lang).to_owned(),
        LineField::Officers => content.officers.to_string(),
        LineField::OnSiteReason => draft.on_site_reason.clone(),
        LineField::Window => range(draft.window_from.to_string(), draft.window_to.to_string()),
    }
}

fn list(entries: impl IntoIterator<Item = String>, lang: Lang) -> String {
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    entries.into_iter().collect::<Vec<_>>().join(comma)
}

fn scope(draft: &LineDraft, names: &Names, lang: Lang) -> String {
    let scope = &draft.scope;
    let kinds = scope.kinds.iter().map(|kind| kind.label(lang).to_owned());
    let classes = scope.risk_classes.iter().map(|class| class.label(lang).to_owned());
    let town = |code: &DivisionCode| names.towns.get(code).cloned().unwrap_or_else(|| code.to_string());
    let parts: Vec<String> = [
        list(kinds, lang),
        list(scope.towns.iter().map(town), lang),
        list(scope.tags.clone(), lang),
        list(classes, lang),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    match (parts.is_empty(), lang) {
        (true, Lang::Zh) => "全部检查对象".to_owned(),
        (true, Lang::En) => "All subjects".to_owned(),
        (false, Lang::Zh) => parts.join("；"),
        (false, Lang::En) => parts.join("; "),
    }
}

/// What has become of a line: `before` as the earlier version has it, `after` as the later one has it.
pub fn change_of(before: Option<&LineContent>, after: Option<&LineContent>) -> Option<LineChange> {
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(LineChange::Added),
        (Some(_), None) => Some(LineChange::Withdrawn),
        (Some(before), Some(after)) if differences(before, after).is_empty() => Some(LineChange::Unchanged),
        (Some(_), Some(_)) => Some(LineChange::Changed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::CheckMethod;
    use crate::draw::Rounding;
    use crate::planning::{LineKind, Scope, Targeting};
    use uuid::Uuid;

    fn content() -> LineContent {
        LineContent {
            draft: LineDraft {
                title: "餐饮联合抽查".into(),
                kind: LineKind::Routine,
                special_reason: String::new(),
                targeting: Targeting::Targeted,
                scope: Scope { tags: vec!["餐饮".into()], ..Scope::default() },
                draw_mode: DrawMode::Srs,
                ratios: [("A", 100), ("B", 300)].map(|(class, ratio)| (class.to_owned(), ratio)).into(),
                rounding: Rounding::HalfUp,
                reserve: 2,
                batches: 0,
                method: CheckMethod::OnSite,
                on_site_reason: "须现场查看".into(),
                window_from: "2026-03-02".parse().unwrap(),
                window_to: "2026-04-30".parse().unwrap(),
            },
            departments: [1, 2, 3].map(|id| DepartmentId(Uuid::from_u128(id))).to_vec(),
            officers: 2,
            items: vec![JointItemId(Uuid::from_u128(9))],
        }
    }

    /// Every field by itself: the comparison misses none and names no other.
    #[test]
    fn each_field_is_compared_by_itself() {
        type Change = fn(&mut LineContent);

        let cases: [(LineField, Change); 16] = [
            (LineField::Lead, |line| line.departments[0] = DepartmentId(Uuid::from_u128(7))),
            (LineField::Partners, |line| line.departments.truncate(2)),
            (LineField::Items, |line| line.items.clear()),
            (LineField::Title, |line| line.draft.title.push('改')),
            (LineField::Kind, |line| line.draft.kind = LineKind::Special),
            (LineField::SpecialReason, |line| line.draft.special_reason.push('因')),
            (LineField::Targeting, |line| line.draft.targeting = Targeting::Untargeted),
            (LineField::Scope, |line| line.draft.scope.tags.clear()),
            (LineField::DrawMode, |line| line.draft.draw_mode = DrawMode::Pareto),
            (LineField::Ratios, |line| *line.draft.ratios.get_mut("A").unwrap() = 200),
            (LineField::Rounding, |line| line.draft.rounding = Rounding::Ceil),
            (LineField::Reserve, |line| line.draft.reserve = 3),
            (LineField::Method, |line| line.draft.method = CheckMethod::Document),
            (LineField::Officers, |line| line.officers = 3),
            (LineField::OnSiteReason, |line| line.draft.on_site_reason.clear()),
            (LineField::Window, |line| line.draft.window_to = "2026-05-29".parse().unwrap()),
        ];
        for (field, change) in cases {
            let mut after = content();
            change(&mut after);
            assert_eq!(differences(&content(), &after), [field]);
            let found = changes(&content(), &after, &Names::default(), Lang::Zh);
            assert_eq!(found.len(), 1, "{field}");
        }
        assert!(differences(&content(), &content()).is_empty());
    }

    #[test]
    fn partners_in_another_order_are_the_same() {
        let mut after = content();
        after.departments.swap(1, 2);
        assert!(differences(&content(), &after).is_empty());
    }

    #[test]
    fn changes_are_told_in_words() {
        let mut after = content();
        after.draft.ratios = [("ALL".to_owned(), 250)].into();
        after.draft.scope = Scope::default();
        let said = changes(&content(), &after, &Names::default(), Lang::En);
        let told: Vec<_> =
            said.iter().map(|one| (one.field, one.before.as_str(), one.after.as_str())).collect();
        let expected =
            [(LineField::Scope, "餐饮", "All subjects"), (LineField::Ratios, "A 1%; B 3%", "2.5%")];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_has_become_of_a_line() {
        let (one, mut other) = (content(), content());
        other.draft.reserve = 9;
        assert_eq!(change_of(None, Some(&one)), Some(LineChange::Added));
        assert_eq!(change_of(Some(&one), None), Some(LineChange::Withdrawn));
        assert_eq!(change_of(Some(&one), Some(&content())), Some(LineChange::Unchanged));
        assert_eq!(change_of(Some(&one), Some(&other)), Some(LineChange::Changed));
        assert_eq!(change_of(None, None), None);
    }
}
