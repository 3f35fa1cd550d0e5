//! The audit trail as the auditor reads it.

use serde_json::{Value, json};

use super::app::TestApp;
use super::client::text;

/// Every entry, oldest first.
pub async fn entries(app: &TestApp) -> Vec<Value> {
    let auditor = app.user("auditor").await;
    let query = "query($after: String) { auditTrail(first: 200, after: $after) {
        nodes { id action actorName objectType objectId before after reason ip happenedAt requestId }
        pageInfo { hasNextPage endCursor } } }";
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let data = auditor.query(query, json!({ "after": after })).await;
        let page = &data["auditTrail"];
        found.extend(page["nodes"].as_array().unwrap().iter().cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            found.reverse();
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// How many entries of an action there are.
pub async fn count(app: &TestApp, action: &str) -> u64 {
    let auditor = app.user("auditor").await;
    let query = "query($action: String) { auditTrail(first: 1, filter: { action: $action }) { totalCount } }";
    let data = auditor.query(query, json!({ "action": action })).await;
    data["auditTrail"]["totalCount"].as_u64().unwrap()
}

/// The acts since an entry, with repeated ones counted: `SIGN_LINE × 3`; log-ins left out.
pub fn acts(entries: &[Value]) -> String {
    let mut lines: Vec<(String, u32)> = Vec::new();
    for entry in entries {
        let action = text(&entry["action"]);
        if action == "LOGIN" {
            continue;
        }
        match lines.last_mut() {
            Some((last, times)) if *last == action => *times += 1,
            _ => lines.push((action, 1)),
        }
    }
    let lines = lines.into_iter().map(|(action, times)| match times {
        1 => action,
        _ => format!("{action} × {times}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}
