//! Table `plan_line`; what it means stands in `migrations/sql/0004_planning.up.sql`.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, PlanId, PlanLineId, UserId};
use shared::planning::Scope;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanLineId,
    pub plan_id: PlanId,
    pub division_code: DivisionCode,
    pub position: i64,
    pub title: String,
    pub lead_department_id: DepartmentId,
    pub status: shared::planning::LineStatus,
    pub targeting: shared::planning::Targeting,
    pub scope: Doc<Scope>,
    pub draw_mode: shared::planning::DrawMode,
    pub ratios: Doc<BTreeMap<String, u32>>,
    pub rounding: shared::draw::Rounding,
    pub reserve: i64,
    pub batches: i64,
    pub method: shared::catalogue::CheckMethod,
    pub on_site_reason: String,
    pub window_from: Date,
    pub window_to: Date,
    pub reviewed_by: Option<UserId>,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub revision: i64,
    pub wave_group: Option<String>,
    pub kind: shared::planning::LineKind,
    pub special_reason: String,
    /// The line as which it first stood in a plan of its year; none for the first.
    pub first_id: Option<PlanLineId>,
    pub ratio_reason: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
