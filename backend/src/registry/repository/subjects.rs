//! Doors, subjects, tags, responsible departments, history.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SiteId, SubjectId};
use shared::registry::{RiskClass, SubjectKind, SubjectStatus};

use super::search::{NameQuery, code_prefix};
use crate::db::entity::{site, subject, subject_by_tag, subject_change, subject_department, subject_tag};
use crate::db::page::{self, Cursor, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;
use crate::registry::{REGISTRAR, Site, Subject, SubjectChange};

/// Which subjects are wanted; conditions are joined by "and".
#[derive(Debug, Clone, Default)]
pub struct SubjectFilter {
    /// Part of a name, pinyin, initials, or the beginning of a credit code.
    pub text: Option<String>,
    /// Kinds.
    pub kinds: Vec<SubjectKind>,
    /// Towns, or counties with everything in them: any of these.
    pub located_in: Vec<DivisionCode>,
    /// Tags: any of these.
    pub tags: Vec<String>,
    /// Risk classes.
    pub risk_classes: Vec<RiskClass>,
    /// States.
    pub statuses: Vec<SubjectStatus>,
    /// Responsible departments: any of these.
    pub departments: Vec<DepartmentId>,
    /// Those no department is responsible for: beside [`departments`](Self::departments), if any are given.
    pub unassigned: bool,
    /// Those for whom no other department is responsible than the one that registered them; likewise.
    pub registrar_only: bool,
    /// Only those whose credit code is not valid.
    pub invalid_code: bool,
    /// Also, or only, those that lie outside the division whose library it is.
    pub outside: bool,
    /// Only these subjects.
    pub ids: Vec<SubjectId>,
}

impl SubjectFilter {
    /// Whether it asks who is responsible.
    fn asks_departments(&self) -> bool {
        !self.departments.is_empty() || self.unassigned || self.registrar_only
    }

    /// The same whoever is responsible.
    pub(super) fn of_any_department(&self) -> Self {
        Self { departments: Vec::new(), unassigned: false, registrar_only: false, ..self.clone() }
    }

    /// Whether it asks for nothing but what `subject_by_tag` knows.
    pub(super) fn is_of_facts(&self) -> bool {
        self.text.as_deref().is_none_or(|text| text.trim().is_empty())
            && !self.asks_departments()
            && self.ids.is_empty()
            && !self.invalid_code
    }
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

pub(super) fn visible(owner: &DivisionCode) -> Select<subject::Entity> {
    subject::Entity::find().filter(subject::Column::DivisionCode.eq(owner.as_str()))
}

/// Characters of a town's code; a village's is longer, a county's shorter.
const TOWN: usize = 9;

/// The condition that something lies in a place or in what is inside it. The town's column is the one that
/// indexes are ordered by.
fn lies_in(town: SimpleExpr, located_in: impl ColumnTrait, place: &DivisionCode) -> Condition {
    let prefix = place.prefix();
    if let Some(code) = prefix.get(..TOWN) {
        let village = (prefix.len() > TOWN).then(|| located_in.starts_with(prefix));
        return Condition::all().add(town.eq(code)).add_option(village);
    }
    // Codes are digits.
    Condition::all().add(town.between(prefix, format!("{prefix:9<TOWN$}")))
}

/// The part of a filter that is about what indexes know, over the columns of one table.
macro_rules! facts {
    ($owner:expr, $filter:expr, $town:expr, $column:path) => {{
        use $column as Column;
        let filter = $filter;
        let mut facts = Condition::all().add(Column::DivisionCode.eq($owner.as_str()));
        if !filter.kinds.is_empty() {
            facts = facts.add(Column::Kind.is_in(filter.kinds.iter().copied()));
        }
        if !filter.located_in.is_empty() || filter.outside {
            let mut any = Condition::any();
            for place in &filter.located_in {
                any = any.add(lies_in($town.clone(), Column::LocatedIn, place));
            }
            if filter.outside {
                any = any.add(Column::LocatedIn.starts_with($owner.prefix()).not());
            }
            facts = facts.add(any);
        }
        if !filter.risk_classes.is_empty() {
            facts = facts.add(Column::RiskClass.is_in(filter.risk_classes.iter().copied()));
        }
        if !filter.statuses.is_empty() {
            facts = facts.add(Column::Status.is_in(filter.statuses.iter().copied()));
        }
        facts
    }};
}

/// What the filter says of subjects of no particular tag.
fn plain_facts(owner: &DivisionCode, filter: &SubjectFilter) -> Condition {
    // Word by word the expression of the index `subject_town`.
    let town = Expr::cust(r#"substr("subject"."located_in", 1, 9)"#);
    facts!(owner, filter, town, subject::Column)
}

/// What the filter says of subjects with a tag.
pub(super) fn tagged_facts(owner: &DivisionCode, filter: &SubjectFilter, tag: &str) -> Condition {
    tag_facts(owner, filter).add(subject_by_tag::Column::Tag.eq(tag))
}

/// What the filter says of subjects with any tag at all.
pub(super) fn tag_facts(owner: &DivisionCode, filter: &SubjectFilter) -> Condition {
    let town: SimpleExpr = subject_by_tag::Column::Town.into_expr();
    facts!(owner, filter, town, subject_by_tag::Column)
}

/// Whether any department is responsible for a subject; or any beside the one that registered it.
pub fn responsible(beside_registrar: bool) -> SimpleExpr {
    use subject_department::Column;
    let mut query = Query::select();
    query
        .expr(Expr::value(1))
        .from(subject_department::Entity)
        .and_where(Column::SubjectId.into_expr().equals((subject::Entity, subject::Column::Id)));
    if beside_registrar {
        query.and_where(Column::Reason.ne(REGISTRAR));
    }
    Expr::exists(query)
}

/// That one of the wanted departments is responsible, or nobody, or the registrar alone: whichever is asked.
fn of_departments(filter: &SubjectFilter) -> Condition {
    let mut any = Condition::any();
    if !filter.departments.is_empty() {
        let wanted = Query::select()
            .column(subject_department::Column::SubjectId)
            .from(subject_department::Entity)
            .and_where(subject_department::Column::DepartmentId.is_in(filter.departments.iter().copied()))
            .to_owned();
        any = any.add(subject::Column::Id.in_subquery(wanted));
    }
    if filter.unassigned {
        any = any.add(responsible(false).not());
    }
    if filter.registrar_only {
        any = any.add(Condition::all().add(responsible(true).not()).add(responsible(false)));
    }
    any
}

/// The subjects of a library that a filter lets through.
pub(in crate::registry) fn matching(
    owner: &DivisionCode,
    filter: &SubjectFilter,
    db: &impl Source,
) -> Select<subject::Entity> {
    use subject::Column;
    let mut select = subject::Entity::find();
    select = match filter.tags.as_slice() {
        [] => select.filter(plain_facts(owner, filter)),
        [tag] => {
            let same = Column::Id.into_expr().equals(subject_by_tag::Column::SubjectId);
            QuerySelect::query(&mut select).inner_join(subject_by_tag::Entity, same);
            select.filter(tagged_facts(owner, filter, tag))
        }
        several => {
            let tagged = Query::select()
                .column(subject_by_tag::Column::SubjectId)
                .from(subject_by_tag::Entity)
                .and_where(subject_by_tag::Column::DivisionCode.eq(owner.as_str()))
                .and_where(subject_by_tag::Column::Tag.is_in(several.iter().map(String::as_str)))
                .to_owned();
            select.filter(plain_facts(owner, filter)).filter(Column::Id.in_subquery(tagged))
        }
    };
    if !filter.ids.is_empty() {
        select = select.filter(Column::Id.is_in(filter.ids.iter().copied()));
    }
    if let Some(text) = filter.text.as_deref().filter(|text| !text.trim().is_empty()) {
        let mut any = Condition::any();
        if let Some(code) = code_prefix(text) {
            any = any.add(Column::Uscc.starts_with(code));
        } else if let Some(query) = NameQuery::new(text) {
            any = any.add(query.condition(db.get_database_backend()));
        } else {
            // Signs alone are in no name.
            any = any.add(Expr::value(false));
        }
        select = select.filter(any);
    }
    if filter.invalid_code {
        select = select.filter(Column::UsccProblem.is_not_null());
    }
    if filter.asks_departments() {
        select = select.filter(of_departments(filter));
    }
    select
}

/// How many subjects a filter lets through.
async fn count(db: &impl Source, owner: &DivisionCode, filter: &SubjectFilter) -> Result<u64> {
    Ok(match filter.tags.as_slice() {
        [tag] if filter.is_of_facts() => {
            subject_by_tag::Entity::find().filter(tagged_facts(owner, filter, tag)).number(db).await?
        }
        _ => matching(owner, filter, db).number(db).await?,
    })
}

/// A page of the library.
pub async fn list(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &SubjectFilter,
    order: SubjectOrder,
    request: &PageRequest,
) -> Result<Page<Subject>> {
    let total = if request.count { Some(count(db, owner, filter).await?) } else { None };
    let request = &PageRequest { count: false, ..request.clone() };
    let select = matching(owner, filter, db);
    let id_of = |row: &Subject| row.id.0;
    let page = match (order, filter.tags.len()) {
        (SubjectOrder::Entry, 1) => {
            // The same id, in the table that is already in this order.
            let id = subject_by_tag::Column::SubjectId;
            page::by_id(db, select, id, Order::Ascending, request, id_of).await?
        }
        (SubjectOrder::Entry, _) => {
            page::by_id(db, select, subject::Column::Id, Order::Ascending, request, id_of).await?
        }
        (SubjectOrder::Name, _) => {
            let key = (subject::Column::NameKey, subject::Column::Id);
            let cursor_of = |row: &Subject| Cursor { key: row.name_key.clone(), id: row.id.0 };
            page::by_key(db, select, key, request, cursor_of).await?
        }
    };
    Ok(Page { total, ..page })
}

/// The first few that match a text, for look-ups.
pub async fn search(db: &impl Source, owner: &DivisionCode, text: &str, limit: u64) -> Result<Vec<Subject>> {
    let filter = SubjectFilter { text: Some(text.to_owned()), ..SubjectFilter::default() };
    Ok(matching(owner, &filter, db).limit(limit).rows(db).await?)
}

/// One subject of a library.
pub async fn find(db: &impl Source, owner: &DivisionCode, id: SubjectId) -> Result<Option<Subject>> {
    Ok(visible(owner).filter(subject::Column::Id.eq(id)).row(db).await?)
}

/// A subject that is about to change: whoever else wants to change it waits until this transaction is over.
pub async fn lock(db: &impl Source, owner: &DivisionCode, id: SubjectId) -> Result<Option<Subject>> {
    Ok(visible(owner).filter(subject::Column::Id.eq(id)).lock_exclusive().row(db).await?)
}

/// Subjects that are about to change together, locked in the order of their ids.
pub async fn lock_all(db: &impl Source, owner: &DivisionCode, ids: &[SubjectId]) -> Result<Vec<Subject>> {
    let select = visible(owner).filter(subject::Column::Id.is_in(ids.iter().copied()));
    Ok(select.order_by_asc(subject::Column::Id).lock_exclusive().rows(db).await?)
}

/// Every subject that a filter lets through, in the order of their ids.
pub async fn every(db: &impl Source, owner: &DivisionCode, filter: &SubjectFilter) -> Result<Vec<Subject>> {
    Ok(matching(owner, filter, db).order_by_asc(subject::Column::Id).rows(db).await?)
}

/// The subject with a credit code.
pub async fn find_by_code(db: &impl Source, owner: &DivisionCode, code: &str) -> Result<Option<Subject>> {
    Ok(visible(owner).filter(subject::Column::Uscc.eq(code)).row(db).await?)
}

/// Credit codes of the subjects a query names, in their order, at most so many.
pub async fn codes_among(db: &impl Source, ids: SelectStatement, most: u64) -> Result<Vec<String>> {
    Ok(subject::Entity::find()
        .filter(subject::Column::Id.in_subquery(ids))
        .filter(subject::Column::Uscc.is_not_null())
        .select_only()
        .column(subject::Column::Uscc)
        .order_by_asc(subject::Column::Uscc)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?)
}

/// Subjects by id.
pub async fn subjects_by_id(db: &impl Source, ids: &[SubjectId]) -> Result<Vec<Subject>> {
    Ok(subject::Entity::find().filter(subject::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// Subjects at doors, in the order of their ids.
pub async fn subjects_at(db: &impl Source, sites: &[SiteId]) -> Result<Vec<Subject>> {
    let mut found = Vec::new();
    for chunk in sites.chunks(500) {
        let at = subject::Column::SiteId.is_in(chunk.iter().copied());
        found.extend(subject::Entity::find().filter(at).order_by_asc(subject::Column::Id).rows(db).await?);
    }
    Ok(found)
}

/// Doors by id.
pub async fn sites_by_id(db: &impl Source, ids: &[SiteId]) -> Result<Vec<Site>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(500) {
        found.extend(
            site::Entity::find().filter(site::Column::Id.is_in(chunk.iter().copied())).rows(db).await?,
        );
    }
    Ok(found)
}

/// Doors by their identifier in a draw.
pub async fn sites_by_code(
    db: &impl Source,
    owner: &DivisionCode,
    codes: &[String],
) -> Result<BTreeMap<String, Site>> {
    let mut found = BTreeMap::new();
    for chunk in codes.chunks(500) {
        let rows = site::Entity::find()
            .filter(site::Column::DivisionCode.eq(owner.as_str()))
            .filter(site::Column::Code.is_in(chunk.iter().map(String::as_str)))
            .rows(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.code.clone(), row)));
    }
    Ok(found)
}

/// Tags of subjects.
pub async fn tags_of(db: &impl Source, ids: &[SubjectId]) -> Result<Vec<subject_tag::Model>> {
    Ok(subject_tag::Entity::find()
        .filter(subject_tag::Column::SubjectId.is_in(ids.iter().copied()))
        .order_by_asc(subject_tag::Column::Tag)
        .rows(db)
        .await?)
}

/// Responsible departments of subjects.
pub async fn departments_of(db: &impl Source, ids: &[SubjectId]) -> Result<Vec<subject_department::Model>> {
    Ok(subject_department::Entity::find()
        .filter(subject_department::Column::SubjectId.is_in(ids.iter().copied()))
        .rows(db)
        .await?)
}

/// History of a subject, newest first.
pub async fn changes(
    db: &impl Source,
    subject: SubjectId,
    request: &PageRequest,
) -> Result<Page<SubjectChange>> {
    let select = subject_change::Entity::find().filter(subject_change::Column::SubjectId.eq(subject));
    page::by_id(db, select, subject_change::Column::Id, Order::Descending, request, |row| row.id.0).await
}

/// All tags in use with how many subjects have each.
pub async fn tag_counts(db: &impl Source, owner: &DivisionCode) -> Result<Vec<(String, i64)>> {
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

/// Facts of every subject of a library that can be drawn, in the order of their ids. A library may know firms
/// of other places, as a registry's dump has them; nobody goes to their doors from here.
pub async fn subject_facts(db: &impl Source, owner: &DivisionCode) -> Result<Vec<SubjectFact>> {
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
        .filter(|(_, _, _, located_in, _)| located_in.is_within(owner))
        .map(|(id, site, kind, located_in, risk_class)| {
            let tags = by_subject.remove(&id).unwrap_or_default();
            SubjectFact { id, site, kind, located_in, risk_class, tags }
        })
        .collect())
}
