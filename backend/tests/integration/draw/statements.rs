//! What a firm is told of a draw: its proof at once, its outcome with its visit, everything at the end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shared::draw::{Bundle, PlaceKind, Published, Statement, StatementCheck, examine_statement};

use super::{FEW, open};
use crate::support::client::text;
use crate::support::draw::Wave;
use crate::support::field::{self, Visit};
use crate::support::{Engine, TestApp};

on_both_engines!(a_firm_is_told_in_time);

/// What everybody sees of a wave.
pub(super) struct Seen {
    pub(super) published: Published,
    open: bool,
    until: Value,
    count: i64,
    doors: BTreeSet<String>,
}

pub(super) async fn seen(app: &TestApp, wave: &Wave) -> Seen {
    let query = "query($code: String!) { publicWave(code: $code) { isOpen sealedUntil
        opened { count doors { site address status subjects { name } departments { code } } }
        attempts { number frameRoot frameSize bundleHash seed } } }";
    let data = app.anybody().query(query, json!({ "code": wave.code })).await;
    let found = &data["publicWave"];
    let attempt = &found["attempts"][0];
    let maybe = |value: &Value| value.as_str().map(str::to_owned);
    let doors = found["opened"]["doors"].as_array().unwrap();
    Seen {
        published: Published {
            wave: wave.code.clone(),
            attempt: 1,
            root: maybe(&attempt["frameRoot"]),
            size: attempt["frameSize"].as_u64(),
            bundle_hash: maybe(&attempt["bundleHash"]),
            seed: maybe(&attempt["seed"]),
        },
        open: found["isOpen"].as_bool().unwrap(),
        until: found["sealedUntil"].clone(),
        count: found["opened"]["count"].as_i64().unwrap(),
        doors: doors.iter().map(|door| text(&door["site"])).collect(),
    }
}

/// The statement a firm gets, as text; nothing if its door was not in the frame.
pub(super) async fn told(app: &TestApp, uscc: &str) -> Option<String> {
    let query = "query($uscc: String!) { publicSubject(uscc: $uscc) { draws {
        attempt site statement wave { code } } } }";
    let data = app.anybody().query(query, json!({ "uscc": uscc })).await;
    data["publicSubject"]["draws"].as_array().unwrap().first().map(|draw| text(&draw["statement"]))
}

pub(super) fn held(statement: &str, published: &Published) -> Vec<StatementCheck> {
    let statement = Statement::read(statement.as_bytes()).unwrap();
    let mut held = Vec::new();
    examine_statement(&statement, Some(published), |check| held.push(check)).unwrap();
    held
}

/// Door → the credit code of a firm behind it, for the doors of the frame.
pub(super) async fn firms(app: &TestApp, frame: &BTreeSet<String>) -> BTreeMap<String, String> {
    let query = "query($after: String) { subjects(first: 200, after: $after) {
        nodes { uscc site { code } } pageInfo { endCursor hasNextPage } } }";
    let clerk = app.user("office.clerk").await;
    let (mut found, mut after) = (BTreeMap::new(), Value::Null);
    loop {
        let data = clerk.query(query, json!({ "after": after })).await;
        for row in data["subjects"]["nodes"].as_array().unwrap() {
            if let (Some(uscc), Some(site)) = (row["uscc"].as_str(), row["site"]["code"].as_str())
                && frame.contains(site)
            {
                found.insert(site.to_owned(), uscc.to_owned());
            }
        }
        if found.len() == frame.len() || data["subjects"]["pageInfo"]["hasNextPage"] == false {
            return found;
        }
        after = data["subjects"]["pageInfo"]["endCursor"].clone();
    }
}

/// The members of a JSON value with everything but their names and kinds taken out.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), shape(member)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(_) => json!("list"),
        Value::String(_) => json!("text"),
        Value::Number(_) => json!("number"),
        other => other.clone(),
    }
}

async fn a_firm_is_told_in_time(engine: Engine) {
    use StatementCheck::*;
    let (app, world, wave) = open(engine, &[FEW], "AFTER_VISITS").await;
    wave.draw(&app).await;
    let bytes = app.user("office.clerk").await.get(&wave.bundle_uri()).await.body;
    let bundle = Bundle::read(&bytes).unwrap();
    let drawn: BTreeSet<String> = bundle.result.sites().into_iter().collect();
    let firms = firms(&app, &bundle.frame.keys().cloned().collect()).await;
    let (coming, spared): (Vec<_>, Vec<_>) = firms.iter().partition(|(site, _)| drawn.contains(*site));
    assert!(coming.len() > 1 && !spared.is_empty(), "{} drawn, {} spared", coming.len(), spared.len());

    // Drawn and spared are told the same, and neither what came out.
    let before = seen(&app, &wave).await;
    assert_eq!((before.open, before.count), (false, 0));
    let mut shapes = Vec::new();
    for (site, uscc) in &firms {
        let statement = told(&app, uscc).await.unwrap();
        assert_eq!(held(&statement, &before.published), [Form, Published, Inclusion, Chances], "{site}");
        assert!(!statement.contains(&bundle.seed));
        shapes.push(shape(&serde_json::from_str(&statement).unwrap()));
    }
    assert!(shapes.iter().all(|one| *one == shapes[0] && one["outcome"].is_null()), "{shapes:?}");

    // Approval of a visit that is told at the door opens nothing; arrival opens this door and no other.
    let visits = Visit::all(&app, &wave.id).await;
    let visit = &visits[0];
    visit.approve(&app, &world).await;
    assert_eq!(seen(&app, &wave).await.count, 0);
    field::move_to(&app, visit.first_day());
    let officer = app.user(&visit.officer(&visit.departments()[0])).await;
    visit.check_in(&officer, "arrived").await.ok();
    let during = seen(&app, &wave).await;
    let door = text(&visit.0["code"]).split_once('/').unwrap().1.to_owned();
    assert_eq!((during.open, during.count, &during.published.seed), (false, 1, &None));
    assert_eq!(during.doors, BTreeSet::from([door.clone()]));
    assert_eq!(app.anybody().get(&wave.bundle_uri()).await.status, 423);
    let own = told(&app, &firms[&door]).await.unwrap();
    assert_eq!(held(&own, &during.published), [Form, Published, Inclusion, Chances, Places]);
    let outcome = Statement::read(own.as_bytes()).unwrap().outcome.unwrap();
    assert_eq!(outcome.places[0].place, PlaceKind::Selected);
    assert_eq!(outcome.seed, None, "the key would give away the others");
    for (site, uscc) in firms.iter().filter(|(site, _)| **site != door) {
        let other = Statement::read(told(&app, uscc).await.unwrap().as_bytes()).unwrap();
        assert_eq!(other.outcome, None, "{site}");
    }

    // After the last lawful day everything opens, visited or not, and what was signed is held against the key.
    let last: chrono::NaiveDate = text(&during.until).parse().unwrap();
    field::move_to(&app, last);
    assert!(!seen(&app, &wave).await.open, "somebody may still come");
    field::move_to(&app, last.succ_opt().unwrap());
    let after = seen(&app, &wave).await;
    assert_eq!((after.open, after.published.seed.as_deref()), (true, Some(bundle.seed.as_str())));
    assert_eq!(usize::try_from(after.count).unwrap(), drawn.len());
    assert_eq!(held(&own, &after.published), StatementCheck::ALL);
    for (site, uscc) in &firms {
        let statement = told(&app, uscc).await.unwrap();
        assert_eq!(held(&statement, &after.published), StatementCheck::ALL, "{site}");
        let outcome = Statement::read(statement.as_bytes()).unwrap().outcome.unwrap();
        let selected = outcome.places.iter().any(|place| place.place == PlaceKind::Selected);
        assert_eq!(selected, drawn.contains(site), "{site}");
    }
    let open = app.anybody().get(&wave.bundle_uri()).await;
    assert_eq!(open.status, 200);
    assert_eq!(open.body, bytes);

    // A changed statement is not what was signed.
    let lie = own.replace("SELECTED", "NOT_DRAWN");
    let lie = Statement::read(lie.as_bytes()).unwrap();
    let refused = examine_statement(&lie, Some(&after.published), |_| ()).unwrap_err();
    assert_eq!(refused.0, Form);
    // Who was not in the frame has no statement.
    let query = "{ subjects(first: 200) { nodes { uscc site { code } } } }";
    let data = app.user("office.clerk").await.query(query, json!({})).await;
    let mut rows = data["subjects"]["nodes"].as_array().unwrap().iter();
    let outside = |row: &&Value| {
        row["uscc"].is_string() && !bundle.frame.contains_key(row["site"]["code"].as_str().unwrap())
    };
    let outsider = rows.find(outside).unwrap();
    assert_eq!(told(&app, outsider["uscc"].as_str().unwrap()).await, None);
}
