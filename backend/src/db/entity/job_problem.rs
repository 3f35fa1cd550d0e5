//! Table `job_problem`; what it means stands in `migrations/sql/0007_jobs.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::JobId;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job_problem")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_id: JobId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub column_name: String,
    pub code: shared::ErrorCode,
    pub detail: String,
    pub content: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
