//! Headers that every answer carries, and one line in the log for every request.

use std::time::Instant;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web;
use shared::draw::to_hex;

use super::HttpState;
use super::origin::RequestId;
use crate::clock::entropy;

/// Scripts only of our own, no inline code or style, no frames (OWASP ASVS 3.4).
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// GraphiQL, in development only, styles itself inline.
const DEV_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self'; frame-ancestors 'none'";

fn set(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    let name = HeaderName::from_static(name);
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Adds the security headers.
pub async fn security_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let (https, dev) = request.app_data::<web::Data<HttpState>>().map_or((false, false), |state| {
        (state.services.core.settings().https, state.services.core.settings().dev)
    });
    let graphiql = dev && request.path().starts_with("/graphiql");
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    set(headers, "content-security-policy", if graphiql { DEV_POLICY } else { POLICY });
    set(headers, "x-content-type-options", "nosniff");
    set(headers, "referrer-policy", "same-origin");
    set(headers, "cross-origin-opener-policy", "same-origin");
    set(headers, "permissions-policy", "camera=(self), geolocation=(self), microphone=()");
    if https {
        set(headers, "strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    Ok(response)
}

/// Gives the request its number and logs it when it is answered; never what it contained.
pub async fn access_log(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let id = to_hex(&entropy::<8>());
    request.extensions_mut().insert(RequestId(id.clone()));
    let started = Instant::now();
    let (method, path) = (request.method().clone(), request.path().to_owned());
    let response = next.call(request).await?;
    let status = response.status().as_u16();
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::error!(%method, path, status, millis, request_id = id, "{method} {path} → {status}");
    } else {
        tracing::info!(%method, path, status, millis, request_id = id, "{method} {path} → {status}");
    }
    Ok(response)
}
