//! What the pages of matrices ask for and change.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::planning::ClassModel;
use shared::registry::RiskClass;

use super::queries::{PlanDetail, Ratio};
use crate::api::{self, ApiError, Coded, schema};
use crate::mutation;

/// A class as its place names it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct MatrixClass {
    /// Its name.
    pub name: String,
    /// Smallest ratio.
    pub least: i32,
    /// Largest ratio.
    pub most: i32,
}

/// What a matrix says.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct MatrixContent {
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Four or five classes.
    pub model: Option<Coded<ClassModel>>,
    /// Classes, safest first.
    pub classes: Vec<MatrixClass>,
    /// Place of each of our classes among them.
    pub mapped: Vec<i32>,
    /// Ratios of our classes.
    pub ratios: Vec<Ratio>,
    /// The first two classes of which the riskier has the smaller ratio.
    pub upside_down: Vec<Coded<RiskClass>>,
    /// Where it is published.
    pub source: String,
}

/// A version.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct MatrixVersion {
    /// Its number.
    pub number: i32,
    /// Why.
    pub reason: String,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// By whom.
    pub saved_by: Option<String>,
}

/// A matrix.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "RatioMatrix")]
pub struct Matrix {
    /// Opaque id.
    pub id: cynic::Id,
    /// Code.
    pub code: String,
    /// What it says.
    pub content: MatrixContent,
    /// Its version.
    pub version: i32,
    /// It can no longer be chosen.
    pub retired: bool,
    /// Revision.
    pub revision: i32,
    /// Every version.
    pub versions: Vec<MatrixVersion>,
}

impl MatrixContent {
    /// Its name in the language of the page.
    pub fn title(&self) -> String {
        in_language(&self.name, &self.name_en)
    }
}

fn in_language(name: &str, english: &str) -> String {
    let in_english = crate::locales::lang() == shared::Lang::En && !english.is_empty();
    if in_english { english.to_owned() } else { name.to_owned() }
}

/// A matrix to choose from.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "RatioMatrix")]
pub struct MatrixChoice {
    /// Opaque id.
    pub id: cynic::Id,
    /// It can no longer be chosen.
    pub retired: bool,
    /// What it says.
    pub content: ChoiceContent,
}

/// What a choice says.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "MatrixContent")]
pub struct ChoiceContent {
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Ratios of our classes.
    pub ratios: Vec<Ratio>,
}

impl MatrixChoice {
    /// Its name in the language of the page.
    pub fn name(&self) -> String {
        in_language(&self.content.name, &self.content.name_en)
    }
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct MatricesQuery {
    ratio_matrices: Vec<Matrix>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct ChoicesQuery {
    ratio_matrices: Vec<MatrixChoice>,
}

/// All matrices with their versions.
pub async fn matrices() -> Result<Vec<Matrix>, ApiError> {
    Ok(api::run(MatricesQuery::build(())).await?.ratio_matrices)
}

/// Matrices that may be chosen.
pub async fn matrix_choices() -> Result<Vec<MatrixChoice>, ApiError> {
    let all = api::run(ChoicesQuery::build(())).await?.ratio_matrices;
    Ok(all.into_iter().filter(|one| !one.retired).collect())
}

/// A class as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct MatrixClassInput {
    /// Smallest ratio.
    pub least: i32,
    /// Largest ratio.
    pub most: i32,
    /// Its name.
    pub name: String,
}

/// A matrix as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SaveRatioMatrixInput {
    /// Classes, safest first.
    pub classes: Vec<MatrixClassInput>,
    /// Code of a new one.
    pub code: String,
    /// The matrix; none for a new one.
    pub id: Option<cynic::Id>,
    /// Place of each of our classes.
    pub mapped: Vec<i32>,
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Why.
    pub reason: String,
    /// Revision it was based on.
    pub revision: i32,
    /// Where it is published.
    pub source: String,
}

/// Retiring, or taking up again.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RetireRatioMatrixInput {
    /// The matrix.
    pub id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Retired, or in use.
    pub retired: bool,
    /// Revision that was seen.
    pub revision: i32,
}

/// The matrix of a plan.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ChoosePlanMatrixInput {
    /// The matrix; none for none.
    pub matrix_id: Option<cynic::Id>,
    /// The plan.
    pub plan_id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Revision that was seen.
    pub revision: i32,
}

mutation!($ /// Saves a matrix.
    save_ratio_matrix(SaveRatioMatrixInput) -> "RatioMatrixPayload" { ratio_matrix: Matrix });
mutation!($ /// Retires a matrix, or takes it up again.
    retire_ratio_matrix(RetireRatioMatrixInput) -> "RatioMatrixPayload" { ratio_matrix: Matrix });
mutation!($ /// Says by which matrix a plan goes.
    choose_plan_matrix(ChoosePlanMatrixInput) -> "PlanPayload" { plan: PlanDetail });
