//! Selection: the smallest numbers are drawn.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cells;
use super::cores;
use super::frame::{Cell, Frame};
use super::hash::{Digest, HashAlgorithm};
use super::numbers::Numbers;
use super::quota::{BASIS_POINTS, Rounding, quota};
use super::rotation::Turn;
use super::sieve;
use super::task::{Method, Task};
use super::turn::Lots;

/// The name of the whole frame of a task where it is not divided.
pub const WHOLE: &str = "*";

/// What was drawn in one stratum (or, under `*`, for the whole task).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum StratumDraw {
    /// A quota was drawn.
    Sample {
        /// Doors in the stratum.
        frame: u64,
        /// How many were to be drawn.
        quota: u64,
        /// The drawn doors, in the order of their rank.
        selected: Vec<String>,
        /// The next ones, kept in case a drawn door cannot be checked.
        reserve: Vec<String>,
    },
    /// Everybody, in order.
    Batches {
        /// Doors in the task.
        frame: u64,
        /// The batches, first to last.
        batches: Vec<Vec<String>>,
    },
}

/// Stratum → what was drawn there.
pub type TaskDraw = BTreeMap<String, StratumDraw>;

/// Task → what was drawn for it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draw(pub BTreeMap<String, TaskDraw>);

impl Draw {
    /// Every drawn door once, in byte order: the doors that open because of a quota. Batch tasks check
    /// everybody and are not counted.
    pub fn sites(&self) -> Vec<String> {
        let mut sites: Vec<String> = self
            .0
            .values()
            .flat_map(BTreeMap::values)
            .flat_map(|stratum| match stratum {
                StratumDraw::Sample { selected, .. } => selected.as_slice(),
                StratumDraw::Batches { .. } => &[],
            })
            .cloned()
            .collect();
        sites.sort_unstable();
        sites.dedup();
        sites
    }
}

/// Why tasks and frame do not go together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// Two tasks have one identifier, or it is malformed.
    #[error("task {0:?} occurs twice or is not an identifier")]
    Task(String),
    /// The frame has a task that no quota is given for.
    #[error("the frame has cells of task {0}, which is not a task of the wave")]
    UnknownTask(String),
    /// The frame has a stratum that the task gives no ratio for.
    #[error("the frame has cells {0}, which the task gives no ratio for")]
    UnknownStratum(String),
    /// A ratio above one or a batch count of zero.
    #[error("task {0} has a ratio above 10000 basis points or no batches")]
    Ratio(String),
}

/// Draws every task of the wave with one key.
pub fn draw(hash: HashAlgorithm, key: &Digest, frame: &Frame, tasks: &[Task]) -> Result<Draw, DrawError> {
    draw_with(&Lots::new(hash, key, None), frame, tasks)
}

/// The same with given lots.
pub fn draw_with(lots: &Lots, frame: &Frame, tasks: &[Task]) -> Result<Draw, DrawError> {
    draw_watched(lots, frame, tasks, &mut |_, _| ())
}

/// The same, telling now and then for how many doors of how many the number is known.
pub(super) fn draw_watched(
    lots: &Lots,
    frame: &Frame,
    tasks: &[Task],
    tell: &mut dyn FnMut(u64, u64),
) -> Result<Draw, DrawError> {
    check(frame, tasks)?;
    let numbers = Numbers::of(frame, |site| lots.number(site), tell);
    Ok(draw_numbers(frame, tasks, &numbers, &mut cells::lot_of(lots.own())))
}

/// The same for a wave of a series that rotates: the numbers are the series', turned.
pub fn draw_turned(
    hash: HashAlgorithm,
    key: &Digest,
    turn: &Turn,
    frame: &Frame,
    tasks: &[Task],
) -> Result<Draw, DrawError> {
    draw_with(&Lots::new(hash, key, Some(*turn)), frame, tasks)
}

/// Draws checked tasks with given numbers, and the lot of `cells`.
pub(super) fn draw_numbers(
    frame: &Frame,
    tasks: &[Task],
    numbers: &Numbers<'_>,
    lot: &mut dyn FnMut(f64, f64) -> bool,
) -> Draw {
    let mut together = cells::select(frame, tasks, numbers, lot);
    let mut sifted = sift(frame, tasks, numbers);
    let draws = tasks.iter().map(|task| {
        let Some(index) = frame.task_index(&task.id) else {
            return (task.id.clone(), draw_task(frame, numbers, &task.method, Strata::new(), |_| Vec::new()));
        };
        let drawn = |stratum| together.remove(&Cell { task: index, stratum }).unwrap_or_default();
        let drawn = match sifted.remove(&index) {
            Some(strata) => draw_strata(frame, numbers, strata),
            // Other methods want all their doors; those of one task at a time, to spare memory.
            None => draw_task(frame, numbers, &task.method, sieve::members(frame, index), drawn),
        };
        (task.id.clone(), drawn)
    });
    Draw(draws.collect())
}

/// A stratum with a quota of its own: its index, and its sample before it is drawn.
struct Sifted {
    stratum: u32,
    size: u64,
    quota: u64,
    reserve: u64,
    /// All that can be in the sample or on its reserve.
    doors: Vec<u32>,
}

/// By the index of their task, the strata with a quota of their own.
fn sift(frame: &Frame, tasks: &[Task], numbers: &Numbers<'_>) -> BTreeMap<u32, Vec<Sifted>> {
    let sizes = frame.cell_sizes();
    let mut wishes = BTreeMap::new();
    for task in tasks {
        let Some(index) = frame.task_index(&task.id) else { continue };
        let Method::Srs { rounding, strata, reserve, cap_bp } = &task.method else { continue };
        for ((_, stratum), size) in sizes.range((index, 0)..=(index, u32::MAX)) {
            let ratio = strata.get(&frame.strata()[*stratum as usize]).copied().unwrap_or(0);
            wishes.insert((index, *stratum), (quota(*size, ratio, *rounding, *cap_bp), *reserve));
        }
    }
    let counts = wishes.iter().map(|(cell, (quota, reserve))| (*cell, quota.saturating_add(*reserve)));
    let mut sifted: BTreeMap<u32, Vec<Sifted>> = BTreeMap::new();
    for ((task, stratum), doors) in sieve::candidates(frame, numbers, &sizes, &counts.collect()) {
        let (quota, reserve) = wishes[&(task, stratum)];
        let size = sizes[&(task, stratum)];
        sifted.entry(task).or_default().push(Sifted { stratum, size, quota, reserve, doors });
    }
    sifted
}

fn draw_strata(frame: &Frame, numbers: &Numbers<'_>, strata: Vec<Sifted>) -> TaskDraw {
    let draw = |sifted: Sifted| {
        let doors = numbers.smallest(sifted.doors, sifted.quota.saturating_add(sifted.reserve));
        let (selected, next) = doors.split_at(index_of(sifted.quota, doors.len()));
        let sample = StratumDraw::Sample {
            frame: sifted.size,
            quota: sifted.quota,
            selected: frame.names_of(selected),
            reserve: frame.names_of(next),
        };
        (frame.strata()[sifted.stratum as usize].clone(), sample)
    };
    strata.into_iter().map(draw).collect()
}

/// Per task: stratum index → doors, in byte order.
pub(super) type Strata = BTreeMap<u32, Vec<u32>>;

fn check(frame: &Frame, tasks: &[Task]) -> Result<(), DrawError> {
    let mut known: BTreeMap<&str, &Method> = BTreeMap::new();
    for task in tasks {
        if !crate::code::is_identifier(&task.id) || known.insert(&task.id, &task.method).is_some() {
            return Err(DrawError::Task(task.id.clone()));
        }
        let fits = match &task.method {
            Method::Srs { strata, .. } | Method::Cells { strata, .. } | Method::Pareto { strata, .. } => {
                strata.values().all(|ratio| *ratio <= BASIS_POINTS)
            }
            Method::BatchOrder { batches } => *batches > 0,
        };
        if !fits {
            return Err(DrawError::Ratio(task.id.clone()));
        }
    }
    for (cells, _) in frame.patterns() {
        for cell in cells {
            let task = &frame.tasks()[cell.task as usize];
            let method = known.get(task.as_str()).ok_or_else(|| DrawError::UnknownTask(task.clone()))?;
            let stratum = &frame.strata()[cell.stratum as usize];
            if method.strata().is_some_and(|strata| !strata.contains_key(stratum)) {
                return Err(DrawError::UnknownStratum(format!("{task}:{stratum}")));
            }
        }
    }
    Ok(())
}

/// Draws a task whose strata share one sample, one order or one lot. `drawn`: the doors of a stratum that
/// were drawn together with other tasks.
fn draw_task(
    frame: &Frame,
    numbers: &Numbers<'_>,
    method: &Method,
    strata: Strata,
    mut drawn: impl FnMut(u32) -> Vec<u32>,
) -> TaskDraw {
    match method {
        // Every stratum with doors was drawn before, on its own.
        Method::Srs { .. } => TaskDraw::new(),
        Method::Cells { rounding, strata: ratios, reserve, cap_bp } => strata
            .into_iter()
            .map(|(index, mut doors)| {
                let name = &frame.strata()[index as usize];
                let (size, selected) = (doors.len() as u64, drawn(index));
                let quota = quota(size, ratios.get(name).copied().unwrap_or(0), *rounding, *cap_bp);
                let taken: BTreeSet<u32> = selected.iter().copied().collect();
                doors.retain(|door| !taken.contains(door));
                let next = numbers.smallest(doors, *reserve);
                let (selected, reserve) = (frame.names_of(&selected), frame.names_of(&next));
                (name.clone(), StratumDraw::Sample { frame: size, quota, selected, reserve })
            })
            .collect(),
        Method::Pareto { rounding, strata: ratios, reserve, cap_bp } => {
            let ratio = |index: u32| ratios.get(&frame.strata()[index as usize]).copied().unwrap_or(0);
            let sized = strata.into_iter().map(|(index, doors)| (ratio(index), doors));
            let draw = pareto(numbers, sized.collect(), *rounding, *cap_bp, *reserve);
            let sample = StratumDraw::Sample {
                frame: draw.frame,
                quota: draw.quota,
                selected: frame.names_of(&draw.selected),
                reserve: frame.names_of(&draw.reserve),
            };
            BTreeMap::from([(WHOLE.to_owned(), sample)])
        }
        Method::BatchOrder { batches } => {
            let doors = numbers.smallest(strata.into_values().flatten().collect(), u64::MAX);
            let cut = cut_batches(&doors, *batches).map(|batch| frame.names_of(batch)).collect();
            let draw = StratumDraw::Batches { frame: doors.len() as u64, batches: cut };
            BTreeMap::from([(WHOLE.to_owned(), draw)])
        }
    }
}

fn index_of(count: u64, len: usize) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX).min(len)
}

/// Parts whose sizes differ by at most one, larger ones first; some may be empty.
fn cut_batches(doors: &[u32], batches: u32) -> impl Iterator<Item = &[u32]> {
    let batches = batches as usize;
    let (size, larger) = (doors.len() / batches, doors.len() % batches);
    let mut rest = doors;
    (0..batches).map(move |batch| {
        let (head, tail) = rest.split_at(size + usize::from(batch < larger));
        rest = tail;
        head
    })
}

struct ParetoDraw {
    frame: u64,
    quota: u64,
    selected: Vec<u32>,
    reserve: Vec<u32>,
}

/// Pareto sampling (Rosén 1997) with the wave's numbers. A door with ratio 1 comes first, one with
/// ratio 0 is left out.
fn pareto(
    numbers: &Numbers<'_>,
    strata: Vec<(u32, Vec<u32>)>,
    rounding: Rounding,
    cap_bp: Option<u32>,
    reserve: u64,
) -> ParetoDraw {
    let frame: u64 = strata.iter().map(|(_, doors)| doors.len() as u64).sum();
    let wanted =
        rounding.apply(strata.iter().map(|(ratio, doors)| u64::from(*ratio) * doors.len() as u64).sum());
    let cap = cap_bp.map_or(u64::MAX, |cap| Rounding::Floor.apply(frame * u64::from(cap)));
    let mut certain = Vec::new();
    let mut ranked: Vec<(f64, u32)> = Vec::new();
    for (ratio, doors) in strata {
        match ratio {
            0 => {}
            BASIS_POINTS.. => certain.extend(doors),
            _ => ranked.extend(doors.into_iter().map(|door| (pareto_rank(numbers.head(door), ratio), door))),
        }
    }
    cores::sort(&mut ranked, |one, two| one.0.total_cmp(&two.0).then(one.1.cmp(&two.1)));
    let mut order = numbers.smallest(certain, u64::MAX);
    order.extend(ranked.into_iter().map(|(_, door)| door));
    let quota = wanted.min(cap).min(order.len() as u64);
    let drawn = index_of(quota, order.len());
    let kept = index_of(quota.saturating_add(reserve), order.len());
    ParetoDraw { frame, quota, selected: order[..drawn].to_vec(), reserve: order[drawn..kept].to_vec() }
}

/// ξ of the specification, from the first eight bytes of a number: IEEE-754 doubles, in exactly this order.
fn pareto_rank(head: u64, ratio_bp: u32) -> f64 {
    let u = unit(head);
    let p = f64::from(ratio_bp) / 10000.0;
    (u / (1.0 - u)) * ((1.0 - p) / p)
}

/// A number between 0 and 1 from the first eight bytes of a digest.
pub(crate) fn unit(head: u64) -> f64 {
    // 53 bits: exact in a double.
    #[expect(clippy::cast_precision_loss, reason = "the value has 53 bits")]
    let whole = (head >> 11) as f64;
    (whole + 0.5) / 9_007_199_254_740_992.0
}
