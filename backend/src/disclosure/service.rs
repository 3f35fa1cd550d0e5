//! Clocks and publication.

use chrono::NaiveDate;
use shared::access::Action;
use shared::calendar::Deadline;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SubjectId, VisitItemId};
use shared::visit::{ClockColour, PublicationStatus, clock_colour};

use super::repository::{self, Owner};
use crate::access::{Granted, Viewer};
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::Tx;
use crate::db::page::{Page, PageRequest};
use crate::error::Result;
use crate::visit::ResultRow;

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
    /// Only what is withheld and whose day to look again is not after this one.
    pub review_until: Option<NaiveDate>,
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
    /// Of these, to be looked at again: their day has come.
    pub review: u64,
}

/// See the module.
#[derive(Clone)]
pub struct DisclosureService {
    pub(super) core: Core,
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
        let review = ClockFilter { review_until: Some(self.core.today()), ..filter.clone() };
        let mut board = Board {
            ready: self.count_ready(owner, filter.clone()).await?,
            review: repository::count(db, owner, &review).await?,
            ..Board::default()
        };
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

    /// How many withheld results of departments are to be looked at again.
    pub async fn to_review(&self, viewer: &Viewer, departments: &[DepartmentId]) -> Result<u64> {
        let owner = Owner { division: &viewer.division, departments: Some(departments) };
        let filter = ClockFilter { review_until: Some(self.core.today()), ..ClockFilter::default() };
        repository::count(self.core.db().read(), owner, &filter).await
    }

    /// What was published of items before the version that is shown now, newest first, for loaders.
    pub async fn replaced(&self, items: &[VisitItemId]) -> Result<Vec<ResultRow>> {
        repository::replaced(self.core.db().read(), items).await
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

    pub(super) async fn commit(
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
}
