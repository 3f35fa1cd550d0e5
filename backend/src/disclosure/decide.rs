//! What heads decide about results: publish many, withhold one, look again at what is withheld.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::{ResultId, VisitId, VisitItemId};
use shared::visit::{
    ItemState, PublicationStatus, ResultCode, VisitStatus, check_withholding, contact_stage, is_under_review,
};

use super::{DisclosureService, contact, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::Tx;
use crate::error::{Error, Refusal, Result, refuse};
use crate::visit::{self, ResultRow, VisitItem};

impl DisclosureService {
    /// The head of the department that checked approves publication, all or none. Nobody approves what
    /// he entered himself, and a visit is published only when it is over. Each result that stands in the way
    /// is named by its place in the list.
    pub async fn publish(&self, viewer: &Viewer, ids: &[ResultId]) -> Result<Vec<ResultRow>> {
        let tx = self.core.db().begin().await?;
        let rows = self.decidable(&tx, viewer, ids).await?;
        let Some(granted) =
            rows.first().map(|row| viewer.demand_in(Action::PublishResult, row.department_id))
        else {
            return Ok(Vec::new());
        };
        let granted = granted?;
        self.demand_contact(&tx, ids, &rows).await?;
        let mut published = Vec::new();
        for row in rows {
            published.push(self.decide(&tx, viewer, row, PublicationStatus::Published, None).await?);
        }
        let ids: Vec<String> = published.iter().map(|row| row.id.to_string()).collect();
        let change = Change::of("result", &ids[0]).after(json!({ "published": ids }));
        self.commit(tx, &granted, "PUBLISH_RESULTS", change).await?;
        Ok(published)
    }

    /// The head withholds a result from publication, with its legal basis and a day to look again.
    pub async fn withhold(
        &self,
        viewer: &Viewer,
        id: ResultId,
        basis: &str,
        review_on: NaiveDate,
    ) -> Result<ResultRow> {
        refuse(check_withholding(basis, Some(review_on), self.core.today()))?;
        let tx = self.core.db().begin().await?;
        let row = self.decidable(&tx, viewer, &[id]).await.map_err(unplaced)?;
        let row = row.into_iter().next().ok_or(ErrorCode::NotFound)?;
        let granted = viewer.demand_in(Action::PublishResult, row.department_id)?;
        let before = json!({ "basis": row.withhold_basis, "reviewOn": row.withhold_review_on });
        let withheld = self
            .decide(&tx, viewer, row, PublicationStatus::Withheld, Some((basis.trim(), review_on)))
            .await?;
        let mut change =
            Change::of("result", id).after(json!({ "basis": basis, "reviewOn": review_on })).because(basis);
        if !before["basis"].is_null() {
            change = change.before(before);
        }
        self.commit(tx, &granted, "WITHHOLD_RESULT", change).await?;
        Ok(withheld)
    }

    /// Results that may be decided: the viewer's own department's, of visits that are over, pending or
    /// withheld and to be looked at again.
    async fn decidable(&self, tx: &Tx, viewer: &Viewer, ids: &[ResultId]) -> Result<Vec<ResultRow>> {
        let wanted: BTreeSet<ResultId> = ids.iter().copied().collect();
        let rows = visit::results_by_id(&**tx, ids).await?;
        if rows.len() != wanted.len() || rows.iter().any(|row| row.division_code != viewer.division) {
            return Err(ErrorCode::NotFound.into());
        }
        let items: Vec<_> = rows.iter().map(|row| row.visit_item_id).collect();
        let items = visit::visit_items_by_id(&**tx, &items).await?;
        let visits: Vec<_> = items.iter().map(|item| item.visit_id).collect();
        let visits = visit::lock_visits(&**tx, &visits).await?;
        // As they are now that nobody enters a correction.
        let rows = visit::results_by_id(&**tx, ids).await?;
        for row in &rows {
            viewer.demand_in(Action::PublishResult, row.department_id)?;
        }
        let status = states(&items, &visits);
        let today = self.core.today();
        refuse_places(ids, &rows, |row| {
            let undecided = row.publication == PublicationStatus::Pending
                || is_under_review(row.publication, row.withhold_review_on, today);
            if row.entered_by == viewer.account_id() {
                Some(ErrorCode::SamePerson)
            } else if !undecided || row.superseded_by.is_some() {
                Some(ErrorCode::AlreadyPublished)
            } else if status.get(&row.visit_item_id).is_none_or(|status| !status.is_over()) {
                Some(ErrorCode::IllegalTransition)
            } else {
                None
            }
        })?;
        Ok(rows)
    }

    /// That a firm cannot be reached is published only once it is established (R37).
    async fn demand_contact(&self, tx: &Tx, ids: &[ResultId], rows: &[ResultRow]) -> Result<()> {
        let unreachable = rows.iter().filter(|row| row.code == ResultCode::Unreachable);
        let items: Vec<VisitItemId> = unreachable.map(|row| row.visit_item_id).collect();
        if items.is_empty() {
            return Ok(());
        }
        let steps = contact::histories(&**tx, &items).await?;
        refuse_places(ids, rows, |row| {
            let history = steps.get(&row.visit_item_id).map(Vec::as_slice).unwrap_or_default();
            let settled = contact_stage(history).is_established();
            (row.code == ResultCode::Unreachable && !settled).then_some(ErrorCode::ContactNotEstablished)
        })
    }

    async fn decide(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        row: ResultRow,
        status: PublicationStatus,
        withheld: Option<(&str, NaiveDate)>,
    ) -> Result<ResultRow> {
        let item = visit::visit_items_by_id(&**tx, &[row.visit_item_id]).await?.into_iter().next();
        let item = item.ok_or_else(|| Error::broken("a result without its item"))?;
        let now = self.core.now();
        let mut row = row.into_active_model();
        row.publication = Set(status);
        row.decided_by = Set(Some(viewer.account_id()));
        row.decided_at = Set(Some(now));
        row.withhold_basis = Set(withheld.map(|(basis, _)| basis.to_owned()));
        row.withhold_review_on = Set(withheld.map(|(_, day)| day));
        let row = row.update(&**tx).await?;
        if row.version > 1 {
            repository::replace_earlier(tx, &row, now).await?;
        }
        let state =
            if status == PublicationStatus::Published { ItemState::Published } else { ItemState::Withheld };
        visit::set_item_state(tx, item, state).await?;
        Ok(row)
    }
}

fn states(items: &[VisitItem], visits: &[visit::Visit]) -> BTreeMap<VisitItemId, VisitStatus> {
    let of: BTreeMap<VisitId, VisitStatus> = visits.iter().map(|visit| (visit.id, visit.status)).collect();
    items.iter().filter_map(|item| Some((item.id, *of.get(&item.visit_id)?))).collect()
}

/// Refuses all if one stands in the way, each named by its place in the list that was asked for.
fn refuse_places(
    ids: &[ResultId],
    rows: &[ResultRow],
    problem: impl Fn(&ResultRow) -> Option<ErrorCode>,
) -> Result<()> {
    let mut refusals = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        let row = rows.iter().find(|row| row.id == *id);
        if let Some(code) = row.and_then(&problem) {
            refusals.push(Refusal::new(code).at(format!("ids.{place}")));
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
}

/// One result has no place in a list.
fn unplaced(error: Error) -> Error {
    match error {
        Error::Refused(refusals) => {
            Error::Refused(refusals.into_iter().map(|refusal| Refusal::new(refusal.code)).collect())
        }
        other => other,
    }
}
