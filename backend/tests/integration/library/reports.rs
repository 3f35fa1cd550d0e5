//! Reports of errors to the source, and the history of inspectors.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::subjects;
use crate::support::{Client, Engine, Template, TestApp};

on_both_engines!(reported_joined_and_answered, inspectors_have_history);

const SELECTION: &str =
    "sourceReport { id revision status answer holds department { code } voices { name ground } }";

async fn list(client: &Client<'_>, which: &str) -> Vec<Value> {
    let query = "query($list: SourceReportList!) { sourceReports(list: $list, first: 20) { nodes { id status answer holds } } }";
    client.query(query, json!({ "list": which })).await["sourceReports"]["nodes"].as_array().unwrap().clone()
}

async fn reported_joined_and_answered(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let (one, two) = (app.user("wgl.clerk").await, app.user("supervisor").await);
    let keeper = app.user("scjg.clerk").await;
    let subject = subjects(&app, json!({}), 1).await.remove(0);
    let report = async |client: &Client<'_>, input: Value| {
        let mut whole = json!({ "subjectId": subject["id"], "field": "CAPITAL", "proposed": "88万人民币", "ground": "现场核对营业执照" });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        client.mutate("reportSourceError", whole, SELECTION).await
    };
    report(&one, json!({ "ground": " " })).await.refused_at(ErrorCode::ReasonRequired, "ground");
    report(&one, json!({ "proposed": subject["capital"] })).await.codes();
    report(&one, json!({ "field": "USCC", "proposed": "91" }))
        .await
        .refused_at(ErrorCode::UsccInvalid, "proposed");
    report(&one, json!({ "field": "NAME", "proposed": subject["name"] }))
        .await
        .refused_at(ErrorCode::ReportMatches, "proposed");
    let first = report(&one, json!({})).await.ok()["sourceReport"].clone();
    assert_eq!(first["department"]["code"], "scjg");
    report(&one, json!({})).await.refused_with(ErrorCode::AlreadyReported);
    let joined = report(&two, json!({ "ground": "企业来函" })).await.ok()["sourceReport"].clone();
    assert_eq!((&joined["id"], joined["voices"].as_array().unwrap().len()), (&first["id"], 2));

    let waiting = keeper.query("{ toDo { reportsToAnswer } }", json!({})).await;
    assert_eq!(waiting["toDo"]["reportsToAnswer"], 1);
    assert_eq!(list(&keeper, "TO_ANSWER").await.len(), 1);
    assert_eq!(list(&one, "TO_ANSWER").await.len(), 0);
    let answer = async |client: &Client<'_>, accept: bool, text: &str| {
        let input = json!({ "id": first["id"], "revision": 1, "accept": accept, "answer": text });
        client.mutate("answerSourceReport", input, SELECTION).await
    };
    answer(&one, true, "").await.refused_with(ErrorCode::Forbidden);
    answer(&keeper, false, "").await.refused_at(ErrorCode::ReasonRequired, "answer");
    let done = answer(&keeper, true, "已核对档案").await.ok()["sourceReport"].clone();
    assert_eq!((&done["status"], &done["holds"]), (&json!("ACCEPTED"), &json!(true)));
    answer(&keeper, true, "").await.refused_with(ErrorCode::ReportAnswered);
    for client in [&one, &two] {
        assert_eq!(
            list(client, "MINE").await[0]["status"],
            "ACCEPTED",
            "who reported sees what became of it"
        );
    }
    let query =
        "query($id: ID!) { subject(id: $id) { capital changes(first: 1) { nodes { field after source } } } }";
    let data = one.query(query, json!({ "id": subject["id"] })).await;
    assert_eq!(data["subject"]["capital"], "88万人民币");
    let entry = &data["subject"]["changes"]["nodes"][0];
    assert_eq!((&entry["field"], &entry["source"]), (&json!("capital"), &json!("差错更正：已核对档案")));

    // The source says it again with the next file: what was corrected is told not to hold any more.
    let table = format!(
        "企业名称,统一社会信用代码,注册地址,注册资金\n{},{},舞钢市寺坡街道,1万人民币\n",
        subject["name"].as_str().unwrap(),
        subject["uscc"].as_str().unwrap()
    );
    let upload = keeper.upload("again.csv", "TABLE", table.into_bytes()).await.json()["id"].clone();
    keeper.mutate("startSubjectImport", json!({ "uploadId": upload }), "job { id }").await.ok();
    app.run_jobs().await;
    assert_eq!(list(&one, "MINE").await[0]["holds"], false);

    let taken = subjects(&app, json!({}), 2).await.remove(1);
    let same = report(&one, json!({ "field": "USCC", "proposed": taken["uscc"] })).await.ok()["sourceReport"]
        .clone();
    let input = json!({ "id": same["id"], "revision": 1, "accept": true });
    keeper.mutate("answerSourceReport", input, SELECTION).await.refused_with(ErrorCode::UsccTaken);
    let input = json!({ "id": same["id"], "revision": 0, "accept": false, "answer": "代码属于另一户" });
    keeper.mutate("answerSourceReport", input, SELECTION).await.refused_with(ErrorCode::StaleRevision);
    let input = json!({ "id": same["id"], "revision": 1, "accept": false, "answer": "代码属于另一户" });
    let declined = keeper.mutate("answerSourceReport", input, SELECTION).await.ok()["sourceReport"].clone();
    assert_eq!((&declined["status"], &declined["answer"]), (&json!("DECLINED"), &json!("代码属于另一户")));
}

async fn inspectors_have_history(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let clerk = app.user("office.clerk").await;
    let data = clerk
        .query(
            "{ inspectors(first: 1) { nodes { id code name certNo certValidFrom department { code } } } }",
            json!({}),
        )
        .await;
    let one = &data["inspectors"]["nodes"][0];
    let word = |name: &str| one[name].as_str().unwrap();
    let path = app.dir.path().join("inspectors.csv");
    let table = format!(
        "code,name,department,cert_no,cert_valid_from,cert_valid_to,fields\n{},{},{},{},{},2031-12-31,餐饮\n",
        word("code"),
        word("name"),
        one["department"]["code"].as_str().unwrap(),
        word("certNo"),
        word("certValidFrom"),
    );
    std::fs::write(&path, table).unwrap();
    let viewer = app.services.sessions.viewer(&clerk.token()).await.unwrap();
    let table = backend::exchange::open_table(&path).unwrap();
    backend::registry::import_inspectors(&app.services.core, &viewer, table).await.unwrap();
    let query = "query($id: ID!) { inspector(id: $id) { changes(first: 10) { nodes { field after changedBy source } } } }";
    let data = clerk.query(query, json!({ "id": one["id"] })).await;
    let entries = data["inspector"]["changes"]["nodes"].as_array().unwrap().clone();
    let until = entries.iter().find(|entry| entry["field"] == "certValidTo").unwrap();
    assert_eq!(until["after"], "2031-12-31");
    assert!(!until["changedBy"].is_null());
}
