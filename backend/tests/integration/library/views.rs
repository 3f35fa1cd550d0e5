//! Saved views: one's own, shared, the one to begin with.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::department;
use crate::support::{Client, Engine, Template, TestApp};

on_both_engines!(own_and_shared);

const SELECTION: &str = "libraryView { id revision name query isDefault }";

async fn names(client: &Client<'_>) -> Vec<Value> {
    let query = "{ libraryViews(library: SUBJECTS) { name isDefault mayChange query } }";
    client.query(query, json!({})).await["libraryViews"].as_array().unwrap().clone()
}

async fn own_and_shared(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let (clerk, head, stranger) =
        (app.user("scjg.clerk").await, app.user("scjg.head").await, app.user("wgl.clerk").await);
    let scjg = department(&app, "scjg").await;
    let save = async |client: &Client<'_>, input: Value| {
        let mut whole =
            json!({ "library": "SUBJECTS", "name": "高风险餐饮", "query": "risk=D&tag=旧标签&odd=1" });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        client.mutate("saveLibraryView", whole, SELECTION).await
    };
    let own = save(&clerk, json!({})).await.ok()["libraryView"].clone();
    assert_eq!(own["query"], "risk=D&tag=旧标签&odd=1", "kept as it was, whatever it means");
    save(&clerk, json!({})).await.refused_at(ErrorCode::ViewNameTaken, "name");
    save(&clerk, json!({ "name": " " })).await.refused_at(ErrorCode::Required, "name");
    save(&clerk, json!({ "name": "长".repeat(41) })).await.refused_at(ErrorCode::TooLong, "name");
    assert_eq!(names(&head).await.len(), 0, "it is the clerk's own");
    save(&stranger, json!({ "departmentId": scjg })).await.refused_with(ErrorCode::Forbidden);
    save(&head, json!({ "id": own["id"], "revision": 1 })).await.refused_at(ErrorCode::NotFound, "id");

    let shared =
        json!({ "id": own["id"], "revision": own["revision"], "departmentId": scjg, "name": "本局重点" });
    save(&clerk, shared.clone()).await.ok();
    save(&clerk, shared).await.refused_with(ErrorCode::StaleRevision);
    assert_eq!(names(&head).await[0]["name"], "本局重点");
    assert_eq!(names(&head).await[0]["mayChange"], true);
    assert_eq!(names(&stranger).await.len(), 0);

    let begin = async |client: &Client<'_>, id: Value| {
        let input = json!({ "library": "SUBJECTS", "id": id });
        client.mutate("setDefaultView", input, "libraryViews { name isDefault }").await
    };
    begin(&stranger, own["id"].clone()).await.refused_at(ErrorCode::NotFound, "id");
    begin(&head, own["id"].clone()).await.ok();
    assert_eq!(names(&head).await[0]["isDefault"], true);
    assert_eq!(names(&clerk).await[0]["isDefault"], false, "everybody begins with his own");
    begin(&head, Value::Null).await.ok();
    begin(&clerk, own["id"].clone()).await.ok();
    clerk.mutate("deleteLibraryView", json!({ "id": own["id"] }), "deleted").await.ok();
    assert_eq!(names(&clerk).await.len() + names(&head).await.len(), 0);

    for number in 0..50 {
        save(&clerk, json!({ "name": format!("视图{number}") })).await.ok();
    }
    save(&clerk, json!({ "name": "再一个" })).await.refused_with(ErrorCode::ViewsTooMany);
}
