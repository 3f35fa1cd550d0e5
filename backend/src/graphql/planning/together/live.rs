//! What can be followed while people work on one plan.

use async_graphql::{Context, Subscription};
use futures::{Stream, StreamExt};
use shared::ids::{PlanId, PlanLineId};

use super::types::{PlanChange, PlanPresence};
use crate::graphql::context::ContextExt;

#[derive(Default)]
pub struct TogetherSubscription;

#[Subscription]
impl TogetherSubscription {
    /// The newest change of a plan, and then every one as soon as it is committed, whichever server it was
    /// made on. Ends for a listener who falls far behind: subscribe again, and ask for the plan anew.
    async fn plan_changed(
        &self,
        ctx: &Context<'_>,
        plan_id: PlanId,
    ) -> async_graphql::Result<impl Stream<Item = PlanChange> + use<>> {
        let lang = ctx.request()?.lang;
        let stream = ctx.services()?.planning.follow(ctx.viewer()?, plan_id, lang).await?;
        Ok(stream.map(PlanChange::from))
    }

    /// Who has a plan open, now and whenever it changes. Whoever listens is one of them, at this line and in
    /// this way, for as long as the subscription lasts.
    async fn plan_presence(
        &self,
        ctx: &Context<'_>,
        plan_id: PlanId,
        line_id: Option<PlanLineId>,
        #[graphql(desc = "A form is open.", default)] editing: bool,
    ) -> async_graphql::Result<impl Stream<Item = Vec<PlanPresence>> + use<>> {
        let place = (line_id, editing);
        let stream = ctx.services()?.planning.join(ctx.viewer()?, plan_id, place).await?;
        Ok(stream.map(|people| people.into_iter().map(PlanPresence::from).collect()))
    }
}
