//! Lines drawn each with numbers of its own, and the bound: both have formulas (`domain.md` §6.3).

use super::cells::{Cells, Pattern};
use super::lines::SimulatedLine;
use super::outlook::{Estimate, Scenario};
use super::year::OFTEN;

fn chances<'a>(pattern: &'a Pattern, order: &'a [&SimulatedLine]) -> impl Iterator<Item = f64> + 'a {
    let opens = |line: usize| order[line].population.opens_door;
    pattern.entries.iter().filter(move |entry| opens(entry.line)).map(|entry| entry.chance)
}

/// Σ over doors of the largest chance.
#[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
pub(super) fn lower_bound(cells: &Cells, order: &[&SimulatedLine]) -> f64 {
    let largest = |pattern| chances(pattern, order).fold(0.0, f64::max);
    cells.patterns.iter().map(|pattern| largest(pattern) * pattern.doors as f64).sum()
}

/// Doors, entries (each line its own) and how often a door is entered: the count of independent events
/// with unequal chances.
#[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
pub(super) fn scenario(cells: &Cells, order: &[&SimulatedLine]) -> Scenario {
    let (mut doors, mut entries) = (0.0, 0.0);
    let mut often = [0.0; OFTEN + 1];
    for pattern in &cells.patterns {
        let weight = pattern.doors as f64;
        let mut counts = [0.0; OFTEN + 1];
        counts[0] = 1.0;
        for chance in chances(pattern, order) {
            counts[OFTEN] += counts[OFTEN - 1] * chance;
            for times in (1..OFTEN).rev() {
                counts[times] = counts[times] * (1.0 - chance) + counts[times - 1] * chance;
            }
            counts[0] *= 1.0 - chance;
            entries += weight * chance;
        }
        doors += weight * (1.0 - counts[0]);
        often.iter_mut().zip(counts).for_each(|(sum, share)| *sum += weight * share);
    }
    let exact = |mean| Estimate { mean, error: 0.0 };
    Scenario { doors: exact(doors), entries: exact(entries), often: often[1..].to_vec() }
}
