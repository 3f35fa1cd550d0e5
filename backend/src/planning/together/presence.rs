//! Who has a plan open now: of the moment, by name and department, and nowhere kept.
//!
//! A place is a row with a lease. It is renewed while the page is open, goes when the page is left, and runs out
//! when the server that held it is gone.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::{Stream, stream};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use shared::ErrorCode;
use shared::ids::{DepartmentId, PlanId, PlanLineId, UserId};
use tokio::time::{Interval, MissedTickBehavior};
use uuid::Uuid;

use super::people::mentionable;
use crate::access::Viewer;
use crate::db::Source;
use crate::db::entity::plan_presence;
use crate::error::Result;
use crate::organisation;
use crate::planning::{PlanningService, repository};

/// How long a place lasts without being renewed.
const LEASE: chrono::Duration = chrono::Duration::seconds(90);
/// How often it is renewed.
const RENEW: Duration = Duration::from_secs(30);

/// Somebody who has a plan open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// The place: one for every page that is open.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// The line that is open, by id, number and title.
    pub line: Option<(PlanLineId, i64, String)>,
    /// It stands in a form.
    pub editing: bool,
    /// Who.
    pub account: UserId,
    /// Name.
    pub name: String,
    /// For which department; none for the office.
    pub department: Option<(DepartmentId, String)>,
    /// Role by which they see plans.
    pub role: Option<shared::organisation::Role>,
}

/// Rows with the names of people, departments and lines.
pub async fn with_names(db: &impl Source, places: Vec<plan_presence::Model>) -> Result<Vec<Present>> {
    let accounts: BTreeSet<UserId> = places.iter().map(|row| row.account_id).collect();
    let people = organisation::people_by_id(db, &accounts.into_iter().collect::<Vec<_>>()).await?;
    let departments: BTreeSet<DepartmentId> = places.iter().filter_map(|row| row.department_id).collect();
    let departments = organisation::departments_by_id(db, departments).await?;
    let lines: BTreeSet<PlanLineId> = places.iter().filter_map(|row| row.line_id).collect();
    let lines = repository::lines_by_id(db, &lines.into_iter().collect::<Vec<_>>()).await?;
    let named = |row: plan_presence::Model| {
        let person = people.get(&row.account_id);
        let line = lines.iter().find(|line| Some(line.id) == row.line_id);
        let department = departments.iter().find(|one| Some(one.id) == row.department_id);
        Present {
            id: row.id,
            plan: row.plan_id,
            line: line.map(|line| (line.id, line.position, line.title.clone())),
            editing: row.editing,
            account: row.account_id,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            department: department.map(|one| (one.id, one.name.clone())),
            role: person.and_then(|person| mentionable(person.clone())).map(|person| person.role),
        }
    };
    Ok(places.into_iter().map(named).collect())
}

/// A place that is held; letting it go gives it up.
struct Place {
    service: PlanningService,
    row: plan_presence::Model,
    renew: Interval,
}

impl Drop for Place {
    fn drop(&mut self) {
        let (service, id) = (self.service.clone(), self.row.id);
        // A server that is going down has nowhere to do it; then the lease runs out.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = service.leave(id).await {
                    tracing::warn!(%error, "a place at a plan could not be given up");
                }
            });
        }
    }
}

impl PlanningService {
    /// Takes a place at a plan, and tells who else has one, now and whenever it changes. The place lasts as
    /// long as the stream.
    pub async fn join(
        &self,
        viewer: &Viewer,
        plan: PlanId,
        (line, editing): (Option<PlanLineId>, bool),
    ) -> Result<impl Stream<Item = Vec<Present>> + Send + use<>> {
        self.readable(viewer, plan, line).await?;
        let row = plan_presence::Model {
            id: self.core.id(),
            division_code: viewer.division.clone(),
            plan_id: plan,
            line_id: line,
            editing,
            account_id: viewer.account.ok_or(ErrorCode::Forbidden)?,
            department_id: viewer.department(),
            until: self.core.now() + LEASE,
        };
        let mut receiver = self.hub.present.subscribe();
        receiver.mark_changed();
        self.take(&row).await?;
        let mut renew = tokio::time::interval_at(tokio::time::Instant::now() + RENEW, RENEW);
        renew.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let place = Place { service: self.clone(), row, renew };
        self.hub.look(&self.core).await?;
        self.hub.wake();
        Ok(stream::unfold((place, receiver, None), move |(mut place, mut receiver, last)| async move {
            loop {
                let there: Vec<Present> = {
                    let all = receiver.borrow_and_update();
                    all.iter().filter(|one| one.plan == plan).cloned().collect()
                };
                let arrived = there.iter().any(|one| one.id == place.row.id);
                if arrived && last.as_ref() != Some(&there) {
                    return Some((there.clone(), (place, receiver, Some(there))));
                }
                tokio::select! {
                    changed = receiver.changed() => changed.ok()?,
                    _ = place.renew.tick() => {
                        // Without a database for a moment the place may run out; the next time takes it again.
                        if let Err(error) = place.service.take(&place.row).await {
                            tracing::warn!(%error, "a place at a plan could not be renewed");
                        }
                    }
                }
            }
        }))
    }

    /// Takes or renews a place; those that have run out go.
    async fn take(&self, row: &plan_presence::Model) -> Result<()> {
        let now = self.core.now();
        let tx = self.core.db().begin().await?;
        plan_presence::Entity::delete_many()
            .filter(plan_presence::Column::Until.lte(now))
            .filter(plan_presence::Column::Id.ne(row.id))
            .exec(&*tx)
            .await?;
        let renewed = plan_presence::Entity::update_many()
            .col_expr(plan_presence::Column::Until, Expr::value(now + LEASE))
            .filter(plan_presence::Column::Id.eq(row.id))
            .exec(&*tx)
            .await?;
        if renewed.rows_affected == 0 {
            let place = plan_presence::ActiveModel {
                id: Set(row.id),
                division_code: Set(row.division_code.clone()),
                plan_id: Set(row.plan_id),
                line_id: Set(row.line_id),
                editing: Set(row.editing),
                account_id: Set(row.account_id),
                department_id: Set(row.department_id),
                until: Set(now + LEASE),
            };
            plan_presence::Entity::insert(place).exec_without_returning(&*tx).await?;
        }
        tx.commit_housekeeping().await?;
        Ok(())
    }

    async fn leave(&self, id: Uuid) -> Result<()> {
        let tx = self.core.db().begin().await?;
        plan_presence::Entity::delete_by_id(id).exec(&*tx).await?;
        tx.commit_housekeeping().await?;
        self.hub.wake();
        Ok(())
    }
}
