//! Table `inspector_change`; what it means stands in `migrations/sql/0018_library.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{InspectorChangeId, InspectorId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspector_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InspectorChangeId,
    pub inspector_id: InspectorId,
    pub changed_at: DateTimeUtc,
    pub changed_by: Option<UserId>,
    pub field: String,
    pub before: String,
    pub after: String,
    pub source: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
