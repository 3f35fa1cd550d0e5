//! `cells`: the quotas and chances of `srs`, with next to no door more than the bound
//! (`docs/ALGORITHMS.md` §4, `docs/adr/0012-closer-to-the-bound.md`).
//!
//! Doors with the same cells are a group. Of a group a list should get `doors × quota ÷ list`; whoever
//! gets most decides how many of its doors open, because the smallest numbers of a group serve all its
//! lists. Only the fractions of those shares are left to the lot: a random walk makes them whole. It goes
//! forth or back along a line with chances that leave every expectation where it was, along lines on
//! which the lists' sums stay and the largest share of a group stays the largest; so quotas are met,
//! chances are kept, and the number of doors keeps its expectation too, which is the bound. Only when no
//! such line is left, a group is let go.
//!
//! IEEE-754 doubles in exactly the order of the specification, and no operations but + − × ÷.

mod entry;
mod line;
mod walk;

use std::collections::BTreeMap;

pub(crate) use entry::{Group, List};
pub(crate) use walk::round;

use super::frame::{Cell, Frame};
use super::hash::KeyedHash;
use super::numbers::{Numbers, head};
use super::quota::quota;
use super::task::{Method, Task};

#[cfg(test)]
mod tests;

/// Draws all tasks of this method together: cell → its drawn doors, in the order of their numbers.
pub(super) fn select(
    frame: &Frame,
    tasks: &[Task],
    numbers: &Numbers<'_>,
    lot: &mut walk::Lot<'_>,
) -> BTreeMap<Cell, Vec<u32>> {
    let known = cells_of(frame, tasks);
    if known.is_empty() {
        return BTreeMap::new();
    }
    let lists: Vec<List> = known.values().copied().collect();
    let place: BTreeMap<Cell, usize> = known.keys().copied().zip(0..).collect();
    let mut members: BTreeMap<Vec<usize>, Vec<u32>> = BTreeMap::new();
    for door in 0..frame.len() {
        let mut own: Vec<usize> =
            frame.cells(door).iter().filter_map(|cell| place.get(cell).copied()).collect();
        if !own.is_empty() {
            own.sort_unstable();
            // `Frame` holds at most 2³² − 1 doors.
            members.entry(own).or_default().push(u32::try_from(door).unwrap_or(u32::MAX));
        }
    }
    let mut members: Vec<(Vec<usize>, Vec<u32>)> = members.into_iter().collect();
    // Stable: groups with as many lists stay in the order of their lists.
    members.sort_by_key(|(lists, _)| std::cmp::Reverse(lists.len()));
    let groups: Vec<Group> = members
        .iter()
        .map(|(lists, doors)| Group { doors: doors.len() as u64, lists: lists.clone() })
        .collect();
    let counts = round(&groups, &lists, lot);
    let mut drawn = vec![Vec::new(); lists.len()];
    for ((lists, doors), counts) in members.into_iter().zip(counts) {
        let doors = numbers.smallest(doors, u64::MAX);
        for (list, count) in lists.into_iter().zip(counts) {
            let count = usize::try_from(count).unwrap_or(usize::MAX).min(doors.len());
            drawn[list].extend_from_slice(&doors[..count]);
        }
    }
    let drawn = drawn.into_iter().map(|doors| numbers.smallest(doors, u64::MAX));
    place.into_keys().zip(drawn).collect()
}

/// The cells of tasks of this method, with their sizes and quotas.
fn cells_of(frame: &Frame, tasks: &[Task]) -> BTreeMap<Cell, List> {
    let method = |index: u32| {
        let name = &frame.tasks()[index as usize];
        tasks.iter().find(|task| task.id == *name).map(|task| &task.method)
    };
    let mut sizes: BTreeMap<Cell, u64> = BTreeMap::new();
    for (cells, doors) in frame.patterns() {
        cells.iter().for_each(|cell| *sizes.entry(*cell).or_default() += doors as u64);
    }
    let list = |cell: Cell, doors: u64| {
        let Some(Method::Cells { rounding, strata, cap_bp, .. }) = method(cell.task) else { return None };
        let ratio = strata.get(&frame.strata()[cell.stratum as usize]).copied().unwrap_or(0);
        Some((cell, List { doors, quota: quota(doors, ratio, *rounding, *cap_bp) }))
    };
    sizes.into_iter().filter_map(|(cell, doors)| list(cell, doors)).collect()
}

/// The lot of a wave: its k-th question, k from 0, is answered by `HMAC(K, "cells\n" ‖ k)`.
pub(super) fn lot_of(keyed: &KeyedHash) -> impl FnMut(f64, f64) -> bool {
    let (keyed, mut asked) = (keyed.clone(), 0_u64);
    move |forth, back| {
        let digest = keyed.mac(&[b"cells\n", asked.to_string().as_bytes()]);
        asked += 1;
        super::select::unit(head(&digest)) * (forth + back) < back
    }
}
