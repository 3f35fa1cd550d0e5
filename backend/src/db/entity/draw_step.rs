//! Table `draw_step`; what it means stands in `migrations/sql/0022_hall.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draw_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub division_code: DivisionCode,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub wave_code: String,
    pub text: String,
    pub link: String,
    pub signature: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
