//! Minutes and other files of a plan.

use std::io::Write;

use serde_json::{Value, json};
use shared::ErrorCode;

use crate::support::client::{Answer, Client, text};
use crate::support::plan::{self, Seen};
use crate::support::trail;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    minutes_are_attached_and_replaced,
    content_decides_and_not_the_name,
    who_may_have_a_file,
    a_filed_document_needs_a_filing,
);

const FILES: &str =
    "plan { files { uploadId kind name mediaType bytes sha256 note addedBy replacedAt replacedBy } }";

async fn start(engine: Engine) -> (TestApp, Seen) {
    let app = TestApp::new(engine, Template::Town).await;
    let plan = plan::open_plan(&app, 2026).await;
    (app, plan)
}

async fn attach(
    who: &Client<'_>,
    plan: &Seen,
    kind: &str,
    (name, bytes): (&str, &[u8]),
    note: &str,
) -> Answer {
    let upload = who.upload(name, "PAPER", bytes.to_vec()).await.json()["id"].clone();
    let input = json!({ "planId": plan.id, "kind": kind, "uploadId": upload, "note": note });
    who.mutate("attachPlanFile", input, FILES).await
}

fn files(answer: &Answer) -> Vec<Value> {
    answer.ok()["plan"]["files"].as_array().unwrap().clone()
}

async fn minutes_are_attached_and_replaced(engine: Engine) {
    let (app, plan) = start(engine).await;
    let clerk = app.user("office.clerk").await;
    let first = attach(&clerk, &plan, "MINUTES", ("纪要.pdf", b"%PDF-1.7 one"), "").await;
    let one = files(&first).remove(0);
    assert_eq!(
        (&one["kind"], &one["name"], &one["mediaType"]),
        (&json!("MINUTES"), &json!("纪要.pdf"), &json!("application/pdf"))
    );
    assert_eq!(text(&one["sha256"]).len(), 64);
    assert!(one["replacedAt"].is_null() && !one["addedBy"].is_null());

    // The same bytes are no other file, and another needs a reason.
    let same = attach(&clerk, &plan, "MINUTES", ("纪要二.pdf", b"%PDF-1.7 one"), "更正").await;
    same.refused_at(ErrorCode::NothingChanged, "uploadId");
    let mute = attach(&clerk, &plan, "MINUTES", ("纪要.pdf", b"%PDF-1.7 two"), " ").await;
    mute.refused_at(ErrorCode::ReasonRequired, "note");
    let long = "长".repeat(201);
    attach(&clerk, &plan, "MINUTES", ("纪要.pdf", b"%PDF-1.7 two"), &long)
        .await
        .refused_at(ErrorCode::TooLong, "note");

    let head = app.user("office.head").await;
    let second = attach(&head, &plan, "MINUTES", ("纪要.pdf", b"%PDF-1.7 two"), "补盖印章").await;
    let both = files(&second);
    assert_eq!(both.len(), 2);
    assert!(both[0]["replacedAt"].is_null() && !both[1]["replacedAt"].is_null());
    assert_eq!(both[1]["sha256"], one["sha256"], "the old one stays on record");
    // And can still be read.
    let old = clerk.get(&format!("/api/uploads/{}", text(&both[1]["uploadId"]))).await;
    assert_eq!(old.body, b"%PDF-1.7 one");
    assert_eq!(trail::count(&app, "KEEP_PLAN_FILES").await, 2);
}

fn archive(parts: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(*part, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

async fn content_decides_and_not_the_name(engine: Engine) {
    let (app, plan) = start(engine).await;
    let clerk = app.user("office.clerk").await;
    let docx = archive(&["[Content_Types].xml", "word/document.xml"]);
    let kept = attach(&clerk, &plan, "MINUTES", ("纪要.bin", &docx), "").await;
    assert!(text(&files(&kept)[0]["mediaType"]).ends_with("wordprocessingml.document"));
    let macros = archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
    let sheet = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    let broken = b"PK\x03\x04 and nothing else".to_vec();
    let page = "<html><script>alert(1)</script></html>".as_bytes().to_vec();
    for bytes in [macros, sheet, broken, page, b"MZ\x90\x00".to_vec()] {
        let answer = clerk.upload("纪要.pdf", "PAPER", bytes).await;
        assert_eq!((answer.status.as_u16(), answer.json()["code"].clone()), (415, json!("UPLOAD_TYPE")));
    }
    // A table is no paper, whoever uploaded it.
    let table = clerk.upload("a.csv", "TABLE", "企业名称\n甲\n".into()).await.json()["id"].clone();
    let input = json!({ "planId": plan.id, "kind": "ISSUED", "uploadId": table });
    clerk.mutate("attachPlanFile", input, FILES).await.refused_at(ErrorCode::UploadType, "uploadId");
}

async fn who_may_have_a_file(engine: Engine) {
    let (app, plan) = start(engine).await;
    let office = app.user("office.clerk").await;
    let answer = office.upload("纪要.pdf", "PAPER", b"%PDF-1.7".to_vec()).await;
    let upload = text(&answer.json()["id"]);
    let uri = format!("/api/uploads/{upload}");
    // Before it belongs to a plan it is its owner's alone.
    assert_eq!(app.user("scjg.clerk").await.get(&uri).await.status, 404);
    let foreign = json!({ "planId": plan.id, "kind": "MINUTES", "uploadId": upload });
    app.user("office.head")
        .await
        .mutate("attachPlanFile", foreign.clone(), FILES)
        .await
        .refused_at(ErrorCode::NotFound, "uploadId");
    assert!(office.mutate("attachPlanFile", foreign, FILES).await.is_ok());
    for (who, status) in [("scjg.clerk", 200), ("supervisor", 200), ("auditor", 404), ("sysadmin", 404)] {
        assert_eq!(app.user(who).await.get(&uri).await.status, status, "{who}");
    }
    assert_eq!(app.anybody().get(&uri).await.status, 401);
    let clerk = app.user("scjg.clerk").await;
    assert_eq!(clerk.upload("纪要.pdf", "PAPER", b"%PDF-1.7".to_vec()).await.status, 403);
}

async fn a_filed_document_needs_a_filing(engine: Engine) {
    let (app, draft) = start(engine).await;
    let clerk = app.user("office.clerk").await;
    let file = ("回执.pdf", b"%PDF-1.7 filed".as_slice());
    attach(&clerk, &draft, "FILING", file, "").await.refused_with(ErrorCode::IllegalTransition);
    let world = World::of(&app).await;
    let line = plan::approved_line(&app, &world, &draft, "J09").await;
    assert_eq!(line.status, "APPROVED");
    let approved = plan::plan_in(&plan::approve_plan(&app, &draft).await);
    let filed = plan::plan_in(&plan::file_plan(&app, &approved).await);
    assert!(attach(&clerk, &filed, "FILING", file, "").await.is_ok());
}
