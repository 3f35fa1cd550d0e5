//! Table `seat`; what it means stands in `migrations/sql/0006_visit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{DepartmentId, InspectorId, VisitId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "seat")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub visit_id: VisitId,
    pub department_id: DepartmentId,
    pub inspector_id: InspectorId,
    pub leader: bool,
    pub seated_at: DateTimeUtc,
    pub left_at: Option<DateTimeUtc>,
    pub change: Option<shared::visit::TeamChange>,
    pub reason: Option<String>,
    pub follows: Option<Uuid>,
    pub judged: Option<Json>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
