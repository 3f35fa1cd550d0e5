//! Refusals of the REST routes, as JSON with a code and words.

use actix_web::error::{InternalError, JsonPayloadError, PathError, QueryPayloadError};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;
use shared::ErrorCode;

use super::origin;
use crate::error::Error;

fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::Unauthenticated | ErrorCode::SessionExpired | ErrorCode::LoginFailed => {
            StatusCode::UNAUTHORIZED
        }
        ErrorCode::AccountLocked | ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::BodyTooLarge | ErrorCode::UploadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::UploadType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::BundleSealed => StatusCode::LOCKED,
        ErrorCode::PaperFonts => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// The answer to an error; what is broken is logged and not told.
pub fn answer(request: &HttpRequest, error: &Error) -> HttpResponse {
    let (code, detail) = match error {
        Error::Refused(refusals) => refusals
            .first()
            .map_or((ErrorCode::Internal, String::new()), |refusal| (refusal.code, refusal.detail.clone())),
        other => {
            tracing::error!(error = %other, request_id = origin::request_id(request), "internal error");
            (ErrorCode::Internal, String::new())
        }
    };
    HttpResponse::build(status(code)).insert_header(("Cache-Control", "no-store")).json(json!({
        "code": code,
        "message": code.label(origin::lang(request)),
        "detail": detail,
        "traceId": origin::request_id(request),
    }))
}

fn refused(
    request: &HttpRequest,
    error: impl std::fmt::Debug + std::fmt::Display + 'static,
    code: ErrorCode,
) -> actix_web::Error {
    InternalError::from_response(error, answer(request, &code.into())).into()
}

/// A body that is not the JSON a route asks for.
pub fn form(error: JsonPayloadError, request: &HttpRequest) -> actix_web::Error {
    let code = match &error {
        JsonPayloadError::Overflow { .. } | JsonPayloadError::OverflowKnownLength { .. } => {
            ErrorCode::BodyTooLarge
        }
        _ => ErrorCode::InvalidFormat,
    };
    refused(request, error, code)
}

/// Parameters that a route does not take.
pub fn parameters(error: QueryPayloadError, request: &HttpRequest) -> actix_web::Error {
    refused(request, error, ErrorCode::InvalidFormat)
}

/// An address of nothing.
pub fn address(error: PathError, request: &HttpRequest) -> actix_web::Error {
    refused(request, error, ErrorCode::NotFound)
}

/// A route that does not exist.
pub async fn unknown(request: HttpRequest) -> HttpResponse {
    answer(&request, &ErrorCode::NotFound.into())
}
