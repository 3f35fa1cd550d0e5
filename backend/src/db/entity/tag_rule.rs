//! Table `tag_rule`; what it means stands in `migrations/sql/0003_registry.up.sql`.

use sea_orm::entity::prelude::*;
use shared::code::DivisionCode;
use shared::ids::TagRuleId;
use shared::registry::SubjectKind;

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tag_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TagRuleId,
    pub division_code: DivisionCode,
    pub position: i64,
    pub tag: String,
    pub words: Doc<Vec<String>>,
    pub name_words: Doc<Vec<String>>,
    pub stop_words: Doc<Vec<String>>,
    pub kinds: Doc<Vec<SubjectKind>>,
    pub enabled: bool,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
