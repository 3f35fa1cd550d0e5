//! `verify-draw`: for anybody who wants to check a draw.

use std::path::Path;

use ed25519_dalek::SigningKey;
use serde_json::Value;
use shared::draw::{Bundle, DoorBook, DoorOpening, HashAlgorithm, Statement, to_hex};

use crate::support::db::TestDb;
use crate::support::dump::texts;
use crate::support::program::{Said, onedoor, onedoor_with, shared_file};
use crate::support::scratch::folder;
use crate::support::{Engine, Template, run};

fn verify(file: &Path) -> Said {
    onedoor(&["verify-draw", file.to_str().unwrap()])
}

const VECTORS: [&str; 3] = ["vectors/draw-small.json", "vectors/draw-400.json", "vectors/draw-400-sm3.json"];

#[test]
fn the_vectors_are_valid() {
    for vector in VECTORS {
        let said = verify(&shared_file(vector));
        assert_eq!((said.code, said.out.trim()), (Some(0), "VALID"), "{vector}: {}", said.err);
        let bytes = std::fs::read(shared_file(vector)).unwrap();
        assert_eq!(onedoor_with(&["verify-draw", "-"], &bytes).ok().trim(), "VALID");
    }
}

/// Any change of any member is found.
#[test]
fn tampered_vectors_are_not() {
    let dir = folder("draws");
    let whole: Value = serde_json::from_slice(&std::fs::read(shared_file(VECTORS[0])).unwrap()).unwrap();
    let mut members: Vec<&String> = whole.as_object().unwrap().keys().collect();
    members.retain(|name| !["algorithm", "tasks"].contains(&name.as_str()));
    for member in members {
        let mut changed = whole.clone();
        assert!(tamper(&mut changed[member]), "{member}");
        let path = dir.path().join("tampered.json");
        std::fs::write(&path, changed.to_string()).unwrap();
        let said = verify(&path);
        assert_eq!(said.code, Some(1), "{member}: {}{}", said.out, said.err);
        assert!(said.out.starts_with("INVALID: ") && said.out.trim().len() > 12, "{member}: {}", said.out);
    }
}

/// Changes the first text or number it finds in a value, so that it still looks like one.
fn tamper(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let last = text.pop().unwrap_or('0');
            text.push(if last == '0' { '1' } else { '0' });
            true
        }
        Value::Number(number) => {
            *value = Value::from(number.as_u64().unwrap_or(0) + 1);
            true
        }
        Value::Array(values) => values.iter_mut().any(tamper),
        Value::Object(members) => members.values_mut().any(tamper),
        _ => false,
    }
}

#[test]
fn what_cannot_be_read_is_no_verdict() {
    let dir = folder("draws");
    let path = dir.path().join("garbage.json");
    let valid = std::fs::read_to_string(shared_file(VECTORS[0])).unwrap();
    let twice = valid.replacen('{', "{\"wave\": \"x\",", 1);
    for garbage in
        ["", "{", "[]", "null", "{}", "not json", &twice, &valid.replacen("\"wave\"", "\"wve\"", 1)]
    {
        std::fs::write(&path, garbage).unwrap();
        let said = verify(&path);
        assert_eq!(said.code, Some(2), "{garbage:.40}: {}", said.out);
        assert!(said.out.is_empty() && !said.err.is_empty());
    }
    std::fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(verify(&path).code, Some(2));
    assert_eq!(verify(&dir.path().join("nowhere.json")).code, Some(2));
}

/// What the server publishes; every single changed digit is found (a sample of them here).
#[test]
fn published_bundles() {
    run(async {
        let db = TestDb::new(Engine::Sqlite, Template::Story).await;
        let raw = db.raw().await;
        let bundle = texts(&raw, "select content from bundle").await.swap_remove(0);
        let dir = folder("draws");
        let path = dir.path().join("bundle.json");
        std::fs::write(&path, &bundle).unwrap();
        assert_eq!(verify(&path).ok().trim(), "VALID");
        let digits: Vec<usize> =
            bundle.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
        for at in digits.iter().step_by(digits.len() / 25) {
            let mut changed = bundle.clone().into_bytes();
            changed[*at] = if changed[*at] == b'7' { b'8' } else { b'7' };
            std::fs::write(&path, &changed).unwrap();
            let said = verify(&path);
            assert!(matches!(said.code, Some(1 | 2)), "byte {at}: {}", said.out);
        }
        std::fs::write(&path, format!("{bundle}\n")).unwrap();
        assert_eq!(verify(&path).code, Some(2), "one draw has one file");
    });
}

/// What one door was told: alone, and against the whole draw.
#[test]
fn what_one_door_was_told() {
    let dir = folder("statement");
    let text = std::fs::read_to_string(shared_file(VECTORS[0])).unwrap();
    let whole = dir.path().join("bundle.json");
    std::fs::write(&whole, &text).unwrap();
    let bundle = Bundle::read(text.as_bytes()).unwrap();
    let book = DoorBook::new(&bundle, &to_hex(&HashAlgorithm::Sha256.hash(&[text.as_bytes()]))).unwrap();
    let path = dir.path().join("proof.json");
    let check = |statement: &Statement, with: bool| {
        std::fs::write(&path, statement.to_canonical()).unwrap();
        let (path, whole) = (path.to_str().unwrap(), whole.to_str().unwrap());
        let mut args = vec!["verify-statement", path];
        args.extend(if with { vec!["--bundle", whole] } else { Vec::new() });
        onedoor(&args)
    };
    let key = SigningKey::from_bytes(&[3; 32]);
    let site = bundle.result.sites().swap_remove(0);
    for opening in [DoorOpening::Sealed, DoorOpening::Door, DoorOpening::Whole] {
        let mut statement = book.statement(&site, opening, None).unwrap();
        statement.sign(&key);
        assert!(check(&statement, false).ok().starts_with("VALID"), "{opening:?}");
        assert!(check(&statement, true).ok().starts_with("VALID"), "{opening:?}");
        statement.frame_size += 1;
        let said = check(&statement, false);
        assert_eq!(said.code, Some(1));
        assert!(said.out.starts_with("INVALID: FORM"), "not what was signed: {}", said.out);
    }
    // A place that no single door can refute is refuted by the draw.
    let mut lie = book.statement(&site, DoorOpening::Door, None).unwrap();
    let place = lie.outcome.as_mut().unwrap().places.iter_mut().find(|place| place.rank == Some(1)).unwrap();
    place.threshold = Some("f".repeat(64));
    lie.sign(&key);
    assert!(check(&lie, false).ok().starts_with("VALID"));
    assert_eq!(check(&lie, true).code, Some(1));
    std::fs::write(&path, "{}").unwrap();
    assert_eq!(onedoor(&["verify-statement", path.to_str().unwrap()]).code, Some(2));
}
