//! Table `source_report`; what it means stands in `migrations/sql/0018_library.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SourceReportId, SubjectId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "source_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SourceReportId,
    pub division_code: DivisionCode,
    pub subject_id: SubjectId,
    pub field: shared::registry::ReportField,
    pub present: String,
    pub proposed: String,
    pub status: shared::registry::ReportStatus,
    pub department_id: DepartmentId,
    pub created_at: DateTimeUtc,
    pub answer: String,
    pub answered_by: Option<UserId>,
    pub answered_at: Option<DateTimeUtc>,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
