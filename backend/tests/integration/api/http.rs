//! Forms of requests: what is taken, what is not, with which status.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};

use crate::support::{Engine, Template, TestApp};

on_both_engines!(methods, bodies, negotiation, languages);

async fn methods(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let get = async |query: &str| app.send(TestRequest::get().uri(&format!("/graphql?{query}"))).await;
    assert_eq!(get("query=%7Btoday%7D").await.status, 200);
    for not_a_query in [
        "query=mutation%7BcloseWave(input:%7BwaveId:%221%22%7D)%7BuserErrors%7Bcode%7D%7D%7D",
        "query=subscription%7BjobProgress(id:%221%22)%7Bid%7D%7D",
        "query=query%20a%7Btoday%7D%20mutation%20b%7BcloseWave(input:%7BwaveId:%221%22%7D)%7BuserErrors%7Bcode%7D%7D%7D&operationName=b",
    ] {
        let answer = get(not_a_query).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"), "{not_a_query}");
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = TestRequest::default().method(method.clone()).uri("/graphql");
        let answer = app.send(request).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"), "{method}");
    }
    for nothing in
        ["", "query=", "variables=%7B%7D", "query=%7Btoday%7D&variables=%7B", "query=%7Btoday%7D&variables=1"]
    {
        let answer = get(nothing).await;
        assert!(answer.status == 400 || !answer.json()["errors"].is_null(), "{nothing}: {}", answer.text());
    }
}

async fn bodies(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let post = async |content_type: &str, body: &str| {
        let request = TestRequest::post().uri("/graphql").set_payload(body.to_owned());
        app.send(request.insert_header(("Content-Type", content_type))).await
    };
    let good = r#"{"query":"{ today }"}"#;
    assert_eq!(post("application/json", good).await.status, 200);
    assert_eq!(post("application/json; charset=UTF-8", good).await.status, 200);
    for other in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=gbk",
        "application/json; charset=utf-16",
        "",
    ] {
        let answer = post(other, good).await;
        assert_eq!(answer.status, 415, "{other}");
        assert!(answer.json()["errors"][0]["message"].is_string());
    }
    for bad in [
        "",
        "{",
        "null",
        "1",
        "\"{today}\"",
        "[]",
        r#"[{"query":"{today}"}]"#,
        "{}",
        r#"{"query":1}"#,
        r#"{"query":"{today}","variables":[]}"#,
        r#"{"query":"{today}","operationName":1}"#,
        "\u{0}",
    ] {
        assert_eq!(post("application/json", bad).await.status, 400, "{bad}");
    }
    let large = json!({ "query": format!("{{ today }} #{}", "x".repeat(128 * 1024)) }).to_string();
    let answer = post("application/json", &large).await;
    assert_eq!(answer.status, 413);
    assert_eq!(answer.json()["errors"][0]["message"], "请求内容过大");
}

async fn negotiation(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let post = async |accept: &str, query: &str| {
        let request = TestRequest::post().uri("/graphql").set_json(json!({ "query": query }));
        app.send(request.insert_header(("Accept", accept))).await
    };
    let response = "application/graphql-response+json";
    for (accept, kind) in [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        (response, response),
        ("text/html, application/graphql-response+json;q=0.9", response),
    ] {
        let answer = post(accept, "{ today }").await;
        assert_eq!(answer.status, 200, "{accept}");
        assert_eq!(answer.header("content-type"), format!("{kind}; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert_eq!(post("text/html", "{ today }").await.status, 406);
    // A request that cannot be executed is the client's fault only where the media type can say so.
    for query in [
        "{",
        "{ nothing }",
        "query($x: Int!) { experts(first: $x) { totalCount } }",
        "query a { today } query b { today }",
    ] {
        let answer = post(response, query).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json().get("data").is_none());
        assert_eq!(post("application/json", query).await.status, 200);
    }
    // One that was executed and refused is no fault of the request.
    let refused = post(response, "{ plans { id } }").await;
    assert_eq!(refused.status, 200);
    assert_eq!(refused.json()["data"], Value::Null);
}

async fn languages(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let message = async |language: &str| {
        let request = TestRequest::post().uri("/graphql").set_json(json!({ "query": "{ plans { id } }" }));
        let answer = app.send(request.insert_header(("Accept-Language", language))).await.json();
        answer["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    for (language, words) in
        [("zh-CN", "请先登录"), ("en-GB,en;q=0.9", "please log in"), ("", "请先登录"), ("fr", "请先登录")]
    {
        assert_eq!(message(language).await, words, "{language}");
    }
}
