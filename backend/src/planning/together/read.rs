//! The feed of a plan: who did what to which line, newest first, with what a save changed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use shared::access::{Action, Scope};
use shared::ids::{AuditId, DepartmentId, PlanId, PlanLineId, UserId};
use shared::planning::compare::{self, FieldChange};
use shared::planning::together::{PlanAct, SavedLine};
use shared::planning::{LineContent, LineStatus};
use shared::{ErrorCode, Lang};

use super::rows;
use crate::access::Viewer;
use crate::db::entity::{audit_entry, plan_change};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::Result;
use crate::organisation;
use crate::planning::content::names;
use crate::planning::{PlanningService, repository};

/// Which changes are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChangeFilter {
    /// Of a line.
    pub line: Option<PlanLineId>,
    /// By a department.
    pub department: Option<DepartmentId>,
}

/// A change, as feed and trail hold it together.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its place in the feed; also its entry in the trail.
    pub id: AuditId,
    /// The plan.
    pub plan: PlanId,
    /// The line, by id, number and title; none where it was the plan.
    pub line: Option<(PlanLineId, i64, String)>,
    /// What was done.
    pub act: PlanAct,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// The account behind the name.
    pub account: Option<UserId>,
    /// For which department; none for the office.
    pub department: Option<(DepartmentId, String)>,
    /// Revision of line or plan after it.
    pub revision: i64,
    /// Why, where somebody had to say.
    pub reason: String,
    before: Option<Value>,
    after: Option<Value>,
}

/// A change as it is told to somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The change.
    pub change: Change,
    /// Where the line stood after it.
    pub status: Option<LineStatus>,
    /// What a save changed, in words.
    pub differences: Vec<FieldChange>,
    /// It came after the last look of whoever asks, and is somebody else's.
    pub fresh: bool,
}

impl PlanningService {
    /// The changes of a plan, newest first.
    pub async fn changes(
        &self,
        viewer: &Viewer,
        plan: PlanId,
        (filter, lang): (ChangeFilter, Lang),
        request: &PageRequest,
    ) -> Result<Page<Told>> {
        self.plan(viewer, plan).await?;
        let db = self.core.db().read();
        let mut select = plan_change::Entity::find().filter(plan_change::Column::PlanId.eq(plan));
        if let Some(line) = filter.line {
            select = select.filter(plan_change::Column::LineId.eq(line));
        }
        if let Some(department) = filter.department {
            select = select.filter(plan_change::Column::DepartmentId.eq(department));
        }
        let page =
            page::by_id(db, select, plan_change::Column::Id, Order::Descending, request, |row| row.id.0)
                .await?;
        let ids: Vec<_> = page.entries.iter().map(|(_, row)| row.id).collect();
        let changes = with_facts(db, page.entries.iter().map(|(_, row)| row.clone()).collect()).await?;
        let seen = rows::look(db, plan, viewer.account_id()).await?;
        let told = self.tell(viewer, changes, lang, seen).await?;
        let told: BTreeMap<AuditId, Told> = told.into_iter().map(|told| (told.change.id, told)).collect();
        let entries = page.entries.into_iter().zip(ids);
        Ok(Page {
            entries: entries.filter_map(|((at, _), id)| Some((at, told.get(&id)?.clone()))).collect(),
            has_next: page.has_next,
            total: page.total,
        })
    }

    /// Changes as somebody is told them.
    pub(super) async fn tell(
        &self,
        viewer: &Viewer,
        changes: Vec<Change>,
        lang: Lang,
        seen: Option<AuditId>,
    ) -> Result<Vec<Told>> {
        let saves: Vec<Option<(LineContent, LineContent)>> = changes.iter().map(saved).collect();
        let db = self.core.db().read();
        let named = saves.iter().flatten().flat_map(|(before, after)| [before, after]);
        let known = names(db, named).await?;
        let told = changes.into_iter().zip(saves).map(|(change, save)| Told {
            status: status(&change),
            differences: save
                .map(|(before, after)| compare::changes(&before, &after, &known, lang))
                .unwrap_or_default(),
            fresh: change.account != viewer.account && seen.is_none_or(|seen| change.id > seen),
            change,
        });
        Ok(told.collect())
    }

    /// The newest change of a plan.
    pub(super) async fn newest(&self, plan: PlanId) -> Result<Option<Change>> {
        let db = self.core.db().read();
        let select = plan_change::Entity::find().filter(plan_change::Column::PlanId.eq(plan));
        let first = PageRequest::first(1);
        let page =
            page::by_id(db, select, plan_change::Column::Id, Order::Descending, &first, |row| row.id.0)
                .await?;
        let found = page.entries.into_iter().map(|(_, row)| row).collect();
        Ok(with_facts(db, found).await?.into_iter().next())
    }

    /// One may read plans, this one is there, and the line is one of its own.
    pub(super) async fn readable(
        &self,
        viewer: &Viewer,
        plan: PlanId,
        line: Option<PlanLineId>,
    ) -> Result<()> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        self.plan(viewer, plan).await?;
        if let Some(line) = line
            && self.line(viewer, line).await?.plan_id != plan
        {
            return Err(ErrorCode::NotFound.into());
        }
        Ok(())
    }
}

/// Rows of the feed with what the trail knows of them.
pub async fn with_facts(db: &impl Source, changes: Vec<plan_change::Model>) -> Result<Vec<Change>> {
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::Column::Id.is_in(changes.iter().map(|row| row.id)))
        .rows(db)
        .await?;
    let mut entries: BTreeMap<AuditId, audit_entry::Model> =
        entries.into_iter().map(|row| (row.id, row)).collect();
    let lines: BTreeSet<PlanLineId> = changes.iter().filter_map(|row| row.line_id).collect();
    let lines = repository::lines_by_id(db, &lines.into_iter().collect::<Vec<_>>()).await?;
    let departments: BTreeSet<DepartmentId> = changes.iter().filter_map(|row| row.department_id).collect();
    let departments = organisation::departments_by_id(db, departments).await?;
    let with_facts = |row: plan_change::Model| {
        let entry = entries.remove(&row.id)?;
        let line = lines.iter().find(|line| Some(line.id) == row.line_id);
        let department = departments.iter().find(|one| Some(one.id) == row.department_id);
        Some(Change {
            id: row.id,
            plan: row.plan_id,
            line: line.map(|line| (line.id, line.position, line.title.clone())),
            act: row.act,
            at: entry.happened_at,
            by: entry.actor_name,
            account: entry.actor_id,
            department: department.map(|one| (one.id, one.name.clone())),
            revision: row.revision,
            reason: entry.reason,
            before: entry.before,
            after: entry.after,
        })
    };
    Ok(changes.into_iter().filter_map(with_facts).collect())
}

/// Both versions of a line that was saved over another.
fn saved(change: &Change) -> Option<(LineContent, LineContent)> {
    if change.act != PlanAct::Save {
        return None;
    }
    let read = |value: &Option<Value>| -> Option<SavedLine> { serde_json::from_value(value.clone()?).ok() };
    Some(SavedLine::pair(&read(&change.before)?, &read(&change.after)?))
}

fn status(change: &Change) -> Option<LineStatus> {
    change.line.as_ref()?;
    LineStatus::parse(change.after.as_ref()?.get("status")?.as_str()?)
}
