//! Sessions, uploads, downloads.

use futures::channel::oneshot;
use gloo_net::http::{Request, Response};
use serde::Deserialize;
use shared::access::Grant;
use shared::{ErrorCode, Lang};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use super::error::ApiError;
use crate::locales::lang;
use crate::state::session::{self, Session};

/// Who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Opaque id.
    pub id: String,
    /// Name people see.
    pub display_name: String,
    /// Division whose data they see.
    pub division_code: String,
    /// Roles held.
    pub grants: Vec<Grant>,
    /// Entry in the library of inspectors.
    pub inspector_id: Option<String>,
}

/// What a log-in gives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoggedIn {
    /// Access token.
    pub token: String,
    /// Seconds until it ends.
    pub expires_in: i64,
    /// Whose it is.
    pub account: Account,
}

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Uploaded {
    /// Opaque id, for the mutation that uses it.
    pub id: String,
    /// Size.
    pub bytes: u64,
}

#[derive(Deserialize)]
struct Refusal {
    code: ErrorCode,
    #[serde(default)]
    detail: String,
    #[serde(rename = "traceId", default)]
    trace_id: String,
}

fn refused(text: &str, status: u16) -> ApiError {
    match serde_json::from_str::<Refusal>(text) {
        Ok(refusal) => {
            let words = refusal.code.label(lang());
            let message = match (refusal.detail.is_empty(), lang()) {
                (true, _) => words.to_owned(),
                (false, Lang::Zh) => format!("{words}（{}）", refusal.detail),
                (false, Lang::En) => format!("{words} ({})", refusal.detail),
            };
            ApiError::Refused { code: refusal.code, message, trace_id: refusal.trace_id }
        }
        Err(_) => ApiError::Unexpected(format!("HTTP {status}")),
    }
}

async fn read<T: serde::de::DeserializeOwned>(response: Response) -> Result<T, ApiError> {
    let (ok, status) = (response.ok(), response.status());
    let text = response.text().await.map_err(|_| ApiError::Offline)?;
    if !ok {
        return Err(refused(&text, status));
    }
    serde_json::from_str(&text).map_err(|error| ApiError::Unexpected(error.to_string()))
}

async fn session_call(path: &str, body: Option<String>) -> Result<Response, ApiError> {
    let request = Request::post(path).header("X-OneDoor", "1").header("Accept-Language", lang().tag());
    let request = match body {
        Some(body) => request.header("Content-Type", "application/json").body(body),
        None => request.build(),
    };
    let request = request.map_err(|error| ApiError::Unexpected(error.to_string()))?;
    request.send().await.map_err(|_| ApiError::Offline)
}

/// Logs in.
pub async fn login(username: &str, password: &str) -> Result<LoggedIn, ApiError> {
    let body = serde_json::json!({ "username": username, "password": password }).to_string();
    read(session_call("/api/session/login", Some(body)).await?).await
}

/// Renews the access token with the cookie.
pub async fn refresh() -> Result<LoggedIn, ApiError> {
    read(session_call("/api/session/refresh", None).await?).await
}

/// Ends the session.
pub async fn logout() -> Result<(), ApiError> {
    session_call("/api/session/logout", None).await.map(|_| ())
}

/// Whether an ended access token was renewed, so that it is worth asking again.
async fn renewed(error: &ApiError) -> bool {
    error.needs_login() && session::renew().await
}

/// Reads a protected file.
pub async fn download(path: &str) -> Result<Vec<u8>, ApiError> {
    match download_once(path).await {
        Err(error) if renewed(&error).await => download_once(path).await,
        other => other,
    }
}

async fn download_once(path: &str) -> Result<Vec<u8>, ApiError> {
    let token = Session::expect().token().unwrap_or_default();
    let request = Request::get(path)
        .header("Authorization", &format!("Bearer {token}"))
        .header("Accept-Language", lang().tag());
    let response = request.send().await.map_err(|_| ApiError::Offline)?;
    if response.ok() {
        return response.binary().await.map_err(|_| ApiError::Offline);
    }
    let status = response.status();
    Err(refused(&response.text().await.unwrap_or_default(), status))
}

/// Uploads a file; `progress` is told bytes sent and bytes in all.
pub async fn upload(
    file: &File,
    purpose: &str,
    progress: impl Fn(f64, f64) + Clone + 'static,
) -> Result<Uploaded, ApiError> {
    match upload_once(file, purpose, progress.clone()).await {
        Err(error) if renewed(&error).await => upload_once(file, purpose, progress).await,
        other => other,
    }
}

async fn upload_once(
    file: &File,
    purpose: &str,
    progress: impl Fn(f64, f64) + 'static,
) -> Result<Uploaded, ApiError> {
    let broken = |_| ApiError::Unexpected("XMLHttpRequest".into());
    let request = XmlHttpRequest::new().map_err(broken)?;
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    let address = format!("/api/uploads?purpose={purpose}&name={name}");
    request.open_with_async("POST", &address, true).map_err(broken)?;
    let token = Session::expect().token().unwrap_or_default();
    request.set_request_header("Authorization", &format!("Bearer {token}")).map_err(broken)?;
    request.set_request_header("Content-Type", "application/octet-stream").map_err(broken)?;
    let on_progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        progress(event.loaded(), event.total());
    });
    request.upload().map_err(broken)?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    let (send, receive) = oneshot::channel();
    let mut send = Some(send);
    let on_end = Closure::<dyn FnMut()>::new(move || {
        if let Some(send) = send.take() {
            // Nobody may be waiting any more.
            let _ = send.send(());
        }
    });
    request.set_onloadend(Some(on_end.as_ref().unchecked_ref()));
    request.send_with_opt_blob(Some(file)).map_err(broken)?;
    receive.await.map_err(|_| ApiError::Offline)?;
    let status = request.status().unwrap_or(0);
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match status {
        0 => Err(ApiError::Offline),
        200..300 => serde_json::from_str(&text).map_err(|error| ApiError::Unexpected(error.to_string())),
        _ => Err(refused(&text, status)),
    }
}
