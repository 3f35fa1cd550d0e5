//! What a department keeps about its results after they are entered: corrections, letters, packages.

use chrono::{DateTime, Utc};
use cynic::QueryBuilder;
use shared::visit::{Channel, ContactStage, ContactStep, Disposal, ResultCode};

use super::result_queries::ResultRow;
use crate::api::{self, ApiError, Coded, Date, Paged, schema};
use crate::state::reference::Department;
use crate::{connection, mutation};

/// A step towards a firm that cannot be reached.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ContactEntry {
    /// What was done.
    pub step: Coded<ContactStep>,
    /// The day.
    pub on_day: Date,
    /// Number of the letter or of the decision.
    pub reference: String,
    /// Who entered it.
    pub recorded_by: Option<String>,
}

/// Where letters to a firm stand.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct ContactCase {
    /// How far they have come.
    pub stage: Coded<ContactStage>,
    /// What was done, oldest first.
    pub steps: Vec<ContactEntry>,
    /// The second letter is not sent before this day.
    pub second_from: Option<Date>,
    /// Nor after this one.
    pub second_until: Option<Date>,
    /// Last day for the entry in the list.
    pub list_by: Option<Date>,
    /// That day may still move with the calendar.
    pub list_provisional: bool,
}

/// A correction of a decided result.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct CorrectResultInput {
    /// What was found in truth.
    pub code: Coded<ResultCode>,
    /// What happens next.
    pub disposal: Coded<Disposal>,
    /// The version that counts.
    pub id: cynic::Id,
    /// In words.
    pub note: String,
    /// Why.
    pub reason: String,
}

/// A step towards a firm that cannot be reached.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RecordContactInput {
    /// The result that says so.
    pub id: cynic::Id,
    /// The day.
    pub on_day: Date,
    /// Number of the letter or of the decision.
    pub reference: String,
    /// What was done.
    pub step: Coded<ContactStep>,
}

mutation!($ /// Corrects a decided result by a new version.
    correct_result(CorrectResultInput) -> "ResultPayload" { result: ResultRow });
mutation!($ /// Records a letter, what came of it, or the entry in the list.
    record_contact(RecordContactInput) -> "ResultPayload" { result: ResultRow });

/// Published results as a channel's table.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PublicationPackage")]
pub struct Package {
    /// Opaque id.
    pub id: cynic::Id,
    /// The department that checked.
    pub department: Department,
    /// Whom it is for.
    pub channel: Coded<Channel>,
    /// First day of publication.
    pub from_day: Date,
    /// Last day.
    pub to_day: Date,
    /// How many results.
    pub rows: i32,
    /// SHA-256 of the text file.
    pub csv_hash: String,
    /// SHA-256 of the spreadsheet.
    pub xlsx_hash: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: Option<String>,
    /// Number of the receipt.
    pub receipt: Option<String>,
    /// Where the results stand.
    pub address: Option<String>,
    /// Day of the receipt.
    pub received_on: Option<Date>,
    /// Who wrote it down.
    pub received_by: Option<String>,
}

connection!(Packages, "PublicationPackageConnection", Package);

/// A package to be made.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct MakePackageInput {
    /// Whom it is for.
    pub channel: Coded<Channel>,
    /// The department that checked.
    pub department_id: cynic::Id,
    /// First day of publication.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A channel's receipt.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ReceivePackageInput {
    /// Where the results stand.
    pub address: String,
    /// The package.
    pub id: cynic::Id,
    /// Number.
    pub number: String,
    /// Day.
    pub received_on: Date,
}

mutation!($ /// Makes a package.
    make_package(MakePackageInput) -> "PackagePayload" { package: Package });
mutation!($ /// Writes down a receipt.
    receive_package(ReceivePackageInput) -> "PackagePayload" { package: Package });

#[derive(cynic::QueryVariables)]
struct PackagesVariables {
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PackagesVariables")]
struct PackagesQuery {
    #[arguments(first: $first, after: $after)]
    publication_packages: Packages,
}

/// A page of packages, newest first.
pub async fn packages(after: Option<String>) -> Result<Paged<Package>, ApiError> {
    let variables = PackagesVariables { first: 50, after };
    Ok(api::run(PackagesQuery::build(variables)).await?.publication_packages.into())
}
