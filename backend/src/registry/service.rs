//! Reading and keeping the libraries.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::ids::{InspectorId, SiteId, SubjectId, UploadId};
use shared::job::JobKind;
use shared::registry::{RiskClass, check_tag};

use super::import::{ImportOptions, ImportPayload};
use super::repository::inspectors;
use super::repository::subjects::{self, SubjectFilter, SubjectOrder};
use super::{
    Expert, Inspector, InspectorFilter, Responsible, Site, Subject, SubjectChange, TagRule, TagRuleInput,
    rules,
};
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::entity::{subject_change, subject_tag};
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Result};
use crate::jobs::{Job, JobService, NewJob};
use crate::uploads;

/// The library a viewer may read.
pub(super) fn reader(viewer: &Viewer) -> Result<&DivisionCode> {
    viewer.demand(Action::ReadRegistry, Scope::Division)?;
    Ok(&viewer.division)
}

/// Longest reason, in characters, and most tags of a subject.
pub(super) const LONGEST_REASON: usize = 500;
const TAGS: usize = 50;

/// Tags as they were entered, each once.
fn clean(tags: &[String]) -> Result<Vec<String>> {
    let mut clean: Vec<String> = Vec::new();
    for tag in tags {
        check_tag(tag).map_err(|code| Error::at(code, "tags"))?;
        let tag = tag.trim();
        if !clean.iter().any(|known| known == tag) {
            clean.push(tag.to_owned());
        }
    }
    clean.sort();
    if clean.len() > TAGS { Err(Error::at(ErrorCode::OutOfRange, "tags")) } else { Ok(clean) }
}

/// See the module.
#[derive(Clone)]
pub struct RegistryService {
    pub(super) core: Core,
    pub(super) jobs: JobService,
}

impl RegistryService {
    /// Over the given core.
    pub fn new(core: Core, jobs: JobService) -> Self {
        Self { core, jobs }
    }

    /// A page of subjects.
    pub async fn subjects(
        &self,
        viewer: &Viewer,
        filter: &SubjectFilter,
        by_name: bool,
        page: &PageRequest,
    ) -> Result<Page<Subject>> {
        let owner = reader(viewer)?;
        let order = if by_name { SubjectOrder::Name } else { SubjectOrder::Entry };
        subjects::list(self.core.db().read(), owner, filter, order, page).await
    }

    /// The first subjects that match a text.
    pub async fn search(&self, viewer: &Viewer, text: &str, limit: u64) -> Result<Vec<Subject>> {
        let owner = reader(viewer)?;
        subjects::search(self.core.db().read(), owner, text, limit.clamp(1, 50)).await
    }

    /// One subject.
    pub async fn subject(&self, viewer: &Viewer, id: SubjectId) -> Result<Subject> {
        let owner = reader(viewer)?;
        subjects::find(self.core.db().read(), owner, id).await?.ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// The subject with a credit code.
    pub async fn subject_by_code(&self, viewer: &Viewer, code: &str) -> Result<Option<Subject>> {
        let owner = reader(viewer)?;
        subjects::find_by_code(self.core.db().read(), owner, &shared::uscc::clean(code)).await
    }

    /// The subject with a credit code, for the public page of a firm.
    pub async fn public_subject(&self, division: &DivisionCode, code: &str) -> Result<Option<Subject>> {
        subjects::find_by_code(self.core.db().read(), division, &shared::uscc::clean(code)).await
    }

    /// Subjects that match a text, for the public search box. Names of firms and their codes are public.
    pub async fn public_search(&self, division: &DivisionCode, text: &str) -> Result<Vec<Subject>> {
        subjects::search(self.core.db().read(), division, text, 20).await
    }

    /// Subjects by id, for loaders.
    pub async fn subjects_by_id(&self, ids: &[SubjectId]) -> Result<Vec<Subject>> {
        subjects::subjects_by_id(self.core.db().read(), ids).await
    }

    /// Subjects behind doors, for loaders.
    pub async fn subjects_at(&self, sites: &[SiteId]) -> Result<Vec<Subject>> {
        subjects::subjects_at(self.core.db().read(), sites).await
    }

    /// Doors by id, for loaders.
    pub async fn sites_by_id(&self, ids: &[SiteId]) -> Result<Vec<Site>> {
        subjects::sites_by_id(self.core.db().read(), ids).await
    }

    /// Tags of subjects, for loaders.
    pub async fn tags_of(&self, ids: &[SubjectId]) -> Result<Vec<(SubjectId, String)>> {
        let rows = subjects::tags_of(self.core.db().read(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.subject_id, row.tag)).collect())
    }

    /// Responsible departments of subjects, for loaders.
    pub async fn departments_of(&self, ids: &[SubjectId]) -> Result<Vec<Responsible>> {
        subjects::departments_of(self.core.db().read(), ids).await
    }

    /// History of a subject.
    pub async fn changes(
        &self,
        viewer: &Viewer,
        id: SubjectId,
        page: &PageRequest,
    ) -> Result<Page<SubjectChange>> {
        self.subject(viewer, id).await?;
        subjects::changes(self.core.db().read(), id, page).await
    }

    /// Tags in use with their counts.
    pub async fn tag_counts(&self, viewer: &Viewer) -> Result<Vec<(String, i64)>> {
        let owner = reader(viewer)?;
        subjects::tag_counts(self.core.db().read(), owner).await
    }

    /// A page of inspectors.
    pub async fn inspectors(
        &self,
        viewer: &Viewer,
        filter: &InspectorFilter,
        page: &PageRequest,
    ) -> Result<Page<Inspector>> {
        let owner = reader(viewer)?;
        inspectors::list(self.core.db().read(), owner, filter, self.core.today(), page).await
    }

    /// Inspectors by id, for loaders.
    pub async fn inspectors_by_id(&self, ids: &[InspectorId]) -> Result<Vec<Inspector>> {
        inspectors::inspectors_by_id(self.core.db().read(), ids).await
    }

    /// A page of experts.
    pub async fn experts(&self, viewer: &Viewer, page: &PageRequest) -> Result<Page<Expert>> {
        let owner = reader(viewer)?;
        inspectors::experts(self.core.db().read(), owner, page).await
    }

    /// The tagging rules.
    pub async fn tag_rules(&self, viewer: &Viewer) -> Result<Vec<TagRule>> {
        let owner = reader(viewer)?;
        rules::all(self.core.db().read(), owner).await
    }

    /// Writes the rules that ship with the program as rows, unless there are rules already.
    pub async fn seed_tag_rules(&self, viewer: &Viewer) -> Result<()> {
        let granted = viewer.demand(Action::EditSubjects, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        rules::seed(&self.core, &tx, &viewer.division).await?;
        let audited =
            audit::record(&tx, &granted, self.core.stamp(), Change::of("tag_rule", "built-in")).await?;
        Ok(tx.commit(audited).await?)
    }

    /// Writes a tagging rule; it takes effect with the next import.
    pub async fn save_tag_rule(&self, viewer: &Viewer, input: TagRuleInput) -> Result<TagRule> {
        let granted = viewer.demand(Action::EditSubjects, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        rules::seed(&self.core, &tx, &viewer.division).await?;
        let (before, saved) = rules::save(&self.core, &tx, &viewer.division, input).await?;
        let text = |row: &TagRule| json!({ "tag": row.tag, "words": row.words, "nameWords": row.name_words, "stopWords": row.stop_words, "enabled": row.enabled });
        let mut change = Change::of("tag_rule", saved.id).after(text(&saved));
        if let Some(before) = &before {
            change = change.before(text(before));
        }
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(saved)
    }

    /// Queues the import of an uploaded file.
    pub async fn start_import(&self, viewer: &Viewer, file: UploadId, options: ImportOptions) -> Result<Job> {
        let granted = viewer.demand(Action::EditSubjects, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let stored = uploads::own(&*tx, viewer, file).await?;
        let title = stored.name.clone();
        let payload = json!(ImportPayload { sha256: stored.sha256, name: stored.name, options });
        let new = NewJob { kind: JobKind::ImportSubjects, title, payload, total: None };
        let job = self.jobs.enqueue(&tx, viewer, new).await?;
        let mut actor = Actor::from(&granted);
        actor.action = "START_IMPORT";
        let change = Change::of("job", job.id).after(json!({ "upload": file, "name": job.title }));
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        self.jobs.ring();
        Ok(job)
    }

    /// Changes what the office itself decides about a subject: risk class and added tags. What the
    /// register says is corrected at its source (令809), not here.
    pub async fn classify(
        &self,
        viewer: &Viewer,
        id: SubjectId,
        risk_class: RiskClass,
        tags: &[String],
        (revision, reason): (i64, &str),
    ) -> Result<Subject> {
        let granted = viewer.demand(Action::EditSubjects, Scope::Division)?;
        let tags = &clean(tags)?;
        match reason.trim().chars().count() {
            0 => return Err(Error::at(ErrorCode::ReasonRequired, "reason")),
            length if length > LONGEST_REASON => return Err(Error::at(ErrorCode::TooLong, "reason")),
            _ => {}
        }
        let tx = self.core.db().begin().await?;
        let before = subjects::lock(&*tx, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        if before.revision != revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        let mut old: Vec<String> =
            subjects::tags_of(&*tx, &[id]).await?.into_iter().map(|row| row.tag).collect();
        // Databases sort Chinese in ways of their own.
        old.sort();
        for tag in tags.iter().filter(|tag| !old.contains(tag)) {
            let row = subject_tag::ActiveModel {
                subject_id: Set(id),
                tag: Set(tag.clone()),
                origin: Set("MANUAL".into()),
            };
            subject_tag::Entity::insert(row).exec_without_returning(&*tx).await?;
        }
        for tag in old.iter().filter(|tag| !tags.contains(tag)) {
            subject_tag::Entity::delete_by_id((id, tag.clone())).exec(&*tx).await?;
        }
        for (field, from, to) in [
            ("riskClass", before.risk_class.to_string(), risk_class.to_string()),
            ("tags", old.join("、"), tags.join("、")),
        ] {
            if from != to {
                let row = subject_change::ActiveModel {
                    id: Set(self.core.id()),
                    subject_id: Set(id),
                    changed_at: Set(self.core.now()),
                    changed_by: Set(viewer.account),
                    field: Set(field.to_owned()),
                    before: Set(from),
                    after: Set(to),
                    source: Set(reason.to_owned()),
                };
                subject_change::Entity::insert(row).exec_without_returning(&*tx).await?;
            }
        }
        let old_class = before.risk_class;
        let mut row = before.into_active_model();
        row.risk_class = Set(risk_class);
        row.updated_at = Set(self.core.now());
        row.revision = Set(revision + 1);
        let subject = row.update(&*tx).await?;
        let change = Change::of("subject", id)
            .before(json!({ "riskClass": old_class, "tags": old }))
            .after(json!({ "riskClass": risk_class, "tags": tags }))
            .because(reason);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        self.core.library_changed();
        Ok(subject)
    }
}
