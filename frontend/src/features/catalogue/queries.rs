//! What the pages of items ask for.

use chrono::{DateTime, NaiveDate, Utc};
use cynic::QueryBuilder;
use shared::catalogue::{AnswerKind, BasisType, CheckMethod, ItemClass, ItemStatus, NoticePolicy};

use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::connection;
use crate::state::reference::Department;

/// An item in a list.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "JointItem")]
pub struct ItemRow {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Field.
    pub field: String,
    /// What is inspected.
    pub name: String,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// Tag of the subjects it is about.
    pub tag: Option<String>,
    /// Where it stands.
    pub status: Coded<ItemStatus>,
    /// First day.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_to: Option<Date>,
    /// The department whose own item it is.
    pub owner: Option<Department>,
}

connection!(Items, "JointItemConnection", ItemRow);

/// Which items are wanted.
#[derive(cynic::InputObject, Clone, Debug, PartialEq)]
pub struct JointItemFilter {
    /// KEY or GENERAL.
    pub class: Option<Coded<ItemClass>>,
    /// In which a department takes part.
    pub department_id: Option<cynic::Id>,
    /// Status.
    pub status: Option<Coded<ItemStatus>>,
    /// Code, or part of field or name.
    pub text: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct ItemsVariables {
    after: Option<String>,
    filter: JointItemFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ItemsVariables")]
struct ItemsQuery {
    #[arguments(after: $after, filter: $filter, first: 100)]
    joint_items: Items,
}

/// A page of items.
pub async fn items(filter: JointItemFilter, after: Option<String>) -> Result<Paged<ItemRow>, ApiError> {
    Ok(api::run(ItemsQuery::build(ItemsVariables { after, filter })).await?.joint_items.into())
}

/// A citation.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct LegalBasis {
    /// Kind of paper.
    pub kind: Coded<BasisType>,
    /// Title without 《》.
    pub title: String,
    /// Article.
    pub article: String,
}

/// A question of a checklist.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// What kind of answer it takes.
    pub kind: Coded<AnswerKind>,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// The choices.
    pub choices: Vec<String>,
    /// Unit of a number.
    pub unit: String,
    /// Key it shares with other departments' questions.
    pub shared_key: Option<String>,
}

/// What one department inspects.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct Item {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// What.
    pub name: String,
    /// The department.
    pub department: Department,
    /// Whether the firm is told beforehand.
    pub notice_policy: Coded<NoticePolicy>,
    /// Checklist.
    pub questions: Vec<Question>,
    /// Revision.
    pub revision: i32,
}

/// An item with everything.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "JointItem")]
pub struct ItemDetail {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// Field.
    pub field: String,
    /// What is inspected.
    pub name: String,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// Tag of the subjects it is about.
    pub tag: Option<String>,
    /// Where it stands.
    pub status: Coded<ItemStatus>,
    /// First day.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_to: Option<Date>,
    /// The department whose own item it is.
    pub owner: Option<Department>,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
    /// Citations.
    pub legal_bases: Vec<LegalBasis>,
    /// What each department inspects.
    pub items: Vec<Item>,
}

#[derive(cynic::QueryVariables)]
struct ById {
    id: cynic::Id,
}

/// An item, and the day in China.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct ItemQuery {
    #[arguments(id: $id)]
    joint_item: ItemDetail,
    today: Date,
}

/// An item, and the day in China.
pub async fn item(id: String) -> Result<(ItemDetail, NaiveDate), ApiError> {
    let data = api::run(ItemQuery::build(ById { id: id.into() })).await?;
    Ok((data.joint_item, data.today.0))
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct TodayQuery {
    today: Date,
}

/// The day in China.
pub async fn today() -> Result<NaiveDate, ApiError> {
    Ok(api::run(TodayQuery::build(())).await?.today.0)
}
