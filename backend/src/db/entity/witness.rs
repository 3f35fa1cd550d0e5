//! Table `witness`; what it means stands in `migrations/sql/0005_draw.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{AttemptId, WitnessId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "witness")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WitnessId,
    pub attempt_id: AttemptId,
    pub code: String,
    pub name: String,
    pub organisation: String,
    pub kind: shared::planning::WitnessKind,
    pub token_hash: String,
    pub device_hash: Option<String>,
    pub opened_at: Option<DateTimeUtc>,
    pub commitment: Option<String>,
    pub committed_at: Option<DateTimeUtc>,
    pub nonce: Option<String>,
    pub revealed_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
