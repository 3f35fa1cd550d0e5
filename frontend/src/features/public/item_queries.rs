//! What the public page of items asks for, without a log-in.

use cynic::QueryBuilder;
use shared::catalogue::{BasisType, CheckMethod, ItemClass};

use crate::api::{self, ApiError, Coded, Date, schema};
use crate::state::reference::Department;

/// A citation.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    /// Kind of paper.
    pub kind: Coded<BasisType>,
    /// Title without 《》.
    pub title: String,
    /// Article.
    pub article: String,
}

/// What may be inspected.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "JointItem")]
pub struct Item {
    /// Code.
    pub code: String,
    /// Field.
    pub field: String,
    /// Name.
    pub name: String,
    /// Whom it is about.
    pub subject_scope: String,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// Departments, the leading one first.
    pub departments: Vec<Department>,
    /// Citations.
    pub legal_bases: Vec<LegalBasis>,
    /// Each department's own entry in it.
    pub items: Vec<OwnEntry>,
}

/// A department's entry, as it is in force.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Item")]
pub struct OwnEntry {
    /// The department.
    pub department: Department,
    /// Number of the version in force; none where that is what the joint item says.
    pub published_version: Option<i32>,
    /// Since when.
    pub published_on: Option<Date>,
    /// The last day it may be used.
    pub withdrawn_on: Option<Date>,
    /// What is looked at.
    pub questions: Vec<Standard>,
    /// What is in force.
    pub in_force: EntryContent,
    /// What comes on a later day.
    pub coming: Option<ComingEntry>,
}

/// What an entry says.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "ItemContent")]
pub struct EntryContent {
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// Draws a year; none where the annual plan says it.
    pub times_a_year: Option<i32>,
    /// Legal bases.
    pub bases: Vec<EntryBasis>,
}

/// What is looked at.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "Question")]
pub struct Standard {
    /// In words.
    pub text: String,
}

/// A legal basis of an entry.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "DatedBasis")]
pub struct EntryBasis {
    /// Kind of paper.
    pub kind: Coded<BasisType>,
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
}

/// A version that comes on a later day.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "ComingVersion")]
pub struct ComingEntry {
    /// Its number.
    pub number: i32,
    /// Its first day.
    pub from: Date,
    /// What it says.
    pub content: EntryContent,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ItemsQuery {
    public_items: Vec<Item>,
}

/// The published list of items.
pub async fn items() -> Result<Vec<Item>, ApiError> {
    Ok(api::run(ItemsQuery::build(())).await?.public_items)
}
