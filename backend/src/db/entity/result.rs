//! Table `result`; what it means stands in `migrations/sql/0006_visit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, ResultId, SubjectId, UserId, VisitItemId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "result")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResultId,
    pub division_code: DivisionCode,
    pub visit_item_id: VisitItemId,
    pub department_id: DepartmentId,
    pub subject_id: SubjectId,
    pub version: i64,
    pub code: shared::visit::ResultCode,
    pub disposal: shared::visit::Disposal,
    pub note: String,
    pub found_on: Date,
    pub due_on: Date,
    pub due_provisional: bool,
    pub entered_by: UserId,
    pub entered_at: DateTimeUtc,
    pub publication: shared::visit::PublicationStatus,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<DateTimeUtc>,
    pub withhold_basis: Option<String>,
    pub withhold_review_on: Option<Date>,
    pub superseded_by: Option<ResultId>,
    pub correction_reason: Option<String>,
    pub replaced_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
