//! Table `answer`; what it means stands in `migrations/sql/0006_visit.up.sql`.

use sea_orm::entity::prelude::*;
use shared::ids::{AnswerId, QuestionId, UserId, VisitItemId};
use shared::visit::{Answer, Voices};

use crate::db::Doc;

#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnswerId,
    pub visit_item_id: VisitItemId,
    pub question_id: QuestionId,
    pub content: Doc<Answer>,
    pub answered_by: UserId,
    pub answered_at: DateTimeUtc,
    pub revision: i64,
    #[sea_orm(nullable)]
    pub voices: Option<Doc<Voices>>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
