//! Doors, subjects, tags, responsible departments, history.

use std::collections::BTreeMap;

use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SiteId, SubjectId};
use shared::registry::{RiskClass, SubjectKind, SubjectStatus};

use super::search::{NameQuery, code_prefix};
use crate::db::entity::{site, subject, subject_change, subject_department, subject_tag};
use crate::db::page::{self, Cursor, Order, Page, PageRequest};
use crate::error::Result;
use crate::registry::{Site, Subject, SubjectChange};

/// Which subjects are wanted; conditions are joined by "and".
#[derive(Debug, Clone, Default)]
pub struct SubjectFilter {
    /// Part of a name, pinyin, initials, or the beginning of a credit code.
    pub text: Option<String>,
    /// Kinds.
    pub kinds: Vec<SubjectKind>,
    /// Town, or county with everything in it.
    pub located_in: Option<DivisionCode>,
    /// Tag.
    pub tag: Option<String>,
    /// Risk classes.
    pub risk_classes: Vec<RiskClass>,
    /// States.
    pub statuses: Vec<SubjectStatus>,
    /// Responsible department.
    pub department: Option<DepartmentId>,
    /// Only those whose credit code is not valid.
    pub invalid_code: bool,
}

/// Order of a list of subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SubjectOrder {
    /// As they came into the library.
    #[default]
    Entry,
    /// By name.
    Name,
}

/// What the search index needs of a subject.
#[derive(Debug, Clone)]
pub struct SubjectNames {
    /// Which.
    pub id: SubjectId,
    /// Name as compared.
    pub name_key: String,
    /// Full spelling.
    pub py_full: String,
    /// Initials.
    pub py_initials: String,
}

fn visible(owner: &DivisionCode) -> Select<subject::Entity> {
    subject::Entity::find().filter(subject::Column::DivisionCode.eq(owner.as_str()))
}

fn apply(
    mut select: Select<subject::Entity>,
    filter: &SubjectFilter,
    db: &impl ConnectionTrait,
) -> Select<subject::Entity> {
    use subject::Column;
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let mut any = Condition::any();
        if let Some(code) = code_prefix(text) {
            any = any.add(Column::Uscc.starts_with(code));
        } else if let Some(query) = NameQuery::new(text) {
            any = any.add(query.condition(db.get_database_backend()));
        }
        select = select.filter(any);
    }
    if !filter.kinds.is_empty() {
        select = select.filter(Column::Kind.is_in(filter.kinds.iter().copied()));
    }
    if let Some(place) = &filter.located_in {
        select = select.filter(Column::LocatedIn.starts_with(place.as_str().trim_end_matches("00")));
    }
    if !filter.risk_classes.is_empty() {
        select = select.filter(Column::RiskClass.is_in(filter.risk_classes.iter().copied()));
    }
    if !filter.statuses.is_empty() {
        select = select.filter(Column::Status.is_in(filter.statuses.iter().copied()));
    }
    if filter.invalid_code {
        select = select.filter(Column::UsccProblem.is_not_null());
    }
    if let Some(tag) = &filter.tag {
        let tagged = Query::select()
            .column(subject_tag::Column::SubjectId)
            .from(subject_tag::Entity)
            .and_where(subject_tag::Column::Tag.eq(tag.as_str()))
            .to_owned();
        select = select.filter(Column::Id.in_subquery(tagged));
    }
    if let Some(department) = filter.department {
        let responsible = Query::select()
            .column(subject_department::Column::SubjectId)
            .from(subject_department::Entity)
            .and_where(subject_department::Column::DepartmentId.eq(department))
            .to_owned();
        select = select.filter(Column::Id.in_subquery(responsible));
    }
    select
}

/// A page of the library.
pub async fn list(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    filter: &SubjectFilter,
    order: SubjectOrder,
    request: &PageRequest,
) -> Result<Page<Subject>> {
    let select = apply(visible(owner), filter, db);
    match order {
        SubjectOrder::Entry => {
            page::by_id(db, select, subject::Column::Id, Order::Ascending, request, |row| row.id.0).await
        }
        SubjectOrder::Name => {
            let key = (subject::Column::NameKey, subject::Column::Id);
            page::by_key(db, select, key, request, |row| Cursor { key: row.name_key.clone(), id: row.id.0 })
                .await
        }
    }
}

/// The first few that match a text, for look-ups.
pub async fn search(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    text: &str,
    limit: u64,
) -> Result<Vec<Subject>> {
    let filter = SubjectFilter { text: Some(text.to_owned()), ..SubjectFilter::default() };
    Ok(apply(visible(owner), &filter, db).limit(limit).all(db).await?)
}

/// One subject of a library.
pub async fn find(db: &impl ConnectionTrait, owner: &DivisionCode, id: SubjectId) -> Result<Option<Subject>> {
    Ok(visible(owner).filter(subject::Column::Id.eq(id)).one(db).await?)
}

/// The subject with a credit code.
pub async fn find_by_code(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    code: &str,
) -> Result<Option<Subject>> {
    Ok(visible(owner).filter(subject::Column::Uscc.eq(code)).one(db).await?)
}

/// Subjects by id.
pub async fn subjects_by_id(db: &impl ConnectionTrait, ids: &[SubjectId]) -> Result<Vec<Subject>> {
    Ok(subject::Entity::find().filter(subject::Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

/// Subjects at doors, in the order of their ids.
pub async fn subjects_at(db: &impl ConnectionTrait, sites: &[SiteId]) -> Result<Vec<Subject>> {
    let mut found = Vec::new();
    for chunk in sites.chunks(500) {
        let at = subject::Column::SiteId.is_in(chunk.iter().copied());
        found.extend(subject::Entity::find().filter(at).order_by_asc(subject::Column::Id).all(db).await?);
    }
    Ok(found)
}

/// Doors by id.
pub async fn sites_by_id(db: &impl ConnectionTrait, ids: &[SiteId]) -> Result<Vec<Site>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        found.extend(
            site::Entity::find().filter(site::Column::Id.is_in(chunk.iter().copied())).all(db).await?,
        );
    }
    Ok(found)
}

/// Doors by their identifier in a draw.
pub async fn sites_by_code(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    codes: &[String],
) -> Result<BTreeMap<String, Site>> {
    let mut found = BTreeMap::new();
    for chunk in codes.chunks(500) {
        let rows = site::Entity::find()
            .filter(site::Column::DivisionCode.eq(owner.as_str()))
            .filter(site::Column::Code.is_in(chunk.iter().map(String::as_str)))
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.code.clone(), row)));
    }
    Ok(found)
}

/// Tags of subjects.
pub async fn tags_of(db: &impl ConnectionTrait, ids: &[SubjectId]) -> Result<Vec<subject_tag::Model>> {
    Ok(subject_tag::Entity::find()
        .filter(subject_tag::Column::SubjectId.is_in(ids.iter().copied()))
        .order_by_asc(subject_tag::Column::Tag)
        .all(db)
        .await?)
}

/// Responsible departments of subjects.
pub async fn departments_of(
    db: &impl ConnectionTrait,
    ids: &[SubjectId],
) -> Result<Vec<subject_department::Model>> {
    Ok(subject_department::Entity::find()
        .filter(subject_department::Column::SubjectId.is_in(ids.iter().copied()))
        .all(db)
        .await?)
}

/// History of a subject, newest first.
pub async fn changes(
    db: &impl ConnectionTrait,
    subject: SubjectId,
    request: &PageRequest,
) -> Result<Page<SubjectChange>> {
    let select = subject_change::Entity::find().filter(subject_change::Column::SubjectId.eq(subject));
    page::by_id(db, select, subject_change::Column::Id, Order::Descending, request, |row| row.id.0).await
}

/// All tags in use with how many subjects have each.
pub async fn tag_counts(db: &impl ConnectionTrait, owner: &DivisionCode) -> Result<Vec<(String, i64)>> {
    #[derive(FromQueryResult)]
    struct Count {
        tag: String,
        count: i64,
    }
    let own = Query::select()
        .column(subject::Column::Id)
        .from(subject::Entity)
        .and_where(subject::Column::DivisionCode.eq(owner.as_str()))
        .to_owned();
    let rows = subject_tag::Entity::find()
        .select_only()
        .column(subject_tag::Column::Tag)
        .column_as(subject_tag::Column::SubjectId.count(), "count")
        .filter(subject_tag::Column::SubjectId.in_subquery(own))
        .group_by(subject_tag::Column::Tag)
        .order_by_asc(subject_tag::Column::Tag)
        .into_model::<Count>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.tag, row.count)).collect())
}

/// What scopes and draws ask of a subject.
#[derive(Debug, Clone)]
pub struct SubjectFact {
    /// Which.
    pub id: SubjectId,
    /// Its door.
    pub site: SiteId,
    /// Kind.
    pub kind: SubjectKind,
    /// Town or county.
    pub located_in: DivisionCode,
    /// Risk class.
    pub risk_class: RiskClass,
    /// Tags.
    pub tags: Vec<String>,
}

/// Facts of every subject of a library that can be drawn, in the order of their ids.
pub async fn subject_facts(db: &impl ConnectionTrait, owner: &DivisionCode) -> Result<Vec<SubjectFact>> {
    type Columns = (SubjectId, SiteId, SubjectKind, DivisionCode, RiskClass);
    let rows: Vec<Columns> = visible(owner)
        .filter(subject::Column::Status.eq(SubjectStatus::Active))
        .select_only()
        .columns([
            subject::Column::Id,
            subject::Column::SiteId,
            subject::Column::Kind,
            subject::Column::LocatedIn,
            subject::Column::RiskClass,
        ])
        .order_by_asc(subject::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let own = Query::select()
        .column(subject::Column::Id)
        .from(subject::Entity)
        .and_where(subject::Column::DivisionCode.eq(owner.as_str()))
        .to_owned();
    let tags: Vec<(SubjectId, String)> = subject_tag::Entity::find()
        .filter(subject_tag::Column::SubjectId.in_subquery(own))
        .select_only()
        .columns([subject_tag::Column::SubjectId, subject_tag::Column::Tag])
        .order_by_asc(subject_tag::Column::Tag)
        .into_tuple()
        .all(db)
        .await?;
    let mut by_subject: BTreeMap<SubjectId, Vec<String>> = BTreeMap::new();
    for (subject, tag) in tags {
        by_subject.entry(subject).or_default().push(tag);
    }
    Ok(rows
        .into_iter()
        .map(|(id, site, kind, located_in, risk_class)| {
            let tags = by_subject.remove(&id).unwrap_or_default();
            SubjectFact { id, site, kind, located_in, risk_class, tags }
        })
        .collect())
}
