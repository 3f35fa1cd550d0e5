//! Corrections of what is published or withheld: the department enters a new version with its reason, its
//! head decides it anew; until then everybody sees the old one.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::ResultId;
use shared::visit::{
    Disposal, ItemState, PublicationStatus, RESULT_WORKING_DAYS, ResultCode, ResultDraft, check_correction,
};

use super::DisclosureService;
use crate::access::Viewer;
use crate::audit::Change;
use crate::error::{Error, Result, refuse};
use crate::visit::{self, ResultRow};

/// A correction as it is entered.
#[derive(Debug, Clone)]
pub struct CorrectionInput {
    /// The version that counts.
    pub id: ResultId,
    /// What was found in truth.
    pub code: ResultCode,
    /// What happens next.
    pub disposal: Disposal,
    /// In words.
    pub note: String,
    /// Why it is corrected.
    pub reason: String,
}

fn draft(row: &ResultRow, photos: u32) -> ResultDraft {
    ResultDraft { code: row.code, disposal: row.disposal, note: row.note.clone(), photos }
}

impl DisclosureService {
    /// The department that checked corrects a decided result by a new version, with a clock of its own.
    ///
    /// # Errors
    /// [`ErrorCode::IllegalTransition`] of one that is not decided yet: that is corrected where it was entered.
    /// What [`check_correction`] finds.
    pub async fn correct(&self, viewer: &Viewer, input: CorrectionInput) -> Result<ResultRow> {
        let tx = self.core.db().begin().await?;
        let find = async || -> Result<ResultRow> {
            let found = visit::results_by_id(&*tx, &[input.id]).await?.into_iter().next();
            let found = found.filter(|row| row.division_code == viewer.division);
            found.ok_or_else(|| ErrorCode::NotFound.into())
        };
        let item = visit::visit_items_by_id(&*tx, &[find().await?.visit_item_id]).await?.into_iter().next();
        let item = item.ok_or_else(|| Error::broken("a result without its item"))?;
        visit::lock_visits(&*tx, &[item.visit_id]).await?;
        let before = find().await?;
        let granted = viewer.demand_in(Action::KeepDisclosure, before.department_id)?;
        if before.publication == PublicationStatus::Pending || before.superseded_by.is_some() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let photos = visit::count_evidence(&*tx, item.id).await?;
        let photos = u32::try_from(photos).unwrap_or(u32::MAX);
        let after = ResultDraft { code: input.code, disposal: input.disposal, note: input.note, photos };
        refuse(check_correction(&draft(&before, photos), &after, &input.reason))?;
        let reason = input.reason.trim();
        let saved = self.version(viewer, &before, after, reason)?.insert(&*tx).await?;
        let change = Change::of("result", saved.id)
            .before(json!({ "version": before.version, "code": before.code, "disposal": before.disposal }))
            .after(json!({ "version": saved.version, "code": saved.code, "disposal": saved.disposal }))
            .because(reason);
        let mut row = before.into_active_model();
        row.superseded_by = Set(Some(saved.id));
        row.update(&*tx).await?;
        visit::set_item_state(&tx, item, ItemState::Done).await?;
        self.commit(tx, &granted, "CORRECT_RESULT", change).await?;
        Ok(saved)
    }

    /// The next version, found today.
    fn version(
        &self,
        viewer: &Viewer,
        before: &ResultRow,
        after: ResultDraft,
        reason: &str,
    ) -> Result<crate::db::entity::result::ActiveModel> {
        let today = self.core.today();
        let due = self.core.calendar().deadline(today, RESULT_WORKING_DAYS);
        let due = due.ok_or_else(|| Error::broken("a deadline past the end of time"))?;
        let mut row = before.clone().into_active_model().reset_all();
        row.id = Set(self.core.id());
        row.version = Set(before.version + 1);
        row.code = Set(after.code);
        row.disposal = Set(after.disposal);
        row.note = Set(after.note.trim().to_owned());
        row.found_on = Set(today);
        row.due_on = Set(due.date);
        row.due_provisional = Set(due.provisional);
        row.entered_by = Set(viewer.account_id());
        row.entered_at = Set(self.core.now());
        row.publication = Set(PublicationStatus::Pending);
        row.decided_by = Set(None);
        row.decided_at = Set(None);
        row.withhold_basis = Set(None);
        row.withhold_review_on = Set(None);
        row.superseded_by = Set(None);
        row.correction_reason = Set(Some(reason.to_owned()));
        row.replaced_at = Set(None);
        Ok(row)
    }
}
