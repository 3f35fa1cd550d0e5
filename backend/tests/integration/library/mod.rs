//! The two libraries as their keepers use them: facets, saved views, changes of many, rules applied, reports.

mod bulk;
mod facets;
mod reports;
mod views;

use serde_json::{Value, json};

use crate::support::TestApp;

/// The first subjects that a filter lets through.
async fn subjects(app: &TestApp, filter: Value, first: i32) -> Vec<Value> {
    let query = "query($filter: SubjectFilter!, $first: Int!) { subjects(filter: $filter, first: $first) {
        nodes { id name uscc riskClass tags revision capital departments { code id } } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "filter": filter, "first": first })).await;
    data["subjects"]["nodes"].as_array().unwrap().clone()
}

/// How many subjects a filter lets through.
async fn total(app: &TestApp, filter: Value) -> i64 {
    let query = "query($filter: SubjectFilter!) { subjects(filter: $filter, first: 1) { totalCount } }";
    let data = app.user("office.clerk").await.query(query, json!({ "filter": filter })).await;
    data["subjects"]["totalCount"].as_i64().unwrap()
}

/// The id of a department.
async fn department(app: &TestApp, code: &str) -> Value {
    let data = app.user("office.clerk").await.query("{ departments { id code } }", json!({})).await;
    let rows = data["departments"].as_array().unwrap();
    rows.iter().find(|row| row["code"] == code).unwrap()["id"].clone()
}
