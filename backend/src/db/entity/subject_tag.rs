//! Table `subject_tag`; what it means stands in `migrations/sql/0003_registry.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::SubjectId;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subject_tag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag: String,
    pub origin: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
