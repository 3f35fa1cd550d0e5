//! What doors are told of draws, for everybody: signed statements, and the doors that are open.

use std::collections::BTreeSet;

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::visit::VisitStatus;

use super::loaders::{DepartmentsOfVisit, ItemsOfVisit, many, one};
use super::organisation::{Department, department};
use super::public::{PublicSubject, PublicWave};
use super::scalars::{count, small};
use crate::draw;
use crate::visit::Visit;

/// A draw as one door is told of it.
pub struct DoorDraw(pub(super) draw::DoorStatement);

#[Object]
impl DoorDraw {
    /// The wave.
    async fn wave(&self) -> PublicWave {
        PublicWave(self.0.wave.clone())
    }
    /// The attempt that was drawn.
    async fn attempt(&self) -> i32 {
        small(self.0.attempt.number)
    }
    /// Other firms behind the same door are told the same.
    async fn site(&self) -> &str {
        &self.0.statement.site
    }
    /// The signed statement, in canonical JSON: `onedoor-statement/1`.
    async fn statement(&self) -> String {
        self.0.statement.to_canonical()
    }
}

/// Doors of a wave whose outcome is open.
#[derive(SimpleObject)]
pub struct OpenedDoors {
    /// How many.
    pub count: i32,
    /// The latest of them, at most 200.
    pub doors: Vec<OpenedDoor>,
}

impl From<draw::OpenedDoors> for OpenedDoors {
    fn from(found: draw::OpenedDoors) -> Self {
        Self { count: count(found.count), doors: found.visits.into_iter().map(OpenedDoor).collect() }
    }
}

/// A door whose outcome is open.
pub struct OpenedDoor(Visit);

#[Object]
impl OpenedDoor {
    /// Identifier of the door in the draw.
    async fn site(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(one(ctx, self.0.site_id).await?.code)
    }
    /// Where it is.
    async fn address(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(one(ctx, self.0.site_id).await?.address)
    }
    /// Where its visit stands.
    async fn status(&self) -> VisitStatus {
        self.0.status
    }
    /// When the team arrived.
    async fn checked_in_at(&self) -> Option<DateTime<Utc>> {
        self.0.checked_in_at
    }
    /// The firms that are checked behind it.
    async fn subjects(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PublicSubject>> {
        let items = many(ctx, ItemsOfVisit(self.0.id)).await?;
        let ids: BTreeSet<_> = items.into_iter().map(|item| item.subject_id).collect();
        let rows = futures::future::try_join_all(ids.into_iter().map(|id| one(ctx, id))).await?;
        Ok(rows.into_iter().map(PublicSubject).collect())
    }
    /// The departments that come.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Department>> {
        let rows = many(ctx, DepartmentsOfVisit(self.0.id)).await?;
        futures::future::try_join_all(rows.into_iter().map(|row| department(ctx, row.department_id))).await
    }
}
