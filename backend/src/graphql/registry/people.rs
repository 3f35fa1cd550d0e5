//! Tags and their rules, inspectors, experts.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::ids::{ExpertId, InspectorChangeId, InspectorId, TagRuleId};
use shared::registry::SubjectKind;

use crate::graphql::context::ContextExt;
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::page::{List, connection, request};
use crate::graphql::scalars::{Date, small};
use crate::registry::{self as context};

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
    /// What changed, newest first.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<InspectorChange>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.registry.inspector_changes(ctx.viewer()?, self.0.id, &page).await?;
        Ok(connection(found, &page, InspectorChange))
    }
}

/// A field of an inspector that changed.
pub struct InspectorChange(pub context::InspectorChange);

#[Object]
impl InspectorChange {
    /// Opaque id.
    async fn id(&self) -> InspectorChangeId {
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
    /// What it was; ids and codes as they are.
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
