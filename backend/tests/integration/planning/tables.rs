//! Lines that go out in a spreadsheet and come in from one.

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use sea_orm::FromQueryResult;
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::planning::table::Column;

use crate::support::plan::{self, Seen, line_in, line_input, with};
use crate::support::world::World;
use crate::support::{Client, Engine, Template, TestApp};

on_both_engines!(
    what_goes_out_comes_in_again,
    everything_or_nothing,
    only_own_lines_of_a_plan_in_the_making,
    who_may_have_the_table,
);

const TABLE: &str = "planTable { written rows { row title items partners ratios windowFrom windowTo }
    problems { row column code content } }";
const LINES: &str = "query($id: ID!) { plan(id: $id) { lines(first: 20) { nodes {
    title status targeting scope { kinds towns tags riskClasses } drawMode ratios { stratum basisPoints }
    rounding reserve batches method onSiteReason windowFrom windowTo items { code }
    parties { department { code } officers confirmation } } } } }";

pub(super) async fn start(engine: Engine) -> (TestApp, World, Seen) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2026).await;
    (app, world, plan)
}

/// The lines of a plan, without those that were withdrawn.
pub(super) async fn lines(clerk: &Client<'_>, plan: &Seen) -> Vec<Value> {
    let data = clerk.query(LINES, json!({ "id": plan.id })).await;
    let nodes = data["plan"]["lines"]["nodes"].as_array().unwrap().clone();
    nodes.into_iter().filter(|line| line["status"] != "WITHDRAWN").collect()
}

/// Uploads a file and reads it, or writes its lines.
pub(super) async fn bring(
    clerk: &Client<'_>,
    (plan, lead): (&Seen, &str),
    bytes: Vec<u8>,
    apply: bool,
) -> crate::support::client::Answer {
    let upload = clerk.upload("plan.xlsx", "TABLE", bytes).await.json()["id"].clone();
    let input = json!({ "planId": plan.id, "leadId": lead, "uploadId": upload, "apply": apply });
    clerk.mutate("importPlanTable", input, TABLE).await
}

/// A spreadsheet with these rows under all headings.
pub(super) fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let headings = Column::ALL.iter().map(|column| column.heading().to_owned()).collect();
    for (number, row) in (0u32..).zip(std::iter::once(&headings).chain(rows)) {
        for (column, text) in (0u16..).zip(row as &Vec<String>) {
            sheet.write(number, column, text.as_str()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The cells of a good line of the market supervision office.
pub(super) fn good(title: &str) -> Vec<String> {
    Column::ALL
        .iter()
        .map(|column| match column {
            Column::Title => title,
            Column::Items => "J09",
            Column::Scope => "标签：餐饮",
            Column::Targeting => "定向",
            Column::Ratio => "A 1%；B 2%；C 4%；D 6%",
            Column::Method => "现场检查",
            Column::Window => "2026年6月16日至7月10日",
            Column::Lead => "scjg",
            Column::Remarks => "后厨须现场查看",
            _ => "",
        })
        .map(str::to_owned)
        .collect()
}

pub(super) fn set(mut row: Vec<String>, column: Column, text: &str) -> Vec<String> {
    let place = Column::ALL.iter().position(|one| *one == column).unwrap();
    text.clone_into(&mut row[place]);
    row
}

/// An entry of the trail.
#[derive(FromQueryResult)]
struct Entry {
    after: String,
}

async fn what_goes_out_comes_in_again(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let rich = json!({
        "title": "餐饮、校园；周边抽查", "officers": 3, "reserve": 5, "rounding": "floor", "drawMode": "PARETO",
        "onSiteReason": "须看后厨；备选户数：另定\n见附件",
    });
    let input = with(line_input(&world, &plan.id, "J09"), rich);
    let first = line_in(&plan::save_line(&app, &world, input).await);
    let clerk = app.user("scjg.clerk").await;
    let before = lines(&clerk, &plan).await;
    let uri = format!("/api/plans/{}/table.xlsx", plan.id);
    let file = clerk.get(&uri).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"plan-2026.xlsx\"");

    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(file.body.clone())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
    assert_eq!(rows.len(), 2);
    let headings: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(headings, Column::ALL.iter().map(|column| column.heading()).collect::<Vec<_>>());
    assert!(rows[1].iter().all(|cell| matches!(cell, Data::String(_) | Data::Empty)), "codes are text");

    // The line is there already.
    let lead = world.department("scjg").to_owned();
    let table = bring(&clerk, (&plan, &lead), file.body.clone(), false).await.ok()["planTable"].clone();
    assert_eq!(table["problems"][0]["code"], "LINE_TITLE_TAKEN");
    assert_eq!(table["problems"][0]["row"], 2);
    assert_eq!(table["rows"][0]["title"], "餐饮、校园；周边抽查");

    let reason = with(first.step(), json!({ "reason": "重新编制" }));
    clerk.mutate("withdrawPlanLine", reason, "planLine { id }").await.ok();
    let table = bring(&clerk, (&plan, &lead), file.body.clone(), false).await.ok()["planTable"].clone();
    assert_eq!((&table["problems"], &table["written"]), (&json!([]), &json!(0)));
    assert!(lines(&clerk, &plan).await.is_empty(), "looking writes nothing");
    let table = bring(&clerk, (&plan, &lead), file.body, true).await.ok()["planTable"].clone();
    assert_eq!(table["written"], 1);
    assert_eq!(lines(&clerk, &plan).await, before, "the same line");

    let sql = "select cast(after as text) as after from audit_entry where object_type = 'plan'
        and cast(after as text) like '%importedFrom%'";
    let raw = app.db.raw().await;
    let found = Entry::find_by_statement(sea_orm::Statement::from_string(raw.get_database_backend(), sql));
    let entries = found.all(&raw).await.unwrap();
    assert_eq!(entries.len(), 1, "one entry for the whole table");
    assert!(entries[0].after.contains("plan.xlsx"));
}

async fn everything_or_nothing(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let clerk = app.user("scjg.clerk").await;
    let lead = world.department("scjg").to_owned();
    let rows = [
        good("甲"),
        set(good("乙"), Column::Ratio, "A 1%；B 2%；C 4%；D 60%"),
        set(good("丙"), Column::Items, "J99"),
        set(good("丁"), Column::Partners, "公安局、没有的局"),
        set(good("戊"), Column::Window, "2026年1月5日至1月30日"),
        good("甲"),
        set(good("己"), Column::Partners, world_name(&app, "gaj").await.as_str()),
        set(good("庚"), Column::Lead, "xfj"),
    ];
    let expected = [
        (3, "户数/比例", ErrorCode::RatioOverCap),
        (4, "抽查事项", ErrorCode::ImportUnknownReference),
        (5, "参与", ErrorCode::ImportUnknownReference),
        (6, "抽取日期起止", ErrorCode::WindowPast),
        (7, "任务名称", ErrorCode::LineTitleTaken),
        (8, "参与", ErrorCode::PartnerNotInItem),
        (9, "牵头", ErrorCode::LeadNotOwn),
    ];
    let table = bring(&clerk, (&plan, &lead), xlsx(&rows), false).await.ok()["planTable"].clone();
    let found: Vec<(i64, String, String)> = table["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap().to_owned();
            (one["row"].as_i64().unwrap(), text("column"), text("code"))
        })
        .collect();
    for (row, column, code) in expected {
        let wanted = (row, column.to_owned(), code.as_str().to_owned());
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    assert_eq!(table["rows"].as_array().map(Vec::len), Some(rows.len()));
    let answer = bring(&clerk, (&plan, &lead), xlsx(&rows), true).await;
    answer
        .refused_at(ErrorCode::RatioOverCap, "rows.3.RATIO")
        .refused_at(ErrorCode::LeadNotOwn, "rows.9.LEAD");
    assert!(lines(&clerk, &plan).await.is_empty(), "nothing is half applied");
    let two = bring(&clerk, (&plan, &lead), xlsx(&[good("甲"), good("乙")]), true).await.ok();
    assert_eq!(two["planTable"]["written"], 2);
    assert_eq!(lines(&clerk, &plan).await.len(), 2);
}

/// The name of a department.
async fn world_name(app: &TestApp, code: &str) -> String {
    let data = app.user("office.clerk").await.query("{ departments { code name } }", json!({})).await;
    let all = data["departments"].as_array().unwrap();
    all.iter().find(|one| one["code"] == code).unwrap()["name"].as_str().unwrap().to_owned()
}

async fn only_own_lines_of_a_plan_in_the_making(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let plan = plan::open_plan(&app, 2027).await;
    let clerk = app.user("scjg.clerk").await;
    let lead = world.department("scjg").to_owned();
    let theirs = world.department("xfj").to_owned();
    let answer = bring(&clerk, (&plan, &theirs), xlsx(&[good("甲")]), false).await;
    assert_eq!(answer.codes(), ["FORBIDDEN"]);
    // Somebody else's upload is not there.
    let upload = app.user("xfj.clerk").await.upload("a.xlsx", "TABLE", xlsx(&[good("甲")])).await;
    let input = json!({ "planId": plan.id, "leadId": lead, "uploadId": upload.json()["id"] });
    let answer = clerk.mutate("importPlanTable", input, TABLE).await;
    answer.refused_at(ErrorCode::NotFound, "uploadId");
    let (published, _) = plan::published_plan(&app, &world, &["J09"]).await;
    for apply in [false, true] {
        let answer = bring(&clerk, (&published, &lead), xlsx(&[good("甲")]), apply).await;
        answer.refused_with(ErrorCode::IllegalTransition);
    }
}

async fn who_may_have_the_table(engine: Engine) {
    let (app, _, plan) = start(engine).await;
    let uri = format!("/api/plans/{}/table.xlsx", plan.id);
    assert_eq!(app.anybody().get(&uri).await.status, 401);
    for (who, status) in [("auditor", 403), ("office.clerk", 200), ("xfj.clerk", 200), ("scjg.head", 200)] {
        assert_eq!(app.user(who).await.get(&uri).await.status, status, "{who}");
    }
    let clerk = app.user("office.clerk").await;
    assert_eq!(clerk.get("/api/plans/x/table.xlsx").await.status, 404);
    let unknown = "/api/plans/pln_00000000000070008000000000000000/table.xlsx";
    assert_eq!(clerk.get(unknown).await.status, 404);
}
