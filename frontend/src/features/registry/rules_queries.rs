//! What the page of tag rules asks for.

use cynic::QueryBuilder;
use shared::registry::SubjectKind;

use crate::api::{self, ApiError, Coded, schema};
use crate::state::reference::TagCount;

/// A rule that tags subjects.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "TagRule")]
pub struct Rule {
    /// Opaque id.
    pub id: cynic::Id,
    /// The tag it gives.
    pub tag: String,
    /// Words in the business scope or name.
    pub words: Vec<String>,
    /// Words in the name alone.
    pub name_words: Vec<String>,
    /// Words that forbid it.
    pub stop_words: Vec<String>,
    /// Kinds it applies to.
    pub kinds: Vec<Coded<SubjectKind>>,
    /// Whether it is in force.
    pub enabled: bool,
    /// Revision.
    pub revision: i32,
}

/// Rules, and how many subjects have each tag.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Query")]
pub struct Rules {
    /// The rules in their order.
    pub tag_rules: Vec<Rule>,
    /// Tags in use.
    pub tags: Vec<TagCount>,
}

impl Rules {
    /// How many subjects have a tag.
    pub fn count(&self, tag: &str) -> i64 {
        self.tags.iter().find(|row| row.tag == tag).map_or(0, |row| i64::from(row.count))
    }

    /// The rule with an id.
    pub fn find(&self, id: &str) -> Option<&Rule> {
        self.tag_rules.iter().find(|rule| rule.id.inner() == id)
    }
}

/// All rules.
pub async fn rules() -> Result<Rules, ApiError> {
    api::run(Rules::build(())).await
}

/// What a rule is tried on.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Subject")]
pub struct Sample {
    /// Opaque id.
    pub id: cynic::Id,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: Coded<SubjectKind>,
    /// Business scope.
    pub business_scope: String,
    /// Tags it has now.
    pub tags: Vec<String>,
}

#[derive(cynic::QueryVariables)]
struct SamplesVariables {
    text: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SamplesVariables")]
struct SamplesQuery {
    #[arguments(limit: 8, text: $text)]
    search_subjects: Vec<Sample>,
}

/// The first few subjects that match; none for an empty text.
pub async fn samples(text: String) -> Result<Vec<Sample>, ApiError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    Ok(api::run(SamplesQuery::build(SamplesVariables { text })).await?.search_subjects)
}
