//! Table `ratio_matrix`; what it means stands in `migrations/sql/0019_catalogue_lists.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::RatioMatrixId;
use shared::planning::RatioMatrix;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ratio_matrix")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RatioMatrixId,
    pub division_code: DivisionCode,
    pub code: String,
    pub content: Doc<RatioMatrix>,
    pub version: i64,
    pub retired: bool,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
