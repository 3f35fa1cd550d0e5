//! A visit, who goes and for whom.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use shared::eligibility::OfficerReason;
use shared::ids::{InspectorId, VisitId};
use shared::visit::{TeamChange, VisitStatus};

use super::item::*;
use crate::graphql::draw::Wave;
use crate::graphql::eager::Eager;
use crate::graphql::loaders::{AllSeatsOf, DaysOf, DepartmentsOfVisit, ItemsOfVisit, SeatsOf, many, one};
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::registry::{Inspector, Site};
use crate::graphql::scalars::{Date, small};
use crate::visit::{self as context};

/// A visit to one door (入企检查).
pub struct Visit(pub context::Visit);

#[Object]
impl Visit {
    /// Opaque id.
    pub async fn id(&self) -> VisitId {
        self.0.id
    }
    /// Identifier in the draw: wave and door.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Where it stands.
    async fn status(&self) -> VisitStatus {
        self.0.status
    }
    /// Whether somebody goes there; off-site checks open no door.
    async fn opens_door(&self) -> bool {
        self.0.opens_door
    }
    /// When the team arrived.
    async fn checked_in_at(&self) -> Option<DateTime<Utc>> {
        self.0.checked_in_at
    }
    /// Who signed the team in.
    async fn checked_in_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.checked_in_by).await
    }
    /// How exactly the phone knew where it was, in metres; absent if it did not.
    async fn accuracy_m(&self) -> Option<f64> {
        self.0.accuracy_m
    }
    /// When it was over.
    async fn completed_at(&self) -> Option<DateTime<Utc>> {
        self.0.completed_at
    }
    /// Why it could not take place.
    async fn not_possible_reason(&self) -> Option<&str> {
        self.0.not_possible_reason.as_deref()
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Its first day.
    async fn first_day(&self) -> Date {
        Date(self.0.first_day)
    }
    /// All its days.
    async fn days(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Date>> {
        Ok(many(ctx, DaysOf(self.0.id)).await?.into_iter().map(Date).collect())
    }
    /// The door.
    async fn site(&self, ctx: &Context<'_>) -> async_graphql::Result<Site> {
        one(ctx, self.0.site_id).await.map(Site)
    }
    /// The wave it was drawn in.
    async fn wave(&self, ctx: &Context<'_>) -> async_graphql::Result<Wave> {
        one(ctx, self.0.wave_id).await.map(Wave)
    }
    /// The leading department.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.lead_department_id).await
    }
    /// The departments that come.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<VisitDepartment>> {
        Ok(many(ctx, DepartmentsOfVisit(self.0.id)).await?.into_iter().map(VisitDepartment).collect())
    }
    /// The team.
    async fn team(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Seat>> {
        Ok(many(ctx, SeatsOf(self.0.id)).await?.into_iter().map(Seat).collect())
    }
    /// Who has left the team, in the order of leaving.
    async fn team_changes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SeatChange>> {
        let seats = many(ctx, AllSeatsOf(self.0.id)).await?;
        let successor =
            |left: &context::Seat| seats.iter().find(|seat| seat.follows == Some(left.id)).cloned();
        let mut left: Vec<SeatChange> = seats
            .iter()
            .filter(|seat| seat.left_at.is_some())
            .map(|seat| SeatChange { left: seat.clone(), successor: successor(seat) })
            .collect();
        left.sort_by_key(|change| change.left.left_at);
        Ok(left)
    }
    /// What is inspected.
    #[graphql(complexity = "5 * child_complexity")]
    async fn items(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Eager<VisitItem>>> {
        Ok(many(ctx, ItemsOfVisit(self.0.id)).await?.into_iter().map(VisitItem).map(Eager).collect())
    }
}

/// A department's part in a visit.
pub struct VisitDepartment(pub(super) context::VisitDepartment);

#[Object]
impl VisitDepartment {
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Officers it sends.
    async fn seats(&self) -> i32 {
        small(self.0.seats)
    }
    /// When its head approved.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.approved_at
    }
    /// Who approved.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.approved_by).await
    }
}

/// A seat on a team.
pub struct Seat(pub(super) context::Seat);

#[Object]
impl Seat {
    /// The inspector.
    async fn inspector(&self, ctx: &Context<'_>) -> async_graphql::Result<Inspector> {
        one(ctx, self.0.inspector_id).await.map(Inspector)
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Whether this is the team leader.
    async fn leader(&self) -> bool {
        self.0.leader
    }
}

/// A seat that was given up, and who took it.
pub struct SeatChange {
    left: context::Seat,
    successor: Option<context::Seat>,
}

#[Object]
impl SeatChange {
    /// Who left.
    async fn inspector(&self, ctx: &Context<'_>) -> async_graphql::Result<Inspector> {
        one(ctx, self.left.inspector_id).await.map(Inspector)
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.left.department_id).await
    }
    /// When.
    async fn left_at(&self) -> Option<DateTime<Utc>> {
        self.left.left_at
    }
    /// What the registers said.
    async fn change(&self) -> Option<TeamChange> {
        self.left.change
    }
    /// Why, in the head's words.
    async fn reason(&self) -> Option<&str> {
        self.left.reason.as_deref()
    }
    /// Who took the seat; absent while it is vacant, or if it was filled later.
    async fn successor(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Inspector>> {
        match &self.successor {
            Some(seat) => Ok(Some(Inspector(one(ctx, seat.inspector_id).await?))),
            None => Ok(None),
        }
    }
}

/// An officer on a team who may not go any more.
pub struct UnfitOfficer {
    /// Who.
    pub inspector: InspectorId,
    /// What speaks against it.
    pub reasons: Vec<OfficerReason>,
}

#[Object]
impl UnfitOfficer {
    /// The inspector.
    async fn inspector(&self, ctx: &Context<'_>) -> async_graphql::Result<Inspector> {
        one(ctx, self.inspector).await.map(Inspector)
    }
    /// What speaks against it, as the rule says.
    async fn reasons(&self) -> &[OfficerReason] {
        &self.reasons
    }
}
