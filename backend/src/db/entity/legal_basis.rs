//! Table `legal_basis`; what it means stands in `migrations/sql/0002_catalogue.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::JointItemId;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_basis")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub joint_item_id: JointItemId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub kind: shared::catalogue::BasisType,
    pub title: String,
    pub article: String,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
