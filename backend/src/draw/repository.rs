//! Rows of waves and draws.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::code::DivisionCode;
use shared::ids::{AttemptId, PlanLineId, WaveId};

use super::{Attempt, Wave, WaveLine, Witness};
use crate::db::entity::{attempt, bundle, drawn_site, frame_leaf, wave, wave_line, witness};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::error::Result;

pub async fn waves(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    request: &PageRequest,
) -> Result<Page<Wave>> {
    let select = wave::Entity::find().filter(wave::Column::DivisionCode.eq(owner.as_str()));
    page::by_id(db, select, wave::Column::Id, Order::Descending, request, |row| row.id.0).await
}

pub async fn wave(db: &impl ConnectionTrait, owner: &DivisionCode, id: WaveId) -> Result<Option<Wave>> {
    Ok(wave::Entity::find_by_id(id).filter(wave::Column::DivisionCode.eq(owner.as_str())).one(db).await?)
}

pub async fn wave_by_code(
    db: &impl ConnectionTrait,
    owner: &DivisionCode,
    code: &str,
) -> Result<Option<Wave>> {
    Ok(wave::Entity::find()
        .filter(wave::Column::DivisionCode.eq(owner.as_str()))
        .filter(wave::Column::Code.eq(code))
        .one(db)
        .await?)
}

pub async fn waves_by_id(db: &impl ConnectionTrait, ids: &[WaveId]) -> Result<Vec<Wave>> {
    Ok(wave::Entity::find().filter(wave::Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

/// How many waves a division had in a year, by their codes.
pub async fn count_waves(db: &impl ConnectionTrait, owner: &DivisionCode, prefix: &str) -> Result<u64> {
    Ok(wave::Entity::find()
        .filter(wave::Column::DivisionCode.eq(owner.as_str()))
        .filter(wave::Column::Code.starts_with(prefix))
        .count(db)
        .await?)
}

pub async fn lines_of(db: &impl ConnectionTrait, waves: &[WaveId]) -> Result<Vec<WaveLine>> {
    Ok(wave_line::Entity::find()
        .filter(wave_line::Column::WaveId.is_in(waves.iter().copied()))
        .order_by_asc(wave_line::Column::TaskCode)
        .all(db)
        .await?)
}

/// Lines that already belong to a wave.
pub async fn taken_lines(db: &impl ConnectionTrait, lines: &[PlanLineId]) -> Result<Vec<WaveLine>> {
    Ok(wave_line::Entity::find()
        .filter(wave_line::Column::LineId.is_in(lines.iter().copied()))
        .all(db)
        .await?)
}

pub async fn attempts(db: &impl ConnectionTrait, wave: WaveId) -> Result<Vec<Attempt>> {
    Ok(attempt::Entity::find()
        .filter(attempt::Column::WaveId.eq(wave))
        .order_by_asc(attempt::Column::Number)
        .all(db)
        .await?)
}

pub async fn attempt(db: &impl ConnectionTrait, id: AttemptId) -> Result<Option<Attempt>> {
    Ok(attempt::Entity::find_by_id(id).one(db).await?)
}

pub async fn witnesses(db: &impl ConnectionTrait, attempt: AttemptId) -> Result<Vec<Witness>> {
    Ok(witness::Entity::find()
        .filter(witness::Column::AttemptId.eq(attempt))
        .order_by_asc(witness::Column::Code)
        .all(db)
        .await?)
}

pub async fn witness_by_token(db: &impl ConnectionTrait, token_hash: &str) -> Result<Option<Witness>> {
    Ok(witness::Entity::find().filter(witness::Column::TokenHash.eq(token_hash)).one(db).await?)
}

/// Writes a frozen frame.
pub async fn insert_leaves(
    db: &impl ConnectionTrait,
    id: AttemptId,
    frame: &shared::draw::Frame,
) -> Result<()> {
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
pub async fn leaves(db: &impl ConnectionTrait, id: AttemptId) -> Result<Vec<(String, String)>> {
    Ok(frame_leaf::Entity::find()
        .filter(frame_leaf::Column::AttemptId.eq(id))
        .select_only()
        .columns([frame_leaf::Column::SiteCode, frame_leaf::Column::Cells])
        .into_tuple()
        .all(db)
        .await?)
}

pub async fn insert_drawn(db: &impl ConnectionTrait, rows: Vec<drawn_site::ActiveModel>) -> Result<()> {
    let mut rest = rows.into_iter();
    loop {
        let chunk: Vec<_> = rest.by_ref().take(1000).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        drawn_site::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
}

pub async fn bundle(db: &impl ConnectionTrait, id: AttemptId) -> Result<Option<bundle::Model>> {
    Ok(bundle::Entity::find_by_id(id).one(db).await?)
}
