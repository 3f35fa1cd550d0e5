//! The public portal without scripts: what it shows, how it is kept, and that nothing personal is on it.

mod nothing_personal;

use actix_web::test::TestRequest;
use serde_json::{Value, json};

use crate::support::app::HttpAnswer;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(pages_and_files, marks, nothing_there);

/// Every table of the portal.
const TABLES: [&str; 6] = ["plans", "items", "draws", "results", "departments", "statistics"];

async fn get(app: &TestApp, uri: &str) -> HttpAnswer {
    app.send(TestRequest::get().uri(uri)).await
}

async fn pages_and_files(engine: Engine) {
    let app = TestApp::new(engine, Template::Story).await;
    for table in TABLES {
        let page = get(&app, &format!("/open/{table}")).await;
        assert_eq!(page.status.as_u16(), 200, "{table}");
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.text().contains("<table"), "{table}");
        let english = get(&app, &format!("/open/en/{table}")).await.text();
        assert!(english.contains("<html lang=\"en\">"));
        let json = get(&app, &format!("/open/data/{table}.json")).await.json();
        let rows = json.as_array().unwrap();
        assert!(!rows.is_empty(), "{table}");
        let csv = get(&app, &format!("/open/data/{table}.csv")).await;
        assert!(csv.body.starts_with(b"\xef\xbb\xbf"));
        let lines = csv::Reader::from_reader(&csv.body[3..]).into_records().count();
        assert_eq!(lines, rows.len(), "{table}: both files have the same rows");
        let schema = get(&app, &format!("/open/data/{table}.schema.json")).await.json();
        let described = schema["items"]["properties"].as_object().unwrap();
        assert!(rows.iter().all(|row| row.as_object().unwrap().keys().eq(described.keys())), "{table}");
        get(&app, &format!("/open/data/{table}.csv-metadata.json")).await.json();
    }
    let items: Value = get(&app, "/open/data/items.json").await.json();
    let first = items.as_array().unwrap().iter().find(|row| row["department"] != Value::Null).unwrap();
    for field in ["bases", "standards", "methods"] {
        assert!(first[field].as_array().is_some_and(|list| !list.is_empty()), "{field}");
    }
    let index = get(&app, "/open/data").await.text();
    assert!(TABLES.iter().all(|table| index.contains(&format!("/open/data/{table}.csv"))));
    let feed = get(&app, "/open/feed.atom").await;
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    assert!(feed.text().contains("<title>计划公示："));
    let map = get(&app, "/sitemap.xml").await.text();
    let firm = first_firm(&app).await;
    assert!(map.contains(&format!("/open/firms/{firm}</loc>")));
    assert!(get(&app, "/robots.txt").await.text().contains("Disallow: /desk"));
    let page = get(&app, &format!("/open/firms/{firm}")).await.text();
    assert!(page.contains(&firm) && page.contains("登记住所"));
    let found = get(&app, &format!("/open/firms?uscc={firm}")).await;
    assert_eq!(
        (found.status.as_u16(), found.header("location")),
        (303, format!("/open/firms/{firm}").as_str())
    );
}

/// The credit code of a firm with a published result.
async fn first_firm(app: &TestApp) -> String {
    let results = get(app, "/open/data/results.json").await.json();
    results[0]["uscc"].as_str().unwrap().to_owned()
}

async fn marks(engine: Engine) {
    let app = TestApp::new(engine, Template::Story).await;
    for uri in ["/open", "/open/results", "/open/data/results.csv", "/open/feed.atom"] {
        let first = get(&app, uri).await;
        let mark = first.header("etag").to_owned();
        assert!(mark.len() > 30 && first.header("cache-control").starts_with("public"), "{uri}");
        let known =
            app.send(TestRequest::get().uri(uri).insert_header(("If-None-Match", mark.clone()))).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0), "{uri}");
        assert_eq!(known.header("etag"), mark);
        let head = app.send(TestRequest::with_uri(uri).method(actix_web::http::Method::HEAD)).await;
        assert_eq!((head.status.as_u16(), head.header("etag")), (200, mark.as_str()));
        let packed = app.send(TestRequest::get().uri(uri).insert_header(("Accept-Encoding", "gzip"))).await;
        assert_eq!((packed.header("content-encoding"), packed.header("etag")), ("gzip", mark.as_str()));
        assert!(packed.body.len() < first.body.len());
    }
    let csv = get(&app, "/open/data/results.csv").await;
    let since = csv.header("last-modified").to_owned();
    assert!(!since.is_empty());
    let request =
        TestRequest::get().uri("/open/data/results.csv").insert_header(("If-Modified-Since", since));
    assert_eq!(app.send(request).await.status.as_u16(), 304);
    // What is not public changes no mark; what is changes it at once.
    let before = get(&app, "/open/items").await.header("etag").to_owned();
    let office = app.user("office.clerk").await;
    assert_eq!(get(&app, "/open/items").await.header("etag"), before);
    let joint = "{ jointItems(first: 1) { nodes { id } } }";
    let id = office.query(joint, json!({})).await["jointItems"]["nodes"][0]["id"].clone();
    let input = json!({ "ids": [id], "status": "WITHDRAWN", "reason": "清单调整" });
    office.mutate("setItemStatus", input, "jointItems { id }").await.ok();
    assert_ne!(get(&app, "/open/items").await.header("etag"), before);
}

async fn nothing_there(engine: Engine) {
    let app = TestApp::new(engine, Template::Story).await;
    for uri in [
        "/open/nothing",
        "/open/results/0",
        "/open/results/1",
        "/open/results/99999",
        "/open/results/x",
        "/open/firms/91410481MA00000000",
        "/open/data/results.xml",
        "/open/data/accounts.json",
        "/open/english",
        "/open/firms?uscc=..%2Fdesk",
    ] {
        let answer = get(&app, uri).await;
        assert_eq!(answer.status.as_u16(), 404, "{uri}");
        // People are told on a page, programs by a code.
        let page = !uri.contains("/data/");
        assert_eq!(answer.header("content-type").starts_with("text/html"), page, "{uri}");
        assert_eq!(answer.text().contains("没有这个页面"), page, "{uri}");
    }
    let english = get(&app, "/open/en/firms?uscc=%3F").await;
    assert!(english.status.as_u16() == 404 && english.text().contains("No such page"));
    // A host that is none stands in no address.
    let odd = TestRequest::get().uri("/open/feed.atom").insert_header(("Host", "evil\"><x"));
    assert!(!app.send(odd).await.text().contains("evil"));
}
