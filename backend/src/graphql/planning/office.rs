//! The office's table: decisions on several lines, versions of a plan side by side.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use shared::Lang;
use shared::ids::{PlanId, PlanLineId};
use shared::planning::compare;
use shared::planning::{LineChange, LineField};

use super::input::DecideLineInput;
use super::line::PlanLine;
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::loaders::{AmendedLine, AmendmentOf, SinceOffice, many};
use crate::graphql::scalars::small;
use crate::planning::{self as context};

/// The office's word on several lines: all are decided, or none.
#[derive(InputObject)]
pub struct DecideLinesInput {
    /// The lines, each with its decision.
    pub lines: Vec<DecideLineInput>,
}

impl DecideLinesInput {
    pub(super) fn read(self) -> Vec<context::LineDecision> {
        let decision = |line: DecideLineInput| context::LineDecision {
            id: line.id,
            revision: i64::from(line.revision),
            accept: line.accept,
            reason: line.reason,
        };
        self.lines.into_iter().map(decision).collect()
    }
}

/// A published plan that is to be amended.
#[derive(InputObject)]
pub struct AmendPlanInput {
    /// The plan.
    pub id: PlanId,
    /// Revision it was seen at.
    pub revision: i32,
    /// Why.
    pub reason: String,
}

payload!(
    /// Lines that were decided on.
    PlanLinesPayload { plan_lines: Vec<PlanLine> }
);

/// A field that differs between two versions of a line.
#[derive(SimpleObject)]
pub struct FieldChange {
    /// Which.
    pub field: LineField,
    /// What stood there, in words.
    pub before: String,
    /// What stands there, in words.
    pub after: String,
}

impl From<compare::FieldChange> for FieldChange {
    fn from(change: compare::FieldChange) -> Self {
        Self { field: change.field, before: change.before, after: change.after }
    }
}

/// What has become of a line since the version before.
#[derive(SimpleObject)]
pub struct LineAmendment {
    /// UNCHANGED, CHANGED, ADDED or WITHDRAWN.
    pub change: LineChange,
    /// The fields that differ.
    pub changes: Vec<FieldChange>,
}

/// A line of two versions of a plan, side by side.
pub struct LineDifference {
    row: context::LineDifference,
    lang: Lang,
}

#[Object]
impl LineDifference {
    /// UNCHANGED, CHANGED, ADDED or WITHDRAWN.
    async fn change(&self) -> LineChange {
        self.row.change
    }
    /// Number within the plan, the same in all versions.
    async fn number(&self) -> i32 {
        self.row.line().map_or(0, |line| small(line.position))
    }
    /// What people call it, as the later version has it.
    async fn title(&self) -> &str {
        self.row.line().map_or("", |line| &line.title)
    }
    /// The fields that differ; none where only one version has the line.
    async fn changes(&self) -> Vec<FieldChange> {
        in_words(self.row.changes(self.lang))
    }
}

impl LineDifference {
    pub(in crate::graphql) fn all(rows: Vec<context::LineDifference>, lang: Lang) -> Vec<Self> {
        rows.into_iter().map(|row| Self { row, lang }).collect()
    }
}

fn in_words(changes: Vec<compare::FieldChange>) -> Vec<FieldChange> {
    changes.into_iter().map(FieldChange::from).collect()
}

pub(super) async fn since_office(
    ctx: &Context<'_>,
    id: PlanLineId,
) -> async_graphql::Result<Option<Vec<FieldChange>>> {
    let lang = ctx.request()?.lang;
    let found = many(ctx, SinceOffice(id)).await?.into_iter().next();
    Ok(found.map(|compared| in_words(compared.changes(lang))))
}

pub(super) async fn amendment(
    ctx: &Context<'_>,
    id: PlanLineId,
) -> async_graphql::Result<Option<LineAmendment>> {
    let lang = ctx.request()?.lang;
    let found = many(ctx, AmendedLine(id)).await?.into_iter().next();
    Ok(found.map(|amended| LineAmendment {
        change: amended.change,
        changes: in_words(amended.compared.changes(lang)),
    }))
}

pub(super) async fn amended_by(
    ctx: &Context<'_>,
    id: PlanId,
) -> async_graphql::Result<Option<context::Plan>> {
    Ok(many(ctx, AmendmentOf(id)).await?.into_iter().next())
}
