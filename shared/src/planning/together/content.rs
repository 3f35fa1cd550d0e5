//! Two versions of a line, field by field, in words.

use serde::{Deserialize, Serialize};

use crate::Lang;
use crate::ids::{DepartmentId, JointItemId};
use crate::planning::LineDraft;
use crate::planning::line::ALL_STRATUM;

/// What a saved line said: the trail keeps it. Versions from before departments and items were kept with it
/// have none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LineContent {
    /// What the rules look at.
    pub draft: LineDraft,
    /// The leading department.
    #[serde(default)]
    pub lead: Option<DepartmentId>,
    /// Departments invited.
    #[serde(default)]
    pub partners: Option<Vec<DepartmentId>>,
    /// Joint items.
    #[serde(default)]
    pub items: Option<Vec<JointItemId>>,
    /// Officers each department sends to a visit.
    #[serde(default)]
    pub officers: Option<i64>,
}

coded_enum! {
    /// A field of a line, for the comparison of two versions.
    pub enum LineField {
        Items = "ITEMS" ("联合抽查事项", "Joint items"),
        Lead = "LEAD" ("牵头部门", "Lead"),
        Partners = "PARTNERS" ("参与部门", "Partners"),
        Title = "TITLE" ("计划行名称", "Title of the line"),
        Targeting = "TARGETING" ("抽查类型", "Targeting"),
        Kinds = "KINDS" ("对象类别", "Kinds"),
        Towns = "TOWNS" ("对象所在乡镇", "Towns"),
        Tags = "TAGS" ("对象标签", "Tags"),
        RiskClasses = "RISK_CLASSES" ("对象风险等级", "Risk classes"),
        DrawMode = "DRAW_MODE" ("抽取方法", "Method of drawing"),
        Ratios = "RATIOS" ("抽取比例", "Ratio"),
        Rounding = "ROUNDING" ("名额取整", "Rounding"),
        Reserve = "RESERVE" ("备选户数", "Reserve doors"),
        Batches = "BATCHES" ("批次数", "Batches"),
        Method = "METHOD" ("检查方式", "Method"),
        OnSiteReason = "ON_SITE_REASON" ("必须入企检查的理由", "Why an on-site check is needed"),
        WindowFrom = "WINDOW_FROM" ("开始日期", "First day"),
        WindowTo = "WINDOW_TO" ("结束日期", "Last day"),
        Officers = "OFFICERS" ("每户派出人数", "Officers at a door"),
    }
}

/// What ids and codes are called; whoever does not know says nothing.
pub trait Names {
    /// A department.
    fn department(&self, id: DepartmentId) -> Option<String>;
    /// A joint item, with its code.
    fn item(&self, id: JointItemId) -> Option<String>;
    /// A division.
    fn town(&self, code: &str) -> Option<String>;
}

/// The fields in which two versions differ, in the order of the form. What one of them does not know is not
/// compared.
pub fn differences(before: &LineContent, after: &LineContent) -> Vec<LineField> {
    let (old, new) = (&before.draft, &after.draft);
    let same = |field: LineField| match field {
        LineField::Items => same_if_known(before.items.as_ref(), after.items.as_ref()),
        LineField::Lead => same_if_known(before.lead.as_ref(), after.lead.as_ref()),
        LineField::Partners => same_if_known(before.partners.as_ref(), after.partners.as_ref()),
        LineField::Officers => same_if_known(before.officers.as_ref(), after.officers.as_ref()),
        LineField::Title => old.title == new.title,
        LineField::Targeting => old.targeting == new.targeting,
        LineField::Kinds => old.scope.kinds == new.scope.kinds,
        LineField::Towns => old.scope.towns == new.scope.towns,
        LineField::Tags => old.scope.tags == new.scope.tags,
        LineField::RiskClasses => old.scope.risk_classes == new.scope.risk_classes,
        LineField::DrawMode => old.draw_mode == new.draw_mode,
        LineField::Ratios => old.ratios == new.ratios,
        LineField::Rounding => old.rounding == new.rounding,
        LineField::Reserve => old.reserve == new.reserve,
        LineField::Batches => old.batches == new.batches,
        LineField::Method => old.method == new.method,
        LineField::OnSiteReason => old.on_site_reason == new.on_site_reason,
        LineField::WindowFrom => old.window_from == new.window_from,
        LineField::WindowTo => old.window_to == new.window_to,
    };
    LineField::ALL.iter().copied().filter(|field| !same(*field)).collect()
}

fn same_if_known<T: PartialEq>(before: Option<&T>, after: Option<&T>) -> bool {
    before.zip(after).is_none_or(|(before, after)| before == after)
}

/// A field in words; empty where it says nothing.
pub fn words(content: &LineContent, field: LineField, lang: Lang, names: &impl Names) -> String {
    let comma = match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    };
    let departments = |ids: &[DepartmentId]| {
        let names = ids.iter().map(|id| names.department(*id).unwrap_or_else(|| id.to_string()));
        names.collect::<Vec<_>>().join(comma)
    };
    let draft = &content.draft;
    match field {
        LineField::Items => {
            let items = content.items.iter().flatten();
            let items = items.map(|id| names.item(*id).unwrap_or_else(|| id.to_string()));
            items.collect::<Vec<_>>().join(comma)
        }
        LineField::Lead => content.lead.map(|id| departments(&[id])).unwrap_or_default(),
        LineField::Partners => content.partners.as_deref().map(departments).unwrap_or_default(),
        LineField::Officers => content.officers.map(|number| number.to_string()).unwrap_or_default(),
        LineField::Title => draft.title.clone(),
        LineField::Targeting => draft.targeting.label(lang).to_owned(),
        LineField::Kinds => joined(draft.scope.kinds.iter().map(|kind| kind.label(lang)), comma),
        LineField::Towns => {
            let towns = draft.scope.towns.iter();
            let towns = towns.map(|code| names.town(code.as_str()).unwrap_or_else(|| code.to_string()));
            towns.collect::<Vec<_>>().join(comma)
        }
        LineField::Tags => draft.scope.tags.join(comma),
        LineField::RiskClasses => {
            joined(draft.scope.risk_classes.iter().map(|class| class.label(lang)), comma)
        }
        LineField::DrawMode => draft.draw_mode.label(lang).to_owned(),
        LineField::Ratios => {
            let ratio = |(stratum, share): (&String, &u32)| {
                if stratum == ALL_STRATUM {
                    percent(*share)
                } else {
                    format!("{stratum} {}", percent(*share))
                }
            };
            draft.ratios.iter().map(ratio).collect::<Vec<_>>().join(comma)
        }
        LineField::Rounding => draft.rounding.label(lang).to_owned(),
        LineField::Reserve => draft.reserve.to_string(),
        LineField::Batches => draft.batches.to_string(),
        LineField::Method => draft.method.label(lang).to_owned(),
        LineField::OnSiteReason => draft.on_site_reason.clone(),
        LineField::WindowFrom => draft.window_from.to_string(),
        LineField::WindowTo => draft.window_to.to_string(),
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>, comma: &str) -> String {
    words.collect::<Vec<_>>().join(comma)
}

/// Basis points as per cent: `250` → `2.5%`.
fn percent(basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    match part {
        0 => format!("{whole}%"),
        part if part % 10 == 0 => format!("{whole}.{}%", part / 10),
        part => format!("{whole}.{part:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::CheckMethod;
    use crate::draw::Rounding;
    use crate::planning::{DrawMode, Scope, Targeting};
    use uuid::Uuid;

    struct Known;

    impl Names for Known {
        fn department(&self, id: DepartmentId) -> Option<String> {
            (id == department(1)).then(|| "市场监管局".to_owned())
        }

        fn item(&self, _: JointItemId) -> Option<String> {
            Some("J09 餐饮".to_owned())
        }

        fn town(&self, _: &str) -> Option<String> {
            None
        }
    }

    fn department(number: u128) -> DepartmentId {
        DepartmentId(Uuid::from_u128(number))
    }

    fn content() -> LineContent {
        let draft = LineDraft {
            title: "餐饮".into(),
            targeting: Targeting::Targeted,
            scope: Scope { tags: vec!["餐饮".into()], ..Scope::default() },
            draw_mode: DrawMode::Srs,
            ratios: [("A", 100), ("D", 1250)].map(|(name, ratio)| (name.to_owned(), ratio)).into(),
            rounding: Rounding::HalfUp,
            reserve: 2,
            batches: 0,
            method: CheckMethod::OnSite,
            on_site_reason: String::new(),
            window_from: "2026-03-02".parse().unwrap(),
            window_to: "2026-04-30".parse().unwrap(),
        };
        LineContent {
            draft,
            lead: Some(department(1)),
            partners: Some(vec![department(1), department(2)]),
            items: Some(vec![JointItemId(Uuid::from_u128(3))]),
            officers: Some(2),
        }
    }

    #[test]
    fn versions_differ_by_field_and_say_it_in_words() {
        let before = content();
        let mut after = content();
        after.draft.ratios.insert("D".into(), 805);
        after.partners = Some(vec![department(1)]);
        after.officers = Some(3);
        let found = differences(&before, &after);
        assert_eq!(found, [LineField::Partners, LineField::Ratios, LineField::Officers]);
        let say = |content: &LineContent, field| words(content, field, Lang::Zh, &Known);
        assert_eq!(say(&before, LineField::Ratios), "A 1%、D 12.5%");
        assert_eq!(say(&after, LineField::Ratios), "A 1%、D 8.05%");
        assert_eq!(say(&after, LineField::Partners), "市场监管局");
        assert_eq!(
            words(&after, LineField::Targeting, Lang::En, &Known),
            Targeting::Targeted.label(Lang::En)
        );
        assert!(differences(&before, &before).is_empty());
        for field in LineField::ALL {
            let _ = say(&before, *field);
        }
    }

    /// What the trail did not keep in the past is not said to have changed.
    #[test]
    fn what_is_not_known_is_not_compared() {
        let kept = serde_json::json!({ "draft": content().draft, "status": "DRAFT" });
        let before: LineContent = serde_json::from_value(kept).unwrap();
        assert!(differences(&before, &content()).is_empty());
    }
}
