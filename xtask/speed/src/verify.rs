//! Reading and verifying a published bundle.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Instant;

use ed25519_dalek::SigningKey;
use serde_json::json;
use shared::draw::bundle::{Departments, FORMAT, SeatSection};
use shared::draw::key::{KeyInput, Reveal, commitment};
use shared::draw::{Bundle, HashAlgorithm, draw, examine, leader, tasks_by_site, to_hex};
use shared::seats::{SeatCosts, SeatProblem, Seats, assign};

use crate::Result;
use crate::register::{DEPARTMENTS, Register, spread, tasks};
use crate::time::{memory, timed};

const HASH: HashAlgorithm = HashAlgorithm::Sha256;
const NONCE: [u8; 32] = [7; 32];
/// Officers of a department; one in twenty is eligible for a visit.
const OFFICERS: u64 = 250;

/// Makes the file of a bundle of so many doors, and has it verified by a process of its own, whose memory is
/// then that of reading and verifying.
pub fn measure(sites: usize) -> Result {
    let file = std::env::temp_dir().join(format!("onedoor-bundle-{}.json", std::process::id()));
    std::fs::write(&file, published(sites)?)?;
    let verified = Command::new(std::env::current_exe()?).arg("read").arg(&file).status();
    std::fs::remove_file(&file)?;
    if verified?.success() { Ok(()) } else { Err("the bundle was not verified".into()) }
}

/// Reads and verifies a file.
pub fn read(file: &str) -> Result {
    let text = std::fs::read(file)?;
    let (before, _) = memory()?;
    let (bundle, reading) = timed(|| Bundle::read(&text));
    let bundle = bundle?;
    let (doors, drawn) = (bundle.frame.len(), bundle.sites_drawn.len());
    println!("{doors} doors, {drawn} to open, {DEPARTMENTS} departments, {} MB", text.len() / 1_000_000);
    println!("read in {reading:.2?}");
    let mut last = Instant::now();
    let (result, verifying) = timed(|| {
        examine(&bundle, |check| {
            println!("  {check}: {:.2?}", last.elapsed());
            last = Instant::now();
        })
    });
    result.map_err(|(check, fault)| format!("{check}: {fault}"))?;
    let peak = memory()?.1.saturating_sub(before) / doors.max(1) as u64;
    println!("verified in {verifying:.2?}; peak memory beside the file: {peak} bytes a door");
    Ok(())
}

/// The text of a signed bundle.
fn published(sites: usize) -> Result<String> {
    let frame = Register::in_order(sites).frame()?;
    let root = frame.root(HASH);
    let reveals = [Reveal { witness: "justice", nonce: NONCE }];
    let (wave, beacon) = ("W2026Q2", "双色球 2026035");
    let key = KeyInput { hash: HASH, wave, attempt: 1, root: &root, beacon, reveals: &reveals }.key();
    let tasks = tasks();
    let result = draw(HASH, &key, &frame, &tasks)?;
    let costs = SeatCosts::new(HASH, &key);
    let department = |index: usize| format!("d{index}");
    let by_site = tasks_by_site(&result);
    let of_task: BTreeMap<String, Vec<String>> =
        tasks.iter().enumerate().map(|(index, task)| (task.id.clone(), vec![department(index)])).collect();
    let mut seats = BTreeMap::new();
    for (index, task) in tasks.iter().enumerate() {
        let visits = by_site.iter().filter(|(_, tasks)| tasks.contains(task.id.as_str())).map(|(site, _)| {
            let door = site.bytes().fold(0_u64, |door, byte| door * 31 + u64::from(byte));
            let eligible = (0..OFFICERS)
                .filter(|officer| spread(officer << 32 ^ door).is_multiple_of(20))
                .map(|officer| format!("d{index}.i{officer:03}"));
            (format!("{wave}/{site}"), Seats { seats: 2, eligible: eligible.collect() })
        });
        let problem = SeatProblem { visits: visits.collect(), loads: BTreeMap::new() };
        let plan = assign(&problem, &costs);
        seats.insert(department(index), SeatSection::new(problem, plan));
    }
    let leaders = by_site
        .iter()
        .filter_map(|(site, tasks)| {
            let visit = format!("{wave}/{site}");
            let found = leader(&visit, tasks, &of_task, &seats, &costs)?;
            Some((visit, found))
        })
        .collect();
    let cells = |door: usize| frame.cell_text(door).split(',').map(str::to_owned).collect();
    let mut bundle = Bundle {
        format: Some(FORMAT.into()),
        algorithm: HASH.algorithm_id(),
        wave: wave.into(),
        attempt: 1,
        frame: (0..frame.len()).map(|door| (frame.site(door).to_owned(), cells(door))).collect(),
        frame_root: to_hex(&root),
        commitments: BTreeMap::from([("justice".into(), to_hex(&commitment(HASH, "justice", &NONCE)))]),
        nonces: BTreeMap::from([("justice".into(), to_hex(&NONCE))]),
        beacon: beacon.into(),
        seed: to_hex(&key),
        inclusion_proof: None,
        turn: None,
        prn: BTreeMap::new(),
        tasks,
        sites_drawn: result.sites(),
        result,
        seats: None,
        departments: Some(Departments { tasks: of_task, seats, leaders }),
        record: Some(BTreeMap::from([("title".into(), json!("第二季度"))])),
        signature: None,
    };
    bundle.sign(&SigningKey::from_bytes(&[3; 32]));
    Ok(bundle.to_canonical())
}
