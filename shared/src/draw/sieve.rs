//! Who may be among the smallest of a stratum. The numbers are evenly spread, so a bound a little above the
//! quota's share leaves only a few doors to sort; where it should have left too few, all are taken.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cores;
use super::frame::{CellKey, Frame};
use super::numbers::Numbers;
use super::select::Strata;

/// Doors that one core looks through in one go.
const CHUNK: usize = 65_536;

/// All doors of a task by stratum, in the order of the frame.
pub fn members(frame: &Frame, task: u32) -> Strata {
    let bounds = frame.cell_sizes().into_keys().filter(|cell| cell.0 == task).map(|cell| (cell, u64::MAX));
    let found = Sieve::new(frame, &bounds.collect()).pass(frame, |_| 0);
    found.into_iter().map(|((_, stratum), doors)| (stratum, doors)).collect()
}

/// Of each of these cells at least the `wanted` doors with the smallest numbers, in the order of the frame.
pub fn candidates(
    frame: &Frame,
    numbers: &Numbers<'_>,
    sizes: &BTreeMap<CellKey, u64>,
    wanted: &BTreeMap<CellKey, u64>,
) -> BTreeMap<CellKey, Vec<u32>> {
    let bounds = wanted.iter().map(|(cell, count)| (*cell, bound(*count, sizes[cell])));
    let mut found = Sieve::new(frame, &bounds.collect()).pass(frame, |door| numbers.head(door));
    let short = found
        .iter()
        .filter(|(cell, kept)| (kept.len() as u64) < wanted[cell].min(sizes[cell]))
        .map(|(cell, _)| (*cell, u64::MAX));
    let again: BTreeMap<CellKey, u64> = short.collect();
    if !again.is_empty() {
        found.extend(Sieve::new(frame, &again).pass(frame, |_| 0));
    }
    found
}

/// The share `wanted / size` of all 64-bit numbers, and eight standard deviations more.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "any bound gives the same draw"
)]
fn bound(wanted: u64, size: u64) -> u64 {
    let ample = wanted as f64 + 8.0 * (wanted as f64).sqrt() + 32.0;
    // A cast of what is too large gives the largest.
    (ample / size as f64 * 2.0_f64.powi(64)) as u64
}

struct Sieve {
    cells: Vec<CellKey>,
    /// For each of the frame's sets of cells.
    sets: Vec<SetBounds>,
}

struct SetBounds {
    largest: Option<u64>,
    /// Each cell, by its place in [`Sieve::cells`], with its own bound.
    own: Vec<(usize, u64)>,
}

impl Sieve {
    fn new(frame: &Frame, bounds: &BTreeMap<CellKey, u64>) -> Self {
        let cells: Vec<CellKey> = bounds.keys().copied().collect();
        let of_set = |set: &[super::Cell]| {
            let keys = set.iter().map(|cell| (cell.task, cell.stratum));
            let own: Vec<(usize, u64)> =
                keys.filter_map(|key| Some((cells.binary_search(&key).ok()?, bounds[&key]))).collect();
            SetBounds { largest: own.iter().map(|(_, bound)| *bound).max(), own }
        };
        let sets = frame.patterns().map(|(set, _)| of_set(set)).collect();
        Self { cells, sets }
    }

    fn pass(&self, frame: &Frame, head: impl Fn(u32) -> u64 + Sync) -> BTreeMap<CellKey, Vec<u32>> {
        let sift = |range: Range<usize>| {
            let mut kept: Vec<Vec<u32>> = vec![Vec::new(); self.cells.len()];
            for index in range {
                // `Frame` holds at most 2³² − 1 doors.
                let door = u32::try_from(index).unwrap_or(u32::MAX);
                let set = &self.sets[frame.pattern_of[index] as usize];
                let head = head(door);
                if set.largest.is_some_and(|largest| head <= largest) {
                    set.own.iter().filter(|(_, bound)| head <= *bound).for_each(|(place, _)| {
                        kept[*place].push(door);
                    });
                }
            }
            kept
        };
        let mut found: Vec<Vec<u32>> = vec![Vec::new(); self.cells.len()];
        for part in cores::by_chunks(frame.len(), CHUNK, sift) {
            found.iter_mut().zip(part).for_each(|(doors, more)| doors.extend(more));
        }
        self.cells.iter().copied().zip(found).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Digest, FrameBuilder};

    /// Numbers that are not spread at all: the sieve keeps nobody, and everybody is asked after all.
    #[test]
    fn where_the_bound_keeps_too_few_all_are_taken() {
        let mut builder = FrameBuilder::new();
        (0..1000).for_each(|door| builder.add(&format!("S{door:03}"), [("T", "A")]).unwrap());
        let frame = builder.build().unwrap();
        let large: Vec<Digest> = (0..1000).map(|_| [0xff; 32]).collect();
        let wanted = BTreeMap::from([((0, 0), 10)]);
        let kept = candidates(&frame, &Numbers::given(&large), &frame.cell_sizes(), &wanted);
        assert_eq!(kept[&(0, 0)].len(), 1000);
        let small: Vec<Digest> = (0..1000).map(|door| [if door < 20 { 0 } else { 0xff }; 32]).collect();
        let kept = candidates(&frame, &Numbers::given(&small), &frame.cell_sizes(), &wanted);
        assert_eq!(kept[&(0, 0)], (0..20).collect::<Vec<_>>());
    }
}
