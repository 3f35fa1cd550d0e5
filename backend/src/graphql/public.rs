//! What everybody may read without logging in: published plans, items, draws, results, a firm's page.
//! Nothing personal: no phone, no id number, no legal representative, no inspector.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::CheckMethod;
use shared::draw::HashAlgorithm;
use shared::ids::PlanLineId;
use shared::job::JobKind;
use shared::planning::{LineKind, ListDisclosure, PlanStatus, WaveStatus};
use shared::registry::{SubjectKind, SubjectStatus};
use shared::visit::ResultCode;

use super::attempt::Attempt;
use super::catalogue::JointItem;
use super::contact::{EarlierResult, PublicContactStep, public_steps};
use super::context::ContextExt;
use super::hall::DrawLedger;
use super::loaders::{
    AttemptsOf, JointItemsOfLine, LinesOfWave, PartiesOf, PublishedResultsOf, ReplacedResultsOf, many, one,
};
use super::opening::{DoorDraw, OpenedDoors};
use super::organisation::{Department, department};
use super::page::{List, connection, request};
use super::planning::LineDifference;
use super::scalars::{Date, Ratio, ratios_to, small};
use super::wave_rules::{WaveRules, WaveTurn, turn};
use crate::demo;
use crate::draw::Wave;
use crate::planning::{Plan, PlanLine};
use crate::registry::Subject;
use crate::visit::ResultRow;

/// Most results on the page of a firm.
const MOST_RESULTS: usize = 200;

/// A firm as everybody may see it.
pub struct PublicSubject(pub(super) Subject);

#[Object]
impl PublicSubject {
    /// Name as registered.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Unified social credit code.
    async fn uscc(&self) -> Option<&str> {
        self.0.uscc.as_deref()
    }
    /// Kind.
    async fn kind(&self) -> SubjectKind {
        self.0.kind
    }
    /// State.
    async fn status(&self) -> SubjectStatus {
        self.0.status
    }
    /// Address as registered.
    async fn address(&self) -> &str {
        &self.0.address
    }
    /// Published results, newest first.
    #[graphql(complexity = "20 * child_complexity")]
    async fn results(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PublicResult>> {
        let rows = many(ctx, PublishedResultsOf(self.0.id)).await?;
        Ok(rows.into_iter().take(MOST_RESULTS).map(PublicResult).collect())
    }
    /// Draws its door was in, newest first, each with what the door may be told of it now; of one firm at a
    /// time, which the cost sees to.
    #[graphql(complexity = "2000 + 10 * child_complexity")]
    async fn draws(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DoorDraw>> {
        let site = one(ctx, self.0.site_id).await?;
        let told = ctx.services()?.draw.statements(ctx.division()?, &site).await?;
        Ok(told.into_iter().map(DoorDraw).collect())
    }
}

/// A published result.
pub struct PublicResult(ResultRow);

#[Object]
impl PublicResult {
    /// What was found.
    async fn code(&self) -> ResultCode {
        self.0.code
    }
    /// Day of the result.
    async fn found_on(&self) -> Date {
        Date(self.0.found_on)
    }
    /// When it was published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
    /// The department that checked.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// What was inspected.
    async fn item_name(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let item = one(ctx, self.0.visit_item_id).await?;
        Ok(one(ctx, item.item_id).await?.name)
    }
    /// How it was checked.
    async fn method(&self, ctx: &Context<'_>) -> async_graphql::Result<CheckMethod> {
        Ok(one(ctx, self.0.visit_item_id).await?.method)
    }
    /// Code of the draw in which its door was drawn.
    async fn wave_code(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let item = one(ctx, self.0.visit_item_id).await?;
        let visit = one(ctx, item.visit_id).await?;
        Ok(one(ctx, visit.wave_id).await?.code)
    }
    /// The firm.
    async fn subject(&self, ctx: &Context<'_>) -> async_graphql::Result<PublicSubject> {
        one(ctx, self.0.subject_id).await.map(PublicSubject)
    }
    /// Why it corrects an earlier version.
    async fn correction_reason(&self) -> Option<&str> {
        self.0.correction_reason.as_deref()
    }
    /// What was published before it, newest first.
    async fn earlier(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<EarlierResult>> {
        if self.0.version == 1 {
            return Ok(Vec::new());
        }
        let rows = many(ctx, ReplacedResultsOf(self.0.visit_item_id)).await?;
        Ok(rows.into_iter().filter(|row| row.version < self.0.version).map(EarlierResult::from).collect())
    }
    /// Letters and the list with their days, of a firm that cannot be reached.
    async fn contact_steps(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PublicContactStep>> {
        public_steps(ctx, &self.0).await
    }
}

/// A published plan.
pub struct PublicPlan {
    plan: Plan,
    lines: Vec<PlanLine>,
}

#[Object]
impl PublicPlan {
    /// Year.
    async fn year(&self) -> i32 {
        small(self.plan.year)
    }
    /// Version.
    async fn version(&self) -> i32 {
        small(self.plan.version)
    }
    /// Number.
    async fn number(&self) -> &str {
        &self.plan.number
    }
    /// Title.
    async fn title(&self) -> &str {
        &self.plan.title
    }
    /// PUBLISHED, or AMENDED where a newer version counts.
    async fn status(&self) -> PlanStatus {
        self.plan.status
    }
    /// Number of its filing with the government.
    async fn filed_number(&self) -> Option<&str> {
        self.plan.filed_number.as_deref()
    }
    /// When it was published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.plan.published_at
    }
    /// SHA-256 of the published text.
    async fn content_hash(&self) -> Option<&str> {
        self.plan.content_hash.as_deref()
    }
    /// The version it amends.
    async fn amends(&self) -> Option<i32> {
        self.plan.amends.map(|_| small(self.plan.version - 1))
    }
    /// The version that counts in its place.
    async fn amended_by(&self) -> Option<i32> {
        (self.plan.status == PlanStatus::Amended).then(|| small(self.plan.version + 1))
    }
    /// Why it amends the version before.
    async fn amend_reason(&self) -> Option<&str> {
        self.plan.amend_reason.as_deref()
    }
    /// Line by line against the version before; empty for a first version.
    #[graphql(complexity = "100 * child_complexity")]
    async fn differences(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LineDifference>> {
        let found = ctx.services()?.planning.published_differences(&self.plan).await?;
        Ok(LineDifference::all(found, ctx.request()?.lang))
    }
    /// Its lines.
    #[graphql(complexity = "50 * child_complexity")]
    async fn lines(&self) -> Vec<PublicLine> {
        self.lines.iter().cloned().map(PublicLine).collect()
    }
}

/// A line of a published plan.
pub struct PublicLine(PlanLine);

#[Object]
impl PublicLine {
    /// Number within the plan.
    async fn number(&self) -> i32 {
        small(self.0.position)
    }
    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Routine, or a special campaign.
    async fn kind(&self) -> LineKind {
        self.0.kind
    }
    /// Why a special campaign, and why with these ratios.
    async fn special_reason(&self) -> &str {
        &self.0.special_reason
    }
    /// How it is checked.
    async fn method(&self) -> CheckMethod {
        self.0.method
    }
    /// First day.
    async fn window_from(&self) -> Date {
        Date(self.0.window_from)
    }
    /// Last day.
    async fn window_to(&self) -> Date {
        Date(self.0.window_to)
    }
    /// Ratios by stratum.
    async fn ratios(&self) -> Vec<Ratio> {
        ratios_to(&self.0.ratios.0)
    }
    /// Departments, the leading one first.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Department>> {
        let parties = many(ctx, PartiesOf(self.0.id)).await?;
        futures::future::try_join_all(parties.into_iter().map(|party| department(ctx, party.department_id)))
            .await
    }
    /// Joint items.
    async fn items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<JointItem>> {
        let ids = many(ctx, JointItemsOfLine(self.0.id)).await?;
        let rows = futures::future::try_join_all(ids.into_iter().map(|id| one(ctx, id))).await?;
        Ok(rows.into_iter().map(JointItem).collect())
    }
}

/// A wave as everybody may see it.
pub struct PublicWave(pub(super) Wave);

#[Object]
impl PublicWave {
    /// Identifier in the draw and in addresses.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Where it stands.
    async fn status(&self) -> WaveStatus {
        self.0.status
    }
    /// Hash function of the draw.
    async fn hash(&self) -> HashAlgorithm {
        self.0.hash
    }
    /// When the drawn list opens.
    async fn disclosure(&self) -> ListDisclosure {
        self.0.disclosure
    }
    /// Whether the whole list may be seen now.
    async fn is_open(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(ctx.services()?.draw.is_open(&self.0))
    }
    /// Last day on which the list may still be sealed; it opens on the next at the latest.
    async fn sealed_until(&self) -> Option<Date> {
        self.0.last_day.map(Date)
    }
    /// Doors whose outcome is open: each from its notice time on, all of them with the whole list.
    #[graphql(complexity = "200 + 20 * child_complexity")]
    async fn opened(&self, ctx: &Context<'_>) -> async_graphql::Result<OpenedDoors> {
        ctx.services()?.draw.opened_doors(&self.0).await.map(OpenedDoors::from).map_err(Into::into)
    }
    /// Whom its frame leaves out; absent for waves of before there were rules.
    async fn rules(&self) -> Option<WaveRules> {
        self.0.rules.as_ref().map(|rules| rules.0.into())
    }
    /// How it turns the numbers of the wave before, in a series.
    async fn turn(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<WaveTurn>> {
        turn(ctx, &self.0).await
    }
    /// The event whose text goes into the key.
    async fn beacon_event(&self) -> &str {
        &self.0.beacon_event
    }
    /// When the event is planned.
    async fn beacon_due_at(&self) -> Option<DateTime<Utc>> {
        self.0.beacon_due_at
    }
    /// What the server is at with the newest attempt.
    async fn working(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<JobKind>> {
        let rows = many(ctx, AttemptsOf(self.0.id)).await?;
        Ok(ctx.services()?.draw.working(&self.0.division_code, &rows).await?)
    }
    /// Its part of the ledger of draws, held against the tables.
    #[graphql(complexity = "500 + child_complexity")]
    async fn ledger(&self, ctx: &Context<'_>) -> async_graphql::Result<DrawLedger> {
        let found = ctx.services()?.draw.ledger(&self.0.division_code, Some(&self.0.code)).await?;
        Ok(DrawLedger::new(found, ctx.request()?.lang))
    }
    /// When it was opened.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When it was closed.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }
    /// Its tasks: one for each line of the plan.
    #[graphql(complexity = "10 * child_complexity")]
    async fn tasks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PublicTask>> {
        let rows = many(ctx, LinesOfWave(self.0.id)).await?;
        Ok(rows.into_iter().map(|row| PublicTask { code: row.task_code, line: row.line_id }).collect())
    }
    /// All attempts, void ones included.
    #[graphql(complexity = "3 * child_complexity")]
    async fn attempts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Attempt>> {
        let rows = many(ctx, AttemptsOf(self.0.id)).await?;
        let open = ctx.services()?.draw.is_open(&self.0);
        Ok(rows.into_iter().map(|row| Attempt::new(row, open)).collect())
    }
}

/// A task of a wave as everybody may see it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct PublicTask {
    /// Identifier in the draw.
    pub code: String,
    #[graphql(skip)]
    line: PlanLineId,
}

#[async_graphql::ComplexObject]
impl PublicTask {
    /// The line it comes from.
    async fn line(&self, ctx: &Context<'_>) -> async_graphql::Result<PublicLine> {
        one(ctx, self.line).await.map(PublicLine)
    }
}

/// Where the portal is.
#[derive(SimpleObject)]
pub struct PortalInfo {
    /// Division code.
    pub division_code: String,
    /// What the division is called; its code until its name is on file.
    pub division_name: String,
    /// The server's time: what countdowns go by.
    pub now: DateTime<Utc>,
    /// Demo data are shown.
    pub demo: bool,
    /// Accounts to try it with; none where no demo data are shown.
    pub demo_accounts: Vec<DemoAccount>,
}

/// An account of the demo town.
#[derive(SimpleObject)]
pub struct DemoAccount {
    /// Name to log in with.
    pub username: String,
    /// What it is.
    pub name: String,
    /// Its password, which is no secret.
    pub password: String,
}

impl DemoAccount {
    fn all() -> Vec<Self> {
        let own = |(username, name): (&str, &str)| Self {
            username: username.to_owned(),
            name: name.to_owned(),
            password: demo::PASSWORD.to_owned(),
        };
        demo::shown_accounts().into_iter().map(own).collect()
    }
}

#[derive(Default)]
pub struct PublicQuery;

#[Object]
impl PublicQuery {
    /// Where the portal is.
    async fn portal(&self, ctx: &Context<'_>) -> async_graphql::Result<PortalInfo> {
        let demo = ctx.services()?.organisation.demo_accounts().await? > 0;
        let demo_accounts = if demo { DemoAccount::all() } else { Vec::new() };
        let division = ctx.division()?;
        let division_name = ctx.services()?.organisation.name_of(division).await?;
        let now = ctx.services()?.core.now();
        Ok(PortalInfo { division_code: division.to_string(), division_name, now, demo, demo_accounts })
    }

    /// Firms whose name, initials or code match, at most twenty.
    #[graphql(complexity = "20 * child_complexity")]
    async fn public_search(
        &self,
        ctx: &Context<'_>,
        text: String,
    ) -> async_graphql::Result<Vec<PublicSubject>> {
        let found = ctx.services()?.registry.public_search(ctx.division()?, &text).await?;
        Ok(found.into_iter().map(PublicSubject).collect())
    }

    /// A firm by its credit code.
    async fn public_subject(
        &self,
        ctx: &Context<'_>,
        uscc: String,
    ) -> async_graphql::Result<Option<PublicSubject>> {
        Ok(ctx.services()?.registry.public_subject(ctx.division()?, &uscc).await?.map(PublicSubject))
    }

    /// Published plans, newest first.
    async fn public_plans(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PublicPlan>> {
        let found = ctx.services()?.planning.published(ctx.division()?).await?;
        Ok(found.into_iter().map(|(plan, lines)| PublicPlan { plan, lines }).collect())
    }

    /// The published list of items.
    #[graphql(complexity = "30 * child_complexity")]
    async fn public_items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<JointItem>> {
        let found = ctx.services()?.catalogue.published(ctx.division()?).await?;
        Ok(found.into_iter().map(JointItem).collect())
    }

    /// Draws, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn public_waves(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PublicWave>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.draw.public_waves(ctx.division()?, &page).await?;
        Ok(connection(found, &page, PublicWave))
    }

    /// A draw by its code.
    async fn public_wave(
        &self,
        ctx: &Context<'_>,
        code: String,
    ) -> async_graphql::Result<Option<PublicWave>> {
        Ok(ctx.services()?.draw.public_wave(ctx.division()?, &code).await?.map(PublicWave))
    }

    /// The latest published results.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn public_results(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PublicResult>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.disclosure.public_latest(ctx.division()?, &page).await?;
        Ok(connection(found, &page, PublicResult))
    }
}
