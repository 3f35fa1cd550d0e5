//! Reading visits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::outlasts;
use shared::ids::{DepartmentId, InspectorId, ItemId, SubjectId, VisitId, VisitItemId, WaveId};
use shared::visit::VisitStatus;

use super::{Answer, Evidence, ResultRow, Seat, Visit, VisitDepartment, VisitItem, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::catalogue::Item;
use crate::db::page::{Page, PageRequest};
use crate::error::Result;

/// Most visits of the list that is shown before an item is withdrawn.
const MOST_AFFECTED: u64 = 200;

/// Which visits are wanted.
#[derive(Debug, Clone, Default)]
pub struct VisitFilter {
    /// Of one wave.
    pub wave: Option<WaveId>,
    /// In one of these states.
    pub statuses: Vec<VisitStatus>,
    /// In which a department takes part.
    pub department: Option<DepartmentId>,
    /// With a day from then on.
    pub from: Option<NaiveDate>,
    /// With a day up to then.
    pub to: Option<NaiveDate>,
    /// That began before a day.
    pub begun_before: Option<NaiveDate>,
    /// At which an inspector has a seat.
    pub inspector: Option<InspectorId>,
    /// That wait for the approval of a department's head.
    pub awaiting: Option<DepartmentId>,
}

/// See the module.
#[derive(Clone)]
pub struct VisitService {
    pub(super) core: Core,
}

impl VisitService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// A page of visits, earliest first.
    pub async fn list(
        &self,
        viewer: &Viewer,
        filter: &VisitFilter,
        page: &PageRequest,
    ) -> Result<Page<Visit>> {
        repository::list(self.core.db().read(), viewer, filter, page).await
    }

    /// An inspector's own visits of a day that may be worked on, and of days before that are not over.
    pub async fn of_day(&self, viewer: &Viewer, day: NaiveDate) -> Result<Vec<Visit>> {
        let inspector = Some(viewer.inspector()?);
        let unfinished = VisitFilter {
            begun_before: Some(day),
            statuses: vec![VisitStatus::Approved, VisitStatus::CheckedIn],
            inspector,
            ..VisitFilter::default()
        };
        let on_day = VisitFilter {
            from: Some(day),
            to: Some(day),
            statuses: VisitStatus::ALL
                .iter()
                .copied()
                .filter(|status| *status != VisitStatus::Planned)
                .collect(),
            inspector,
            ..VisitFilter::default()
        };
        let page = PageRequest::first(200);
        let earlier = self.list(viewer, &unfinished, &page).await?.entries;
        let today = self.list(viewer, &on_day, &page).await?.entries;
        // A visit of several days may be both.
        let visits: BTreeMap<VisitId, Visit> =
            earlier.into_iter().chain(today).map(|(_, visit)| (visit.id, visit)).collect();
        Ok(visits.into_values().collect())
    }

    /// One visit.
    pub async fn get(&self, viewer: &Viewer, id: VisitId) -> Result<Visit> {
        repository::find(self.core.db().read(), viewer, id).await?.ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// The last visits to subjects, for loaders; their drawn-but-not-yet-visited ones are left out.
    pub async fn last_visits(
        &self,
        subjects: &[SubjectId],
        each: usize,
    ) -> Result<BTreeMap<SubjectId, Vec<Visit>>> {
        let mut found = repository::last_visits(self.core.db().read(), subjects, each).await?;
        for visits in found.values_mut() {
            visits.retain(|visit| visit.status.is_over());
        }
        Ok(found)
    }

    /// Visits by id, for loaders behind results.
    pub async fn by_id(&self, ids: &[VisitId]) -> Result<Vec<Visit>> {
        repository::visits_by_id(self.core.db().read(), ids).await
    }

    /// Days of visits, for loaders.
    pub async fn days_of(&self, ids: &[VisitId]) -> Result<Vec<(VisitId, NaiveDate)>> {
        repository::days_of(self.core.db().read(), ids).await
    }

    /// Departments of visits, for loaders.
    pub async fn departments_of(&self, ids: &[VisitId]) -> Result<Vec<VisitDepartment>> {
        repository::departments_of(self.core.db().read(), ids).await
    }

    /// Teams of visits, for loaders.
    pub async fn seats_of(&self, ids: &[VisitId]) -> Result<Vec<Seat>> {
        repository::seats_of(self.core.db().read(), ids).await
    }

    /// Present and past seats of visits, for loaders.
    pub async fn all_seats_of(&self, ids: &[VisitId]) -> Result<Vec<Seat>> {
        repository::all_seats_of(self.core.db().read(), ids).await
    }

    /// Items of visits, for loaders.
    pub async fn items_of(&self, ids: &[VisitId]) -> Result<Vec<VisitItem>> {
        repository::items_of(self.core.db().read(), ids).await
    }

    /// Items at visits by id, for loaders.
    pub async fn items_by_id(&self, ids: &[VisitItemId]) -> Result<Vec<VisitItem>> {
        repository::visit_items_by_id(self.core.db().read(), ids).await
    }

    /// Answers of items, for loaders.
    pub async fn answers_of(&self, ids: &[VisitItemId]) -> Result<Vec<Answer>> {
        repository::answers_of(self.core.db().read(), ids).await
    }

    /// Photos of items, for loaders.
    pub async fn evidence_of(&self, ids: &[VisitItemId]) -> Result<Vec<Evidence>> {
        repository::evidence_of(self.core.db().read(), ids).await
    }

    /// Results that count, of items, for loaders.
    pub async fn results_of(&self, ids: &[VisitItemId]) -> Result<Vec<ResultRow>> {
        repository::current_results(self.core.db().read(), ids).await
    }

    /// How many visits of a department await its head's approval.
    pub async fn awaiting_approval(&self, viewer: &Viewer, department: DepartmentId) -> Result<u64> {
        viewer.demand(Action::ReadVisits, Scope::Department(department))?;
        let filter = VisitFilter { awaiting: Some(department), ..VisitFilter::default() };
        let page = PageRequest { first: 1, after: None, count: true };
        Ok(self.list(viewer, &filter, &page).await?.total.unwrap_or(0))
    }

    /// Visits that still have an item to execute after a day: what its withdrawal on that day would flag.
    pub async fn open_with_item(
        &self,
        viewer: &Viewer,
        item: ItemId,
        after: NaiveDate,
    ) -> Result<Vec<Visit>> {
        repository::open_with_item(self.core.db().read(), viewer, (item, after), MOST_AFFECTED).await
    }

    /// Whether an item at a visit that is not over goes on after its department withdrew it (R1).
    pub fn is_withdrawn(&self, visit: &Visit, row: &VisitItem, item: &Item) -> bool {
        !visit.status.is_over() && outlasts(item.withdrawn_on, row.on_day.max(self.core.today()))
    }
}
