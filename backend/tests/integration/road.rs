//! The main road over GraphQL: from the first line of a plan to the public page of a firm.

use serde_json::{Value, json};
use shared::ErrorCode;
use shared::draw::{Bundle, verify};

use crate::support::client::text;
use crate::support::draw::{BEACON, Wave, try_open, wave_input};
use crate::support::field::{self, PHOTO, Visit};
use crate::support::plan::{self, Seen, line_in, plan_in};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(the_whole_road);

/// Lodging (four departments) and catering (three): they share doors.
const ITEMS: [&str; 2] = ["J03", "J09"];

/// What the trail says of it, with repeated acts counted.
const ACTS: &str = "
OPEN_PLAN
PROPOSE_LINE × 2
CONFIRM_LINE × 3
SIGN_LINE × 4
REVIEW_PLAN
APPROVE_PLAN
PROPOSE_LINE × 2
CONFIRM_LINE × 2
SIGN_LINE × 3
REVIEW_PLAN
APPROVE_PLAN × 2
FILE_PLAN
PUBLISH_PLAN
RUN_WAVE
WITNESS_COMMIT × 3
START_JOB
FREEZE_FRAME
FINISH_JOB
RECORD_BEACON
WITNESS_REVEAL × 3
START_JOB
RUN_DRAW
FINISH_JOB
APPROVE_VISIT × 4
CHECK_IN
UPLOAD
ADD_EVIDENCE
ANSWER × 4
ENTER_RESULT
ANSWER × 4
ENTER_RESULT
ANSWER × 4
ENTER_RESULT
ANSWER × 6
ENTER_RESULT
COMPLETE_VISIT
PUBLISH_RESULTS × 4
";

async fn the_whole_road(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let before = trail::entries(&app).await.len();

    let (plan, lines) = publish(&app, &world).await;
    let wave = draw(&app, &plan, &lines).await;
    let bundle = check_bundle(&app, &wave).await;
    let visit = visit_to_work_at(&app, &wave, &bundle).await;
    visit.approve(&app, &world).await;
    assert_eq!(visit.again(&app).await.status(), "APPROVED");
    work(&app, &visit).await;
    let firm = publish_results(&app, &world, &visit).await;
    check_public_page(&app, &firm, &visit).await;

    let entries = trail::entries(&app).await;
    check_entries(&entries[before..]);
    assert_eq!(trail::acts(&entries[before..]), ACTS.trim());
}

/// Proposed, confirmed, signed, reviewed, approved, filed, published; nothing is drawn before that.
async fn publish(app: &TestApp, world: &World) -> (Seen, Vec<String>) {
    let plan = plan::open_plan(app, 2026).await;
    let mut lines = Vec::new();
    for item in ITEMS {
        let line = line_in(&plan::save_line(app, world, plan::line_input(world, &plan.id, item)).await);
        assert_eq!(line.status, "DRAFT");
        let figures = figures(app, &line.id).await;
        assert!(
            figures["checks"].as_i64() > Some(0) && figures["doors"].as_i64() > figures["checks"].as_i64()
        );
        let line = plan::to_office(app, world, line, item).await;
        assert_eq!(line.status, "SUBMITTED");
        let line = line_in(&plan::review(app, &line, true, "").await);
        let line = line_in(&plan::approve(app, &line, true, "").await);
        assert_eq!(line.status, "APPROVED");
        lines.push(line.id);
    }
    let early = || async { try_open(app, wave_input(&plan, &lines, "AT_ONCE")).await };
    early().await.refused_with(ErrorCode::PlanNotPublished);
    let approved = plan_in(&plan::approve_plan(app, &plan).await);
    early().await.refused_with(ErrorCode::PlanNotPublished);
    let filed = plan_in(&plan::file_plan(app, &approved).await);
    early().await.refused_with(ErrorCode::PlanNotPublished);
    let published = plan_in(&plan::publish_plan(app, &filed).await);
    assert_eq!(published.status, "PUBLISHED");
    check_publication(app, &published).await;
    (published, lines)
}

async fn figures(app: &TestApp, line: &str) -> Value {
    let clerk = app.user("scjg.clerk").await;
    let query =
        "query($id: ID!) { planLine(id: $id) { figures { subjects doors checks lowerBound independent } } }";
    clerk.query(query, json!({ "id": line })).await["planLine"]["figures"].clone()
}

/// Both channels show the same text, and the portal shows the plan to everybody.
async fn check_publication(app: &TestApp, plan: &Seen) {
    let query = "query($id: ID!) { plan(id: $id) { contentHash publications { channel contentHash } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": plan.id })).await;
    let hash = &data["plan"]["contentHash"];
    let channels = json!([
        { "channel": "NCEPIS", "contentHash": hash }, { "channel": "PORTAL", "contentHash": hash },
    ]);
    assert_eq!(data["plan"]["publications"], channels);
    let query = "{ publicPlans { year contentHash filedNumber lines { title departments { code } } } }";
    let shown = app.anybody().query(query, json!({})).await;
    assert_eq!(shown["publicPlans"][0]["contentHash"], *hash);
    assert_eq!(shown["publicPlans"][0]["filedNumber"], "舞政备〔2026〕3号");
    assert_eq!(shown["publicPlans"][0]["lines"].as_array().map(Vec::len), Some(ITEMS.len()));
}

/// Commit, freeze, beacon, reveal, draw; each step only in its place.
async fn draw(app: &TestApp, plan: &Seen, lines: &[String]) -> Wave {
    let wave = Wave::open(app, plan, lines, "AT_ONCE").await;
    wave.queue(app, "runDraw").await.refused_with(ErrorCode::IllegalTransition);
    wave.commit_all(app).await;
    wave.queue(app, "freezeFrame").await.ok();
    app.run_jobs().await;
    wave.record_beacon(app, BEACON).await.ok();
    wave.reveal_all(app).await;
    wave.queue(app, "runDraw").await.ok();
    app.run_jobs().await;
    let attempts = wave.attempts(app).await;
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0]["status"], "DRAWN");
    wave
}

/// Anybody fetches the bundle and finds it valid; it is the text whose hash was published.
async fn check_bundle(app: &TestApp, wave: &Wave) -> Bundle {
    let answer = app.anybody().get(&wave.bundle_uri()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    let bundle = Bundle::read(&answer.body).unwrap();
    verify(&bundle).unwrap();
    let hash = shared::draw::to_hex(&shared::draw::HashAlgorithm::Sha256.hash(&[&answer.body]));
    let attempts = wave.attempts(app).await;
    assert_eq!(attempts[0]["bundleHash"], hash);
    assert_eq!(attempts[0]["seed"], bundle.seed);
    assert_eq!(attempts[0]["frameRoot"], bundle.frame_root);
    let known = app.send(
        actix_web::test::TestRequest::get()
            .uri(&wave.bundle_uri())
            .insert_header(("If-None-Match", format!("\"{hash}\""))),
    );
    assert_eq!(known.await.status, 304);
    bundle
}

/// One visit for each door that was drawn, two officers of each department at least, one leader, who
/// comes from the leading department. Returns one at which several departments meet.
async fn visit_to_work_at(app: &TestApp, wave: &Wave, bundle: &Bundle) -> Visit {
    let visits = Visit::all(app, &wave.id).await;
    let mut codes: Vec<String> = visits.iter().map(|visit| text(&visit.0["code"])).collect();
    codes.sort_unstable();
    let expected: Vec<String> =
        bundle.sites_drawn.iter().map(|site| format!("{}/{site}", wave.code)).collect();
    assert_eq!(codes, expected);
    for visit in &visits {
        assert_eq!(visit.status(), "PLANNED");
        let officers = visit.officers();
        assert!(visit.departments().iter().all(|department| officers[department].len() >= 2), "{visit:?}");
        let team = visit.0["team"].as_array().unwrap();
        let leaders: Vec<&Value> = team.iter().filter(|seat| seat["leader"] == true).collect();
        assert_eq!(leaders.len(), 1);
        assert_eq!(leaders[0]["department"]["code"], visit.0["lead"]["code"]);
    }
    visits.into_iter().max_by_key(|visit| (visit.departments().len(), visit.id())).unwrap()
}

/// The team's day: found in the list of the day, checked in, answered, photographed, concluded.
async fn work(app: &TestApp, visit: &Visit) {
    field::move_to(app, visit.first_day());
    let lead = text(&visit.0["lead"]["code"]);
    let leader = app.user(&visit.officer(&lead)).await;
    let mine = leader.query("{ today myVisits { id site { address } } }", json!({})).await;
    assert_eq!(mine["today"], visit.0["firstDay"]);
    let ids: Vec<&Value> = mine["myVisits"].as_array().unwrap().iter().map(|mine| &mine["id"]).collect();
    assert!(ids.contains(&&visit.0["id"]), "{mine}");
    let found = visit.item_of(&lead)["subject"].clone();
    let query = "query($text: String!) { searchSubjects(text: $text) { id } }";
    for text in [&found["name"], &found["uscc"]] {
        let data = leader.query(query, json!({ "text": text })).await;
        assert_eq!(data["searchSubjects"][0]["id"], found["id"]);
    }
    visit.check_in(&leader, "arrival").await.ok();
    photograph(app, visit, &lead).await;
    let mut last = leader;
    for (department, officers) in visit.officers() {
        let officer = app.user(&officers[0]).await;
        for item in visit.items().iter().filter(|item| item["department"]["code"] == department.as_str()) {
            field::answer_all(&officer, item).await;
            let key = format!("result-{}", text(&item["id"]));
            let result = if department == lead {
                ("RECTIFY_ORDERED", "RECTIFY_AND_TRACK", "现场发现问题，已责令改正")
            } else {
                field::FINE
            };
            field::enter(&officer, item, result, &key).await.ok();
        }
        last = officer;
    }
    visit.finish(&last, "departure").await.ok();
    assert_eq!(visit.again(app).await.status(), "COMPLETED");
}

async fn photograph(app: &TestApp, visit: &Visit, department: &str) {
    let officer = app.user(&visit.officer(department)).await;
    let upload = officer.upload("door.jpg", "PHOTO", PHOTO.to_vec()).await;
    assert_eq!(upload.status, 201, "{}", upload.text());
    let input = json!({
        "visitItemId": visit.item_of(department)["id"], "uploadId": upload.json()["id"],
        "caption": "现场照片", "commandKey": "photo",
    });
    officer.mutate("addEvidence", input, "evidence { id uploadId }").await.ok();
    let uri = format!("/api/uploads/{}", text(&upload.json()["id"]));
    assert_eq!(app.user("office.clerk").await.get(&uri).await.body, PHOTO);
}

/// Every department's head publishes its own results, within twenty working days. Returns the firm.
async fn publish_results(app: &TestApp, world: &World, visit: &Visit) -> Value {
    for department in visit.departments() {
        let head = app.user(&format!("{department}.head")).await;
        let query =
            "query($d: ID!) { results(filter: { departmentId: $d, publication: PENDING }, first: 100) {
            nodes { id dueOn dueProvisional daysLeft clock } } }";
        let data = head.query(query, json!({ "d": world.department(&department) })).await;
        let rows = data["results"]["nodes"].as_array().unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            assert_eq!((row["clock"].as_str(), row["daysLeft"].as_i64()), (Some("GREEN"), Some(20)), "{row}");
            assert_eq!(row["dueProvisional"], false);
        }
        let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
        head.mutate("publishResults", json!({ "ids": ids }), "results { publication }").await.ok();
    }
    visit.item_of(&text(&visit.0["lead"]["code"]))["subject"].clone()
}

/// What was checked, by whom, with what result; and nobody's name.
async fn check_public_page(app: &TestApp, firm: &Value, visit: &Visit) {
    let query = "query($uscc: String!) { publicSubject(uscc: $uscc) { name
        results { code itemName department { code } foundOn method } } }";
    let data = app.anybody().query(query, json!({ "uscc": firm["uscc"] })).await;
    assert_eq!(data["publicSubject"]["name"], firm["name"]);
    let results = data["publicSubject"]["results"].as_array().unwrap();
    let checked = visit.items().into_iter().filter(|item| item["subject"]["id"] == firm["id"]).count();
    assert_eq!(results.len(), checked);
    for result in results {
        let lead = result["department"]["code"] == visit.0["lead"]["code"];
        let expected = if lead { "RECTIFY_ORDERED" } else { "NO_ISSUE" };
        assert_eq!(result["code"], expected, "{result}");
        assert_eq!(result["foundOn"], visit.0["firstDay"]);
    }
}

/// Who, when, from where, to what: no entry is without them.
fn check_entries(entries: &[Value]) {
    for entry in entries {
        for member in ["action", "actorName", "objectType", "objectId", "ip", "happenedAt"] {
            assert!(entry[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {entry}");
        }
        let request = entry["requestId"].as_str().unwrap();
        let by_job = matches!(entry["action"].as_str(), Some("FREEZE_FRAME" | "RUN_DRAW" | "FINISH_JOB"));
        assert!(if by_job { request.starts_with("job_") } else { request.len() == 16 }, "{entry}");
    }
}
