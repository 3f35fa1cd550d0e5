//! `GET /api/coverage.csv?from=&to=`: what is not covered within a window, one gap a row.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::{HttpState, origin, refusal};
use crate::error::Result;

/// First and last day.
#[derive(Deserialize)]
pub struct Window {
    from: NaiveDate,
    to: NaiveDate,
}

/// See the module.
pub async fn file(
    request: HttpRequest,
    window: web::Query<Window>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let result: Result<Vec<u8>> = async {
        let viewer = origin::demand_viewer(&request, &state).await?;
        let window = (window.from, window.to);
        state.services.coverage.gaps_file(&viewer, window, origin::lang(&request)).await
    }
    .await;
    match result {
        Ok(bytes) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
            .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"coverage.csv\""))
            .insert_header(("Cache-Control", "no-store"))
            .body(bytes),
        Err(error) => refusal::answer(&request, &error),
    }
}
