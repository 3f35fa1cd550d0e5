//! Uploads: streamed to disk under their own hash, bounded, recognised by their first bytes.

use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{HttpRequest, HttpResponse, web};
use futures::StreamExt;
use serde::Deserialize;
use serde_json::json;
use shared::ErrorCode;

use super::{HttpState, origin, refusal};
use crate::error::Result;
use crate::files::Stored;
use crate::uploads::{Purpose, Upload};

/// What the file is called and for.
#[derive(Deserialize)]
pub struct UploadParams {
    name: String,
    purpose: Purpose,
}

/// `POST /api/uploads?name=…&purpose=TABLE|PHOTO`, the bytes as the body.
pub async fn receive(
    request: HttpRequest,
    params: web::Query<UploadParams>,
    body: web::Payload,
    state: web::Data<HttpState>,
) -> HttpResponse {
    match store(&request, &params, body, &state).await {
        Ok(upload) => HttpResponse::Created().json(json!({
            "id": upload.id,
            "sha256": upload.sha256,
            "bytes": upload.bytes,
            "mediaType": upload.media_type,
        })),
        Err(error) => refusal::answer(&request, &error),
    }
}

async fn store(
    request: &HttpRequest,
    params: &UploadParams,
    body: web::Payload,
    state: &web::Data<HttpState>,
) -> Result<Upload> {
    let viewer = origin::demand_viewer(request, state).await?;
    state.services.uploads.check(&viewer, params.purpose)?;
    let largest = params.purpose.largest();
    let declared =
        request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|bytes| bytes > largest) {
        return Err(ErrorCode::UploadTooLarge.into());
    }
    let stored = stream(body, state, largest).await?;
    state.services.uploads.keep(&viewer, &params.name, params.purpose, stored).await
}

async fn stream(mut body: web::Payload, state: &web::Data<HttpState>, largest: u64) -> Result<Stored> {
    let mut incoming = state.services.core.files().receive().await?;
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(|_| ErrorCode::ImportUnreadable)?;
        incoming.write(&piece).await?;
        if incoming.bytes() > largest {
            return Err(ErrorCode::UploadTooLarge.into());
        }
    }
    Ok(incoming.finish().await?)
}
