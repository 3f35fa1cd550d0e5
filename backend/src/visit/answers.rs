//! Answers at the door, by several officers on devices that may not have heard of each other.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::ids::{AnswerId, QuestionId, VisitItemId};
use shared::sync::{MOST_SEEN, Voice};
use shared::visit::{Answer as Value, Author, ItemState, Taken, Voices, check_answer, take_answer, value};

use super::fieldwork::question_of;
use super::{Answer, VisitItem, VisitService, commands, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::catalogue;
use crate::db::entity::answer;
use crate::db::{Doc, Tx};
use crate::error::{Error, Result};

/// An answer as it is entered.
#[derive(Debug, Clone)]
pub struct AnswerInput {
    /// The item at the visit.
    pub item: VisitItemId,
    /// The question.
    pub question: QuestionId,
    /// The answer.
    pub value: Value,
    /// Keys of the entries that its author saw standing, and replaces; all that stand, if the app is too old
    /// to tell.
    pub seen: Option<Vec<String>>,
}

/// The entries of an answer; one from before there were any is an entry of its own.
pub fn voices(row: &Answer) -> Voices {
    row.voices.as_ref().map_or_else(
        || {
            let by = Author { account: row.answered_by, at: row.answered_at };
            let mut voices = Voices::default();
            voices
                .take(row.id.to_string(), Voice { value: row.content.0.clone(), by, seen: BTreeSet::new() });
            voices
        },
        |known| known.0.clone(),
    )
}

impl VisitService {
    /// Writes an answer to a question of one's own department's checklist. Whom it has seen it replaces;
    /// whom it has not seen, it stands beside.
    pub async fn answer(&self, viewer: &Viewer, input: AnswerInput, key: &str) -> Result<Answer> {
        let officer = self.officer(viewer).await?;
        let tx = self.core.db().begin().await?;
        if let Some(id) = commands::done::<AnswerId>(&*tx, viewer, key).await? {
            let known = answer::Entity::find_by_id(id).one(&*tx).await?;
            return known.ok_or_else(|| ErrorCode::NotFound.into());
        }
        if input.seen.as_ref().is_some_and(|seen| seen.len() > MOST_SEEN) {
            return Err(Error::at(ErrorCode::OutOfRange, "seen"));
        }
        let (place, item) = self.own_item(&tx, &officer, input.item).await?;
        let asked = catalogue::questions_by_id(&*tx, &[input.question]).await?.into_iter().next();
        let asked = asked.filter(|asked| asked.item_id == item.item_id).ok_or(ErrorCode::NotFound)?;
        check_answer(&question_of(&asked), &input.value).map_err(|code| Error::at(code, "value"))?;
        let known = repository::answers_of(&*tx, &[item.id])
            .await?
            .into_iter()
            .find(|row| row.question_id == input.question);
        let mut merged = known.as_ref().map(voices).unwrap_or_default();
        let seen = match input.seen {
            Some(seen) => seen.into_iter().collect(),
            None => merged.heads().into_iter().map(|(key, _)| key.to_owned()).collect(),
        };
        let by = Author { account: viewer.account_id(), at: self.core.now() };
        let before = value(&merged);
        let voice = Voice { value: input.value, by, seen };
        let taken = take_answer(&mut merged, item.state, key, voice.clone())?;
        let saved = self.write_answer(&tx, known, &item, input.question, (&voice, &merged)).await?;
        commands::remember(&self.core, &*tx, viewer, key, saved.id).await?;
        let mut change = Change::of("visit_item", item.id).after(json!({
            "question": asked.content, "answer": voice.value, "contested": value(&merged).is_none(),
            "reopened": taken == Taken::Reopened,
        }));
        change.before = before.map(|value| json!(value));
        if taken == Taken::Reopened {
            reopen(&tx, item).await?;
        }
        let audited = self.record_work(&tx, &place.granted, "ANSWER", change).await?;
        tx.commit(audited).await?;
        Ok(saved)
    }

    /// What stands is written beside all entries, for those who only read.
    async fn write_answer(
        &self,
        tx: &Tx,
        known: Option<Answer>,
        item: &VisitItem,
        question: QuestionId,
        (voice, merged): (&Voice<Value, Author>, &Voices),
    ) -> Result<Answer> {
        let content = value(merged).unwrap_or_else(|| voice.value.clone());
        let is_new = known.is_none();
        let revision = known.as_ref().map_or(0, |row| row.revision);
        let mut row = known.map_or_else(
            || answer::ActiveModel {
                id: Set(self.core.id()),
                visit_item_id: Set(item.id),
                question_id: Set(question),
                ..Default::default()
            },
            IntoActiveModel::into_active_model,
        );
        row.content = Set(Doc(content));
        row.answered_by = Set(voice.by.account);
        row.answered_at = Set(voice.by.at);
        row.voices = Set(Some(Doc(merged.clone())));
        row.revision = Set(revision + 1);
        Ok(if is_new { row.insert(&**tx).await? } else { row.update(&**tx).await? })
    }
}

/// The result stays as it is on record; the item has to be concluded again.
async fn reopen(tx: &Tx, item: VisitItem) -> Result<()> {
    let revision = item.revision;
    let mut row = item.into_active_model();
    row.state = Set(ItemState::Open);
    row.revision = Set(revision + 1);
    row.update(&**tx).await?;
    Ok(())
}
