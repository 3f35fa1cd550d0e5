//! Published bundles: what is read of them, and what is refused (`docs/ALGORITHMS.md` §7).

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::draw::key::{KeyInput, Reveal, commitment};
use crate::draw::{
    Check, Fault, HashAlgorithm, Lots, Method, Rotation, Rounding, check_follows, cores, draw_with, examine,
    leader, tasks_by_site, verify,
};
use crate::seats::{SeatCosts, assign};

const HASH: HashAlgorithm = HashAlgorithm::Sha256;

fn task(id: &str, strata: &[(&str, u32)]) -> Task {
    let strata = strata.iter().map(|(name, ratio)| ((*name).to_owned(), *ratio)).collect();
    Task {
        id: id.into(),
        method: Method::Srs { rounding: Rounding::HalfUp, strata, reserve: 1, cap_bp: Some(6000) },
    }
}

/// A small draw of two departments, complete and signed, with this text of the beacon.
fn published(beacon: &str) -> Bundle {
    let names = ["S01", "S02", "S03", "S04", "S05", "S06"];
    let cells =
        |index: usize| -> &[&str] { [&["T1:A", "T2:ALL"][..], &["T1:A"], &["T1:B", "T2:ALL"]][index % 3] };
    let mut bundle = Bundle {
        format: Some(FORMAT.into()),
        algorithm: HASH.algorithm_id(),
        wave: "W1".into(),
        attempt: 1,
        frame: names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                ((*name).to_owned(), cells(index).iter().map(|cell| (*cell).to_owned()).collect())
            })
            .collect(),
        frame_root: String::new(),
        commitments: BTreeMap::new(),
        nonces: BTreeMap::from([("justice".into(), to_hex(&[7; 32]))]),
        beacon: beacon.into(),
        seed: String::new(),
        turn: None,
        inclusion_proof: None,
        prn: BTreeMap::new(),
        tasks: vec![task("T1", &[("A", 5000), ("B", 5000)]), task("T2", &[("ALL", 2500)])],
        result: Draw::default(),
        sites_drawn: Vec::new(),
        seats: None,
        departments: Some(Departments {
            tasks: [("T1", vec!["scjg"]), ("T2", vec!["xfj", "scjg"])]
                .map(|(task, list)| (task.to_owned(), list.into_iter().map(str::to_owned).collect()))
                .into(),
            seats: BTreeMap::new(),
            leaders: BTreeMap::new(),
        }),
        record: Some(BTreeMap::from([("title".to_owned(), json!("第二季度"))])),
        signature: None,
    };
    complete(&mut bundle);
    bundle
}

/// Draws, seats and signs: everything that follows from the inputs.
fn complete(bundle: &mut Bundle) {
    let frame = bundle.build_frame().unwrap();
    let root = frame.root(HASH);
    bundle.frame_root = to_hex(&root);
    let nonce = [7; 32];
    bundle.commitments = BTreeMap::from([("justice".into(), to_hex(&commitment(HASH, "justice", &nonce)))]);
    let reveals = [Reveal { witness: "justice", nonce }];
    let (wave, attempt, beacon) = (bundle.wave.as_str(), bundle.attempt, bundle.beacon.as_str());
    let key = KeyInput { hash: HASH, wave, attempt, root: &root, beacon, reveals: &reveals }.key();
    bundle.seed = to_hex(&key);
    let turn = bundle.turn.as_ref().map(|turn| turn.turn(HASH, &key).unwrap());
    bundle.result = draw_with(&Lots::new(HASH, &key, turn), &frame, &bundle.tasks).unwrap();
    bundle.sites_drawn = bundle.result.sites();
    let costs = SeatCosts::new(HASH, &key);
    let wave = bundle.wave.clone();
    let mut seats = BTreeMap::new();
    let mut leaders = BTreeMap::new();
    let departments = bundle.departments.as_mut().unwrap();
    for department in ["scjg", "xfj"] {
        let eligible: Vec<String> = (1..4).map(|number| format!("{department}.i{number}")).collect();
        let visits = tasks_by_site(&bundle.result)
            .into_iter()
            .filter(|(_, tasks)| {
                tasks.iter().any(|task| departments.tasks[*task].iter().any(|d| d == department))
            })
            .map(|(site, _)| (format!("{wave}/{site}"), Seats { seats: 2, eligible: eligible.clone() }));
        let problem = SeatProblem { visits: visits.collect(), loads: BTreeMap::new() };
        let plan = assign(&problem, &costs);
        seats.insert(department.to_owned(), SeatSection::new(problem, plan));
    }
    for (site, tasks) in tasks_by_site(&bundle.result) {
        let visit = format!("{wave}/{site}");
        let found = leader(&visit, &tasks, &departments.tasks, &seats, &costs).unwrap();
        leaders.insert(visit, found);
    }
    (departments.seats, departments.leaders) = (seats, leaders);
    bundle.sign(&SigningKey::from_bytes(&[3; 32]));
}

fn resigned(change: impl FnOnce(&mut Bundle)) -> Bundle {
    let mut bundle = published("双色球 2026035");
    change(&mut bundle);
    bundle.sign(&SigningKey::from_bytes(&[4; 32]));
    bundle
}

fn accepted(bytes: &[u8]) -> bool {
    Bundle::read(bytes).is_ok_and(|bundle| verify(&bundle).is_ok())
}

#[test]
fn what_is_written_is_read_and_holds() {
    let bundle = published("双色球 2026035");
    let text = bundle.to_canonical();
    assert_eq!(text, super::super::canonical_json(&serde_json::to_value(&bundle).unwrap()));
    let read = Bundle::read(text.as_bytes()).unwrap();
    assert_eq!(read, bundle);
    assert_eq!(verify(&read), Ok(()));
}

/// The vectors are written as their trees are, too: their members are other ones.
#[test]
fn the_bare_form_is_written_alike() {
    let text = include_str!("../../tests/vectors/draw-400.json");
    let bundle = Bundle::read(text.as_bytes()).unwrap();
    let tree: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(bundle.to_canonical(), super::super::canonical_json(&tree));
}

/// (9) Each byte changed in each of its bits and to what means something in JSON; each byte taken out, and
/// one put in: nothing of it passes.
#[test]
fn every_changed_byte_is_refused() {
    let text = published("双色球 2026035").to_canonical().into_bytes();
    assert!(accepted(&text));
    let passed = cores::by_chunks(text.len(), 64, |range| {
        let mut passed = Vec::new();
        for place in range {
            let byte = text[place];
            let flips = (0..8).map(|bit| byte ^ 1 << bit);
            for other in flips.chain(*b"\"\\ ,:0a{").filter(|other| *other != byte) {
                let mut changed = text.clone();
                changed[place] = other;
                if accepted(&changed) {
                    passed.push((place, other));
                }
            }
            let shorter = [&text[..place], &text[place + 1..]].concat();
            let longer = [&text[..place], b" ", &text[place..]].concat();
            for changed in [shorter, longer] {
                if changed != text && accepted(&changed) {
                    passed.push((place, byte));
                }
            }
        }
        passed
    });
    assert_eq!(passed.concat(), [], "changed unnoticed");
}

#[test]
fn a_truncated_file_is_refused_wherever_it_ends() {
    let text = published("双色球 2026035").to_canonical();
    for end in 0..text.len() {
        assert!(Bundle::read(&text.as_bytes()[..end]).is_err(), "{end}");
    }
}

#[test]
fn another_order_is_refused() {
    let bundle = published("双色球 2026035");
    // The same members in the order of the program, not of their names.
    let text = serde_json::to_string(&bundle).unwrap();
    assert!(matches!(Bundle::read(text.as_bytes()), Err(BundleError::NotCanonical(_))));
    let spaced = serde_json::to_string_pretty(&serde_json::to_value(&bundle).unwrap()).unwrap();
    assert!(matches!(Bundle::read(spaced.as_bytes()), Err(BundleError::NotCanonical(_))));
    let reversed = resigned(|bundle| bundle.sites_drawn.reverse());
    assert_eq!(verify(&reversed), Err(Fault::Differs("sites_drawn".into())));
    let tasks = resigned(|bundle| bundle.tasks.reverse());
    assert_eq!(verify(&tasks), Ok(()), "tasks are a set; their order draws nothing else");
}

/// Who changes something and signs again with a key of his own has a signature that fits, and nothing else.
#[test]
fn a_changed_bundle_signed_again_is_refused_for_its_content() {
    type Change = fn(&mut Bundle);
    let changes: [(Change, Check); 8] = [
        (|bundle| drop(bundle.frame.pop_first()), Check::Frame),
        (|bundle| bundle.frame_root = to_hex(&[0; 32]), Check::Frame),
        (|bundle| bundle.nonces.clear(), Check::Commitments),
        (|bundle| bundle.beacon.push(' '), Check::Key),
        (|bundle| bundle.attempt += 1, Check::Key),
        (|bundle| drop(bundle.sites_drawn.pop()), Check::Result),
        (|bundle| bundle.departments.as_mut().unwrap().leaders.clear(), Check::Officers),
        (
            |bundle| {
                let departments = bundle.departments.as_mut().unwrap();
                departments.seats.values_mut().next().unwrap().visits.values_mut().next().unwrap().seats = 1;
            },
            Check::Officers,
        ),
    ];
    for (change, expected) in changes {
        let bundle = resigned(change);
        assert!(bundle.signature_holds());
        let read = Bundle::read(bundle.to_canonical().as_bytes()).unwrap();
        let (check, fault) = examine(&read, |_| ()).unwrap_err();
        assert_eq!(check, expected, "{fault}");
    }
    // Unchanged it holds, but names the other key: whose that is, the reader decides.
    let other = resigned(|_| ());
    assert_eq!(verify(&other), Ok(()));
    assert_ne!(other.signature.unwrap().key, published("双色球 2026035").signature.unwrap().key);
    let mut swapped = published("双色球 2026035");
    swapped.signature.as_mut().unwrap().key =
        to_hex(SigningKey::from_bytes(&[4; 32]).verifying_key().as_bytes());
    assert_eq!(verify(&swapped), Err(Fault::Signature));
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let text = published("双色球 2026035").to_canonical();
    let size = text.len();
    assert!(Bundle::read_up_to(text.as_bytes(), size, 0).is_ok());
    assert_eq!(Bundle::read_up_to(text.as_bytes(), size - 1, size), Err(BundleError::TooLarge(size - 1)));
    let bare = format!(" {}", include_str!("../../tests/vectors/draw-small.json"));
    assert_eq!(Bundle::read_up_to(bare.as_bytes(), bare.len(), 10), Err(BundleError::TooLarge(10)));
    assert!(Bundle::read_up_to(bare.as_bytes(), bare.len(), bare.len()).is_ok());
    assert_eq!(BundleError::TooLarge(LARGEST).to_string(), "the file is larger than 1073741824 bytes");
}

/// Ten million levels would be too much for any stack; none is used.
#[test]
fn deep_nesting_is_refused() {
    let text = published("双色球 2026035").to_canonical();
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |depth: usize| format!("{}0{}", open.repeat(depth), close.repeat(depth));
        let with = |depth: usize| {
            let record = format!("\"record\":{{\"a\":{},", nested(depth));
            text.replace("\"record\":{", &record)
        };
        assert!(Bundle::read(with(20).as_bytes()).is_ok());
        assert!(Bundle::read(with(40).as_bytes()).is_err());
        assert!(Bundle::read(with(1_000_000).as_bytes()).is_err());
        assert!(Bundle::read(nested(10_000_000).as_bytes()).is_err());
        assert!(Bundle::read(open.repeat(10_000_000).as_bytes()).is_err());
    }
    assert!(Bundle::read(b"{\"format\":{").is_err());
}

#[test]
fn nothing_is_there_twice() {
    let text = published("双色球 2026035").to_canonical();
    for (once, twice) in [
        ("\"S02\":[\"T1:A\"]", "\"S02\":[\"T1:A\"],\"S02\":[\"T1:A\"]"),
        ("\"attempt\":1", "\"attempt\":1,\"attempt\":1"),
        ("\"title\":", "\"title\":\"x\",\"title\":"),
        ("\"T1:A\"]", "\"T1:A\",\"T1:A\"]"),
        ("\"scjg.i1\",", "\"scjg.i1\",\"scjg.i1\","),
    ] {
        assert!(text.contains(once), "{once}");
        assert!(!accepted(text.replacen(once, twice, 1).as_bytes()), "{twice}");
    }
    let bare = include_str!("../../tests/vectors/draw-small.json");
    assert!(accepted(bare.as_bytes()));
    let twice = bare.replacen("\"frame\": {", "\"frame\": {}, \"frame\": {", 1);
    assert!(twice != bare && Bundle::read(twice.as_bytes()).is_err());

    let doubled = resigned(|bundle| bundle.tasks.push(bundle.tasks[0].clone()));
    assert!(matches!(examine(&doubled, |_| ()), Err((Check::Result, Fault::Rule(_)))));
    let cells = resigned(|bundle| {
        bundle.frame.insert("S01".into(), vec!["T1:A".to_owned(), "T1:A".to_owned()].into());
    });
    assert!(matches!(examine(&cells, |_| ()), Err((Check::Frame, Fault::Rule(_)))));
    let officer = resigned(|bundle| {
        let departments = bundle.departments.as_mut().unwrap();
        let visit = departments.seats.values_mut().next().unwrap().visits.values_mut().next().unwrap();
        visit.eligible.insert(0, visit.eligible[0].clone());
    });
    assert!(matches!(examine(&officer, |_| ()), Err((Check::Officers, Fault::Malformed(_)))));
}

/// The beacon is bytes: what looks alike is not the same, and nothing in it breaks the file.
#[test]
fn a_beacon_of_odd_characters_is_taken_as_it_is() {
    let odd =
        "期号\u{feff}\u{202e}531\u{202c}\u{0}\u{1f}\t\r\n\"\\/\u{7f}\u{2028}\u{10ffff}👩‍👩‍👧é\u{301}\u{fb33}𠮷";
    for beacon in [odd, "", " ", "é", "e\u{301}", "\u{212b}", "１２３"] {
        let bundle = published(beacon);
        let read = Bundle::read(bundle.to_canonical().as_bytes()).unwrap();
        assert_eq!((read.beacon.as_str(), verify(&read)), (beacon, Ok(())));
    }
    assert_ne!(published("é").seed, published("e\u{301}").seed);
    let text = published("é").to_canonical();
    assert!(!accepted(text.replace('é', "e\u{301}").as_bytes()));
    // Other ways to write the same text, half a pair, and bytes that are no text.
    for written in ["\\u00e9", "\\ud800", "\\ud83d\\ude00", "\\x", "\u{1}"] {
        assert!(Bundle::read(text.replace('é', written).as_bytes()).is_err(), "{written}");
    }
    let broken: Vec<u8> = text.bytes().map(|byte| if byte == 0xa9 { 0xff } else { byte }).collect();
    assert!(Bundle::read(&broken).is_err());
}

const TURN: Rotation = Rotation { ratio_bp: 5000, repeat_bp: 2000, noise_bp: 300, fresh_bp: 2000 };

/// The wave of this name after another one.
fn following(previous: &Bundle, wave: &str) -> Bundle {
    let file = previous.to_canonical();
    let (series, first, before) = match &previous.turn {
        None => (previous.wave.clone(), previous.seed.clone(), 0),
        Some(turn) => {
            let key = super::super::from_hex(&previous.seed).unwrap();
            (turn.series.clone(), turn.first.clone(), turn.turn(HASH, &key).unwrap().turned)
        }
    };
    let mut bundle = published(wave);
    wave.clone_into(&mut bundle.wave);
    bundle.turn = Some(TurnRecord {
        series,
        first,
        previous: previous.wave.clone(),
        previous_hash: to_hex(&HASH.hash(&[file.as_bytes()])),
        before: format!("{before:016x}"),
        rotation: TURN,
    });
    complete(&mut bundle);
    bundle
}

#[test]
fn a_series_is_checked_from_wave_to_wave() {
    let first = published("双色球 2026035");
    let second = following(&first, "W2");
    let third = following(&second, "W3");
    for bundle in [&second, &third] {
        let text = bundle.to_canonical();
        assert_eq!(text, super::super::canonical_json(&serde_json::to_value(bundle).unwrap()));
        let read = Bundle::read(text.as_bytes()).unwrap();
        assert_eq!((&read, verify(&read)), (bundle, Ok(())));
    }
    let follows = |bundle: &Bundle, previous: &Bundle| {
        check_follows(bundle, previous, previous.to_canonical().as_bytes())
    };
    assert_eq!(follows(&second, &first), Ok(()));
    assert_eq!(follows(&third, &second), Ok(()));
    assert!(follows(&third, &first).is_err() && follows(&first, &second).is_err());
    // Whoever signs may say anything of the series, and is found out by the wave before.
    for change in [
        |turn: &mut TurnRecord| turn.first = "00".repeat(32),
        |turn: &mut TurnRecord| turn.before = "0000000000000001".to_owned(),
        |turn: &mut TurnRecord| turn.series = "W0".to_owned(),
        |turn: &mut TurnRecord| turn.previous_hash = "00".repeat(32),
    ] {
        let mut other = third.clone();
        change(other.turn.as_mut().unwrap());
        complete(&mut other);
        assert_eq!(verify(&other), Ok(()), "by itself it follows");
        assert!(matches!(follows(&other, &second), Err(Fault::Differs(_))));
    }
}

/// What the turn says decides: a bundle whose turn was changed after its draw does not verify.
#[test]
fn a_changed_turn_is_refused() {
    let second = following(&published("双色球 2026035"), "W2");
    let refused = |change: fn(&mut TurnRecord)| {
        let mut bundle = second.clone();
        change(bundle.turn.as_mut().unwrap());
        bundle.sign(&SigningKey::from_bytes(&[4; 32]));
        verify(&bundle).unwrap_err()
    };
    assert_eq!(refused(|turn| turn.rotation.fresh_bp = 10_001), Fault::Malformed("turn.rotation".into()));
    assert_eq!(refused(|turn| turn.before = "1".into()), Fault::Malformed("turn.before".into()));
    assert_eq!(refused(|turn| turn.before = "8000000000000000".into()), Fault::Differs("turn.before".into()));
    assert_eq!(refused(|turn| turn.first = "00".into()), Fault::Malformed("turn.first".into()));
    assert_eq!(refused(|turn| turn.series = "批次".into()), Fault::Malformed("turn.series".into()));
    for seed in 0_u8..4 {
        // Six doors: some other keys draw the same by chance, but not all.
        let mut bundle = second.clone();
        bundle.turn.as_mut().unwrap().first = format!("{seed:02x}").repeat(32);
        bundle.sign(&SigningKey::from_bytes(&[4; 32]));
        if let Err(fault) = verify(&bundle) {
            assert!(matches!(fault, Fault::Differs(_)));
            return;
        }
    }
    panic!("no other key of the series is refused");
}
