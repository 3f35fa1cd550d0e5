//! Commands that come twice are carried out once and answered twice: a phone that did not hear the answer
//! sends them again.

use futures::future::join_all;
use serde_json::json;
use shared::ErrorCode;

use super::Scene;
use crate::support::field::{FINE, PHOTO, answer_all, enter};
use crate::support::{Answer, Engine, trail};

on_both_engines!(the_same_answer_again, the_same_command_at_once, keys_that_do_not_fit);

async fn the_same_answer_again(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let (app, visit) = (&scene.app, &scene.visit);
    let officer = scene.officer("gaj").await;
    let first = visit.check_in(&officer, "arrival").await.ok();
    app.advance(chrono::Duration::minutes(3));
    assert_eq!(visit.check_in(&officer, "arrival").await.ok(), first);
    assert_eq!(trail::count(app, "CHECK_IN").await, 1);

    let item = visit.item_of("gaj");
    answer_all(&officer, &item).await;
    let answers = trail::count(app, "ANSWER").await;
    answer_all(&officer, &item).await;
    assert_eq!(trail::count(app, "ANSWER").await, answers);

    let upload = officer.upload("a.jpg", "PHOTO", PHOTO.to_vec()).await.json();
    let photo = json!({ "visitItemId": item["id"], "uploadId": upload["id"], "commandKey": "photo" });
    let attach = async || officer.mutate("addEvidence", photo.clone(), "evidence { id }").await.ok();
    assert_eq!(attach().await, attach().await);
    assert_eq!(trail::count(app, "ADD_EVIDENCE").await, 1);

    let result = enter(&officer, &item, FINE, "result").await.ok();
    assert_eq!(enter(&officer, &item, FINE, "result").await.ok(), result);
    assert_eq!(trail::count(app, "ENTER_RESULT").await, 1);
}

/// The second comes before the first is answered.
async fn the_same_command_at_once(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let (app, visit) = (&scene.app, &scene.visit);
    let officer = scene.officer("gaj").await;
    join_all((0..4).map(|_| officer.query("{ today departments { id } }", json!({})))).await;
    let same = |answers: Vec<Answer>| {
        let payloads: Vec<_> = answers.iter().map(Answer::ok).collect();
        assert!(payloads.windows(2).all(|pair| pair[0] == pair[1]), "{payloads:?}");
    };
    same(join_all((0..4).map(|_| visit.check_in(&officer, "arrival"))).await);
    assert_eq!(trail::count(app, "CHECK_IN").await, 1);
    let item = visit.item_of("gaj");
    answer_all(&officer, &item).await;
    same(join_all((0..4).map(|_| enter(&officer, &item, FINE, "result"))).await);
    assert_eq!(trail::count(app, "ENTER_RESULT").await, 1);
    // Two officers of one department with keys of their own: two versions, one that counts.
    let colleague = app.user(&visit.officers()["gaj"][1]).await;
    let found = ("RECTIFY_ORDERED", "RECTIFY_AND_TRACK", "登记不全");
    let (one, two) =
        futures::join!(enter(&officer, &item, found, "second"), enter(&colleague, &item, FINE, "third"));
    let mut versions: Vec<i64> =
        [&one, &two].iter().map(|answer| answer.ok()["result"]["version"].as_i64().unwrap()).collect();
    versions.sort_unstable();
    assert_eq!(versions, [2, 3]);
    let counts = visit.again(app).await.item_of("gaj")["result"]["version"].clone();
    assert_eq!(counts, 3);
}

async fn keys_that_do_not_fit(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let visit = &scene.visit;
    let officer = scene.officer("gaj").await;
    for key in ["", "钥匙", &"x".repeat(65)] {
        visit.check_in(&officer, key).await.refused_at(ErrorCode::InvalidFormat, "commandKey");
    }
    visit.check_in(&officer, "arrival").await.ok();
    // Somebody else's key is not a way to his answer, and a key is of one command.
    let fire = scene.officer("xfj").await;
    visit.check_in(&fire, "arrival").await.refused_at(ErrorCode::InvalidFormat, "commandKey");
    let answer = enter(&officer, &visit.item_of("gaj"), FINE, "arrival").await;
    answer.refused_at(ErrorCode::InvalidFormat, "commandKey");
}
