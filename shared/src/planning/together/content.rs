//! A line as the trail keeps it when it is saved.

use serde::{Deserialize, Serialize};

use crate::ids::{DepartmentId, JointItemId};
use crate::planning::{LineContent, LineDraft};

/// What a saved line said: the trail keeps it. Versions from before departments and items were kept with it
/// have none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedLine {
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

impl SavedLine {
    /// Two versions, to be compared. What one of them does not know is taken from the other: it is not said
    /// to have changed.
    pub fn pair(before: &Self, after: &Self) -> (LineContent, LineContent) {
        (before.known_with(after), after.known_with(before))
    }

    fn known_with(&self, other: &Self) -> LineContent {
        let known = |line: &Self| Some((line.lead?, line.partners.clone()?));
        let both = known(self).zip(known(other)).is_some();
        let (lead, partners) = known(self).filter(|_| both).map_or((None, Vec::new()), |(lead, partners)| {
            let partners: Vec<_> = partners.into_iter().filter(|partner| *partner != lead).collect();
            (Some(lead), partners)
        });
        let items = self.items.clone().filter(|_| other.items.is_some());
        LineContent {
            draft: self.draft.clone(),
            departments: lead.into_iter().chain(partners).collect(),
            officers: self.officers.filter(|_| other.officers.is_some()).unwrap_or_default(),
            items: items.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::CheckMethod;
    use crate::draw::Rounding;
    use crate::planning::compare::differences;
    use crate::planning::{DrawMode, LineField, LineKind, Scope, Targeting};
    use uuid::Uuid;

    fn saved() -> SavedLine {
        let department = |number| DepartmentId(Uuid::from_u128(number));
        SavedLine {
            draft: LineDraft {
                title: "餐饮".into(),
                kind: LineKind::Routine,
                special_reason: String::new(),
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
            },
            lead: Some(department(1)),
            partners: Some(vec![department(1), department(2)]),
            items: Some(vec![JointItemId(Uuid::from_u128(3))]),
            officers: Some(2),
        }
    }

    #[test]
    fn versions_are_compared_as_contents() {
        let (before, mut after) = (saved(), saved());
        after.partners = Some(Vec::new());
        after.officers = Some(3);
        let (one, other) = SavedLine::pair(&before, &after);
        assert_eq!(differences(&one, &other), [LineField::Partners, LineField::Officers]);
    }

    /// What the trail did not keep in the past is not said to have changed.
    #[test]
    fn what_is_not_known_is_not_compared() {
        let kept = serde_json::json!({ "draft": saved().draft, "status": "DRAFT" });
        let before: SavedLine = serde_json::from_value(kept).unwrap();
        let (one, other) = SavedLine::pair(&before, &saved());
        assert!(differences(&one, &other).is_empty());
    }
}
