//! Duties that two departments claim, and what the office has decided about them.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::coverage::{Claim, ClaimBasis, Conflict, Standing, conflicts, standing};
use shared::eligibility::LONGEST_REASON;
use shared::ids::{DepartmentId, ItemId};

use super::repository::duties;
use super::{CoverageService, DutyDecision};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::catalogue::{self, StandingItem};
use crate::db::Source;
use crate::db::entity::duty_decision;
use crate::error::{Error, Result, unique_means};

/// Two claims to the same duty, and where they stand.
#[derive(Debug, Clone)]
pub struct DutyConflict {
    /// What conflicts.
    pub conflict: Conflict,
    /// Whose duty it is.
    pub standing: Standing,
    /// Both sides, in the order of the conflict.
    pub sides: (StandingItem, StandingItem),
    /// What was decided, newest first.
    pub decisions: Vec<DutyDecision>,
}

/// The office's decision.
#[derive(Debug, Clone)]
pub struct SettleInput {
    /// Both items.
    pub items: (ItemId, ItemId),
    /// Whose duty it is.
    pub holder: DepartmentId,
    /// How many decisions had been seen.
    pub seen: i64,
    /// Why.
    pub reason: String,
}

impl CoverageService {
    /// Every conflict of the list as it stands today: open ones first.
    pub async fn conflicts(&self, viewer: &Viewer) -> Result<Vec<DutyConflict>> {
        viewer.demand(Action::ReadCatalogue, Scope::Division)?;
        self.conflicts_in(self.core.db().read(), &viewer.division).await
    }

    pub(super) async fn conflicts_in(
        &self,
        db: &impl Source,
        owner: &DivisionCode,
    ) -> Result<Vec<DutyConflict>> {
        let items = catalogue::standing_items(db, owner, self.core.today()).await?;
        let claims: Vec<Claim> = items.iter().filter_map(claim).collect();
        let by_id: BTreeMap<ItemId, StandingItem> =
            items.into_iter().map(|item| (item.item.id, item)).collect();
        let mut decided: BTreeMap<(ItemId, ItemId), Vec<DutyDecision>> = BTreeMap::new();
        for row in duties::decisions(db, owner).await? {
            decided.entry((row.first_item_id, row.second_item_id)).or_default().push(row);
        }
        let mut found = Vec::new();
        for conflict in conflicts(&claims) {
            let sides = (by_id.get(&conflict.items.0), by_id.get(&conflict.items.1));
            let (Some(first), Some(second)) = sides else { continue };
            let decisions = decided.remove(&conflict.items).unwrap_or_default();
            let standing = standing(&conflict, decisions.first().map(|row| row.holder_id));
            let sides = (first.clone(), second.clone());
            found.push(DutyConflict { conflict, standing, sides, decisions });
        }
        found.sort_by_key(|one| one.standing != Standing::Open);
        Ok(found)
    }

    /// The office decides whose a duty is; a later decision counts instead, and this one stays readable.
    pub async fn settle_duty(&self, viewer: &Viewer, input: SettleInput) -> Result<DutyConflict> {
        let granted = viewer.demand(Action::SettleDuty, Scope::Division)?;
        let reason = input.reason.trim();
        match reason.chars().count() {
            0 => return Err(Error::at(ErrorCode::ReasonRequired, "reason")),
            1..=LONGEST_REASON => {}
            _ => return Err(Error::at(ErrorCode::TooLong, "reason")),
        }
        let tx = self.core.db().begin().await?;
        let (one, other) = input.items;
        let items = (one.min(other), one.max(other));
        let known = self.conflicts_in(&*tx, &viewer.division).await?;
        let mut found =
            known.into_iter().find(|known| known.conflict.items == items).ok_or(ErrorCode::NotFound)?;
        let departments = found.conflict.departments;
        if input.holder != departments.0 && input.holder != departments.1 {
            return Err(Error::at(ErrorCode::DutyHolder, "holderId"));
        }
        let number = i64::try_from(found.decisions.len()).unwrap_or(i64::MAX);
        if number != input.seen {
            return Err(ErrorCode::StaleRevision.into());
        }
        let row = DutyDecision {
            id: self.core.id(),
            division_code: viewer.division.clone(),
            first_item_id: items.0,
            second_item_id: items.1,
            holder_id: input.holder,
            reason: reason.to_owned(),
            number: number + 1,
            decided_by: viewer.account_id(),
            decided_at: self.core.now(),
        };
        let inserted = duty_decision::Entity::insert(active(&row)).exec_without_returning(&*tx).await;
        inserted.map_err(unique_means(ErrorCode::StaleRevision))?;
        let before = found.decisions.first().map(|row| row.holder_id);
        let change = Change::of("duty_decision", row.id)
            .before(json!({ "holder": before }))
            .after(json!({ "items": [items.0, items.1], "holder": row.holder_id }))
            .because(reason);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        found.standing = Standing::Settled(row.holder_id);
        found.decisions.insert(0, row);
        Ok(found)
    }
}

fn active(row: &DutyDecision) -> duty_decision::ActiveModel {
    duty_decision::ActiveModel {
        id: Set(row.id),
        division_code: Set(row.division_code.clone()),
        first_item_id: Set(row.first_item_id),
        second_item_id: Set(row.second_item_id),
        holder_id: Set(row.holder_id),
        reason: Set(row.reason.clone()),
        number: Set(row.number),
        decided_by: Set(row.decided_by),
        decided_at: Set(row.decided_at),
    }
}

/// What a department claims: what it leads, or has written itself. A partner that only joins claims nothing.
fn claim(item: &StandingItem) -> Option<Claim> {
    (item.leads || item.item.in_force.is_some()).then(|| Claim {
        item: item.item.id,
        department: item.item.department_id,
        joint_item: item.joint.id,
        name: item.content.name.clone(),
        bases: item
            .content
            .bases
            .iter()
            .map(|basis| ClaimBasis { title: basis.title.clone(), article: basis.article.clone() })
            .collect(),
        kinds: item.content.subject_kinds.clone(),
        tag: item.joint.tag.clone(),
    })
}
