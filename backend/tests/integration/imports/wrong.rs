//! Files that are no table, tables that are no subjects, rows that are no firm: said by line and column.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{FIRMS, csv, import, queue, usual};
use crate::support::dump::count;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    files_that_cannot_be_imported,
    rows_that_are_wrong,
    codes_that_are_invalid,
    the_file_of_problems,
    uploads_of_others
);

async fn files_that_cannot_be_imported(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let raw = app.db.raw().await;
    let before = count(&raw, "subject").await;
    let big5 = b"\xa5\xf8\xb7\x7e\xa6\x57\xba\xd9\xff\xff,\x80\x80\n".to_vec();
    let missing = usual().replace("统一社会信用代码", "代码");
    let twice = csv("企业名称,名称,统一社会信用代码,注册地址", &["甲,乙,91410481MA3XETE15A,路".into()]);
    for (name, bytes, code, detail) in [
        ("big5.csv", big5, ErrorCode::ImportEncoding, ""),
        ("missing.csv", missing.into_bytes(), ErrorCode::ImportColumns, "统一社会信用代码"),
        ("twice.csv", twice.into_bytes(), ErrorCode::ImportDuplicateColumn, "企业名称"),
        ("nothing.csv", b"".to_vec(), ErrorCode::ImportEmpty, ""),
        ("headings.csv", "企业名称,统一社会信用代码,注册地址\n".into(), ErrorCode::ImportEmpty, ""),
        ("blank.csv", "企业名称,统一社会信用代码,注册地址\n\n,,\n".into(), ErrorCode::ImportEmpty, ""),
        ("text.csv", "这不是一张表".into(), ErrorCode::ImportColumns, "企业名称"),
        ("broken.xlsx", b"PK\x03\x04 and then nothing".to_vec(), ErrorCode::ImportUnreadable, ""),
    ] {
        let job = import(&app, name, bytes, false).await;
        assert_eq!(
            (job.status.as_str(), job.code.as_str()),
            ("FAILED", code.as_str()),
            "{name}: {}",
            job.detail
        );
        assert!(job.detail.contains(detail), "{name}: {}", job.detail);
    }
    assert_eq!(count(&raw, "subject").await, before, "nothing came in");
    let clerk = app.user("office.clerk").await;
    for (name, bytes) in
        [("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1".as_slice()), ("a.pdf", b"%PDF-1.4"), ("a.exe", b"MZ\x90")]
    {
        let answer = clerk.upload(name, "TABLE", bytes.to_vec()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (415, &json!("UPLOAD_TYPE")), "{name}");
    }
}

fn problems(job: &super::Imported) -> Vec<(i64, String, String)> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    job.problems
        .iter()
        .map(|one| (one["line"].as_i64().unwrap(), word(&one["column"]), word(&one["code"])))
        .collect()
}

async fn rows_that_are_wrong(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let (name, code, address) = FIRMS[0];
    let row = |name: &str, code: &str, date: &str, class: &str, kind: &str| {
        format!("{name},{code},{date},{class},{kind},{address}")
    };
    let rows = [
        row(name, code, "2014-03-05", "A", ""),
        row(" ", FIRMS[1].1, "", "", ""),
        row("甲厂", FIRMS[1].1, "2014-13-40", "", ""),
        row("乙厂", FIRMS[1].1, "", "优", ""),
        row("丙厂", FIRMS[1].1, "", "", "星球"),
        row(&"长".repeat(201), FIRMS[1].1, "", "", ""),
        row("丁厂", code, "", "", ""),
        row("戊\u{0}厂", FIRMS[1].1, "", "", ""),
        row("己厂", FIRMS[1].1, "2014.3.5", "D级", "企业"),
        "只有一格".to_owned(),
    ];
    let table = csv("企业名称,统一社会信用代码,注册日期,信用风险分类,检查对象类别,注册地址", &rows);
    let job = import(&app, "rows.csv", table.into_bytes(), false).await;
    assert_eq!((job.count("rows"), job.count("inserted"), job.count("rejected")), (10, 2, 8));
    let expected = [
        (3, "企业名称", "REQUIRED"),
        (4, "注册日期", "INVALID_FORMAT"),
        (5, "信用风险分类", "INVALID_FORMAT"),
        (6, "检查对象类别", "INVALID_FORMAT"),
        (7, "企业名称", "TOO_LONG"),
        (8, "统一社会信用代码", "IMPORT_DUPLICATE_ROW"),
        (9, "企业名称", "INVALID_FORMAT"),
        (11, "统一社会信用代码", "USCC_INVALID"),
    ];
    let expected = expected.map(|(line, column, code)| (line, column.to_owned(), code.to_owned()));
    assert_eq!(problems(&job), expected);
}

/// Reported by line; imported only where that is allowed, and then marked.
async fn codes_that_are_invalid(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let rows = [
        format!("好,{},路1号", FIRMS[0].1),
        "校验位,91310115MA1H8R7C6D,路2号".to_owned(),
        "字母,9141048IMA3XETE15A,路3号".to_owned(),
        "太短,91410481,路4号".to_owned(),
        "没有,,路5号".to_owned(),
        "区划,9141AB81MA3XETE15A,路6号".to_owned(),
    ];
    let table = csv("企业名称,统一社会信用代码,注册地址", &rows).into_bytes();
    let strict = import(&app, "codes.csv", table.clone(), false).await;
    assert_eq!((strict.count("inserted"), strict.count("rejected"), strict.count("marked")), (1, 5, 0));
    let lines: Vec<i64> = problems(&strict)
        .into_iter()
        .map(|(line, _, code)| {
            assert_eq!(code, "USCC_INVALID");
            line
        })
        .collect();
    assert_eq!(lines, [3, 4, 5, 6, 7]);
    assert_eq!(strict.problems[0]["content"], "91310115MA1H8R7C6D");
    assert_eq!(strict.problems[0]["detail"], "该信用代码校验位不符");

    let lenient = import(&app, "codes.csv", table.clone(), true).await;
    assert_eq!((lenient.count("inserted"), lenient.count("unchanged"), lenient.count("marked")), (5, 1, 5));
    let clerk = app.user("office.clerk").await;
    let query = "{ subjects(filter: { invalidCode: true }, first: 50) { totalCount nodes { name uscc usccProblem } } }";
    let data = clerk.query(query, json!({})).await;
    assert_eq!(data["subjects"]["totalCount"], 5);
    let marks: Vec<&Value> =
        data["subjects"]["nodes"].as_array().unwrap().iter().map(|row| &row["usccProblem"]).collect();
    assert_eq!(marks, ["CHECK_DIGIT", "CHARACTER", "LENGTH", "LENGTH", "DIVISION"]);
    let again = import(&app, "codes.csv", table, true).await;
    assert_eq!((again.count("inserted"), again.count("unchanged")), (0, 6), "marked ones are known again");
}

async fn the_file_of_problems(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let rows = ["=HYPERLINK(\"http://x\"),=1+1,路1号".to_owned(), "甲,91310115MA1H8R7C6D,路2号".to_owned()];
    let table = csv("企业名称,统一社会信用代码,注册地址", &rows);
    let job = import(&app, "x.csv", table.into_bytes(), false).await;
    let uri = format!("/api/jobs/{}/problems.csv", job.id);
    let clerk = app.user("office.clerk").await;
    let file = clerk.get(&uri).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let text = file.text();
    assert!(
        text.starts_with("\u{feff}行号,列,问题,说明,内容\n2,统一社会信用代码,统一社会信用代码无效,"),
        "{text}"
    );
    assert!(text.contains(",'=1+1\n"), "no cell is a formula: {text}");
    let english = app.user("office.clerk").await.in_english().get(&uri).await.text();
    assert!(english.starts_with("\u{feff}Line,Column,Problem,Detail,Content\n"), "{english}");
    for (username, status) in [("scjg.clerk", 404), ("auditor", 403)] {
        assert_eq!(app.user(username).await.get(&uri).await.status, status, "{username}");
    }
    assert_eq!(app.anybody().get(&uri).await.status, 401);
    assert_eq!(clerk.get("/api/jobs/x/problems.csv").await.status, 404);
}

async fn uploads_of_others(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let market = app.user("scjg.clerk").await;
    let theirs = market.upload("a.csv", "TABLE", usual().into_bytes()).await.json()["id"].clone();
    let clerk = app.user("office.clerk").await;
    let start =
        async |id: &Value| clerk.mutate("startSubjectImport", json!({ "uploadId": id }), "job { id }").await;
    start(&theirs).await.refused_at(ErrorCode::NotFound, "uploadId");
    start(&json!("upl_00000000000070008000000000000000")).await.refused_at(ErrorCode::NotFound, "uploadId");
    for username in ["scjg.i01", "scjg.head", "auditor"] {
        let answer = app.user(username).await.upload("a.csv", "TABLE", usual().into_bytes()).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["code"]),
            (403, &json!("FORBIDDEN")),
            "{username}"
        );
    }
    for bad in ["/api/uploads", "/api/uploads?name=a", "/api/uploads?name=a&purpose=VIRUS"] {
        let answer = clerk.send(actix_web::test::TestRequest::post().uri(bad).set_payload("x")).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["code"]),
            (400, &json!("INVALID_FORMAT")),
            "{bad}"
        );
    }
    queue(&app, "ok.csv", usual().into_bytes(), false).await;
}
