//! Table `deadline_rule`; what it means stands in `migrations/sql/0017_papers.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::deadlines::DutyTerms;
use shared::ids::UserId;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub division_code: DivisionCode,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub content: Doc<DutyTerms>,
    pub reason: String,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
