//! GraphQL over HTTP.

use cynic::Operation;
use gloo_net::http::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{ApiError, GraphqlError};
use crate::locales::lang;
use crate::state::session::{self, Session};

/// Runs a query or mutation; an ended access token is renewed once, silently.
pub async fn run<Data, Variables>(operation: Operation<Data, Variables>) -> Result<Data, ApiError>
where
    Data: DeserializeOwned + 'static,
    Variables: Serialize,
{
    let body = serde_json::to_string(&operation).map_err(|error| ApiError::Unexpected(error.to_string()))?;
    let text = send(body).await?;
    decode(&text)
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
struct Answer<Data> {
    data: Option<Data>,
    #[serde(default)]
    errors: Vec<GraphqlError>,
}

fn decode<Data: DeserializeOwned>(text: &str) -> Result<Data, ApiError> {
    let answer: Answer<Data> = serde_json::from_str(text).map_err(|error| {
        // Errors without data do not have the shape of the data.
        let refused = serde_json::from_str::<Answer<serde_json::Value>>(text).ok().and_then(|answer| answer.errors.into_iter().next());
        refused.map_or_else(|| ApiError::Unexpected(error.to_string()), ApiError::from)
    })?;
    match (answer.errors.into_iter().next(), answer.data) {
        (Some(error), _) => Err(error.into()),
        (None, Some(data)) => Ok(data),
        (None, None) => Err(ApiError::Unexpected("no data".into())),
    }
}

/// Not generic, so that it is compiled once.
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
