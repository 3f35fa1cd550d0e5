//! Table `attempt`; what it means stands in `migrations/sql/0005_draw.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{AttemptId, WaveId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttemptId,
    pub wave_id: WaveId,
    pub number: i64,
    pub status: shared::planning::AttemptStatus,
    pub created_at: DateTimeUtc,
    pub frame_root: Option<String>,
    pub frame_size: Option<i64>,
    pub frozen: Option<Json>,
    pub frozen_at: Option<DateTimeUtc>,
    pub beacon: Option<String>,
    pub beacon_at: Option<DateTimeUtc>,
    pub reveal_by: Option<DateTimeUtc>,
    pub seed: Option<String>,
    pub report: Option<Json>,
    pub bundle_hash: Option<String>,
    pub drawn_at: Option<DateTimeUtc>,
    pub void_reason: Option<String>,
    pub voided_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
