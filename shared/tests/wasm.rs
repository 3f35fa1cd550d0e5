//! The rules as every visitor's browser runs them: the vectors of an independent implementation and the
//! published values of both hash functions, in WebAssembly, where `usize` has 32 bits.

#![cfg(target_arch = "wasm32")]

use shared::calendar::WorkCalendar;
use shared::draw::bundle::SeatSection;
use shared::draw::key::{KeyInput, Reveal};
use shared::draw::{
    Bundle, Cells, HashAlgorithm, Method, Rotation, Rounding, Task, Turn, draw, from_hex, to_hex, verify,
};
use shared::seats::{SeatCosts, SeatProblem, Seats, assign};
use wasm_bindgen_test::wasm_bindgen_test;

const SMALL: &str = include_str!("vectors/draw-small.json");
const SHA256: &str = include_str!("vectors/draw-400.json");
const SM3: &str = include_str!("vectors/draw-400-sm3.json");
const CELLS: &str = include_str!("vectors/draw-cells.json");
const ROTATION: &str = include_str!("vectors/rotation.json");
const CELLS_SM3: &str = include_str!("vectors/draw-cells-sm3.json");

fn read(text: &str) -> Bundle {
    Bundle::read(text.as_bytes()).unwrap()
}

#[wasm_bindgen_test]
fn a_small_draw_verifies() {
    assert_eq!(verify(&read(SMALL)), Ok(()));
}

#[wasm_bindgen_test]
fn four_hundred_doors_verify() {
    assert_eq!(verify(&read(SHA256)), Ok(()));
}

#[wasm_bindgen_test]
fn four_hundred_doors_verify_under_sm3() {
    assert_eq!(verify(&read(SM3)), Ok(()));
}

/// The walk of `cells` is in doubles: the same ones in every browser.
#[wasm_bindgen_test]
fn draws_in_cells_verify() {
    assert_eq!(verify(&read(CELLS)), Ok(()));
    assert_eq!(verify(&read(CELLS_SM3)), Ok(()));
}

/// Numbers of a series that rotates.
#[wasm_bindgen_test]
fn turned_numbers_come_out_the_same() {
    let vectors: serde_json::Value = serde_json::from_str(ROTATION).unwrap();
    for vector in vectors.as_array().unwrap() {
        let text = |name: &str| vector[name].as_str().unwrap();
        let hash = HashAlgorithm::parse(text("hash")).unwrap();
        let rotation: Rotation = serde_json::from_value(vector["rotation"].clone()).unwrap();
        let (first, key) = (from_hex(text("first")).unwrap(), from_hex(text("key")).unwrap());
        let before = u64::from_str_radix(text("before"), 16).unwrap();
        let turned = before.wrapping_add(rotation.shift(hash, &key));
        let turn = Turn { first, turned, fresh_bp: rotation.fresh_bp };
        for (site, number) in vector["numbers"].as_object().unwrap() {
            let found = turn.number(&hash.keyed(&first), &hash.keyed(&key), site);
            assert_eq!(Some(to_hex(&found).as_str()), number.as_str(), "{site}");
        }
    }
}

/// A door taken away, a key of another beacon, an officer changed: none passes.
#[wasm_bindgen_test]
fn a_changed_bundle_does_not_verify() {
    let mut fewer = read(SMALL);
    let door = fewer.frame.keys().next().unwrap().clone();
    fewer.frame.remove(&door);
    assert!(verify(&fewer).is_err());

    let mut another = read(SMALL);
    another.beacon.push('0');
    assert!(verify(&another).is_err());

    let mut seats = read(SHA256);
    let assigned = seats.seats.as_mut().unwrap().assigned.values_mut().next().unwrap();
    assigned.clear();
    assert!(verify(&seats).is_err());
}

/// A browser's stack is small: neither form of a file that is nested without end may use it up.
#[wasm_bindgen_test]
fn endless_nesting_is_refused() {
    for open in ["[", "{\"a\":", "{\"format\":["] {
        assert!(Bundle::read(open.repeat(1_000_000).as_bytes()).is_err());
    }
}

/// The file that is written is the file that is read, in its one form.
#[wasm_bindgen_test]
fn the_canonical_form_is_stable() {
    for text in [SMALL, SHA256, SM3] {
        let canonical = read(text).to_canonical();
        assert_eq!(read(&canonical).to_canonical(), canonical);
        assert!(Bundle::read(&canonical.as_bytes()[..canonical.len() - 1]).is_err());
    }
}

/// A frame of some size, with officers for one door in fifty, read and verified; a number given in
/// `ONEDOOR_WASM_DOORS` when this is compiled makes it another size.
#[wasm_bindgen_test]
fn a_large_frame_is_read_and_verified() {
    let doors: u32 = option_env!("ONEDOOR_WASM_DOORS").map_or(20_000, |doors| doors.parse().unwrap());
    let text = large(doors).to_canonical();
    let bundle = read(&text);
    assert_eq!(bundle.frame.len(), doors as usize);
    assert_eq!(verify(&bundle), Ok(()));
}

fn large(doors: u32) -> Bundle {
    let mut bundle = read(SMALL);
    let cells: Cells = (1..9).map(|task| format!("T{task:03}:ALL")).collect();
    bundle.frame = (0..doors).map(|door| (format!("410481-{door:07}"), cells.clone())).collect();
    let task = |task: u32| Task {
        id: format!("T{task:03}"),
        method: Method::Srs {
            rounding: Rounding::HalfUp,
            strata: [("ALL".to_owned(), 200)].into(),
            reserve: 5,
            cap_bp: None,
        },
    };
    bundle.tasks = (1..9).map(task).collect();
    let frame = bundle.build_frame().unwrap();
    let root = frame.root(HashAlgorithm::Sha256);
    bundle.frame_root = to_hex(&root);
    let reveals: Vec<Reveal<'_>> = bundle
        .nonces
        .iter()
        .map(|(witness, nonce)| Reveal { witness, nonce: from_hex(nonce).unwrap() })
        .collect();
    let (wave, attempt, beacon) = (bundle.wave.as_str(), bundle.attempt, bundle.beacon.as_str());
    let input =
        KeyInput { hash: HashAlgorithm::Sha256, wave, attempt, root: &root, beacon, reveals: &reveals };
    let key = input.key();
    bundle.seed = to_hex(&key);
    bundle.result = draw(HashAlgorithm::Sha256, &key, &frame, &bundle.tasks).unwrap();
    bundle.sites_drawn = bundle.result.sites();
    (bundle.prn, bundle.inclusion_proof) = (Default::default(), None);
    let visit = |(index, site): (usize, &String)| {
        let eligible = (0..12).map(|step| format!("i{:03}", (index * 7 + step * 31) % 250));
        let eligible: std::collections::BTreeSet<String> = eligible.collect();
        (format!("{wave}/{site}"), Seats { seats: 2, eligible: eligible.into_iter().collect() })
    };
    let visits = bundle.sites_drawn.iter().enumerate().map(visit).collect();
    let problem = SeatProblem { visits, loads: Default::default() };
    let plan = assign(&problem, &SeatCosts::new(HashAlgorithm::Sha256, &key));
    bundle.seats = Some(SeatSection::new(problem, plan));
    bundle
}

/// FIPS 180-4 and GB/T 32905-2016, example 1 of each.
#[wasm_bindgen_test]
fn hash_functions_give_their_published_values() {
    assert_eq!(
        to_hex(&HashAlgorithm::Sha256.hash(&[b"abc"])),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(
        to_hex(&HashAlgorithm::Sm3.hash(&[b"abc"])),
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    );
}

/// Twenty working days over the Spring Festival of 2026, as the command line answers too.
#[wasm_bindgen_test]
fn working_days_are_counted() {
    let from = chrono::NaiveDate::from_ymd_opt(2026, 2, 13).unwrap();
    let due = WorkCalendar::published().deadline(from, 20).unwrap();
    assert_eq!(due.date.to_string(), "2026-03-19");
}
