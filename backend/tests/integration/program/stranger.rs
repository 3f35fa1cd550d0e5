//! A stranger with the published file, the schema and the recipe: nothing of ours is needed to check a draw.

use ed25519_dalek::SigningKey;
use jsonschema::Validator;
use serde_json::{Value, json};
use shared::draw::{Bundle, Check, examine};

use crate::support::db::TestDb;
use crate::support::dump::texts;
use crate::support::program::{docs, onedoor, python};
use crate::support::scratch::folder;
use crate::support::{Engine, Template, run};

fn schema() -> Validator {
    let text = std::fs::read_to_string(docs("schema/onedoor-bundle-1.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(jsonschema::meta::validate(&schema).err().map(|error| error.to_string()), None);
    jsonschema::validator_for(&schema).unwrap()
}

/// Files of the town's draws.
async fn published() -> Vec<String> {
    let db = TestDb::new(Engine::Sqlite, Template::Story).await;
    texts(&db.raw().await, "select content from bundle").await
}

#[test]
fn the_recipe_verifies_what_is_published() {
    run(async {
        let dir = folder("stranger");
        let path = dir.path().join("bundle.json");
        for bundle in published().await {
            std::fs::write(&path, &bundle).unwrap();
            assert_eq!(python(&path, &[]), (Some(0), "VALID".to_owned()));
            let value: Value = serde_json::from_str(&bundle).unwrap();
            assert_eq!(python(&path, &[value["signature"]["key"].as_str().unwrap()]).0, Some(0));
            let other = "0".repeat(64);
            assert_eq!(python(&path, &[&other]), (Some(1), "INVALID: signed with another key".to_owned()));
            assert_eq!(onedoor(&["verify-draw", path.to_str().unwrap(), "--key", &other]).code, Some(1));
        }
    });
}

/// A forger who signs anew: the signature holds, and every lie behind it is found by both.
/// What somebody with a key of his own changes.
type Lie = fn(&mut Bundle);

#[test]
fn signed_anew_a_lie_is_still_a_lie() {
    run(async {
        let dir = folder("stranger");
        let path = dir.path().join("bundle.json");
        let original: Bundle = Bundle::read(published().await.swap_remove(0).as_bytes()).unwrap();
        let lies: [(&str, Lie); 7] = [
            ("frame_root", |bundle| {
                bundle.frame.pop_first();
            }),
            ("commitment", |bundle| {
                bundle.nonces.values_mut().for_each(|nonce| *nonce = "1".repeat(64));
            }),
            ("seed", |bundle| bundle.beacon.push('0')),
            ("inclusion_proof", |bundle| {
                if let Some(proof) = &mut bundle.inclusion_proof {
                    proof.path.pop();
                }
            }),
            ("sites_drawn", |bundle| {
                bundle.sites_drawn.pop();
            }),
            ("leaders", |bundle| {
                let all = bundle.departments.iter_mut().flat_map(|parts| parts.leaders.values_mut());
                all.for_each(|leader| leader.inspector = None);
            }),
            ("could be filled better", |bundle| {
                exchange(bundle);
            }),
        ];
        for (words, lie) in lies {
            let mut forged = original.clone();
            lie(&mut forged);
            forged.sign(&SigningKey::from_bytes(&[7; 32]));
            std::fs::write(&path, forged.to_canonical()).unwrap();
            let (code, said) = python(&path, &[]);
            assert_eq!(code, Some(1), "{words}: {said}");
            assert!(said.contains(words), "{words}: {said}");
            assert_eq!(onedoor(&["verify-draw", path.to_str().unwrap()]).code, Some(1), "{words}");
        }
    });
}

/// Sends somebody else of the list, who is not the leader's better: somewhere the optimum is left.
fn exchange(bundle: &mut Bundle) {
    let parts = bundle.departments.as_mut().unwrap();
    let leaders = &parts.leaders;
    for section in parts.seats.values_mut() {
        for (visit, seats) in &section.visits {
            let team = section.assigned.get_mut(visit).unwrap();
            let free = seats.eligible.iter().find(|name| !team.contains(name));
            let led = leaders.get(visit).and_then(|leader| leader.inspector.clone());
            let member = team.iter().position(|name| Some(name) != led.as_ref());
            // Only where another department leads, so that nothing else is wrong.
            let foreign = led.is_none_or(|led| !team.contains(&led));
            if let (Some(free), Some(member), true) = (free, member, foreign) {
                team[member].clone_from(free);
                team.sort_unstable();
                return;
            }
        }
    }
    panic!("no seat to exchange");
}

/// The schema and the types say the same: of a published file itself, of it without any one member, and
/// with one too many anywhere.
#[test]
fn the_schema_and_the_types_agree() {
    run(async {
        let schema = schema();
        let original: Value = serde_json::from_str(&published().await.swap_remove(0)).unwrap();
        let errors: Vec<String> =
            schema.iter_errors(&original).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
        let mut objects = Vec::new();
        collect(&original, String::new(), &mut objects);
        // one of each shape is enough
        objects.sort_by_key(|(shape, _)| shape.clone());
        objects.dedup_by_key(|(shape, _)| shape.clone());
        assert!(objects.len() > 8, "{}", objects.len());
        for (_, path) in objects {
            let names: Vec<String> =
                original.pointer(&path).unwrap().as_object().unwrap().keys().cloned().collect();
            for name in names {
                let mut changed = original.clone();
                changed.pointer_mut(&path).unwrap().as_object_mut().unwrap().remove(&name);
                agree(&schema, &changed, &format!("{path} without {name}"));
            }
            let mut changed = original.clone();
            let object = changed.pointer_mut(&path).unwrap().as_object_mut().unwrap();
            object.insert("more than there is".to_owned(), json!({ "x": 1 }));
            agree(&schema, &changed, &format!("{path} with one more"));
        }
        // what may be left out is not written as nothing: one draw has one file
        for (name, value) in [("seats", json!(null)), ("prn", json!(null)), ("prn", json!({}))] {
            let mut changed = original.clone();
            changed[name] = value;
            assert!(!agree(&schema, &changed, name), "{name} was let in");
        }
        for (path, value) in [
            ("/inclusion_proof", json!(null)),
            ("/attempt", json!(0)),
            ("/attempt", json!("1")),
            ("/format", json!("onedoor-bundle/2")),
            ("/algorithm", json!("onedoor-draw/1-md5")),
            ("/wave", json!("a wave")),
            ("/signature/value", json!("00")),
            ("/tasks/0/rounding", json!("up")),
            ("/record", json!([])),
            ("/beacon", json!(null)),
        ] {
            let mut changed = original.clone();
            *changed.pointer_mut(path).unwrap() = value;
            assert!(!agree(&schema, &changed, path), "{path} was let in");
        }
    });
}

/// The objects of a value whose members have names of ours, by shape: where they lie, whatever the names of
/// doors and people on the way.
fn collect(value: &Value, path: String, out: &mut Vec<(String, String)>) {
    let step = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(members) => {
            let named =
                members.keys().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
            let free =
                ["/record", "/frame", "/commitments", "/nonces"].iter().any(|map| path.starts_with(map));
            if named && !free && !members.is_empty() {
                let names: Vec<&str> = members.keys().map(String::as_str).collect();
                out.push((names.join(","), path.clone()));
            }
            for (name, member) in members {
                collect(member, format!("{path}/{}", step(name)), out);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, format!("{path}/{index}"), out));
        }
        _ => {}
    }
}

/// Whether both let a value in; the test fails where they do not agree.
fn agree(schema: &Validator, value: &Value, what: &str) -> bool {
    let (by_schema, by_types) = (schema.is_valid(value), readable(value));
    // A schema cannot know who commits or who has an entry: a member of a map of witnesses, tasks or
    // departments may go, and the verifier finds that it is missing.
    assert!(by_schema == by_types, "{what}: schema {by_schema}, types {by_types}");
    by_schema
}

/// Whether the types read it and find its form in order; signed anew, so that only the form is judged.
fn readable(value: &Value) -> bool {
    let signed = value.get("signature").is_some();
    let Ok(mut bundle) = Bundle::read(shared::draw::canonical_json(value).as_bytes()) else { return false };
    let shape = bundle.signature.as_ref().is_some_and(|own| own.key.len() == 64 && own.value.len() == 128);
    bundle.sign(&SigningKey::from_bytes(&[7; 32]));
    let header = !matches!(examine(&bundle, |_| ()), Err((Check::Header, _)));
    signed && shape && bundle.format.is_some() && header
}
