//! Plans and lines, taken through their steps by whoever may.

use serde_json::{Value, json};

use super::app::TestApp;
use super::client::{Answer, text};
use super::world::World;

/// First and last day of the windows of tests: the day after [`super::app::LATE`] and four weeks on.
pub const WINDOW: (&str, &str) = ("2026-06-16", "2026-07-10");

/// A plan or line as somebody has last seen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// Its revision.
    pub revision: i64,
    /// Its status.
    pub status: String,
}

impl Seen {
    fn of(row: &Value) -> Self {
        let revision = row["revision"].as_i64().unwrap();
        Self { id: text(&row["id"]), revision, status: text(&row["status"]) }
    }

    /// The input of a step.
    pub fn step(&self) -> Value {
        json!({ "id": self.id, "revision": self.revision })
    }

    /// The office's word on it.
    pub fn decision(&self, accept: bool, reason: &str) -> Value {
        json!({ "id": self.id, "revision": self.revision, "accept": accept, "reason": reason })
    }
}

const PLAN: &str = "plan { id revision status }";
const LINE: &str = "planLine { id revision status }";

/// The plan in a payload.
#[track_caller]
pub fn plan_in(answer: &Answer) -> Seen {
    Seen::of(&answer.ok()["plan"])
}

/// The line in a payload.
#[track_caller]
pub fn line_in(answer: &Answer) -> Seen {
    Seen::of(&answer.ok()["planLine"])
}

/// A line for a joint item, with all its departments, as its clerk would enter it.
pub fn line_input(world: &World, plan: &str, item: &str) -> Value {
    let item = world.item(item);
    let ids: Vec<&str> = item.departments.iter().map(|code| world.department(code)).collect();
    let on_site = item.method == "ON_SITE";
    json!({
        "planId": plan,
        "leadId": ids[0],
        "partnerIds": ids[1..],
        "itemIds": [item.id],
        "title": "部门联合抽查",
        "targeting": if item.tag.is_some() { "TARGETED" } else { "UNTARGETED" },
        "scope": { "tags": item.tag.iter().collect::<Vec<_>>() },
        "drawMode": "SRS",
        "ratios": [
            { "stratum": "A", "basisPoints": 100 }, { "stratum": "B", "basisPoints": 200 },
            { "stratum": "C", "basisPoints": 400 }, { "stratum": "D", "basisPoints": 600 },
        ],
        "rounding": "ceil",
        "reserve": 2,
        "method": item.method,
        "onSiteReason": if on_site { "须现场查看" } else { "" },
        "windowFrom": WINDOW.0,
        "windowTo": WINDOW.1,
    })
}

/// A line input with some members replaced.
pub fn with(mut input: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// The office opens the plan of a year.
pub async fn open_plan(app: &TestApp, year: i32) -> Seen {
    let clerk = app.user("office.clerk").await;
    let input = json!({ "year": year, "title": format!("{year}年度部门联合抽查计划") });
    plan_in(&clerk.mutate("openPlan", input, PLAN).await)
}

/// The clerk of the leading department writes a line.
pub async fn save_line(app: &TestApp, world: &World, input: Value) -> Answer {
    let lead = world.code_of(input["leadId"].as_str().unwrap()).to_owned();
    app.user(&format!("{lead}.clerk")).await.mutate("savePlanLine", input, LINE).await
}

/// The clerk of a department sends a line to its partners.
pub async fn submit(app: &TestApp, lead: &str, line: &Seen) -> Answer {
    app.user(&format!("{lead}.clerk")).await.mutate("submitPlanLine", line.step(), LINE).await
}

/// A partner's clerk confirms or declines.
pub async fn confirm(app: &TestApp, world: &World, line: &Seen, partner: &str, yes: bool) -> Answer {
    let reason = if yes { "" } else { "本年度力量不足" };
    let department = world.department(partner);
    let input = json!({ "id": line.id, "departmentId": department, "confirm": yes, "reason": reason });
    app.user(&format!("{partner}.clerk")).await.mutate("confirmPlanLine", input, LINE).await
}

/// A department's head signs.
pub async fn sign(app: &TestApp, world: &World, line: &Seen, department: &str) -> Answer {
    let input = json!({ "id": line.id, "departmentId": world.department(department) });
    app.user(&format!("{department}.head")).await.mutate("signPlanLine", input, LINE).await
}

/// The office's clerk reviews.
pub async fn review(app: &TestApp, line: &Seen, accept: bool, reason: &str) -> Answer {
    app.user("office.clerk").await.mutate("reviewPlanLine", line.decision(accept, reason), LINE).await
}

/// The office's head decides.
pub async fn approve(app: &TestApp, line: &Seen, accept: bool, reason: &str) -> Answer {
    app.user("office.head").await.mutate("approvePlanLine", line.decision(accept, reason), LINE).await
}

/// A new line for a joint item, confirmed and signed by all its departments: with the office.
pub async fn line_with_office(app: &TestApp, world: &World, plan: &Seen, item: &str) -> Seen {
    changed_line_with_office(app, world, plan, (item, &json!({}))).await
}

/// The same, with some members of its input replaced.
async fn changed_line_with_office(
    app: &TestApp,
    world: &World,
    plan: &Seen,
    (item, changes): (&str, &Value),
) -> Seen {
    let input = with(line_input(world, &plan.id, item), changes.clone());
    let line = line_in(&save_line(app, world, input).await);
    to_office(app, world, line, item).await
}

/// Submitted, confirmed and signed by all departments of the item.
pub async fn to_office(app: &TestApp, world: &World, line: Seen, item: &str) -> Seen {
    let departments = &world.item(item).departments;
    let mut line = line_in(&submit(app, &departments[0], &line).await);
    for partner in &departments[1..] {
        line = line_in(&confirm(app, world, &line, partner, true).await);
    }
    for department in departments {
        line = line_in(&sign(app, world, &line, department).await);
    }
    line
}

/// A line that the office has approved.
pub async fn approved_line(app: &TestApp, world: &World, plan: &Seen, item: &str) -> Seen {
    office_approves(app, &line_with_office(app, world, plan, item).await).await
}

async fn office_approves(app: &TestApp, line: &Seen) -> Seen {
    let line = line_in(&review(app, line, true, "").await);
    line_in(&approve(app, &line, true, "").await)
}

/// The office's head approves the plan.
pub async fn approve_plan(app: &TestApp, plan: &Seen) -> Answer {
    app.user("office.head").await.mutate("approvePlan", plan.step(), PLAN).await
}

/// The office's clerk files it with the government.
pub async fn file_plan(app: &TestApp, plan: &Seen) -> Answer {
    let input = json!({
        "id": plan.id, "revision": plan.revision,
        "organ": "舞钢市人民政府", "number": "舞政备〔2026〕3号", "on": "2026-06-15",
    });
    app.user("office.clerk").await.mutate("filePlan", input, PLAN).await
}

/// The office's head publishes it.
pub async fn publish_plan(app: &TestApp, plan: &Seen) -> Answer {
    app.user("office.head").await.mutate("publishPlan", plan.step(), PLAN).await
}

/// This year's plan with a line for each joint item, published.
pub async fn published_plan(app: &TestApp, world: &World, items: &[&str]) -> (Seen, Vec<String>) {
    published_plan_with(app, world, items, json!({})).await
}

/// The same, with some members of every line's input replaced.
pub async fn published_plan_with(
    app: &TestApp,
    world: &World,
    items: &[&str],
    changes: Value,
) -> (Seen, Vec<String>) {
    let plan = open_plan(app, 2026).await;
    let mut lines = Vec::new();
    for item in items {
        let line = changed_line_with_office(app, world, &plan, (item, &changes)).await;
        lines.push(office_approves(app, &line).await.id);
    }
    let plan = plan_in(&approve_plan(app, &plan).await);
    let plan = plan_in(&file_plan(app, &plan).await);
    (plan_in(&publish_plan(app, &plan).await), lines)
}
