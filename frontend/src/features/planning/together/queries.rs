//! What is asked about the work on a plan, and what is told without being asked.

use chrono::{DateTime, Utc};
use cynic::{QueryBuilder, SubscriptionBuilder};
use serde_json::{Value, json};
use shared::organisation::Role;
use shared::planning::LineStatus;
use shared::planning::together::PlanAct;

use super::super::queries::LineRow;
use crate::api::{self, ApiError, Coded, Paged, schema};
use crate::connection;
use crate::parts::plan_changes::FieldChange;

/// The line something is about.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct LineName {
    /// Opaque id.
    pub id: cynic::Id,
    /// Number within the plan.
    pub number: i32,
    /// Title.
    pub title: String,
}

/// What somebody did.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanChange")]
pub struct ChangeView {
    /// Opaque id.
    pub id: cynic::Id,
    /// The line; none where it was the plan or several lines.
    pub line: Option<LineName>,
    /// What.
    pub act: Coded<PlanAct>,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// The account behind the name.
    pub account_id: Option<cynic::Id>,
    /// For which department; none for the office.
    pub department: Option<String>,
    /// The same by id.
    pub department_id: Option<cynic::Id>,
    /// Revision of line or plan after it.
    pub revision: i32,
    /// Where the line stood after it.
    pub status: Option<Coded<LineStatus>>,
    /// Why.
    pub reason: String,
    /// What a save changed.
    pub differences: Vec<FieldChange>,
    /// New since one's last look.
    pub fresh: bool,
}

/// Somebody who has the plan open.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanPresence")]
pub struct PresentView {
    /// Opaque id of the place.
    pub id: cynic::Id,
    /// The line that is open.
    pub line: Option<LineName>,
    /// In a form.
    pub editing: bool,
    /// The account.
    pub account_id: cynic::Id,
    /// Name.
    pub name: String,
    /// For which department; none for the office.
    pub department: Option<String>,
    /// Role.
    pub role: Option<Coded<Role>>,
}

/// Somebody a comment mentions.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Name.
    pub name: String,
}

/// What a comment answers.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct QuotedComment {
    /// By whom.
    pub by: String,
    /// Its beginning; none once it was taken back.
    pub text: Option<String>,
}

/// A comment.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanComment")]
pub struct CommentView {
    /// Opaque id.
    pub id: cynic::Id,
    /// The line it is about.
    pub line: Option<LineName>,
    /// What it says; none once it was taken back.
    pub text: Option<String>,
    /// By whom.
    pub by: String,
    /// For which department.
    pub department: Option<String>,
    /// When.
    pub written_at: DateTime<Utc>,
    /// When it was taken back.
    pub taken_back_at: Option<DateTime<Utc>>,
    /// Whom it mentions.
    pub mentions: Vec<Mention>,
    /// What it answers.
    pub reply_to: Option<QuotedComment>,
    /// One's own.
    pub own: bool,
    /// It mentions whoever reads it, for the first time.
    pub unread: bool,
}

/// Somebody who may be mentioned.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
#[cynic(graphql_type = "PlanPerson")]
pub struct PersonView {
    /// The account.
    pub account_id: cynic::Id,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Coded<Role>,
    /// The department it is held for.
    pub department_id: Option<cynic::Id>,
}

connection!(Changes, "PlanChangeConnection", ChangeView);
connection!(Comments, "PlanCommentConnection", CommentView);

#[derive(cynic::QueryVariables)]
struct ChangesVariables {
    plan: cynic::Id,
    line: Option<cynic::Id>,
    department: Option<cynic::Id>,
    first: i32,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangesVariables")]
struct ChangesQuery {
    #[arguments(planId: $plan, lineId: $line, departmentId: $department, first: $first, after: $after)]
    plan_changes: Changes,
}

#[derive(cynic::QueryVariables)]
struct CommentsVariables {
    plan: cynic::Id,
    line: Option<cynic::Id>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "CommentsVariables")]
struct CommentsQuery {
    #[arguments(planId: $plan, lineId: $line, first: 20, after: $after)]
    plan_comments: Comments,
}

#[derive(cynic::QueryVariables)]
struct OfPlan {
    plan: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfPlan")]
struct FreshQuery {
    #[arguments(planId: $plan)]
    fresh_plan_changes: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct PeopleQuery {
    plan_people: Vec<PersonView>,
}

#[derive(cynic::QueryVariables)]
struct RowVariables {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "RowVariables")]
struct RowQuery {
    #[arguments(id: $id)]
    plan_line: LineRow,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "OfPlan")]
struct PlanChanged {
    #[arguments(planId: $plan)]
    plan_changed: ChangeView,
}

#[derive(cynic::QueryVariables)]
struct PresenceVariables {
    plan: cynic::Id,
    line: Option<cynic::Id>,
    editing: bool,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "PresenceVariables")]
struct PlanPresence {
    #[arguments(planId: $plan, lineId: $line, editing: $editing)]
    plan_presence: Vec<PresentView>,
}

/// A page of a plan's changes, all or those of a department.
pub async fn changes(
    plan: String,
    department: Option<String>,
    after: Option<String>,
) -> Result<Paged<ChangeView>, ApiError> {
    let department = department.map(cynic::Id::new);
    let variables = ChangesVariables { plan: plan.into(), line: None, department, first: 30, after };
    Ok(api::run(ChangesQuery::build(variables)).await?.plan_changes.into())
}

/// The newest change of a line.
pub async fn newest_of_line(plan: String, line: String) -> Result<Option<ChangeView>, ApiError> {
    let variables = ChangesVariables {
        plan: plan.into(),
        line: Some(line.into()),
        department: None,
        first: 1,
        after: None,
    };
    let page: Paged<ChangeView> = api::run(ChangesQuery::build(variables)).await?.plan_changes.into();
    Ok(page.items.into_iter().next())
}

/// How many changes others have made since one's last look.
pub async fn fresh_changes(plan: String) -> Result<i32, ApiError> {
    Ok(api::run(FreshQuery::build(OfPlan { plan: plan.into() })).await?.fresh_plan_changes)
}

/// A page of comments, of a plan and its lines or of one line.
pub async fn comments(
    plan: String,
    line: Option<String>,
    after: Option<String>,
) -> Result<Paged<CommentView>, ApiError> {
    let variables = CommentsVariables { plan: plan.into(), line: line.map(cynic::Id::new), after };
    Ok(api::run(CommentsQuery::build(variables)).await?.plan_comments.into())
}

/// People who may be mentioned.
pub async fn people() -> Result<Vec<PersonView>, ApiError> {
    Ok(api::run(PeopleQuery::build(())).await?.plan_people)
}

/// A line as it stands in a list.
pub async fn row(id: cynic::Id) -> Result<LineRow, ApiError> {
    Ok(api::run(RowQuery::build(RowVariables { id })).await?.plan_line)
}

/// Documents and variables of the two subscriptions: what changes, and who is here.
pub fn subscriptions(plan: &str, line: Option<&str>, editing: bool) -> [(String, Value); 2] {
    let changed = PlanChanged::build(OfPlan { plan: plan.into() });
    let there =
        PlanPresence::build(PresenceVariables { plan: plan.into(), line: line.map(cynic::Id::new), editing });
    [
        (changed.query().to_owned(), json!({ "plan": plan })),
        (there.query().to_owned(), json!({ "plan": plan, "line": line, "editing": editing })),
    ]
}

/// A change that was told.
pub fn told_change(data: Value) -> Option<ChangeView> {
    serde_json::from_value::<PlanChanged>(data).ok().map(|told| told.plan_changed)
}

/// People who were told to be here.
pub fn told_presence(data: Value) -> Option<Vec<PresentView>> {
    serde_json::from_value::<PlanPresence>(data).ok().map(|told| told.plan_presence)
}
