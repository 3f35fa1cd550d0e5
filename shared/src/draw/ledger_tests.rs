//! A ledger that somebody has been at.

use serde_json::json;

use super::*;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// A ceremony with a void attempt and a draw.
fn story() -> Vec<(u32, StepKind, Value)> {
    let hex = |digit: &str| digit.repeat(64);
    let opened = json!({ "witnesses": { "a": {}, "b": {}, "c": {} } });
    let commit = |who: &str| (1, StepKind::Committed, json!({ "witness": who, "commitment": hex("1") }));
    let again = |who: &str| (2, StepKind::Committed, json!({ "witness": who, "commitment": hex("2") }));
    let reveal = |who: &str| (2, StepKind::Revealed, json!({ "witness": who }));
    vec![
        (1, StepKind::Opened, opened.clone()),
        (1, StepKind::Reissued, json!({ "witness": "b" })),
        commit("a"),
        commit("b"),
        (1, StepKind::Voided, json!({ "reason": "c 缺席" })),
        (2, StepKind::Opened, opened),
        again("a"),
        again("b"),
        again("c"),
        (2, StepKind::Frozen, json!({ "frameRoot": hex("3"), "frameSize": 9 })),
        (2, StepKind::Beacon, json!({ "text": "03,07" })),
        reveal("c"),
        reveal("a"),
        reveal("b"),
        (2, StepKind::Drawn, json!({ "bundleHash": hex("4") })),
    ]
}

fn sealed(story: &[(u32, StepKind, Value)]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (seq, (attempt, kind, facts)) in (1..).zip(story) {
        let step = Step {
            format: STEP_FORMAT.into(),
            division: "410481".into(),
            seq,
            at: format!("2026-06-15T01:00:{seq:02}.000000Z"),
            wave: "W2026-01".into(),
            attempt: *attempt,
            kind: *kind,
            facts: serde_json::from_value(facts.clone()).unwrap(),
            previous: entries.last().map_or_else(origin, |entry| entry.link.clone()),
        };
        entries.push(step.seal(&key()));
    }
    entries
}

fn read(entries: &[Entry]) -> Result<Vec<Step>, LedgerFault> {
    read_ledger(entries, &[key().verifying_key()])
}

fn replayed(story: &[(u32, StepKind, Value)]) -> Result<Standings, LedgerFault> {
    standings(&read(&sealed(story))?)
}

#[test]
fn a_ceremony_stands_as_it_went() {
    let known = replayed(&story()).unwrap();
    let place = |attempt| ("W2026-01".to_owned(), attempt);
    assert_eq!(known.len(), 2);
    assert_eq!(known[&place(1)].void_reason.as_deref(), Some("c 缺席"));
    assert_eq!(known[&place(1)].witnesses["c"], None);
    let drawn = &known[&place(2)];
    assert_eq!((drawn.status, drawn.revealed.len()), (AttemptStatus::Drawn, 3));
    assert_eq!(read(&[]), Ok(Vec::new()));
}

#[test]
fn every_changed_letter_is_found() {
    let entries = sealed(&story());
    for index in 0..entries.len() {
        for (from, to) in [("\"attempt\":", "\"attempt\":9"), ("01:00", "01:01"), ("W2026-01", "W2026-02")] {
            let mut forged = entries.clone();
            forged[index].text = forged[index].text.replacen(from, to, 1);
            assert!(read(&forged).is_err(), "step {index}: {from}");
            // Even with its hash computed anew: the next one, or the signature, does not fit.
            forged[index].link = link_of(&forged[index].text);
            assert!(read(&forged).is_err(), "step {index}: {from}, hashed anew");
        }
        let mut gap = entries.clone();
        gap.remove(index);
        // Cut at the end it reads; the head that is kept elsewhere tells.
        assert_eq!(read(&gap).is_ok(), index + 1 == entries.len(), "step {index} taken out");
        let mut twice = entries.clone();
        twice.insert(index, entries[index].clone());
        assert!(read(&twice).is_err(), "step {index} twice");
    }
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    assert_eq!(read_ledger(&entries, &[other]), Err(LedgerFault::Signature(15)));
    assert!(read_ledger(&entries, &[other, key().verifying_key()]).is_ok());
}

#[test]
fn time_does_not_run_backwards() {
    let mut entries = sealed(&story()[..1]);
    let mut step = entries[0].step().unwrap();
    step.at = "2026-06-14T23:00:00.000000Z".into();
    (step.seq, step.kind) = (2, StepKind::Reissued);
    step.previous.clone_from(&entries[0].link);
    entries.push(step.seal(&key()));
    assert_eq!(read(&entries), Err(LedgerFault::Backwards(2)));
}

#[test]
fn no_step_is_skipped_repeated_or_too_early() {
    let whole = story();
    for index in 0..whole.len() {
        // What is said once more is refused; but a link may be issued anew twice.
        let mut twice = whole.clone();
        twice.insert(index + 1, whole[index].clone());
        assert_eq!(replayed(&twice).is_err(), whole[index].1 != StepKind::Reissued, "{index} twice");
    }
    // A second draw after the first, and a draw without all reveals.
    let mut second = whole.clone();
    second.push((3, StepKind::Opened, json!({ "witnesses": {} })));
    assert_eq!(replayed(&second), Err(LedgerFault::Order(16)));
    let mut early = whole;
    early.remove(13);
    assert_eq!(replayed(&early), Err(LedgerFault::Order(14)));
}

#[test]
fn tables_are_held_against_the_record() {
    let recorded = replayed(&story()).unwrap();
    assert!(differences(&recorded, &recorded).is_empty());
    let place = |attempt| ("W2026-01".to_owned(), attempt);
    let mut kept = recorded.clone();
    kept.remove(&place(1));
    assert_eq!(differences(&recorded, &kept), [LedgerFault::Gone("W2026-01".into(), 1)]);
    let mut kept = recorded.clone();
    kept.get_mut(&place(2)).unwrap().beacon = Some("03,08".into());
    assert_eq!(differences(&recorded, &kept), [LedgerFault::Differs("W2026-01".into(), 2)]);
    let mut kept = recorded.clone();
    kept.insert(place(3), recorded[&place(2)].clone());
    let faults = differences(&recorded, &kept);
    assert_eq!(faults, [LedgerFault::Unrecorded("W2026-01".into(), 3)]);
    assert!(faults[0].words(Lang::Zh).contains("未曾记入台账"));
    assert!(faults[0].words(Lang::En).contains("never put on record"));
}

#[test]
fn instants_are_in_order_as_texts() {
    let write = |text: &str| instant(text.parse().unwrap());
    assert_eq!(write("2026-06-15T09:00:00+08:00"), "2026-06-15T01:00:00.000000Z");
    assert!(write("2026-06-15T01:00:00.5Z") > write("2026-06-15T01:00:00Z"));
    assert!(write("2026-06-15T01:00:01Z") > write("2026-06-15T01:00:00.999999Z"));
}

#[test]
fn a_ledger_may_begin_with_what_stood() {
    let before = replayed(&story()).unwrap();
    let list: Vec<Value> = before
        .iter()
        .map(|((wave, attempt), standing)| json!({ "wave": wave, "attempt": attempt, "standing": standing }))
        .collect();
    let begun = (0, StepKind::Begun, json!({ "attempts": list }));
    assert_eq!(replayed(std::slice::from_ref(&begun)), Ok(before));
    assert_eq!(replayed(&[begun.clone(), begun]), Err(LedgerFault::Order(2)));
}
