//! `node(id:)`: anything by its global id. Somebody else's thing is not there.

use async_graphql::{Context, ID, Interface, Object};

use super::catalogue::JointItem;
use super::context::ContextExt;
use super::draw::Wave;
use super::jobs::Job;
use super::planning::{Plan, PlanLine};
use super::registry::Subject;
use super::visit::Visit;
use crate::error::{Error, Result};
use shared::ErrorCode;

/// Anything with a global id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque global id."))]
pub enum Node {
    /// A subject.
    Subject(Subject),
    /// A joint item.
    JointItem(JointItem),
    /// A plan.
    Plan(Plan),
    /// A line of a plan.
    PlanLine(PlanLine),
    /// A wave.
    Wave(Wave),
    /// A visit.
    Visit(Visit),
    /// A job.
    Job(Job),
}

#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Anything by its global id; absent if it is not there or not yours to see.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> async_graphql::Result<Option<Node>> {
        match find(ctx, &id).await {
            Ok(node) => Ok(node),
            Err(error) if error.is(ErrorCode::NotFound) || error.is(ErrorCode::Forbidden) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

async fn find(ctx: &Context<'_>, id: &str) -> Result<Option<Node>> {
    let (services, viewer) = (ctx.services()?, ctx.viewer()?);
    let invalid = |_| Error::at(ErrorCode::InvalidFormat, "id");
    Ok(Some(match id.split('_').next().unwrap_or("") {
        "sub" => {
            Node::Subject(Subject(services.registry.subject(viewer, id.parse().map_err(invalid)?).await?))
        }
        "jnt" => {
            Node::JointItem(JointItem(services.catalogue.get(viewer, id.parse().map_err(invalid)?).await?))
        }
        "pln" => Node::Plan(Plan(services.planning.plan(viewer, id.parse().map_err(invalid)?).await?)),
        "lin" => {
            Node::PlanLine(PlanLine(services.planning.line(viewer, id.parse().map_err(invalid)?).await?))
        }
        "wav" => Node::Wave(Wave(services.draw.wave(viewer, id.parse().map_err(invalid)?).await?)),
        "vis" => Node::Visit(Visit(services.visits.get(viewer, id.parse().map_err(invalid)?).await?)),
        "job" => Node::Job(Job(services.jobs.get(viewer, id.parse().map_err(invalid)?).await?)),
        _ => return Ok(None),
    }))
}
