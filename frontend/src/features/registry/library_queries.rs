//! Counts of facets and saved views.

use std::collections::BTreeMap;

use cynic::QueryBuilder;
use shared::registry::{Facet, LibraryKind};

use super::model::Wanted;
use super::people_queries::InspectorFilter;
use super::queries::SubjectFilter;
use crate::api::{self, ApiError, Coded, schema};
use crate::mutation;
use crate::state::reference::Department;

/// A value of a facet and how many entries it would show.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "FacetCount")]
struct FacetCount {
    facet: Coded<Facet>,
    value: String,
    count: i32,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "FacetCounts")]
struct FacetCounts {
    counts: Vec<FacetCount>,
}

/// Counts by facet and value.
pub type Counts = BTreeMap<Facet, BTreeMap<String, i64>>;

impl From<FacetCounts> for Counts {
    fn from(found: FacetCounts) -> Self {
        let mut counts = Self::new();
        for row in found.counts {
            counts.entry(*row.facet).or_default().insert(row.value, i64::from(row.count));
        }
        counts
    }
}

#[derive(cynic::QueryVariables)]
struct SubjectFacetVariables {
    filter: SubjectFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SubjectFacetVariables")]
struct SubjectFacetQuery {
    #[arguments(filter: $filter)]
    subject_facets: FacetCounts,
}

/// How many subjects each value would show.
pub async fn subject_facets(wanted: Wanted) -> Result<Counts, ApiError> {
    let variables = SubjectFacetVariables { filter: wanted.into() };
    Ok(api::run(SubjectFacetQuery::build(variables)).await?.subject_facets.into())
}

#[derive(cynic::QueryVariables)]
struct InspectorFacetVariables {
    filter: InspectorFilter,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "InspectorFacetVariables")]
struct InspectorFacetQuery {
    #[arguments(filter: $filter)]
    inspector_facets: FacetCounts,
}

/// How many inspectors each value would show.
pub async fn inspector_facets(filter: InspectorFilter) -> Result<Counts, ApiError> {
    let variables = InspectorFacetVariables { filter };
    Ok(api::run(InspectorFacetQuery::build(variables)).await?.inspector_facets.into())
}

/// A saved view.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "LibraryView")]
pub struct SavedView {
    /// Opaque id.
    pub id: cynic::Id,
    /// Its name.
    pub name: String,
    /// The filters as they stood in the address.
    pub query: String,
    /// Whom it is shared with.
    pub department: Option<Department>,
    /// One begins with it.
    pub is_default: bool,
    /// One may change it.
    pub may_change: bool,
    /// Revision.
    pub revision: i32,
}

#[derive(cynic::QueryVariables)]
struct ViewsVariables {
    library: Coded<LibraryKind>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ViewsVariables")]
struct ViewsQuery {
    #[arguments(library: $library)]
    library_views: Vec<SavedView>,
}

/// Views of a library.
pub async fn views(library: LibraryKind) -> Result<Vec<SavedView>, ApiError> {
    Ok(api::run(ViewsQuery::build(ViewsVariables { library: Coded(library) })).await?.library_views)
}

/// A view as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct SaveLibraryViewInput {
    /// Whom it is shared with.
    pub department_id: Option<cynic::Id>,
    /// The view; absent for a new one.
    pub id: Option<cynic::Id>,
    /// Of which library.
    pub library: Coded<LibraryKind>,
    /// Its name.
    pub name: String,
    /// The filters.
    pub query: String,
    /// Revision it was based on.
    pub revision: i32,
}

/// A view that is acted on.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct LibraryViewStepInput {
    /// The view.
    pub id: cynic::Id,
}

/// With which view one begins.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct DefaultViewInput {
    /// The view; absent for the whole library.
    pub id: Option<cynic::Id>,
    /// Of which library.
    pub library: Coded<LibraryKind>,
}

mutation!($ /// Saves a view.
    save_library_view(SaveLibraryViewInput) -> "LibraryViewPayload" { library_view: SavedView });
mutation!($ /// Deletes a view.
    delete_library_view(LibraryViewStepInput) -> "DeletedViewPayload" { deleted: cynic::Id });
mutation!($ /// Says with which view one begins.
    set_default_view(DefaultViewInput) -> "LibraryViewsPayload" { library_views: Vec<SavedView> });
