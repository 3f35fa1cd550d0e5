//! Table `account`; what it means stands in `migrations/sql/0001_organisation.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{InspectorId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    pub division_code: DivisionCode,
    pub username: String,
    pub display_name: String,
    pub password_hash: String,
    pub password_changed_at: DateTimeUtc,
    pub status: shared::organisation::UserStatus,
    pub is_demo: bool,
    pub inspector_id: Option<InspectorId>,
    pub failed_logins: i64,
    pub locked_until: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
