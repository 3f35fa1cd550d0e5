//! The number of statements of a list with its relations does not grow with the list.

use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::support::app::Options;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(constant_in_the_length_of_the_list);

/// Who asks, and what; `$first` entries of it.
const LISTS: [(&str, &str); 15] = [
    ("sysadmin", "accounts(first: $first) { totalCount nodes { username roles { role departmentId } } }"),
    ("auditor", "auditTrail(first: $first) { totalCount nodes { action actorName } }"),
    ("office.clerk", "inspectors(first: $first) { totalCount nodes { name department { name } } }"),
    ("office.clerk", "jobs(first: $first) { totalCount nodes { title problems { line } } }"),
    (
        "office.clerk",
        "jointItems(first: $first) { totalCount nodes {
            departments { name } items { department { name } questions { text } } legalBases { title } } }",
    ),
    (
        "office.clerk",
        "planLines(first: $first) { totalCount nodes { plan { title } lead { name }
            parties { department { name } signedBy } items { name } decisions { step decidedBy } } }",
    ),
    (
        "office.clerk",
        "subjects(first: $first) { totalCount nodes { site { code } tags departments { name } lastVisits { code } } }",
    ),
    (
        "office.clerk",
        "visits(first: $first) { totalCount nodes { days site { code } wave { code } lead { name }
            departments { department { name } approvedBy } team { inspector { name } department { name } }
            teamChanges { inspector { name } successor { name } } } }",
    ),
    (
        "office.clerk",
        "visits(first: $first) { nodes { items { subject { name } item { name questions { text } } department { name }
            answers { text answeredBy } evidence { id } result { code enteredBy } } } }",
    ),
    (
        "office.clerk",
        "results(first: $first) { totalCount nodes { department { name } subject { name } enteredBy
            contact { stage } visitItem { item { name } } } }",
    ),
    (
        "office.clerk",
        "waves(first: $first) { totalCount nodes { plan { title } rules { quietList } turn { previous } tasks { line { title } }
            attempts { number witnesses { code } } } }",
    ),
    (
        "",
        "publicResults(first: $first) { nodes { itemName method correctionReason earlier { code }
            contactSteps { onDay } department { name } subject { name } } }",
    ),
    ("office.clerk", "quietDoors(first: $first) { totalCount nodes { until reason subjects { name } } }"),
    ("", "publicWaves(first: $first) { nodes { code attempts { number witnesses { code } } } }"),
    ("office.clerk", "searchSubjects(text: \"舞钢\", limit: $first) { name tags site { code } lastVisits { code } }"),
];

async fn constant_in_the_length_of_the_list(engine: Engine) {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&seen);
    let options = Options {
        observer: Some(Arc::new(move |info| log.lock().unwrap().push(info.statement.sql.clone()))),
        ..Options::on(Template::Story)
    };
    let app = TestApp::with(engine, options).await;
    waves_and_jobs(&app).await;
    let mut grown = Vec::new();
    for (who, list) in LISTS {
        let client = if who.is_empty() { app.anybody() } else { app.user(who).await };
        let query = format!("query($first: Int!) {{ {list} }}");
        let mut counts = Vec::new();
        for first in [2, 2, 40] {
            seen.lock().unwrap().clear();
            let data = client.query(&query, json!({ "first": first })).await;
            let statements = seen.lock().unwrap().clone();
            counts.push((statements.len(), statements, data));
        }
        let (few, many) = (&counts[1], &counts[2]);
        assert!(many.2.to_string().len() > few.2.to_string().len(), "{list}: the second list is longer");
        assert!(few.0 > 0, "statements are counted");
        // Two ways to the same kind of thing may share a batch or not, and very long lists within lists
        // may ask in two parts; twenty times the entries may not make more of a difference than that.
        if many.0 > 2 * few.0 {
            grown.push(format!("{list}: {} statements, then {}:\n{}", few.0, many.0, many.1.join("\n")));
        }
    }
    assert!(grown.is_empty(), "{}", grown.join("\n\n"));
}

/// The story has one wave and no job: some more of each.
async fn waves_and_jobs(app: &TestApp) {
    let clerk = app.user("office.clerk").await;
    let table = "企业名称,统一社会信用代码,注册地址\n甲,1,乙\n";
    let upload = clerk.upload("bad.csv", "TABLE", table.into()).await.json()["id"].clone();
    for _ in 0..5 {
        clerk.mutate("startSubjectImport", json!({ "uploadId": upload }), "job { id }").await.ok();
    }
    app.run_jobs().await;
    let data = clerk
        .query("{ waves(first: 1) { nodes { id attempts { id } } } plans { id year } }", json!({}))
        .await;
    let query = "query($id: ID!) { plan(id: $id) { lines(first: 50) { nodes { id status } } } }";
    let plans = data["plans"].as_array().unwrap();
    let plan = plans.iter().find(|plan| plan["year"] == 2026).unwrap();
    let lines = clerk.query(query, json!({ "id": plan["id"] })).await;
    let lines = lines["plan"]["lines"]["nodes"].as_array().unwrap();
    let seen = crate::support::plan::Seen {
        id: plan["id"].as_str().unwrap().to_owned(),
        revision: 0,
        status: String::new(),
    };
    for line in &lines[lines.len() - 2..] {
        let ids = [line["id"].as_str().unwrap().to_owned()];
        crate::support::draw::Wave::open(app, &seen, &ids, "AT_ONCE").await;
    }
    let firms = clerk.query("{ subjects(first: 40) { nodes { id } } }", json!({})).await;
    for firm in firms["subjects"]["nodes"].as_array().unwrap() {
        let input = json!({ "subjectId": firm["id"], "until": "2026-12-31", "reason": "重点项目建设期" });
        clerk.mutate("keepQuiet", input, "door { until }").await.ok();
    }
}
