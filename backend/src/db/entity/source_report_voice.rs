//! Table `source_report_voice`; what it means stands in `migrations/sql/0018_library.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{SourceReportId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "source_report_voice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub report_id: SourceReportId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: UserId,
    pub at: DateTimeUtc,
    pub ground: String,
    pub evidence: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
