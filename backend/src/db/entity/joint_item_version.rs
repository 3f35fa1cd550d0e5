//! Table `joint_item_version`; what it means stands in `migrations/sql/0019_catalogue_lists.up.sql`.

use sea_orm::entity::prelude::*;
use shared::catalogue::JointContent;
use shared::ids::{JointItemId, UserId};

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "joint_item_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub joint_item_id: JointItemId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub content: Doc<JointContent>,
    pub reason: String,
    pub saved_by: UserId,
    pub saved_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
