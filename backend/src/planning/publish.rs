//! Filing a plan with the government and publishing it on two channels (二(四)).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::{HashAlgorithm, canonical_json, to_hex};
use shared::ids::{DepartmentId, PlanId, PlanLineId};
use shared::planning::together::PlanAct;
use shared::planning::{LineStatus, PlanStatus};

use super::{Plan, PlanningService, draft_of, repository};
use crate::access::Viewer;
use crate::catalogue;
use crate::db::Tx;
use crate::db::entity::plan_publication;
use crate::error::{Error, Result};
use crate::organisation;

/// Where plans are published: the government's portal and the publicity system.
pub const CHANNELS: [&str; 2] = ["PORTAL", "NCEPIS"];

impl PlanningService {
    /// Records the filing with the government (备案).
    pub async fn file_plan(
        &self,
        viewer: &Viewer,
        id: PlanId,
        revision: i64,
        (organ, number, on): (&str, &str, NaiveDate),
    ) -> Result<Plan> {
        let granted = viewer.demand(Action::FilePlan, Scope::Division)?;
        for (path, text) in [("organ", organ), ("number", number)] {
            match text.trim().chars().count() {
                0 => return Err(Error::at(ErrorCode::Required, path)),
                1..=100 => {}
                _ => return Err(Error::at(ErrorCode::TooLong, path)),
            }
        }
        if on > self.core.today() {
            return Err(Error::at(ErrorCode::OutOfRange, "on"));
        }
        let tx = self.core.db().begin().await?;
        let plan = self.plan_at(&tx, viewer, id, revision).await?;
        let next = plan.status.advance(PlanStatus::Filed)?;
        let mut row = plan.into_active_model();
        row.filed_organ = Set(Some(organ.trim().to_owned()));
        row.filed_number = Set(Some(number.trim().to_owned()));
        row.filed_on = Set(Some(on));
        self.advance_plan(tx, &granted, row, next, (PlanAct::File, number)).await
    }

    /// Publishes the plan: the same text, with the same hash, on both channels.
    pub async fn publish_plan(&self, viewer: &Viewer, id: PlanId, revision: i64) -> Result<Plan> {
        let granted = viewer.demand(Action::PublishPlan, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let plan = self.plan_at(&tx, viewer, id, revision).await?;
        let next = plan.status.advance(PlanStatus::Published)?;
        let amended = self.supersede(&tx, &granted, &plan).await?;
        let content = canonical_json(&content(&tx, &plan, amended.as_ref()).await?);
        let hash = to_hex(&HashAlgorithm::Sha256.hash(&[content.as_bytes()]));
        let now = self.core.now();
        let rows = CHANNELS.map(|channel| plan_publication::ActiveModel {
            plan_id: Set(id),
            channel: Set(channel.to_owned()),
            published_at: Set(now),
            published_by: Set(viewer.account_id()),
            content_hash: Set(hash.clone()),
            content: Set(content.clone()),
            address: Set(None),
            receipt: Set(None),
            received_on: Set(None),
            received_by: Set(None),
        });
        plan_publication::Entity::insert_many(rows).exec_without_returning(&*tx).await?;
        let mut row = plan.into_active_model();
        row.published_at = Set(Some(now));
        row.content_hash = Set(Some(hash));
        self.advance_plan(tx, &granted, row, next, (PlanAct::Publish, "")).await
    }
}

/// The plan as it is published: names and codes, nothing internal.
async fn content(tx: &Tx, plan: &Plan, amended: Option<&Plan>) -> Result<Value> {
    let lines = repository::lines_of_plan(&**tx, plan.id).await?;
    let lines: Vec<_> = lines.into_iter().filter(|line| line.status == LineStatus::Approved).collect();
    let ids: Vec<PlanLineId> = lines.iter().map(|line| line.id).collect();
    let items = repository::items_of(&**tx, &ids).await?;
    let parties = repository::parties_of(&**tx, &ids).await?;
    let names: BTreeMap<DepartmentId, String> = organisation::departments_in(&**tx, &plan.division_code)
        .await?
        .into_values()
        .map(|row| (row.id, row.name))
        .collect();
    let mut published = Vec::new();
    for line in &lines {
        let of_line = items.get(&line.id).map(Vec::as_slice).unwrap_or_default();
        let joint = catalogue::joint_items_by_id(&**tx, of_line).await?;
        let joint: Vec<Value> = joint
            .iter()
            .map(|item| json!({ "code": item.code, "field": item.field, "item": item.name }))
            .collect();
        let departments: Vec<&String> = parties
            .iter()
            .filter(|party| party.line_id == line.id)
            .filter_map(|party| names.get(&party.department_id))
            .collect();
        published.push(json!({
            "number": line.position,
            "departments": departments,
            "items": joint,
            "terms": draft_of(line),
        }));
    }
    let mut content = json!({
        "division": plan.division_code,
        "year": plan.year,
        "version": plan.version,
        "number": plan.number,
        "title": plan.title,
        "filed": { "organ": plan.filed_organ, "number": plan.filed_number, "on": plan.filed_on },
        "lines": published,
    });
    if let Some(before) = amended {
        content["amends"] = json!({
            "number": before.number, "version": before.version, "contentHash": before.content_hash,
            "reason": plan.amend_reason,
        });
    }
    Ok(content)
}
