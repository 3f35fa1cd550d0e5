//! Table `item`; what it means stands in `migrations/sql/0002_catalogue.up.sql` and
//! `0013_item_versions.up.sql`, `0019_catalogue_lists.up.sql`.

use sea_orm::entity::prelude::*;
use shared::catalogue::ItemContent;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, ItemId, JointItemId};

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ItemId,
    pub division_code: DivisionCode,
    pub code: String,
    pub joint_item_id: JointItemId,
    pub department_id: DepartmentId,
    pub name: String,
    pub notice_policy: shared::catalogue::NoticePolicy,
    pub revision: i64,
    pub version: i64,
    pub content: Option<Doc<ItemContent>>,
    pub in_force: Option<Doc<ItemContent>>,
    pub published_version: Option<i64>,
    pub published_on: Option<Date>,
    pub withdrawn_on: Option<Date>,
    pub withdraw_reason: Option<String>,
    pub coming: Option<Doc<ItemContent>>,
    pub coming_version: Option<i64>,
    pub coming_on: Option<Date>,
    pub proposed_withdrawal: Option<Date>,
    pub proposed_reason: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
