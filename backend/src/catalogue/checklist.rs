//! Checklists: the questions of a department's item, at first from simple templates.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use shared::ErrorCode;
use shared::access::Action;
use shared::catalogue::AnswerKind;
use shared::checklist::{MOST_QUESTIONS, QuestionDraft, check_question};
use shared::ids::{ItemId, QuestionId};

use super::{Item, Question, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Change};
use crate::db::{Doc, Tx, entity::question};
use crate::error::{Error, Result};

/// A question as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionInput {
    /// What is asked.
    pub text: String,
    /// What kind of answer it takes.
    pub kind: AnswerKind,
    /// Whether the item cannot be concluded without it.
    pub required: bool,
    /// The choices.
    pub choices: Vec<String>,
    /// Unit of a number.
    pub unit: String,
    /// Questions with the same key are one question for several departments.
    pub shared_key: Option<String>,
}

/// The questions a new item starts with.
#[derive(Debug, Clone)]
pub struct Template {
    department: String,
    tag: String,
    question: QuestionInput,
}

const TEMPLATES: &str = include_str!("../../data/checklists.csv");

impl QuestionInput {
    /// As it is kept: without white space around it, and without what its kind does not ask for.
    fn tidy(mut self) -> Self {
        self.text = self.text.trim().to_owned();
        self.choices = match self.kind {
            AnswerKind::Choice => self.choices.iter().map(|choice| choice.trim().to_owned()).collect(),
            AnswerKind::YesNo | AnswerKind::Number | AnswerKind::Text => Vec::new(),
        };
        self.unit = if self.kind == AnswerKind::Number { self.unit.trim().to_owned() } else { String::new() };
        self
    }
}

impl Template {
    /// The templates that ship with the program.
    pub fn built_in() -> Result<Vec<Self>> {
        let mut reader = csv::Reader::from_reader(TEMPLATES.as_bytes());
        reader
            .records()
            .map(|record| {
                let record = record.map_err(|error| Error::broken(error.to_string()))?;
                let cell = |index| record.get(index).unwrap_or("").trim();
                let kind = AnswerKind::parse(cell(3)).ok_or_else(|| Error::broken("checklist template"))?;
                let split = |text: &str| {
                    text.split('|')
                        .map(str::trim)
                        .filter(|word| !word.is_empty())
                        .map(str::to_owned)
                        .collect()
                };
                let question = QuestionInput {
                    text: cell(2).to_owned(),
                    kind,
                    required: cell(4) == "1",
                    choices: split(cell(5)),
                    unit: cell(6).to_owned(),
                    shared_key: Some(cell(7)).filter(|key| !key.is_empty()).map(str::to_owned),
                };
                Ok(Self { department: cell(0).to_owned(), tag: cell(1).to_owned(), question })
            })
            .collect()
    }

    /// The questions of a department's item: those for everybody, for the department, for the tag.
    pub fn questions<'a>(
        templates: &'a [Self],
        department: &'a str,
        tag: Option<&'a str>,
    ) -> impl Iterator<Item = &'a QuestionInput> {
        templates
            .iter()
            .filter(move |template| template.department.is_empty() || template.department == department)
            .filter(move |template| template.tag.is_empty() || Some(template.tag.as_str()) == tag)
            .map(|template| &template.question)
    }
}

/// Writes the questions of an item that has none.
pub(super) async fn insert<'a>(
    core: &Core,
    tx: &Tx,
    item: ItemId,
    questions: impl IntoIterator<Item = &'a QuestionInput>,
) -> Result<()> {
    let rows: Vec<question::ActiveModel> = questions
        .into_iter()
        .enumerate()
        .map(|(position, question)| question::ActiveModel {
            id: Set(core.id::<QuestionId>()),
            item_id: Set(item),
            position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
            content: Set(question.text.clone()),
            kind: Set(question.kind),
            required: Set(question.required),
            choices: Set(Doc(question.choices.clone())),
            unit: Set(question.unit.clone()),
            shared_key: Set(question.shared_key.clone()),
            retired: Set(false),
        })
        .collect();
    if !rows.is_empty() {
        question::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

fn check(questions: &[QuestionInput]) -> Result<()> {
    if questions.len() > MOST_QUESTIONS {
        return Err(Error::at(ErrorCode::OutOfRange, "questions"));
    }
    for (index, question) in questions.iter().enumerate() {
        let draft = QuestionDraft {
            text: &question.text,
            kind: question.kind,
            choices: &question.choices,
            unit: &question.unit,
            shared_key: question.shared_key.as_deref(),
        };
        check_question(&draft)
            .map_err(|(code, field)| Error::at(code, format!("questions.{index}.{field}")))?;
    }
    Ok(())
}

/// Replaces the checklist of an item. The old questions are retired, not deleted: answers to them stay
/// readable.
pub(super) async fn replace(
    core: &Core,
    viewer: &Viewer,
    id: ItemId,
    questions: Vec<QuestionInput>,
    revision: i64,
) -> Result<Item> {
    check(&questions)?;
    let questions: Vec<QuestionInput> = questions.into_iter().map(QuestionInput::tidy).collect();
    let tx = core.db().begin().await?;
    let found = repository::lock_item(&*tx, id).await?;
    let item = found.filter(|item| item.division_code == viewer.division).ok_or(ErrorCode::NotFound)?;
    let granted = viewer.demand_in(Action::EditCatalogue, item.department_id)?;
    if item.revision != revision {
        return Err(ErrorCode::StaleRevision.into());
    }
    let before: Vec<Question> = repository::questions_of(&*tx, &[id]).await?;
    let before: Vec<&str> = before.iter().map(|question| question.content.as_str()).collect();
    question::Entity::update_many()
        .col_expr(question::Column::Retired, Expr::value(true))
        .filter(question::Column::ItemId.eq(id))
        .exec(&*tx)
        .await?;
    insert(core, &tx, id, &questions).await?;
    let mut row = item.into_active_model();
    row.revision = Set(revision + 1);
    let item = row.update(&*tx).await?;
    let after: Vec<&str> = questions.iter().map(|question| question.text.as_str()).collect();
    let change = Change::of("item", id).before(before).after(after);
    let audited = audit::record(&tx, &granted, core.stamp(), change).await?;
    tx.commit(audited).await?;
    Ok(item)
}
