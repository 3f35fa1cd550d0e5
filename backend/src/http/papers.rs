//! Papers of a plan, and the text it was published with.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use shared::ErrorCode;
use shared::ids::PlanId;
use shared::papers::PaperKind;

use super::{HttpState, origin, refusal};
use crate::error::Result;

/// What is still to be filled in.
#[derive(Deserialize)]
pub struct PaperParams {
    number: Option<String>,
}

/// `GET /api/plans/{id}/plan.pdf`, `notice.pdf`, `report.pdf`: the plan as an official paper, with
/// `?number=…` as its document number.
pub async fn paper(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    params: web::Query<PaperParams>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let (id, slug) = path.into_inner();
    let result: Result<_> = async {
        let viewer = origin::demand_viewer(&request, &state).await?;
        let id: PlanId = id.parse().map_err(|_| ErrorCode::NotFound)?;
        let kind = PaperKind::of_slug(&slug).ok_or(ErrorCode::NotFound)?;
        state.services.planning.paper(&viewer, id, kind, params.into_inner().number).await
    }
    .await;
    match result {
        Ok((plan, bytes)) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "application/pdf"))
            .insert_header((
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"{slug}-{}.pdf\"", plan.year),
            ))
            .insert_header(("Cache-Control", "no-store"))
            .body(bytes),
        Err(error) => refusal::answer(&request, &error),
    }
}

/// `GET /public/plans/{id}/content.json`: the text a plan was published with, byte for byte: its SHA-256 is
/// the hash both channels show.
pub async fn published_text(
    request: HttpRequest,
    path: web::Path<String>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let result: Result<_> = async {
        let id: PlanId = path.parse().map_err(|_| ErrorCode::NotFound)?;
        let division = &state.services.core.settings().division;
        state.services.planning.published_text(division, id).await
    }
    .await;
    match result {
        Ok((content, hash)) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "application/json"))
            .insert_header((ETAG, format!("\"{hash}\"")))
            .insert_header((CONTENT_DISPOSITION, "inline; filename=\"plan.json\""))
            .body(content),
        Err(error) => refusal::answer(&request, &error),
    }
}
