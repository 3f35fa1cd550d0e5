//! Enums of the contract are the enums of `shared`; a test compares their values.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::schema;

/// An enum of `shared` as the client library takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Coded<T>(pub T);

impl<T> Deref for Coded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Coded<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

macro_rules! enums {
    ($($ours:path => $theirs:ident),+ $(,)?) => {
        $(
            impl cynic::Enum for Coded<$ours> {
                type SchemaType = schema::$theirs;
            }

            cynic::impl_coercions!(Coded<$ours>, schema::$theirs);

            impl schema::variable::Variable for Coded<$ours> {
                const TYPE: cynic::variables::VariableType = cynic::variables::VariableType::Named(stringify!($theirs));
            }
        )+

        /// Name and codes of each enum, for the test against the contract.
        #[cfg(test)]
        fn all() -> Vec<(&'static str, Vec<&'static str>)> {
            vec![$((stringify!($theirs), <$ours>::ALL.iter().map(|value| value.as_str()).collect())),+]
        }
    };
}

enums! {
    shared::ErrorCode => ErrorCode,
    shared::catalogue::AnswerKind => AnswerKind,
    shared::catalogue::BasisType => BasisType,
    shared::catalogue::CheckMethod => CheckMethod,
    shared::catalogue::ItemClass => ItemClass,
    shared::catalogue::ItemField => ItemField,
    shared::catalogue::ItemStatus => ItemStatus,
    shared::catalogue::JointField => JointField,
    shared::catalogue::list::EntryState => EntryState,
    shared::catalogue::list::ListKind => ListKind,
    shared::catalogue::NoticePolicy => NoticePolicy,
    shared::coverage::DutyMatch => DutyMatch,
    shared::eligibility::OfficerReason => OfficerReason,
    shared::eligibility::RecusalGround => RecusalGround,
    shared::eligibility::RecusalOrigin => RecusalOrigin,
    shared::eligibility::RecusalState => RecusalState,
    shared::deadlines::DayShift => DayShift,
    shared::deadlines::DutyOf => DutyOf,
    shared::deadlines::DutyProof => DutyProof,
    shared::deadlines::DutyState => DutyState,
    shared::draw::HashAlgorithm => HashAlgorithm,
    shared::draw::Rounding => Rounding,
    shared::draw::ledger::StepKind => StepKind,
    shared::job::JobKind => JobKind,
    shared::job::JobStatus => JobStatus,
    shared::organisation::Role => Role,
    shared::organisation::UserStatus => UserStatus,
    shared::planning::AttemptStatus => AttemptStatus,
    shared::planning::ClassModel => ClassModel,
    shared::planning::Confirmation => Confirmation,
    shared::planning::DrawMode => DrawMode,
    shared::planning::FrameRule => FrameRule,
    shared::planning::LineChange => LineChange,
    shared::planning::LineField => LineField,
    shared::planning::LineKind => LineKind,
    shared::planning::LineStatus => LineStatus,
    shared::planning::ListDisclosure => ListDisclosure,
    shared::planning::PlanFileKind => PlanFileKind,
    shared::planning::PlanStatus => PlanStatus,
    shared::planning::Targeting => Targeting,
    shared::planning::WaveStatus => WaveStatus,
    shared::planning::WitnessKind => WitnessKind,
    shared::planning::together::PlanAct => PlanAct,
    shared::registry::Certificate => Certificate,
    shared::registry::Facet => Facet,
    shared::registry::LibraryKind => LibraryKind,
    shared::registry::ReportField => ReportField,
    shared::registry::ReportStatus => ReportStatus,
    shared::registry::RiskClass => RiskClass,
    shared::registry::SubjectKind => SubjectKind,
    shared::registry::SubjectStatus => SubjectStatus,
    shared::registry::Verdict => Verdict,
    shared::uscc::UsccProblem => UsccProblem,
    shared::visit::ClockColour => ClockColour,
    shared::visit::Channel => Channel,
    shared::visit::ContactStage => ContactStage,
    shared::visit::ContactStep => ContactStep,
    shared::visit::Disposal => Disposal,
    shared::visit::ItemState => ItemState,
    shared::visit::PublicationStatus => PublicationStatus,
    shared::visit::ResultCode => ResultCode,
    shared::visit::TeamChange => TeamChange,
    shared::visit::VisitStatus => VisitStatus,
}

/// Something in a form that the server refused.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    /// What was refused.
    pub code: Coded<shared::ErrorCode>,
    /// The field of the input.
    pub path: String,
    /// In words.
    pub message: String,
}

impl UserError {
    /// Problems that were found before anything was sent, in the words the server would use.
    pub fn found(problems: &[(shared::ErrorCode, &str)]) -> Vec<Self> {
        let found = |(code, path): &(shared::ErrorCode, &str)| Self {
            code: Coded(*code),
            path: (*path).to_owned(),
            message: code.label(crate::locales::lang()).to_owned(),
        };
        problems.iter().map(found).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    const SDL: &str = include_str!("../../../schema.graphql");

    /// Values of an enum in the contract.
    fn values(name: &str) -> BTreeSet<&'static str> {
        let start = SDL.find(&format!("\nenum {name} {{")).unwrap_or_else(|| panic!("no enum {name}"));
        let body = &SDL[start..];
        let body = &body[body.find('{').unwrap() + 1..body.find("\n}").unwrap()];
        let mut quoted = false;
        body.lines()
            .map(str::trim)
            .filter(|line| {
                if *line == "\"\"\"" {
                    quoted = !quoted;
                    return false;
                }
                !quoted && !line.is_empty() && !line.starts_with('"')
            })
            .collect()
    }

    #[test]
    fn our_enums_are_those_of_the_contract() {
        for (name, ours) in super::all() {
            assert_eq!(values(name), ours.into_iter().collect(), "{name}");
        }
    }
}
