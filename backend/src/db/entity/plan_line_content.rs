//! Table `plan_line_content`; what it means stands in `migrations/sql/0016_office.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::PlanLineId;
use shared::planning::LineContent;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_line_content")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub decision_id: Uuid,
    pub line_id: PlanLineId,
    pub content: Doc<LineContent>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
