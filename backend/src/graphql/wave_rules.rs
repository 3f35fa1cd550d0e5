//! Whom a wave leaves out of its frame, how its series turns, and the quiet list.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::draw::{HashAlgorithm, Rotation};
use shared::ids::{PlanLineId, SubjectId, WaveId};
use shared::planning::{Excluded, FrameRule, FrameRules};

use super::context::ContextExt;
use super::draw::Wave;
use super::error::payload;
use super::loaders::{SubjectsAt, many, one};
use super::page::{List, connection, request};
use super::registry::Subject;
use super::scalars::{Date, count};
use crate::draw as context;

/// Rules of a wave; a rule without a number is not asked.
#[derive(SimpleObject, InputObject)]
#[graphql(name = "WaveRules", input_name = "WaveRulesInput")]
pub struct WaveRules {
    /// Whether the quiet list is kept.
    pub quiet_list: bool,
    /// Most counted visits of one department to a door in a year.
    pub cap_per_body: Option<i32>,
    /// Most counted visits of all departments to a door in a year.
    pub cap_combined: Option<i32>,
    /// Days for which a visit of a department keeps it away.
    pub recent_days: Option<i32>,
    /// Days for which a conclusion may be used again.
    pub reuse_days: Option<i32>,
}

/// What is no count becomes one that no check lets pass.
fn number(value: i32) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn told(value: u32) -> i32 {
    count(u64::from(value))
}

impl From<WaveRules> for FrameRules {
    fn from(input: WaveRules) -> Self {
        Self {
            quiet_list: input.quiet_list,
            cap_per_body: input.cap_per_body.map(number),
            cap_combined: input.cap_combined.map(number),
            recent_days: input.recent_days.map(number),
            reuse_days: input.reuse_days.map(number),
        }
    }
}

impl From<FrameRules> for WaveRules {
    fn from(rules: FrameRules) -> Self {
        Self {
            quiet_list: rules.quiet_list,
            cap_per_body: rules.cap_per_body.map(told),
            cap_combined: rules.cap_combined.map(told),
            recent_days: rules.recent_days.map(told),
            reuse_days: rules.reuse_days.map(told),
        }
    }
}

/// How a wave turns the numbers of the wave before; in basis points.
#[derive(SimpleObject)]
pub struct WaveTurn {
    /// Code of the wave before.
    pub previous: String,
    /// The ratio the turn is made for.
    pub ratio_bp: i32,
    /// Share of the drawn that is wanted again.
    pub repeat_bp: i32,
    /// Width of what the wave's own key adds or takes.
    pub noise_bp: i32,
    /// Share of the doors that take a fresh number.
    pub fresh_bp: i32,
}

impl WaveTurn {
    /// As the wave with this code before it is followed.
    pub fn new(previous: String, rotation: Rotation) -> Self {
        Self {
            previous,
            ratio_bp: told(rotation.ratio_bp),
            repeat_bp: told(rotation.repeat_bp),
            noise_bp: told(rotation.noise_bp),
            fresh_bp: told(rotation.fresh_bp),
        }
    }
}

/// How a wave turns.
pub async fn turn(ctx: &Context<'_>, wave: &context::Wave) -> async_graphql::Result<Option<WaveTurn>> {
    let (Some(previous), Some(rotation)) = (wave.previous_id, &wave.rotation) else { return Ok(None) };
    let previous = one(ctx, previous).await?;
    Ok(Some(WaveTurn::new(previous.code, rotation.0)))
}

/// Which wave a new one follows, and how far it turns; in basis points.
#[derive(InputObject)]
pub struct WaveTurnInput {
    /// The wave before.
    pub previous_wave_id: WaveId,
    /// The ratio the turn is made for.
    pub ratio_bp: i32,
    /// Share of the drawn that is wanted again.
    pub repeat_bp: i32,
    /// Width of what the wave's own key adds or takes.
    pub noise_bp: i32,
    /// Share of the doors that take a fresh number.
    pub fresh_bp: i32,
}

impl From<WaveTurnInput> for context::WaveTurn {
    fn from(input: WaveTurnInput) -> Self {
        let rotation = Rotation {
            ratio_bp: number(input.ratio_bp),
            repeat_bp: number(input.repeat_bp),
            noise_bp: number(input.noise_bp),
            fresh_bp: number(input.fresh_bp),
        };
        Self { previous: input.previous_wave_id, rotation }
    }
}

/// Doors that a rule leaves out of a task.
#[derive(SimpleObject)]
pub struct ExcludedDoors {
    /// The task.
    pub task: String,
    /// The rule.
    pub rule: FrameRule,
    /// How many doors.
    pub doors: i32,
}

/// All that rules left out, in the order of tasks and rules.
pub fn excluded(found: &Excluded) -> Vec<ExcludedDoors> {
    let rows = found.iter().flat_map(|(task, rules)| {
        rules.iter().map(|(rule, doors)| ExcludedDoors {
            task: task.clone(),
            rule: *rule,
            doors: count(*doors),
        })
    });
    rows.collect()
}

/// A frame as it would be frozen now.
#[derive(SimpleObject)]
pub struct FramePreview {
    /// Doors in it.
    pub doors: i32,
    /// Its tasks, in the order of the lines.
    pub tasks: Vec<TaskPreview>,
}

/// A task of a frame that is not frozen.
#[derive(SimpleObject)]
pub struct TaskPreview {
    /// The line.
    pub line_id: PlanLineId,
    /// What it is called.
    pub title: String,
    /// Doors left.
    pub doors: i32,
    /// Doors to be drawn.
    pub quota: i32,
    /// Doors left out, by rule.
    pub excluded: Vec<RuleCount>,
}

/// Doors that a rule leaves out.
#[derive(SimpleObject)]
pub struct RuleCount {
    /// The rule.
    pub rule: FrameRule,
    /// How many doors.
    pub doors: i32,
}

impl From<context::FramePreview> for FramePreview {
    fn from(found: context::FramePreview) -> Self {
        let rule = |(rule, doors)| RuleCount { rule, doors: count(doors) };
        let task = |task: context::TaskPreview| TaskPreview {
            line_id: task.line,
            title: task.title,
            doors: count(task.doors),
            quota: count(task.quota),
            excluded: task.excluded.into_iter().map(rule).collect(),
        };
        Self { doors: count(found.doors), tasks: found.tasks.into_iter().map(task).collect() }
    }
}

/// A door on the quiet list.
pub struct QuietDoor(context::QuietDoor);

#[Object]
impl QuietDoor {
    /// The firms behind it.
    async fn subjects(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Subject>> {
        let rows = many(ctx, SubjectsAt(self.0.site_id)).await?;
        Ok(rows.into_iter().map(Subject).collect())
    }
    /// Last quiet day; absent where it was taken off the list.
    async fn until(&self) -> Option<Date> {
        self.0.until.map(Date)
    }
    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// Since when it stands so.
    async fn kept_at(&self) -> DateTime<Utc> {
        self.0.kept_at
    }
}

/// A promise of quiet, or its end.
#[derive(InputObject)]
pub struct KeepQuietInput {
    /// A firm behind the door.
    pub subject_id: SubjectId,
    /// Last quiet day; absent to take the door off the list.
    pub until: Option<Date>,
    /// Why.
    pub reason: String,
}

payload!(
    /// A door of the quiet list that was changed.
    QuietDoorPayload { door: QuietDoor }
);

#[derive(Default)]
pub struct WaveRulesQuery;

#[Object]
impl WaveRulesQuery {
    /// Whom rules would leave out of the frame of these lines today (office clerk).
    #[graphql(complexity = "500 + child_complexity")]
    async fn frame_preview(
        &self,
        ctx: &Context<'_>,
        lines: Vec<PlanLineId>,
        rules: WaveRules,
    ) -> async_graphql::Result<FramePreview> {
        Ok(ctx.services()?.draw.preview(ctx.viewer()?, &lines, rules.into()).await?.into())
    }

    /// The waves that a wave of these lines may follow in a series (office clerk).
    #[graphql(complexity = "50 * child_complexity")]
    async fn series_ends(
        &self,
        ctx: &Context<'_>,
        lines: Vec<PlanLineId>,
        hash: HashAlgorithm,
    ) -> async_graphql::Result<Vec<Wave>> {
        let found = ctx.services()?.draw.series_ends(ctx.viewer()?, &lines, hash).await?;
        Ok(found.into_iter().map(Wave).collect())
    }

    /// The doors that are promised quiet (office clerk).
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn quiet_doors(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<QuietDoor>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.draw.quiet_doors(ctx.viewer()?, &page).await?;
        Ok(connection(found, &page, QuietDoor))
    }
}

#[derive(Default)]
pub struct WaveRulesMutation;

#[Object]
impl WaveRulesMutation {
    /// Promises a door quiet up to a day, or takes it off the quiet list (office clerk).
    async fn keep_quiet(
        &self,
        ctx: &Context<'_>,
        input: KeepQuietInput,
    ) -> async_graphql::Result<QuietDoorPayload> {
        let input = context::QuietInput {
            subject: input.subject_id,
            until: input.until.map(|day| day.0),
            reason: input.reason,
        };
        let result = ctx.services()?.draw.keep_quiet(ctx.viewer()?, input).await;
        QuietDoorPayload::from_result(ctx, result, QuietDoor)
    }
}
