//! Leave, recusals, certificates.

use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use shared::code::DivisionCode;
use shared::eligibility::{RecusalOrigin, RecusalState};
use shared::ids::{DepartmentId, InspectorId, LeaveId, RecusalId, SubjectId};

use crate::coverage::{Leave, Recusal};
use crate::db::entity::{inspector, inspector_leave, inspector_recusal};
use crate::db::page::{self, Cursor, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;
use crate::registry::Inspector;

/// Which entries of the register are wanted.
#[derive(Debug, Clone, Default)]
pub struct RegisterFilter {
    /// Department of the officer.
    pub department: Option<DepartmentId>,
    /// The officer.
    pub inspector: Option<InspectorId>,
    /// Only what counts on that day or later, or still waits.
    pub open_on: Option<NaiveDate>,
    /// Only recusals that wait for the head.
    pub pending: bool,
}

/// Whose entries are shown in full: everybody's, or those of some departments and of one officer.
#[derive(Debug, Clone)]
pub struct Insight {
    /// All.
    pub all: bool,
    /// Those of these departments.
    pub departments: Vec<DepartmentId>,
    /// Those of this officer.
    pub inspector: Option<InspectorId>,
}

fn officers(owner: &DivisionCode, department: Option<DepartmentId>) -> sea_orm::sea_query::SelectStatement {
    let mut query = Query::select();
    query
        .column(inspector::Column::Id)
        .from(inspector::Entity)
        .and_where(inspector::Column::DivisionCode.eq(owner.as_str()));
    if let Some(department) = department {
        query.and_where(inspector::Column::DepartmentId.eq(department));
    }
    query
}

/// Every inspector of a department, also those no longer in service, by code.
pub async fn inspectors_of(db: &impl Source, department: DepartmentId) -> Result<Vec<Inspector>> {
    Ok(inspector::Entity::find()
        .filter(inspector::Column::DepartmentId.eq(department))
        .order_by_asc(inspector::Column::Code)
        .rows(db)
        .await?)
}

/// One inspector.
pub async fn inspector(db: &impl Source, id: InspectorId) -> Result<Option<Inspector>> {
    Ok(inspector::Entity::find_by_id(id).row(db).await?)
}

fn expiring(
    owner: &DivisionCode,
    departments: Option<&[DepartmentId]>,
    (from, to): (NaiveDate, NaiveDate),
) -> Select<inspector::Entity> {
    let mut select = inspector::Entity::find()
        .filter(inspector::Column::DivisionCode.eq(owner.as_str()))
        .filter(inspector::Column::Active.eq(true))
        .filter(inspector::Column::CertValidTo.between(from, to));
    if let Some(departments) = departments {
        select = select.filter(inspector::Column::DepartmentId.is_in(departments.iter().copied()));
    }
    select
}

/// Inspectors in service whose certificates end between two days, by code.
pub async fn expiring_certificates(
    db: &impl Source,
    owner: &DivisionCode,
    departments: Option<&[DepartmentId]>,
    days: (NaiveDate, NaiveDate),
    request: &PageRequest,
) -> Result<Page<Inspector>> {
    let key = (inspector::Column::Code, inspector::Column::Id);
    let cursor = |row: &Inspector| Cursor { key: row.code.clone(), id: row.id.0 };
    page::by_key(db, expiring(owner, departments, days), key, request, cursor).await
}

/// How many there are.
pub async fn count_expiring(
    db: &impl Source,
    owner: &DivisionCode,
    departments: Option<&[DepartmentId]>,
    days: (NaiveDate, NaiveDate),
) -> Result<u64> {
    Ok(expiring(owner, departments, days).number(db).await?)
}

/// Leave of officers.
pub async fn leave_of(db: &impl Source, inspectors: &[InspectorId]) -> Result<Vec<Leave>> {
    let mut found = Vec::new();
    for chunk in inspectors.chunks(500) {
        let of = inspector_leave::Column::InspectorId.is_in(chunk.iter().copied());
        found.extend(inspector_leave::Entity::find().filter(of).rows(db).await?);
    }
    Ok(found)
}

/// Recusals of officers.
pub async fn recusals_of(db: &impl Source, inspectors: &[InspectorId]) -> Result<Vec<Recusal>> {
    let mut found = Vec::new();
    for chunk in inspectors.chunks(500) {
        let of = inspector_recusal::Column::InspectorId.is_in(chunk.iter().copied());
        found.extend(inspector_recusal::Entity::find().filter(of).rows(db).await?);
    }
    Ok(found)
}

/// A page of leave, newest first.
pub async fn leaves(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &RegisterFilter,
    request: &PageRequest,
) -> Result<Page<Leave>> {
    use inspector_leave::Column;
    let mut select = inspector_leave::Entity::find()
        .filter(Column::InspectorId.in_subquery(officers(owner, filter.department)));
    if let Some(inspector) = filter.inspector {
        select = select.filter(Column::InspectorId.eq(inspector));
    }
    if let Some(day) = filter.open_on {
        let lasts = Condition::any()
            .add(Column::EndedOn.gte(day))
            .add(Condition::all().add(Column::EndedOn.is_null()).add(Column::ToDay.gte(day)));
        select = select.filter(lasts);
    }
    page::by_id(db, select, Column::Id, Order::Descending, request, |row| row.id.0).await
}

/// A page of recusals, newest first. Of others only those that count are shown.
pub async fn recusals(
    db: &impl Source,
    owner: &DivisionCode,
    (filter, insight): (&RegisterFilter, &Insight),
    request: &PageRequest,
) -> Result<Page<Recusal>> {
    use inspector_recusal::Column;
    let mut select = inspector_recusal::Entity::find()
        .filter(Column::InspectorId.in_subquery(officers(owner, filter.department)));
    if let Some(inspector) = filter.inspector {
        select = select.filter(Column::InspectorId.eq(inspector));
    }
    if filter.pending {
        select = select.filter(Column::State.eq(RecusalState::Pending));
    }
    if let Some(day) = filter.open_on {
        select = select
            .filter(Column::State.is_in([RecusalState::Pending, RecusalState::Approved, RecusalState::Ended]))
            .filter(Condition::any().add(Column::ToDay.is_null()).add(Column::ToDay.gte(day)));
    }
    if !insight.all {
        let counts = Condition::all().add(Column::State.ne(RecusalState::Rejected)).add(
            Condition::any()
                .add(Column::State.ne(RecusalState::Pending))
                .add(Column::Origin.ne(RecusalOrigin::Firm)),
        );
        let mut shown = Condition::any().add(counts);
        for department in &insight.departments {
            shown = shown.add(Column::InspectorId.in_subquery(officers(owner, Some(*department))));
        }
        if let Some(inspector) = insight.inspector {
            shown = shown.add(Column::InspectorId.eq(inspector));
        }
        select = select.filter(shown);
    }
    page::by_id(db, select, Column::Id, Order::Descending, request, |row| row.id.0).await
}

/// How many recusals of departments wait for their heads.
pub async fn count_pending(
    db: &impl Source,
    owner: &DivisionCode,
    departments: &[DepartmentId],
) -> Result<u64> {
    use inspector_recusal::Column;
    let mut own = Condition::any();
    for department in departments {
        own = own.add(Column::InspectorId.in_subquery(officers(owner, Some(*department))));
    }
    let select =
        inspector_recusal::Entity::find().filter(Column::State.eq(RecusalState::Pending)).filter(own);
    Ok(select.number(db).await?)
}

/// Leave that is about to change.
pub async fn lock_leave(db: &impl Source, id: LeaveId) -> Result<Option<Leave>> {
    Ok(inspector_leave::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}

/// A recusal that is about to change.
pub async fn lock_recusal(db: &impl Source, id: RecusalId) -> Result<Option<Recusal>> {
    Ok(inspector_recusal::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}

/// Whether a subject is in a division's library.
pub async fn has_subject(db: &impl Source, owner: &DivisionCode, id: SubjectId) -> Result<bool> {
    let found = crate::registry::subjects_by_id(db, &[id]).await?;
    Ok(found.iter().any(|subject| subject.division_code == *owner))
}
