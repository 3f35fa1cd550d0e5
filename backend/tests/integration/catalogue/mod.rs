//! The list as departments keep it: versions, publication, withdrawal, the report.

mod coming;
mod joint;
mod lists;
mod own_items;
mod report;
mod versions;
mod withdrawal;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::client::{Answer, text};
use crate::support::plan::with;
use crate::support::world::World;

const SELECTION: &str = "item { id revision version publishedVersion withdrawnOn }";

/// A department's item as somebody has last seen it.
struct Own {
    id: String,
    revision: i64,
}

impl Own {
    /// The item of a department in a joint item.
    async fn of(app: &TestApp, world: &World, joint: &str, department: &str) -> Self {
        let query = "query($id: ID!) { jointItem(id: $id) { items { id revision department { code } } } }";
        let data = app.user("office.clerk").await.query(query, json!({ "id": world.item(joint).id })).await;
        let items = data["jointItem"]["items"].as_array().unwrap().clone();
        let item = items.iter().find(|item| item["department"]["code"] == department).unwrap();
        Self { id: text(&item["id"]), revision: item["revision"].as_i64().unwrap() }
    }

    /// As it was changed.
    #[track_caller]
    fn seen(answer: &Answer) -> Self {
        let item = &answer.ok()["item"];
        Self { id: text(&item["id"]), revision: item["revision"].as_i64().unwrap() }
    }

    /// A version as a clerk enters it.
    fn input(&self, changes: Value) -> Value {
        let input = json!({
            "itemId": self.id, "revision": self.revision, "reason": "按新修订的办法调整",
            "category": "旅馆业检查", "name": "旅馆业治安管理检查", "class": "GENERAL", "capBasisPoints": 700,
            "methods": ["ON_SITE"], "subjectKinds": ["INDIVIDUAL", "ENTERPRISE"], "timesAYear": 2,
            "noticePolicy": "AT_DOOR",
            "bases": [{ "kind": "法规", "title": "《旅馆业治安管理条例》", "article": "第十四条", "validFrom": "2020-01-01" }],
        });
        with(input, changes)
    }

    async fn save(&self, app: &TestApp, who: &str, changes: Value) -> Answer {
        app.user(who).await.mutate("saveItem", self.input(changes), SELECTION).await
    }

    async fn publish(&self, app: &TestApp, who: &str, day: &str) -> Answer {
        let input = json!({ "itemId": self.id, "revision": self.revision, "day": day });
        app.user(who).await.mutate("publishItem", input, SELECTION).await
    }

    async fn withdraw(&self, app: &TestApp, who: &str, (day, reason): (&str, &str)) -> Answer {
        let input = json!({ "itemId": self.id, "revision": self.revision, "day": day, "reason": reason });
        app.user(who).await.mutate("withdrawItem", input, SELECTION).await
    }
}

/// The clock goes on by a day.
fn next_day(app: &TestApp) {
    app.advance(Duration::days(1));
}
