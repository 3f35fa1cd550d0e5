//! What lines say as a whole: kept when the office has decided, compared with what they say now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Lang;
use shared::ids::{DepartmentId, JointItemId, PlanLineId};
use shared::planning::compare::{FieldChange, Names, change_of, changes};
use shared::planning::{LineChange, LineContent};

use super::{PlanLine, PlanningService, draft_of, repository};
use crate::catalogue;
use crate::db::entity::plan_line_content;
use crate::db::{Doc, Read, Source, Tx};
use crate::error::Result;
use crate::organisation;

/// Two versions of a line; one is absent where there is none.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What it said.
    pub before: Option<LineContent>,
    /// What it says.
    pub after: Option<LineContent>,
    /// What departments, items and towns are called.
    pub names: Arc<Names>,
}

impl Compared {
    /// What has become of it.
    pub fn change(&self) -> Option<LineChange> {
        change_of(self.before.as_ref(), self.after.as_ref())
    }

    /// The fields that differ, in words; none where there are not two versions.
    pub fn changes(&self, lang: Lang) -> Vec<FieldChange> {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => changes(before, after, &self.names, lang),
            _ => Vec::new(),
        }
    }
}

/// What lines say now.
pub(super) async fn contents(
    db: &impl Source,
    lines: &[PlanLine],
) -> Result<BTreeMap<PlanLineId, LineContent>> {
    let ids: Vec<PlanLineId> = lines.iter().map(|line| line.id).collect();
    let mut items = repository::items_of(db, &ids).await?;
    let parties = repository::parties_of(db, &ids).await?;
    let mut content = |line: &PlanLine| {
        let of_line = || parties.iter().filter(|party| party.line_id == line.id);
        LineContent {
            draft: draft_of(line),
            departments: of_line().map(|party| party.department_id).collect(),
            officers: of_line().map(|party| party.officers).max().unwrap_or(0),
            items: items.remove(&line.id).unwrap_or_default(),
        }
    };
    Ok(lines.iter().map(|line| (line.id, content(line))).collect())
}

/// What is named in contents.
pub(super) async fn names<'a>(
    db: &impl Source,
    contents: impl IntoIterator<Item = &'a LineContent>,
) -> Result<Arc<Names>> {
    let (mut departments, mut items, mut towns) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for content in contents {
        departments.extend(content.departments.iter().copied());
        items.extend(content.items.iter().copied());
        towns.extend(content.draft.scope.towns.iter().cloned());
    }
    let (departments, items): (Vec<DepartmentId>, Vec<JointItemId>) =
        (departments.into_iter().collect(), items.into_iter().collect());
    let departments = organisation::departments_by_id(db, departments).await?;
    let items = catalogue::joint_items_by_id(db, &items).await?;
    let divisions = if towns.is_empty() { Vec::new() } else { organisation::divisions(db).await? };
    Ok(Arc::new(Names {
        departments: departments.into_iter().map(|row| (row.id, row.name)).collect(),
        items: items.into_iter().map(|row| (row.id, format!("{} {}", row.code, row.name))).collect(),
        towns: divisions
            .into_iter()
            .filter(|division| towns.contains(&division.code))
            .map(|division| (division.code, division.name))
            .collect(),
    }))
}

/// Keeps what a line says with the decision that was taken on it.
pub(super) async fn keep(tx: &Tx, decision: uuid::Uuid, line: &PlanLine) -> Result<()> {
    let Some(content) = contents(&**tx, std::slice::from_ref(line)).await?.remove(&line.id) else {
        return Ok(());
    };
    let row = plan_line_content::ActiveModel {
        decision_id: Set(decision),
        line_id: Set(line.id),
        content: Set(Doc(content)),
    };
    plan_line_content::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

impl PlanningService {
    /// Lines against what they said when the office last sent them back or approved them, for loaders; those
    /// the office has not decided on are left out.
    pub async fn since_office(&self, ids: &[PlanLineId]) -> Result<Vec<(PlanLineId, Compared)>> {
        let db = self.core.db().read();
        // Later rows replace earlier ones.
        let kept: BTreeMap<PlanLineId, LineContent> = plan_line_content::Entity::find()
            .filter(plan_line_content::Column::LineId.is_in(ids.iter().copied()))
            .order_by_asc(plan_line_content::Column::DecisionId)
            .rows(db)
            .await?
            .into_iter()
            .map(|row| (row.line_id, row.content.0))
            .collect();
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let mut lines = repository::lines_by_id(db, ids).await?;
        lines.retain(|line| kept.contains_key(&line.id));
        let now = contents(db, &lines).await?;
        let names = names(db, kept.values().chain(now.values())).await?;
        let compared = now.into_iter().map(|(id, after)| {
            let before = kept.get(&id).cloned();
            (id, Compared { before, after: Some(after), names: Arc::clone(&names) })
        });
        Ok(compared.collect())
    }
}
