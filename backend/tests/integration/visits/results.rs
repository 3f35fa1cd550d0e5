//! Corrections and publication: every version is kept, one counts, the head of the department decides.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use shared::ErrorCode;

use super::Scene;
use crate::support::client::text;
use crate::support::field::{self, FINE, answer_all, enter};
use crate::support::people::grant;
use crate::support::{Client, Engine, trail};

on_both_engines!(corrections_are_versions, who_publishes, withheld, nobody_publishes_his_own);

async fn corrections_are_versions(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let officer = scene.officer("gaj").await;
    let item = scene.visit.item_of("gaj");
    answer_all(&officer, &item).await;
    let first = enter(&officer, &item, FINE, "one").await.ok()["result"].clone();
    let second =
        enter(&officer, &item, ("RECTIFY_ORDERED", "RECTIFY_AND_TRACK", "登记不全"), "two").await.ok();
    assert_eq!((&first["version"], &second["result"]["version"]), (&json!(1), &json!(2)));
    let head = scene.app.user("gaj.head").await;
    let data = head.query("{ results(first: 10) { totalCount nodes { id version code } } }", json!({})).await;
    assert_eq!(data["results"]["totalCount"], 1, "one counts");
    assert_eq!(data["results"]["nodes"][0]["code"], "RECTIFY_ORDERED");
    // Both are there, and the trail has what was before.
    let raw = scene.app.db.raw().await;
    let sql = "select code from result where department_id = (select id from department where code = 'gaj')
        order by version";
    let rows = raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql)).await.unwrap();
    let codes: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    assert_eq!(codes, ["NO_ISSUE", "RECTIFY_ORDERED"]);
    let entries = trail::entries(&scene.app).await;
    let correction = entries.iter().rfind(|entry| entry["action"] == "ENTER_RESULT").unwrap();
    let before: Value = serde_json::from_str(correction["before"].as_str().unwrap()).unwrap();
    assert_eq!((&before["version"], &before["code"]), (&json!(1), &json!("NO_ISSUE")));
    // A visit that is not over publishes nothing.
    publish(&head, &[second["result"]["id"].clone()]).await.refused_with(ErrorCode::IllegalTransition);
    publish(&head, &[first["id"].clone()]).await.refused_with(ErrorCode::AlreadyPublished);
}

pub async fn publish(who: &Client<'_>, ids: &[Value]) -> crate::support::Answer {
    who.mutate("publishResults", json!({ "ids": ids }), "results { id publication }").await
}

/// The results of a department that wait.
pub async fn pending(scene: &Scene, department: &str) -> Vec<Value> {
    let query = "query($d: ID!) { results(filter: { departmentId: $d, publication: PENDING }, first: 50) { nodes { id } } }";
    let office = scene.app.user("office.clerk").await;
    let data = office.query(query, json!({ "d": scene.world.department(department) })).await;
    data["results"]["nodes"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect()
}

async fn who_publishes(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let app = &scene.app;
    field::work(app, &scene.visit).await;
    let ids = pending(&scene, "gaj").await;
    for username in ["xfj.head", "gaj.clerk", "office.head", "supervisor"] {
        publish(&app.user(username).await, &ids).await.refused_with(ErrorCode::Forbidden);
    }
    let head = app.user("gaj.head").await;
    let mixed: Vec<Value> = ids.iter().cloned().chain(pending(&scene, "xfj").await).collect();
    publish(&head, &mixed).await.refused_with(ErrorCode::Forbidden);
    let unknown = [ids[0].clone(), json!("res_00000000000070008000000000000000")];
    publish(&head, &unknown).await.refused_with(ErrorCode::NotFound);
    assert_eq!(pending(&scene, "gaj").await, ids, "all or none");
    publish(&head, &ids).await.ok();
    // Each that stands in the way is named by its place.
    let again = publish(&head, &ids).await;
    again.refused_at(ErrorCode::AlreadyPublished, &format!("ids.{}", ids.len() - 1));
    assert_eq!(again.codes().len(), ids.len());
    assert_eq!(trail::count(app, "PUBLISH_RESULTS").await, 1);
    // The clocks of others are not a department's to read.
    let fire = app.user("xfj.clerk").await;
    let query = "query($d: ID!) { results(filter: { departmentId: $d }, first: 5) { totalCount } }";
    let data = fire.query(query, json!({ "d": scene.world.department("gaj") })).await;
    assert_eq!(data["results"]["totalCount"], 0);
}

async fn withheld(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let app = &scene.app;
    field::work(app, &scene.visit).await;
    let id = pending(&scene, "gaj").await.swap_remove(0);
    let head = app.user("gaj.head").await;
    let withhold = async |who: &Client<'_>, basis: &str, review_on: &str| {
        let input = json!({ "id": id, "basis": basis, "reviewOn": review_on });
        who.mutate("withholdResult", input, "result { publication withholdBasis }").await
    };
    withhold(&head, " ", "2027-01-04").await.refused_at(ErrorCode::WithholdBasis, "basis");
    withhold(&head, "依法不公开", "2026-06-01").await.refused_at(ErrorCode::OutOfRange, "reviewOn");
    let fire = app.user("xfj.head").await;
    withhold(&fire, "依法不公开", "2027-01-04").await.refused_with(ErrorCode::Forbidden);
    let basis = "《中华人民共和国政府信息公开条例》第十五条";
    let payload = withhold(&head, basis, "2027-01-04").await.ok();
    assert_eq!(payload["result"], json!({ "publication": "WITHHELD", "withholdBasis": basis }));
    publish(&head, std::slice::from_ref(&id)).await.refused_at(ErrorCode::AlreadyPublished, "ids.0");
    let firm = text(&scene.visit.item_of("gaj")["subject"]["uscc"]);
    let query = "query($uscc: String!) { publicSubject(uscc: $uscc) { results { department { code } } } }";
    let data = app.anybody().query(query, json!({ "uscc": firm })).await;
    assert_eq!(data["publicSubject"]["results"], json!([]));
    review(&scene, &id).await;
}

/// On its day it is decided anew: withheld for longer, or published after all.
async fn review(scene: &Scene, id: &Value) {
    let app = &scene.app;
    let board = "{ resultBoard { withheld review } toDo { resultsToReview } }";
    let head = app.user("gaj.head").await;
    let counted = head.query(board, json!({})).await;
    assert_eq!(counted["resultBoard"], json!({ "withheld": 1, "review": 0 }));
    field::move_to(app, "2027-01-04".parse().unwrap());
    let head = app.user("gaj.head").await;
    let counted = head.query(board, json!({})).await;
    assert_eq!(counted["resultBoard"], json!({ "withheld": 1, "review": 1 }));
    assert_eq!(counted["toDo"]["resultsToReview"], 1);
    let list = "{ results(filter: { review: true }, first: 5) { nodes { id reviewDue } } }";
    assert_eq!(
        head.query(list, json!({})).await["results"]["nodes"],
        json!([{ "id": id, "reviewDue": true }])
    );
    let input = json!({ "id": id, "basis": "仍不适合公开", "reviewOn": "2027-06-01" });
    head.mutate("withholdResult", input, "result { reviewDue }").await.ok();
    publish(&head, std::slice::from_ref(id)).await.refused_with(ErrorCode::AlreadyPublished);
    field::move_to(app, "2027-06-01".parse().unwrap());
    publish(&app.user("gaj.head").await, std::slice::from_ref(id)).await.ok();
}

async fn nobody_publishes_his_own(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let app = &scene.app;
    field::work(app, &scene.visit).await;
    let officer = scene.officer("gaj").await;
    let gaj = Some(scene.world.department("gaj"));
    grant(app, &officer.id(), &[("INSPECTOR", gaj), ("DEPARTMENT_HEAD", gaj)]).await;
    publish(&officer, &pending(&scene, "gaj").await).await.refused_with(ErrorCode::SamePerson);
}
