//! Table `wave`; what it means stands in `migrations/sql/0005_draw.up.sql` and
//! `0026_frame_rules.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::draw::Rotation;
use shared::ids::{PlanId, UserId, WaveId};
use shared::planning::FrameRules;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "wave")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WaveId,
    pub division_code: DivisionCode,
    pub code: String,
    pub plan_id: PlanId,
    pub title: String,
    pub status: shared::planning::WaveStatus,
    pub hash: shared::draw::HashAlgorithm,
    pub disclosure: shared::planning::ListDisclosure,
    pub beacon_event: String,
    pub beacon_due_at: Option<DateTimeUtc>,
    pub created_by: UserId,
    pub created_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub last_day: Option<Date>,
    pub rules: Option<Doc<FrameRules>>,
    pub previous_id: Option<WaveId>,
    pub rotation: Option<Doc<Rotation>>,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
