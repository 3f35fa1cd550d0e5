//! What clerks and heads enter.

use async_graphql::InputObject;
use shared::catalogue::CheckMethod;
use shared::code::DivisionCode;
use shared::draw::Rounding;
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId};
use shared::planning::{DrawMode, LineDraft, LineKind, Targeting};
use shared::registry::{RiskClass, SubjectKind};

use super::line::*;
use super::plan::*;
use crate::error::{Error, Result};
use crate::graphql::error::payload;
use crate::graphql::scalars::{Date, RatioInput, ratios_from};
use crate::planning::LineInput;
use shared::ErrorCode;

/// Whom a line is about.
#[derive(InputObject, Default)]
pub struct ScopeInput {
    /// Kinds of subject.
    #[graphql(default)]
    pub kinds: Vec<SubjectKind>,
    /// Divisions.
    #[graphql(default)]
    pub towns: Vec<String>,
    /// Tags.
    #[graphql(default)]
    pub tags: Vec<String>,
    /// Risk classes.
    #[graphql(default)]
    pub risk_classes: Vec<RiskClass>,
}

/// Whose lines are copied into which plan.
#[derive(InputObject)]
pub struct CopyPlanLinesInput {
    /// The plan they come into.
    pub plan_id: PlanId,
    /// The department that led them.
    pub lead_id: DepartmentId,
}

/// A line as it is entered.
#[derive(InputObject)]
pub struct SavePlanLineInput {
    /// The line to change; absent for a new one.
    pub id: Option<PlanLineId>,
    /// Revision it was based on; 0 for a new one.
    #[graphql(default)]
    pub revision: i32,
    /// The plan.
    pub plan_id: PlanId,
    /// The leading department.
    pub lead_id: DepartmentId,
    /// Departments invited.
    #[graphql(default)]
    pub partner_ids: Vec<DepartmentId>,
    /// Officers each department sends to a visit, at least 2.
    #[graphql(default = 2)]
    pub officers: i32,
    /// Joint items.
    pub item_ids: Vec<JointItemId>,
    /// What people call it.
    pub title: String,
    /// Routine, or a special campaign.
    #[graphql(default)]
    pub kind: LineKind,
    /// Why a special campaign, and why with these ratios.
    #[graphql(default)]
    pub special_reason: String,
    /// Targeted or not.
    pub targeting: Targeting,
    /// Whom it is about.
    #[graphql(default)]
    pub scope: ScopeInput,
    /// How doors are chosen.
    pub draw_mode: DrawMode,
    /// Ratios: the four risk classes, or `ALL` alone; empty for batch order.
    #[graphql(default)]
    pub ratios: Vec<RatioInput>,
    /// Rounding of quotas.
    pub rounding: Rounding,
    /// Doors on each reserve list.
    #[graphql(default)]
    pub reserve: i32,
    /// Batches, for batch order.
    #[graphql(default)]
    pub batches: i32,
    /// How it is checked.
    pub method: CheckMethod,
    /// Why somebody has to go there.
    #[graphql(default)]
    pub on_site_reason: String,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
    /// Why its ratios are not those of the plan's matrix; required if they are not.
    #[graphql(default)]
    pub ratio_reason: String,
}

impl SavePlanLineInput {
    pub(super) fn read(self) -> Result<LineInput> {
        let towns: std::result::Result<Vec<DivisionCode>, _> =
            self.scope.towns.iter().map(|town| DivisionCode::parse(town)).collect();
        let positive = |number: i32, path: &str| {
            u32::try_from(number).map_err(|_| Error::at(ErrorCode::OutOfRange, path))
        };
        Ok(LineInput {
            id: self.id,
            plan: self.plan_id,
            lead: self.lead_id,
            partners: self.partner_ids,
            officers: i64::from(self.officers),
            items: self.item_ids,
            revision: i64::from(self.revision),
            ratio_reason: self.ratio_reason,
            draft: LineDraft {
                title: self.title,
                kind: self.kind,
                special_reason: self.special_reason,
                targeting: self.targeting,
                scope: shared::planning::Scope {
                    kinds: self.scope.kinds,
                    towns: towns.map_err(|_| Error::at(ErrorCode::InvalidFormat, "scope.towns"))?,
                    tags: self.scope.tags,
                    risk_classes: self.scope.risk_classes,
                },
                draw_mode: self.draw_mode,
                ratios: ratios_from(self.ratios),
                rounding: self.rounding,
                reserve: positive(self.reserve, "reserve")?,
                batches: positive(self.batches, "batches")?,
                method: self.method,
                on_site_reason: self.on_site_reason,
                window_from: self.window_from.0,
                window_to: self.window_to.0,
            },
        })
    }
}

/// A new plan.
#[derive(InputObject)]
pub struct OpenPlanInput {
    /// Year.
    pub year: i32,
    /// Title.
    pub title: String,
}

/// A line as its clerk has seen it.
#[derive(InputObject)]
pub struct LineStepInput {
    /// The line.
    pub id: PlanLineId,
    /// Revision it was seen at.
    pub revision: i32,
    /// Why, where it has to be said.
    #[graphql(default)]
    pub reason: String,
}

/// A department's word on a line.
#[derive(InputObject)]
pub struct ConfirmLineInput {
    /// The line.
    pub id: PlanLineId,
    /// The department.
    pub department_id: DepartmentId,
    /// Takes part, or not.
    pub confirm: bool,
    /// Why not.
    #[graphql(default)]
    pub reason: String,
}

/// A head's signature under a line.
#[derive(InputObject)]
pub struct SignLineInput {
    /// The line.
    pub id: PlanLineId,
    /// The department.
    pub department_id: DepartmentId,
}

/// The office's word on a line.
#[derive(InputObject)]
pub struct DecideLineInput {
    /// The line.
    pub id: PlanLineId,
    /// Revision it was seen at.
    pub revision: i32,
    /// Forward, or back to its department.
    pub accept: bool,
    /// Why back.
    #[graphql(default)]
    pub reason: String,
}

/// A plan as it was seen.
#[derive(InputObject)]
pub struct PlanStepInput {
    /// The plan.
    pub id: PlanId,
    /// Revision it was seen at.
    pub revision: i32,
}

/// The filing of a plan with the government.
#[derive(InputObject)]
pub struct FilePlanInput {
    /// The plan.
    pub id: PlanId,
    /// Revision it was seen at.
    pub revision: i32,
    /// The organ.
    pub organ: String,
    /// Number of the filing.
    pub number: String,
    /// Day of the filing.
    pub on: Date,
}

payload!(
    /// A plan that was changed.
    PlanPayload { plan: Plan }
);
payload!(
    /// A line that was changed.
    PlanLinePayload { plan_line: PlanLine }
);
