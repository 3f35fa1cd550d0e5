//! Table `audit_entry`; what it means stands in `migrations/sql/0008_audit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{AuditId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    pub happened_at: DateTimeUtc,
    pub division_code: DivisionCode,
    pub actor_id: Option<UserId>,
    pub actor_name: String,
    pub ip: String,
    pub request_id: String,
    pub action: String,
    pub object_type: String,
    pub object_id: String,
    pub before: Option<Json>,
    pub after: Option<Json>,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
