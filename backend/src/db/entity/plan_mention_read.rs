//! Table `plan_mention_read`; what it means stands in `migrations/sql/0015_plan_together.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{PlanCommentId, UserId};

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_mention_read")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub comment_id: PlanCommentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: UserId,
    pub read_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
