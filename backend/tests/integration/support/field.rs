//! Work at the door, by whoever the draw has sent there.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeZone, Utc};
use serde_json::{Value, json};

use super::app::TestApp;
use super::client::{Answer, Client, text};
use super::world::World;

/// A photo as far as its first bytes go.
pub const PHOTO: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF evidence";

const VISIT: &str = "id code status opensDoor firstDay days lead { code }
    departments { department { code } seats approvedAt }
    team { leader department { code } inspector { code } }
    items { id state department { code } subject { id uscc name } onDay
        item { id code questions { id kind required choices } } result { id version code } }";

/// A visit as the office sees it.
#[derive(Debug, Clone)]
pub struct Visit(pub Value);

impl Visit {
    /// All visits of a wave.
    pub async fn all(app: &TestApp, wave: &str) -> Vec<Self> {
        let query = format!(
            "query($wave: ID!, $after: String) {{ visits(filter: {{ waveId: $wave }}, first: 50, after: $after) {{
                nodes {{ {VISIT} }} pageInfo {{ endCursor hasNextPage }} }} }}"
        );
        let clerk = app.user("office.clerk").await;
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let data = clerk.query(&query, json!({ "wave": wave, "after": after })).await;
            let page = &data["visits"];
            found.extend(page["nodes"].as_array().unwrap().iter().cloned().map(Self));
            if page["pageInfo"]["hasNextPage"] == false {
                return found;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
    }

    /// The same visit now.
    pub async fn again(&self, app: &TestApp) -> Self {
        let query = format!("query($id: ID!) {{ visit(id: $id) {{ {VISIT} }} }}");
        let data = app.user("office.clerk").await.query(&query, json!({ "id": self.id() })).await;
        Self(data["visit"].clone())
    }

    /// Its id.
    pub fn id(&self) -> String {
        text(&self.0["id"])
    }

    /// Its status.
    pub fn status(&self) -> String {
        text(&self.0["status"])
    }

    /// Its first day.
    pub fn first_day(&self) -> NaiveDate {
        text(&self.0["firstDay"]).parse().unwrap()
    }

    /// Codes of its departments.
    pub fn departments(&self) -> Vec<String> {
        let rows = self.0["departments"].as_array().unwrap();
        rows.iter().map(|row| text(&row["department"]["code"])).collect()
    }

    /// Department → user names of its officers.
    pub fn officers(&self) -> BTreeMap<String, Vec<String>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for seat in self.0["team"].as_array().unwrap() {
            let code = text(&seat["inspector"]["code"]);
            let username = code.replace('-', ".i");
            found.entry(text(&seat["department"]["code"])).or_default().push(username);
        }
        found
    }

    /// The first officer of a department.
    pub fn officer(&self, department: &str) -> String {
        self.officers()[department][0].clone()
    }

    /// Its items.
    pub fn items(&self) -> Vec<Value> {
        self.0["items"].as_array().cloned().unwrap()
    }

    /// The first item of a department.
    pub fn item_of(&self, department: &str) -> Value {
        let mut items = self.items().into_iter();
        items.find(|item| item["department"]["code"] == department).expect("the department has an item")
    }

    /// The heads of all its departments approve it.
    pub async fn approve(&self, app: &TestApp, world: &World) {
        for department in self.departments() {
            self.approve_part(app, world, &department).await.ok();
        }
    }

    /// The head of one department approves its part.
    pub async fn approve_part(&self, app: &TestApp, world: &World, department: &str) -> Answer {
        let input = json!({ "departmentId": world.department(department), "visitIds": [self.id()] });
        let head = app.user(&format!("{department}.head")).await;
        head.mutate("approveVisits", input, "visits { id status }").await
    }

    /// An officer arrives.
    pub async fn check_in(&self, officer: &Client<'_>, key: &str) -> Answer {
        let position = json!({ "latitude": 33.31, "longitude": 113.52, "accuracyM": 12.5 });
        let input = json!({ "visitId": self.id(), "position": position, "commandKey": key });
        officer.mutate("checkIn", input, "visit { id status checkedInAt }").await
    }

    /// An officer leaves.
    pub async fn finish(&self, officer: &Client<'_>, key: &str) -> Answer {
        let input = json!({ "visitId": self.id(), "commandKey": key });
        officer.mutate("finishVisit", input, "visit { id status }").await
    }
}

/// Moves the clock to nine in the morning of a day in China.
pub fn move_to(app: &TestApp, day: NaiveDate) {
    let morning = Utc.from_utc_datetime(&day.and_hms_opt(1, 0, 0).unwrap());
    app.advance((morning - app.now()).max(chrono::Duration::zero()));
}

/// An answer that fits a question.
pub fn fitting(question: &Value) -> Value {
    match question["kind"].as_str().unwrap() {
        "YES_NO" => json!({ "yes": true }),
        "NUMBER" => json!({ "number": "4.50" }),
        "TEXT" => json!({ "text": "正常" }),
        _ => json!({ "choice": question["choices"][0] }),
    }
}

/// An officer answers every question of an item.
pub async fn answer_all(officer: &Client<'_>, item: &Value) {
    for (index, question) in item["item"]["questions"].as_array().unwrap().iter().enumerate() {
        let input = json!({
            "visitItemId": item["id"], "questionId": question["id"], "answer": fitting(question),
            "commandKey": format!("answer-{index}-{}", text(&item["id"])),
        });
        officer.mutate("saveAnswer", input, "answer { id }").await.ok();
    }
}

/// An officer enters a result.
pub async fn enter(officer: &Client<'_>, item: &Value, result: (&str, &str, &str), key: &str) -> Answer {
    let (code, disposal, note) = result;
    let input = json!({
        "visitItemId": item["id"], "code": code, "disposal": disposal, "note": note, "commandKey": key,
    });
    officer.mutate("enterResult", input, "result { id version code dueOn dueProvisional publication }").await
}

/// Nothing was found.
pub const FINE: (&str, &str, &str) = ("NO_ISSUE", "NONE", "");

/// A whole visit: arrival, every answer, every result, departure.
pub async fn work(app: &TestApp, visit: &Visit) {
    let id = visit.id();
    let mut leader = None;
    for (department, officers) in visit.officers() {
        let officer = app.user(&officers[0]).await;
        if leader.is_none() {
            visit.check_in(&officer, &format!("in-{id}")).await.ok();
        }
        for item in visit.items().iter().filter(|item| item["department"]["code"] == department.as_str()) {
            answer_all(&officer, item).await;
            enter(&officer, item, FINE, &format!("result-{}", text(&item["id"]))).await.ok();
        }
        leader = leader.or(Some(officer));
    }
    visit.finish(&leader.unwrap(), &format!("out-{id}")).await.ok();
}
