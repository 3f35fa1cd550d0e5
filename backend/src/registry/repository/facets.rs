//! How many subjects each value of each facet would show.
//!
//! Town, class, kind and state are counted together, once: `shared` works out from the few hundred different
//! combinations what each value brings. Tags and departments, of which a subject has several, are counted on
//! their own, straight from the indexes that lists are filtered by.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use shared::code::DivisionCode;
use shared::ids::DepartmentId;
use shared::registry::facets::{Cell, Chosen, NOBODY, OUTSIDE, REGISTRAR_ALONE, counts, total};
use shared::registry::{Facet, RiskClass, SubjectKind, SubjectStatus};

use super::subjects::{SubjectFilter, matching, tag_facts, tagged_facts};
use crate::db::entity::{subject, subject_by_tag, subject_department};
use crate::db::{Read, Source};
use crate::error::Result;

/// A value of a facet and how many entries it would show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// The facet.
    pub facet: Facet,
    /// The value, as it stands in an address.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// Counts of all facets of a library of subjects, and how many subjects there are in all.
pub async fn of_subjects(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &SubjectFilter,
    departments: &BTreeSet<DepartmentId>,
) -> Result<(u64, Vec<FacetCount>)> {
    // Side by side: each is one long read.
    let (cells, tags, named, without) = futures::try_join!(
        cells(db, owner, filter),
        of_tags(db, owner, filter),
        of_departments(db, owner, filter, departments),
        without_department(db, owner, filter)
    )?;
    let chosen = chosen(filter);
    let mut found = Vec::new();
    for facet in [Facet::Kind, Facet::Town, Facet::RiskClass, Facet::Status] {
        let of_facet = counts(&cells, facet, &chosen, owner).into_iter();
        found.extend(of_facet.map(|(value, count)| FacetCount { facet, value, count }));
    }
    for (value, count) in tags {
        found.push(FacetCount { facet: Facet::Tag, value, count: count.unsigned_abs() });
    }
    for (id, count) in named {
        if departments.contains(&id) {
            let count = count.unsigned_abs();
            found.push(FacetCount { facet: Facet::Department, value: id.to_string(), count });
        }
    }
    for (value, count) in without {
        found.push(FacetCount { facet: Facet::Department, value: value.to_owned(), count });
    }
    Ok((total(&cells, &chosen, owner), found))
}

/// What is chosen in the facets that are counted together.
fn chosen(filter: &SubjectFilter) -> Chosen {
    let mut towns: Vec<String> = filter.located_in.iter().map(ToString::to_string).collect();
    if filter.outside {
        towns.push(OUTSIDE.to_owned());
    }
    let codes = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect::<Vec<_>>();
    BTreeMap::from([
        (Facet::Town, towns),
        (Facet::Kind, codes(filter.kinds.iter().map(|kind| kind.as_str()).collect())),
        (Facet::RiskClass, codes(filter.risk_classes.iter().map(|class| class.as_str()).collect())),
        (Facet::Status, codes(filter.statuses.iter().map(|status| status.as_str()).collect())),
    ])
}

/// The filter without what `shared` looks at.
fn without_facts(filter: &SubjectFilter) -> SubjectFilter {
    SubjectFilter {
        kinds: Vec::new(),
        located_in: Vec::new(),
        risk_classes: Vec::new(),
        statuses: Vec::new(),
        outside: false,
        ..filter.clone()
    }
}

type Combination = (String, RiskClass, SubjectKind, SubjectStatus, i64);

/// That an id is among those of a sub-query, for reading much: the list is walked once and looked up in the
/// sub-query. Written plainly, SQLite would look up each of the sub-query's many thousand ids in the list.
fn among(id: impl ColumnTrait, ids: SelectStatement) -> Expr {
    let id = id.as_column_ref();
    Expr::expr(Func::coalesce([Expr::col(id.clone()), Expr::col(id)])).in_subquery(ids)
}

async fn cells(db: &impl Source, owner: &DivisionCode, filter: &SubjectFilter) -> Result<Vec<Cell>> {
    let filter = without_facts(filter);
    let rows: Vec<Combination> = match filter.tags.as_slice() {
        [tag] if filter.is_of_facts() => {
            use subject_by_tag::Column;
            let select = subject_by_tag::Entity::find().filter(tagged_facts(owner, &filter, tag));
            combinations(
                select,
                Expr::col((subject_by_tag::Entity, Column::Town)),
                [Column::RiskClass, Column::Kind, Column::Status],
            )
            .into_tuple()
            .all(db)
            .await?
        }
        _ => {
            use subject::Column;
            // Word by word the expression of the index `subject_facets`.
            let town = Expr::cust(r#"substr("subject"."located_in", 1, 9)"#);
            let several = filter.tags.len() > 1;
            // Those of nobody are found subject by subject, so nothing is gained by walking the list.
            let plainly = !filter.unassigned && !filter.registrar_only;
            let plain = SubjectFilter {
                tags: if several { Vec::new() } else { filter.tags.clone() },
                ..if plainly { filter.of_any_department() } else { filter.clone() }
            };
            let mut select = matching(owner, &plain, db);
            if several {
                let tagged = Query::select()
                    .column(subject_by_tag::Column::SubjectId)
                    .from(subject_by_tag::Entity)
                    .and_where(subject_by_tag::Column::DivisionCode.eq(owner.as_str()))
                    .and_where(subject_by_tag::Column::Tag.is_in(filter.tags.iter().map(String::as_str)))
                    .to_owned();
                select = select.filter(among(Column::Id, tagged));
            }
            if plainly && !filter.departments.is_empty() {
                let ids = filter.departments.iter().copied();
                let responsible = Query::select()
                    .column(subject_department::Column::SubjectId)
                    .from(subject_department::Entity)
                    .and_where(subject_department::Column::DepartmentId.is_in(ids))
                    .to_owned();
                select = select.filter(among(Column::Id, responsible));
            }
            combinations(select, town, [Column::RiskClass, Column::Kind, Column::Status])
                .into_tuple()
                .all(db)
                .await?
        }
    };
    Ok(rows.into_iter().map(cell).collect())
}

fn combinations<E: EntityTrait>(select: Select<E>, town: Expr, columns: [E::Column; 3]) -> Select<E> {
    let [risk, kind, status] = columns;
    select
        .select_only()
        .column_as(town.clone(), "place")
        .columns([risk, kind, status])
        .column_as(Expr::cust("count(*)"), "number")
        .group_by(town)
        .group_by(risk)
        .group_by(kind)
        .group_by(status)
}

fn cell((town, risk, kind, status, count): Combination) -> Cell {
    let values = BTreeMap::from([
        (Facet::Town, vec![town]),
        (Facet::RiskClass, vec![risk.to_string()]),
        (Facet::Kind, vec![kind.to_string()]),
        (Facet::Status, vec![status.to_string()]),
    ]);
    Cell { values, count: count.unsigned_abs() }
}

/// The ids of subjects that a filter lets through, as a sub-query.
pub fn ids(owner: &DivisionCode, filter: &SubjectFilter, db: &impl Source) -> SelectStatement {
    matching(owner, filter, db).select_only().column(subject::Column::Id).into_query()
}

async fn of_tags(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &SubjectFilter,
) -> Result<Vec<(String, i64)>> {
    use subject_by_tag::Column;
    let others = SubjectFilter { tags: Vec::new(), ..filter.clone() };
    let mut select = subject_by_tag::Entity::find().filter(tag_facts(owner, &others));
    if !others.is_of_facts() {
        select = select.filter(among(Column::SubjectId, ids(owner, &without_facts(&others), db)));
    }
    let counted = select
        .select_only()
        .column(Column::Tag)
        .column_as(Expr::cust("count(*)"), "number")
        .group_by(Column::Tag);
    Ok(counted.into_tuple().all(db).await?)
}

async fn of_departments(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &SubjectFilter,
    departments: &BTreeSet<DepartmentId>,
) -> Result<Vec<(DepartmentId, i64)>> {
    use subject_department::Column;
    let others = filter.of_any_department();
    let everything =
        others.is_of_facts() && others.tags.is_empty() && chosen(&others).values().all(Vec::is_empty);
    let mut select =
        subject_department::Entity::find().filter(Column::DepartmentId.is_in(departments.iter().copied()));
    if !everything {
        select = select.filter(among(Column::SubjectId, ids(owner, &others, db)));
    }
    let counted = select
        .select_only()
        .column(Column::DepartmentId)
        .column_as(Expr::cust("count(*)"), "number")
        .group_by(Column::DepartmentId);
    Ok(counted.into_tuple().all(db).await?)
}

/// Subjects nobody is responsible for, and those with the registrar alone; what there is none of is left out.
async fn without_department(
    db: &impl Source,
    owner: &DivisionCode,
    filter: &SubjectFilter,
) -> Result<Vec<(&'static str, u64)>> {
    let nobody = SubjectFilter { unassigned: true, ..filter.of_any_department() };
    let registrar = SubjectFilter { registrar_only: true, ..filter.of_any_department() };
    let (nobody, registrar) = futures::try_join!(
        matching(owner, &nobody, db).number(db),
        matching(owner, &registrar, db).number(db)
    )?;
    Ok([(NOBODY, nobody), (REGISTRAR_ALONE, registrar)].into_iter().filter(|(_, count)| *count > 0).collect())
}
