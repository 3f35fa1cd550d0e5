//! Waves that turn: who was drawn is rarely drawn again, chances stay what they are, and anybody can follow it.

use std::process::Command;

use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::draw::bundle::TurnRecord;
use shared::draw::{Bundle, Statement, StatementCheck, check_follows, examine_statement, verify};

use crate::support::client::text;
use crate::support::draw::{Wave, try_open, wave_input};
use crate::support::field::{self, Visit};
use crate::support::plan;
use crate::support::program::onedoor;
use crate::support::scratch::folder;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(a_series_turns, a_turn_tells_nobody_early);

/// Pharmacies: a KEY item of two departments, so that a fifth of them may be drawn.
const ITEM: &str = "J11";

/// The same line three times, a fifth of all doors, and a line of another item.
async fn town(engine: Engine) -> (TestApp, World, plan::Seen, Vec<String>) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let opened = plan::open_plan(&app, 2026).await;
    let fifth = json!({ "ratios": [{ "stratum": "ALL", "basisPoints": 2000 }] });
    let mut lines = Vec::new();
    for item in [ITEM, ITEM, ITEM, "J20"] {
        let input = plan::with(plan::line_input(&world, &opened.id, item), fifth.clone());
        let line = plan::line_in(&plan::save_line(&app, &world, input).await);
        let line = plan::to_office(&app, &world, line, item).await;
        let line = plan::line_in(&plan::review(&app, &line, true, "").await);
        lines.push(plan::line_in(&plan::approve(&app, &line, true, "").await).id);
    }
    let plan = plan::plan_in(&plan::approve_plan(&app, &opened).await);
    let plan = plan::plan_in(&plan::file_plan(&app, &plan).await);
    let plan = plan::plan_in(&plan::publish_plan(&app, &plan).await);
    (app, world, plan, lines)
}

fn turning(plan: &plan::Seen, line: &str, disclosure: &str, previous: &Wave) -> Value {
    let mut input = wave_input(plan, &[line.to_owned()], disclosure);
    input["rules"] = json!({ "quietList": false });
    input["turn"] = json!({
        "previousWaveId": previous.id, "ratioBp": 2000, "repeatBp": 0, "noiseBp": 200, "freshBp": 1000,
    });
    input
}

async fn bundle(app: &TestApp, wave: &Wave) -> (Bundle, Vec<u8>) {
    let file = app.user("office.clerk").await.get(&wave.bundle_uri()).await.body;
    (Bundle::read(&file).unwrap(), file.clone())
}

async fn ends(app: &TestApp, line: &str, hash: &str) -> Vec<String> {
    let query =
        "query($lines: [ID!]!, $hash: HashAlgorithm!) { seriesEnds(lines: $lines, hash: $hash) { code } }";
    let variables = json!({ "lines": [line], "hash": hash });
    let data = app.user("office.clerk").await.query(query, variables).await;
    data["seriesEnds"].as_array().unwrap().iter().map(|row| text(&row["code"])).collect()
}

async fn a_series_turns(engine: Engine) {
    let (app, _, plan, lines) = town(engine).await;
    let first = Wave::open(&app, &plan, &lines[..1], "AT_ONCE").await;
    assert_eq!(ends(&app, &lines[1], "sha256").await, Vec::<String>::new(), "nothing is drawn yet");
    try_open(&app, turning(&plan, &lines[1], "AT_ONCE", &first))
        .await
        .refused_at(ErrorCode::SeriesNotOpen, "turn.previousWaveId");
    first.draw(&app).await;
    assert_eq!(ends(&app, &lines[1], "sha256").await, [first.code.as_str()]);
    assert_eq!(ends(&app, &lines[1], "sm3").await, Vec::<String>::new());
    assert_eq!(ends(&app, &lines[3], "sha256").await, Vec::<String>::new(), "another item");

    let mut input = turning(&plan, &lines[1], "AT_ONCE", &first);
    input["turn"]["freshBp"] = json!(999);
    try_open(&app, input.clone()).await.refused_at(ErrorCode::RotationForeseeable, "turn.freshBp");
    input["turn"]["freshBp"] = json!(1000);
    input["turn"]["repeatBp"] = json!(10_001);
    try_open(&app, input).await.refused_at(ErrorCode::OutOfRange, "turn.repeatBp");
    let other = turning(&plan, &lines[3], "AT_ONCE", &first);
    try_open(&app, other).await.refused_at(ErrorCode::SeriesDiffers, "turn.previousWaveId");

    let second = Wave::opened(&try_open(&app, turning(&plan, &lines[1], "AT_ONCE", &first)).await);
    try_open(&app, turning(&plan, &lines[2], "AT_ONCE", &first))
        .await
        .refused_at(ErrorCode::SeriesContinued, "turn.previousWaveId");
    second.draw(&app).await;
    let third = Wave::opened(&try_open(&app, turning(&plan, &lines[2], "AT_ONCE", &second)).await);
    third.draw(&app).await;

    let mut drawn = Vec::new();
    for wave in [&first, &second, &third] {
        drawn.push(bundle(&app, wave).await);
    }
    for pair in drawn.windows(2) {
        let ((before, file), (after, _)) = (&pair[0], &pair[1]);
        verify(after).unwrap();
        check_follows(after, before, file).unwrap();
        // The same frame, the same quotas: nobody's chance has changed, only the numbers.
        assert_eq!(after.frame_root, before.frame_root);
        let sizes = |bundle: &Bundle| -> Vec<(u64, u64)> {
            let strata = bundle.result.0["T001"].values().map(|stratum| match stratum {
                shared::draw::StratumDraw::Sample { frame, quota, .. } => (*frame, *quota),
                shared::draw::StratumDraw::Batches { .. } => panic!("a sample is drawn"),
            });
            strata.collect()
        };
        assert_eq!(sizes(after), sizes(before));
        let again = after.sites_drawn.iter().filter(|site| before.sites_drawn.contains(site)).count();
        let many = after.sites_drawn.len();
        assert!(many >= 4 && again * 4 <= many, "{again} of {many} are drawn again");
    }
    let turn = drawn[2].0.turn.clone().unwrap();
    assert_eq!((&turn.series, &turn.previous), (&first.code, &second.code));
    assert_eq!(turn.first, drawn[0].0.seed);
    assert!(drawn[0].0.turn.is_none() && !String::from_utf8_lossy(&drawn[0].1).contains("\"turn\""));

    // Whoever signs anew may change the turn: then the draw does not follow from it.
    let lies: [fn(&mut TurnRecord); 3] = [
        |turn| turn.first = "00".repeat(32),
        |turn| "8000000000000000".clone_into(&mut turn.before),
        |turn| turn.rotation.ratio_bp = 7000,
    ];
    for lie in lies {
        let mut forged = drawn[2].0.clone();
        lie(forged.turn.as_mut().unwrap());
        forged.sign(&SigningKey::from_bytes(&[7; 32]));
        verify(&forged).unwrap_err();
    }
    recipe(&drawn);

    // "Why me?" shows the number that counted, and it is computed again from what is published.
    let query = "query($code: String!) { publicWave(code: $code) { turn { previous freshBp }
        opened { doors { site subjects { name uscc } } } } }";
    let data = app.anybody().query(query, json!({ "code": third.code })).await;
    assert_eq!(data["publicWave"]["turn"], json!({ "previous": second.code, "freshBp": 1000 }));
    let uscc = text(&data["publicWave"]["opened"]["doors"][0]["subjects"][0]["uscc"]);
    let statement = told(&app, &uscc, &third).await;
    let mut held = Vec::new();
    examine_statement(&statement, None, |check| held.push(check)).unwrap();
    assert!(held.contains(&StatementCheck::Number) && held.contains(&StatementCheck::Places));
    let mut forged = statement.clone();
    forged.outcome.as_mut().unwrap().turn = None;
    forged.sign(&SigningKey::from_bytes(&[7; 32]));
    let fault = examine_statement(&forged, None, |_| ()).unwrap_err();
    assert_eq!(fault.0, StatementCheck::Number, "without the turn it is another number");
}

/// The second implementation says the same of the whole series, and of a wave that does not follow.
fn recipe(drawn: &[(Bundle, Vec<u8>)]) {
    let dir = folder("series");
    let path = |index: usize| dir.path().join(format!("{index}.json"));
    for (index, (_, file)) in drawn.iter().enumerate() {
        std::fs::write(path(index), file).unwrap();
    }
    let verifier = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/recipe/verify.py");
    let says = |wave: usize, before: usize| {
        let output = Command::new("python3")
            .arg(&verifier)
            .arg(path(wave))
            .arg("-")
            .arg(path(before))
            .output()
            .expect("python3");
        (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    assert_eq!(says(1, 0), (Some(0), "VALID\n".to_owned()));
    assert_eq!(says(2, 1), (Some(0), "VALID\n".to_owned()));
    let (code, words) = says(2, 0);
    assert!(code == Some(1) && words.contains("the wave before"), "{words}");
    let names: Vec<String> = (0..3).map(|index| path(index).display().to_string()).collect();
    let all = onedoor(&["verify-draw", &names[2], &names[0], &names[1]]).ok();
    assert_eq!(all.matches(": follows ").count(), 2, "{all}");
}

async fn told(app: &TestApp, uscc: &str, wave: &Wave) -> Statement {
    let query = "query($uscc: String!) { publicSubject(uscc: $uscc) { draws { statement wave { code } } } }";
    let data = app.anybody().query(query, json!({ "uscc": uscc })).await;
    let draws = data["publicSubject"]["draws"].as_array().unwrap();
    let own = draws.iter().find(|draw| draw["wave"]["code"] == wave.code.as_str()).expect("its draw");
    Statement::read(text(&own["statement"]).as_bytes()).unwrap()
}

/// One number of a turned wave would tell how far all have turned: while the list is sealed not even the door
/// that is being visited is told.
async fn a_turn_tells_nobody_early(engine: Engine) {
    let (app, world, plan, lines) = town(engine).await;
    let first = Wave::open(&app, &plan, &lines[..1], "AT_ONCE").await;
    first.draw(&app).await;
    let second = Wave::opened(&try_open(&app, turning(&plan, &lines[1], "AFTER_VISITS", &first)).await);
    second.draw(&app).await;
    // Nor is a wave followed whose list is sealed: the next bundle would hold its turns.
    try_open(&app, turning(&plan, &lines[2], "AT_ONCE", &second))
        .await
        .refused_at(ErrorCode::SeriesNotOpen, "turn.previousWaveId");
    let visits = Visit::all(&app, &second.id).await;
    let visit = visits.into_iter().min_by_key(Visit::first_day).unwrap();
    visit.approve(&app, &world).await;
    field::move_to(&app, visit.first_day());
    let officer = app.user(&visit.officer(&visit.departments()[0])).await;
    visit.check_in(&officer, "there").await.ok();
    let uscc = text(&visit.0["items"][0]["subject"]["uscc"]);
    assert!(told(&app, &uscc, &second).await.outcome.is_none());
    app.advance(chrono::Duration::days(40));
    let outcome = told(&app, &uscc, &second).await.outcome.unwrap();
    assert!(outcome.seed.is_some() && outcome.turn.is_some());
}
