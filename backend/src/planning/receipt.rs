//! Proof of publication: where each channel shows the plan, its receipt, and the hash computed anew from the
//! text that was published.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::draw::{HashAlgorithm, to_hex};
use shared::ids::PlanId;
use shared::planning::PlanStatus;
use shared::planning::together::PlanAct;

use super::steps::decision;
use super::together::Acted;
use super::{Plan, PlanningService, Publication, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::Read;
use crate::db::entity::{plan_decision, plan_publication};
use crate::error::{Error, Refusal, Result};

/// Longest address and receipt, in characters.
const LONGEST: (usize, usize) = (500, 100);

/// What a channel has answered.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Where it shows the plan.
    pub address: String,
    /// Number of its receipt; empty where it gives none.
    pub receipt: String,
    /// Day on which it was seen there.
    pub on: NaiveDate,
}

impl PlanningService {
    /// The office writes down where a channel shows the plan; a later word takes the place of an earlier one,
    /// which stays in the trail.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidFormat`] of an address that is not one, [`ErrorCode::OutOfRange`] of a day before the
    /// publication or after today, [`ErrorCode::IllegalTransition`] where nothing was published.
    pub async fn record_receipt(
        &self,
        viewer: &Viewer,
        (id, channel): (PlanId, &str),
        said: Receipt,
    ) -> Result<Plan> {
        let granted = viewer.demand(Action::KeepPlanFiles, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let plan = repository::lock_plan(&*tx, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        let row = plan_publication::Entity::find_by_id((id, channel.to_owned())).row(&*tx).await?;
        let row = row.ok_or(ErrorCode::IllegalTransition)?;
        let published_on = crate::clock::civil_day(row.published_at);
        let problems = check(&said, published_on, self.core.today());
        if !problems.is_empty() {
            return Err(Error::Refused(problems));
        }
        let before = json!({ "address": row.address, "receipt": row.receipt, "receivedOn": row.received_on });
        let mut row = row.into_active_model();
        row.address = Set(Some(said.address.trim().to_owned()));
        row.receipt = Set(Some(said.receipt.trim().to_owned()).filter(|text| !text.is_empty()));
        row.received_on = Set(Some(said.on));
        row.received_by = Set(viewer.account);
        plan_publication::Entity::update(row).exec(&*tx).await?;
        let entry = decision(
            (self.core.id(), self.core.now()),
            &granted,
            id,
            None,
            (PlanAct::Receipt, said.address.as_str()),
        );
        plan_decision::Entity::insert(entry).exec_without_returning(&*tx).await?;
        let after = json!({
            "channel": channel, "address": said.address, "receipt": said.receipt, "receivedOn": said.on,
        });
        let change = Change::of("plan", id).before(before).after(after);
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Receipt, &plan), change).await?;
        Ok(plan)
    }

    /// The text that was published, with its hash, for everybody.
    pub async fn published_text(&self, division: &DivisionCode, id: PlanId) -> Result<(String, String)> {
        let db = self.core.db().read();
        let plan = repository::plan(db, division, id).await?.ok_or(ErrorCode::NotFound)?;
        if !matches!(plan.status, PlanStatus::Published | PlanStatus::Amended) {
            return Err(ErrorCode::NotFound.into());
        }
        let row = repository::publications(db, &[id]).await?.into_iter().next().ok_or(ErrorCode::NotFound)?;
        Ok((row.content, row.content_hash))
    }
}

/// The hash of a published text, computed anew.
pub fn hash_again(row: &Publication) -> String {
    to_hex(&HashAlgorithm::Sha256.hash(&[row.content.as_bytes()]))
}

fn check(said: &Receipt, published_on: NaiveDate, today: NaiveDate) -> Vec<Refusal> {
    let mut problems = Vec::new();
    let mut refuse = |code: ErrorCode, path: &str| problems.push(Refusal::new(code).at(path));
    let address = said.address.trim();
    if address.is_empty() {
        refuse(ErrorCode::Required, "address");
    } else if !(address.starts_with("https://") || address.starts_with("http://"))
        || address.chars().any(char::is_whitespace)
    {
        refuse(ErrorCode::InvalidFormat, "address");
    } else if address.chars().count() > LONGEST.0 {
        refuse(ErrorCode::TooLong, "address");
    }
    if said.receipt.chars().count() > LONGEST.1 {
        refuse(ErrorCode::TooLong, "receipt");
    }
    if said.on < published_on || said.on > today {
        refuse(ErrorCode::OutOfRange, "on");
    }
    problems
}
