//! Inspectors and experts.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, InspectorId};

use crate::db::entity::{expert, inspector};
use crate::db::like;
use crate::db::page::{self, Cursor, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;
use crate::registry::facets::cell_of;
use crate::registry::inspectors::InspectorFilter;
use crate::registry::{Expert, Inspector};

/// A page of the library of inspectors, by code.
pub async fn list(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &InspectorFilter,
    today: NaiveDate,
    request: &PageRequest,
) -> Result<Page<Inspector>> {
    let mut select = matching(owner, filter);
    if filter.chosen.values().any(|values| !values.is_empty()) {
        // Fields and towns are lists within a row, and the library of a county is small.
        let rows = select.clone().rows(db).await?;
        let wanted = rows.iter().filter(|row| cell_of(row, today).passes(&filter.chosen, None, owner));
        let wanted: Vec<InspectorId> = wanted.map(|row| row.id).collect();
        select = select.filter(inspector::Column::Id.is_in(wanted));
    }
    let key = (inspector::Column::Code, inspector::Column::Id);
    page::by_key(db, select, key, request, |row| Cursor { key: row.code.clone(), id: row.id.0 }).await
}

/// Every inspector that the text and the day let through, whatever is chosen in the facets.
pub async fn all(db: &impl Source, owner: &DivisionCode, filter: &InspectorFilter) -> Result<Vec<Inspector>> {
    Ok(matching(owner, filter).rows(db).await?)
}

fn matching(owner: &DivisionCode, filter: &InspectorFilter) -> Select<inspector::Entity> {
    let mut select = inspector::Entity::find().filter(inspector::Column::DivisionCode.eq(owner.as_str()));
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        select = select.filter(
            Condition::any()
                .add(like::contains(inspector::Column::Name, text))
                .add(like::contains(inspector::Column::CertNo, text))
                .add(like::contains(inspector::Column::Code, text)),
        );
    }
    if let Some(day) = filter.valid_on {
        select = select
            .filter(inspector::Column::Active.eq(true))
            .filter(inspector::Column::CertValidFrom.lte(day))
            .filter(inspector::Column::CertValidTo.gte(day));
    }
    select
}

/// Inspectors by id.
pub async fn inspectors_by_id(db: &impl Source, ids: &[InspectorId]) -> Result<Vec<Inspector>> {
    Ok(inspector::Entity::find().filter(inspector::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// The active inspectors of departments, by code.
pub async fn inspectors_for(db: &impl Source, departments: &[DepartmentId]) -> Result<Vec<Inspector>> {
    Ok(inspector::Entity::find()
        .filter(inspector::Column::DepartmentId.is_in(departments.iter().copied()))
        .filter(inspector::Column::Active.eq(true))
        .order_by_asc(inspector::Column::Code)
        .rows(db)
        .await?)
}

/// The active inspectors of a division, by code.
pub async fn active_inspectors(db: &impl Source, owner: &DivisionCode) -> Result<Vec<Inspector>> {
    Ok(inspector::Entity::find()
        .filter(inspector::Column::DivisionCode.eq(owner.as_str()))
        .filter(inspector::Column::Active.eq(true))
        .order_by_asc(inspector::Column::Code)
        .rows(db)
        .await?)
}

/// Experts, by code.
pub async fn experts(db: &impl Source, owner: &DivisionCode, request: &PageRequest) -> Result<Page<Expert>> {
    let select = expert::Entity::find().filter(expert::Column::DivisionCode.eq(owner.as_str()));
    let key = (expert::Column::Code, expert::Column::Id);
    page::by_key(db, select, key, request, |row| Cursor { key: row.code.clone(), id: row.id.0 }).await
}
