//! Table `inspector_recusal`; what it means stands in `migrations/sql/0020_coverage.up.sql`.

use sea_orm::entity::prelude::*;
use shared::eligibility::{RecusalGround, RecusalOrigin, RecusalState};
use shared::ids::{InspectorId, RecusalId, SubjectId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspector_recusal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecusalId,
    pub inspector_id: InspectorId,
    pub subject_id: SubjectId,
    pub origin: RecusalOrigin,
    pub ground: RecusalGround,
    pub detail: String,
    pub from_day: Date,
    pub to_day: Option<Date>,
    pub state: RecusalState,
    pub asked_by: Option<UserId>,
    pub asked_at: DateTimeUtc,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<DateTimeUtc>,
    pub decision: Option<String>,
    pub ended_by: Option<UserId>,
    pub ended_at: Option<DateTimeUtc>,
    pub end_reason: Option<String>,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
