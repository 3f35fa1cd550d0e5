//! Plans and lines.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::CheckMethod;
use shared::code::DivisionCode;
use shared::draw::Rounding;
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId, UserId};
use shared::planning::{Confirmation, DrawMode, LineDraft, LineStatus, PlanStatus, Targeting};
use shared::registry::{RiskClass, SubjectKind};

use super::catalogue::JointItem;
use super::context::ContextExt;
use super::error::payload;
use super::loaders::{JointItemsOfLine, PartiesOf, many, one};
use super::organisation::{Department, account_name, department};
use super::page::{List, connection, request};
use super::scalars::{Date, Ratio, RatioInput, count, ratios_from, ratios_to, small};
use crate::error::{Error, Result};
use crate::planning::{self as context, LineFilter as Filter, LineInput};
use shared::ErrorCode;

/// An annual plan (年度抽查计划).
pub struct Plan(pub context::Plan);

#[Object]
impl Plan {
    /// Opaque id.
    pub async fn id(&self) -> PlanId {
        self.0.id
    }
    /// Year.
    async fn year(&self) -> i32 {
        small(self.0.year)
    }
    /// Version; amendments are new versions.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// Number as the publicity system writes it.
    async fn number(&self) -> &str {
        &self.0.number
    }
    /// Title.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Where it stands.
    async fn status(&self) -> PlanStatus {
        self.0.status
    }
    /// When the office approved it.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.approved_at
    }
    /// The government organ it was filed with.
    async fn filed_organ(&self) -> Option<&str> {
        self.0.filed_organ.as_deref()
    }
    /// Number of the filing (备案).
    async fn filed_number(&self) -> Option<&str> {
        self.0.filed_number.as_deref()
    }
    /// Day of the filing.
    async fn filed_on(&self) -> Option<Date> {
        self.0.filed_on.map(Date)
    }
    /// When it was published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.published_at
    }
    /// SHA-256 of the published text.
    async fn content_hash(&self) -> Option<&str> {
        self.0.content_hash.as_deref()
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Its lines.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        filter: Option<LineFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PlanLine>> {
        let filter = filter.unwrap_or_default();
        let filter =
            Filter { plan: Some(self.0.id), statuses: filter.statuses, department: filter.department_id };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.planning.lines(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, PlanLine))
    }
    /// The steps it took.
    async fn decisions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Decision>> {
        ctx.viewer()?;
        let rows = ctx.services()?.planning.decisions(self.0.id, None).await?;
        Ok(rows.into_iter().filter(|row| row.line_id.is_none()).map(Decision::from).collect())
    }
    /// Where it was published.
    async fn publications(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Publication>> {
        let rows = ctx.services()?.planning.publications(self.0.id).await?;
        Ok(rows
            .into_iter()
            .map(|row| Publication {
                channel: row.channel,
                published_at: row.published_at,
                content_hash: row.content_hash,
            })
            .collect())
    }
}

/// A publication of a plan.
#[derive(SimpleObject)]
pub struct Publication {
    /// PORTAL or NCEPIS.
    pub channel: String,
    /// When.
    pub published_at: DateTime<Utc>,
    /// SHA-256 of the text.
    pub content_hash: String,
}

/// A step a plan or line took.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Decision {
    /// SUBMIT, CONFIRM, DECLINE, SIGN, REVIEW, RETURN, APPROVE, WITHDRAW, FILE, PUBLISH.
    pub step: String,
    /// Why.
    pub reason: String,
    /// When.
    pub decided_at: DateTime<Utc>,
    #[graphql(skip)]
    decided_by: UserId,
}

#[async_graphql::ComplexObject]
impl Decision {
    /// By whom.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.decided_by)).await
    }
}

impl From<context::Decision> for Decision {
    fn from(row: context::Decision) -> Self {
        Self { step: row.step, reason: row.reason, decided_at: row.decided_at, decided_by: row.decided_by }
    }
}

/// Whom a line is about; conditions are joined by "and", an empty list asks nothing.
#[derive(SimpleObject)]
pub struct Scope {
    /// Kinds of subject.
    pub kinds: Vec<SubjectKind>,
    /// Divisions.
    pub towns: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Risk classes.
    pub risk_classes: Vec<RiskClass>,
}

/// A department's part in a line.
pub struct Party(context::Party);

#[Object]
impl Party {
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Whether it leads.
    async fn lead(&self) -> bool {
        self.0.position == 0
    }
    /// Officers it sends to a visit.
    async fn officers(&self) -> i32 {
        small(self.0.officers)
    }
    /// What it says to the line.
    async fn confirmation(&self) -> Confirmation {
        self.0.confirmation
    }
    /// Why it declined.
    async fn decline_reason(&self) -> Option<&str> {
        self.0.decline_reason.as_deref()
    }
    /// When its head signed.
    async fn signed_at(&self) -> Option<DateTime<Utc>> {
        self.0.signed_at
    }
    /// Who signed.
    async fn signed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.signed_by).await
    }
}

/// A line of a plan (计划任务).
pub struct PlanLine(pub context::PlanLine);

#[Object]
impl PlanLine {
    /// Opaque id.
    pub async fn id(&self) -> PlanLineId {
        self.0.id
    }
    /// Number within the plan.
    async fn number(&self) -> i32 {
        small(self.0.position)
    }
    /// What people call it.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Where it stands.
    async fn status(&self) -> LineStatus {
        self.0.status
    }
    /// Targeted or not.
    async fn targeting(&self) -> Targeting {
        self.0.targeting
    }
    /// Whom it is about.
    async fn scope(&self) -> Scope {
        let scope = self.0.scope.0.clone();
        Scope {
            kinds: scope.kinds,
            towns: scope.towns.iter().map(ToString::to_string).collect(),
            tags: scope.tags,
            risk_classes: scope.risk_classes,
        }
    }
    /// How doors are chosen.
    async fn draw_mode(&self) -> DrawMode {
        self.0.draw_mode
    }
    /// Ratios by stratum.
    async fn ratios(&self) -> Vec<Ratio> {
        ratios_to(&self.0.ratios.0)
    }
    /// Rounding of quotas.
    async fn rounding(&self) -> Rounding {
        self.0.rounding
    }
    /// Doors on each reserve list.
    async fn reserve(&self) -> i32 {
        small(self.0.reserve)
    }
    /// Batches, for batch order.
    async fn batches(&self) -> i32 {
        small(self.0.batches)
    }
    /// How it is checked.
    async fn method(&self) -> CheckMethod {
        self.0.method
    }
    /// Why somebody has to go there.
    async fn on_site_reason(&self) -> &str {
        &self.0.on_site_reason
    }
    /// First day.
    async fn window_from(&self) -> Date {
        Date(self.0.window_from)
    }
    /// Last day.
    async fn window_to(&self) -> Date {
        Date(self.0.window_to)
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// When something last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// The plan.
    async fn plan(&self, ctx: &Context<'_>) -> async_graphql::Result<Plan> {
        one(ctx, self.0.plan_id).await.map(Plan)
    }
    /// The leading department.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.lead_department_id).await
    }
    /// All departments, the leading one first.
    async fn parties(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Party>> {
        Ok(many(ctx, PartiesOf(self.0.id)).await?.into_iter().map(Party).collect())
    }
    /// Joint items.
    async fn items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<JointItem>> {
        let ids = many(ctx, JointItemsOfLine(self.0.id)).await?;
        let rows = futures::future::try_join_all(ids.into_iter().map(|id| one(ctx, id))).await?;
        Ok(rows.into_iter().map(JointItem).collect())
    }
    /// The steps it took.
    async fn decisions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Decision>> {
        ctx.viewer()?;
        let rows = ctx.services()?.planning.decisions(self.0.plan_id, Some(self.0.id)).await?;
        Ok(rows.into_iter().map(Decision::from).collect())
    }
    /// What it means in doors, now.
    #[graphql(complexity = 500)]
    async fn figures(&self, ctx: &Context<'_>) -> async_graphql::Result<LineFigures> {
        Ok(ctx.services()?.planning.figures(ctx.viewer()?, &[self.0.id]).await?.into())
    }
}

/// Doors of a stratum.
#[derive(SimpleObject)]
pub struct StratumFigures {
    /// Task and stratum.
    pub stratum: String,
    /// Doors in it.
    pub doors: i32,
    /// Doors to be drawn.
    pub quota: i32,
}

/// What lines mean in doors.
#[derive(SimpleObject)]
pub struct LineFigures {
    /// Subjects in scope.
    pub subjects: i32,
    /// Doors in scope.
    pub doors: i32,
    /// Checks: the sum of all quotas.
    pub checks: i32,
    /// No design opens fewer doors on average.
    pub lower_bound: f64,
    /// Doors that independent draws would open.
    pub independent: f64,
    /// By stratum.
    pub strata: Vec<StratumFigures>,
}

impl From<context::LineFigures> for LineFigures {
    fn from(figures: context::LineFigures) -> Self {
        Self {
            subjects: count(figures.subjects),
            doors: count(figures.report.frame),
            checks: count(figures.report.checks),
            lower_bound: figures.report.lower_bound,
            independent: figures.report.independent,
            strata: figures
                .strata
                .into_iter()
                .map(|(stratum, doors, quota)| StratumFigures {
                    stratum,
                    doors: count(doors),
                    quota: count(quota),
                })
                .collect(),
        }
    }
}

/// Which lines are wanted.
#[derive(InputObject, Default)]
pub struct LineFilter {
    /// In one of these states.
    #[graphql(default)]
    pub statuses: Vec<LineStatus>,
    /// In which a department takes part.
    pub department_id: Option<DepartmentId>,
}

#[derive(Default)]
pub struct PlanningQuery;

#[Object]
impl PlanningQuery {
    /// The plans of one's division, newest first.
    async fn plans(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Plan>> {
        let rows = ctx.services()?.planning.plans(ctx.viewer()?).await?;
        Ok(rows.into_iter().map(Plan).collect())
    }

    /// One plan.
    async fn plan(&self, ctx: &Context<'_>, id: PlanId) -> async_graphql::Result<Plan> {
        Ok(Plan(ctx.services()?.planning.plan(ctx.viewer()?, id).await?))
    }

    /// One line.
    async fn plan_line(&self, ctx: &Context<'_>, id: PlanLineId) -> async_graphql::Result<PlanLine> {
        Ok(PlanLine(ctx.services()?.planning.line(ctx.viewer()?, id).await?))
    }

    /// Lines of all plans.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn plan_lines(
        &self,
        ctx: &Context<'_>,
        filter: Option<LineFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PlanLine>> {
        let filter = filter.unwrap_or_default();
        let filter = Filter { plan: None, statuses: filter.statuses, department: filter.department_id };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.planning.lines(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, PlanLine))
    }

    /// What lines mean in doors, drawn together in one wave.
    #[graphql(complexity = 500)]
    async fn line_figures(
        &self,
        ctx: &Context<'_>,
        lines: Vec<PlanLineId>,
    ) -> async_graphql::Result<LineFigures> {
        Ok(ctx.services()?.planning.figures(ctx.viewer()?, &lines).await?.into())
    }
}

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
}

impl SavePlanLineInput {
    fn read(self) -> Result<LineInput> {
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
            draft: LineDraft {
                title: self.title,
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

#[derive(Default)]
pub struct PlanningMutation;

#[Object]
impl PlanningMutation {
    /// Opens the plan of a year (office clerk).
    async fn open_plan(&self, ctx: &Context<'_>, input: OpenPlanInput) -> async_graphql::Result<PlanPayload> {
        let result = ctx.services()?.planning.open_plan(ctx.viewer()?, input.year, &input.title).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// Writes a new or still editable line (clerk of the leading department).
    async fn save_plan_line(
        &self,
        ctx: &Context<'_>,
        input: SavePlanLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let (service, viewer) = (&ctx.services()?.planning, ctx.viewer()?);
        let result = match input.read() {
            Ok(input) => service.save_line(viewer, input).await,
            Err(error) => Err(error),
        };
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// Sends a line to the partners.
    async fn submit_plan_line(
        &self,
        ctx: &Context<'_>,
        input: LineStepInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let result = service.submit_line(ctx.viewer()?, input.id, i64::from(input.revision)).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// Takes a line back for good.
    async fn withdraw_plan_line(
        &self,
        ctx: &Context<'_>,
        input: LineStepInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result = service.withdraw_line(ctx.viewer()?, input.id, basis).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// A partner's clerk confirms or declines.
    async fn confirm_plan_line(
        &self,
        ctx: &Context<'_>,
        input: ConfirmLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let decline = (!input.confirm).then_some(input.reason);
        let service = &ctx.services()?.planning;
        let result = service.confirm_line(ctx.viewer()?, input.id, input.department_id, decline).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// A department's head signs.
    async fn sign_plan_line(
        &self,
        ctx: &Context<'_>,
        input: SignLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let result = ctx.services()?.planning.sign_line(ctx.viewer()?, input.id, input.department_id).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// The office's clerk sends a line on to its head, or back.
    async fn review_plan_line(
        &self,
        ctx: &Context<'_>,
        input: DecideLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result = service.review_line(ctx.viewer()?, input.id, input.accept, basis).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// The office's head approves a line, or sends it back.
    async fn approve_plan_line(
        &self,
        ctx: &Context<'_>,
        input: DecideLineInput,
    ) -> async_graphql::Result<PlanLinePayload> {
        let service = &ctx.services()?.planning;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result = service.approve_line(ctx.viewer()?, input.id, input.accept, basis).await;
        PlanLinePayload::from_result(ctx, result, PlanLine)
    }

    /// The office's head approves the plan.
    async fn approve_plan(
        &self,
        ctx: &Context<'_>,
        input: PlanStepInput,
    ) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let result = service.approve_plan(ctx.viewer()?, input.id, i64::from(input.revision)).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The office's clerk records the filing with the government.
    async fn file_plan(&self, ctx: &Context<'_>, input: FilePlanInput) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let filing = (input.organ.as_str(), input.number.as_str(), input.on.0);
        let result = service.file_plan(ctx.viewer()?, input.id, i64::from(input.revision), filing).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The office's head publishes the plan on both channels.
    async fn publish_plan(
        &self,
        ctx: &Context<'_>,
        input: PlanStepInput,
    ) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let result = service.publish_plan(ctx.viewer()?, input.id, i64::from(input.revision)).await;
        PlanPayload::from_result(ctx, result, Plan)
    }
}
