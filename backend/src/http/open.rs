//! What whoever checks a draw by themselves needs beside its file: the schema of the file, the keys it may be
//! signed with, and a verifier to begin with.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpResponse, web};
use serde_json::json;
use shared::draw::to_hex;

use super::HttpState;

/// JSON Schema of `onedoor-bundle/1`. A later form gets another address; this one never changes its meaning.
const SCHEMA: &str = include_str!("../../../docs/schema/onedoor-bundle-1.schema.json");
/// The verifier of the recipe, in Python.
const PYTHON: &str = include_str!("../../../docs/recipe/verify.py");
/// What it asks for draws by `cells`.
const PYTHON_CELLS: &str = include_str!("../../../docs/recipe/draw_cells.py");

fn text(media_type: &'static str, body: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type))
        .insert_header(("Cache-Control", "public, max-age=3600"))
        .body(body)
}

/// `GET /public/schema/onedoor-bundle-1.json`
pub async fn schema() -> HttpResponse {
    text("application/schema+json", SCHEMA)
}

/// `GET /public/verify/verify.py`
pub async fn python() -> HttpResponse {
    text("text/x-python; charset=utf-8", PYTHON)
}

/// `GET /public/verify/draw_cells.py`
pub async fn python_cells() -> HttpResponse {
    text("text/x-python; charset=utf-8", PYTHON_CELLS)
}

/// `GET /public/keys/draw.json`: the public keys of this portal, the current one first.
pub async fn keys(state: web::Data<HttpState>) -> HttpResponse {
    let keys = &state.services.core.keys().bundle_keys;
    let keys: Vec<String> = keys.iter().map(|key| to_hex(key.as_bytes())).collect();
    HttpResponse::Ok()
        .insert_header(("Cache-Control", "no-cache"))
        .json(json!({ "algorithm": "Ed25519", "keys": keys }))
}
