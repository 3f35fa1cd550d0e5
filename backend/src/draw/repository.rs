//! Rows of waves and draws.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use shared::code::DivisionCode;
use shared::ids::{AttemptId, PlanLineId, WaveId};
use shared::planning::{AttemptStatus, WaveStatus};

use super::{Attempt, Wave, WaveLine, Witness};
use crate::db::entity::{
    attempt, bundle, draw_head, draw_step, drawn_site, frame_leaf, site, wave, wave_line, witness,
};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;

/// Most waves a door's past is looked for in.
const MOST_WAVES: u64 = 50;

pub async fn waves(db: &impl Source, owner: &DivisionCode, request: &PageRequest) -> Result<Page<Wave>> {
    let select = wave::Entity::find().filter(wave::Column::DivisionCode.eq(owner.as_str()));
    page::by_id(db, select, wave::Column::Id, Order::Descending, request, |row| row.id.0).await
}

pub async fn wave(db: &impl Source, owner: &DivisionCode, id: WaveId) -> Result<Option<Wave>> {
    Ok(wave::Entity::find_by_id(id).filter(wave::Column::DivisionCode.eq(owner.as_str())).row(db).await?)
}

pub async fn wave_by_code(db: &impl Source, owner: &DivisionCode, code: &str) -> Result<Option<Wave>> {
    Ok(wave::Entity::find()
        .filter(wave::Column::DivisionCode.eq(owner.as_str()))
        .filter(wave::Column::Code.eq(code))
        .row(db)
        .await?)
}

pub async fn waves_by_id(db: &impl Source, ids: &[WaveId]) -> Result<Vec<Wave>> {
    Ok(wave::Entity::find().filter(wave::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// The wave that follows another in its series.
pub async fn follower(db: &impl Source, previous: WaveId) -> Result<Option<Wave>> {
    Ok(wave::Entity::find().filter(wave::Column::PreviousId.eq(previous)).row(db).await?)
}

/// How many waves a division had in a year, by their codes.
pub async fn count_waves(db: &impl Source, owner: &DivisionCode, prefix: &str) -> Result<u64> {
    Ok(wave::Entity::find()
        .filter(wave::Column::DivisionCode.eq(owner.as_str()))
        .filter(wave::Column::Code.starts_with(prefix))
        .number(db)
        .await?)
}

pub async fn lines_of(db: &impl Source, waves: &[WaveId]) -> Result<Vec<WaveLine>> {
    Ok(wave_line::Entity::find()
        .filter(wave_line::Column::WaveId.is_in(waves.iter().copied()))
        .order_by_asc(wave_line::Column::TaskCode)
        .rows(db)
        .await?)
}

/// Lines that already belong to a wave.
pub async fn taken_lines(db: &impl Source, lines: &[PlanLineId]) -> Result<Vec<WaveLine>> {
    Ok(wave_line::Entity::find()
        .filter(wave_line::Column::LineId.is_in(lines.iter().copied()))
        .rows(db)
        .await?)
}

pub async fn attempts(db: &impl Source, waves: &[WaveId]) -> Result<Vec<Attempt>> {
    Ok(attempt::Entity::find()
        .filter(attempt::Column::WaveId.is_in(waves.iter().copied()))
        .order_by_asc(attempt::Column::Number)
        .rows(db)
        .await?)
}

pub async fn attempt(db: &impl Source, id: AttemptId) -> Result<Option<Attempt>> {
    Ok(attempt::Entity::find_by_id(id).row(db).await?)
}

/// An attempt that is about to change: whoever else wants to change it waits until this transaction is over.
pub async fn lock_attempt(db: &impl Source, id: AttemptId) -> Result<Option<Attempt>> {
    Ok(attempt::Entity::find_by_id(id).lock_exclusive().row(db).await?)
}

/// A wave that is about to change.
pub async fn lock_wave(db: &impl Source, owner: &DivisionCode, id: WaveId) -> Result<Option<Wave>> {
    let own = wave::Entity::find_by_id(id).filter(wave::Column::DivisionCode.eq(owner.as_str()));
    Ok(own.lock_exclusive().row(db).await?)
}

/// A witness who is about to act.
pub async fn lock_witness(db: &impl Source, token_hash: &str) -> Result<Option<Witness>> {
    let holder = witness::Entity::find().filter(witness::Column::TokenHash.eq(token_hash));
    Ok(holder.lock_exclusive().row(db).await?)
}

/// A witness of an attempt by their code, about to be given another link.
pub async fn lock_witness_of(db: &impl Source, id: AttemptId, code: &str) -> Result<Option<Witness>> {
    let own = witness::Entity::find().filter(witness::Column::AttemptId.eq(id));
    Ok(own.filter(witness::Column::Code.eq(code)).lock_exclusive().row(db).await?)
}

pub async fn witnesses(db: &impl Source, attempts: &[AttemptId]) -> Result<Vec<Witness>> {
    Ok(witness::Entity::find()
        .filter(witness::Column::AttemptId.is_in(attempts.iter().copied()))
        .order_by_asc(witness::Column::Code)
        .rows(db)
        .await?)
}

pub async fn witness_by_token(db: &impl Source, token_hash: &str) -> Result<Option<Witness>> {
    Ok(witness::Entity::find().filter(witness::Column::TokenHash.eq(token_hash)).row(db).await?)
}

/// Waves whose draw is done, each with the attempt that was drawn; newest first, as many as one looks back on.
pub async fn drawn_attempts(db: &impl Source, owner: &DivisionCode) -> Result<Vec<(Wave, Attempt)>> {
    let waves = wave::Entity::find()
        .filter(wave::Column::DivisionCode.eq(owner.as_str()))
        .filter(wave::Column::Status.ne(WaveStatus::Open))
        .order_by_desc(wave::Column::Id)
        .limit(MOST_WAVES)
        .rows(db)
        .await?;
    let ids: Vec<WaveId> = waves.iter().map(|wave| wave.id).collect();
    let mut drawn: BTreeMap<WaveId, Attempt> = attempts(db, &ids)
        .await?
        .into_iter()
        .filter(|row| row.status == AttemptStatus::Drawn)
        .map(|row| (row.wave_id, row))
        .collect();
    Ok(waves.into_iter().filter_map(|wave| drawn.remove(&wave.id).map(|attempt| (wave, attempt))).collect())
}

/// Which of these frozen frames a door is in.
pub async fn frames_with(
    db: &impl Source,
    attempts: &[AttemptId],
    site: &str,
) -> Result<BTreeSet<AttemptId>> {
    let rows: Vec<AttemptId> = frame_leaf::Entity::find()
        .filter(frame_leaf::Column::AttemptId.is_in(attempts.iter().copied()))
        .filter(frame_leaf::Column::SiteCode.eq(site))
        .select_only()
        .column(frame_leaf::Column::AttemptId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The end of a division's ledger.
pub async fn head(db: &impl Source, owner: &DivisionCode) -> Result<Option<draw_head::Model>> {
    Ok(draw_head::Entity::find_by_id(owner.clone()).row(db).await?)
}

/// The end of a ledger that is about to grow.
pub async fn lock_head(db: &impl Source, owner: &DivisionCode) -> Result<Option<draw_head::Model>> {
    Ok(draw_head::Entity::find_by_id(owner.clone()).lock_exclusive().row(db).await?)
}

/// Begins a ledger; somebody else may be faster.
pub async fn insert_head(
    db: &impl Source,
    owner: &DivisionCode,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    let row = draw_head::ActiveModel {
        division_code: Set(owner.clone()),
        seq: Set(0),
        link: Set(shared::draw::ledger::origin()),
        at: Set(at),
    };
    let first = OnConflict::column(draw_head::Column::DivisionCode).do_nothing().to_owned();
    draw_head::Entity::insert(row).on_conflict(first).exec_without_returning(db).await?;
    Ok(())
}

/// The steps of a division's ledger, in order.
pub async fn steps(db: &impl Source, owner: &DivisionCode) -> Result<Vec<draw_step::Model>> {
    Ok(draw_step::Entity::find()
        .filter(draw_step::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(draw_step::Column::Seq)
        .rows(db)
        .await?)
}

/// All attempts of a division, or of one wave, with the codes of their waves.
pub async fn all_attempts(
    db: &impl Source,
    owner: &DivisionCode,
    code: Option<&str>,
) -> Result<Vec<(String, Attempt)>> {
    let mut own = wave::Entity::find().filter(wave::Column::DivisionCode.eq(owner.as_str()));
    if let Some(code) = code {
        own = own.filter(wave::Column::Code.eq(code));
    }
    let codes: BTreeMap<WaveId, String> =
        own.rows(db).await?.into_iter().map(|wave| (wave.id, wave.code)).collect();
    let rows = attempts(db, &codes.keys().copied().collect::<Vec<_>>()).await?;
    Ok(rows.into_iter().filter_map(|row| Some((codes.get(&row.wave_id)?.clone(), row))).collect())
}

/// Attempts whose witnesses have had their time to reveal.
pub async fn overdue(db: &impl Source, now: chrono::DateTime<chrono::Utc>) -> Result<Vec<Attempt>> {
    Ok(attempt::Entity::find()
        .filter(attempt::Column::Status.eq(AttemptStatus::Beacon))
        .filter(attempt::Column::RevealBy.lt(now))
        .rows(db)
        .await?)
}

/// Writes a frozen frame.
pub async fn insert_leaves(db: &impl Source, id: AttemptId, frame: &shared::draw::Frame) -> Result<()> {
    let mut rows = Vec::with_capacity(1000);
    for index in 0..frame.len() {
        rows.push(frame_leaf::ActiveModel {
            attempt_id: Set(id),
            site_code: Set(frame.site(index).to_owned()),
            cells: Set(frame.cell_text(index).to_owned()),
        });
        if rows.len() == 1000 || index + 1 == frame.len() {
            frame_leaf::Entity::insert_many(std::mem::take(&mut rows)).exec_without_returning(db).await?;
        }
    }
    Ok(())
}

/// The frozen frame as it stands in the database: door → cells as text.
pub async fn leaves(db: &impl Source, id: AttemptId) -> Result<Vec<(String, String)>> {
    Ok(frame_leaf::Entity::find()
        .filter(frame_leaf::Column::AttemptId.eq(id))
        .select_only()
        .columns([frame_leaf::Column::SiteCode, frame_leaf::Column::Cells])
        .into_tuple()
        .all(db)
        .await?)
}

pub async fn insert_drawn(db: &impl Source, rows: Vec<drawn_site::ActiveModel>) -> Result<()> {
    let mut rest = rows.into_iter();
    loop {
        let chunk: Vec<_> = rest.by_ref().take(1000).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        drawn_site::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
}

pub async fn bundle(db: &impl Source, id: AttemptId) -> Result<Option<bundle::Model>> {
    Ok(bundle::Entity::find_by_id(id).row(db).await?)
}

/// The distinct cells of a frozen frame, with how many doors have each.
pub async fn patterns(db: &impl Source, id: AttemptId) -> Result<Vec<(String, u64)>> {
    let rows: Vec<(String, i64)> = frame_leaf::Entity::find()
        .filter(frame_leaf::Column::AttemptId.eq(id))
        .select_only()
        .column(frame_leaf::Column::Cells)
        .column_as(frame_leaf::Column::SiteCode.count(), "doors")
        .group_by(frame_leaf::Column::Cells)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(cells, doors)| (cells, u64::try_from(doors).unwrap_or(0))).collect())
}

/// How many doors stand on each reserve list: (task, stratum) → doors.
pub async fn reserves(db: &impl Source, id: AttemptId) -> Result<BTreeMap<(String, String), u64>> {
    let rows: Vec<(String, String, i64)> = drawn_site::Entity::find()
        .filter(drawn_site::Column::AttemptId.eq(id))
        .filter(drawn_site::Column::Place.eq("RESERVE"))
        .select_only()
        .columns([drawn_site::Column::TaskCode, drawn_site::Column::Stratum])
        .column_as(drawn_site::Column::SiteCode.count(), "doors")
        .group_by(drawn_site::Column::TaskCode)
        .group_by(drawn_site::Column::Stratum)
        .into_tuple()
        .all(db)
        .await?;
    let count = |doors: i64| u64::try_from(doors).unwrap_or(0);
    Ok(rows.into_iter().map(|(task, stratum, doors)| ((task, stratum), count(doors))).collect())
}

/// Where a door of a frozen frame lies, and whether a quota drew it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Code of the division.
    pub located_in: String,
    /// Whether it was drawn.
    pub drawn: bool,
}

/// The doors of a frozen frame in the order of their numbers.
pub async fn places(
    db: &impl Source,
    owner: &DivisionCode,
    id: AttemptId,
    tasks: Option<&[String]>,
) -> Result<Vec<Place>> {
    let mut chosen = drawn_site::Entity::find();
    if let Some(tasks) = tasks {
        chosen = chosen.filter(drawn_site::Column::TaskCode.is_in(tasks));
    }
    let drawn: Vec<String> = chosen
        .filter(drawn_site::Column::AttemptId.eq(id))
        .filter(drawn_site::Column::Place.eq("SELECTED"))
        .select_only()
        .column(drawn_site::Column::SiteCode)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let drawn: BTreeSet<String> = drawn.into_iter().collect();
    let rows: Vec<(String, String)> = frame_leaf::Entity::find()
        .join(JoinType::InnerJoin, frame_leaf::Relation::Site.def())
        .filter(frame_leaf::Column::AttemptId.eq(id))
        .filter(site::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(frame_leaf::Column::SiteCode)
        .select_only()
        .column(frame_leaf::Column::SiteCode)
        .column(site::Column::LocatedIn)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(site, located_in)| Place { drawn: drawn.contains(&site), located_in })
        .collect())
}
