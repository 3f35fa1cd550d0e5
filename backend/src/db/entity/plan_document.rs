//! Table `plan_document`; what it means stands in `migrations/sql/0017_papers.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{PlanId, UploadId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: PlanId,
    pub kind: shared::planning::PlanFileKind,
    pub upload_id: UploadId,
    pub note: String,
    pub added_by: UserId,
    pub added_at: DateTimeUtc,
    pub replaced_by: Option<UserId>,
    pub replaced_at: Option<DateTimeUtc>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
