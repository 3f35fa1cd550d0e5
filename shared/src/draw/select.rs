//! Selection: the smallest numbers are drawn.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cells;
use super::frame::{Cell, Frame};
use super::hash::{Digest, HashAlgorithm};
use super::key::prn;
use super::quota::{BASIS_POINTS, Rounding, quota};
use super::rotation::Turn;
use super::task::{Method, Task};

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
    let keyed = hash.keyed(key);
    let numbers: Vec<Digest> = (0..frame.len()).map(|index| prn(&keyed, frame.site(index))).collect();
    draw_numbers(frame, tasks, &numbers, &mut cells::lot_of(&keyed))
}

/// The same for a wave of a series that rotates: the numbers are the series', turned.
pub fn draw_turned(
    hash: HashAlgorithm,
    key: &Digest,
    turn: &Turn,
    frame: &Frame,
    tasks: &[Task],
) -> Result<Draw, DrawError> {
    let (first, own) = (hash.keyed(&turn.first), hash.keyed(key));
    let numbers: Vec<Digest> =
        (0..frame.len()).map(|index| turn.number(&first, &own, frame.site(index))).collect();
    draw_numbers(frame, tasks, &numbers, &mut cells::lot_of(&own))
}

/// Draws with given numbers, one per door in the order of the frame, and the lot of `cells`.
pub(super) fn draw_numbers(
    frame: &Frame,
    tasks: &[Task],
    numbers: &[Digest],
    lot: &mut dyn FnMut(f64, f64) -> bool,
) -> Result<Draw, DrawError> {
    check(frame, tasks)?;
    let together = cells::select(frame, tasks, numbers, lot);
    let mut members = members_by_cell(frame);
    let result = tasks
        .iter()
        .map(|task| {
            let index = frame.task_index(&task.id);
            let strata = index
                .and_then(|index| members.get_mut(index as usize).map(std::mem::take))
                .unwrap_or_default();
            let drawn = |stratum| together.get(&Cell { task: index?, stratum }).map(Vec::as_slice);
            (task.id.clone(), draw_task(frame, numbers, &task.method, strata, drawn))
        })
        .collect();
    Ok(Draw(result))
}

/// Per task: stratum index → doors, in byte order.
type Strata = BTreeMap<u32, Vec<u32>>;

fn members_by_cell(frame: &Frame) -> Vec<Strata> {
    let mut members: Vec<Strata> = vec![BTreeMap::new(); frame.tasks().len()];
    for index in 0..frame.len() {
        for cell in frame.cells(index) {
            // `Frame` holds at most 2³² − 1 doors.
            members[cell.task as usize]
                .entry(cell.stratum)
                .or_default()
                .push(u32::try_from(index).unwrap_or(u32::MAX));
        }
    }
    members
}

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

/// `drawn`: the doors of a stratum that were drawn together with other tasks.
fn draw_task<'a>(
    frame: &Frame,
    numbers: &[Digest],
    method: &Method,
    strata: Strata,
    drawn: impl Fn(u32) -> Option<&'a [u32]>,
) -> TaskDraw {
    let names =
        |doors: &[u32]| doors.iter().map(|door| frame.site(*door as usize).to_owned()).collect::<Vec<_>>();
    let stratum_name = |index: u32| frame.strata()[index as usize].as_str();
    let by_number = |door: &u32| (numbers[*door as usize], *door);
    match method {
        Method::Srs { rounding, strata: ratios, reserve, cap_bp } => strata
            .into_iter()
            .map(|(index, mut doors)| {
                let name = stratum_name(index);
                let size = doors.len() as u64;
                let quota = quota(size, ratios.get(name).copied().unwrap_or(0), *rounding, *cap_bp);
                smallest(&mut doors, quota.saturating_add(*reserve), by_number);
                let (selected, next) = doors.split_at(index_of(quota, doors.len()));
                let draw = StratumDraw::Sample {
                    frame: size,
                    quota,
                    selected: names(selected),
                    reserve: names(next),
                };
                (name.to_owned(), draw)
            })
            .collect(),
        Method::Cells { rounding, strata: ratios, reserve, cap_bp } => strata
            .into_iter()
            .map(|(index, mut doors)| {
                let (size, selected) = (doors.len() as u64, drawn(index).unwrap_or_default());
                let ratio = ratios.get(stratum_name(index)).copied().unwrap_or(0);
                let taken: BTreeSet<u32> = selected.iter().copied().collect();
                doors.retain(|door| !taken.contains(door));
                smallest(&mut doors, *reserve, by_number);
                let quota = quota(size, ratio, *rounding, *cap_bp);
                let (selected, reserve) = (names(selected), names(&doors));
                let draw = StratumDraw::Sample { frame: size, quota, selected, reserve };
                (stratum_name(index).to_owned(), draw)
            })
            .collect(),
        Method::Pareto { rounding, strata: ratios, reserve, cap_bp } => {
            let sized = strata
                .into_iter()
                .map(|(index, doors)| (ratios.get(stratum_name(index)).copied().unwrap_or(0), doors));
            let draw = pareto(numbers, sized.collect(), *rounding, *cap_bp, *reserve);
            let sample = StratumDraw::Sample {
                frame: draw.frame,
                quota: draw.quota,
                selected: names(&draw.selected),
                reserve: names(&draw.reserve),
            };
            BTreeMap::from([(WHOLE.to_owned(), sample)])
        }
        Method::BatchOrder { batches } => {
            let mut doors: Vec<u32> = strata.into_values().flatten().collect();
            doors.sort_unstable_by_key(by_number);
            let cut = cut_batches(&doors, *batches).map(names).collect();
            let draw = StratumDraw::Batches { frame: doors.len() as u64, batches: cut };
            BTreeMap::from([(WHOLE.to_owned(), draw)])
        }
    }
}

/// Keeps the `count` doors with the smallest keys, in order.
fn smallest<K: Ord>(doors: &mut Vec<u32>, count: u64, key: impl Fn(&u32) -> K) {
    let count = index_of(count, doors.len());
    if count < doors.len() && count > 0 {
        doors.select_nth_unstable_by_key(count - 1, &key);
    }
    doors.truncate(count);
    doors.sort_unstable_by_key(&key);
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
    numbers: &[Digest],
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
            _ => ranked
                .extend(doors.into_iter().map(|door| (pareto_rank(&numbers[door as usize], ratio), door))),
        }
    }
    certain.sort_unstable_by_key(|door| (numbers[*door as usize], *door));
    ranked.sort_unstable_by(|one, two| one.0.total_cmp(&two.0).then(one.1.cmp(&two.1)));
    let mut order = certain;
    order.extend(ranked.into_iter().map(|(_, door)| door));
    let quota = wanted.min(cap).min(order.len() as u64);
    let drawn = index_of(quota, order.len());
    let kept = index_of(quota.saturating_add(reserve), order.len());
    ParetoDraw { frame, quota, selected: order[..drawn].to_vec(), reserve: order[drawn..kept].to_vec() }
}

/// ξ of the specification: IEEE-754 doubles, in exactly this order.
fn pareto_rank(number: &Digest, ratio_bp: u32) -> f64 {
    let u = unit(number);
    let p = f64::from(ratio_bp) / 10000.0;
    (u / (1.0 - u)) * ((1.0 - p) / p)
}

/// A number between 0 and 1 from the first bytes of a digest.
pub(super) fn unit(digest: &Digest) -> f64 {
    let mut head = [0; 8];
    head.copy_from_slice(&digest[..8]);
    // 53 bits: exact in a double.
    #[expect(clippy::cast_precision_loss, reason = "the value has 53 bits")]
    let whole = (u64::from_be_bytes(head) >> 11) as f64;
    (whole + 0.5) / 9_007_199_254_740_992.0
}
