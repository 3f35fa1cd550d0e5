//! Statements of every door of a published vector, and what they must not tell.

use ed25519_dalek::SigningKey;
use serde_json::{Value, json};

use super::*;

const VECTORS: [&str; 3] = [
    include_str!("../../tests/vectors/draw-400.json"),
    include_str!("../../tests/vectors/draw-400-sm3.json"),
    include_str!("../../tests/vectors/draw-cells.json"),
];
const HASH: &str = "00000000000000000000000000000000000000000000000000000000000000ab";
const UNTIL: &str = "2026-12-31";

fn bundle(text: &str) -> Bundle {
    Bundle::read(text.as_bytes()).unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn signed(book: &DoorBook, site: &str, opening: DoorOpening) -> Statement {
    let mut statement = book.statement(site, opening, Some(UNTIL.to_owned())).unwrap();
    statement.sign(&key());
    statement
}

fn published(bundle: &Bundle, seed: bool) -> Published {
    Published {
        wave: bundle.wave.clone(),
        attempt: bundle.attempt,
        root: Some(bundle.frame_root.clone()),
        size: Some(bundle.frame.len() as u64),
        bundle_hash: Some(HASH.to_owned()),
        seed: seed.then(|| bundle.seed.clone()),
    }
}

fn checks(statement: &Statement, published: &Published) -> Result<Vec<StatementCheck>, StatementCheck> {
    let mut held = Vec::new();
    match examine_statement(statement, Some(published), |check| held.push(check)) {
        Ok(()) => Ok(held),
        Err((check, _)) => Err(check),
    }
}

#[test]
fn every_door_can_check_its_own() {
    use StatementCheck::*;
    for text in VECTORS {
        let bundle = bundle(text);
        let book = DoorBook::new(&bundle, HASH).unwrap();
        let drawn = bundle.result.sites();
        let mut selected = 0;
        for site in bundle.frame.keys() {
            let sealed = signed(&book, site, DoorOpening::Sealed);
            let public = published(&bundle, false);
            assert_eq!(checks(&sealed, &public), Ok(vec![Form, Published, Inclusion, Chances]));
            let door = signed(&book, site, DoorOpening::Door);
            assert_eq!(
                checks(&door, &public),
                Ok(vec![Form, Published, Inclusion, Chances, Places]),
                "{site}"
            );
            let whole = signed(&book, site, DoorOpening::Whole);
            let all = published(&bundle, true);
            assert_eq!(checks(&whole, &all).unwrap(), StatementCheck::ALL, "{site}");
            // What was signed while the key was sealed is held against it afterwards.
            assert_eq!(checks(&door, &all).unwrap(), StatementCheck::ALL, "{site}");
            let places = &whole.outcome.as_ref().unwrap().places;
            let is_drawn = places.iter().any(|place| place.place == PlaceKind::Selected);
            assert_eq!(is_drawn, drawn.contains(site), "{site}");
            selected += usize::from(is_drawn);
            assert_eq!(Statement::read(whole.to_canonical().as_bytes()).unwrap(), whole);
        }
        assert_eq!(selected, drawn.len());
        assert!(book.statement("nobody", DoorOpening::Whole, None).is_none());
    }
}

/// The sealed statement is a function of what was public before the key existed: with another key, and so
/// another outcome, it is the same to the byte.
#[test]
fn a_sealed_statement_knows_nothing_of_the_outcome() {
    let real = bundle(VECTORS[0]);
    let hash = HashAlgorithm::from_algorithm_id(&real.algorithm).unwrap();
    let other_key = hash.hash(&[b"another"]);
    let result = draw(hash, &other_key, &real.build_frame().unwrap(), &real.tasks).unwrap();
    assert_ne!(result, real.result);
    let other = Bundle { seed: to_hex(&other_key), result, ..real.clone() };
    let (one, two) = (DoorBook::new(&real, HASH).unwrap(), DoorBook::new(&other, HASH).unwrap());
    for site in real.frame.keys() {
        let sealed = signed(&one, site, DoorOpening::Sealed);
        assert_eq!(
            sealed.to_canonical(),
            signed(&two, site, DoorOpening::Sealed).to_canonical(),
            "{site}: the outcome shows"
        );
        assert!(sealed.outcome.is_none());
    }
}

#[test]
fn the_key_stays_sealed_while_doors_open() {
    let bundle = bundle(VECTORS[0]);
    let book = DoorBook::new(&bundle, HASH).unwrap();
    for site in bundle.frame.keys() {
        let text = signed(&book, site, DoorOpening::Door).to_canonical();
        assert!(!text.contains(&bundle.seed), "{site}");
        assert!(bundle.nonces.values().all(|nonce| !text.contains(nonce)), "{site}");
        let others = bundle.frame.keys().filter(|other| *other != site);
        assert!(others.into_iter().all(|other| !text.contains(&format!("\"{other}\""))), "{site}");
    }
}

/// Each change is found: by the signature if somebody else made it, by its own check if the office did.
#[test]
fn every_lie_is_found() {
    let bundle = bundle(VECTORS[0]);
    let book = DoorBook::new(&bundle, HASH).unwrap();
    let drawn = bundle.result.sites();
    let spared = bundle.frame.keys().find(|site| {
        let outcome = signed(&book, site, DoorOpening::Whole).outcome.unwrap();
        outcome.places.iter().all(|place| place.place == PlaceKind::NotDrawn && place.threshold.is_some())
    });
    let zeros = || Value::from("0".repeat(64));
    let lies = [
        (&drawn[0], "/site", json!("S-OTHER"), StatementCheck::Inclusion),
        (&drawn[0], "/index", json!(99_999), StatementCheck::Inclusion),
        (&drawn[0], "/path/0", zeros(), StatementCheck::Inclusion),
        (&drawn[0], "/cells/0", json!("T999:A"), StatementCheck::Inclusion),
        (&drawn[0], "/frame_root", zeros(), StatementCheck::Published),
        (&drawn[0], "/frame_size", json!(3), StatementCheck::Published),
        (&drawn[0], "/bundle_hash", zeros(), StatementCheck::Published),
        (&drawn[0], "/wave", json!("W2099-01"), StatementCheck::Published),
        (&drawn[0], "/chances/0/chance/0", json!(0), StatementCheck::Chances),
        (&drawn[0], "/chances/0/quota", json!(99_999), StatementCheck::Chances),
        (&drawn[0], "/outcome/number", zeros(), StatementCheck::Number),
        (&drawn[0], "/outcome/seed", zeros(), StatementCheck::Number),
        (spared.unwrap(), "/outcome/places/0/place", json!("SELECTED"), StatementCheck::Places),
        (spared.unwrap(), "/outcome/places/0/threshold", json!("f".repeat(64)), StatementCheck::Places),
    ];
    for (site, path, value, expected) in lies {
        let honest = signed(&book, site, DoorOpening::Whole);
        let mut changed = serde_json::to_value(&honest).unwrap();
        *changed.pointer_mut(path).unwrap() = value;
        let mut lie: Statement = serde_json::from_value(changed).unwrap();
        let public = published(&bundle, true);
        assert_eq!(checks(&lie, &public), Err(StatementCheck::Form), "{path}: not what was signed");
        lie.sign(&key());
        assert_eq!(checks(&lie, &public), Err(expected), "{path}");
    }
    assert!(Statement::read(b"{}").is_err());
    assert!(Statement::read(b" {\"format\":\"onedoor-statement/1\"}").is_err());
}
