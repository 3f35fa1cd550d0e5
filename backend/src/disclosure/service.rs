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
use shared::visit::{
    ClockColour, ItemState, PublicationStatus, VisitStatus, check_withholding, clock_colour,
};

use super::repository::{self, Owner};
use crate::access::{Granted, Viewer};
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::Tx;
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Refusal, Result};
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
    /// Not decided yet, and with a clock that shows this today.
    pub clock: Option<ClockColour>,
    /// Whether the due day may still move with the calendar.
    pub provisional: Option<bool>,
    /// Only of visits that are over: what may be published now.
    pub ready: bool,
}

/// How many results stand where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    /// To be published, in good time.
    pub green: u64,
    /// To be published, due soon.
    pub amber: u64,
    /// To be published, overdue.
    pub red: u64,
    /// Of these, with a due day that may still move.
    pub provisional: u64,
    /// Of these, ready: their visits are over.
    pub ready: u64,
    /// Published.
    pub published: u64,
    /// Withheld.
    pub withheld: u64,
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
        let owner = Owner { division: &viewer.division, departments: departments.as_deref() };
        let db = self.core.db().read();
        let Some(colour) = filter.clock else {
            return repository::clocks(db, owner, filter, None, page).await;
        };
        let filter = ClockFilter { publication: Some(PublicationStatus::Pending), ..filter.clone() };
        let days = repository::due_days(db, owner, &filter).await?;
        let days = days.iter().filter(|day| self.colour(day.due_on, day.due_provisional) == colour);
        let days = days.map(|day| day.due_on).collect();
        repository::clocks(db, owner, &filter, Some(days), page).await
    }

    /// How many results stand where; a department sees its own.
    pub async fn board(&self, viewer: &Viewer, department: Option<DepartmentId>) -> Result<Board> {
        let departments = viewer.departments(Action::ReadVisits)?;
        let owner = Owner { division: &viewer.division, departments: departments.as_deref() };
        let filter = ClockFilter { department, ..ClockFilter::default() };
        let db = self.core.db().read();
        let mut board = Board { ready: self.count_ready(owner, filter.clone()).await?, ..Board::default() };
        for day in repository::due_days(db, owner, &filter).await? {
            let count = u64::try_from(day.count).unwrap_or(0);
            match day.publication {
                PublicationStatus::Published => board.published += count,
                PublicationStatus::Withheld => board.withheld += count,
                PublicationStatus::Pending => {
                    board.provisional += if day.due_provisional { count } else { 0 };
                    *match self.colour(day.due_on, day.due_provisional) {
                        ClockColour::Green => &mut board.green,
                        ClockColour::Amber => &mut board.amber,
                        ClockColour::Red => &mut board.red,
                    } += count;
                }
            }
        }
        Ok(board)
    }

    async fn count_ready(&self, owner: Owner<'_>, filter: ClockFilter) -> Result<u64> {
        let filter = ClockFilter { publication: Some(PublicationStatus::Pending), ready: true, ..filter };
        repository::count(self.core.db().read(), owner, &filter).await
    }

    fn colour(&self, date: NaiveDate, provisional: bool) -> ClockColour {
        clock_colour(self.core.calendar(), self.core.today(), Deadline { date, provisional })
    }

    /// What the clock of a result shows today, and how many working days are left.
    pub fn clock(&self, row: &ResultRow) -> (ClockColour, i64) {
        let left = self.core.calendar().days_left(self.core.today(), row.due_on);
        (self.colour(row.due_on, row.due_provisional), left)
    }

    /// How many results of departments may be published now.
    pub async fn ready(&self, viewer: &Viewer, departments: &[DepartmentId]) -> Result<u64> {
        let owner = Owner { division: &viewer.division, departments: Some(departments) };
        self.count_ready(owner, ClockFilter::default()).await
    }

    /// Published results of subjects, for everybody.
    pub async fn public_results(&self, subjects: &[SubjectId]) -> Result<Vec<ResultRow>> {
        repository::published_of(self.core.db().read(), subjects).await
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
        let problems = check_withholding(basis, Some(review_on), self.core.today());
        if !problems.is_empty() {
            let refusals = problems.into_iter().map(|(code, path)| Refusal::new(code).at(path));
            return Err(Error::Refused(refusals.collect()));
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
        let visits = visit::lock_visits(&**tx, &visits).await?;
        // As they are now that nobody enters a correction.
        let rows = visit::results_by_id(&**tx, ids).await?;
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
