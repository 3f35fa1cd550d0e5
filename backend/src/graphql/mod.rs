//! The GraphQL door: thin resolvers that authorise, convert, call a service and map the result.
//!
//! Expected refusals of a mutation come back as `userErrors`; what one may not do at all, and what we
//! broke, are GraphQL errors with `extensions.code`. Lists are Relay connections; relations go through
//! per-request loaders.

#![expect(clippy::unused_async, reason = "resolvers are async, whether they wait for something or not")]

mod attempt;
mod audit;
mod batches;
mod catalogue;
mod contact;
mod context;
mod coverage;
mod deadlines;
mod disclosure;
mod documents;
mod draw;
mod eager;
mod error;
mod figures;
mod hall;
mod jobs;
mod limits;
mod loaders;
mod node;
mod opening;
mod organisation;
mod package;
mod page;
mod planning;
mod public;
mod registry;
mod scalars;
mod stats;
mod visit;
mod wave_rules;

use async_graphql::{MergedObject, MergedSubscription, Schema};

pub use context::RequestContext;
pub use documents::Documents;
pub use error::localise;
pub use limits::{Guarded, run};

/// Deepest nesting of fields, and largest cost, that a query may have.
const DEEPEST: usize = 12;
const COSTLIEST: usize = 20_000;
/// Most directives on one field.
const DIRECTIVES: usize = 10;

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    organisation::OrganisationQuery,
    catalogue::CatalogueQuery,
    catalogue::ListQuery,
    registry::RegistryQuery,
    registry::FacetQuery,
    registry::ViewQuery,
    registry::ReportQuery,
    planning::PlanningQuery,
    planning::MatrixQuery,
    planning::TogetherQuery,
    draw::DrawQuery,
    wave_rules::WaveRulesQuery,
    visit::VisitQuery,
    disclosure::DisclosureQuery,
    package::PackageQuery,
    jobs::JobQuery,
    audit::AuditQuery,
    stats::StatsQuery,
    coverage::CoverageQuery,
    deadlines::DeadlineQuery,
    public::PublicQuery,
    figures::FiguresQuery,
    node::NodeQuery,
);

/// Everything that can be changed.
#[derive(MergedObject, Default)]
pub struct Mutation(
    organisation::OrganisationMutation,
    catalogue::CatalogueMutation,
    catalogue::ListMutation,
    registry::RegistryMutation,
    registry::ViewMutation,
    registry::BulkMutation,
    registry::ReportMutation,
    planning::PlanningMutation,
    planning::MatrixMutation,
    planning::TogetherMutation,
    draw::DrawMutation,
    draw::WitnessMutation,
    wave_rules::WaveRulesMutation,
    visit::VisitMutation,
    disclosure::DisclosureMutation,
    contact::ContactMutation,
    package::PackageMutation,
    deadlines::DeadlineMutation,
    planning::PlanPaperMutation,
    jobs::JobMutation,
    coverage::CoverageMutation,
);

/// Everything that can be followed.
#[derive(MergedSubscription, Default)]
pub struct Subscription(jobs::JobSubscription, planning::TogetherSubscription, hall::HallSubscription);

/// The schema as it is served.
pub type OneDoorSchema = Schema<Query, Mutation, Subscription>;

/// Builds the schema. In development it can be introspected and suggests names; in production neither.
pub fn build(dev: bool) -> OneDoorSchema {
    let builder = Schema::build(Query::default(), Mutation::default(), Subscription::default())
        .limit_directives(DIRECTIVES);
    if dev {
        builder.finish()
    } else {
        builder
            .limit_depth(DEEPEST)
            .limit_complexity(COSTLIEST)
            .disable_introspection()
            .disable_suggestions()
            .finish()
    }
}

/// The contract that is committed as `schema.graphql`.
pub fn sdl() -> String {
    let options =
        async_graphql::SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    let text = build(true).sdl_with_options(options);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim_end())
}
