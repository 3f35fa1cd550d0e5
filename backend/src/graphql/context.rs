//! What a resolver is given about its request.

use std::sync::Arc;

use async_graphql::Context;
use shared::code::DivisionCode;
use shared::{ErrorCode, Lang};

use super::batches::Batches;
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
    /// Its loaders.
    pub batches: Arc<Batches>,
}

impl RequestContext {
    /// Loaders are made for each request: a batch never mixes two people's rows.
    pub fn new(services: Services, viewer: Option<Arc<Viewer>>, origin: Origin, lang: Lang) -> Self {
        let batches = Arc::new(Batches::new(Batch::new(services.clone())));
        Self { services, viewer, origin, lang, batches }
    }

    /// The same for another request of the same person.
    pub fn again(&self) -> Self {
        Self::new(self.services.clone(), self.viewer.clone(), self.origin.clone(), self.lang)
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
    fn batches(&self) -> Result<&'a Batches> {
        Ok(&self.request()?.batches)
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
