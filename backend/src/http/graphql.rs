//! GraphQL over HTTP, by the letter of the specification draft: content negotiation, status codes, no
//! mutation by GET, no batches, no forms, a bounded body.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Request, Response, Value, Variables};
use futures::StreamExt;
use serde::Deserialize;
use serde_json::json;
use shared::ErrorCode;

use super::{HttpState, origin};
use crate::error::Error;
use crate::graphql::{RequestContext, localise};

/// Largest body of a request.
const LARGEST_BODY: usize = 128 * 1024;
/// Longest time a request may take.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(30);
/// Most errors in one answer.
const MOST_ERRORS: usize = 20;

/// The two media types of answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Media {
    /// `application/json`: 200 for anything that is GraphQL at all.
    Json,
    /// `application/graphql-response+json`: 4xx for requests that could not be executed.
    GraphqlResponse,
}

impl Media {
    const fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// The first media type of the `Accept` header that we have; JSON if there is none.
    fn accepted(request: &HttpRequest) -> Option<Self> {
        let Some(header) = request.headers().get(ACCEPT) else { return Some(Self::Json) };
        header.to_str().ok()?.split(',').find_map(|entry| {
            match entry.split(';').next().unwrap_or("").trim().to_ascii_lowercase().as_str() {
                "application/graphql-response+json" => Some(Self::GraphqlResponse),
                "application/json" | "application/*" | "*/*" => Some(Self::Json),
                _ => None,
            }
        })
    }
}

/// The parameters of a request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    query: String,
    #[serde(default)]
    operation_name: Option<String>,
    #[serde(default)]
    variables: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default)]
    #[expect(dead_code, reason = "its type is checked: an object or absent")]
    extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

impl Params {
    /// Whether there is a U+0000 anywhere: PostgreSQL cannot store it, so nobody may send it.
    fn has_nul(&self) -> bool {
        fn within(value: &serde_json::Value) -> bool {
            match value {
                serde_json::Value::String(text) => text.contains('\0'),
                serde_json::Value::Array(values) => values.iter().any(within),
                serde_json::Value::Object(members) => members.values().any(within),
                _ => false,
            }
        }
        let written = self.query.contains('\0') || self.query.contains("\\u0000");
        written || self.variables.iter().flatten().any(|(_, value)| within(value))
    }
}

fn refuse(status: StatusCode, media: Media, message: &str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type(media.name())
        .json_body(&json!({ "errors": [{ "message": message, "extensions": { "code": "BAD_REQUEST" } }] }))
}

/// `json()` would set its own content type.
trait JsonBody {
    fn json_body(self, value: &serde_json::Value) -> HttpResponse;
}

impl JsonBody for &mut actix_web::HttpResponseBuilder {
    fn json_body(self, value: &serde_json::Value) -> HttpResponse {
        self.insert_header(("Cache-Control", "no-store")).body(value.to_string())
    }
}

/// A query or mutation in the body.
pub async fn post(request: HttpRequest, body: web::Payload, state: web::Data<HttpState>) -> HttpResponse {
    let Some(media) = Media::accepted(&request) else {
        return refuse(
            StatusCode::NOT_ACCEPTABLE,
            Media::Json,
            "accept application/graphql-response+json or application/json",
        );
    };
    let content_type =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let json = parts.next().as_deref() == Some("application/json");
    let utf8 = parts
        .filter_map(|part| part.strip_prefix("charset=").map(str::to_owned))
        .all(|charset| charset.trim_matches('"') == "utf-8");
    if !json || !utf8 {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, media, "send application/json in UTF-8");
    }
    let body = match read(body).await {
        Ok(body) => body,
        Err(too_large) if too_large => {
            return refuse(
                StatusCode::PAYLOAD_TOO_LARGE,
                media,
                ErrorCode::BodyTooLarge.label(origin::lang(&request)),
            );
        }
        Err(_) => return refuse(StatusCode::BAD_REQUEST, media, "the body could not be read"),
    };
    match serde_json::from_slice::<Params>(&body) {
        Ok(params) => run(&request, &state, media, params, true).await,
        Err(error) => refuse(StatusCode::BAD_REQUEST, media, &format!("not a GraphQL request: {error}")),
    }
}

/// The whole body, unless it is too large (`Err(true)`) or breaks off.
async fn read(mut body: web::Payload) -> Result<Vec<u8>, bool> {
    let mut bytes = Vec::new();
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(|_| false)?;
        if bytes.len() + piece.len() > LARGEST_BODY {
            return Err(true);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// The parameters of a GET request, still as text.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetParams {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

/// A query in the address.
pub async fn get(
    request: HttpRequest,
    params: web::Query<GetParams>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    if !state.queries_by_get {
        return other().await;
    }
    let Some(media) = Media::accepted(&request) else {
        return refuse(
            StatusCode::NOT_ACCEPTABLE,
            Media::Json,
            "accept application/graphql-response+json or application/json",
        );
    };
    let params = params.into_inner();
    let object = |text: Option<String>| match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => serde_json::from_str(&text),
    };
    let (Some(query), Ok(variables), Ok(extensions)) =
        (params.query, object(params.variables), object(params.extensions))
    else {
        return refuse(StatusCode::BAD_REQUEST, media, "not a GraphQL request");
    };
    let params = Params { query, operation_name: params.operation_name, variables, extensions };
    run(&request, &state, media, params, false).await
}

/// Any other method.
pub async fn other() -> HttpResponse {
    HttpResponse::MethodNotAllowed()
        .insert_header((ALLOW, "POST"))
        .content_type(Media::Json.name())
        .json_body(&json!({ "errors": [{ "message": "use POST" }] }))
}

async fn run(
    request: &HttpRequest,
    state: &web::Data<HttpState>,
    media: Media,
    params: Params,
    may_mutate: bool,
) -> HttpResponse {
    let lang = origin::lang(request);
    let request_id = origin::request_id(request);
    let viewer = match origin::viewer(request, state).await {
        Ok(viewer) => viewer,
        Err(error) => {
            return answer_request_error(media, error.into(), lang, &request_id, StatusCode::UNAUTHORIZED);
        }
    };
    if params.has_nul() {
        let error = Error::from(ErrorCode::InvalidFormat);
        return answer_request_error(media, error.into(), lang, &request_id, StatusCode::BAD_REQUEST);
    }
    let document = match state.documents.read(&params.query) {
        Ok(document) => document,
        Err(error) => return finish(Response::from_errors(vec![error]), media, lang, &request_id),
    };
    if !may_mutate
        && operation_type(&document, params.operation_name.as_deref()) != Some(OperationType::Query)
    {
        return other().await;
    }
    let context = RequestContext::new(state.services.clone(), viewer, origin::origin(request, state), lang);
    let variables = params.variables.map_or_else(Variables::default, |variables| {
        Variables::from_json(serde_json::Value::Object(variables))
    });
    let mut operation = Request::new(params.query).variables(variables).data(context);
    operation.operation_name = params.operation_name;
    operation.set_parsed_query((*document).clone());
    match tokio::time::timeout(LONGEST, crate::graphql::run(&state.schema, operation)).await {
        Ok(response) => finish(response, media, lang, &request_id),
        Err(_) => {
            let error = Error::broken("a request took longer than 30 s");
            answer_request_error(media, error.into(), lang, &request_id, StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// The kind of the operation that would run; none if it cannot be told which.
fn operation_type(document: &ExecutableDocument, name: Option<&str>) -> Option<OperationType> {
    match &document.operations {
        DocumentOperations::Single(operation) => Some(operation.node.ty),
        DocumentOperations::Multiple(operations) => {
            let only = (operations.len() == 1).then(|| operations.values().next()).flatten();
            let named = name.and_then(|name| operations.iter().find(|(known, _)| known.as_str() == name));
            named
                .map(|(_, operation)| operation)
                .or(only.filter(|_| name.is_none()))
                .map(|operation| operation.node.ty)
        }
    }
}

fn answer_request_error(
    media: Media,
    error: async_graphql::Error,
    lang: shared::Lang,
    request_id: &str,
    status: StatusCode,
) -> HttpResponse {
    let mut error = error.into_server_error(async_graphql::Pos::default());
    localise(&mut error, lang, request_id);
    let status = if media == Media::GraphqlResponse || status == StatusCode::UNAUTHORIZED {
        status
    } else {
        StatusCode::OK
    };
    HttpResponse::build(status).content_type(media.name()).json_body(&json!({ "errors": [error] }))
}

/// An error without a path is one of the request: nothing was executed and there is no data.
fn finish(mut response: Response, media: Media, lang: shared::Lang, request_id: &str) -> HttpResponse {
    let not_executed = response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty());
    response.errors.truncate(MOST_ERRORS);
    for error in &mut response.errors {
        localise(error, lang, request_id);
    }
    if !not_executed {
        let body = serde_json::to_string(&response).unwrap_or_default();
        return HttpResponse::Ok()
            .content_type(media.name())
            .insert_header(("Cache-Control", "no-store"))
            .body(body);
    }
    let status = if media == Media::GraphqlResponse { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    HttpResponse::build(status).content_type(media.name()).json_body(&json!({ "errors": response.errors }))
}
