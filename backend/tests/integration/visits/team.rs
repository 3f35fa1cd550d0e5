//! Only the team, only with a valid certificate, only one's own department's items.

use sea_orm::ConnectionTrait;
use serde_json::json;
use shared::ErrorCode;

use super::Scene;
use crate::support::client::text;
use crate::support::field::{FINE, PHOTO, answer_all, enter, fitting};
use crate::support::people::{self, grant};
use crate::support::{Client, Engine, trail};

on_both_engines!(not_on_the_team, anothers_item, certificates, a_role_that_was_taken_away, photos);

async fn not_on_the_team(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let (app, visit) = (&scene.app, &scene.visit);
    let seated = visit.officers()["gaj"].clone();
    let other = (1..9).map(|number| format!("gaj.i{number:02}")).find(|name| !seated.contains(name)).unwrap();
    // An inspector sees his own doors only.
    let stranger = app.user(&other).await;
    visit.check_in(&stranger, "stranger").await.refused_with(ErrorCode::NotFound);
    let query = "query($id: ID!) { visit(id: $id) { code } }";
    stranger.post(query, json!({ "id": visit.id() })).await.refused_with(ErrorCode::NotFound);
    // One who is a clerk as well sees his department's, and still has no seat.
    let gaj = Some(scene.world.department("gaj"));
    grant(app, &stranger.id(), &[("INSPECTOR", gaj), ("DEPARTMENT_CLERK", gaj)]).await;
    stranger.query(query, json!({ "id": visit.id() })).await;
    visit.check_in(&stranger, "clerk").await.refused_with(ErrorCode::NotOnTeam);
    enter(&stranger, &visit.item_of("gaj"), FINE, "clerk-result").await.refused_with(ErrorCode::NotOnTeam);
    // Neither clerks nor heads nor the office work at a door.
    for username in ["gaj.clerk", "gaj.head", "office.clerk", "expert.01", "supervisor"] {
        let answer = visit.check_in(&app.user(username).await, username).await;
        let codes = answer.codes();
        assert!(codes == ["FORBIDDEN"] || codes == ["NOT_FOUND"], "{username}: {codes:?}");
    }
}

async fn anothers_item(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let fire = scene.officer("xfj").await;
    let police = scene.visit.item_of("gaj");
    enter(&fire, &police, FINE, "result").await.refused_with(ErrorCode::NotYourItem);
    let question = &police["item"]["questions"][0];
    let answer = json!({
        "visitItemId": police["id"], "questionId": question["id"], "answer": fitting(question), "commandKey": "a",
    });
    fire.mutate("saveAnswer", answer, "answer { id }").await.refused_with(ErrorCode::NotYourItem);
    let upload = fire.upload("x.jpg", "PHOTO", PHOTO.to_vec()).await.json();
    let photo = json!({ "visitItemId": police["id"], "uploadId": upload["id"], "commandKey": "p" });
    fire.mutate("addEvidence", photo, "evidence { id }").await.refused_with(ErrorCode::NotYourItem);
    // He reads it: the form is merged, writing is not.
    let query = "query($id: ID!) { visit(id: $id) { items { department { code } answers { id } } } }";
    let data = fire.query(query, json!({ "id": scene.visit.id() })).await;
    assert_eq!(data["visit"]["items"].as_array().map(Vec::len), Some(scene.visit.items().len()));
    let own = scene.visit.item_of("xfj");
    answer_all(&fire, &own).await;
    enter(&fire, &own, FINE, "own").await.ok();
}

/// R8: valid on the day of the visit, whenever the draw was.
async fn certificates(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let code = scene.visit.officer("gaj").replace(".i", "-");
    let officer = scene.officer("gaj").await;
    let raw = scene.app.db.raw().await;
    for change in ["cert_valid_to = '2026-06-15'", "cert_valid_from = '2026-12-01'", "active = false"] {
        let sql = format!("update inspector set {change} where code = '{code}'");
        raw.execute_unprepared(&sql).await.unwrap();
        let answer = scene.visit.check_in(&officer, "in").await;
        answer.refused_with(ErrorCode::CertificateInvalid);
        let restore = "cert_valid_from = '2024-01-01', cert_valid_to = '2029-12-31', active = true";
        let sql = format!("update inspector set {restore} where code = '{code}'");
        raw.execute_unprepared(&sql).await.unwrap();
    }
    scene.visit.check_in(&officer, "in").await.ok();
    let sql = format!("update inspector set cert_valid_to = '2026-06-15' where code = '{code}'");
    raw.execute_unprepared(&sql).await.unwrap();
    let result = enter(&officer, &scene.visit.item_of("gaj"), FINE, "result").await;
    result.refused_with(ErrorCode::CertificateInvalid);
}

async fn a_role_that_was_taken_away(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let officer = scene.officer("gaj").await;
    grant(&scene.app, &officer.id(), &[]).await;
    let answer = scene.visit.finish(&officer, "out").await;
    answer.refused_with(ErrorCode::Forbidden);
    // A seat of one department does not help with the role of another.
    let fire = Some(scene.world.department("xfj"));
    grant(&scene.app, &officer.id(), &[("INSPECTOR", fire)]).await;
    let answer = enter(&officer, &scene.visit.item_of("gaj"), FINE, "result").await;
    answer.refused_with(ErrorCode::Forbidden);
}

async fn photos(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let (app, visit) = (&scene.app, &scene.visit);
    let officer = scene.officer("gaj").await;
    let item = visit.item_of("gaj");
    let attach = async |who: &Client<'_>, upload: &str, key: &str| {
        let input = json!({
            "visitItemId": item["id"], "uploadId": upload, "caption": "前台", "commandKey": key,
        });
        who.mutate("addEvidence", input, "evidence { id }").await
    };
    for (name, bytes) in [
        ("a.svg", b"<svg onload=alert(1)>".as_slice()),
        ("a.jpg", b"not a picture"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.exe", b"MZ\x90\x00"),
        ("empty", b""),
    ] {
        let answer = officer.upload(name, "PHOTO", bytes.to_vec()).await;
        assert_eq!(answer.status, 415, "{name}");
        assert_eq!(answer.json()["code"], "UPLOAD_TYPE");
    }
    let colleague = app.user(&visit.officers()["gaj"][1]).await;
    let theirs = text(&colleague.upload("c.jpg", "PHOTO", PHOTO.to_vec()).await.json()["id"]);
    attach(&officer, &theirs, "theirs").await.refused_with(ErrorCode::NotFound);
    let own = officer.upload("../../etc/passwd", "PHOTO", PHOTO.to_vec()).await.json();
    let own = text(&own["id"]);
    attach(&officer, &own, "own").await.ok();
    assert_eq!(trail::count(app, "ADD_EVIDENCE").await, 1);
    let uri = format!("/api/uploads/{own}");
    for (username, status) in [
        (visit.officer("xfj"), 200),
        ("gaj.clerk".into(), 200),
        ("supervisor".into(), 200),
        ("sthj.clerk".into(), 404),
        ("sthj.i01".into(), 404),
        ("auditor".into(), 403),
        ("expert.01".into(), 403),
    ] {
        assert_eq!(app.user(&username).await.get(&uri).await.status, status, "{username}");
    }
    assert_eq!(app.anybody().get(&uri).await.status, 401);
    let read = colleague.get(&uri).await;
    assert_eq!(
        (read.header("content-type"), read.header("x-content-type-options")),
        ("image/jpeg", "nosniff")
    );
    let nobody = people::make(app, "nobody", &[]).await;
    assert_eq!(nobody.get(&uri).await.status, 403);
}
