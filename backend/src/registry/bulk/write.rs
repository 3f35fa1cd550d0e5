//! What an edit sees of subjects, and the rows it leaves.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, SelectStatement};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::ids::{DepartmentId, SubjectId, UserId};
use shared::registry::bulk::NAMED;
use shared::registry::{RiskClass, Seen, TagOrigin};

use super::Work;
use super::preview::ValueChange;
use crate::app::Core;
use crate::db::entity::{subject, subject_change, subject_department, subject_tag};
use crate::db::{Source, Tx};
use crate::error::Result;
use crate::registry::Subject;

const BY_RULE: &str = "RULE";
const BY_HAND: &str = "MANUAL";

/// What an edit sees of subjects, whose ids are among those of a sub-query.
pub async fn seen_of(
    db: &impl Source,
    subjects: &[Subject],
    among: SelectStatement,
) -> Result<BTreeMap<SubjectId, Seen>> {
    let mut found: BTreeMap<SubjectId, Seen> = subjects
        .iter()
        .map(|row| {
            let seen =
                Seen { risk_class: row.risk_class, tags: BTreeMap::new(), departments: BTreeSet::new() };
            (row.id, seen)
        })
        .collect();
    let tags: Vec<(SubjectId, String, String)> = subject_tag::Entity::find()
        .filter(subject_tag::Column::SubjectId.in_subquery(among.clone()))
        .select_only()
        .columns([subject_tag::Column::SubjectId, subject_tag::Column::Tag, subject_tag::Column::Origin])
        .into_tuple()
        .all(db)
        .await?;
    for (id, tag, origin) in tags {
        let origin = if origin == BY_RULE { TagOrigin::Rule } else { TagOrigin::Manual };
        if let Some(seen) = found.get_mut(&id) {
            seen.tags.insert(tag, origin);
        }
    }
    let departments: Vec<(SubjectId, DepartmentId)> = subject_department::Entity::find()
        .filter(subject_department::Column::SubjectId.in_subquery(among))
        .select_only()
        .columns([subject_department::Column::SubjectId, subject_department::Column::DepartmentId])
        .into_tuple()
        .all(db)
        .await?;
    for (id, department) in departments {
        if let Some(seen) = found.get_mut(&id) {
            seen.departments.insert(department);
        }
    }
    Ok(found)
}

/// How a subject differs before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Tags that are new, and who gives them.
    pub tags_added: Vec<(String, TagOrigin)>,
    /// Tags that are gone.
    pub tags_removed: Vec<String>,
    departments_added: Vec<DepartmentId>,
    departments_removed: Vec<DepartmentId>,
    risk: Option<(RiskClass, RiskClass)>,
    tags: (String, String),
    departments: (BTreeSet<DepartmentId>, BTreeSet<DepartmentId>),
}

/// How a subject differs before and after.
pub fn difference(before: &Seen, after: &Seen) -> Difference {
    let listed = |seen: &Seen| seen.tags.keys().cloned().collect::<Vec<_>>().join("、");
    let added = after.tags.iter().filter(|(tag, _)| !before.tags.contains_key(*tag));
    Difference {
        tags_added: added.map(|(tag, origin)| (tag.clone(), *origin)).collect(),
        tags_removed: before.tags.keys().filter(|tag| !after.tags.contains_key(*tag)).cloned().collect(),
        departments_added: after.departments.difference(&before.departments).copied().collect(),
        departments_removed: before.departments.difference(&after.departments).copied().collect(),
        risk: (before.risk_class != after.risk_class).then_some((before.risk_class, after.risk_class)),
        tags: (listed(before), listed(after)),
        departments: (before.departments.clone(), after.departments.clone()),
    }
}

impl Difference {
    /// The same as history has it.
    pub fn in_words(&self, names: &BTreeMap<DepartmentId, String>) -> Vec<ValueChange> {
        let named = |ids: &BTreeSet<DepartmentId>| {
            let names = ids.iter().filter_map(|id| names.get(id)).map(String::as_str);
            names.collect::<Vec<_>>().join("、")
        };
        let mut changes = Vec::new();
        if let Some((before, after)) = self.risk {
            let (before, after) = (before.to_string(), after.to_string());
            changes.push(ValueChange { field: "riskClass", before, after });
        }
        if self.tags.0 != self.tags.1 {
            let (before, after) = self.tags.clone();
            changes.push(ValueChange { field: "tags", before, after });
        }
        if self.departments.0 != self.departments.1 {
            let (before, after) = (named(&self.departments.0), named(&self.departments.1));
            changes.push(ValueChange { field: "departments", before, after });
        }
        changes
    }
}

/// Everything a step writes, gathered so that it takes few statements.
pub struct Step<'a> {
    core: &'a Core,
    by: Option<UserId>,
    source: String,
    names: &'a BTreeMap<DepartmentId, String>,
    why_department: String,
    changed: Vec<SubjectId>,
    risk: BTreeMap<RiskClass, Vec<SubjectId>>,
    tags: Vec<subject_tag::ActiveModel>,
    gone_tags: BTreeMap<String, Vec<SubjectId>>,
    departments: Vec<subject_department::ActiveModel>,
    gone_departments: BTreeMap<DepartmentId, Vec<SubjectId>>,
    history: Vec<subject_change::ActiveModel>,
}

impl<'a> Step<'a> {
    /// Nothing yet.
    pub fn new(
        core: &'a Core,
        by: Option<UserId>,
        (work, reason): (&Work, &str),
        names: &'a BTreeMap<DepartmentId, String>,
    ) -> Self {
        let source = match work {
            Work::Edit(edit) => edit.risk.as_ref().map_or_else(
                || reason.to_owned(),
                |risk| format!("{reason}（{} 认定，来源：{}）", risk.decided_on, risk.source.trim()),
            ),
            Work::Rule(_) => reason.to_owned(),
        };
        let why_department = match work {
            Work::Edit(_) => NAMED.to_owned(),
            Work::Rule(rule) => rule.tag.clone(),
        };
        Self {
            core,
            by,
            source,
            names,
            why_department,
            changed: Vec::new(),
            risk: BTreeMap::new(),
            tags: Vec::new(),
            gone_tags: BTreeMap::new(),
            departments: Vec::new(),
            gone_departments: BTreeMap::new(),
            history: Vec::new(),
        }
    }

    /// How many subjects it changes.
    pub fn len(&self) -> i64 {
        i64::try_from(self.changed.len()).unwrap_or(i64::MAX)
    }

    /// Takes what becomes of a subject.
    pub fn take(&mut self, id: SubjectId, difference: &Difference) {
        self.changed.push(id);
        if let Some((_, class)) = difference.risk {
            self.risk.entry(class).or_default().push(id);
        }
        for (tag, origin) in &difference.tags_added {
            let origin = if *origin == TagOrigin::Rule { BY_RULE } else { BY_HAND };
            self.tags.push(subject_tag::ActiveModel {
                subject_id: Set(id),
                tag: Set(tag.clone()),
                origin: Set(origin.to_owned()),
            });
        }
        for tag in &difference.tags_removed {
            self.gone_tags.entry(tag.clone()).or_default().push(id);
        }
        for department in &difference.departments_added {
            self.departments.push(subject_department::ActiveModel {
                subject_id: Set(id),
                department_id: Set(*department),
                reason: Set(self.why_department.clone()),
            });
        }
        for department in &difference.departments_removed {
            self.gone_departments.entry(*department).or_default().push(id);
        }
        for change in difference.in_words(self.names) {
            self.history.push(subject_change::ActiveModel {
                id: Set(self.core.id()),
                subject_id: Set(id),
                changed_at: Set(self.core.now()),
                changed_by: Set(self.by),
                field: Set(change.field.to_owned()),
                before: Set(change.before),
                after: Set(change.after),
                source: Set(self.source.clone()),
            });
        }
    }

    /// Writes it all in the caller's transaction.
    pub async fn write(self, tx: &Tx) -> Result<()> {
        let nothing = OnConflict::new().do_nothing().to_owned();
        if !self.tags.is_empty() {
            let insert = subject_tag::Entity::insert_many(self.tags).on_conflict(nothing.clone());
            insert.exec_without_returning(&**tx).await?;
        }
        for (tag, ids) in self.gone_tags {
            subject_tag::Entity::delete_many()
                .filter(subject_tag::Column::Tag.eq(tag))
                .filter(subject_tag::Column::SubjectId.is_in(ids))
                .exec(&**tx)
                .await?;
        }
        if !self.departments.is_empty() {
            let insert = subject_department::Entity::insert_many(self.departments).on_conflict(nothing);
            insert.exec_without_returning(&**tx).await?;
        }
        for (department, ids) in self.gone_departments {
            subject_department::Entity::delete_many()
                .filter(subject_department::Column::DepartmentId.eq(department))
                .filter(subject_department::Column::SubjectId.is_in(ids))
                .exec(&**tx)
                .await?;
        }
        for (class, ids) in self.risk {
            subject::Entity::update_many()
                .col_expr(subject::Column::RiskClass, Expr::value(class.as_str()))
                .filter(subject::Column::Id.is_in(ids))
                .exec(&**tx)
                .await?;
        }
        if !self.changed.is_empty() {
            subject::Entity::update_many()
                .col_expr(subject::Column::Revision, Expr::col(subject::Column::Revision).add(1))
                .col_expr(subject::Column::UpdatedAt, Expr::value(self.core.now()))
                .filter(subject::Column::Id.is_in(self.changed))
                .exec(&**tx)
                .await?;
            subject_change::Entity::insert_many(self.history).exec_without_returning(&**tx).await?;
        }
        Ok(())
    }
}
