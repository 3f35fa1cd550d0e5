//! Who covers what: gaps, conflicts, eligibility, the register of leave and recusal.

mod conflicts;
mod eligibility;
mod experts;
mod gaps;
mod recused;
mod register;

use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::client::{Answer, text};

/// The day tests stand still at.
const TODAY: &str = "2026-06-15";

/// An officer by user name, such as `gaj.i01`.
async fn officer(app: &TestApp, username: &str) -> String {
    let data = app.user(username).await.query("{ me { inspectorId } }", json!({})).await;
    text(&data["me"]["inspectorId"])
}

/// Some subjects with a tag.
async fn subjects(app: &TestApp, tag: &str) -> Vec<Value> {
    let query = "query($tag: String!) { subjects(filter: { tag: $tag, statuses: [ACTIVE] }, first: 20) {
        nodes { id name locatedIn } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "tag": tag })).await;
    data["subjects"]["nodes"].as_array().cloned().unwrap()
}

const RECUSAL: &str = "recusal { id revision state counts ground detail }";

/// Somebody enters a recusal of an officer.
async fn declare(app: &TestApp, who: &str, officer: &str, (subject, origin): (&str, &str)) -> Answer {
    let input = json!({
        "inspectorId": officer, "subjectId": subject, "origin": origin, "ground": "KIN",
        "detail": "法定代表人系其兄长", "from": "2026-01-01",
    });
    app.user(who).await.mutate("declareRecusal", input, RECUSAL).await
}

/// Somebody decides about one.
async fn decide(app: &TestApp, who: &str, recusal: &Value, approve: bool) -> Answer {
    let input = json!({
        "id": recusal["id"], "revision": recusal["revision"], "approve": approve, "reason": "关系属实与否已核",
    });
    app.user(who).await.mutate("decideRecusal", input, RECUSAL).await
}
