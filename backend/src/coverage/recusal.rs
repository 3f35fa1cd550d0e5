//! Recusals: declared by the officer, proposed by the department or asked for by the firm; decided by the head
//! of the department, never by the officer or whoever asked (行政处罚法 art. 43).

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, departments};
use shared::eligibility::{
    LONGEST_REASON, RecusalDraft, RecusalGround, RecusalOrigin, RecusalSpan, RecusalState, check_end,
    check_recusal,
};
use shared::ids::{DepartmentId, InspectorId, RecusalId, SubjectId};

use super::leave::EndInput;
use super::repository::register::{self, Insight, RegisterFilter};
use super::{CoverageService, Recusal};
use crate::access::{Granted, Viewer};
use crate::audit::{self, Actor, Change};
use crate::db::Tx;
use crate::db::entity::inspector_recusal;
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Result, refuse, unique_means};
use crate::registry::Inspector;

/// A recusal as it is entered.
#[derive(Debug, Clone)]
pub struct RecusalInput {
    /// The officer.
    pub inspector: InspectorId,
    /// The subject.
    pub subject: SubjectId,
    /// Who asks.
    pub origin: RecusalOrigin,
    /// Ground.
    pub ground: RecusalGround,
    /// Since when, and until when if that is known.
    pub span: RecusalSpan,
    /// What the relation is.
    pub detail: String,
}

/// The head's word.
#[derive(Debug, Clone)]
pub struct RecusalDecision {
    /// Which.
    pub id: RecusalId,
    /// Revision that was seen.
    pub revision: i64,
    /// Recused or not.
    pub approve: bool,
    /// Why; required to refuse.
    pub reason: String,
}

/// What the trail says of a recusal: who, whose door, when; the ground stays with those who may read it.
fn told(row: &Recusal, officer: &Inspector) -> serde_json::Value {
    json!({
        "inspector": officer.code, "subject": row.subject_id, "origin": row.origin, "ground": row.ground,
        "from": row.from_day, "to": row.to_day, "state": row.state,
    })
}

impl CoverageService {
    /// A page of recusals, newest first. Whoever may not read the ground sees only those that count.
    pub async fn recusals(
        &self,
        viewer: &Viewer,
        filter: (Option<DepartmentId>, Option<InspectorId>, bool, bool),
        page: &PageRequest,
    ) -> Result<Page<Recusal>> {
        Self::register_reader(viewer)?;
        let (department, inspector, open, pending) = filter;
        let open_on = open.then(|| self.core.today());
        let filter = RegisterFilter { department, inspector, open_on, pending };
        let own = departments(&viewer.grants, Action::ReadGrounds);
        let insight =
            Insight { all: own.is_none(), departments: own.unwrap_or_default(), inspector: viewer.inspector };
        register::recusals(self.core.db().read(), &viewer.division, (&filter, &insight), page).await
    }

    /// Enters a recusal, which waits for the head.
    pub async fn declare_recusal(&self, viewer: &Viewer, input: RecusalInput) -> Result<Recusal> {
        let tx = self.core.db().begin().await?;
        let officer = self.officer_at(&tx, viewer, input.inspector).await?;
        let granted = may_declare(viewer, &officer, input.origin)?;
        if !register::has_subject(&*tx, &viewer.division, input.subject).await? {
            return Err(Error::at(ErrorCode::NotFound, "subjectId"));
        }
        let draft = RecusalDraft { ground: input.ground, span: input.span, detail: &input.detail };
        refuse(check_recusal(&draft))?;
        let row = inspector_recusal::ActiveModel {
            id: Set(self.core.id()),
            inspector_id: Set(officer.id),
            subject_id: Set(input.subject),
            origin: Set(input.origin),
            ground: Set(input.ground),
            detail: Set(input.detail.trim().to_owned()),
            from_day: Set(input.span.from),
            to_day: Set(input.span.to),
            state: Set(RecusalState::Pending),
            asked_by: Set(Some(viewer.account_id())),
            asked_at: Set(self.core.now()),
            decided_by: Set(None),
            decided_at: Set(None),
            decision: Set(None),
            ended_by: Set(None),
            ended_at: Set(None),
            end_reason: Set(None),
            revision: Set(1),
        };
        let row = row.insert(&*tx).await.map_err(unique_means(ErrorCode::RecusalExists))?;
        let change = Change::of("inspector_recusal", row.id).after(told(&row, &officer)).because(&row.detail);
        self.keep(tx, &granted, "DECLARE_RECUSAL", change).await?;
        Ok(row)
    }

    /// The head decides what waits.
    pub async fn decide_recusal(&self, viewer: &Viewer, input: RecusalDecision) -> Result<Recusal> {
        let (tx, row, officer, granted) =
            self.recusal_at(viewer, (input.id, input.revision), Action::DecideRecusal).await?;
        let next = if input.approve { RecusalState::Approved } else { RecusalState::Rejected };
        let next = row.state.advance(next)?;
        if viewer.inspector == Some(officer.id) || (row.asked_by.is_some() && row.asked_by == viewer.account)
        {
            return Err(ErrorCode::SamePerson.into());
        }
        let reason = input.reason.trim();
        if !input.approve && reason.is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(Error::at(ErrorCode::TooLong, "reason"));
        }
        let (before, revision) = (row.state, row.revision);
        let mut row = row.into_active_model();
        row.state = Set(next);
        row.decided_by = Set(Some(viewer.account_id()));
        row.decided_at = Set(Some(self.core.now()));
        row.decision = Set(Some(reason.to_owned()));
        row.revision = Set(revision + 1);
        let row = row.update(&*tx).await?;
        let change = Change::of("inspector_recusal", row.id)
            .before(json!({ "state": before }))
            .after(told(&row, &officer))
            .because(reason);
        self.keep(tx, &granted, "DECIDE_RECUSAL", change).await?;
        Ok(row)
    }

    /// An approved recusal ends: the relation does not stand any more. The head's act, as approving it was.
    pub async fn end_recusal(&self, viewer: &Viewer, input: EndInput<RecusalId>) -> Result<Recusal> {
        let (tx, row, officer, granted) =
            self.recusal_at(viewer, (input.id, input.revision), Action::DecideRecusal).await?;
        let next = row.state.advance(RecusalState::Ended)?;
        if viewer.inspector == Some(officer.id) {
            return Err(ErrorCode::SamePerson.into());
        }
        refuse(check_end(row.to_day, (input.last, self.core.today()), &input.reason))?;
        let (until, revision) = (row.to_day, row.revision);
        let mut row = row.into_active_model();
        row.state = Set(next);
        row.to_day = Set(Some(input.last));
        row.ended_by = Set(Some(viewer.account_id()));
        row.ended_at = Set(Some(self.core.now()));
        row.end_reason = Set(Some(input.reason.trim().to_owned()));
        row.revision = Set(revision + 1);
        let row = row.update(&*tx).await?;
        let change = Change::of("inspector_recusal", row.id)
            .before(json!({ "to": until }))
            .after(told(&row, &officer))
            .because(input.reason.trim());
        self.keep(tx, &granted, "END_RECUSAL", change).await?;
        Ok(row)
    }

    async fn recusal_at<'a>(
        &self,
        viewer: &'a Viewer,
        (id, revision): (RecusalId, i64),
        action: Action,
    ) -> Result<(Tx, Recusal, Inspector, Granted<'a>)> {
        let tx = self.core.db().begin().await?;
        let row = register::lock_recusal(&*tx, id).await?.ok_or(ErrorCode::NotFound)?;
        let officer = self.officer_at(&tx, viewer, row.inspector_id).await?;
        let granted = viewer.demand_in(action, officer.department_id)?;
        if row.revision != revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        Ok((tx, row, officer, granted))
    }

    async fn keep(&self, tx: Tx, granted: &Granted<'_>, action: &'static str, change: Change) -> Result<()> {
        let mut actor = Actor::from(granted);
        actor.action = action;
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        Ok(tx.commit(audited).await?)
    }
}

/// Officers declare their own; what firms and departments ask for is entered by the department's keepers.
fn may_declare<'a>(viewer: &'a Viewer, officer: &Inspector, origin: RecusalOrigin) -> Result<Granted<'a>> {
    if origin != RecusalOrigin::Officer {
        return viewer.demand_in(Action::KeepRegister, officer.department_id);
    }
    let granted = viewer.demand_in(Action::DeclareRecusal, officer.department_id)?;
    if viewer.inspector == Some(officer.id) { Ok(granted) } else { Err(ErrorCode::Forbidden.into()) }
}
