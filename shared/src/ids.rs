//! Identifiers of our own things: UUIDv7 in a newtype each, so that none is mistaken for another.
//!
//! Outside the database an id is written `prefix_` + 32 hex digits (`sub_0192f0…`): opaque, but a
//! reader of a log or an address sees what kind of thing it names, and the API refuses an id of the
//! wrong kind before any query.

use uuid::Uuid;

/// A text that is not an id of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of kind {expected}")]
pub struct InvalidId {
    /// The prefix that was expected.
    pub expected: &'static str,
}

/// Makes a UUIDv7 (RFC 9562 §5.7) from parts that are passed in: milliseconds since 1970 and ten
/// random bytes.
pub fn uuid_v7(unix_ms: u64, random: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid()
}

macro_rules! ids {
    ($( $(#[$meta:meta])* $name:ident = $prefix:literal ),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub Uuid);

        impl $name {
            /// What the written form starts with.
            pub const PREFIX: &'static str = $prefix;
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .filter(|hex| hex.len() == 32)
                    .and_then(|hex| Uuid::try_parse(hex).ok())
                    .map(Self)
                    .ok_or(InvalidId { expected: $prefix })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "db")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        #[cfg(feature = "graphql")]
        impl async_graphql::InputType for $name {
            type RawValueType = Self;

            fn type_name() -> std::borrow::Cow<'static, str> {
                <async_graphql::ID as async_graphql::InputType>::type_name()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <async_graphql::ID as async_graphql::InputType>::create_type_info(registry)
            }

            fn parse(value: Option<async_graphql::Value>) -> async_graphql::InputValueResult<Self> {
                match value {
                    Some(async_graphql::Value::String(text)) => Ok(text.parse::<Self>()?),
                    other => Err(async_graphql::InputValueError::expected_type(other.unwrap_or_default())),
                }
            }

            fn to_value(&self) -> async_graphql::Value {
                async_graphql::Value::String(self.to_string())
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }

        #[cfg(feature = "graphql")]
        #[async_graphql::async_trait::async_trait]
        impl async_graphql::OutputType for $name {
            fn type_name() -> std::borrow::Cow<'static, str> {
                <async_graphql::ID as async_graphql::OutputType>::type_name()
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <async_graphql::ID as async_graphql::OutputType>::create_type_info(registry)
            }

            async fn resolve(
                &self,
                _: &async_graphql::ContextSelectionSet<'_>,
                _: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                Ok(async_graphql::Value::String(self.to_string()))
            }
        }
    )+};
}

ids! {
    /// A department (部门).
    DepartmentId = "dep",
    /// An account.
    UserId = "usr",
    /// A log-in on one device.
    SessionId = "ses",
    /// A department's inspection item (抽查事项).
    ItemId = "itm",
    /// A joint inspection item (联合抽查事项).
    JointItemId = "jnt",
    /// A question of an item's checklist (检查要点).
    QuestionId = "qst",
    /// A door (经营场所).
    SiteId = "sit",
    /// An inspection subject (检查对象).
    SubjectId = "sub",
    /// A rule that tags subjects.
    TagRuleId = "tgr",
    /// An entry in a subject's change history.
    SubjectChangeId = "chg",
    /// An enforcement officer (执法检查人员).
    InspectorId = "ins",
    /// An expert (专家).
    ExpertId = "exp",
    /// An entry in an inspector's change history.
    InspectorChangeId = "ich",
    /// A saved view of a library.
    LibraryViewId = "vew",
    /// A change of many subjects at once.
    BulkEditId = "blk",
    /// A report of an error to the source.
    SourceReportId = "rep",
    /// An annual plan (年度抽查计划).
    PlanId = "pln",
    /// A line of an annual plan.
    PlanLineId = "lin",
    /// A comment on a plan or a line.
    PlanCommentId = "cmt",
    /// A wave: all draws that share one key.
    WaveId = "wav",
    /// One attempt at drawing a wave.
    AttemptId = "att",
    /// A witness of a draw.
    WitnessId = "wit",
    /// One visit to one door.
    VisitId = "vis",
    /// One item of one department for one subject within a visit.
    VisitItemId = "vit",
    /// An answer to a checklist question.
    AnswerId = "ans",
    /// A photo or file that supports an answer or a result.
    EvidenceId = "evd",
    /// A result, the first or a correction.
    ResultId = "res",
    /// A step towards a firm that cannot be reached.
    ContactStepId = "cst",
    /// A package for a channel of publication.
    PackageId = "pkg",
    /// An uploaded file.
    UploadId = "upl",
    /// Long work.
    JobId = "job",
    /// A unified list of items as it came in once (统一清单).
    ItemListId = "ilt",
    /// What a unified list means for one item.
    ItemListEntryId = "ile",
    /// A matrix of ratios by risk class (差异化抽查比例).
    RatioMatrixId = "rmx",
    /// An entry of the audit trail.
    AuditId = "aud",
    /// Leave of an officer.
    LeaveId = "lea",
    /// An entry of the register of recusals (回避).
    RecusalId = "rec",
    /// A decision about a duty that two departments claim.
    DutyDecisionId = "dut",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_form_goes_both_ways_and_keeps_its_kind() {
        let id = SubjectId(uuid_v7(1_800_000_000_000, [7; 10]));
        let text = id.to_string();
        assert!(text.starts_with("sub_"));
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(text.parse::<SiteId>(), Err(InvalidId { expected: "sit" }));
        assert!("sub_".parse::<SubjectId>().is_err());
        assert!("sub_0192f0c8-0000-7000-8000-000000000000".parse::<SubjectId>().is_err());
    }

    #[test]
    fn version_and_order_follow_the_clock() {
        let early = uuid_v7(1, [255; 10]);
        let late = uuid_v7(2, [0; 10]);
        assert_eq!(early.get_version_num(), 7);
        assert!(early < late);
    }
}
