//! Which subjects a line is about.

use serde::{Deserialize, Serialize};

use crate::ErrorCode;
use crate::code::DivisionCode;
use crate::registry::{RiskClass, SubjectKind};

coded_enum! {
    /// 抽取类型: from a population chosen by a condition, or from everybody.
    pub enum Targeting {
        Targeted = "TARGETED" ("定向", "Targeted"),
        Untargeted = "UNTARGETED" ("不定向", "Untargeted"),
    }
}

/// Conditions joined by "and"; within one list any entry is enough, and an empty list asks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scope {
    /// Kinds of subject.
    #[serde(default)]
    pub kinds: Vec<SubjectKind>,
    /// Divisions: towns, or counties with everything in them.
    #[serde(default)]
    pub towns: Vec<DivisionCode>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Risk classes.
    #[serde(default)]
    pub risk_classes: Vec<RiskClass>,
}

/// What a scope asks of a subject.
#[derive(Debug, Clone)]
pub struct SubjectFacts<'a> {
    /// Kind.
    pub kind: SubjectKind,
    /// Town or county.
    pub located_in: &'a DivisionCode,
    /// Tags.
    pub tags: &'a [String],
    /// Risk class.
    pub risk_class: RiskClass,
}

impl Scope {
    /// Whether the subject is meant.
    pub fn matches(&self, subject: &SubjectFacts<'_>) -> bool {
        let any = |empty: bool, found: bool| empty || found;
        any(self.kinds.is_empty(), self.kinds.contains(&subject.kind))
            && any(self.towns.is_empty(), self.towns.iter().any(|town| subject.located_in.is_within(town)))
            && any(self.tags.is_empty(), subject.tags.iter().any(|tag| self.tags.contains(tag)))
            && any(self.risk_classes.is_empty(), self.risk_classes.contains(&subject.risk_class))
    }

    /// An untargeted draw takes the whole population: no tag, no risk class. A targeted one names one.
    pub fn check_targeting(&self, targeting: Targeting) -> Result<(), ErrorCode> {
        let narrowed = !self.tags.is_empty() || !self.risk_classes.is_empty();
        match targeting {
            Targeting::Untargeted if narrowed => Err(ErrorCode::ScopeUntargeted),
            Targeting::Targeted if !narrowed && self.kinds.is_empty() && self.towns.is_empty() => {
                Err(ErrorCode::ScopeTargeted)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_joined() {
        let town = DivisionCode::parse("410481102").unwrap();
        let county = DivisionCode::parse("410481").unwrap();
        let tags = ["餐饮".to_owned(), "住宿".to_owned()];
        let subject = SubjectFacts {
            kind: SubjectKind::Enterprise,
            located_in: &town,
            tags: &tags,
            risk_class: RiskClass::B,
        };
        assert!(Scope::default().matches(&subject));
        let scope = Scope { towns: vec![county], tags: vec!["餐饮".into()], ..Scope::default() };
        assert!(scope.matches(&subject));
        assert!(!Scope { kinds: vec![SubjectKind::Individual], ..scope.clone() }.matches(&subject));
        assert!(!Scope { risk_classes: vec![RiskClass::D], ..scope.clone() }.matches(&subject));
        assert_eq!(scope.check_targeting(Targeting::Untargeted), Err(ErrorCode::ScopeUntargeted));
        assert_eq!(Scope::default().check_targeting(Targeting::Targeted), Err(ErrorCode::ScopeTargeted));
        assert_eq!(scope.check_targeting(Targeting::Targeted), Ok(()));
    }
}
