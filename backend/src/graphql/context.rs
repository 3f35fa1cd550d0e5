//! What a resolver is given about its request.

use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::DataLoader;
use shared::code::DivisionCode;
use shared::{ErrorCode, Lang};

use super::loaders::Batch;
use crate::access::{Origin, Viewer};
use crate::app::Services;
use crate::error::{Error, Result};

/// One request: who asks, from where, in which language, and its loaders.
pub struct RequestContext {
    /// All services.
    pub services: Services,
    /// Who is logged in, if anybody.
    pub viewer: Option<Arc<Viewer>>,
    /// Where the request comes from.
    pub origin: Origin,
    /// Language of messages.
    pub lang: Lang,
    loader: DataLoader<Batch>,
}

impl RequestContext {
    /// Loaders are made for each request: a batch never mixes two people's rows.
    pub fn new(services: Services, viewer: Option<Arc<Viewer>>, origin: Origin, lang: Lang) -> Self {
        let loader = DataLoader::new(Batch::new(services.clone()), tokio::spawn)
            .delay(std::time::Duration::ZERO)
            .max_batch_size(500);
        Self { services, viewer, origin, lang, loader }
    }
}

/// Short ways to the request.
pub trait ContextExt<'a> {
    /// The request.
    fn request(&self) -> Result<&'a RequestContext>;

    /// All services.
    fn services(&self) -> Result<&'a Services> {
        Ok(&self.request()?.services)
    }

    /// Who is logged in; a refusal if nobody is.
    fn viewer(&self) -> Result<&'a Viewer> {
        self.request()?.viewer.as_deref().ok_or_else(|| ErrorCode::Unauthenticated.into())
    }

    /// The loaders.
    fn loader(&self) -> Result<&'a DataLoader<Batch>> {
        Ok(&self.request()?.loader)
    }

    /// The division whose public pages are served.
    fn division(&self) -> Result<&'a DivisionCode> {
        Ok(&self.services()?.core.settings().division)
    }
}

impl<'a> ContextExt<'a> for Context<'a> {
    fn request(&self) -> Result<&'a RequestContext> {
        self.data::<RequestContext>().map_err(|_| Error::broken("a request without its context"))
    }
}
