//! Table `contact_step`; what it means stands in `migrations/sql/0021_disclosure.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{ContactStepId, DepartmentId, UserId, VisitItemId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactStepId,
    pub division_code: DivisionCode,
    pub visit_item_id: VisitItemId,
    pub department_id: DepartmentId,
    pub step: shared::visit::ContactStep,
    pub on_day: Date,
    pub reference: String,
    pub recorded_by: UserId,
    pub recorded_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
