//! Duties that two departments claim, and what plan lines should mind of them.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::coverage::{DutyMatch, LineWarning, Standing};
use shared::ids::{DepartmentId, ItemId};
use shared::registry::SubjectKind;

use crate::catalogue::StandingItem;
use crate::coverage::{self as context, SettleInput};
use crate::graphql::catalogue::Item;
use crate::graphql::loaders::one;
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::scalars::small;

/// A cited article.
#[derive(SimpleObject)]
pub struct DutyBasis {
    /// Title without 《》.
    pub title: String,
    /// Article.
    pub article: String,
}

/// One side of a conflict.
pub struct DutyClaim(StandingItem);

#[Object]
impl DutyClaim {
    /// The department's item.
    async fn item(&self) -> Item {
        Item(self.0.item.clone())
    }
    /// Name in force.
    async fn name(&self) -> &str {
        &self.0.content.name
    }
    /// Legal bases in force.
    async fn bases(&self) -> Vec<DutyBasis> {
        let bases = self.0.content.bases.iter();
        bases.map(|basis| DutyBasis { title: basis.title.clone(), article: basis.article.clone() }).collect()
    }
    /// Kinds of subject; empty for every kind.
    async fn subject_kinds(&self) -> &[SubjectKind] {
        &self.0.content.subject_kinds
    }
    /// Tag of its subjects; absent if it is about all.
    async fn tag(&self) -> Option<&str> {
        self.0.joint.tag.as_deref()
    }
    /// Whether its department leads the joint item.
    async fn leads(&self) -> bool {
        self.0.leads
    }
}

/// A decision of the office.
pub struct DutyDecision(context::DutyDecision);

#[Object]
impl DutyDecision {
    /// Its number among the decisions about these two items.
    async fn number(&self) -> i32 {
        small(self.0.number)
    }
    /// Whose duty it is.
    async fn holder(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.holder_id).await
    }
    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// When.
    async fn decided_at(&self) -> DateTime<Utc> {
        self.0.decided_at
    }
    /// By whom.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.decided_by)).await
    }
}

/// Two departments that claim the same duty.
pub struct DutyConflict(pub context::DutyConflict);

#[Object]
impl DutyConflict {
    /// One side.
    async fn first(&self) -> DutyClaim {
        DutyClaim(self.0.sides.0.clone())
    }
    /// The other.
    async fn second(&self) -> DutyClaim {
        DutyClaim(self.0.sides.1.clone())
    }
    /// What they have in common.
    async fn matches(&self) -> &[DutyMatch] {
        &self.0.conflict.matches
    }
    /// Whose duty it is; absent while nobody has decided.
    async fn holder(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Department>> {
        match self.0.standing {
            Standing::Open => Ok(None),
            Standing::Settled(holder) => department(ctx, holder).await.map(Some),
        }
    }
    /// What was decided, newest first.
    async fn decisions(&self) -> Vec<DutyDecision> {
        self.0.decisions.iter().cloned().map(DutyDecision).collect()
    }
}

/// The office's decision.
#[derive(InputObject)]
pub struct SettleDutyInput {
    /// One item.
    pub first_item_id: ItemId,
    /// The other.
    pub second_item_id: ItemId,
    /// Whose duty it is.
    pub holder_id: DepartmentId,
    /// How many decisions had been seen.
    pub seen: i32,
    /// Why.
    pub reason: String,
}

impl From<SettleDutyInput> for SettleInput {
    fn from(input: SettleDutyInput) -> Self {
        Self {
            items: (input.first_item_id, input.second_item_id),
            holder: input.holder_id,
            seen: i64::from(input.seen),
            reason: input.reason,
        }
    }
}

/// A conflict that a plan line should mind.
pub struct LineDutyWarning(LineWarning);

#[Object]
impl LineDutyWarning {
    /// The line's item.
    async fn item(&self, ctx: &Context<'_>) -> async_graphql::Result<Item> {
        let (LineWarning::Open { item, .. } | LineWarning::Against { item, .. }) = self.0;
        one(ctx, item).await.map(Item)
    }
    /// The other department's item.
    async fn other(&self, ctx: &Context<'_>) -> async_graphql::Result<Item> {
        let (LineWarning::Open { other, .. } | LineWarning::Against { other, .. }) = self.0;
        one(ctx, other).await.map(Item)
    }
    /// Whose duty it is by the office's decision; absent while nobody has decided.
    async fn holder(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Department>> {
        match self.0 {
            LineWarning::Open { .. } => Ok(None),
            LineWarning::Against { holder, .. } => department(ctx, holder).await.map(Some),
        }
    }
}

/// Officers of a department for a line.
pub struct PartyOfficers(context::PartyOfficers);

#[Object]
impl PartyOfficers {
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department).await
    }
    /// How many it sends to each visit.
    async fn needed(&self) -> i32 {
        small(i64::from(self.0.needed))
    }
    /// How many may be sent within the line's window.
    async fn eligible(&self) -> i32 {
        small(i64::from(self.0.eligible))
    }
}

/// What a plan line should mind.
pub struct LineCoverage(pub context::LineCoverage);

#[Object]
impl LineCoverage {
    /// Conflicts of its duties.
    async fn warnings(&self) -> Vec<LineDutyWarning> {
        self.0.warnings.iter().copied().map(LineDutyWarning).collect()
    }
    /// Officers of each department.
    async fn officers(&self) -> Vec<PartyOfficers> {
        self.0.officers.iter().cloned().map(PartyOfficers).collect()
    }
}
