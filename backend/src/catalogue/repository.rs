//! Rows of the catalogue.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::catalogue::{ItemClass, ItemStatus, ItemTerms};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, ItemId, JointItemId, QuestionId};

use super::service::ItemFilter;
use super::{Item, ItemVersion, JointItem, JointItemVersion, LegalBasis, Question, own_terms, terms};
use crate::db::entity::{
    item, item_version, joint_item, joint_item_department, joint_item_version, legal_basis, question,
};
use crate::db::like;
use crate::db::page::{self, Cursor, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;

pub async fn list(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &ItemFilter,
    request: &PageRequest,
) -> Result<Page<JointItem>> {
    let mut select = joint_item::Entity::find().filter(joint_item::Column::DivisionCode.eq(owner.as_str()));
    if let Some(status) = filter.status {
        select = select.filter(joint_item::Column::Status.eq(status));
    }
    if let Some(class) = filter.class {
        select = select.filter(joint_item::Column::Class.eq(class));
    }
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        select = select.filter(
            Condition::any()
                .add(joint_item::Column::Code.eq(text))
                .add(like::contains(joint_item::Column::Field, text))
                .add(like::contains(joint_item::Column::Name, text)),
        );
    }
    if let Some(department) = filter.department {
        let taking_part = Query::select()
            .column(joint_item_department::Column::JointItemId)
            .from(joint_item_department::Entity)
            .and_where(joint_item_department::Column::DepartmentId.eq(department))
            .to_owned();
        select = select.filter(joint_item::Column::Id.in_subquery(taking_part));
    }
    let key = (joint_item::Column::Code, joint_item::Column::Id);
    page::by_key(db, select, key, request, |row| Cursor { key: row.code.clone(), id: row.id.0 }).await
}

pub async fn find(db: &impl Source, id: JointItemId) -> Result<Option<JointItem>> {
    Ok(joint_item::Entity::find_by_id(id).row(db).await?)
}

pub async fn all(db: &impl Source, owner: &DivisionCode) -> Result<Vec<JointItem>> {
    Ok(joint_item::Entity::find()
        .filter(joint_item::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(joint_item::Column::Code)
        .rows(db)
        .await?)
}

pub async fn published(db: &impl Source, owner: &DivisionCode) -> Result<Vec<JointItem>> {
    let rows = all(db, owner).await?;
    Ok(rows.into_iter().filter(|row| row.status == ItemStatus::Published).collect())
}

/// Joint items by id.
pub async fn joint_items_by_id(db: &impl Source, ids: &[JointItemId]) -> Result<Vec<JointItem>> {
    Ok(joint_item::Entity::find()
        .filter(joint_item::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(joint_item::Column::Code)
        .rows(db)
        .await?)
}

/// Joint items that are about to change.
pub async fn lock_joint_items(db: &impl Source, ids: &[JointItemId]) -> Result<Vec<JointItem>> {
    let wanted = joint_item::Entity::find().filter(joint_item::Column::Id.is_in(ids.iter().copied()));
    Ok(wanted.order_by_asc(joint_item::Column::Code).lock_exclusive().rows(db).await?)
}

/// A department's item that is about to change.
pub async fn lock_item(db: &impl Source, id: ItemId) -> Result<Option<Item>> {
    Ok(item::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}

/// What a task of these joint items, executed by these departments, must keep to: the terms of the joint
/// items, and those of each department's item in them, by the versions in force on `day`: the first day on
/// which somebody may be inspected.
pub async fn task_terms(
    db: &impl Source,
    joint: &[JointItem],
    departments: &[DepartmentId],
    day: NaiveDate,
) -> Result<Vec<ItemTerms>> {
    let ids: Vec<JointItemId> = joint.iter().map(|item| item.id).collect();
    let joint: Vec<&JointItem> = joint.iter().collect();
    Ok(terms_among(&joint, &items_of(db, &ids).await?, departments, day))
}

/// The same, where the departments' items have been read; there may be more of them than are meant.
pub fn terms_among(
    joint: &[&JointItem],
    items: &[Item],
    departments: &[DepartmentId],
    day: NaiveDate,
) -> Vec<ItemTerms> {
    // What stands for a department's own item binds no more than that item does on the day.
    let of_joint = |joint: &&JointItem| match joint.owner_id {
        None => terms(joint),
        Some(_) => ItemTerms { class: ItemClass::Key, cap_bp: None, ..terms(joint) },
    };
    let mut found: Vec<ItemTerms> = joint.iter().map(of_joint).collect();
    for item in items.iter().filter(|item| departments.contains(&item.department_id)) {
        let of = joint.iter().find(|joint| joint.id == item.joint_item_id);
        found.extend(of.map(|joint| own_terms(item, joint, day)));
    }
    found
}

/// Whether an item or what stands for one has this code.
pub async fn is_code_used(db: &impl Source, owner: &DivisionCode, code: &str) -> Result<bool> {
    let items = item::Entity::find()
        .filter(item::Column::DivisionCode.eq(owner.as_str()))
        .filter(item::Column::Code.eq(code));
    let joint = joint_item::Entity::find()
        .filter(joint_item::Column::DivisionCode.eq(owner.as_str()))
        .filter(joint_item::Column::Code.eq(code));
    Ok(items.row(db).await?.is_some() || joint.row(db).await?.is_some())
}

/// Every department's items of a division.
pub async fn items_in(db: &impl Source, owner: &DivisionCode) -> Result<Vec<Item>> {
    Ok(item::Entity::find()
        .filter(item::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(item::Column::Code)
        .rows(db)
        .await?)
}

/// The versions of items, newest first.
pub async fn versions_of(db: &impl Source, ids: &[ItemId]) -> Result<Vec<ItemVersion>> {
    Ok(item_version::Entity::find()
        .filter(item_version::Column::ItemId.is_in(ids.iter().copied()))
        .order_by_desc(item_version::Column::Version)
        .rows(db)
        .await?)
}

/// The versions of joint items, newest first.
pub async fn joint_versions_of(db: &impl Source, ids: &[JointItemId]) -> Result<Vec<JointItemVersion>> {
    Ok(joint_item_version::Entity::find()
        .filter(joint_item_version::Column::JointItemId.is_in(ids.iter().copied()))
        .order_by_desc(joint_item_version::Column::Version)
        .rows(db)
        .await?)
}

/// Departments of joint items, the leading one first.
pub async fn departments_of(
    db: &impl Source,
    ids: &[JointItemId],
) -> Result<BTreeMap<JointItemId, Vec<DepartmentId>>> {
    let rows = joint_item_department::Entity::find()
        .filter(joint_item_department::Column::JointItemId.is_in(ids.iter().copied()))
        .order_by_asc(joint_item_department::Column::Position)
        .rows(db)
        .await?;
    let mut found: BTreeMap<JointItemId, Vec<DepartmentId>> = BTreeMap::new();
    for row in rows {
        found.entry(row.joint_item_id).or_default().push(row.department_id);
    }
    Ok(found)
}

/// The departments' items of joint items.
pub async fn items_of(db: &impl Source, ids: &[JointItemId]) -> Result<Vec<Item>> {
    Ok(item::Entity::find()
        .filter(item::Column::JointItemId.is_in(ids.iter().copied()))
        .order_by_asc(item::Column::Code)
        .rows(db)
        .await?)
}

pub async fn items_by_id(db: &impl Source, ids: &[ItemId]) -> Result<Vec<Item>> {
    Ok(item::Entity::find().filter(item::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

pub async fn bases_of(db: &impl Source, ids: &[JointItemId]) -> Result<Vec<LegalBasis>> {
    Ok(legal_basis::Entity::find()
        .filter(legal_basis::Column::JointItemId.is_in(ids.iter().copied()))
        .order_by_asc(legal_basis::Column::Position)
        .rows(db)
        .await?)
}

pub async fn questions_of(db: &impl Source, ids: &[ItemId]) -> Result<Vec<Question>> {
    Ok(question::Entity::find()
        .filter(question::Column::ItemId.is_in(ids.iter().copied()))
        .filter(question::Column::Retired.eq(false))
        .order_by_asc(question::Column::Position)
        .rows(db)
        .await?)
}

/// Questions by id, retired ones included.
pub async fn questions_by_id(db: &impl Source, ids: &[QuestionId]) -> Result<Vec<Question>> {
    Ok(question::Entity::find().filter(question::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// Tag → departments that have an item for it: who is responsible for subjects with the tag.
pub async fn departments_by_tag(
    db: &impl Source,
    owner: &DivisionCode,
) -> Result<BTreeMap<String, Vec<DepartmentId>>> {
    let items = all(db, owner).await?;
    let ids: Vec<JointItemId> = items.iter().map(|item| item.id).collect();
    let mut departments = departments_of(db, &ids).await?;
    let mut found: BTreeMap<String, Vec<DepartmentId>> = BTreeMap::new();
    for item in items {
        if let Some(tag) = item.tag {
            found.entry(tag).or_default().extend(departments.remove(&item.id).unwrap_or_default());
        }
    }
    Ok(found)
}
