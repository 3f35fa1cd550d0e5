//! What the form of joint items asks for and changes.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;
use shared::catalogue::{CheckMethod, ItemClass, JointField};

use super::own_queries::{BasisInput, DatedBasis};
use crate::api::{self, ApiError, Coded, Date, schema};
use crate::mutation;
use crate::state::reference::Department;

/// A version of a joint item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "JointItemVersion")]
pub struct JointVersion {
    /// Its number; 0 is what was imported.
    pub number: i32,
    /// Fields in which it differs from the one before.
    pub changed: Vec<Coded<JointField>>,
    /// Why.
    pub reason: String,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: Option<String>,
    /// Field.
    pub field: String,
    /// Name.
    pub name: String,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// Tag.
    pub tag: Option<String>,
    /// Legal bases.
    pub bases: Vec<DatedBasis>,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
}

/// A citation of a joint item.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "LegalBasis")]
pub struct Citation {
    /// Kind of paper.
    pub kind: Coded<shared::catalogue::BasisType>,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
}

/// A joint item as the office keeps it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "JointItem")]
pub struct KeptJoint {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Revision.
    pub revision: i32,
    /// Field.
    pub field: String,
    /// Name.
    pub name: String,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// Tag.
    pub tag: Option<String>,
    /// Citations.
    pub legal_bases: Vec<Citation>,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
    /// Every version the office has saved, newest first.
    pub versions: Vec<JointVersion>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct JointQuery {
    #[arguments(id: $id)]
    joint_item: KeptJoint,
    today: Date,
}

/// A joint item, and the day in China.
pub async fn kept_joint(id: String) -> Result<(KeptJoint, NaiveDate), ApiError> {
    let data = api::run(JointQuery::build(ById { id: id.into() })).await?;
    Ok((data.joint_item, data.today.0))
}

/// A joint item as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SaveJointItemInput {
    /// Legal bases.
    pub bases: Vec<BasisInput>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Code of a new one.
    pub code: String,
    /// Departments, the leading one first.
    pub department_ids: Vec<cynic::Id>,
    /// Field.
    pub field: String,
    /// The joint item; none for a new one.
    pub id: Option<cynic::Id>,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// Name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Revision it was based on.
    pub revision: i32,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// Tag.
    pub tag: Option<String>,
}

mutation!($ /// Saves a joint item.
    save_joint_item(SaveJointItemInput) -> "JointItemPayload" { joint_item: KeptJoint });
