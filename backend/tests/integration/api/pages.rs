//! Lists page by page: bounded, complete, stable while others write.

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::plan::{self, line_input};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(sizes_and_cursors, every_entry_once, while_others_write, searching);

const LISTS: [&str; 11] = [
    "accounts",
    "auditTrail",
    "experts",
    "inspectors",
    "jobs",
    "jointItems",
    "planLines",
    "results",
    "subjects",
    "visits",
    "waves",
];

async fn sizes_and_cursors(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    for list in LISTS {
        let username = match list {
            "accounts" => "sysadmin",
            "auditTrail" => "auditor",
            _ => "office.clerk",
        };
        let client = app.user(username).await;
        let ask = async |arguments: &str| {
            client.post(&format!("{{ {list}{arguments} {{ totalCount }} }}"), json!({})).await
        };
        for arguments in ["", "(first: 0)", "(first: -1)", "(first: 201)"] {
            ask(arguments).await.refused_with(ErrorCode::PageSize);
        }
        for cursor in ["x", "", "00000000000000000000000000000000zz", "鑫源"] {
            let arguments = format!("(first: 1, after: \"{cursor}\")");
            ask(&arguments).await.refused_with(ErrorCode::InvalidCursor);
        }
        ask("(first: 200)").await.ok();
    }
}

async fn walk(app: &TestApp, list: &str, order: &str, size: u32) -> Vec<Value> {
    let client = app.user("office.clerk").await;
    let query = format!(
        "query($after: String) {{ {list}(first: {size}, after: $after{order}) {{ nodes {{ id }} edges {{ cursor }}
            pageInfo {{ hasNextPage hasPreviousPage endCursor }} totalCount }} }}"
    );
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let data = client.query(&query, json!({ "after": after })).await;
        let page = &data[list];
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_null());
        assert_eq!(
            page["edges"].as_array().unwrap().last().unwrap()["cursor"],
            page["pageInfo"]["endCursor"]
        );
        found.extend(page["nodes"].as_array().unwrap().iter().map(|node| node["id"].clone()));
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], found.len());
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

async fn every_entry_once(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    for (list, order) in [
        ("inspectors", ""),
        ("jointItems", ""),
        ("subjects", ", order: NAME"),
        ("subjects", ", order: ENTRY"),
    ] {
        let whole = walk(&app, list, order, 200).await;
        let pieces = walk(&app, list, order, if list == "subjects" { 149 } else { 7 }).await;
        assert_eq!(whole, pieces, "{list}{order}");
        let distinct: std::collections::BTreeSet<String> = whole.iter().map(ToString::to_string).collect();
        assert_eq!(distinct.len(), whole.len(), "{list}{order}");
    }
}

/// An entry that comes in meanwhile neither doubles nor hides another.
async fn while_others_write(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    let write = async |item: &str| {
        plan::line_in(&plan::save_line(&app, &world, line_input(&world, &plan.id, item)).await).id
    };
    let mut written = vec![write("J09").await, write("J10").await, write("J03").await];
    let client = app.user("office.clerk").await;
    let query = "query($after: String) { planLines(first: 1, after: $after) {
        nodes { id } pageInfo { endCursor hasNextPage } } }";
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    for item in ["J20", "J19", "J11", "J12", "J13", "J27"] {
        let data = client.query(query, json!({ "after": after })).await;
        seen.push(data["planLines"]["nodes"][0]["id"].as_str().unwrap().to_owned());
        after = data["planLines"]["pageInfo"]["endCursor"].clone();
        written.push(write(item).await);
    }
    assert_eq!(seen, written[..seen.len()]);
}

/// By part of a name, pinyin, initials, the beginning of a code: the same on both engines.
async fn searching(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = app.user("office.clerk").await;
    let find = async |text: &str| {
        let query = "query($text: String!) { subjects(filter: { text: $text }, first: 200) {
            totalCount nodes { name uscc } } }";
        client.query(query, json!({ "text": text })).await["subjects"].clone()
    };
    for (text, part) in [("鑫源", "鑫源"), ("大药房", "大药房"), ("舞", "舞"), ("石化加油站", "石化加油站")]
    {
        let found = find(text).await;
        assert!(found["totalCount"].as_i64() > Some(0), "{text}");
        let names = found["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap());
        names.for_each(|name| assert!(name.contains(part), "{text}: {name}"));
    }
    let by_name = find("鑫源").await["totalCount"].clone();
    assert!(find("xinyuan").await["totalCount"].as_i64() >= by_name.as_i64(), "as it is spelt");
    assert!(find("wgsxy").await["totalCount"].as_i64() > Some(0), "initials");
    let code = find("鑫源").await["nodes"][0]["uscc"].as_str().unwrap().to_owned();
    assert_eq!(find(&code).await["totalCount"], 1);
    assert_eq!(find(&code.to_lowercase()).await["totalCount"], 1);
    assert!(find(&code[..12]).await["totalCount"].as_i64() >= Some(1));
    for nothing in ["没有这样的名字", "%", "_", "100%", "' or '1'='1", "\" OR grams:x", "*", "()", "\\"]
    {
        assert_eq!(find(nothing).await["totalCount"], 0, "{nothing}");
    }
}
