//! Firms that cannot be reached (R37): letters and the list as dated steps, one after the other.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::ids::{ResultId, VisitItemId};
use shared::visit::{
    ContactDue, ContactStage, ContactStep, Dated, ResultCode, check_contact, contact_due, contact_stage,
};

use super::{ContactRow, DisclosureService};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::entity::contact_step;
use crate::db::{Read, Source};
use crate::error::{Error, Result, refuse};
use crate::visit::{self, ResultRow};

/// A step as it is entered.
#[derive(Debug, Clone)]
pub struct ContactInput {
    /// The result that says so.
    pub result: ResultId,
    /// What was done, or what came of it.
    pub step: ContactStep,
    /// The day.
    pub on: NaiveDate,
    /// Number of the letter or of the decision.
    pub reference: String,
}

/// Steps of items, oldest first.
pub async fn steps_of(db: &impl Source, items: &[VisitItemId]) -> Result<Vec<ContactRow>> {
    Ok(contact_step::Entity::find()
        .filter(contact_step::Column::VisitItemId.is_in(items.iter().copied()))
        .order_by_asc(contact_step::Column::Id)
        .rows(db)
        .await?)
}

/// Steps of items as the rules judge them.
pub async fn histories(db: &impl Source, items: &[VisitItemId]) -> Result<BTreeMap<VisitItemId, Vec<Dated>>> {
    let mut found: BTreeMap<VisitItemId, Vec<Dated>> = BTreeMap::new();
    for row in steps_of(db, items).await? {
        found.entry(row.visit_item_id).or_default().push((row.step, row.on_day));
    }
    Ok(found)
}

impl DisclosureService {
    /// Steps of items, for loaders.
    pub async fn contact_steps(&self, items: &[VisitItemId]) -> Result<Vec<ContactRow>> {
        steps_of(self.core.db().read(), items).await
    }

    /// Where steps stand, and what is due next.
    pub fn contact_state(&self, rows: &[ContactRow]) -> (ContactStage, Option<ContactDue>) {
        let history: Vec<Dated> = rows.iter().map(|row| (row.step, row.on_day)).collect();
        (contact_stage(&history), contact_due(&history, self.core.calendar()))
    }

    /// The department that checked records a step.
    ///
    /// # Errors
    /// [`ErrorCode::IllegalTransition`] of a result that says something else, or that a correction replaced;
    /// what [`check_contact`] finds.
    pub async fn record_contact(&self, viewer: &Viewer, input: ContactInput) -> Result<ResultRow> {
        let tx = self.core.db().begin().await?;
        let row = visit::results_by_id(&*tx, &[input.result]).await?.into_iter().next();
        let row = row.filter(|row| row.division_code == viewer.division).ok_or(ErrorCode::NotFound)?;
        let granted = viewer.demand_in(Action::KeepDisclosure, row.department_id)?;
        let item = visit::visit_items_by_id(&*tx, &[row.visit_item_id]).await?.into_iter().next();
        let item = item.ok_or_else(|| Error::broken("a result without its item"))?;
        visit::lock_visits(&*tx, &[item.visit_id]).await?;
        // As it is now that nobody enters another step or a correction.
        let now = visit::results_by_id(&*tx, &[input.result]).await?.into_iter().next();
        let row = now.ok_or(ErrorCode::NotFound)?;
        if row.code != ResultCode::Unreachable || row.superseded_by.is_some() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let history = histories(&*tx, &[row.visit_item_id]).await?.remove(&row.visit_item_id);
        let first = visit::first_found(&*tx, row.visit_item_id).await?.unwrap_or(row.found_on);
        let known = (first, history.as_deref().unwrap_or_default());
        let step = (input.step, input.on);
        refuse(check_contact(known, step, &input.reference, self.core.today()))?;
        let reference = input.reference.trim().to_owned();
        let change = Change::of("result", row.id)
            .after(json!({ "step": input.step, "onDay": input.on, "reference": reference }));
        let entry = contact_step::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(row.division_code.clone()),
            visit_item_id: Set(row.visit_item_id),
            department_id: Set(row.department_id),
            step: Set(input.step),
            on_day: Set(input.on),
            reference: Set(reference),
            recorded_by: Set(viewer.account_id()),
            recorded_at: Set(self.core.now()),
        };
        entry.insert(&*tx).await?;
        self.commit(tx, &granted, "RECORD_CONTACT", change).await?;
        Ok(row)
    }
}
