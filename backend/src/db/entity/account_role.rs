//! Table `account_role`; what it means stands in `migrations/sql/0001_organisation.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{DepartmentId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: UserId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: shared::organisation::Role,
    pub department_id: Option<DepartmentId>,
    pub granted_by: Option<UserId>,
    pub granted_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
