//! Counts of subjects and a few examples: the work is the database's, whatever the size of the library.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use shared::code::DivisionCode;
use shared::coverage::Counted;
use shared::registry::{SubjectKind, SubjectStatus};

use crate::db::entity::{expert, subject, subject_by_tag};
use crate::db::{Read, Source};
use crate::error::{Error, Result};
use crate::registry::{Subject, responsible};

/// Word by word the expression of the index `subject_town`.
fn town() -> SimpleExpr {
    Expr::cust(r#"substr("subject"."located_in", 1, 9)"#)
}

fn active(owner: &DivisionCode) -> Select<subject::Entity> {
    subject::Entity::find()
        .filter(subject::Column::DivisionCode.eq(owner.as_str()))
        .filter(subject::Column::Status.eq(SubjectStatus::Active))
}

/// Who looks after a subject too few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwatched {
    /// No department is responsible.
    ByAnybody,
    /// Only the one that registered it.
    ButByRegistrar,
}

fn unwatched(owner: &DivisionCode, which: Unwatched) -> Select<subject::Entity> {
    match which {
        Unwatched::ByAnybody => active(owner).filter(responsible(false).not()),
        Unwatched::ButByRegistrar => active(owner).filter(responsible(true).not()).filter(responsible(false)),
    }
}

fn inside(owner: &DivisionCode, code: &str) -> Result<Option<DivisionCode>> {
    let town = DivisionCode::parse(code).map_err(|error| Error::broken(error.to_string()))?;
    Ok(Some(town).filter(|town| town.is_within(owner)))
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// Subjects that can be drawn by town, kind and tag, and by town and kind whatever their tags.
pub async fn counted(db: &impl Source, owner: &DivisionCode) -> Result<Vec<Counted>> {
    use subject_by_tag::Column;
    let tagged: Vec<(String, SubjectKind, String, i64)> = subject_by_tag::Entity::find()
        .filter(Column::DivisionCode.eq(owner.as_str()))
        .filter(Column::Status.eq(SubjectStatus::Active))
        .select_only()
        .columns([Column::Town, Column::Kind, Column::Tag])
        .column_as(Expr::cust("count(*)"), "subjects")
        .group_by(Column::Town)
        .group_by(Column::Kind)
        .group_by(Column::Tag)
        .into_tuple()
        .all(db)
        .await?;
    let all: Vec<(String, SubjectKind, i64)> = active(owner)
        .select_only()
        .column_as(town(), "town")
        .column(subject::Column::Kind)
        .column_as(Expr::cust("count(*)"), "subjects")
        .group_by(town())
        .group_by(subject::Column::Kind)
        .into_tuple()
        .all(db)
        .await?;
    let plain = all.into_iter().map(|(town, kind, subjects)| (town, kind, None, subjects));
    let tagged = tagged.into_iter().map(|(town, kind, tag, subjects)| (town, kind, Some(tag), subjects));
    let mut found = Vec::new();
    for (town, kind, tag, subjects) in plain.chain(tagged) {
        if let Some(town) = inside(owner, &town)? {
            found.push(Counted { town, kind, tag, subjects: number(subjects) });
        }
    }
    Ok(found)
}

/// Subjects that can be drawn and are looked after by too few, by town.
pub async fn unwatched_by_town(
    db: &impl Source,
    owner: &DivisionCode,
    which: Unwatched,
) -> Result<Vec<(DivisionCode, u64)>> {
    let rows: Vec<(String, i64)> = unwatched(owner, which)
        .select_only()
        .column_as(town(), "town")
        .column_as(Expr::cust("count(*)"), "subjects")
        .group_by(town())
        .order_by_asc(town())
        .into_tuple()
        .all(db)
        .await?;
    let mut found = Vec::new();
    for (town, subjects) in rows {
        if let Some(town) = inside(owner, &town)? {
            found.push((town, number(subjects)));
        }
    }
    Ok(found)
}

/// The first few of them.
pub async fn unwatched_examples(
    db: &impl Source,
    owner: &DivisionCode,
    (which, limit): (Unwatched, u64),
) -> Result<Vec<Subject>> {
    Ok(unwatched(owner, which)
        .filter(subject::Column::LocatedIn.starts_with(owner.prefix()))
        .order_by_asc(subject::Column::Id)
        .limit(limit)
        .rows(db)
        .await?)
}

/// Fields of the experts in service.
pub async fn expert_fields(db: &impl Source, owner: &DivisionCode) -> Result<BTreeSet<String>> {
    let experts = expert::Entity::find()
        .filter(expert::Column::DivisionCode.eq(owner.as_str()))
        .filter(expert::Column::Active.eq(true))
        .rows(db)
        .await?;
    Ok(experts.into_iter().flat_map(|expert| expert.fields.0).collect())
}
