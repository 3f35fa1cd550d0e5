//! Table `visit`; what it means stands in `migrations/sql/0006_visit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SiteId, UserId, VisitId, WaveId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VisitId,
    pub division_code: DivisionCode,
    pub wave_id: WaveId,
    pub site_id: SiteId,
    pub code: String,
    pub opens_door: bool,
    pub status: shared::visit::VisitStatus,
    pub lead_department_id: DepartmentId,
    pub first_day: Date,
    pub checked_in_at: Option<DateTimeUtc>,
    pub checked_in_by: Option<UserId>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub accuracy_m: Option<f64>,
    pub completed_at: Option<DateTimeUtc>,
    pub not_possible_reason: Option<String>,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
