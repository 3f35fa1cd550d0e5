//! An officer who cannot come: that seat alone is filled anew, by the rule and nobody's choice.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use shared::ErrorCode;
use shared::draw::{Bundle, from_hex};
use shared::seats::{Refill, SeatCosts};

use super::Scene;
use crate::support::dump::texts;
use crate::support::field::{FINE, Visit, enter};
use crate::support::trail::entries;
use crate::support::{Answer, Engine};

on_both_engines!(the_rule_says_who_comes, what_the_registers_say, until_nobody_is_left, who_may_not);

impl Scene {
    async fn refill(&self, who: &str, leaving: Value, reason: &str) -> Answer {
        let input = json!({
            "visitId": self.visit.id(), "departmentId": self.world.department("gaj"),
            "inspectorId": leaving, "reason": reason,
        });
        self.app.user(who).await.mutate("refillSeat", input, "visit { revision }").await
    }

    /// The id of an officer by user name.
    async fn inspector(&self, username: &str) -> Value {
        let query = "query($id: ID!) { visit(id: $id) { team { inspector { id code } } } }";
        let data = self.app.user("office.clerk").await.query(query, json!({ "id": self.visit.id() })).await;
        let mut seats = data["visit"]["team"].as_array().unwrap().iter();
        let code = username.replace(".i", "-");
        seats.find(|seat| seat["inspector"]["code"] == code.as_str()).unwrap()["inspector"]["id"].clone()
    }

    async fn changes(&self) -> Vec<Value> {
        let query = "query($id: ID!) { visit(id: $id) { teamChanges {
            inspector { code } department { code } change reason successor { code } } } }";
        let data = self.app.user("gaj.head").await.query(query, json!({ "id": self.visit.id() })).await;
        data["visit"]["teamChanges"].as_array().unwrap().clone()
    }

    async fn costs(&self) -> SeatCosts {
        let bytes = self.app.anybody().get(&self.wave.bundle_uri()).await.body;
        let seed = Bundle::read(&bytes).unwrap().seed;
        SeatCosts::new(self.wave.hash, &from_hex(&seed).unwrap())
    }
}

fn leader(visit: &Visit) -> Option<String> {
    let team = visit.0["team"].as_array().unwrap();
    let leads = team.iter().find(|seat| seat["leader"] == true)?;
    Some(leads["inspector"]["code"].as_str().unwrap().replace('-', ".i"))
}

async fn the_rule_says_who_comes(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let before = scene.visit.officers();
    let leaving = before["gaj"][0].clone();
    let id = scene.inspector(&leaving).await;
    scene.refill("gaj.head", id, "途中受伤，已就医").await.ok();
    let after = scene.visit.again(&scene.app).await;
    let team = after.officers();
    assert_eq!(team["gaj"].len(), before["gaj"].len());
    assert!(!team["gaj"].contains(&leaving));
    for (department, officers) in before.iter().filter(|(department, _)| *department != "gaj") {
        assert_eq!(team[department], *officers, "only that seat");
    }
    let mut leaders = after.0["team"].as_array().unwrap().iter().filter(|seat| seat["leader"] == true);
    let (led, more) = (leaders.next().unwrap(), leaders.next());
    assert_eq!((&led["department"]["code"], more), (&after.0["lead"]["code"], None));
    if leader(&scene.visit) != Some(leaving.clone()) {
        assert_eq!(leader(&after), leader(&scene.visit));
    }

    // Whoever knows the key can follow it.
    let raw = scene.app.db.raw().await;
    let judged = texts(&raw, "select cast(judged as text) from seat where judged is not null").await;
    let refill: Refill = serde_json::from_str(&judged[0]).unwrap();
    assert!(refill.holds(&scene.costs().await));
    let coming = refill.chosen.clone().unwrap().replace('-', ".i");
    assert!(team["gaj"].contains(&coming));
    assert!(!refill.eligible.contains(&leaving.replace(".i", "-")));

    // The newcomer works, whoever left does not any more.
    let item = scene.visit.item_of("gaj");
    let gone = scene.app.user(&leaving).await;
    let refused = enter(&gone, &item, FINE, "gone").await;
    assert!(["NOT_ON_TEAM", "NOT_FOUND"].contains(&refused.codes()[0].as_str()), "{:?}", refused.codes());
    crate::support::field::answer_all(&scene.app.user(&coming).await, &item).await;
    let changes = scene.changes().await;
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0]["change"], "UNABLE");
    assert_eq!(changes[0]["reason"], "途中受伤，已就医");
    assert_eq!(changes[0]["successor"]["code"].as_str(), refill.chosen.as_deref());
    assert!(entries(&scene.app).await.iter().any(|entry| entry["action"] == "REFILL_SEAT"));
}

async fn what_the_registers_say(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let leaving = scene.visit.officers()["gaj"][0].clone();
    let query = "query($id: ID!) { unfitOfficers(id: $id) { inspector { code } reasons } }";
    let head = scene.app.user("gaj.head").await;
    let unfit = async || head.query(query, json!({ "id": scene.visit.id() })).await["unfitOfficers"].clone();
    assert_eq!(unfit().await, json!([]));
    let code = leaving.replace(".i", "-");
    let raw = scene.app.db.raw().await;
    let sql = format!("update inspector set cert_valid_to = '2026-06-15' where code = '{code}'");
    raw.execute_unprepared(&sql).await.unwrap();
    assert_eq!(unfit().await, json!([{ "inspector": { "code": code }, "reasons": ["CERT_ENDS"] }]));
    // Another department's head learns nothing of it.
    let other = scene.app.user("xfj.head").await.query(query, json!({ "id": scene.visit.id() })).await;
    assert_eq!(other["unfitOfficers"], json!([]));
    let id = scene.inspector(&leaving).await;
    scene.refill("gaj.head", id, "执法证到期未换发").await.ok();
    assert_eq!(unfit().await, json!([]));
    assert_eq!(scene.changes().await[0]["change"], "CERTIFICATE");
}

async fn until_nobody_is_left(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let mut left = 0;
    let vacant = loop {
        let visit = scene.visit.again(&scene.app).await;
        let seated = visit.officers().get("gaj").cloned().unwrap_or_default();
        let part = visit.0["departments"].as_array().unwrap().iter();
        let part = part.clone().find(|part| part["department"]["code"] == "gaj").unwrap();
        if (seated.len() as u64) < part["seats"].as_u64().unwrap() {
            break seated;
        }
        let id = scene.inspector(&seated[0]).await;
        scene.refill("gaj.head", id, "不能到场").await.ok();
        left += 1;
    };
    assert!(left > 1 && left < 40, "{left}");
    assert_eq!(scene.changes().await.last().unwrap()["successor"], Value::Null);
    scene.refill("gaj.head", Value::Null, "补齐").await.refused_with(ErrorCode::NobodyEligible);
    assert_eq!(
        scene.visit.again(&scene.app).await.officers().get("gaj").cloned().unwrap_or_default(),
        vacant
    );
}

async fn who_may_not(engine: Engine) {
    let scene = Scene::approved(engine).await;
    let leaving = scene.visit.officers()["gaj"][0].clone();
    let id = scene.inspector(&leaving).await;
    for who in ["gaj.clerk", "xfj.head", "office.head", leaving.as_str()] {
        scene.refill(who, id.clone(), "理由").await.refused_with(ErrorCode::Forbidden);
    }
    scene.refill("gaj.head", id.clone(), " ").await.refused_at(ErrorCode::ReasonRequired, "reason");
    scene.refill("gaj.head", id.clone(), &"长".repeat(501)).await.refused_at(ErrorCode::TooLong, "reason");
    // The team is whole.
    scene.refill("gaj.head", Value::Null, "补齐").await.refused_with(ErrorCode::IllegalTransition);
    let foreign = scene.visit.officers()["xfj"][0].clone();
    let foreign = scene.inspector(&foreign).await;
    scene.refill("gaj.head", foreign, "理由").await.refused_with(ErrorCode::NotFound);
    let officer = scene.officer("gaj").await;
    let input = json!({ "visitId": scene.visit.id(), "notPossibleReason": "停业", "commandKey": "over" });
    scene.visit.check_in(&officer, "in").await.ok();
    officer.mutate("finishVisit", input, "visit { status }").await.ok();
    scene.refill("gaj.head", id, "理由").await.refused_with(ErrorCode::IllegalTransition);
}
