//! Table `question`; what it means stands in `migrations/sql/0002_catalogue.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{ItemId, QuestionId};

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: QuestionId,
    pub item_id: ItemId,
    pub position: i64,
    pub content: String,
    pub kind: shared::catalogue::AnswerKind,
    pub required: bool,
    pub choices: Doc<Vec<String>>,
    pub unit: String,
    pub shared_key: Option<String>,
    pub retired: bool,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
