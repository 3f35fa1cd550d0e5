//! What the pages of planning change.

use shared::catalogue::CheckMethod;
use shared::draw::Rounding;
use shared::planning::{DrawMode, LineKind, Targeting};
use shared::registry::{RiskClass, SubjectKind};
use shared::simulation::PlanningRules;

use super::queries::{PlanDetail, PlanRef};
use crate::api::{Coded, Date, schema};
use crate::mutation;

/// The line a command changed.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "PlanLine")]
pub struct LineRef {
    /// Opaque id.
    pub id: cynic::Id,
}

/// A new plan.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct OpenPlanInput {
    /// Title.
    pub title: String,
    /// Year.
    pub year: i32,
}

/// A step of a plan.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct PlanStepInput {
    /// The plan.
    pub id: cynic::Id,
    /// Revision it was seen at.
    pub revision: i32,
}

/// The filing.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct FilePlanInput {
    /// The plan.
    pub id: cynic::Id,
    /// Number.
    pub number: String,
    /// Day.
    pub on: Date,
    /// Organ.
    pub organ: String,
    /// Revision it was seen at.
    pub revision: i32,
}

/// A step of a line.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct LineStepInput {
    /// The line.
    pub id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Revision it was seen at.
    pub revision: i32,
}

/// A department's word.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ConfirmLineInput {
    /// Takes part.
    pub confirm: bool,
    /// The department.
    pub department_id: cynic::Id,
    /// The line.
    pub id: cynic::Id,
    /// Why not.
    pub reason: String,
}

/// A head's signature.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SignLineInput {
    /// The department.
    pub department_id: cynic::Id,
    /// The line.
    pub id: cynic::Id,
}

/// The office's word.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct DecideLineInput {
    /// Forward or back.
    pub accept: bool,
    /// The line.
    pub id: cynic::Id,
    /// Why back.
    pub reason: String,
    /// Revision it was seen at.
    pub revision: i32,
}

/// Whom a line is about.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ScopeInput {
    /// Kinds.
    pub kinds: Vec<Coded<SubjectKind>>,
    /// Risk classes.
    pub risk_classes: Vec<Coded<RiskClass>>,
    /// Tags.
    pub tags: Vec<String>,
    /// Towns.
    pub towns: Vec<String>,
}

/// Ratio of a stratum.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct RatioInput {
    /// In 1/10000.
    pub basis_points: i32,
    /// Stratum.
    pub stratum: String,
}

/// A line as filled in.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SavePlanLineInput {
    /// Batches.
    pub batches: i32,
    /// How doors are chosen.
    pub draw_mode: Coded<DrawMode>,
    /// The line; absent for a new one.
    pub id: Option<cynic::Id>,
    /// Joint items.
    pub item_ids: Vec<cynic::Id>,
    /// Routine or special.
    pub kind: Coded<LineKind>,
    /// Lead.
    pub lead_id: cynic::Id,
    /// How it is checked.
    pub method: Coded<CheckMethod>,
    /// Officers of each department at a door.
    pub officers: i32,
    /// Why somebody must go there.
    pub on_site_reason: String,
    /// Partners.
    pub partner_ids: Vec<cynic::Id>,
    /// The plan.
    pub plan_id: cynic::Id,
    /// Why the ratios are not the plan's.
    pub ratio_reason: String,
    /// Ratios.
    pub ratios: Vec<RatioInput>,
    /// Reserve doors.
    pub reserve: i32,
    /// Revision it was based on.
    pub revision: i32,
    /// Rounding.
    pub rounding: Coded<Rounding>,
    /// Whom it is about.
    pub scope: ScopeInput,
    /// Why a special campaign.
    pub special_reason: String,
    /// Targeted or not.
    pub targeting: Coded<Targeting>,
    /// Title.
    pub title: String,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
}

/// Which lines are drawn together.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct GroupPlanLinesInput {
    /// Name of the group; absent to draw each on its own.
    pub group: Option<String>,
    /// The lines.
    pub line_ids: Vec<cynic::Id>,
    /// The plan.
    pub plan_id: cynic::Id,
}

/// Caps, quiet days and speed a plan is judged by.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct PlanningRulesInput {
    /// Cap of all departments.
    pub cap_combined: Option<i32>,
    /// Cap of one department.
    pub cap_per_body: Option<i32>,
    /// A joint visit counts once.
    pub joint_counts_once: bool,
    /// First and last quiet day.
    pub quiet_days: Option<Vec<i32>>,
    /// Special campaigns count.
    pub special_counts: bool,
    /// Most special campaigns.
    pub special_limit: i32,
    /// Visits a day.
    pub visits_per_day: i32,
}

impl From<PlanningRules> for PlanningRulesInput {
    fn from(rules: PlanningRules) -> Self {
        let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        Self {
            cap_combined: rules.cap_combined.map(number),
            cap_per_body: rules.cap_per_body.map(number),
            joint_counts_once: rules.joint_counts_once,
            quiet_days: rules.quiet_days.map(|(from, to)| vec![number(from), number(to)]),
            special_counts: rules.special_counts,
            special_limit: number(rules.special_limit),
            visits_per_day: number(rules.visits_per_day),
        }
    }
}

/// The rules a plan is to be judged by.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct KeepPlanningRulesInput {
    /// The plan.
    pub plan_id: cynic::Id,
    /// Why.
    pub reason: String,
    /// Revision it was seen at.
    pub revision: i32,
    /// The rules.
    pub rules: PlanningRulesInput,
}

/// A plan after a change.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Plan")]
pub struct Revised {
    /// Its revision.
    pub revision: i32,
}

/// Whose lines are copied into which plan.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct CopyPlanLinesInput {
    /// The department that led them.
    pub lead_id: cynic::Id,
    /// The plan they come into.
    pub plan_id: cynic::Id,
}

mutation!($ /// Copies last year's lines as drafts.
    copy_plan_lines(CopyPlanLinesInput) -> "PlanPayload" { plan: PlanRef });
mutation!($ /// Says by what a plan is judged.
    keep_planning_rules(KeepPlanningRulesInput) -> "PlanPayload" { plan: Revised });
mutation!($ /// Says which lines are drawn together.
    group_plan_lines(GroupPlanLinesInput) -> "PlanPayload" { plan: PlanRef });
mutation!($ /// Opens the plan of a year.
    open_plan(OpenPlanInput) -> "PlanPayload" { plan: PlanRef });
mutation!($ /// Saves a line.
    save_plan_line(SavePlanLineInput) -> "PlanLinePayload" { plan_line: LineRef });
mutation!($ /// Sends a line to its departments.
    submit_plan_line(LineStepInput) -> "PlanLinePayload" { plan_line: LineRef });
mutation!($ /// Takes a line back.
    withdraw_plan_line(LineStepInput) -> "PlanLinePayload" { plan_line: LineRef });
mutation!($ /// Takes part, or not.
    confirm_plan_line(ConfirmLineInput) -> "PlanLinePayload" { plan_line: LineRef });
mutation!($ /// Signs for a department.
    sign_plan_line(SignLineInput) -> "PlanLinePayload" { plan_line: LineRef });
mutation!($ /// The office's clerk decides.
    review_plan_line(DecideLineInput) -> "PlanLinePayload" { plan_line: LineRef });
mutation!($ /// The office's head decides.
    approve_plan_line(DecideLineInput) -> "PlanLinePayload" { plan_line: LineRef });
mutation!($ /// Approves the plan.
    approve_plan(PlanStepInput) -> "PlanPayload" { plan: PlanDetail });
mutation!($ /// Records the filing.
    file_plan(FilePlanInput) -> "PlanPayload" { plan: PlanDetail });
mutation!($ /// Publishes the plan.
    publish_plan(PlanStepInput) -> "PlanPayload" { plan: PlanDetail });
