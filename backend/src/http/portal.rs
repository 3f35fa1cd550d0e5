//! The portal's pages and files: `/open…`, `/robots.txt`, `/sitemap.xml`. Kept answers with their marks; who
//! has one already gets none again.

use std::io::Read;
use std::sync::Arc;

use actix_web::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HttpDate,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::ErrorCode;

use super::{HttpState, refusal};
use crate::error::Result;
use crate::portal::Answer;

/// Whoever kept an answer asks whether it is still the same; that costs next to nothing.
const CACHE: &str = "public, max-age=60, must-revalidate";
/// How much of a long file is unpacked at a time.
const PIECE: usize = 64 * 1024;

/// `GET /open/…`
pub async fn open(request: HttpRequest, state: web::Data<HttpState>) -> HttpResponse {
    let path = request.match_info().get("tail").unwrap_or("").to_owned();
    match state.services.portal.answer(&path, &base(&request, &state)).await {
        // Files and feeds are asked for by programs; pages by people.
        Ok(None) if !path.contains('.') => missing(&request, &state, &path).await,
        found => reply(&request, found),
    }
}

/// A page for people that says that there is none.
async fn missing(request: &HttpRequest, state: &HttpState, path: &str) -> HttpResponse {
    match state.services.portal.missing(path).await {
        Ok(page) => HttpResponse::NotFound()
            .insert_header((CONTENT_TYPE, page.media_type))
            .insert_header((CACHE_CONTROL, "no-cache"))
            .body(page.plain.clone().unwrap_or_default()),
        Err(error) => refusal::answer(request, &error),
    }
}

/// `GET /robots.txt`, `GET /sitemap.xml`
pub async fn for_robots(request: HttpRequest, state: web::Data<HttpState>) -> HttpResponse {
    let name = request.path().trim_start_matches('/').to_owned();
    let found = state.services.portal.for_robots(&name, &base(&request, &state)).await;
    reply(&request, found)
}

/// A firm that is looked for.
#[derive(Deserialize)]
pub struct Wanted {
    uscc: String,
}

/// `GET /open/firms?uscc=…`: the form of the first page leads to the firm's own address.
pub async fn find_firm(
    request: HttpRequest,
    wanted: web::Query<Wanted>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let code: String = wanted.uscc.trim().to_uppercase();
    if code.is_empty() || code.len() > 18 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return missing(&request, &state, request.path().trim_start_matches("/open/")).await;
    }
    let root = request.path().trim_end_matches('/');
    HttpResponse::SeeOther().insert_header((LOCATION, format!("{root}/{code}"))).finish()
}

/// The address of the server as it was asked; a host that is none is left out.
fn base(request: &HttpRequest, state: &HttpState) -> String {
    let info = request.connection_info();
    let host = info.host();
    let fits = host.len() <= 100
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':'));
    let scheme = if state.services.core.settings().https { "https" } else { "http" };
    if fits { format!("{scheme}://{host}") } else { String::new() }
}

fn header<'a>(request: &'a HttpRequest, name: &actix_web::http::header::HeaderName) -> &'a str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

/// Whether who asks has the answer already. The mark counts more than the day (RFC 9110 §13.2.2).
fn is_known(request: &HttpRequest, answer: &Answer) -> bool {
    let marks = header(request, &IF_NONE_MATCH);
    if !marks.is_empty() {
        return marks
            .split(',')
            .map(str::trim)
            .any(|mark| mark == "*" || mark.trim_start_matches("W/") == answer.etag);
    }
    let since = DateTime::parse_from_rfc2822(header(request, &IF_MODIFIED_SINCE));
    match (since, answer.modified) {
        (Ok(since), Some(modified)) => modified.timestamp() <= since.timestamp(),
        _ => false,
    }
}

/// Whether packed answers are understood.
fn accepts_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        parts.next() == Some("gzip") && !parts.any(|part| part == "q=0")
    })
}

fn last_modified(at: DateTime<Utc>) -> HttpDate {
    std::time::SystemTime::from(at).into()
}

fn reply(request: &HttpRequest, found: Result<Option<Arc<Answer>>>) -> HttpResponse {
    let answer = match found {
        Ok(Some(answer)) => answer,
        Ok(None) => return refusal::answer(request, &ErrorCode::NotFound.into()),
        Err(error) => return refusal::answer(request, &error),
    };
    let known = is_known(request, &answer);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((ETAG, answer.etag.clone()))
        .insert_header((CACHE_CONTROL, CACHE))
        .insert_header((VARY, "Accept-Encoding"));
    if let Some(at) = answer.modified {
        response.insert_header((LAST_MODIFIED, last_modified(at)));
    }
    if known {
        return response.finish();
    }
    response.insert_header((CONTENT_TYPE, answer.media_type)).insert_header((ACCEPT_RANGES, "none"));
    if accepts_gzip(header(request, &ACCEPT_ENCODING)) {
        return response.insert_header((CONTENT_ENCODING, "gzip")).body(answer.gzip.clone());
    }
    match &answer.plain {
        Some(plain) => response.body(plain.clone()),
        None => response.streaming(unpacked(&answer)),
    }
}

/// A long file, unpacked piece by piece as it is sent.
fn unpacked(answer: &Answer) -> impl futures::Stream<Item = std::io::Result<Bytes>> + use<> {
    let packed = answer.gzip.clone();
    let mut reader = flate2::read::GzDecoder::new(std::io::Cursor::new(packed));
    futures::stream::iter(std::iter::from_fn(move || {
        let mut piece = vec![0; PIECE];
        match reader.read(&mut piece) {
            Ok(0) => None,
            Ok(length) => {
                piece.truncate(length);
                Some(Ok(Bytes::from(piece)))
            }
            Err(error) => Some(Err(error)),
        }
    }))
}
