//! Clocks and publication.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::calendar::Deadline;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, ResultId, SubjectId};
use shared::visit::{ClockColour, ItemState, PublicationStatus, VisitStatus, clock_colour};

use super::repository;
use crate::access::{Granted, Viewer};
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::Tx;
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Result};
use crate::visit::{self, ResultRow};

/// Which clocks are wanted.
#[derive(Debug, Clone, Default)]
pub struct ClockFilter {
    /// Of one department.
    pub department: Option<DepartmentId>,
    /// With this publication status.
    pub publication: Option<PublicationStatus>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
}

/// See the module.
#[derive(Clone)]
pub struct DisclosureService {
    core: Core,
}

impl DisclosureService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// Results with their clocks, oldest first; a department sees its own.
    pub async fn clocks(
        &self,
        viewer: &Viewer,
        filter: &ClockFilter,
        page: &PageRequest,
    ) -> Result<Page<ResultRow>> {
        let departments = viewer.departments(Action::ReadVisits)?;
        repository::clocks(self.core.db().read(), &viewer.division, departments.as_deref(), filter, page)
            .await
    }

    /// What the clock of a result shows today, and how many working days are left.
    pub fn clock(&self, row: &ResultRow) -> (ClockColour, i64) {
        let today = self.core.today();
        let due = Deadline { date: row.due_on, provisional: row.due_provisional };
        (clock_colour(self.core.calendar(), today, due), self.core.calendar().days_left(today, row.due_on))
    }

    /// How many results of departments wait for publication.
    pub async fn pending(&self, departments: &[DepartmentId]) -> Result<u64> {
        repository::pending(self.core.db().read(), departments).await
    }

    /// Published results of a subject, for everybody.
    pub async fn public_results(&self, subject: SubjectId) -> Result<Vec<ResultRow>> {
        repository::published_of(self.core.db().read(), subject).await
    }

    /// The latest published results, for everybody.
    pub async fn public_latest(
        &self,
        division: &DivisionCode,
        page: &PageRequest,
    ) -> Result<Page<ResultRow>> {
        repository::published(self.core.db().read(), division, page).await
    }

    /// The head of the department that checked approves publication, all or none. Nobody approves what
    /// he entered himself, and a visit is published only when it is over.
    pub async fn publish(&self, viewer: &Viewer, ids: &[ResultId]) -> Result<Vec<ResultRow>> {
        let tx = self.core.db().begin().await?;
        let rows = self.pending_rows(&tx, viewer, ids).await?;
        let Some(granted) =
            rows.first().map(|row| viewer.demand_in(Action::PublishResult, row.department_id))
        else {
            return Ok(Vec::new());
        };
        let granted = granted?;
        let mut published = Vec::new();
        for row in rows {
            published.push(self.decide(&tx, viewer, row, PublicationStatus::Published, None).await?);
        }
        let ids: Vec<String> = published.iter().map(|row| row.id.to_string()).collect();
        let change = Change::of("result", &ids[0]).after(json!({ "published": ids }));
        self.commit(tx, &granted, "PUBLISH_RESULTS", change).await?;
        Ok(published)
    }

    /// The head withholds a result from publication, with its legal basis and a day to look again.
    pub async fn withhold(
        &self,
        viewer: &Viewer,
        id: ResultId,
        basis: &str,
        review_on: NaiveDate,
    ) -> Result<ResultRow> {
        match basis.trim().chars().count() {
            0 => return Err(Error::at(ErrorCode::WithholdBasis, "basis")),
            1..=300 => {}
            _ => return Err(Error::at(ErrorCode::TooLong, "basis")),
        }
        if review_on <= self.core.today() {
            return Err(Error::at(ErrorCode::OutOfRange, "reviewOn"));
        }
        let tx = self.core.db().begin().await?;
        let row =
            self.pending_rows(&tx, viewer, &[id]).await?.into_iter().next().ok_or(ErrorCode::NotFound)?;
        let granted = viewer.demand_in(Action::PublishResult, row.department_id)?;
        let withheld = self
            .decide(&tx, viewer, row, PublicationStatus::Withheld, Some((basis.trim(), review_on)))
            .await?;
        let change =
            Change::of("result", id).after(json!({ "basis": basis, "reviewOn": review_on })).because(basis);
        self.commit(tx, &granted, "WITHHOLD_RESULT", change).await?;
        Ok(withheld)
    }

    async fn commit(
        &self,
        tx: Tx,
        granted: &Granted<'_>,
        action: &'static str,
        change: Change,
    ) -> Result<()> {
        let mut actor = Actor::from(granted);
        actor.action = action;
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        Ok(tx.commit(audited).await?)
    }

    /// Results that may be decided: the viewer's own department's, pending, of visits that are over.
    async fn pending_rows(&self, tx: &Tx, viewer: &Viewer, ids: &[ResultId]) -> Result<Vec<ResultRow>> {
        let wanted: BTreeSet<ResultId> = ids.iter().copied().collect();
        let rows = visit::results_by_id(&**tx, ids).await?;
        if rows.len() != wanted.len() || rows.iter().any(|row| row.division_code != viewer.division) {
            return Err(ErrorCode::NotFound.into());
        }
        let items: Vec<_> = rows.iter().map(|row| row.visit_item_id).collect();
        let items = visit::visit_items_by_id(&**tx, &items).await?;
        let visits: Vec<_> = items.iter().map(|item| item.visit_id).collect();
        let visits = visit::visits_by_id(&**tx, &visits).await?;
        for row in &rows {
            viewer.demand_in(Action::PublishResult, row.department_id)?;
            if row.entered_by == viewer.account_id() {
                return Err(ErrorCode::SamePerson.into());
            }
            if row.publication != PublicationStatus::Pending || row.superseded_by.is_some() {
                return Err(ErrorCode::AlreadyPublished.into());
            }
        }
        if visits
            .iter()
            .any(|visit| !matches!(visit.status, VisitStatus::Completed | VisitStatus::NotPossible))
        {
            return Err(ErrorCode::IllegalTransition.into());
        }
        Ok(rows)
    }

    async fn decide(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        row: ResultRow,
        status: PublicationStatus,
        withheld: Option<(&str, NaiveDate)>,
    ) -> Result<ResultRow> {
        let item = visit::visit_items_by_id(&**tx, &[row.visit_item_id]).await?.into_iter().next();
        let item = item.ok_or_else(|| Error::broken("a result without its item"))?;
        let mut row = row.into_active_model();
        row.publication = Set(status);
        row.decided_by = Set(Some(viewer.account_id()));
        row.decided_at = Set(Some(self.core.now()));
        row.withhold_basis = Set(withheld.map(|(basis, _)| basis.to_owned()));
        row.withhold_review_on = Set(withheld.map(|(_, day)| day));
        let row = row.update(&**tx).await?;
        let revision = item.revision;
        let mut item = item.into_active_model();
        item.state = Set(if status == PublicationStatus::Published {
            ItemState::Published
        } else {
            ItemState::Withheld
        });
        item.revision = Set(revision + 1);
        item.update(&**tx).await?;
        Ok(row)
    }
}
