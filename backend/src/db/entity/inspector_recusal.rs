//! Table `inspector_recusal`; what it means stands in `migrations/sql/0003_registry.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{InspectorId, SubjectId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspector_recusal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub inspector_id: InspectorId,
    pub subject_id: SubjectId,
    pub reason: String,
    pub created_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
