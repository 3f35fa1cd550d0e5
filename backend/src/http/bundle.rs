//! `GET /public/draws/{wave}/{attempt}/bundle.json`: everything anybody needs to check a draw.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};

use super::{HttpState, origin, refusal};

/// The bundle; immutable, so it may be kept for ever. Sealed lists answer 423 with the hash they will
/// have.
pub async fn bundle(
    request: HttpRequest,
    path: web::Path<(String, i64)>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let (wave, attempt) = path.into_inner();
    let viewer = origin::viewer(&request, &state).await.ok().flatten();
    let division = &state.services.core.settings().division;
    match state.services.draw.bundle(division, &wave, attempt, viewer.as_deref()).await {
        Err(error) => refusal::answer(&request, &error),
        Ok((content, hash)) => {
            let etag = format!("\"{hash}\"");
            let known =
                request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == etag.as_bytes());
            // What only some may see now is not for shared caches.
            let cache =
                if viewer.is_some() { "private, no-store" } else { "public, max-age=31536000, immutable" };
            let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
            response.insert_header((ETAG, etag)).insert_header(("Cache-Control", cache));
            if known {
                return response.finish();
            }
            response
                .insert_header((CONTENT_TYPE, "application/json"))
                .insert_header((CONTENT_DISPOSITION, format!("inline; filename=\"{wave}-{attempt}.json\"")))
                .body(content)
        }
    }
}
