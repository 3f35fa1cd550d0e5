//! Table `library_view`; what it means stands in `migrations/sql/0018_library.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, LibraryViewId, UserId};

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "library_view")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LibraryViewId,
    pub division_code: DivisionCode,
    pub library: shared::registry::LibraryKind,
    pub name: String,
    pub query: String,
    pub created_by: UserId,
    pub department_id: Option<DepartmentId>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
