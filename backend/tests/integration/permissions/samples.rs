//! The things requests are about: one's own department's, another's, another division's; chosen and
//! entered so that nothing changes whoever is let in.

use std::collections::BTreeMap;

use backend::exchange::open_table;
use backend::registry::SubjectFilter;
use serde_json::{Value, json};

use super::disclosure;
use crate::support::TestApp;
use crate::support::client::{Client, text};
use crate::support::draw::{Wave, wave_input};
use crate::support::field::Visit;
use crate::support::people::neighbour;
use crate::support::plan::{Seen, line_input};
use crate::support::world::World;

/// The department of those who act for one.
const OWN: &str = "scjg";
/// A department that has no part in what is one's own.
const OTHER: &str = "zwsj";
/// No revision of anything.
const STALE: i64 = 999;

/// Ids by name, for each relation.
pub struct Samples {
    ids: BTreeMap<(&'static str, &'static str), Value>,
    line: Value,
    inspector: String,
    uploads: BTreeMap<&'static str, Value>,
}

impl Samples {
    /// Finds them in the story.
    pub async fn of(app: &TestApp) -> Self {
        let world = World::of(app).await;
        let office = app.user("office.clerk").await;
        let data = office
            .query("{ plans { id year } waves(first: 5) { nodes { id code attempts { id } } } }", json!({}))
            .await;
        let plan_of = |year: i32| {
            let plans = data["plans"].as_array().unwrap();
            plans.iter().find(|plan| plan["year"] == year).unwrap()["id"].clone()
        };
        let drawn = &data["waves"]["nodes"][0];
        let visits = Visit::all(app, drawn["id"].as_str().unwrap()).await;
        let over: Vec<&Visit> = visits.iter().filter(|visit| visit.status() == "COMPLETED").collect();
        let own = over.iter().find(|visit| visit.officers().contains_key(OWN)).unwrap();
        let strange = over.iter().find(|visit| !visit.departments().contains(&OTHER.to_owned())).unwrap();
        let mut ids = BTreeMap::new();
        let mut put = |name, own: Value, other: Value| {
            ids.insert((name, "own"), own);
            ids.insert((name, "other"), other);
        };
        let lines = lines(&office, &plan_of(2026), &plan_of(2027)).await;
        put("plan", plan_of(2026), plan_of(2027));
        put("line", lines.0, lines.1);
        put("wave", drawn["id"].clone(), drawn["id"].clone());
        put("waveCode", drawn["code"].clone(), json!("W2026-99"));
        put("attempt", drawn["attempts"][0]["id"].clone(), drawn["attempts"][0]["id"].clone());
        put("visit", json!(own.id()), json!(strange.id()));
        let (item, foreign_item) = (own.item_of(OWN), not_of(&visits, OWN));
        put("visitItem", item["id"].clone(), foreign_item["id"].clone());
        put(
            "question",
            item["item"]["questions"][0]["id"].clone(),
            json!("qst_00000000000070008000000000000000"),
        );
        put("item", item["item"]["id"].clone(), foreign_item["item"]["id"].clone());
        put("result", item["result"]["id"].clone(), foreign_item["result"]["id"].clone());
        put("subject", item["subject"]["id"].clone(), item["subject"]["id"].clone());
        put("uscc", item["subject"]["uscc"].clone(), json!("91410481MA00000000"));
        put("department", json!(world.department(OWN)), json!(world.department(OTHER)));
        put("jointItem", json!(world.item("J09").id), json!(world.item("J20").id));
        let query = "{ inspectors(first: 1) { nodes { id } } }";
        let officers = office.query(query, json!({})).await;
        let officer = officers["inspectors"]["nodes"][0]["id"].clone();
        put("inspector", officer, json!("ins_00000000000070008000000000000000"));
        put("account", json!(app.user("xfj.clerk").await.id()), json!(app.user("xfj.clerk").await.id()));
        let (change, comment) = talk(app, &plan_of(2026)).await;
        put("change", change.clone(), change);
        put("comment", comment, json!("cmt_00000000000070008000000000000000"));
        put("itemList", list(app).await, json!("ilt_00000000000070008000000000000000"));
        let uploads = uploads(app).await;
        let job = import(app, &uploads["OFFICE_CLERK"]).await;
        put("job", job.clone(), job);
        let witness = witness(app, &plan_of(2026)).await;
        put("token", json!(witness), json!("0".repeat(32)));
        register(app, &mut ids).await;
        foreign(app, &mut ids).await;
        let input = line_input(&world, ids[&("plan", "own")].as_str().unwrap(), "J09");
        Self { ids, line: input, inspector: own.officer(OWN), uploads }
    }

    /// Whoever holds a role in the town, in a session of his own where it will be ended.
    pub async fn client<'a>(&self, app: &'a TestApp, who: &str, field: &str) -> Client<'a> {
        let username = match who {
            "ANONYMOUS" => return app.anybody(),
            "SYSTEM_ADMIN" => "sysadmin",
            "SECURITY_ADMIN" => "secadmin",
            "AUDITOR" => "auditor",
            "DEPARTMENT_CLERK" => "scjg.clerk",
            "DEPARTMENT_HEAD" => "scjg.head",
            "OFFICE_CLERK" => "office.clerk",
            "OFFICE_HEAD" => "office.head",
            "INSPECTOR" => &self.inspector,
            "EXPERT" => "expert.01",
            "SUPERVISOR" => "supervisor",
            other => panic!("nobody is {other}"),
        };
        if field == "endSessions" {
            return Client::login(app, username, backend::demo::PASSWORD).await;
        }
        app.user(username).await
    }

    fn id(&self, name: &'static str, relation: &str) -> Value {
        let found = self.ids.iter().find(|((known, of), _)| *known == name && *of == relation);
        found.unwrap_or_else(|| panic!("no {name} that is {relation}")).1.clone()
    }

    /// The arguments of a field.
    pub fn arguments(&self, field: &str, relation: &str, who: &str) -> Value {
        let id = |name| self.id(name, relation);
        match field {
            "publicationPackages" => json!({ "first": 1 }),
            "publicFigures" => json!({}),
            "accounts" | "auditTrail" | "itemLists" | "experts" | "inspectors" | "jobs" | "jointItems"
            | "planLines" | "publicResults" | "publicWaves" | "results" | "subjects" | "visits" | "waves" => {
                json!({ "first": 1 })
            }
            "departments" | "divisions" | "me" | "myVisits" | "plans" | "portal" | "publicItems"
            | "publicPlans" | "dutyConflicts" | "dutyReminders" | "dutyRules" | "itemReport"
            | "ratioMatrices" | "resultBoard" | "tagRules" | "tags" | "toDo" | "today" => {
                json!({})
            }
            "planChanges" | "planComments" => json!({ "planId": id("plan"), "first": 1 }),
            "freshPlanChanges" | "planChanged" | "planPresence" => json!({ "planId": id("plan") }),
            "planMentions" => json!({ "first": 1 }),
            "planPeople" => json!({}),
            "duties" => json!({ "year": 2026 }),
            "subjectFacets" | "inspectorFacets" => json!({}),
            "libraryViews" => json!({ "library": "SUBJECTS" }),
            "inspector" => json!({ "id": id("inspector") }),
            "sourceReports" => json!({ "list": "MINE", "first": 1 }),
            "coverage" => json!({ "from": "2026-06-15", "to": "2026-07-15" }),
            "expiringCertificates" | "leaves" | "recusals" => json!({ "first": 1 }),
            "eligibility" => json!({
                "input": { "departmentId": id("department"), "from": "2026-06-15", "to": "2026-07-15" },
            }),
            "lineCoverage" => json!({ "id": id("line") }),
            "job" | "jobProgress" => json!({ "id": id("job") }),
            "jointItem" => json!({ "id": id("jointItem") }),
            "item" => json!({ "id": id("item") }),
            "itemList" => json!({ "id": id("itemList") }),
            "itemUse" => json!({ "id": id("item"), "day": "2026-06-15" }),
            "framePreview" => json!({ "lines": [id("line")], "rules": { "quietList": true } }),
            "seriesEnds" => json!({ "lines": [id("line")], "hash": "sha256" }),
            "quietDoors" => json!({ "first": 1 }),
            "lineFigures" => json!({ "lines": [id("line")] }),
            "node" => json!({ "id": id("plan") }),
            "plan" => json!({ "id": id("plan") }),
            "planLine" => json!({ "id": id("line") }),
            "publicSearch" | "searchSubjects" | "inspectorsWithoutAccount" => json!({ "text": "舞钢" }),
            "publicSubject" | "subjectByCode" => json!({ "uscc": id("uscc") }),
            "publicWave" | "waveChanges" => json!({ "code": id("waveCode") }),
            "subject" => json!({ "id": id("subject") }),
            "visit" | "unfitOfficers" => json!({ "id": id("visit") }),
            "wave" => json!({ "id": id("wave") }),
            "witnessSeat" => json!({ "token": id("token") }),
            _ => json!({ "input": self.input(field, relation, who) }),
        }
    }

    /// The input of a mutation: let in, it is refused for its state or its form.
    fn input(&self, field: &str, relation: &str, who: &str) -> Value {
        let id = |name| self.id(name, relation);
        let key = format!("{field}-{relation}-{who}");
        let seen = |id: Value| json!({ "id": id, "revision": STALE });
        match field {
            "addEvidence" => {
                json!({ "visitItemId": id("visitItem"), "uploadId": self.uploads["OFFICE_CLERK"], "commandKey": key })
            }
            "approvePlan" | "publishPlan" => seen(id("plan")),
            "amendPlan" => json!({ "id": id("plan"), "revision": STALE, "reason": "x" }),
            "reopenPlanLine" => json!({ "id": id("line"), "revision": STALE, "reason": "x" }),
            "approvePlanLines" | "reviewPlanLines" => {
                json!({ "lines": [{ "id": id("line"), "revision": STALE, "accept": true }] })
            }
            "approvePlanLine" | "reviewPlanLine" => {
                json!({ "id": id("line"), "revision": STALE, "accept": true })
            }
            "approveVisits" => json!({ "departmentId": id("department"), "visitIds": [id("visit")] }),
            "refillSeat" => {
                json!({ "visitId": id("visit"), "departmentId": id("department"), "reason": "" })
            }
            "cancelJob" => json!({ "id": id("job") }),
            "changePassword" => json!({ "current": "not-the-one", "new": "x" }),
            "checkIn" => json!({ "visitId": id("visit"), "commandKey": key }),
            "classifySubject" => json!({
                "subjectId": id("subject"), "revision": STALE, "riskClass": "A", "tags": [], "reason": "x",
            }),
            "saveLibraryView" => json!({
                "library": "SUBJECTS", "name": "", "query": "",
                "departmentId": if relation == "-" { Value::Null } else { id("department") },
            }),
            "deleteLibraryView" => json!({ "id": "vew_00000000000070008000000000000000" }),
            "setDefaultView" => json!({ "library": "SUBJECTS" }),
            "previewBulkEdit" => json!({ "reason": "x" }),
            "previewTagRule" => json!({ "tag": "", "words": [], "enabled": true }),
            "startBulkEdit" => json!({ "id": "blk_00000000000070008000000000000000" }),
            "reportSourceError" => json!({
                "subjectId": id("subject"), "field": "CAPITAL", "proposed": "", "ground": "",
            }),
            "answerSourceReport" => {
                json!({ "id": "rep_00000000000070008000000000000000", "revision": 1, "accept": true })
            }
            "closeWave" | "openAttempt" => json!({ "waveId": id("wave") }),
            "openSeat" if relation == "own" => json!({ "token": id("token"), "device": "x" }),
            "openSeat" => json!({ "token": id("token"), "device": "0".repeat(64) }),
            "reissueLink" => json!({ "attemptId": id("attempt"), "code": "x", "reason": "" }),
            "commitNonce" if relation == "own" => json!({ "token": id("token"), "commitment": "x" }),
            "commitNonce" => json!({ "token": id("token"), "commitment": "0".repeat(64) }),
            "revealNonce" if relation == "own" => json!({ "token": id("token"), "nonce": "x" }),
            "revealNonce" => json!({ "token": id("token"), "nonce": "0".repeat(64) }),
            "confirmPlanLine" => {
                json!({ "id": id("line"), "departmentId": id("department"), "confirm": true })
            }
            "createAccount" => json!({ "username": "X", "displayName": "", "password": "" }),
            "endSessions" if relation == "own" => json!({}),
            "endSessions" => json!({ "accountId": id("account") }),
            "enterResult" => json!({
                "visitItemId": id("visitItem"), "code": "NO_ISSUE", "disposal": "NONE", "commandKey": key,
            }),
            "filePlan" => {
                json!({ "id": id("plan"), "revision": STALE, "organ": "", "number": "", "on": "2026-01-01" })
            }
            "attachPlanFile" => json!({
                "planId": id("plan"), "kind": "MINUTES", "uploadId": self.uploads["OFFICE_CLERK"],
                // Somebody else's upload would hide what is asked here.
                "note": if relation == "own" { "长".repeat(300) } else { String::new() },
            }),
            "recordPlanReceipt" => json!({
                "planId": id("plan"), "channel": "PORTAL", "address": "", "on": "2026-06-15",
            }),
            "keepDutyRule" => json!({
                "code": "PLAN_FILED", "version": 0, "reason": "", "terms": {
                    "title": "x", "clause": "x", "month": 3, "day": 31, "shift": "BEFORE", "remind": 10,
                    "proof": "PLAN_FILED", "of": "OFFICE", "active": true,
                },
            }),
            "sayDutyDone" => json!({
                "code": "CAP_2025", "year": 2025, "departmentId": id("department"),
                "doneOn": "2025-06-20", "proof": "",
            }),
            "finishVisit" => json!({ "visitId": id("visit"), "commandKey": key }),
            "copyPlanLines" => json!({
                "planId": self.id("plan", if relation == "foreign" { relation } else { "own" }),
                "leadId": id("department"),
            }),
            "importPlanTable" => json!({
                "planId": self.id("plan", if relation == "foreign" { relation } else { "own" }),
                "leadId": id("department"), "uploadId": self.uploads["DEPARTMENT_CLERK"],
            }),
            "groupPlanLines" => json!({ "planId": id("plan"), "lineIds": [], "group": "A" }),
            "keepPlanningRules" => json!({
                "planId": id("plan"), "revision": 1, "reason": "按县级文件", "rules": {
                    "jointCountsOnce": true, "specialCounts": true, "visitsPerDay": 3,
                },
            }),
            "writePlanComment" if relation == "own" => json!({ "planId": id("plan"), "text": "" }),
            "writePlanComment" => json!({ "planId": id("plan"), "text": "x" }),
            "takeBackPlanComment" => json!({ "id": id("comment") }),
            "readPlanMentions" => json!({ "commentIds": [] }),
            "lookAtPlan" => json!({ "planId": id("plan"), "upTo": self.id("change", "own") }),
            "retractConfirmation" => {
                json!({ "id": id("line"), "departmentId": id("department"), "reason": "x" })
            }
            "freezeFrame" | "runDraw" => json!({ "attemptId": id("attempt") }),
            "grantRoles" => json!({
                "accountId": id("account"), "roles": [{ "role": "AUDITOR" }, { "role": "OFFICE_HEAD" }],
            }),
            "openPlan" => json!({ "year": 1, "title": "x" }),
            "openWave" => json!({
                "planId": id("plan"), "title": "", "lineIds": [], "beaconEvent": "", "witnesses": [],
            }),
            "keepQuiet" => json!({ "subjectId": id("subject"), "until": "2026-12-31", "reason": "x" }),
            "enterLeave" => json!({
                "inspectorId": id("officer"), "from": "2026-06-20", "to": "2026-06-19", "reason": "",
            }),
            "endLeave" => {
                json!({ "id": id("leave"), "revision": STALE, "last": "2026-06-15", "reason": "x" })
            }
            "declareRecusal" => json!({
                "inspectorId": id("officer"), "subjectId": id("subject"), "origin": "DEPARTMENT",
                "ground": "OTHER", "from": "2026-06-15",
            }),
            "decideRecusal" => json!({ "id": id("recusal"), "revision": STALE, "approve": true }),
            "endRecusal" => {
                json!({ "id": id("recusal"), "revision": STALE, "last": "2026-06-15", "reason": "x" })
            }
            "settleDuty" => json!({
                "firstItemId": self.id("item", "own"), "secondItemId": self.id("item", "own"),
                "holderId": self.id("department", "own"), "seen": 0, "reason": "",
            }),
            "publishItem" => json!({ "itemId": id("item"), "revision": STALE, "day": "2026-06-15" }),
            "withdrawItem" => {
                json!({ "itemId": id("item"), "revision": STALE, "day": "2026-06-15", "reason": "x" })
            }
            "saveItem" => json!({
                "itemId": id("item"), "revision": STALE, "reason": "x", "category": "x", "name": "x", "bases": [],
                "methods": [], "class": "KEY", "noticePolicy": "AT_DOOR",
            }),
            "createItem" => json!({
                "departmentId": id("department"), "reason": "", "category": "x", "name": "x", "bases": [],
                "methods": [], "class": "KEY", "noticePolicy": "AT_DOOR",
            }),
            "saveJointItem" => json!({
                "id": id("jointItem"), "revision": STALE, "reason": "", "field": "x", "name": "x",
                "subjectScope": "x", "class": "KEY", "method": "ON_SITE", "bases": [], "departmentIds": [],
            }),
            "importItemList" => json!({
                "uploadId": self.uploads["OFFICE_CLERK"], "name": "", "number": "", "issuedOn": "2026-01-01",
            }),
            "decideItemList" => json!({ "listId": id("itemList"), "entries": [], "accept": true }),
            "saveRatioMatrix" => {
                json!({ "name": "", "classes": [], "mapped": [], "source": "", "reason": "" })
            }
            "retireRatioMatrix" => json!({
                "id": "rmx_00000000000070008000000000000000", "revision": STALE, "retired": true, "reason": "",
            }),
            "choosePlanMatrix" => json!({ "planId": id("plan"), "revision": STALE, "reason": "x" }),
            "recordBeacon" => json!({ "attemptId": id("attempt"), "text": "" }),
            "saveAnswer" => json!({
                "visitItemId": id("visitItem"), "questionId": id("question"), "answer": { "yes": true }, "commandKey": key,
            }),
            "savePlanLine" => {
                let mut line = self.line.clone();
                line["leadId"] = id("department");
                line["planId"] = self.id("plan", if relation == "foreign" { relation } else { "own" });
                line
            }
            "saveTagRule" => json!({ "tag": "", "words": [], "enabled": true }),
            "setAccountStatus" => json!({ "accountId": id("account"), "status": "ACTIVE" }),
            "setItemStatus" => json!({ "ids": [id("jointItem")], "status": "PUBLISHED" }),
            "setQuestions" => json!({ "itemId": id("item"), "questions": [], "revision": STALE }),
            "signPlanLine" => json!({ "id": id("line"), "departmentId": id("department") }),
            "startSubjectImport" => {
                json!({ "uploadId": self.uploads.get(who).unwrap_or(&self.uploads["OFFICE_CLERK"]) })
            }
            "submitPlanLine" => seen(id("line")),
            "withdrawPlanLine" => json!({ "id": id("line"), "revision": STALE, "reason": "x" }),
            "voidAttempt" => json!({ "attemptId": id("attempt"), "reason": "" }),
            other => disclosure::input(other, id)
                .unwrap_or_else(|| panic!("say in samples.rs with what {other} is to be called")),
        }
    }
}

/// A line that one's own department leads, and one that others lead.
async fn lines(office: &Client<'_>, this_year: &Value, next_year: &Value) -> (Value, Value) {
    let query = "query($id: ID!) { plan(id: $id) { lines(first: 50) { nodes { id lead { code } parties { department { code } } } } } }";
    let mut found = (Value::Null, Value::Null);
    for plan in [this_year, next_year] {
        let data = office.query(query, json!({ "id": plan })).await;
        for line in data["plan"]["lines"]["nodes"].as_array().unwrap() {
            let own = line["lead"]["code"] == OWN;
            let place = if own { &mut found.0 } else { &mut found.1 };
            *place = line["id"].clone();
        }
    }
    assert!(!found.0.is_null() && !found.1.is_null());
    found
}

/// An item at a visit that another department has concluded.
fn not_of(visits: &[Visit], department: &str) -> Value {
    let items = visits.iter().flat_map(Visit::items);
    let mut others =
        items.filter(|item| item["department"]["code"] != department && !item["result"].is_null());
    others.next().unwrap()
}

/// A small table, uploaded by each who may.
async fn uploads(app: &TestApp) -> BTreeMap<&'static str, Value> {
    let table = "企业名称,统一社会信用代码,注册地址\n舞钢市通用机械厂,91410481MA3XETE15A,武功乡武功\n";
    let mut found = BTreeMap::new();
    for (who, username) in [("OFFICE_CLERK", "office.clerk"), ("DEPARTMENT_CLERK", "scjg.clerk")] {
        let answer = app.user(username).await.upload("a.csv", "TABLE", table.into()).await;
        found.insert(who, answer.json()["id"].clone());
    }
    found
}

/// A unified list that the office has brought in.
async fn list(app: &TestApp) -> Value {
    let clerk = app.user("office.clerk").await;
    let table = "抽查类别,抽查事项,事项类别,检查方式,检查主体,检查依据\n价格,价格检查,重点,现场检查,scjg,《价格法》\n";
    let upload = clerk.upload("list.csv", "TABLE", table.into()).await.json()["id"].clone();
    let input = json!({ "uploadId": upload, "name": "省清单", "number": "1号", "issuedOn": "2026-01-01" });
    clerk.mutate("importItemList", input, "itemList { id }").await.ok()["itemList"]["id"].clone()
}

/// A finished job of the office's clerk.
async fn import(app: &TestApp, upload: &Value) -> Value {
    let clerk = app.user("office.clerk").await;
    let payload = clerk.mutate("startSubjectImport", json!({ "uploadId": upload }), "job { id }").await.ok();
    app.run_jobs().await;
    payload["job"]["id"].clone()
}

/// The secret address of a witness of a wave that waits for commitments.
async fn witness(app: &TestApp, plan: &Value) -> String {
    let office = app.user("office.clerk").await;
    let query = "query($id: ID!) { plan(id: $id) { lines(first: 50) { nodes { id } } } }";
    let data = office.query(query, json!({ "id": plan })).await;
    let last = data["plan"]["lines"]["nodes"].as_array().unwrap().last().unwrap();
    let seen = Seen { id: text(plan), revision: 0, status: String::new() };
    let input = wave_input(&seen, &[text(&last["id"])], "AFTER_VISITS");
    Wave::opened(&crate::support::draw::try_open(app, input).await).witnesses[0].token.clone()
}

/// The newest change of a plan, and a comment of one's own.
async fn talk(app: &TestApp, plan: &Value) -> (Value, Value) {
    let clerk = app.user("scjg.clerk").await;
    let query = "query($id: ID!) { planChanges(planId: $id, first: 1) { nodes { id } } }";
    let data = clerk.query(query, json!({ "id": plan })).await;
    let input = json!({ "planId": plan, "text": "请各部门核对" });
    let said = clerk.mutate("writePlanComment", input, "comment { id }").await.ok();
    (data["planChanges"]["nodes"][0]["id"].clone(), said["comment"]["id"].clone())
}

/// An officer of one's own department and one of another, each with leave and a recusal.
async fn register(app: &TestApp, ids: &mut BTreeMap<(&'static str, &'static str), Value>) {
    let subject = ids[&("subject", "own")].clone();
    for (relation, department) in [("own", OWN), ("other", OTHER)] {
        let me = app.user(&format!("{department}.i01")).await;
        let officer = me.query("{ me { inspectorId } }", json!({})).await["me"]["inspectorId"].clone();
        let clerk = app.user(&format!("{department}.clerk")).await;
        let input =
            json!({ "inspectorId": officer, "from": "2027-01-04", "to": "2027-01-05", "reason": "年休假" });
        let leave = clerk.mutate("enterLeave", input, "leave { id }").await.ok();
        let input = json!({
            "inspectorId": officer, "subjectId": subject, "origin": "FIRM", "ground": "DISPUTE",
            "from": "2026-06-15",
        });
        let recusal = clerk.mutate("declareRecusal", input, "recusal { id }").await.ok();
        ids.insert(("officer", relation), officer);
        ids.insert(("leave", relation), leave["leave"]["id"].clone());
        ids.insert(("recusal", relation), recusal["recusal"]["id"].clone());
    }
}

/// Things of the neighbouring division.
async fn foreign(app: &TestApp, ids: &mut BTreeMap<(&'static str, &'static str), Value>) {
    let (services, viewer) = neighbour(app).await;
    let mut put = |name, id: String| ids.insert((name, "foreign"), json!(id));
    let plan = services.planning.open_plan(&viewer, 2026, "邻县计划").await.unwrap();
    put("plan", plan.id.to_string());
    let path = app.dir.path().join("items.csv");
    let table = "code,field,item,subject_scope,item_class,ratio_cap_percent,lead,partners,method,legal_basis,tag\n\
        J01,餐饮,餐饮检查,餐饮,GENERAL,10,scjg,xfj,ON_SITE,《中华人民共和国食品安全法》第五十七条,餐饮\n";
    std::fs::write(&path, table).unwrap();
    let core = &services.core;
    backend::catalogue::import_joint_items(core, &viewer, open_table(&path).unwrap(), true).await.unwrap();
    let joint = services.catalogue.published(&viewer.division).await.unwrap().swap_remove(0);
    let item = services.catalogue.items_of(&[joint.id]).await.unwrap().swap_remove(0);
    put("jointItem", joint.id.to_string());
    put("item", item.id.to_string());
    let path = app.dir.path().join("firms.csv");
    std::fs::write(&path, "企业名称,统一社会信用代码,注册地址\n叶县某厂,91410422MA3X93BJ5X,叶县\n").unwrap();
    let options = backend::registry::ImportOptions { allow_invalid_codes: true };
    backend::registry::import_file(core, &viewer, &path, options, |_, _| {}).await.unwrap();
    let page = backend::db::page::PageRequest::first(1);
    let found = services.registry.subjects(&viewer, &SubjectFilter::default(), false, &page).await.unwrap();
    let firm = &found.entries[0].1;
    put("subject", firm.id.to_string());
    put("uscc", firm.uscc.clone().unwrap());
    let departments = services.organisation.departments(&viewer).await.unwrap();
    put("department", departments[0].id.to_string());
    let input = backend::organisation::AccountInput {
        username: "ye.someone".into(),
        display_name: "邻县人员".into(),
        password: crate::support::people::PASSWORD.into(),
        inspector: None,
    };
    put("account", services.organisation.create_account(&viewer, input).await.unwrap().id.to_string());
}
