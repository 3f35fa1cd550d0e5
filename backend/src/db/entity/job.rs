//! Table `job`; what it means stands in `migrations/sql/0007_jobs.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{JobId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub division_code: DivisionCode,
    pub kind: shared::job::JobKind,
    pub status: shared::job::JobStatus,
    pub title: String,
    pub payload: Json,
    pub cursor: Option<Json>,
    pub done: i64,
    pub total: Option<i64>,
    pub outcome: Option<Json>,
    pub error_code: Option<shared::ErrorCode>,
    pub error_detail: Option<String>,
    pub problems: i64,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub started_at: Option<DateTimeUtc>,
    pub finished_at: Option<DateTimeUtc>,
    pub lease_holder: Option<String>,
    pub lease_until: Option<DateTimeUtc>,
    pub cancel_requested: bool,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
