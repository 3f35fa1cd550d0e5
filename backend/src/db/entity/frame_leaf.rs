//! Table `frame_leaf`; what it means stands in `migrations/sql/0005_draw.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::AttemptId;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "frame_leaf")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt_id: AttemptId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_code: String,
    pub cells: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The door, by its code within the division.
    #[sea_orm(
        belongs_to = "super::site::Entity",
        from = "Column::SiteCode",
        to = "super::site::Column::Code"
    )]
    Site,
}

impl ActiveModelBehavior for ActiveModel {}
