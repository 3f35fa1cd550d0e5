//! What a plan means before anybody draws.

use async_graphql::{Context, InputObject, SimpleObject};
use shared::ids::{PlanId, PlanLineId};
use shared::simulation as rules;

use super::outlook_answer::PlanOutlook;
use super::plan::Plan;
use crate::graphql::context::ContextExt;
use crate::graphql::organisation::{Department, department};
use crate::graphql::scalars::count;
use crate::planning as context;

/// What the app needs to simulate by itself.
#[derive(SimpleObject)]
pub struct PlanBasis {
    /// Doors of the division.
    pub doors: i32,
    /// They, counted and without names, as JSON (`shared::simulation::Population`); absent where there are
    /// too many to send.
    pub population: Option<String>,
    /// Officers with a valid certificate in each month of the plan's year.
    pub officers: Vec<MonthlyOfficers>,
    /// What the items of each line allow together.
    pub caps: Vec<LineCap>,
}

/// What the items of a line allow together: those of its departments bind as much as the joint ones.
#[derive(SimpleObject)]
pub struct LineCap {
    /// The line.
    pub line_id: String,
    /// Basis points of the frame; absent without a cap.
    pub cap_basis_points: Option<i32>,
}

/// Officers of a department, month by month.
#[derive(SimpleObject)]
pub struct MonthlyOfficers {
    /// The department.
    pub department: Department,
    /// January to December.
    pub months: Vec<i32>,
}

impl PlanBasis {
    pub(super) async fn of(ctx: &Context<'_>, basis: context::PlanBasis) -> async_graphql::Result<Self> {
        let mut officers = Vec::new();
        for (id, months) in basis.officers {
            let months = months.map(|officers| count(u64::from(officers))).to_vec();
            officers.push(MonthlyOfficers { department: department(ctx, id).await?, months });
        }
        let cap = |(line_id, cap): (String, Option<u32>)| LineCap {
            line_id,
            cap_basis_points: cap.map(|cap| count(u64::from(cap))),
        };
        let caps = basis.caps.into_iter().map(cap).collect();
        Ok(Self { doors: count(basis.doors), population: basis.population, officers, caps })
    }
}

/// Which lines are drawn together.
#[derive(InputObject)]
pub struct GroupPlanLinesInput {
    /// The plan.
    pub plan_id: PlanId,
    /// The lines.
    pub line_ids: Vec<PlanLineId>,
    /// Name of the group; absent to draw each on its own.
    pub group: Option<String>,
}

/// Caps, quiet days and speed a plan is judged by.
#[derive(SimpleObject, InputObject)]
#[graphql(input_name = "PlanningRulesInput")]
pub struct PlanningRules {
    /// Most visits of one department to one firm in a year; absent for no cap.
    pub cap_per_body: Option<i32>,
    /// Most visits of all departments to one firm in a year; absent for no cap.
    pub cap_combined: Option<i32>,
    /// Whether a joint visit counts once, or once for each line in it.
    pub joint_counts_once: bool,
    /// Whether special campaigns count.
    pub special_counts: bool,
    /// First and last day of each month on which nobody visits; absent for none.
    pub quiet_days: Option<Vec<i32>>,
    /// Visits a team can make in a day.
    pub visits_per_day: i32,
    /// Most special campaigns in the plan's year.
    #[graphql(default = 4)]
    pub special_limit: i32,
}

impl From<rules::PlanningRules> for PlanningRules {
    fn from(rules: rules::PlanningRules) -> Self {
        let number = |number: u32| count(u64::from(number));
        Self {
            cap_per_body: rules.cap_per_body.map(number),
            cap_combined: rules.cap_combined.map(number),
            joint_counts_once: rules.joint_counts_once,
            special_counts: rules.special_counts,
            quiet_days: rules.quiet_days.map(|(from, to)| vec![number(from), number(to)]),
            visits_per_day: number(rules.visits_per_day),
            special_limit: number(rules.special_limit),
        }
    }
}

impl From<PlanningRules> for rules::PlanningRules {
    fn from(input: PlanningRules) -> Self {
        // What is no count becomes one that no check lets pass.
        let number = |number: i32| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            cap_per_body: input.cap_per_body.map(number),
            cap_combined: input.cap_combined.map(number),
            joint_counts_once: input.joint_counts_once,
            special_counts: input.special_counts,
            quiet_days: input.quiet_days.map(|days| match days[..] {
                [from, to] => (number(from), number(to)),
                _ => (0, 0),
            }),
            visits_per_day: number(input.visits_per_day),
            special_limit: number(input.special_limit),
        }
    }
}

/// The rules a plan is to be judged by.
#[derive(InputObject)]
pub struct KeepPlanningRulesInput {
    /// The plan.
    pub plan_id: PlanId,
    /// Revision it was seen at.
    pub revision: i32,
    /// The rules.
    pub rules: PlanningRules,
    /// Why.
    pub reason: String,
}

pub(super) async fn basis(ctx: &Context<'_>, plan: &Plan) -> async_graphql::Result<PlanBasis> {
    PlanBasis::of(ctx, ctx.services()?.planning.basis(ctx.viewer()?, &plan.0).await?).await
}

pub(super) async fn outlook(
    ctx: &Context<'_>,
    plan: &Plan,
    lines: Option<&[PlanLineId]>,
    rules: Option<PlanningRules>,
) -> async_graphql::Result<PlanOutlook> {
    let rules = rules.map(Into::into);
    let (outlook, merges) = ctx.services()?.planning.outlook(ctx.viewer()?, &plan.0, lines, rules).await?;
    PlanOutlook::of(ctx, outlook, merges).await
}
