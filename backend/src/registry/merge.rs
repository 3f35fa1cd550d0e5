//! Merging checked rows into the library: new subjects in, changed fields with history, nothing else.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde::{Deserialize, Serialize};
use shared::Lang;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, SiteId, SubjectChangeId, SubjectId, UserId};
use shared::registry::{RiskClass, SubjectRow, TagRule, tags_for};

use super::Subject;
use super::pinyin::spell;
use super::repository::search;
use super::repository::subjects::{self, SubjectNames};
use crate::app::Core;
use crate::db::Source;
use crate::db::Tx;
use crate::db::entity::{site, subject, subject_change, subject_department, subject_tag};
use crate::error::Result;

/// Where rules' tags are told from people's.
const BY_RULE: &str = "RULE";

/// What became of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MergeCounts {
    /// New subjects.
    pub inserted: u64,
    /// Subjects of which something changed.
    pub updated: u64,
    /// Rows that changed nothing.
    pub unchanged: u64,
    /// New doors.
    pub sites: u64,
    /// Rows let in with an invalid credit code.
    pub marked: u64,
    /// Rows outside the division.
    pub outside: u64,
}

/// What merging needs to know beside the rows; read once for a whole import.
pub struct MergeContext {
    /// The library.
    pub owner: DivisionCode,
    /// Rules in force.
    pub rules: Vec<TagRule>,
    /// Tag → departments whose items have it.
    pub departments_by_tag: BTreeMap<String, Vec<DepartmentId>>,
    /// The department responsible for whatever it registered.
    pub registrar: Option<DepartmentId>,
    /// Where the rows come from, for history.
    pub source: String,
    /// Who imports.
    pub by: UserId,
}

/// Merges rows in the caller's transaction. No two rows may have the same identity.
pub async fn merge(core: &Core, tx: &Tx, context: &MergeContext, rows: &[SubjectRow]) -> Result<MergeCounts> {
    let now = core.now();
    let mut counts = MergeCounts::default();
    let sites = ensure_sites(core, tx, context, rows, &mut counts).await?;
    let known = known_subjects(tx, context, rows).await?;
    let mut fresh: Vec<subject::ActiveModel> = Vec::new();
    let mut history: Vec<subject_change::ActiveModel> = Vec::new();
    let mut names: Vec<SubjectNames> = Vec::new();
    let mut present: Vec<(SubjectId, &SubjectRow)> = Vec::new();
    for row in rows {
        counts.marked += u64::from(row.uscc_problem.is_some());
        counts.outside += u64::from(!row.located_in.is_within(&context.owner));
        let site = sites.get(&row.site.code).copied().unwrap_or(SiteId(uuid::Uuid::nil()));
        let Some(before) = known.get(&identity(row)) else {
            let model = new_subject(core.id(), context, row, site, now);
            names.push(names_of(&model));
            present.push((model.id, row));
            fresh.push(model.into_active_model().reset_all());
            counts.inserted += 1;
            continue;
        };
        present.push((before.id, row));
        let after = changed_subject(before, context, row, site, now);
        let changes = differences(before, &after);
        if changes.is_empty() {
            counts.unchanged += 1;
            continue;
        }
        counts.updated += 1;
        if before.name_key != after.name_key {
            names.push(names_of(&after));
        }
        for (field, before_text, after_text) in changes {
            history.push(change(core.id(), before.id, context, now, (field, before_text, after_text)));
        }
        after.into_active_model().reset_all().update(&**tx).await?;
    }
    for chunk in chunks(fresh, 200) {
        subject::Entity::insert_many(chunk).exec_without_returning(&**tx).await?;
    }
    for chunk in chunks(history, 500) {
        subject_change::Entity::insert_many(chunk).exec_without_returning(&**tx).await?;
    }
    search::index(&**tx, &names).await?;
    tag(tx, context, &present).await?;
    Ok(counts)
}

/// What makes two rows the same subject: the credit code, else name and address.
type Identity = (Option<String>, String, String);

fn identity(row: &SubjectRow) -> Identity {
    match &row.uscc {
        Some(code) => (Some(code.clone()), String::new(), String::new()),
        None => (None, row.name_key.clone(), row.address.clone()),
    }
}

async fn known_subjects(
    tx: &Tx,
    context: &MergeContext,
    rows: &[SubjectRow],
) -> Result<BTreeMap<Identity, Subject>> {
    let codes: Vec<&str> = rows.iter().filter_map(|row| row.uscc.as_deref()).collect();
    let nameless: Vec<&str> =
        rows.iter().filter(|row| row.uscc.is_none()).map(|row| row.name_key.as_str()).collect();
    let own = || Condition::all().add(subject::Column::DivisionCode.eq(context.owner.as_str()));
    let mut found = BTreeMap::new();
    for chunk in codes.chunks(500) {
        let wanted = own().add(subject::Column::Uscc.is_in(chunk.iter().copied()));
        for row in subject::Entity::find().filter(wanted).all(&**tx).await? {
            found.insert((row.uscc.clone(), String::new(), String::new()), row);
        }
    }
    for chunk in nameless.chunks(500) {
        let without_code = own().add(subject::Column::Uscc.is_null());
        let wanted = without_code.add(subject::Column::NameKey.is_in(chunk.iter().copied()));
        for row in subject::Entity::find().filter(wanted).all(&**tx).await? {
            found.insert((None, row.name_key.clone(), row.address.clone()), row);
        }
    }
    Ok(found)
}

async fn ensure_sites(
    core: &Core,
    tx: &Tx,
    context: &MergeContext,
    rows: &[SubjectRow],
    counts: &mut MergeCounts,
) -> Result<BTreeMap<String, SiteId>> {
    let codes: BTreeSet<String> = rows.iter().map(|row| row.site.code.clone()).collect();
    let codes: Vec<String> = codes.into_iter().collect();
    let mut ids: BTreeMap<String, SiteId> = subjects::sites_by_code(&**tx, &context.owner, &codes)
        .await?
        .into_iter()
        .map(|(code, row)| (code, row.id))
        .collect();
    let mut fresh = Vec::new();
    for row in rows {
        if ids.contains_key(&row.site.code) {
            continue;
        }
        let id: SiteId = core.id();
        ids.insert(row.site.code.clone(), id);
        counts.sites += 1;
        fresh.push(site::ActiveModel {
            id: Set(id),
            division_code: Set(context.owner.clone()),
            code: Set(row.site.code.clone()),
            located_in: Set(row.located_in.clone()),
            address: Set(row.address.clone()),
            off_site: Set(row.address.is_empty()),
            latitude: Set(None),
            longitude: Set(None),
            accuracy_m: Set(None),
            created_at: Set(core.now()),
        });
    }
    for chunk in chunks(fresh, 500) {
        site::Entity::insert_many(chunk).exec_without_returning(&**tx).await?;
    }
    Ok(ids)
}

fn new_subject(
    id: SubjectId,
    context: &MergeContext,
    row: &SubjectRow,
    site: SiteId,
    now: DateTime<Utc>,
) -> Subject {
    let (py_full, py_initials) = spell(&row.name);
    Subject {
        id,
        division_code: context.owner.clone(),
        site_id: site,
        kind: row.kind,
        status: row.status,
        name: row.name.clone(),
        name_key: row.name_key.clone(),
        py_full,
        py_initials,
        uscc: row.uscc.clone(),
        uscc_problem: row.uscc_problem,
        registered_on: row.registered_on,
        company_type: row.company_type.clone(),
        capital: row.capital.clone(),
        business_scope: row.business_scope.clone(),
        address: row.address.clone(),
        located_in: row.located_in.clone(),
        // Nothing is known yet: the general class (国市监信发〔2022〕6号).
        risk_class: row.risk_class.unwrap_or(RiskClass::B),
        source: context.source.clone(),
        created_at: now,
        updated_at: now,
        revision: 1,
    }
}

/// The subject as the row has it. A row that says nothing of a field leaves it as it is.
fn changed_subject(
    before: &Subject,
    context: &MergeContext,
    row: &SubjectRow,
    site: SiteId,
    now: DateTime<Utc>,
) -> Subject {
    let mut after = new_subject(before.id, context, row, site, now);
    after.created_at = before.created_at;
    after.source.clone_from(&before.source);
    after.revision = before.revision + 1;
    after.risk_class = row.risk_class.unwrap_or(before.risk_class);
    after.registered_on = row.registered_on.or(before.registered_on);
    for (now, known) in [
        (&mut after.company_type, &before.company_type),
        (&mut after.capital, &before.capital),
        (&mut after.business_scope, &before.business_scope),
    ] {
        if now.is_empty() {
            now.clone_from(known);
        }
    }
    after
}

/// Fields that differ, with both texts.
fn differences(before: &Subject, after: &Subject) -> Vec<(&'static str, String, String)> {
    let date = |subject: &Subject| subject.registered_on.map(|day| day.to_string()).unwrap_or_default();
    let fields = [
        ("name", before.name.clone(), after.name.clone()),
        ("kind", before.kind.to_string(), after.kind.to_string()),
        ("status", before.status.to_string(), after.status.to_string()),
        ("riskClass", before.risk_class.to_string(), after.risk_class.to_string()),
        ("registeredOn", date(before), date(after)),
        ("companyType", before.company_type.clone(), after.company_type.clone()),
        ("capital", before.capital.clone(), after.capital.clone()),
        ("businessScope", before.business_scope.clone(), after.business_scope.clone()),
        ("address", before.address.clone(), after.address.clone()),
        ("locatedIn", before.located_in.to_string(), after.located_in.to_string()),
        (
            "usccProblem",
            before.uscc_problem.map(|problem| problem.label(Lang::Zh).to_owned()).unwrap_or_default(),
            after.uscc_problem.map(|problem| problem.label(Lang::Zh).to_owned()).unwrap_or_default(),
        ),
    ];
    fields.into_iter().filter(|(_, before, after)| before != after).collect()
}

fn change(
    id: SubjectChangeId,
    subject: SubjectId,
    context: &MergeContext,
    now: DateTime<Utc>,
    (field, before, after): (&str, String, String),
) -> subject_change::ActiveModel {
    subject_change::ActiveModel {
        id: Set(id),
        subject_id: Set(subject),
        changed_at: Set(now),
        changed_by: Set(Some(context.by)),
        field: Set(field.to_owned()),
        before: Set(before),
        after: Set(after),
        source: Set(context.source.clone()),
    }
}

fn names_of(subject: &Subject) -> SubjectNames {
    SubjectNames {
        id: subject.id,
        name_key: subject.name_key.clone(),
        py_full: subject.py_full.clone(),
        py_initials: subject.py_initials.clone(),
    }
}

/// Gives the tags the rules ask for and the departments the tags ask for; takes away those that rules
/// gave before and no longer do. What people added stays.
async fn tag(tx: &Tx, context: &MergeContext, rows: &[(SubjectId, &SubjectRow)]) -> Result<()> {
    let wanted = rows
        .iter()
        .map(|(id, row)| (*id, tags_for(&context.rules, row.kind, &row.name, &row.business_scope)))
        .collect();
    retag(&**tx, context, wanted).await
}

/// Sets the rules' tags of subjects, and the departments that follow from them.
pub(super) async fn retag(
    db: &impl Source,
    context: &MergeContext,
    wanted: Vec<(SubjectId, Vec<&str>)>,
) -> Result<()> {
    let ids: Vec<SubjectId> = wanted.iter().map(|(id, _)| *id).collect();
    let mut before: BTreeSet<(SubjectId, String)> = BTreeSet::new();
    for chunk in ids.chunks(500) {
        let rows = subjects::tags_of(db, chunk).await?;
        before.extend(
            rows.into_iter().filter(|row| row.origin == BY_RULE).map(|row| (row.subject_id, row.tag)),
        );
    }
    let mut tags = Vec::new();
    let mut responsible = Vec::new();
    for (id, names) in wanted {
        let mut departments: BTreeMap<DepartmentId, String> = BTreeMap::new();
        if let Some(registrar) = context.registrar {
            departments.insert(registrar, super::REGISTRAR.to_owned());
        }
        for name in names {
            if !before.remove(&(id, name.to_owned())) {
                tags.push(subject_tag::ActiveModel {
                    subject_id: Set(id),
                    tag: Set(name.to_owned()),
                    origin: Set(BY_RULE.to_owned()),
                });
            }
            for department in context.departments_by_tag.get(name).into_iter().flatten() {
                departments.entry(*department).or_insert_with(|| name.to_owned());
            }
        }
        responsible.extend(departments.into_iter().map(|(department, reason)| {
            subject_department::ActiveModel {
                subject_id: Set(id),
                department_id: Set(department),
                reason: Set(reason),
            }
        }));
    }
    for (subject, tag) in before {
        subject_tag::Entity::delete_by_id((subject, tag)).exec(db).await?;
    }
    let nothing = OnConflict::new().do_nothing().to_owned();
    for chunk in chunks(tags, 1000) {
        subject_tag::Entity::insert_many(chunk)
            .on_conflict(nothing.clone())
            .exec_without_returning(db)
            .await?;
    }
    for chunk in chunks(responsible, 1000) {
        subject_department::Entity::insert_many(chunk)
            .on_conflict(nothing.clone())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Pieces small enough for one statement.
fn chunks<T>(items: Vec<T>, size: usize) -> impl Iterator<Item = Vec<T>> {
    let mut rest = items.into_iter();
    std::iter::from_fn(move || {
        let piece: Vec<T> = rest.by_ref().take(size).collect();
        (!piece.is_empty()).then_some(piece)
    })
}
