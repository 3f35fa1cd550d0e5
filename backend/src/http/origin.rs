//! Who sent a request, from where, in which language.

use std::net::IpAddr;
use std::sync::Arc;

use actix_web::HttpMessage;
use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use shared::{ErrorCode, Lang};

use super::HttpState;
use crate::access::{Origin, Viewer};
use crate::error::Result;

/// The number of a request, given by the access log.
#[derive(Clone)]
pub struct RequestId(pub String);

/// The number of the request.
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// The language the client prefers.
pub fn lang(request: &HttpRequest) -> Lang {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::from_tag(header.unwrap_or(""))
}

/// The address of the client. A proxy's word is believed only if the proxy is known, and then only the
/// last address it saw.
pub fn client_ip(request: &HttpRequest, trusted: &[IpAddr]) -> String {
    let peer = request.peer_addr().map(|address| address.ip());
    let forwarded = || {
        let header = request.headers().get("X-Forwarded-For")?.to_str().ok()?;
        header.rsplit(',').map(str::trim).find_map(|text| text.parse::<IpAddr>().ok())
    };
    match peer {
        Some(peer) if trusted.contains(&peer) => forwarded().unwrap_or(peer).to_string(),
        Some(peer) => peer.to_string(),
        None => "unknown".to_owned(),
    }
}

/// Where a request comes from.
pub fn origin(request: &HttpRequest, state: &HttpState) -> Origin {
    let trusted = &state.services.core.settings().trusted_proxies;
    Origin { ip: client_ip(request, trusted), request_id: request_id(request) }
}

/// Who sent it: nobody without a token, a refusal for a token that has ended.
pub async fn viewer(request: &HttpRequest, state: &HttpState) -> Result<Option<Arc<Viewer>>> {
    let Some(header) = request.headers().get(AUTHORIZATION) else { return Ok(None) };
    let token = header.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).map(str::trim);
    let Some(token) = token else { return Err(ErrorCode::Unauthenticated.into()) };
    let viewer = state.services.sessions.viewer(token).await?;
    let mut own = (*viewer).clone();
    own.origin = origin(request, state);
    Ok(Some(Arc::new(own)))
}

/// Who sent it; a refusal if nobody is logged in.
pub async fn demand_viewer(request: &HttpRequest, state: &HttpState) -> Result<Arc<Viewer>> {
    viewer(request, state).await?.ok_or_else(|| ErrorCode::Unauthenticated.into())
}
