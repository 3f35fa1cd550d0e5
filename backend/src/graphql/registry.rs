//! Subjects, doors, inspectors, experts, tagging rules.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::code::DivisionCode;
use shared::ids::{
    DepartmentId, ExpertId, InspectorId, SiteId, SubjectChangeId, SubjectId, TagRuleId, UploadId,
};
use shared::registry::{RiskClass, SubjectKind, SubjectStatus};
use shared::uscc::UsccProblem;

use super::context::ContextExt;
use super::error::payload;
use super::jobs::Job;
use super::loaders::{DepartmentsOfSubject, LastVisitsOf, TagsOf, many, one};
use super::organisation::{Department, account_name, department};
use super::page::{List, connection, request};
use super::scalars::{Date, small};
use super::visit::Visit;
use crate::error::{Error, Result};
use crate::registry::{self as context, ImportOptions, SubjectFilter as Filter, TagRuleInput as NewRule};
use shared::ErrorCode;

/// An inspection subject (检查对象).
pub struct Subject(pub context::Subject);

#[Object]
impl Subject {
    /// Opaque id.
    pub async fn id(&self) -> SubjectId {
        self.0.id
    }
    /// Name as registered.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Unified social credit code.
    async fn uscc(&self) -> Option<&str> {
        self.0.uscc.as_deref()
    }
    /// Why the code is not valid, where it was let in all the same.
    async fn uscc_problem(&self) -> Option<UsccProblem> {
        self.0.uscc_problem
    }
    /// Kind.
    async fn kind(&self) -> SubjectKind {
        self.0.kind
    }
    /// State.
    async fn status(&self) -> SubjectStatus {
        self.0.status
    }
    /// Credit risk class.
    async fn risk_class(&self) -> RiskClass {
        self.0.risk_class
    }
    /// Date of registration.
    async fn registered_on(&self) -> Option<Date> {
        self.0.registered_on.map(Date)
    }
    /// Type of company as registered.
    async fn company_type(&self) -> &str {
        &self.0.company_type
    }
    /// Capital as registered.
    async fn capital(&self) -> &str {
        &self.0.capital
    }
    /// Business scope as registered.
    async fn business_scope(&self) -> &str {
        &self.0.business_scope
    }
    /// Address as registered.
    async fn address(&self) -> &str {
        &self.0.address
    }
    /// Town or county it lies in.
    async fn located_in(&self) -> &str {
        self.0.located_in.as_str()
    }
    /// Where the entry came from.
    async fn source(&self) -> &str {
        &self.0.source
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// When something last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// Its door.
    async fn site(&self, ctx: &Context<'_>) -> async_graphql::Result<Site> {
        one(ctx, self.0.site_id).await.map(Site)
    }
    /// Tags.
    async fn tags(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<String>> {
        many(ctx, TagsOf(self.0.id)).await
    }
    /// Departments responsible for it.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Department>> {
        let ids = many(ctx, DepartmentsOfSubject(self.0.id)).await?;
        futures::future::try_join_all(ids.into_iter().map(|id| department(ctx, id))).await
    }
    /// The last five visits that are over, newest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn last_visits(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Visit>> {
        Ok(many(ctx, LastVisitsOf(self.0.id)).await?.into_iter().map(Visit).collect())
    }
    /// What changed, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<SubjectChange>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.registry.changes(ctx.viewer()?, self.0.id, &page).await?;
        Ok(connection(found, &page, SubjectChange))
    }
}

/// A door (经营场所): what is drawn.
pub struct Site(pub context::Site);

#[Object]
impl Site {
    /// Opaque id.
    async fn id(&self) -> SiteId {
        self.0.id
    }
    /// Identifier in every draw.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Address as first registered.
    async fn address(&self) -> &str {
        &self.0.address
    }
    /// Town or county.
    async fn located_in(&self) -> &str {
        self.0.located_in.as_str()
    }
    /// No door: checked by document or network.
    async fn off_site(&self) -> bool {
        self.0.off_site
    }
}

/// A field that changed.
pub struct SubjectChange(pub context::SubjectChange);

#[Object]
impl SubjectChange {
    /// Opaque id.
    async fn id(&self) -> SubjectChangeId {
        self.0.id
    }
    /// When.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.0.changed_at
    }
    /// Who.
    async fn changed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.changed_by).await
    }
    /// Which field.
    async fn field(&self) -> &str {
        &self.0.field
    }
    /// What it was.
    async fn before(&self) -> &str {
        &self.0.before
    }
    /// What it became.
    async fn after(&self) -> &str {
        &self.0.after
    }
    /// By which file, or why.
    async fn source(&self) -> &str {
        &self.0.source
    }
}

/// A tag with how many subjects have it.
#[derive(SimpleObject)]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// How many subjects.
    pub count: i32,
}

/// An enforcement officer (执法检查人员).
pub struct Inspector(pub context::Inspector);

#[Object]
impl Inspector {
    /// Opaque id.
    async fn id(&self) -> InspectorId {
        self.0.id
    }
    /// Identifier in every draw.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// Name.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Number of the enforcement certificate.
    async fn cert_no(&self) -> &str {
        &self.0.cert_no
    }
    /// First day of the certificate.
    async fn cert_valid_from(&self) -> Date {
        Date(self.0.cert_valid_from)
    }
    /// Last day of the certificate.
    async fn cert_valid_to(&self) -> Date {
        Date(self.0.cert_valid_to)
    }
    /// Fields of enforcement; empty means all of the department's.
    async fn fields(&self) -> &[String] {
        &self.0.fields.0
    }
    /// Towns of the territory; empty means the whole division.
    async fn towns(&self) -> Vec<String> {
        self.0.towns.0.iter().map(ToString::to_string).collect()
    }
    /// Whether still in service.
    async fn active(&self) -> bool {
        self.0.active
    }
    /// The department.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
}

/// An expert (专家): assists, never concludes.
#[derive(SimpleObject)]
pub struct Expert {
    /// Opaque id.
    pub id: ExpertId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Organisation.
    pub organisation: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Whether available.
    pub active: bool,
}

/// A rule that tags subjects.
#[derive(SimpleObject)]
pub struct TagRule {
    /// Opaque id.
    pub id: TagRuleId,
    /// The tag it gives.
    pub tag: String,
    /// Words in the business scope or name.
    pub words: Vec<String>,
    /// Words in the name alone.
    pub name_words: Vec<String>,
    /// Words that forbid it.
    pub stop_words: Vec<String>,
    /// Kinds it applies to; all if empty.
    pub kinds: Vec<SubjectKind>,
    /// Whether it is in force.
    pub enabled: bool,
    /// Revision, for changes.
    pub revision: i32,
}

impl From<context::TagRule> for TagRule {
    fn from(row: context::TagRule) -> Self {
        Self {
            id: row.id,
            tag: row.tag,
            words: row.words.0,
            name_words: row.name_words.0,
            stop_words: row.stop_words.0,
            kinds: row.kinds.0,
            enabled: row.enabled,
            revision: small(row.revision),
        }
    }
}

/// Which subjects are wanted; conditions are joined by "and".
#[derive(InputObject, Default)]
pub struct SubjectFilter {
    /// Part of a name, pinyin, initials, or the beginning of a credit code.
    pub text: Option<String>,
    /// Kinds.
    #[graphql(default)]
    pub kinds: Vec<SubjectKind>,
    /// Town, or county with everything in it.
    pub located_in: Option<String>,
    /// Tag.
    pub tag: Option<String>,
    /// Risk classes.
    #[graphql(default)]
    pub risk_classes: Vec<RiskClass>,
    /// States.
    #[graphql(default)]
    pub statuses: Vec<SubjectStatus>,
    /// Responsible department.
    pub department_id: Option<DepartmentId>,
    /// Only those whose credit code is not valid.
    #[graphql(default)]
    pub invalid_code: bool,
}

impl SubjectFilter {
    fn read(self) -> Result<Filter> {
        let place = self.located_in.as_deref().map(DivisionCode::parse).transpose();
        Ok(Filter {
            text: self.text,
            kinds: self.kinds,
            located_in: place.map_err(|_| Error::at(ErrorCode::InvalidFormat, "filter.locatedIn"))?,
            tag: self.tag,
            risk_classes: self.risk_classes,
            statuses: self.statuses,
            department: self.department_id,
            invalid_code: self.invalid_code,
        })
    }
}

/// Order of subjects.
#[derive(async_graphql::Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum SubjectOrder {
    /// As they came into the library.
    #[default]
    Entry,
    /// By name.
    Name,
}

/// Which inspectors are wanted.
#[derive(InputObject, Default)]
pub struct InspectorFilter {
    /// Part of name, certificate number or code.
    pub text: Option<String>,
    /// Department.
    pub department_id: Option<DepartmentId>,
    /// Only those whose certificate is valid that day.
    pub valid_on: Option<Date>,
}

#[derive(Default)]
pub struct RegistryQuery;

#[Object]
impl RegistryQuery {
    /// A page of subjects.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn subjects(
        &self,
        ctx: &Context<'_>,
        filter: Option<SubjectFilter>,
        order: Option<SubjectOrder>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Subject>> {
        let filter = filter.unwrap_or_default().read()?;
        let page = request(ctx, first, after.as_deref())?;
        let by_name = order == Some(SubjectOrder::Name);
        let found = ctx.services()?.registry.subjects(ctx.viewer()?, &filter, by_name, &page).await?;
        Ok(connection(found, &page, Subject))
    }

    /// The first subjects that match part of a name, pinyin, initials, or the beginning of a code.
    #[graphql(complexity = "limit.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn search_subjects(
        &self,
        ctx: &Context<'_>,
        text: String,
        limit: Option<i32>,
    ) -> async_graphql::Result<Vec<Subject>> {
        let limit = u64::try_from(limit.unwrap_or(20)).unwrap_or(20);
        let found = ctx.services()?.registry.search(ctx.viewer()?, &text, limit).await?;
        Ok(found.into_iter().map(Subject).collect())
    }

    /// One subject.
    async fn subject(&self, ctx: &Context<'_>, id: SubjectId) -> async_graphql::Result<Subject> {
        Ok(Subject(ctx.services()?.registry.subject(ctx.viewer()?, id).await?))
    }

    /// The subject with a credit code.
    async fn subject_by_code(
        &self,
        ctx: &Context<'_>,
        uscc: String,
    ) -> async_graphql::Result<Option<Subject>> {
        Ok(ctx.services()?.registry.subject_by_code(ctx.viewer()?, &uscc).await?.map(Subject))
    }

    /// Tags in use.
    async fn tags(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TagCount>> {
        let counts = ctx.services()?.registry.tag_counts(ctx.viewer()?).await?;
        Ok(counts.into_iter().map(|(tag, count)| TagCount { tag, count: small(count) }).collect())
    }

    /// The tagging rules.
    async fn tag_rules(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TagRule>> {
        let rows = ctx.services()?.registry.tag_rules(ctx.viewer()?).await?;
        Ok(rows.into_iter().map(TagRule::from).collect())
    }

    /// A page of inspectors, by code.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn inspectors(
        &self,
        ctx: &Context<'_>,
        filter: Option<InspectorFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Inspector>> {
        let filter = filter.unwrap_or_default();
        let filter = context::InspectorFilter {
            text: filter.text,
            department: filter.department_id,
            valid_on: filter.valid_on.map(|date| date.0),
        };
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.registry.inspectors(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, Inspector))
    }

    /// A page of experts, by code.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn experts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<Expert>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.registry.experts(ctx.viewer()?, &page).await?;
        Ok(connection(found, &page, |row| Expert {
            id: row.id,
            code: row.code,
            name: row.name,
            organisation: row.organisation,
            fields: row.fields.0,
            active: row.active,
        }))
    }
}

/// Importing an uploaded file of subjects.
#[derive(InputObject)]
pub struct StartImportInput {
    /// The uploaded file.
    pub upload_id: UploadId,
    /// Let rows with an invalid or missing credit code in, marked.
    #[graphql(default)]
    pub allow_invalid_codes: bool,
}

/// What the office itself decides about a subject.
#[derive(InputObject)]
pub struct ClassifySubjectInput {
    /// The subject.
    pub subject_id: SubjectId,
    /// Revision it was based on.
    pub revision: i32,
    /// Risk class.
    pub risk_class: RiskClass,
    /// All its tags from now on.
    pub tags: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A tagging rule as it is entered.
#[derive(InputObject)]
pub struct SaveTagRuleInput {
    /// The rule to change; absent for a new one.
    pub id: Option<TagRuleId>,
    /// Revision it was based on; 0 for a new one.
    #[graphql(default)]
    pub revision: i32,
    /// The tag it gives.
    pub tag: String,
    /// Words in the business scope or name.
    pub words: Vec<String>,
    /// Words in the name alone.
    #[graphql(default)]
    pub name_words: Vec<String>,
    /// Words that forbid it.
    #[graphql(default)]
    pub stop_words: Vec<String>,
    /// Kinds it applies to; all if empty.
    #[graphql(default)]
    pub kinds: Vec<SubjectKind>,
    /// Whether it is in force.
    pub enabled: bool,
}

payload!(
    /// The import that was queued.
    JobPayload { job: Job }
);
payload!(
    /// A subject that was changed.
    SubjectPayload { subject: Subject }
);
payload!(
    /// A rule that was saved.
    TagRulePayload { tag_rule: TagRule }
);

#[derive(Default)]
pub struct RegistryMutation;

#[Object]
impl RegistryMutation {
    /// Queues the import of an uploaded file.
    async fn start_subject_import(
        &self,
        ctx: &Context<'_>,
        input: StartImportInput,
    ) -> async_graphql::Result<JobPayload> {
        let options = ImportOptions { allow_invalid_codes: input.allow_invalid_codes };
        let result = ctx.services()?.registry.start_import(ctx.viewer()?, input.upload_id, options).await;
        JobPayload::from_result(ctx, result, Job)
    }

    /// Changes risk class and tags of a subject.
    async fn classify_subject(
        &self,
        ctx: &Context<'_>,
        input: ClassifySubjectInput,
    ) -> async_graphql::Result<SubjectPayload> {
        let service = &ctx.services()?.registry;
        let basis = (i64::from(input.revision), input.reason.as_str());
        let result =
            service.classify(ctx.viewer()?, input.subject_id, input.risk_class, &input.tags, basis).await;
        SubjectPayload::from_result(ctx, result, Subject)
    }

    /// Writes a tagging rule.
    async fn save_tag_rule(
        &self,
        ctx: &Context<'_>,
        input: SaveTagRuleInput,
    ) -> async_graphql::Result<TagRulePayload> {
        let rule = NewRule {
            id: input.id,
            tag: input.tag,
            words: input.words,
            name_words: input.name_words,
            stop_words: input.stop_words,
            kinds: input.kinds,
            enabled: input.enabled,
            revision: i64::from(input.revision),
        };
        let result = ctx.services()?.registry.save_tag_rule(ctx.viewer()?, rule).await;
        TagRulePayload::from_result(ctx, result, TagRule::from)
    }
}
