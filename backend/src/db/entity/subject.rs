//! Table `subject`; what it means stands in `migrations/sql/0003_registry.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{SiteId, SubjectId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subject")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubjectId,
    pub division_code: DivisionCode,
    pub site_id: SiteId,
    pub kind: shared::registry::SubjectKind,
    pub status: shared::registry::SubjectStatus,
    pub name: String,
    pub name_key: String,
    pub py_full: String,
    pub py_initials: String,
    pub uscc: Option<String>,
    pub uscc_problem: Option<shared::uscc::UsccProblem>,
    pub registered_on: Option<Date>,
    pub company_type: String,
    pub capital: String,
    pub business_scope: String,
    pub address: String,
    pub located_in: DivisionCode,
    pub risk_class: shared::registry::RiskClass,
    pub source: String,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
