//! Table `command`; what it means stands in `migrations/sql/0006_visit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::UserId;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "command")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub command_key: String,
    pub account_id: UserId,
    pub carried_out_at: DateTimeUtc,
    pub outcome: Json,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
