//! What would change, before anything does.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{BulkEditId, DepartmentId, JobId, SubjectId};
use shared::job::JobKind;
use shared::registry::bulk::{Target, fingerprint, judge, pack};
use shared::registry::{BulkEdit, RuleUse, TagRule as Rule, Verdict};

use super::run::BulkPayload;
use super::write::{Difference, difference, seen_of};
use super::{Work, reach};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::db::entity::bulk_edit;
use crate::error::{Error, Result, refuse};
use crate::jobs::{Job, NewJob};
use crate::registry::repository::subjects::{self, SubjectFilter};
use crate::registry::service::LONGEST_REASON;
use crate::registry::{RegistryService, Subject, TagRuleInput, rules};
use crate::{catalogue, organisation};

/// Examples of each verdict that are shown.
const EXAMPLES: usize = 5;
/// Most subjects that can be picked one by one.
const MOST_PICKED: usize = 1000;

/// What is to be changed, of whom, and why.
#[derive(Debug, Clone)]
pub struct BulkInput {
    /// Subjects picked one by one; none for all that the filter lets through.
    pub picked: Vec<SubjectId>,
    /// The filter.
    pub filter: SubjectFilter,
    /// What is to be changed.
    pub edit: BulkEdit,
    /// Why.
    pub reason: String,
}

/// A field that would change, in words of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// The field, as history has it.
    pub field: &'static str,
    /// What it is.
    pub before: String,
    /// What it would be.
    pub after: String,
}

/// A subject as an example of a verdict.
#[derive(Debug, Clone)]
pub struct Example {
    /// The verdict.
    pub verdict: Verdict,
    /// The subject.
    pub subject: Subject,
    /// What would change.
    pub changes: Vec<ValueChange>,
}

/// What would change.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What to start it by.
    pub id: BulkEditId,
    /// Subjects that would change.
    pub changed: i64,
    /// Subjects that are already so.
    pub already: i64,
    /// Subjects that would change, but not by this person.
    pub not_allowed: i64,
    /// Subjects that would get the tag of a rule, and that would lose it.
    pub gained: i64,
    /// See `gained`.
    pub lost: i64,
    /// A few of each.
    pub examples: Vec<Example>,
}

impl RegistryService {
    /// Counts what an edit would change, and shows examples.
    pub async fn preview_bulk_edit(&self, viewer: &Viewer, input: BulkInput) -> Result<Preview> {
        let reach = reach(viewer)?;
        let mut problems = input.edit.check(self.core.today());
        match input.reason.trim().chars().count() {
            0 => problems.push((ErrorCode::ReasonRequired, "reason")),
            length if length > LONGEST_REASON => problems.push((ErrorCode::TooLong, "reason")),
            _ => {}
        }
        if input.picked.len() > MOST_PICKED {
            problems.push((ErrorCode::OutOfRange, "subjectIds"));
        }
        refuse(problems)?;
        let db = self.core.db().read();
        let known = organisation::departments_in(db, &viewer.division).await?;
        let named = input.edit.add_departments.iter().chain(&input.edit.remove_departments);
        for id in named {
            if !known.values().any(|row| row.id == *id) {
                return Err(Error::at(ErrorCode::NotFound, "addDepartmentIds"));
            }
        }
        if reach.forbids(&input.edit) {
            return Err(ErrorCode::Forbidden.into());
        }
        let filter = if input.picked.is_empty() {
            input.filter
        } else {
            SubjectFilter { ids: input.picked, ..SubjectFilter::default() }
        };
        self.preview(viewer, &filter, Work::Edit(input.edit), input.reason.trim().to_owned()).await
    }

    /// Counts which subjects would gain and lose the tag of a rule as it is typed.
    pub async fn preview_tag_rule(&self, viewer: &Viewer, input: TagRuleInput) -> Result<Preview> {
        reach(viewer)?;
        rules::check(&input)?;
        let tag = input.tag.trim().to_owned();
        let mut rules: Vec<Rule> = rules::in_force_but(self.core.db().read(), &viewer.division, input.id)
            .await?
            .into_iter()
            .filter(|rule| rule.tag == tag)
            .collect();
        if input.enabled {
            rules.push(rules::as_rule(input));
        }
        let work = self.rule_use(viewer, &tag, rules).await?;
        let reason = format!("标签规则：{tag}");
        self.preview(viewer, &SubjectFilter::default(), Work::Rule(work), reason).await
    }

    async fn rule_use(&self, viewer: &Viewer, tag: &str, rules: Vec<Rule>) -> Result<RuleUse> {
        let mut by_tag = catalogue::departments_by_tag(self.core.db().read(), &viewer.division).await?;
        let departments = by_tag.remove(tag).unwrap_or_default();
        Ok(RuleUse { tag: tag.to_owned(), rules, departments })
    }

    async fn preview(
        &self,
        viewer: &Viewer,
        filter: &SubjectFilter,
        work: Work,
        reason: String,
    ) -> Result<Preview> {
        let (reach, db) = (reach(viewer)?, self.core.db().read());
        let rows = subjects::every(db, &viewer.division, filter).await?;
        let among = super::super::repository::facets::ids(&viewer.division, filter, db);
        let mut seen = seen_of(db, &rows, among).await?;
        let names = self.department_names(viewer).await?;
        let judged = tokio::task::spawn_blocking(move || {
            let mut preview = Counting::default();
            for subject in rows {
                let Some(before) = seen.remove(&subject.id) else { continue };
                let after = work.apply(&subject, &before);
                let verdict = judge(&reach, &before, &after);
                let changes = difference(&before, &after);
                let sign = fingerprint(subject.revision, &before);
                preview.take(subject, verdict, &changes, sign, &names);
            }
            (preview, work)
        });
        let (counted, work) = judged.await.map_err(|error| Error::broken(error.to_string()))?;
        self.keep(viewer, counted, &work, reason).await
    }

    /// Keeps the preview; one that the same person has not started is forgotten.
    async fn keep(&self, viewer: &Viewer, counted: Counting, work: &Work, reason: String) -> Result<Preview> {
        let tx = self.core.db().begin().await?;
        bulk_edit::Entity::delete_many()
            .filter(bulk_edit::Column::CreatedBy.eq(viewer.account_id()))
            .filter(bulk_edit::Column::JobId.is_null())
            .exec(&*tx)
            .await?;
        let row = bulk_edit::Model {
            id: self.core.id(),
            division_code: viewer.division.clone(),
            created_by: viewer.account_id(),
            created_at: self.core.now(),
            work: json!(work),
            reason,
            changed: i64::try_from(counted.targets.len()).unwrap_or(i64::MAX),
            already: counted.already,
            not_allowed: counted.not_allowed,
            targets: pack(&counted.targets),
            job_id: None,
        };
        let (id, changed) = (row.id, row.changed);
        row.into_active_model().reset_all().insert(&*tx).await?;
        // Nothing of the library has changed.
        tx.commit_housekeeping().await?;
        Ok(Preview {
            id,
            changed,
            already: counted.already,
            not_allowed: counted.not_allowed,
            gained: counted.gained,
            lost: counted.lost,
            examples: counted.examples,
        })
    }

    pub(super) async fn department_names(&self, viewer: &Viewer) -> Result<BTreeMap<DepartmentId, String>> {
        let rows = organisation::departments_in(self.core.db().read(), &viewer.division).await?;
        Ok(rows.into_values().map(|row| (row.id, row.name)).collect())
    }

    /// Starts what was previewed: a job changes the subjects that were to change and are still as they were.
    pub async fn start_bulk_edit(&self, viewer: &Viewer, id: BulkEditId) -> Result<Job> {
        reach(viewer)?;
        let scope = viewer.departments(Action::BulkEditSubjects)?.and_then(|own| own.first().copied());
        let granted =
            viewer.demand(Action::BulkEditSubjects, scope.map_or(Scope::Division, Scope::Department))?;
        let tx = self.core.db().begin().await?;
        let found = bulk_edit::Entity::find_by_id(id).one(&*tx).await?;
        let row = found
            .filter(|row| row.division_code == viewer.division && row.created_by == viewer.account_id())
            .ok_or_else(|| Error::at(ErrorCode::NotFound, "id"))?;
        if row.job_id.is_some() {
            return Err(ErrorCode::BulkStarted.into());
        }
        if row.changed == 0 {
            return Err(ErrorCode::BulkEmpty.into());
        }
        let work: Work =
            serde_json::from_value(row.work.clone()).map_err(|error| Error::broken(error.to_string()))?;
        if let Work::Rule(rule) = &work {
            let now = rules::in_force_but(&*tx, &viewer.division, None).await?;
            let mut now: Vec<&Rule> = now.iter().filter(|one| one.tag == rule.tag).collect();
            let mut then: Vec<&Rule> = rule.rules.iter().collect();
            for list in [&mut now, &mut then] {
                list.sort_by_key(|one| json!(one).to_string());
            }
            if now != then {
                return Err(ErrorCode::RuleNotSaved.into());
            }
        }
        let new = NewJob {
            kind: JobKind::BulkEdit,
            title: shared::text::truncate(&row.reason, 60),
            payload: json!(BulkPayload { bulk_edit: id }),
            total: Some(row.changed),
        };
        let job = self.jobs.enqueue(&tx, viewer, new).await?;
        let (changed, reason) = (row.changed, row.reason.clone());
        let mut started = row.into_active_model();
        started.job_id = Set(Some::<JobId>(job.id));
        started.update(&*tx).await?;
        let change = Change::of("subject", id)
            .after(json!({ "work": work, "subjects": changed, "job": job.id }))
            .because(reason);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        self.jobs.ring();
        Ok(job)
    }
}

/// What a preview has counted so far.
#[derive(Default)]
struct Counting {
    targets: Vec<Target>,
    already: i64,
    not_allowed: i64,
    gained: i64,
    lost: i64,
    examples: Vec<Example>,
}

impl Counting {
    fn take(
        &mut self,
        subject: Subject,
        verdict: Verdict,
        changes: &Difference,
        sign: [u8; 8],
        names: &BTreeMap<DepartmentId, String>,
    ) {
        match verdict {
            Verdict::Changes => {
                self.targets.push(Target { id: subject.id, fingerprint: sign });
                self.gained += i64::from(!changes.tags_added.is_empty());
                self.lost += i64::from(!changes.tags_removed.is_empty());
            }
            Verdict::Already => self.already += 1,
            Verdict::NotAllowed => self.not_allowed += 1,
        }
        // Examples of both directions: those that lose a tag are not pushed out by those that gain it.
        let losing = changes.tags_added.is_empty() && !changes.tags_removed.is_empty();
        let alike = self.examples.iter().filter(|one| {
            let lost = one
                .changes
                .iter()
                .any(|change| change.field == "tags" && change.after.len() < change.before.len());
            one.verdict == verdict && lost == losing
        });
        if alike.count() < EXAMPLES {
            let changes = changes.in_words(names);
            self.examples.push(Example { verdict, subject, changes });
        }
    }
}
