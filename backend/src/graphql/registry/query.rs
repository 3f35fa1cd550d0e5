//! Questions about the two libraries.

use async_graphql::{Context, InputObject, Object};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, InspectorId, SubjectId};
use shared::registry::facets::{Chosen, MOST_VALUES};
use shared::registry::{Certificate, Facet, RiskClass, SubjectKind, SubjectStatus};

use super::people::*;
use super::subject::*;
use crate::error::{Error, Result};
use crate::graphql::context::ContextExt;
use crate::graphql::eager::Eager;
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::{Date, small};
use crate::registry::{self as context, SubjectFilter as Filter};
use shared::ErrorCode;

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
    /// Only those no department is responsible for; beside `departmentIds`, also those.
    #[graphql(default)]
    pub unassigned: bool,
    /// Only those for whom no other department is responsible than the one that registered them; likewise.
    #[graphql(default)]
    pub registrar_only: bool,
    /// Only those whose credit code is not valid.
    #[graphql(default)]
    pub invalid_code: bool,
    /// Also those that lie outside the division, or only those if no town is given.
    #[graphql(default)]
    pub outside: bool,
    /// Towns, or counties with everything in them: any of these, and `locatedIn`.
    #[graphql(default)]
    pub towns: Vec<String>,
    /// Tags: any of these, and `tag`.
    #[graphql(default)]
    pub tags: Vec<String>,
    /// Responsible departments: any of these, and `departmentId`.
    #[graphql(default)]
    pub department_ids: Vec<DepartmentId>,
}

impl SubjectFilter {
    pub(super) fn read(self) -> Result<Filter> {
        let place = |text: &str, path| {
            DivisionCode::parse(text).map_err(|_| Error::at(ErrorCode::InvalidFormat, path))
        };
        let mut located_in = Vec::new();
        if let Some(text) = &self.located_in {
            located_in.push(place(text, "filter.locatedIn")?);
        }
        for text in &self.towns {
            located_in.push(place(text, "filter.towns")?);
        }
        let mut tags: Vec<String> = self.tag.into_iter().chain(self.tags).collect();
        tags.dedup();
        let departments: Vec<DepartmentId> =
            self.department_id.into_iter().chain(self.department_ids).collect();
        let most = [tags.len(), departments.len(), located_in.len()].into_iter().max();
        if most > Some(MOST_VALUES) {
            return Err(Error::at(ErrorCode::OutOfRange, "filter"));
        }
        Ok(Filter {
            text: self.text,
            kinds: self.kinds,
            located_in,
            tags,
            risk_classes: self.risk_classes,
            statuses: self.statuses,
            departments,
            unassigned: self.unassigned,
            registrar_only: self.registrar_only,
            invalid_code: self.invalid_code,
            outside: self.outside,
            ids: Vec::new(),
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
    /// Departments: any of these, and `departmentId`.
    #[graphql(default)]
    pub department_ids: Vec<DepartmentId>,
    /// Fields: any of these; `all` for those that are not limited.
    #[graphql(default)]
    pub fields: Vec<String>,
    /// Where their certificates stand today: any of these.
    #[graphql(default)]
    pub certificates: Vec<Certificate>,
    /// Towns: any of these; `all` for those that are not limited.
    #[graphql(default)]
    pub towns: Vec<String>,
    /// Only those in service, or only those who have left.
    pub active: Option<bool>,
}

impl InspectorFilter {
    pub(super) fn read(self) -> context::InspectorFilter {
        let departments = self.department_id.into_iter().chain(self.department_ids);
        let state = self.active.map(|active| if active { context::IN_SERVICE } else { context::LEFT });
        let chosen = Chosen::from([
            (Facet::Department, departments.map(|id| id.to_string()).collect()),
            (Facet::Field, self.fields),
            (Facet::Certificate, self.certificates.iter().map(ToString::to_string).collect()),
            (Facet::Town, self.towns),
            (Facet::Status, state.into_iter().map(str::to_owned).collect()),
        ]);
        let valid_on = self.valid_on.map(|date| date.0);
        context::InspectorFilter { text: self.text, chosen, valid_on }
    }
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
    ) -> async_graphql::Result<Vec<Eager<Subject>>> {
        let limit = u64::try_from(limit.unwrap_or(20)).unwrap_or(20);
        let found = ctx.services()?.registry.search(ctx.viewer()?, &text, limit).await?;
        Ok(found.into_iter().map(Subject).map(Eager).collect())
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
    ) -> async_graphql::Result<Option<Eager<Subject>>> {
        let found = ctx.services()?.registry.subject_by_code(ctx.viewer()?, &uscc).await?;
        Ok(found.map(Subject).map(Eager))
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
        let filter = filter.unwrap_or_default().read();
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.registry.inspectors(ctx.viewer()?, &filter, &page).await?;
        Ok(connection(found, &page, Inspector))
    }

    /// One inspector.
    async fn inspector(&self, ctx: &Context<'_>, id: InspectorId) -> async_graphql::Result<Inspector> {
        Ok(Inspector(ctx.services()?.registry.inspector(ctx.viewer()?, id).await?))
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
