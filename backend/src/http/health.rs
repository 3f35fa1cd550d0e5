//! Whether the process lives, and whether it can serve.

use actix_web::{HttpResponse, web};
use serde_json::json;

use super::HttpState;
use crate::db;

/// The process answers.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}

/// The database answers and its schema is current.
pub async fn ready(state: web::Data<HttpState>) -> HttpResponse {
    match db::is_current(state.services.core.db()).await {
        Ok(true) => HttpResponse::Ok().json(json!({ "ready": true })),
        Ok(false) => HttpResponse::ServiceUnavailable().json(json!({ "ready": false, "reason": "schema" })),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            HttpResponse::ServiceUnavailable().json(json!({ "ready": false, "reason": "database" }))
        }
    }
}
