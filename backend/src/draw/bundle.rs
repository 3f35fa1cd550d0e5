//! The published file of a draw, checked by our own verifier before it is kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::draw::bundle::{BundleProof, Departments, FORMAT, Leader};
use shared::draw::{Bundle, HashAlgorithm, leader, tasks_by_site, to_hex, verify};
use shared::ids::DepartmentId;
use shared::seats::SeatCosts;

use super::perform::Drawn;
use crate::app::Core;
use crate::error::{Error, Result};
use crate::{organisation, planning};

/// Task → codes of its departments, the leading one first.
fn departments_of_tasks(drawn: &Drawn<'_>) -> BTreeMap<String, Vec<String>> {
    let code = |id: &DepartmentId| drawn.frozen.departments.get(id).cloned().unwrap_or_default();
    drawn
        .frozen
        .tasks
        .iter()
        .map(|task| (task.task.id.clone(), task.parties.iter().map(|(id, _)| code(id)).collect()))
        .collect()
}

/// Leading department and team leader of every visit.
pub(super) fn leaders(drawn: &Drawn<'_>) -> BTreeMap<String, Leader> {
    let departments = departments_of_tasks(drawn);
    let costs = SeatCosts::new(drawn.wave.hash, &drawn.key);
    tasks_by_site(&drawn.result)
        .into_iter()
        .filter_map(|(site, tasks)| {
            let visit = format!("{}/{site}", drawn.wave.code);
            let found = leader(&visit, &tasks, &departments, &drawn.seats, &costs)?;
            Some((visit, found))
        })
        .collect()
}

/// The canonical, signed text of the bundle.
pub(super) async fn build(core: &Core, drawn: &Drawn<'_>, ledger: Value) -> Result<String> {
    let (wave, attempt) = (drawn.wave, drawn.attempt);
    let hash: HashAlgorithm = wave.hash;
    let by_witness = |pick: fn(&super::Witness) -> Option<&String>| -> BTreeMap<String, String> {
        let rows = drawn.witnesses.iter();
        rows.map(|row| (row.code.clone(), pick(row).cloned().unwrap_or_default())).collect()
    };
    let mut bundle = Bundle {
        format: Some(FORMAT.to_owned()),
        algorithm: hash.algorithm_id(),
        wave: wave.code.clone(),
        attempt: u32::try_from(attempt.number).map_err(|error| Error::broken(error.to_string()))?,
        frame: (0..drawn.frame.len())
            .map(|index| {
                let cells = drawn.frame.cell_text(index).split(',').map(str::to_owned).collect();
                (drawn.frame.site(index).to_owned(), cells)
            })
            .collect(),
        frame_root: attempt.frame_root.clone().unwrap_or_default(),
        commitments: by_witness(|row| row.commitment.as_ref()),
        nonces: by_witness(|row| row.nonce.as_ref()),
        beacon: attempt.beacon.clone().unwrap_or_default(),
        seed: to_hex(&drawn.key),
        turn: drawn.turn.clone(),
        inclusion_proof: example_proof(drawn),
        prn: BTreeMap::new(),
        tasks: drawn.frozen.tasks.iter().map(|task| task.task.clone()).collect(),
        result: drawn.result.clone(),
        sites_drawn: drawn.result.sites(),
        seats: None,
        departments: Some(Departments {
            tasks: departments_of_tasks(drawn),
            seats: drawn.seats.clone(),
            leaders: leaders(drawn),
        }),
        record: Some(record(core, drawn, ledger).await?),
        signature: None,
    };
    bundle.sign(&core.keys().bundle);
    verify(&bundle).map_err(|fault| Error::broken(format!("our own bundle does not verify: {fault}")))?;
    Ok(bundle.to_canonical())
}

/// The proof of the first drawn door, as an example.
fn example_proof(drawn: &Drawn<'_>) -> Option<BundleProof> {
    let site = drawn.result.sites().into_iter().next()?;
    let index = drawn.frame.find(&site)?;
    let proof = drawn.frame.inclusion_proof(drawn.wave.hash, index)?;
    Some(BundleProof { site, index: proof.index, path: proof.path.iter().map(|step| to_hex(step)).collect() })
}

/// What people want to read beside the numbers; figures as text, because a bundle holds no fractions.
async fn record(core: &Core, drawn: &Drawn<'_>, ledger: Value) -> Result<BTreeMap<String, Value>> {
    let db = core.db().read();
    let wave = drawn.wave;
    let plan = planning::plan(db, &wave.division_code, wave.plan_id).await?;
    let ids: BTreeSet<DepartmentId> = drawn.frozen.departments.keys().copied().collect();
    let departments: BTreeMap<String, String> =
        organisation::departments_by_id(db, ids).await?.into_iter().map(|row| (row.code, row.name)).collect();
    let time = |instant: Option<DateTime<Utc>>| instant.map(|instant| instant.to_rfc3339());
    let tasks: BTreeMap<&str, Value> = drawn
        .frozen
        .tasks
        .iter()
        .map(|task| {
            let items: Vec<&str> = drawn
                .joint_items
                .iter()
                .filter(|joint| task.items.contains(&joint.id))
                .map(|joint| joint.code.as_str())
                .collect();
            let described = json!({
                "title": task.title,
                "items": items,
                "scope": task.population.scope,
                "method": task.method,
                "window": [task.window.0, task.window.1],
            });
            (task.task.id.as_str(), described)
        })
        .collect();
    let witnesses: BTreeMap<&str, Value> = drawn
        .witnesses
        .iter()
        .map(|row| {
            (
                row.code.as_str(),
                json!({ "name": row.name, "organisation": row.organisation, "kind": row.kind }),
            )
        })
        .collect();
    let doors = &drawn.report.doors;
    let entries = [
        ("division", json!(wave.division_code)),
        ("title", json!(wave.title)),
        (
            "plan",
            json!(plan.map(
                |plan| json!({ "number": plan.number, "title": plan.title, "contentHash": plan.content_hash })
            )),
        ),
        ("beaconEvent", json!(wave.beacon_event)),
        ("tasks", json!(tasks)),
        ("departments", json!(departments)),
        ("witnesses", json!(witnesses)),
        ("counts", json!(drawn.frozen.counts)),
        ("rules", json!(wave.rules)),
        ("excluded", json!(drawn.frozen.excluded)),
        ("ledger", ledger),
        ("frozenAt", json!(time(drawn.attempt.frozen_at))),
        ("beaconAt", json!(time(drawn.attempt.beacon_at))),
        (
            "report",
            json!({
                "frame": doors.frame,
                "checks": doors.checks,
                "doors": doors.doors,
                "lowerBound": format!("{:.4}", doors.lower_bound),
                "independent": format!("{:.4}", doors.independent),
            }),
        ),
    ];
    Ok(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
