//! Doors opened, against independent draws and against the bound no design can beat.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::quota::{BASIS_POINTS, quota};
use super::select::{Draw, WHOLE};
use super::task::{Method, Task};

/// What to publish with every draw and every simulation (`docs/ALGORITHMS.md` §4, `domain.md` §6.3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoorReport {
    /// Doors in the frame.
    pub frame: u64,
    /// Checks to be done: the sum of all quotas.
    pub checks: u64,
    /// Distinct doors drawn; `None` before the draw.
    pub doors: Option<u64>,
    /// Σ over doors of the largest chance any task gives it: no design opens fewer on average.
    pub lower_bound: f64,
    /// Σ over doors of 1 − Π(1 − chance): what independent draws would open.
    pub independent: f64,
}

impl DoorReport {
    /// Doors saved against independent draws.
    #[expect(clippy::cast_precision_loss, reason = "a number of doors")]
    pub fn avoided(&self) -> Option<f64> {
        self.doors.map(|doors| self.independent - doors as f64)
    }

    /// Doors opened ÷ lower bound; 1 is perfect.
    #[expect(clippy::cast_precision_loss, reason = "a number of doors")]
    pub fn ratio_to_bound(&self) -> Option<f64> {
        self.doors.filter(|_| self.lower_bound > 0.0).map(|doors| doors as f64 / self.lower_bound)
    }
}

/// Figures of a frame and its tasks, with the number of doors once drawn. Batch tasks check everybody
/// whatever is drawn, so they are left out of all figures, as in [`Draw::sites`].
#[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
pub fn report(frame: &Frame, tasks: &[Task], drawn: Option<&Draw>) -> DoorReport {
    let sizes = frame.cell_sizes();
    let mut chances: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut checks = 0;
    for task in tasks {
        let Some(index) = frame.task_index(&task.id) else { continue };
        let strata = sizes.range((index, 0)..=(index, u32::MAX));
        match &task.method {
            Method::Srs { rounding, strata: ratios, cap_bp, .. }
            | Method::Cells { rounding, strata: ratios, cap_bp, .. } => {
                for ((_, stratum), size) in strata {
                    let ratio = ratios.get(&frame.strata()[*stratum as usize]).copied().unwrap_or(0);
                    let quota = quota(*size, ratio, *rounding, *cap_bp);
                    checks += quota;
                    chances.insert((index, *stratum), quota as f64 / *size as f64);
                }
            }
            Method::Pareto { rounding, strata: ratios, cap_bp, .. } => {
                let strata: Vec<(u32, u64, u32)> = strata
                    .map(|((_, stratum), size)| {
                        (
                            *stratum,
                            *size,
                            ratios.get(&frame.strata()[*stratum as usize]).copied().unwrap_or(0),
                        )
                    })
                    .collect();
                let frame_size: u64 = strata.iter().map(|(_, size, _)| size).sum();
                let wanted: u64 = strata.iter().map(|(_, size, ratio)| size * u64::from(*ratio)).sum();
                let cap =
                    cap_bp.map_or(u64::MAX, |cap| frame_size * u64::from(cap) / u64::from(BASIS_POINTS));
                checks += rounding.apply(wanted).min(cap);
                for (stratum, _, ratio) in strata {
                    chances.insert((index, stratum), f64::from(ratio) / f64::from(BASIS_POINTS));
                }
            }
            Method::BatchOrder { .. } => {}
        }
    }
    let (mut lower_bound, mut independent) = (0.0, 0.0);
    for (cells, doors) in frame.patterns() {
        let of_cell = cells.iter().filter_map(|cell| chances.get(&(cell.task, cell.stratum)));
        let (largest, spared) = of_cell.fold((0.0_f64, 1.0), |(largest, spared), chance| {
            (largest.max(*chance), spared * (1.0 - chance))
        });
        lower_bound += largest * doors as f64;
        independent += (1.0 - spared) * doors as f64;
    }
    DoorReport {
        frame: frame.len() as u64,
        checks,
        doors: drawn.map(|draw| draw.sites().len() as u64),
        lower_bound,
        independent,
    }
}

/// What a stratum of a task (or, under `*`, the whole task) has and gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StratumQuota {
    /// The task.
    pub task: String,
    /// The stratum.
    pub stratum: String,
    /// Doors in it.
    pub doors: u64,
    /// Doors that will be drawn.
    pub quota: u64,
}

/// For each task and stratum of the frame, in their order: `task:stratum`, its doors, and how many will
/// be drawn. A task drawn as a whole has one entry under `*`; a batch task draws everybody.
pub fn stratum_quotas(frame: &Frame, tasks: &[Task]) -> Vec<(String, u64, u64)> {
    let name = |task: u32, stratum: u32| {
        (frame.tasks()[task as usize].clone(), frame.strata()[stratum as usize].clone())
    };
    let sizes = frame.cell_sizes().into_iter().map(|((task, stratum), size)| (name(task, stratum), size));
    quotas_of(&sizes.collect(), tasks)
        .into_iter()
        .map(|row| (format!("{}:{}", row.task, row.stratum), row.doors, row.quota))
        .collect()
}

/// The same from the sizes of (task, stratum), where the frame itself is not at hand.
pub fn quotas_of(sizes: &BTreeMap<(String, String), u64>, tasks: &[Task]) -> Vec<StratumQuota> {
    let mut quotas = Vec::new();
    for task in tasks {
        let own = sizes.iter().filter(|((name, _), _)| *name == task.id);
        let strata: Vec<(&str, u64)> = own.map(|((_, stratum), size)| (stratum.as_str(), *size)).collect();
        if strata.is_empty() {
            continue;
        }
        let whole: u64 = strata.iter().map(|(_, size)| size).sum();
        let mut add = |stratum: &str, doors, quota| {
            quotas.push(StratumQuota { task: task.id.clone(), stratum: stratum.to_owned(), doors, quota });
        };
        match &task.method {
            Method::Srs { rounding, strata: ratios, cap_bp, .. }
            | Method::Cells { rounding, strata: ratios, cap_bp, .. } => {
                for (name, size) in strata {
                    let ratio = ratios.get(name).copied().unwrap_or(0);
                    add(name, size, quota(size, ratio, *rounding, *cap_bp));
                }
            }
            Method::Pareto { rounding, strata: ratios, cap_bp, .. } => {
                let wanted = strata
                    .iter()
                    .map(|(name, size)| size * u64::from(ratios.get(*name).copied().unwrap_or(0)));
                let cap = cap_bp.map_or(whole, |cap| whole * u64::from(cap) / u64::from(BASIS_POINTS));
                add(WHOLE, whole, rounding.apply(wanted.sum()).min(cap));
            }
            Method::BatchOrder { .. } => add(WHOLE, whole, whole),
        }
    }
    quotas
}
