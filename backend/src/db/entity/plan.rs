//! Table `plan`; what it means stands in `migrations/sql/0004_planning.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{PlanId, UserId};
use shared::planning::PlanMatrix;
use shared::simulation::PlanningRules;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    pub division_code: DivisionCode,
    pub year: i64,
    pub version: i64,
    pub number: String,
    pub title: String,
    pub status: shared::planning::PlanStatus,
    pub approved_by: Option<UserId>,
    pub approved_at: Option<DateTimeUtc>,
    pub filed_organ: Option<String>,
    pub filed_number: Option<String>,
    pub filed_on: Option<Date>,
    pub published_at: Option<DateTimeUtc>,
    pub content_hash: Option<String>,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    /// The usual rules where there is none.
    pub rules: Option<Doc<PlanningRules>>,
    pub revision: i64,
    /// The version it amends.
    pub amends: Option<PlanId>,
    pub amend_reason: Option<String>,
    pub matrix: Option<Doc<PlanMatrix>>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
