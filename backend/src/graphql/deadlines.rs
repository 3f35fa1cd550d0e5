//! The calendar of dated duties.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::deadlines::{self as rules, DayShift, DutyOf, DutyProof, DutyState, DutyTerms};
use shared::ids::DepartmentId;

use super::context::ContextExt;
use super::error::payload;
use super::organisation::{Department, account_name, department};
use super::scalars::{Date, small};
use crate::deadlines::{DoneInput, RuleInput, RuleNow, RuleVersion};

/// A duty of a year.
pub struct Duty(rules::Duty);

#[Object]
impl Duty {
    /// Code of its rule.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// What is to be done.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// The clause it comes from.
    async fn clause(&self) -> &str {
        &self.0.clause
    }
    /// Year of the calendar it stands in.
    async fn year(&self) -> i32 {
        self.0.year
    }
    /// The last day.
    async fn due_on(&self) -> Date {
        Date(self.0.due.date)
    }
    /// A calendar that is not published yet can still move the day.
    async fn provisional(&self) -> bool {
        self.0.due.provisional
    }
    /// Whose it is; absent for the office.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id).await.map(Some),
            None => Ok(None),
        }
    }
    /// How it stands.
    async fn state(&self) -> DutyState {
        self.0.state
    }
    /// Working days left; negative when it is past.
    async fn days_left(&self) -> i32 {
        small(self.0.days_left)
    }
    /// What proves it.
    async fn proof(&self) -> DutyProof {
        self.0.proof
    }
    /// When it was fulfilled.
    async fn done_on(&self) -> Option<Date> {
        self.0.done_on.map(Date)
    }
    /// A number, a hash or somebody's words that prove it.
    async fn evidence(&self) -> &str {
        &self.0.evidence
    }
    /// Of several things, those still to be done.
    async fn open_count(&self) -> Option<i32> {
        self.0.open.map(|(open, _)| small(i64::from(open)))
    }
    /// Of several things, all.
    async fn all_count(&self) -> Option<i32> {
        self.0.open.map(|(_, all)| small(i64::from(all)))
    }
}

/// What a rule says.
#[derive(SimpleObject)]
pub struct DutyRuleTerms {
    /// What is to be done.
    pub title: String,
    /// The clause it comes from.
    pub clause: String,
    /// The only year it is for.
    pub year: Option<i32>,
    /// Month.
    pub month: i32,
    /// Day of the month; one past its end is its last.
    pub day: i32,
    /// The plan it is about is that many years ahead.
    pub plan_ahead: i32,
    /// What becomes of a day that is not worked.
    pub shift: DayShift,
    /// Working days before it on which reminders begin.
    pub remind: i32,
    /// What proves it.
    pub proof: DutyProof,
    /// Whose it is.
    pub of: DutyOf,
    /// Whether it holds.
    pub active: bool,
}

impl From<DutyTerms> for DutyRuleTerms {
    fn from(terms: DutyTerms) -> Self {
        let number = |number: u32| small(i64::from(number));
        Self {
            title: terms.title,
            clause: terms.clause,
            year: terms.year,
            month: number(terms.month),
            day: number(terms.day),
            plan_ahead: number(terms.plan_ahead),
            shift: terms.shift,
            remind: number(terms.remind),
            proof: terms.proof,
            of: terms.of,
            active: terms.active,
        }
    }
}

/// A rule as it holds now.
pub struct DutyRule(RuleNow);

#[Object]
impl DutyRule {
    /// Its code.
    async fn code(&self) -> &str {
        &self.0.rule.code
    }
    /// Its version; 0 for the usual one.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// What it says.
    async fn terms(&self) -> DutyRuleTerms {
        self.0.rule.terms.clone().into()
    }
    /// Versions the office wrote, newest first.
    async fn history(&self) -> Vec<DutyRuleVersion> {
        self.0.history.iter().cloned().map(DutyRuleVersion).collect()
    }
}

/// A version of a rule.
pub struct DutyRuleVersion(RuleVersion);

#[Object]
impl DutyRuleVersion {
    /// Its number.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// What it says.
    async fn terms(&self) -> DutyRuleTerms {
        self.0.content.0.clone().into()
    }
    /// Why it was written.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// When.
    async fn saved_at(&self) -> DateTime<Utc> {
        self.0.saved_at
    }
    /// By whom.
    async fn saved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.saved_by)).await
    }
}

#[derive(Default)]
pub struct DeadlineQuery;

#[Object]
impl DeadlineQuery {
    /// The dated duties of a year, by day.
    #[graphql(complexity = 500)]
    async fn duties(&self, ctx: &Context<'_>, year: i32) -> async_graphql::Result<Vec<Duty>> {
        Ok(ctx.services()?.deadlines.duties(ctx.viewer()?, year).await?.into_iter().map(Duty).collect())
    }

    /// Duties whoever is logged in is to be reminded of.
    #[graphql(complexity = 500)]
    async fn duty_reminders(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Duty>> {
        Ok(ctx.services()?.deadlines.reminders(ctx.viewer()?).await?.into_iter().map(Duty).collect())
    }

    /// The rules behind the calendar.
    #[graphql(complexity = 200)]
    async fn duty_rules(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DutyRule>> {
        Ok(ctx.services()?.deadlines.rules(ctx.viewer()?).await?.into_iter().map(DutyRule).collect())
    }
}

/// What a rule is to say.
#[derive(InputObject)]
pub struct DutyTermsInput {
    /// What is to be done.
    pub title: String,
    /// The clause it comes from.
    pub clause: String,
    /// The only year it is for; every year if absent.
    pub year: Option<i32>,
    /// Month.
    pub month: i32,
    /// Day of the month.
    pub day: i32,
    /// The plan it is about is that many years ahead.
    #[graphql(default)]
    pub plan_ahead: i32,
    /// What becomes of a day that is not worked.
    pub shift: DayShift,
    /// Working days before it on which reminders begin.
    pub remind: i32,
    /// What proves it.
    pub proof: DutyProof,
    /// Whose it is.
    pub of: DutyOf,
    /// Whether it holds.
    pub active: bool,
}

impl From<DutyTermsInput> for DutyTerms {
    fn from(input: DutyTermsInput) -> Self {
        // What is below zero becomes what is refused for being too large.
        let number = |number: i32| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            title: input.title.trim().to_owned(),
            clause: input.clause.trim().to_owned(),
            year: input.year,
            month: number(input.month),
            day: number(input.day),
            plan_ahead: number(input.plan_ahead),
            shift: input.shift,
            remind: number(input.remind),
            proof: input.proof,
            of: input.of,
            active: input.active,
        }
    }
}

/// A rule to be written.
#[derive(InputObject)]
pub struct KeepDutyRuleInput {
    /// Its code; absent for a new rule.
    pub code: Option<String>,
    /// Version it was based on; 0 for the usual one and for a new rule.
    pub version: i32,
    /// What it says.
    pub terms: DutyTermsInput,
    /// Why it is changed.
    #[graphql(default)]
    pub reason: String,
}

/// Somebody's word that a duty was fulfilled.
#[derive(InputObject)]
pub struct SayDutyDoneInput {
    /// Code of the rule.
    pub code: String,
    /// Year of the duty.
    pub year: i32,
    /// Whose; absent for the office.
    pub department_id: Option<DepartmentId>,
    /// When it was fulfilled.
    pub done_on: Date,
    /// What proves it.
    pub proof: String,
}

payload!(
    /// A rule of the calendar.
    DutyRulePayload { duty_rule: DutyRule }
);
payload!(
    /// The code of a duty that was said to be fulfilled.
    DutyDonePayload { code: String }
);

#[derive(Default)]
pub struct DeadlineMutation;

#[Object]
impl DeadlineMutation {
    /// The office's head or the system administrator writes a version of a rule.
    async fn keep_duty_rule(
        &self,
        ctx: &Context<'_>,
        input: KeepDutyRuleInput,
    ) -> async_graphql::Result<DutyRulePayload> {
        let input = RuleInput {
            code: input.code,
            version: i64::from(input.version),
            terms: input.terms.into(),
            reason: input.reason,
        };
        let result = ctx.services()?.deadlines.keep_rule(ctx.viewer()?, input).await;
        DutyRulePayload::from_result(ctx, result, DutyRule)
    }

    /// Somebody says that a duty was fulfilled which no record shows.
    async fn say_duty_done(
        &self,
        ctx: &Context<'_>,
        input: SayDutyDoneInput,
    ) -> async_graphql::Result<DutyDonePayload> {
        let code = input.code.clone();
        let input = DoneInput {
            code: input.code,
            year: input.year,
            department: input.department_id,
            done_on: input.done_on.0,
            proof: input.proof,
        };
        let result = ctx.services()?.deadlines.say_done(ctx.viewer()?, input).await;
        DutyDonePayload::from_result(ctx, result, |()| code)
    }
}
