//! Results: entered once, corrected by new versions, with the clock for publication.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::ids::{ResultId, VisitItemId};
use shared::visit::{
    Disposal, ItemState, PublicationStatus, RESULT_WORKING_DAYS, ResultCode, ResultDraft, check_result,
    unanswered, value,
};

use super::answers::voices;
use super::fieldwork::question_of;
use super::{ResultRow, VisitItem, VisitService, commands, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::catalogue;
use crate::db::Tx;
use crate::db::entity::result;
use crate::error::{Error, Result};

/// A result as it is entered.
#[derive(Debug, Clone)]
pub struct ResultInput {
    /// The item at the visit.
    pub item: VisitItemId,
    /// What was found.
    pub code: ResultCode,
    /// What happens next.
    pub disposal: Disposal,
    /// In words.
    pub note: String,
    /// The version that its author saw, 0 if there was none; absent if the app is too old to tell.
    pub based_on: Option<i64>,
}

impl VisitService {
    /// Enters the result of one's own department's item, or corrects one that is not published yet.
    pub async fn enter_result(&self, viewer: &Viewer, input: ResultInput, key: &str) -> Result<ResultRow> {
        let officer = self.officer(viewer).await?;
        let asked = self.asked(&input).await?;
        let tx = self.core.db().begin().await?;
        if let Some(id) = commands::done::<ResultId>(&*tx, viewer, key).await? {
            let known = repository::results_by_id(&*tx, &[id]).await?.into_iter().next();
            return known.ok_or_else(|| ErrorCode::NotFound.into());
        }
        let (place, item) = self.own_item(&tx, &officer, input.item).await?;
        if matches!(item.state, ItemState::Published | ItemState::Withheld) {
            return Err(ErrorCode::AlreadyPublished.into());
        }
        self.check(&tx, &item, &input, &asked).await?;
        // An item nobody has written has no result yet; results are entered in great numbers.
        let before = match (item.state, item.revision) {
            (ItemState::Open, 1) => None,
            _ => repository::current_results(&*tx, &[item.id]).await?.into_iter().next(),
        };
        let version = before.as_ref().map_or(0, |row| row.version);
        if input.based_on.is_some_and(|seen| seen != version) {
            return Err(Error::at(ErrorCode::StaleRevision, "basedOn"));
        }
        let found_on = self.core.today();
        let due = self
            .core
            .calendar()
            .deadline(found_on, RESULT_WORKING_DAYS)
            .ok_or_else(|| Error::broken("a deadline past the end of time"))?;
        let row = result::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(viewer.division.clone()),
            visit_item_id: Set(item.id),
            department_id: Set(item.department_id),
            subject_id: Set(item.subject_id),
            version: Set(version + 1),
            code: Set(input.code),
            disposal: Set(input.disposal),
            note: Set(input.note.trim().to_owned()),
            found_on: Set(found_on),
            due_on: Set(due.date),
            due_provisional: Set(due.provisional),
            entered_by: Set(viewer.account_id()),
            entered_at: Set(self.core.now()),
            publication: Set(PublicationStatus::Pending),
            decided_by: Set(None),
            decided_at: Set(None),
            withhold_basis: Set(None),
            withhold_review_on: Set(None),
            superseded_by: Set(None),
            correction_reason: Set(before.as_ref().and_then(|row| row.correction_reason.clone())),
            replaced_at: Set(None),
        };
        let saved = row.insert(&*tx).await?;
        let mut change = Change::of("visit_item", item.id).after(summary(&saved));
        if let Some(before) = before {
            change = change.before(summary(&before));
            let mut row = before.into_active_model();
            row.superseded_by = Set(Some(saved.id));
            row.update(&*tx).await?;
        }
        if item.state != ItemState::Done {
            let revision = item.revision;
            let mut row = item.into_active_model();
            row.state = Set(ItemState::Done);
            row.revision = Set(revision + 1);
            row.update(&*tx).await?;
        }
        commands::remember(&self.core, &*tx, viewer, key, saved.id).await?;
        let audited = self.record_work(&tx, &place.granted, "ENTER_RESULT", change).await?;
        tx.commit(audited).await?;
        Ok(saved)
    }

    /// The questions to be answered first. Asked before the transaction: while that is open, others wait.
    async fn asked(&self, input: &ResultInput) -> Result<Vec<catalogue::Question>> {
        let db = self.core.db().read();
        if !input.code.needs_answers() {
            return Ok(Vec::new());
        }
        match repository::visit_items_by_id(db, &[input.item]).await?.first() {
            Some(item) => catalogue::questions_of(db, &[item.item_id]).await,
            None => Ok(Vec::new()),
        }
    }

    /// Required questions are answered wherever the item was inspected at all, and the result's own
    /// rules hold.
    async fn check(
        &self,
        tx: &Tx,
        item: &VisitItem,
        input: &ResultInput,
        asked: &[catalogue::Question],
    ) -> Result<()> {
        // Counted only where the rules ask for one: results are entered in great numbers.
        let photos =
            if input.code.needs_photo() { repository::count_evidence(&**tx, item.id).await? } else { 0 };
        let draft = ResultDraft {
            code: input.code,
            disposal: input.disposal,
            note: input.note.clone(),
            photos: u32::try_from(photos).unwrap_or(u32::MAX),
        };
        check_result(&draft).map_err(|(code, path)| Error::at(code, path))?;
        if asked.is_empty() {
            return Ok(());
        }
        let answers = repository::answers_of(&**tx, &[item.id]).await?;
        let contested = |row: &catalogue::Question| {
            let given = answers.iter().find(|answer| answer.question_id == row.id);
            given.is_some_and(|answer| value(&voices(answer)).is_none())
        };
        if let Some(index) = asked.iter().position(contested) {
            return Err(Error::at(ErrorCode::AnswerContested, format!("questions.{index}")));
        }
        let questions: Vec<_> = asked.iter().map(question_of).collect();
        let answered = asked.iter().map(|row| answers.iter().any(|answer| answer.question_id == row.id));
        let missing = unanswered(questions.iter().zip(answered));
        match missing.first() {
            None => Ok(()),
            Some(index) => Err(Error::at(ErrorCode::AnswerMissing, format!("questions.{index}"))),
        }
    }
}

fn summary(row: &ResultRow) -> serde_json::Value {
    json!({
        "version": row.version,
        "code": row.code,
        "disposal": row.disposal,
        "note": row.note,
        "dueOn": row.due_on,
        "dueProvisional": row.due_provisional,
    })
}
