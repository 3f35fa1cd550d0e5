//! Table `subject_by_tag`; what it means stands in `migrations/sql/0010_subject_by_tag.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::SubjectId;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subject_by_tag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub division_code: DivisionCode,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub town: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: SubjectId,
    pub located_in: DivisionCode,
    pub risk_class: shared::registry::RiskClass,
    pub kind: shared::registry::SubjectKind,
    pub status: shared::registry::SubjectStatus,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
