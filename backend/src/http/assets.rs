//! The files of the app. Files under `/app/<build>/` never change; everything else is the shell, which
//! names the build.

use std::borrow::Cow;
use std::path::PathBuf;

use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use actix_web::{HttpRequest, HttpResponse, web};

use super::{HttpState, refusal};
use shared::ErrorCode;

/// Where the files come from: the program itself, or a folder in development.
pub trait Assets: Send + Sync {
    /// A file by its path without a leading slash.
    fn get(&self, path: &str) -> Option<Cow<'static, [u8]>>;
}

/// Files of a folder, read at each request.
pub struct FolderAssets(pub PathBuf);

impl Assets for FolderAssets {
    fn get(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        // Nothing outside the folder: no part of the path may climb.
        if path.split('/').any(|part| part.is_empty() || part == "." || part == "..") || path.contains('\\') {
            return None;
        }
        std::fs::read(self.0.join(path)).ok().map(Cow::Owned)
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// A file of the app, or its shell for any page of it. A file that is missing is a real 404: an old tab
/// must notice, and not be given a page.
pub async fn page(request: HttpRequest, state: web::Data<HttpState>) -> HttpResponse {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return refusal::answer(&request, &ErrorCode::NotFound.into());
    }
    let path = request.path().trim_start_matches('/');
    if path.starts_with("app/") {
        return file(&request, &state, path, "public, max-age=31536000, immutable")
            .unwrap_or_else(|| refusal::answer(&request, &ErrorCode::NotFound.into()));
    }
    if path.starts_with("api/") || path.rsplit('/').next().unwrap_or("").contains('.') {
        return refusal::answer(&request, &ErrorCode::NotFound.into());
    }
    file(&request, &state, "index.html", "no-cache").unwrap_or_else(|| {
        HttpResponse::ServiceUnavailable()
            .content_type("text/plain; charset=utf-8")
            .body("The app was not built into this program. Build it with `cargo xtask run`.")
    })
}

fn file(request: &HttpRequest, state: &HttpState, path: &str, cache: &'static str) -> Option<HttpResponse> {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let accepts =
        |name: &str| accepted.split(',').any(|entry| entry.split(';').next().unwrap_or("").trim() == name);
    let packed = [("br", "br"), ("gzip", "gz")].into_iter().filter(|(name, _)| accepts(name)).find_map(
        |(name, suffix)| state.assets.get(&format!("{path}.{suffix}")).map(|bytes| (Some(name), bytes)),
    );
    let (encoding, bytes) = packed.or_else(|| state.assets.get(path).map(|bytes| (None, bytes)))?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, content_type(path)))
        .insert_header(("Cache-Control", cache))
        .insert_header((VARY, "Accept-Encoding"));
    if let Some(encoding) = encoding {
        response.insert_header((CONTENT_ENCODING, encoding));
    }
    Some(match bytes {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    })
}
