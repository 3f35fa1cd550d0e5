//! Table `plan_publication`; what it means stands in `migrations/sql/0004_planning.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{PlanId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_publication")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: PlanId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: String,
    pub published_at: DateTimeUtc,
    pub published_by: UserId,
    pub content_hash: String,
    pub content: String,
    pub address: Option<String>,
    pub receipt: Option<String>,
    pub received_on: Option<Date>,
    pub received_by: Option<UserId>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
