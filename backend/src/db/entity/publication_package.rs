//! Table `publication_package`; what it means stands in `migrations/sql/0021_disclosure.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, PackageId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publication_package")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PackageId,
    pub division_code: DivisionCode,
    pub department_id: DepartmentId,
    pub channel: shared::visit::Channel,
    pub from_day: Date,
    pub to_day: Date,
    pub row_count: i64,
    pub csv_hash: String,
    pub xlsx_hash: String,
    pub made_by: UserId,
    pub made_at: DateTimeUtc,
    pub receipt: Option<String>,
    pub address: Option<String>,
    pub received_on: Option<Date>,
    pub received_by: Option<UserId>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
