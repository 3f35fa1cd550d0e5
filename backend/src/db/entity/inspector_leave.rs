//! Table `inspector_leave`; what it means stands in `migrations/sql/0003_registry.up.sql` and
//! `0020_coverage.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{InspectorId, LeaveId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspector_leave")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LeaveId,
    pub inspector_id: InspectorId,
    pub from_day: Date,
    pub to_day: Date,
    pub reason: String,
    pub entered_by: Option<UserId>,
    pub entered_at: Option<DateTimeUtc>,
    pub ended_on: Option<Date>,
    pub ended_by: Option<UserId>,
    pub ended_at: Option<DateTimeUtc>,
    pub end_reason: Option<String>,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
