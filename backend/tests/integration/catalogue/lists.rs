//! A unified list comes in over the local one: shown, decided line by line, gone on with another day.

use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::catalogue::list::MOST_ROWS;

use super::{Own, next_day};
use crate::support::client::{Answer, text};
use crate::support::plan::with;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    line_by_line,
    dropped_and_refused_before,
    a_stale_decision,
    cells_that_are_wrong,
    files_that_are_refused,
    who_decides,
);

const HEADINGS: [&str; 8] =
    ["事项编号", "抽查类别", "抽查事项", "重点/一般", "比例", "检查方式", "检查主体", "检查依据"];
const ENTRIES: &str = "query($id: ID!) { itemList(id: $id) { name counts { kind state count }
    entries(first: 200) { totalCount nodes { id kind state code name row reason decidedBy withdrawOn changed
        department { code } item { id revision proposedWithdrawal { day reason } versions { number source { number } } }
        before { capBasisPoints } after { capBasisPoints name } } } } }";

async fn start(engine: Engine) -> (TestApp, World) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    (app, world)
}

fn csv(rows: &[&str]) -> Vec<u8> {
    format!("河南省随机抽查事项清单\n{}\n{}\n", HEADINGS.join(","), rows.join("\n")).into_bytes()
}

async fn bring(app: &TestApp, file: (&str, Vec<u8>), changes: Value) -> Answer {
    let office = app.user("office.clerk").await;
    let upload = office.upload(file.0, "TABLE", file.1).await.json()["id"].clone();
    let input = json!({
        "uploadId": upload, "name": "河南省随机抽查事项清单", "number": "豫市监〔2026〕8号", "issuedOn": "2026-06-01",
    });
    office.mutate("importItemList", with(input, changes), "itemList { id }").await
}

async fn brought(app: &TestApp, rows: &[&str]) -> String {
    text(&bring(app, ("list.csv", csv(rows)), json!({})).await.ok()["itemList"]["id"])
}

async fn entries(app: &TestApp, list: &str) -> Vec<Value> {
    let data = app.user("office.clerk").await.query(ENTRIES, json!({ "id": list })).await;
    data["itemList"]["entries"]["nodes"].as_array().unwrap().clone()
}

#[track_caller]
fn of<'a>(entries: &'a [Value], code: &str) -> &'a Value {
    entries.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("no entry {code}"))
}

async fn decide(app: &TestApp, who: &str, list: &str, entries: &[&Value], rest: Value) -> Answer {
    let seen: Vec<Value> = entries
        .iter()
        .map(|one| json!({ "id": one["id"], "itemRevision": one["item"]["revision"] }))
        .collect();
    let input = with(json!({ "listId": list, "entries": seen, "accept": true }), rest);
    app.user(who).await.mutate("decideItemList", input, "itemList { id }").await
}

const HOTEL: &str = "J03-gaj,旅馆业,旅馆业治安检查,一般,8%,现场检查,gaj,《旅馆业治安管理办法》第十四条";
const SEALS: &str = "GA-77,治安,印章刻制业检查,一般,5%,现场检查,gaj,《印铸刻字业暂行管理规则》第三条";
const PAWN: &str = "GA-78,治安,典当业治安检查,重点,,现场检查,gaj,《典当管理办法》第五条";

async fn line_by_line(engine: Engine) {
    let (app, _) = start(engine).await;
    let list = brought(&app, &[HOTEL, SEALS, PAWN]).await;
    let found = entries(&app, &list).await;
    let (hotel, seals, pawn) = (of(&found, "J03-gaj"), of(&found, "GA-77"), of(&found, "GA-78"));
    assert_eq!((&hotel["kind"], &hotel["row"]), (&json!("CHANGED"), &json!(3)));
    assert_eq!(
        (&hotel["before"]["capBasisPoints"], &hotel["after"]["capBasisPoints"]),
        (&json!(1000), &json!(800))
    );
    assert!(hotel["changed"].as_array().unwrap().contains(&json!("CAP")));
    assert_eq!((&seals["kind"], &seals["state"]), (&json!("ADDED"), &json!("OPEN")));
    assert_eq!(of(&found, "J01-scjg")["kind"], "LOCAL_ONLY");
    assert_eq!(of(&found, "J01-scjg")["state"], "NOTHING");

    decide(&app, "office.clerk", &list, &[pawn], json!({ "accept": false }))
        .await
        .refused_at(ErrorCode::ReasonRequired, "reason");
    let refusal = json!({ "accept": false, "reason": "本县无典当企业" });
    decide(&app, "gaj.clerk", &list, &[pawn], refusal.clone()).await.ok();
    decide(&app, "gaj.clerk", &list, &[pawn], refusal)
        .await
        .refused_at(ErrorCode::IllegalTransition, "entries.0");
    next_day(&app);
    // Another day, another clerk: what is open is gone on with.
    decide(&app, "office.clerk", &list, &[hotel, seals], json!({})).await.ok();
    let after = entries(&app, &list).await;
    let states: Vec<&Value> = ["J03-gaj", "GA-77", "GA-78"].map(|code| &of(&after, code)["state"]).to_vec();
    assert_eq!(states, [&json!("ACCEPTED"), &json!("ACCEPTED"), &json!("REFUSED")]);
    let version = &of(&after, "J03-gaj")["item"]["versions"][0];
    assert_eq!(version["source"]["number"], "豫市监〔2026〕8号");
    assert_eq!(of(&after, "J03-gaj")["before"]["capBasisPoints"], 1000, "what it said stays readable");
    // It counts once the head has published it.
    let item = &of(&after, "GA-77")["item"];
    let own = Own { id: text(&item["id"]), revision: item["revision"].as_i64().unwrap() };
    own.publish(&app, "gaj.head", "2026-06-16").await.ok();
}

async fn dropped_and_refused_before(engine: Engine) {
    let (app, _) = start(engine).await;
    let list = brought(&app, &[HOTEL, SEALS, PAWN]).await;
    let found = entries(&app, &list).await;
    let both = [of(&found, "J03-gaj"), of(&found, "GA-77")];
    decide(&app, "gaj.clerk", &list, &both, json!({})).await.ok();
    let refusal = json!({ "accept": false, "reason": "本县无典当企业" });
    decide(&app, "gaj.clerk", &list, &[of(&found, "GA-78")], refusal).await.ok();

    let next = brought(&app, &[HOTEL, PAWN]).await;
    let found = entries(&app, &next).await;
    assert_eq!(of(&found, "J03-gaj")["kind"], "SAME");
    let pawn = of(&found, "GA-78");
    assert_eq!((&pawn["state"], &pawn["reason"]), (&json!("REFUSED"), &json!("本县无典当企业")));
    assert!(pawn["decidedBy"].is_string());
    let seals = of(&found, "GA-77");
    assert_eq!(seals["kind"], "DROPPED");
    decide(&app, "gaj.clerk", &next, &[seals], json!({})).await.refused_at(ErrorCode::Required, "day");
    decide(&app, "gaj.clerk", &next, &[seals], json!({ "day": "2026-06-14" }))
        .await
        .refused_at(ErrorCode::OutOfRange, "day");
    decide(&app, "gaj.clerk", &next, &[seals], json!({ "day": "2026-07-31" })).await.ok();
    let found = entries(&app, &next).await;
    let item = &of(&found, "GA-77")["item"];
    assert_eq!(item["proposedWithdrawal"]["day"], "2026-07-31");
    let own = Own { id: text(&item["id"]), revision: item["revision"].as_i64().unwrap() };
    own.withdraw(&app, "gaj.head", ("2026-07-31", "省清单已取消")).await.ok();
    // Thought over: a refusal may become an acceptance.
    decide(&app, "gaj.clerk", &next, &[of(&found, "GA-78")], json!({})).await.ok();
}

async fn a_stale_decision(engine: Engine) {
    let (app, world) = start(engine).await;
    let list = brought(&app, &[HOTEL, SEALS]).await;
    let found = entries(&app, &list).await;
    let own = Own::of(&app, &world, "J03", "gaj").await;
    own.save(&app, "gaj.clerk", json!({})).await.ok();
    let both = [of(&found, "GA-77"), of(&found, "J03-gaj")];
    decide(&app, "office.clerk", &list, &both, json!({}))
        .await
        .refused_at(ErrorCode::StaleRevision, "entries.1");
    // All or none, and what it is compared with is what the item says now.
    let now = entries(&app, &list).await;
    assert_eq!(of(&now, "GA-77")["state"], "OPEN");
    assert_eq!(of(&now, "J03-gaj")["before"]["capBasisPoints"], 700);
    decide(&app, "office.clerk", &list, &[of(&now, "J03-gaj")], json!({})).await.ok();
    decide(&app, "office.clerk", &list, &[], json!({})).await.refused_at(ErrorCode::OutOfRange, "entries");
}

async fn cells_that_are_wrong(engine: Engine) {
    let (app, _) = start(engine).await;
    let wrong = "GA 79,,典当业检查,有时,5%,看看,税务所,《关于检查的通知》";
    let bare = "GA-80,治安,开锁业检查,一般,,现场检查,gaj,《价格法》";
    let answer = bring(&app, ("list.csv", csv(&[wrong, SEALS, SEALS, bare])), json!({})).await;
    let errors = answer.body()["data"]["importItemList"]["userErrors"].as_array().unwrap().clone();
    let at: Vec<(String, String)> =
        errors.iter().map(|one| (text(&one["path"]), text(&one["code"]))).collect();
    for (path, code) in [
        ("rows.3.CODE", "INVALID_FORMAT"),
        ("rows.3.CATEGORY", "REQUIRED"),
        ("rows.3.CLASS", "INVALID_FORMAT"),
        ("rows.3.METHOD", "INVALID_FORMAT"),
        ("rows.3.DEPARTMENT", "IMPORT_UNKNOWN_REFERENCE"),
        ("rows.3.BASIS", "BASIS_TYPE"),
        ("rows.5.NAME", "IMPORT_DUPLICATE_ROW"),
        ("rows.6.RATIO", "CAP_REQUIRED"),
    ] {
        assert!(at.contains(&(path.to_owned(), code.to_owned())), "{path} {code}: {at:?}");
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0u16..).zip(HEADINGS) {
        sheet.write(0, column, name).unwrap();
    }
    for row in 1..3u32 {
        for (column, cell) in (0u16..).zip(SEALS.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.merge_range(1, 1, 2, 1, "治安", &Format::new()).unwrap();
    sheet.write_formula(2, 2, Formula::new("=A1")).unwrap();
    let answer = bring(&app, ("list.xlsx", book.save_to_buffer().unwrap()), json!({})).await;
    let told = answer.body().to_string();
    assert!(told.contains("IMPORT_MERGED") && told.contains("IMPORT_FORMULA"), "{told}");
    let query = "{ itemLists(first: 5) { totalCount } }";
    let data = app.user("office.clerk").await.query(query, json!({})).await;
    assert_eq!(data["itemLists"]["totalCount"], 0);
}

async fn files_that_are_refused(engine: Engine) {
    let (app, _) = start(engine).await;
    let many: Vec<String> =
        (0..=MOST_ROWS).map(|number| SEALS.replace("GA-77", &format!("GA-{number}"))).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (what, bytes, code) in [
        ("foreign", "任务名称,牵头\n甲,scjg\n".into(), ErrorCode::ImportColumns),
        ("no rows", csv(&[]), ErrorCode::ImportEmpty),
        ("damaged", b"PK\x03\x04nonsense".to_vec(), ErrorCode::ImportUnreadable),
        ("many", csv(&many), ErrorCode::ImportTooManyRows),
        ("encoding", b"\xff\xff\xff\xff\xff\n".to_vec(), ErrorCode::ImportEncoding),
        ("large", vec![b' '; (5 << 20) + 1], ErrorCode::UploadTooLarge),
    ] {
        let answer = bring(&app, ("list.csv", bytes), json!({})).await;
        assert!(answer.body().to_string().contains(code.as_str()), "{what}: {}", answer.body());
        answer.refused_at(code, "uploadId");
    }
    let unnamed = bring(&app, ("list.csv", csv(&[SEALS])), json!({ "name": " " })).await;
    unnamed.refused_at(ErrorCode::Required, "name");
    let late = bring(&app, ("list.csv", csv(&[SEALS])), json!({ "issuedOn": "2026-06-16" })).await;
    late.refused_at(ErrorCode::OutOfRange, "issuedOn");
    // The same table in the encoding of old spreadsheets.
    let whole = String::from_utf8(csv(&[SEALS])).unwrap();
    let (old, _, _) = encoding_rs::GB18030.encode(&whole);
    bring(&app, ("list.csv", old.into_owned()), json!({})).await.ok();
}

async fn who_decides(engine: Engine) {
    let (app, _) = start(engine).await;
    let list = brought(&app, &[SEALS]).await;
    let found = entries(&app, &list).await;
    let seals = of(&found, "GA-77");
    decide(&app, "scjg.clerk", &list, &[seals], json!({})).await.refused_with(ErrorCode::Forbidden);
    decide(&app, "gaj.head", &list, &[seals], json!({})).await.refused_with(ErrorCode::Forbidden);
    decide(&app, "gaj.clerk", &list, &[seals], json!({})).await.ok();
}
