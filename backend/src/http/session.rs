//! Log-in, refresh, log-out. The refresh token lives in a cookie that scripts cannot read and other
//! sites cannot send; a header that forms cannot set is asked for as well.

use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{HOST, ORIGIN, USER_AGENT};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::json;
use shared::ErrorCode;

use super::{HttpState, origin, refusal};
use crate::error::Result;
use crate::organisation::LoggedIn;

/// Forms of other sites cannot set it.
const CUSTOM_HEADER: &str = "X-OneDoor";

/// What somebody logs in with.
#[derive(Deserialize)]
pub struct LoginInput {
    username: String,
    password: String,
}

fn cookie_name(state: &HttpState) -> &'static str {
    if state.services.core.settings().https { "__Host-onedoor" } else { "onedoor" }
}

fn cookie(state: &HttpState, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build(cookie_name(state), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(state.services.core.settings().https)
        .max_age(CookieDuration::seconds(seconds))
        .finish()
}

/// Requests with a cookie must come from our own pages.
fn check_site(request: &HttpRequest) -> Result<()> {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value: &actix_web::http::header::HeaderValue| value.to_str().ok())
    };
    let same_origin = match (header(ORIGIN), header(HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        (None, _) => true,
        _ => false,
    };
    if same_origin && request.headers().contains_key(CUSTOM_HEADER) {
        Ok(())
    } else {
        Err(ErrorCode::Forbidden.into())
    }
}

fn logged_in(state: &HttpState, session: LoggedIn) -> HttpResponse {
    let seconds = (session.session_ends - state.services.core.now()).num_seconds();
    let viewer = &session.viewer;
    HttpResponse::Ok()
        .cookie(cookie(state, session.refresh, seconds))
        .insert_header(("Cache-Control", "no-store"))
        .json(json!({
            "token": session.access.token,
            "expiresAt": session.access.expires_at,
            "expiresIn": (session.access.expires_at - state.services.core.now()).num_seconds(),
            "account": {
                "id": viewer.account,
                "displayName": viewer.name,
                "divisionCode": viewer.division,
                "grants": viewer.grants,
                "inspectorId": viewer.inspector,
            },
        }))
}

/// `POST /api/session/login`
pub async fn login(
    request: HttpRequest,
    body: web::Json<LoginInput>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let from = origin::origin(&request, &state);
    let agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let result = async {
        check_site(&request)?;
        state.limiter.login(&from.ip)?;
        if body.username.len() > 100 || body.username.contains('\0') || body.password.len() > 1000 {
            return Err(ErrorCode::LoginFailed.into());
        }
        state.services.sessions.login(&body.username, &body.password, &from, agent).await
    };
    match result.await {
        Ok(session) => logged_in(&state, session),
        Err(error) => refusal::answer(&request, &error),
    }
}

/// `POST /api/session/refresh`
pub async fn refresh(request: HttpRequest, state: web::Data<HttpState>) -> HttpResponse {
    let from = origin::origin(&request, &state);
    let result = async {
        check_site(&request)?;
        let secret = request.cookie(cookie_name(&state)).ok_or(ErrorCode::SessionExpired)?;
        state.services.sessions.refresh(secret.value(), &from).await
    };
    match result.await {
        Ok(session) => logged_in(&state, session),
        Err(error) => {
            let mut response = refusal::answer(&request, &error);
            if error.is(ErrorCode::SessionExpired) {
                // Adding a cookie can only fail for malformed ones.
                let _ = response.add_cookie(&cookie(&state, String::new(), 0));
            }
            response
        }
    }
}

/// `POST /api/session/logout`
pub async fn logout(request: HttpRequest, state: web::Data<HttpState>) -> HttpResponse {
    let from = origin::origin(&request, &state);
    let result = async {
        check_site(&request)?;
        match request.cookie(cookie_name(&state)) {
            Some(secret) => state.services.sessions.logout(secret.value(), &from).await,
            None => Ok(()),
        }
    };
    match result.await {
        Ok(()) => HttpResponse::NoContent().cookie(cookie(&state, String::new(), 0)).finish(),
        Err(error) => refusal::answer(&request, &error),
    }
}
