//! Documents that are out of proportion are refused before anything is done for them (graphql-cop's
//! probes and some of our own).

use std::time::{Duration, Instant};

use actix_web::test::TestRequest;
use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::app::Options;
use crate::support::client::text;
use crate::support::{Answer, Engine, Template, TestApp};

on_both_engines!(
    depth,
    cost,
    counts,
    fragments,
    introspection_and_suggestions,
    a_hundred_guesses_in_one_request
);

async fn ask(app: &TestApp, query: &str) -> Answer {
    app.user("office.clerk").await.post(query, json!({})).await
}

/// Lines of plans of lines of plans…
fn nested(levels: usize) -> String {
    let mut query = "id".to_owned();
    for _ in 0..levels {
        query = format!("lines(first: 1) {{ nodes {{ plan {{ {query} }} }} }}");
    }
    format!("{{ plans {{ {query} }} }}")
}

async fn depth(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    // plans + 3 × (lines, nodes, plan) + id = 11, and with one more level 14.
    ask(&app, &nested(3)).await.ok();
    ask(&app, &nested(4)).await.refused_with(ErrorCode::QueryTooComplex);
    let hopeless = format!("{}id{}", "{a".repeat(5000), "}".repeat(5000));
    let begun = Instant::now();
    assert!(!ask(&app, &hopeless).await.is_ok());
    assert!(begun.elapsed() < Duration::from_secs(2));
}

async fn cost(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let subjects = |first: u32| {
        format!(
            "{{ subjects(first: {first}) {{ nodes {{ name lastVisits {{ code
                items {{ state method onDay subject {{ name uscc address }} }} }} }} }} }}"
        )
    };
    ask(&app, &subjects(50)).await.ok();
    ask(&app, &subjects(200)).await.refused_with(ErrorCode::QueryTooComplex);
    // Without a size a list counts as the largest page.
    ask(&app, &subjects(200).replace("(first: 200)", "")).await.refused_with(ErrorCode::QueryTooComplex);
}

async fn counts(engine: Engine) {
    let app = TestApp::new(engine, Template::Empty).await;
    let many = |count: usize, part: &dyn Fn(usize) -> String| (0..count).map(part).collect::<String>();
    let query = async |text: String| app.anybody().post(&text, json!({})).await;
    let aliases = |count| format!("{{ portal {{ {} }} }}", many(count, &|index| format!("a{index}: demo ")));
    query(aliases(30)).await.ok();
    query(aliases(31)).await.refused_with(ErrorCode::QueryTooComplex);
    let roots = |count| format!("{{ {} }}", many(count, &|_| "today ".to_owned()));
    query(roots(20)).await.ok();
    query(roots(21)).await.refused_with(ErrorCode::QueryTooComplex);
    let selections = |count| format!("{{ portal {{ {} }} }}", "demo ".repeat(count));
    query(selections(999)).await.ok();
    query(selections(1000)).await.refused_with(ErrorCode::QueryTooComplex);
    let directives = |count| format!("{{ today {} }}", "@include(if: true) ".repeat(count));
    query("{ today @include(if: true) @skip(if: false) }".to_owned()).await.ok();
    assert!(!query(directives(11)).await.is_ok());
    let flood = query(directives(3000)).await;
    assert!(flood.http.body.len() < 16 * 1024, "errors do not multiply: {} bytes", flood.http.body.len());
}

/// Fragments that spread fragments: a short text that stands for a very long one.
async fn fragments(engine: Engine) {
    let app = TestApp::new(engine, Template::Empty).await;
    let bomb = |levels: usize| {
        let parts = (0..levels)
            .map(|level| format!(" fragment f{level} on Query {{ ...f{} ...f{} }}", level + 1, level + 1));
        format!("{{ ...f0 }}{} fragment f{levels} on Query {{ today }}", parts.collect::<String>())
    };
    app.anybody().post(&bomb(4), json!({})).await.ok();
    let begun = Instant::now();
    app.anybody().post(&bomb(28), json!({})).await.refused_with(ErrorCode::QueryTooComplex);
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    let circle = "{ ...a } fragment a on Query { today ...b } fragment b on Query { ...a }";
    assert!(!app.anybody().post(circle, json!({})).await.is_ok());
    // Aliases in a fragment count as often as it is spread.
    let aliased = "{ ...a ...a ...a ...a } fragment a on Query {
        a1: today a2: today a3: today a4: today a5: today a6: today a7: today a8: today }";
    app.anybody().post(aliased, json!({})).await.refused_with(ErrorCode::QueryTooComplex);
}

async fn introspection_and_suggestions(engine: Engine) {
    let schema = "{ __schema { types { name } } }";
    let typo = "{ planz { id } }";
    let app = TestApp::new(engine, Template::Empty).await;
    let hidden = app.anybody().post(schema, json!({})).await;
    assert!(hidden.body()["data"]["__schema"].is_null(), "{}", hidden.body());
    assert!(!hidden.http.text().contains("PlanLine"));
    let hidden = app.anybody().post("{ __type(name: \"Plan\") { name fields { name } } }", json!({})).await;
    assert!(!hidden.http.text().contains("decisions"), "{}", hidden.body());
    let quiet = app.anybody().post(typo, json!({})).await;
    let message = text(&quiet.body()["errors"][0]["message"]);
    assert!(!message.contains("plans") && !message.to_lowercase().contains("did you mean"), "{message}");
    let data = app.anybody().query("{ __typename }", json!({})).await;
    assert_eq!(data["__typename"], "Query");

    let dev = TestApp::with(engine, Options { dev: true, ..Options::on(Template::Empty) }).await;
    let shown = dev.anybody().query(schema, json!({})).await;
    assert!(shown["__schema"]["types"].as_array().is_some_and(|types| types.len() > 100));
    let helpful = dev.anybody().post(typo, json!({})).await;
    assert!(helpful.http.text().contains("plans"), "{}", helpful.body());
}

/// There is no log-in to guess at by GraphQL, and one's own password may be guessed at once a request.
async fn a_hundred_guesses_in_one_request(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let clerk = app.user("scjg.clerk").await;
    let guesses: String = (0..100)
        .map(|index| {
            format!("g{index}: changePassword(input: {{ current: \"x{index}\", new: \"y\" }}) {{ changed }} ")
        })
        .collect();
    clerk
        .post(&format!("mutation {{ {guesses} }}"), json!({}))
        .await
        .refused_with(ErrorCode::QueryTooComplex);
    let twenty: String = (0..20)
        .map(|index| format!("g{index}: changePassword(input: {{ current: \"x{index}\", new: \"y\" }}) {{ userErrors {{ code }} }} "))
        .collect();
    let answer = clerk.post(&format!("mutation {{ {twenty} }}"), json!({})).await.ok();
    let codes: Vec<&Value> =
        (0..20).map(|index| &answer[format!("g{index}")]["userErrors"][0]["code"]).collect();
    assert_eq!(codes.iter().filter(|code| **code == "LOGIN_FAILED").count(), 5, "then the account is locked");
    let batch = TestRequest::post().uri("/graphql").set_json(json!([{ "query": "{ today }" }]));
    assert_eq!(app.send(batch).await.status, 400);
}
