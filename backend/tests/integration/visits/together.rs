//! Two officers of one department who did not know of each other: nobody's entry vanishes.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::Scene;
use crate::support::field::{FINE, answer_all, enter};
use crate::support::{Answer, Client, Engine, trail};

on_both_engines!(
    both_answers_stand_until_one_is_settled,
    the_order_of_arrival_does_not_matter,
    a_late_answer_opens_the_conclusion_again,
    a_stale_result_is_refused,
);

const VOICES: &str = "answer { contested voices { key yes answeredBy } }";

struct Pair<'a> {
    one: Client<'a>,
    other: Client<'a>,
    item: Value,
    question: Value,
}

impl<'a> Pair<'a> {
    async fn of(scene: &'a Scene) -> Self {
        let other = scene.app.user(&scene.visit.officers()["gaj"][1]).await;
        let (one, item) = (scene.officer("gaj").await, scene.visit.item_of("gaj"));
        let questions = item["item"]["questions"].as_array().unwrap();
        let question = questions.iter().find(|question| question["kind"] == "YES_NO").unwrap().clone();
        Self { one, other, item, question }
    }

    async fn say(&self, officer: &Client<'_>, yes: bool, seen: &[&str], key: &str) -> Answer {
        let input = json!({
            "visitItemId": self.item["id"], "questionId": self.question["id"], "answer": { "yes": yes },
            "seen": seen, "commandKey": key,
        });
        officer.mutate("saveAnswer", input, VOICES).await
    }
}

fn keys(payload: &Value) -> Vec<&str> {
    payload["answer"]["voices"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect()
}

async fn both_answers_stand_until_one_is_settled(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let pair = Pair::of(&scene).await;
    answer_all(&pair.one, &pair.item).await;
    let known = pair.say(&pair.one, true, &[], "first").await.ok();
    // `answer_all` told nothing of what it had seen; its entries stand until somebody has.
    let all = keys(&known).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    pair.say(&pair.one, true, &all, "second").await.ok();
    let both = pair.say(&pair.other, false, &all, "third").await.ok();
    assert_eq!((keys(&both), both["answer"]["contested"].clone()), (vec!["second", "third"], json!(true)));
    let people: Vec<&Value> =
        both["answer"]["voices"].as_array().unwrap().iter().map(|one| &one["answeredBy"]).collect();
    assert_ne!(people[0], people[1], "one is told from the other");
    let questions = pair.item["item"]["questions"].as_array().unwrap();
    let at = questions.iter().position(|question| *question == pair.question).unwrap();
    let refused = enter(&pair.one, &pair.item, FINE, "result").await;
    refused.refused_at(ErrorCode::AnswerContested, &format!("questions.{at}"));
    let settled = pair.say(&pair.one, true, &["second", "third"], "fourth").await.ok();
    assert_eq!((keys(&settled), settled["answer"]["contested"].clone()), (vec!["fourth"], json!(false)));
    enter(&pair.one, &pair.item, FINE, "result").await.ok();
    let too_many: Vec<String> = (0..65).map(|number| number.to_string()).collect();
    let too_many: Vec<&str> = too_many.iter().map(String::as_str).collect();
    pair.say(&pair.one, true, &too_many, "many").await.refused_at(ErrorCode::OutOfRange, "seen");
}

async fn the_order_of_arrival_does_not_matter(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let pair = Pair::of(&scene).await;
    // The second entry of a phone comes before its first, which the server had refused at first.
    pair.say(&pair.one, false, &["early"], "later").await.ok();
    let late = pair.say(&pair.one, true, &[], "early").await.ok();
    assert_eq!((keys(&late), late["answer"]["contested"].clone()), (vec!["later"], json!(false)));
    let again = pair.say(&pair.one, true, &[], "early").await.ok();
    assert_eq!(keys(&again), ["later"], "and once more changes nothing");
}

async fn a_late_answer_opens_the_conclusion_again(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let (app, pair) = (&scene.app, Pair::of(&scene).await);
    answer_all(&pair.one, &pair.item).await;
    enter(&pair.one, &pair.item, FINE, "result").await.ok();
    let state = async || scene.visit.again(app).await.item_of("gaj")["state"].clone();
    pair.say(&pair.other, true, &[], "agrees").await.ok();
    assert_eq!(state().await, "DONE", "who agrees changes nothing");
    pair.say(&pair.other, false, &["agrees"], "differs").await.ok();
    assert_eq!(state().await, "OPEN");
    scene.visit.finish(&pair.one, "out").await.refused_with(ErrorCode::ResultMissing);
    let standing = scene.visit.again(app).await.item_of("gaj")["result"]["version"].clone();
    assert_eq!(standing, 1, "the result stays on record");
    let settled = pair.say(&pair.one, true, &["differs"], "settled").await.ok();
    assert_eq!(settled["answer"]["contested"], false);
    let confirmed = enter(&pair.one, &pair.item, FINE, "confirmed").await.ok();
    assert_eq!(confirmed["result"]["version"], 2);
    assert_eq!(trail::count(app, "ENTER_RESULT").await, 2);
}

async fn a_stale_result_is_refused(engine: Engine) {
    let scene = Scene::arrived(engine).await;
    let pair = Pair::of(&scene).await;
    answer_all(&pair.one, &pair.item).await;
    let conclude = async |officer: &Client<'_>, based_on: i64, note: &str, key: &str| {
        let input = json!({
            "visitItemId": pair.item["id"], "code": "NO_ISSUE", "disposal": "NONE", "note": note,
            "basedOn": based_on, "commandKey": key,
        });
        officer.mutate("enterResult", input, "result { version note }").await
    };
    conclude(&pair.one, 0, "一", "one").await.ok();
    conclude(&pair.other, 0, "二", "two").await.refused_at(ErrorCode::StaleRevision, "basedOn");
    let result = scene.visit.again(&scene.app).await.item_of("gaj")["result"].clone();
    assert_eq!(result["version"], 1, "the first is not written over");
    assert_eq!(conclude(&pair.other, 1, "二", "two-again").await.ok()["result"]["version"], 2);
    assert_eq!(
        conclude(&pair.one, 0, "一", "one").await.ok()["result"]["version"],
        1,
        "a replay is answered"
    );
}
