//! GraphiQL, in development only, from a folder of installed packages: nothing comes from elsewhere.

use actix_web::{HttpRequest, HttpResponse, web};
use shared::ErrorCode;

use super::{HttpState, refusal};

/// Served name → place below `node_modules`.
const FILES: [(&str, &str); 4] = [
    ("react.js", "react/umd/react.production.min.js"),
    ("react-dom.js", "react-dom/umd/react-dom.production.min.js"),
    ("graphiql.js", "graphiql/graphiql.min.js"),
    ("graphiql.css", "graphiql/graphiql.min.css"),
];

const PAGE: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>OneDoor GraphiQL</title>
<link rel="stylesheet" href="/graphiql/graphiql.css"><link rel="stylesheet" href="/graphiql/page.css"></head>
<body><div id="graphiql"></div>
<script src="/graphiql/react.js"></script><script src="/graphiql/react-dom.js"></script>
<script src="/graphiql/graphiql.js"></script><script src="/graphiql/page.js"></script></body></html>"#;

const SCRIPT: &str = "ReactDOM.createRoot(document.getElementById('graphiql')).render(\
    React.createElement(GraphiQL, { fetcher: GraphiQL.createFetcher({ url: '/graphql' }), defaultEditorToolsVisibility: true }));";

/// The page.
pub async fn page(request: HttpRequest, state: web::Data<HttpState>) -> HttpResponse {
    if state.graphiql.is_none() {
        return refusal::answer(&request, &ErrorCode::NotFound.into());
    }
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(PAGE)
}

/// One of its files.
pub async fn file(
    request: HttpRequest,
    name: web::Path<String>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let not_found = || refusal::answer(&request, &ErrorCode::NotFound.into());
    let Some(folder) = &state.graphiql else { return not_found() };
    match name.as_str() {
        "page.js" => HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(SCRIPT),
        "page.css" => HttpResponse::Ok()
            .content_type("text/css; charset=utf-8")
            .body("body{margin:0}#graphiql{height:100vh}"),
        other => {
            let Some((_, place)) = FILES.iter().find(|(known, _)| *known == other) else {
                return not_found();
            };
            let kind = if std::path::Path::new(other).extension().is_some_and(|end| end == "css") {
                "text/css"
            } else {
                "text/javascript"
            };
            match tokio::fs::read(folder.join(place)).await {
                Ok(bytes) => HttpResponse::Ok().content_type(format!("{kind}; charset=utf-8")).body(bytes),
                Err(_) => not_found(),
            }
        }
    }
}
