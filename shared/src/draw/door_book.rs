//! A drawn wave from which the statements of its doors are taken.

use std::collections::BTreeMap;

use super::bundle::Bundle;
use super::frame::Frame;
use super::hash::{Digest, HashAlgorithm, from_hex, to_hex};
use super::opening::DoorOpening;
use super::proof_tree::ProofTree;
use super::quota::BASIS_POINTS;
use super::report::{StratumQuota, quotas_of};
use super::select::{Draw, StratumDraw, WHOLE};
use super::statement::{Chance, Outcome, Place, PlaceKind, STATEMENT, Statement};
use super::task::{Method, Task};
use super::turn::{Lots, TurnOutcome};
use super::verify::{Fault, differs};

/// (task, stratum)
type CellName = (String, String);

/// The largest drawn number of each cell; of tasks of `cells`, of each of its groups, named by their cells.
type Thresholds = BTreeMap<(CellName, String), Digest>;

/// What is kept of a bundle to answer its doors.
pub struct DoorBook {
    algorithm: String,
    wave: String,
    attempt: u32,
    bundle_hash: String,
    frame: Frame,
    tree: ProofTree,
    root: Digest,
    lots: Lots,
    seed: String,
    turn: Option<TurnOutcome>,
    tasks: Vec<Task>,
    quotas: BTreeMap<CellName, StratumQuota>,
    result: Draw,
    thresholds: Thresholds,
}

impl DoorBook {
    /// From a bundle and the SHA-256 of its file. Whether the bundle follows from its inputs is
    /// [`verify`](super::verify())'s to say.
    ///
    /// # Errors
    /// A bundle that is none.
    pub fn new(bundle: &Bundle, bundle_hash: &str) -> Result<Self, Fault> {
        let hash = HashAlgorithm::from_algorithm_id(&bundle.algorithm)
            .ok_or_else(|| Fault::Unsupported(format!("algorithm {:?}", bundle.algorithm)))?;
        let frame = bundle.build_frame().map_err(|error| Fault::Rule(error.to_string()))?;
        let tree = ProofTree::new(hash, (0..frame.len()).map(|index| frame.leaf(hash, index)).collect());
        let root = *tree.root().ok_or_else(|| Fault::Rule("nobody is in the frame".into()))?;
        if to_hex(&root) != bundle.frame_root {
            return Err(differs("frame_root"));
        }
        let key = from_hex(&bundle.seed).ok_or_else(|| Fault::Malformed("seed".into()))?;
        let turn = bundle.turn.as_ref().map(|turn| turn.turn(hash, &key)).transpose()?;
        let lots = Lots::new(hash, &key, turn);
        let quotas = quotas_of(&sizes(&frame), &bundle.tasks);
        let thresholds = thresholds(&frame, &lots, &bundle.tasks, &bundle.result);
        Ok(Self {
            algorithm: bundle.algorithm.clone(),
            wave: bundle.wave.clone(),
            attempt: bundle.attempt,
            bundle_hash: bundle_hash.to_owned(),
            frame,
            tree,
            root,
            lots,
            seed: bundle.seed.clone(),
            turn: turn.as_ref().map(TurnOutcome::of),
            tasks: bundle.tasks.clone(),
            quotas: quotas.into_iter().map(|row| ((row.task.clone(), row.stratum.clone()), row)).collect(),
            result: bundle.result.clone(),
            thresholds,
        })
    }

    /// The statement of a door, not yet signed; nothing if it was not in the frame.
    pub fn statement(
        &self,
        site: &str,
        opening: DoorOpening,
        sealed_until: Option<String>,
    ) -> Option<Statement> {
        let index = self.frame.find(site)?;
        let proof = self.tree.proof(index)?;
        let cells: Vec<CellName> = self.frame.cells(index).iter().map(|cell| self.name(*cell)).collect();
        let outcome = match opening {
            DoorOpening::Sealed => None,
            // The key of a series is public: one number of a wave tells how far all of it has turned, and
            // with that who else was drawn. So nobody is told before everybody is.
            DoorOpening::Door if self.turn.is_some() => None,
            DoorOpening::Door => Some(self.outcome(index, &cells, None)),
            DoorOpening::Whole => Some(self.outcome(index, &cells, Some(self.seed.clone()))),
        };
        Some(Statement {
            format: STATEMENT.to_owned(),
            algorithm: self.algorithm.clone(),
            wave: self.wave.clone(),
            attempt: self.attempt,
            frame_root: to_hex(&self.root),
            frame_size: u64::try_from(self.frame.len()).ok()?,
            bundle_hash: self.bundle_hash.clone(),
            site: site.to_owned(),
            cells: self.frame.cell_text(index).split(',').map(str::to_owned).collect(),
            index: proof.index,
            path: proof.path.iter().map(|step| to_hex(step)).collect(),
            chances: cells.iter().filter_map(|cell| self.chance(cell)).collect(),
            sealed_until,
            outcome,
            signature: None,
        })
    }

    fn name(&self, cell: super::Cell) -> CellName {
        (self.frame.tasks()[cell.task as usize].clone(), self.frame.strata()[cell.stratum as usize].clone())
    }

    fn chance(&self, (task, stratum): &CellName) -> Option<Chance> {
        let method = &self.tasks.iter().find(|known| known.id == *task)?.method;
        let of = |stratum: &str| self.quotas.get(&(task.clone(), stratum.to_owned()));
        let row = of(stratum).or_else(|| of(WHOLE))?;
        let chance = match method {
            Method::Pareto { strata, .. } => {
                [u64::from(strata.get(stratum).copied().unwrap_or(0)), u64::from(BASIS_POINTS)]
            }
            _ => [row.quota, row.doors],
        };
        let method = serde_json::to_value(method).ok()?;
        Some(Chance {
            task: task.clone(),
            stratum: stratum.clone(),
            method: method.get("method")?.as_str()?.to_owned(),
            frame: row.doors,
            quota: row.quota,
            chance,
        })
    }

    fn outcome(&self, index: usize, cells: &[CellName], seed: Option<String>) -> Outcome {
        let site = self.frame.site(index);
        let group = group(&self.frame, index, &self.tasks);
        let places = cells.iter().map(|cell| self.place(site, cell, &group)).collect();
        let turn = self.turn.clone().filter(|_| seed.is_some());
        Outcome { number: to_hex(&self.lots.number(site)), seed, turn, places }
    }

    fn place(&self, site: &str, cell: &CellName, group: &str) -> Place {
        let strata = self.result.0.get(&cell.0);
        let drawn = strata.and_then(|strata| strata.get(&cell.1).or_else(|| strata.get(WHOLE)));
        let rank =
            |sites: &[String]| (1_u64..).zip(sites).find(|(_, one)| *one == site).map(|(rank, _)| rank);
        let (place, rank) = match drawn {
            None => (PlaceKind::NotDrawn, None),
            Some(StratumDraw::Sample { selected, reserve, .. }) => match (rank(selected), rank(reserve)) {
                (Some(rank), _) => (PlaceKind::Selected, Some(rank)),
                (_, Some(rank)) => (PlaceKind::Reserve, Some(rank)),
                _ => (PlaceKind::NotDrawn, None),
            },
            Some(StratumDraw::Batches { batches, .. }) => {
                let batch = (1_u64..).zip(batches).find(|(_, sites)| sites.iter().any(|one| one == site));
                (PlaceKind::Batch, batch.map(|(number, _)| number))
            }
        };
        let group = if together(&self.tasks, &cell.0) { group } else { "" };
        let threshold = self.thresholds.get(&(cell.clone(), group.to_owned())).map(|number| to_hex(number));
        Place { task: cell.0.clone(), place, rank, threshold }
    }
}

fn sizes(frame: &Frame) -> BTreeMap<CellName, u64> {
    let mut sizes = BTreeMap::new();
    for (cells, doors) in frame.patterns() {
        for cell in cells {
            let name =
                (frame.tasks()[cell.task as usize].clone(), frame.strata()[cell.stratum as usize].clone());
            *sizes.entry(name).or_insert(0) += u64::try_from(doors).unwrap_or(u64::MAX);
        }
    }
    sizes
}

/// Whether a task is drawn together with others, by `cells`.
fn together(tasks: &[Task], task: &str) -> bool {
    tasks.iter().any(|known| known.id == task && matches!(known.method, Method::Cells { .. }))
}

/// The cells of a door that belong to tasks of `cells`: the group whose doors compete with each other alone.
fn group(frame: &Frame, index: usize, tasks: &[Task]) -> String {
    let cells = frame.cell_text(index).split(',');
    let own = cells.filter(|cell| together(tasks, cell.split(':').next().unwrap_or_default()));
    own.collect::<Vec<_>>().join(",")
}

/// By cell: within one all doors have the same chance, so that a drawn one never has a larger number than
/// one that was not; with `cells` that holds within each group of a cell. Batch tasks draw everybody and have
/// none.
fn thresholds(frame: &Frame, lots: &Lots, tasks: &[Task], result: &Draw) -> Thresholds {
    let mut found = Thresholds::new();
    for (task, strata) in &result.0 {
        let Some(task_index) = frame.task_index(task) else { continue };
        let grouped = together(tasks, task);
        for draw in strata.values() {
            let StratumDraw::Sample { selected, .. } = draw else { continue };
            for site in selected {
                let Some(index) = frame.find(site) else { continue };
                let Some(cell) = frame.cells(index).iter().find(|cell| cell.task == task_index) else {
                    continue;
                };
                let number = lots.number(site);
                let name = (task.clone(), frame.strata()[cell.stratum as usize].clone());
                let group = if grouped { group(frame, index, tasks) } else { String::new() };
                let largest = found.entry((name, group)).or_insert(number);
                *largest = (*largest).max(number);
            }
        }
    }
    found
}
