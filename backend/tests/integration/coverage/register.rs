//! The register of leave and recusal: who enters, who decides, who reads why.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{decide, declare, officer, subjects};
use crate::support::client::text;
use crate::support::people::grant;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp, trail};

on_both_engines!(leave, who_decides, who_reads_why);

const LEAVE: &str = "leave { id revision from to endedOn reason endReason enteredBy endedBy }";

async fn leave(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let id = officer(&app, "gaj.i01").await;
    let input = |from: &str, to: &str, reason: &str| json!({ "inspectorId": id, "from": from, "to": to, "reason": reason });
    let enter = async |who: &str, input: Value| app.user(who).await.mutate("enterLeave", input, LEAVE).await;
    enter("xfj.clerk", input("2026-06-16", "2026-06-30", "年休假")).await.refused_with(ErrorCode::Forbidden);
    enter("gaj.i01", input("2026-06-16", "2026-06-30", "年休假")).await.refused_with(ErrorCode::Forbidden);
    enter("gaj.clerk", input("2026-06-30", "2026-06-16", "年休假"))
        .await
        .refused_at(ErrorCode::WindowOrder, "to");
    enter("gaj.clerk", input("2026-06-16", "2026-06-30", ""))
        .await
        .refused_at(ErrorCode::ReasonRequired, "reason");
    let row = enter("gaj.clerk", input("2026-06-10", "2026-06-30", "年休假")).await.ok()["leave"].clone();
    let end = async |last: &str, revision: &Value| {
        let input = json!({ "id": row["id"], "revision": revision, "last": last, "reason": "提前返岗" });
        app.user("gaj.head").await.mutate("endLeave", input, LEAVE).await
    };
    end("2026-06-30", &row["revision"]).await.refused_at(ErrorCode::OutOfRange, "last");
    end("2026-06-13", &row["revision"]).await.refused_at(ErrorCode::OutOfRange, "last");
    end("2026-06-20", &json!(9)).await.refused_with(ErrorCode::StaleRevision);
    let ended = end("2026-06-20", &row["revision"]).await.ok()["leave"].clone();
    assert_eq!(
        (&ended["to"], &ended["endedOn"]),
        (&json!("2026-06-30"), &json!("2026-06-20")),
        "both stay readable"
    );
    end("2026-06-18", &ended["revision"]).await.refused_with(ErrorCode::IllegalTransition);
    assert_eq!((trail::count(&app, "ENTER_LEAVE").await, trail::count(&app, "END_LEAVE").await), (1, 1));
    let query = "query($open: Boolean!) { leaves(filter: { open: $open }, first: 5) { totalCount nodes { reason } } }";
    let listed = async |who: &str, open: bool| {
        app.user(who).await.query(query, json!({ "open": open })).await["leaves"].clone()
    };
    assert_eq!(listed("gaj.clerk", true).await["nodes"][0]["reason"], "年休假");
    assert_eq!(listed("gaj.i01", true).await["nodes"][0]["reason"], "年休假", "one's own");
    assert!(listed("xfj.clerk", true).await["nodes"][0]["reason"].is_null());
    app.advance(chrono::Duration::days(6));
    assert_eq!(listed("gaj.clerk", true).await["totalCount"], 0);
    assert_eq!(listed("gaj.clerk", false).await["totalCount"], 1);
}

async fn who_decides(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let id = officer(&app, "gaj.i01").await;
    let firms = subjects(&app, "住宿").await;
    let firm = |index: usize| text(&firms[index]["id"]);
    // An officer declares nothing for a colleague, and nobody declares in an officer's name.
    let colleague = officer(&app, "gaj.i02").await;
    declare(&app, "gaj.i01", &colleague, (&firm(0), "OFFICER")).await.refused_with(ErrorCode::Forbidden);
    declare(&app, "gaj.clerk", &id, (&firm(0), "OFFICER")).await.refused_with(ErrorCode::Forbidden);
    declare(&app, "gaj.i01", &id, (&firm(0), "FIRM")).await.refused_with(ErrorCode::Forbidden);
    declare(&app, "xfj.clerk", &id, (&firm(0), "DEPARTMENT")).await.refused_with(ErrorCode::Forbidden);
    let own = declare(&app, "gaj.i01", &id, (&firm(0), "OFFICER")).await.ok()["recusal"].clone();
    assert_eq!((&own["state"], &own["counts"]), (&json!("PENDING"), &json!(true)), "counts at once");
    declare(&app, "gaj.clerk", &id, (&firm(0), "DEPARTMENT")).await.refused_with(ErrorCode::RecusalExists);
    let asked = declare(&app, "gaj.clerk", &id, (&firm(1), "FIRM")).await.ok()["recusal"].clone();
    assert_eq!(asked["counts"], false, "the work goes on until it is decided");
    decide(&app, "gaj.clerk", &own, true).await.refused_with(ErrorCode::Forbidden);
    decide(&app, "xfj.head", &own, true).await.refused_with(ErrorCode::Forbidden);
    let data = app.user("gaj.head").await.query("{ toDo { recusalsToDecide } }", json!({})).await;
    assert_eq!(data["toDo"]["recusalsToDecide"], 2);
    // Never the officer, though he be the head.
    let gaj = Some(world.department("gaj"));
    let both = app.user("gaj.i01").await;
    grant(&app, &both.id(), &[("INSPECTOR", gaj), ("DEPARTMENT_HEAD", gaj)]).await;
    let both = crate::support::Client::login(&app, "gaj.i01", backend::demo::PASSWORD).await;
    let input = json!({ "id": own["id"], "revision": 1, "approve": true });
    both.mutate("decideRecusal", input, "recusal { id }").await.refused_with(ErrorCode::SamePerson);
    // Nor whoever asked.
    let proposed =
        declare(&app, "gaj.head", &colleague, (&firm(0), "DEPARTMENT")).await.ok()["recusal"].clone();
    decide(&app, "gaj.head", &proposed, true).await.refused_with(ErrorCode::SamePerson);
    let input = json!({ "id": asked["id"], "revision": 1, "approve": false });
    let head = app.user("gaj.head").await;
    head.mutate("decideRecusal", input, "recusal { id }")
        .await
        .refused_at(ErrorCode::ReasonRequired, "reason");
    let refused = decide(&app, "gaj.head", &asked, false).await.ok()["recusal"].clone();
    assert_eq!((&refused["state"], &refused["counts"]), (&json!("REJECTED"), &json!(false)));
    let approved = decide(&app, "gaj.head", &own, true).await.ok()["recusal"].clone();
    decide(&app, "gaj.head", &own, true).await.refused_with(ErrorCode::StaleRevision);
    let end = json!({ "id": approved["id"], "revision": 2, "last": "2026-06-20", "reason": "股权已转让" });
    let ended = head.mutate("endRecusal", end, "recusal { state to counts }").await.ok();
    assert_eq!(ended["recusal"], json!({ "state": "ENDED", "to": "2026-06-20", "counts": true }));
    declare(&app, "gaj.clerk", &id, (&firm(0), "DEPARTMENT")).await.ok();
    assert_eq!(trail::count(&app, "DECLARE_RECUSAL").await, 4);
    assert_eq!((trail::count(&app, "DECIDE_RECUSAL").await, trail::count(&app, "END_RECUSAL").await), (2, 1));
}

async fn who_reads_why(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let id = officer(&app, "gaj.i01").await;
    let firms = subjects(&app, "住宿").await;
    declare(&app, "gaj.i01", &id, (&text(&firms[0]["id"]), "OFFICER")).await.ok();
    declare(&app, "gaj.clerk", &id, (&text(&firms[1]["id"]), "FIRM")).await.ok();
    let query = "{ recusals(first: 5) { totalCount nodes { ground detail origin askedBy state inspector { code } subject { name } } } }";
    for (who, shown, count) in [
        ("gaj.clerk", true, 2),
        ("gaj.head", true, 2),
        ("gaj.i01", true, 2),
        ("secadmin", true, 2),
        ("auditor", true, 2),
        ("gaj.i02", false, 1),
        ("xfj.clerk", false, 1),
        ("office.clerk", false, 1),
        ("supervisor", false, 1),
    ] {
        let found = app.user(who).await.query(query, json!({})).await["recusals"].clone();
        assert_eq!(found["totalCount"], count, "{who}: a request that waits is nobody else's");
        for row in found["nodes"].as_array().unwrap() {
            assert_eq!(row["inspector"]["code"], "gaj-01");
            for field in ["ground", "detail", "origin", "askedBy"] {
                assert_eq!(row[field].is_null(), !shown, "{who} {field}");
            }
        }
    }
    for who in ["sysadmin", "expert.01"] {
        app.user(who).await.post(query, json!({})).await.refused_with(ErrorCode::Forbidden);
    }
}
