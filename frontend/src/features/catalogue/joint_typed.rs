//! A joint item as it is typed. Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::catalogue::{
    CheckMethod, ContentProblem, ItemClass, JointContent, TypedBasis, TypedJoint, check_joint,
};

use super::own_typed::{TypedRow, cap_of};

/// A joint item as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointTyped {
    /// Code of a new one.
    pub code: String,
    /// Field.
    pub field: String,
    /// Name.
    pub name: String,
    /// Whom it is about.
    pub scope: String,
    /// Code of the class.
    pub class: String,
    /// Cap in per cent.
    pub cap: String,
    /// Code of the method.
    pub method: String,
    /// Tag.
    pub tag: String,
    /// Leading department, by id.
    pub lead: String,
    /// Partners, by id.
    pub partners: Vec<String>,
    /// Bases.
    pub bases: Vec<TypedRow>,
    /// Why.
    pub reason: String,
}

impl JointTyped {
    /// A new one.
    pub fn empty() -> Self {
        let empty = String::new;
        Self {
            code: empty(),
            field: empty(),
            name: empty(),
            scope: empty(),
            class: ItemClass::General.as_str().to_owned(),
            cap: empty(),
            method: CheckMethod::OnSite.as_str().to_owned(),
            tag: empty(),
            lead: empty(),
            partners: Vec::new(),
            bases: vec![TypedRow::empty()],
            reason: empty(),
        }
    }

    /// Departments, the leading one first.
    pub fn departments(&self) -> Vec<String> {
        let lead = std::iter::once(&self.lead).filter(|lead| !lead.is_empty());
        lead.chain(self.partners.iter().filter(|id| **id != self.lead)).cloned().collect()
    }

    /// What is sent, or what is wrong with it; by the same rule as on the server.
    pub fn check(&self, today: NaiveDate) -> Result<JointContent, Vec<ContentProblem>> {
        let mut problems = Vec::new();
        let cap_bp = cap_of(&self.cap).unwrap_or_else(|code| {
            problems.push((code, "capBasisPoints".to_owned()));
            None
        });
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
        let fields = JointContent {
            field: self.field.clone(),
            name: self.name.clone(),
            subject_scope: self.scope.clone(),
            class: ItemClass::parse(&self.class).unwrap_or(ItemClass::General),
            cap_bp,
            method: CheckMethod::parse(&self.method).unwrap_or(CheckMethod::OnSite),
            tag: Some(self.tag.trim().to_owned()).filter(|tag| !tag.is_empty()),
            bases: Vec::new(),
            departments: self.departments().iter().filter_map(|id| id.parse().ok()).collect(),
        };
        match check_joint(&TypedJoint { fields, bases: bases.collect() }, today) {
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

    #[test]
    fn the_lead_comes_first_and_once() {
        let typed = JointTyped {
            lead: "b".into(),
            partners: vec!["a".into(), "b".into(), "c".into()],
            ..JointTyped::empty()
        };
        assert_eq!(typed.departments(), ["b", "a", "c"]);
        let problems = JointTyped::empty().check("2026-06-15".parse().unwrap()).unwrap_err();
        let paths: Vec<&str> = problems.iter().map(|(_, path)| path.as_str()).collect();
        assert_eq!(
            paths,
            ["reason", "field", "name", "subjectScope", "capBasisPoints", "departmentIds", "bases.0.title"]
        );
    }
}
