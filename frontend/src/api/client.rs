//! GraphQL over HTTP.

use cynic::Operation;
use futures::future::LocalBoxFuture;
use gloo_net::http::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{ApiError, GraphqlError};
use crate::locales::lang;
use crate::state::session::{self, Session};

/// Runs a query or mutation; an ended access token is renewed once, silently.
pub async fn run<Data, Variables>(operation: Operation<Data, Variables>) -> Result<Data, ApiError>
where
    Data: DeserializeOwned + 'static,
    Variables: Serialize,
{
    let unexpected = |error: serde_json::Error| ApiError::Unexpected(error.to_string());
    let body = serde_json::to_string(&operation).map_err(unexpected)?;
    serde_json::from_value(ask(body).await?).map_err(unexpected)
}

/// The same, named so that it can be seen where something is changed.
pub async fn mutate<Data, Variables>(operation: Operation<Data, Variables>) -> Result<Data, ApiError>
where
    Data: DeserializeOwned + 'static,
    Variables: Serialize,
{
    run(operation).await
}

#[derive(serde::Deserialize)]
struct Answer {
    data: Option<Value>,
    #[serde(default)]
    errors: Vec<GraphqlError>,
}

/// The data of an answer. Neither generic nor part of the futures that wait for it, so that it is
/// compiled once.
fn ask(body: String) -> LocalBoxFuture<'static, Result<Value, ApiError>> {
    Box::pin(async move {
        let text = send(body).await?;
        let answer: Answer =
            serde_json::from_str(&text).map_err(|error| ApiError::Unexpected(error.to_string()))?;
        match (answer.errors.into_iter().next(), answer.data) {
            (Some(error), _) => Err(error.into()),
            (None, Some(data)) => Ok(data),
            (None, None) => Err(ApiError::Unexpected("no data".into())),
        }
    })
}

async fn send(body: String) -> Result<String, ApiError> {
    let (status, text) = post(&body).await?;
    if status != 401 || Session::expect().token().is_none() {
        return Ok(text);
    }
    if session::renew().await {
        return Ok(post(&body).await?.1);
    }
    Ok(text)
}

async fn post(body: &str) -> Result<(u16, String), ApiError> {
    let mut request = Request::post("/graphql")
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .header("Accept-Language", lang().tag());
    if let Some(token) = Session::expect().token() {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let request = request.body(body).map_err(|error| ApiError::Unexpected(error.to_string()))?;
    let response = request.send().await.map_err(|_| ApiError::Offline)?;
    let status = response.status();
    let text = response.text().await.map_err(|_| ApiError::Offline)?;
    if status >= 500 {
        return Err(ApiError::Unexpected(format!("HTTP {status}")));
    }
    Ok((status, text))
}
