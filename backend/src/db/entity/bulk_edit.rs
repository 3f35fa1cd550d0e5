//! Table `bulk_edit`; what it means stands in `migrations/sql/0018_library.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{BulkEditId, JobId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bulk_edit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BulkEditId,
    pub division_code: DivisionCode,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub work: Json,
    pub reason: String,
    pub changed: i64,
    pub already: i64,
    pub not_allowed: i64,
    pub targets: Vec<u8>,
    pub job_id: Option<JobId>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
