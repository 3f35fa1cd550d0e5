//! Which lines, drawn in one wave at one door, save most entries.

use serde::{Deserialize, Serialize};

use super::cells::Cells;
use super::lines::{OpenDays, SimulatedLine};
use super::population::Population;

/// Lines that should be drawn together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Merge {
    /// The lines, those that save most with each other first.
    pub lines: Vec<String>,
    /// Entries saved on average, with numbers shared and quotas as they are.
    pub entries: f64,
    /// Days open to all of them: first and last, by index into the open days of the year.
    pub days: (usize, usize),
}

/// Lines of one wave, or a line on its own.
struct Group {
    lines: Vec<usize>,
    days: (usize, usize),
    /// Chance that a door is opened, by pattern.
    chances: Vec<(u32, f64)>,
    saved: f64,
    merged: bool,
}

/// The best merges of lines that do not share a wave yet and have an open day in common, best first.
///
/// With a shared number a door that both open with chances p and q is entered once with chance max(p, q)
/// instead of p + q times: min(p, q) saved (`domain.md` §6.3). Groups grow greedily, the best pair
/// first; one that saves less than `least` entries is not worth a meeting.
pub fn suggest(population: &Population, lines: &[SimulatedLine], open: &OpenDays, least: f64) -> Vec<Merge> {
    let order = super::in_order(lines);
    let cells = Cells::of(population, &order);
    let mut groups = groups_of(&cells, &order, open);
    let mut savings = Vec::new();
    for one in 0..groups.len() {
        for two in one + 1..groups.len() {
            savings.push(((one, two), saving(&cells, &groups[one], &groups[two])));
        }
    }
    let mut gone = vec![false; groups.len()];
    while let Some(((one, two), saved)) = savings
        .iter()
        .filter(|((one, two), saved)| !gone[*one] && !gone[*two] && *saved >= least)
        .max_by(|left, right| left.1.total_cmp(&right.1).then(right.0.cmp(&left.0)))
        .copied()
    {
        gone[one] = true;
        gone[two] = true;
        let merged = join(&groups[one], &groups[two], saved);
        let place = groups.len();
        savings.retain(|((one, two), _)| !gone[*one] && !gone[*two]);
        for (other, group) in groups.iter().enumerate().filter(|(other, _)| !gone[*other]) {
            savings.push(((other, place), saving(&cells, group, &merged)));
        }
        groups.push(merged);
        gone.push(false);
    }
    let mut merges: Vec<Merge> = groups
        .into_iter()
        .zip(gone)
        .filter(|(group, gone)| group.merged && !gone)
        .map(|(group, _)| Merge {
            lines: group.lines.iter().map(|line| order[*line].population.task.clone()).collect(),
            entries: group.saved,
            days: group.days,
        })
        .collect();
    merges.sort_by(|one, two| two.entries.total_cmp(&one.entries).then_with(|| one.lines.cmp(&two.lines)));
    merges
}

fn groups_of(cells: &Cells, order: &[&SimulatedLine], open: &OpenDays) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, line) in order.iter().enumerate() {
        let Some(days) = open.within(line.window).filter(|_| line.population.opens_door) else { continue };
        let known = groups.iter_mut().find(|group| {
            line.wave.is_some() && group.lines.iter().any(|other| order[*other].wave == line.wave)
        });
        match known {
            // A wave whose windows have no day in common is still one wave; it takes nobody in.
            Some(group) => {
                group.lines.push(index);
                group.days = (group.days.0.max(days.0), group.days.1.min(days.1));
            }
            None => groups.push(Group {
                lines: vec![index],
                days,
                chances: Vec::new(),
                saved: 0.0,
                merged: false,
            }),
        }
    }
    let mut group_of = vec![None; order.len()];
    for (place, group) in groups.iter().enumerate() {
        group.lines.iter().for_each(|line| group_of[*line] = Some(place));
    }
    for (index, pattern) in (0_u32..).zip(&cells.patterns) {
        for entry in pattern.entries.iter().filter(|entry| entry.chance > 0.0) {
            let Some(group) = group_of[entry.line] else { continue };
            let chances: &mut Vec<(u32, f64)> = &mut groups[group].chances;
            match chances.last_mut() {
                Some(known) if known.0 == index => known.1 = known.1.max(entry.chance),
                _ => chances.push((index, entry.chance)),
            }
        }
    }
    groups
}

/// Entries saved by sharing numbers; nothing without a common day.
#[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
fn saving(cells: &Cells, one: &Group, two: &Group) -> f64 {
    if one.days.0.max(two.days.0) > one.days.1.min(two.days.1) {
        return 0.0;
    }
    let mut saved = 0.0;
    walk(&one.chances, &two.chances, |pattern, left, right| {
        saved += left.min(right) * cells.patterns[pattern as usize].doors as f64;
    });
    saved
}

fn join(one: &Group, two: &Group, saved: f64) -> Group {
    let mut chances = Vec::with_capacity(one.chances.len() + two.chances.len());
    walk(&one.chances, &two.chances, |pattern, left, right| chances.push((pattern, left.max(right))));
    Group {
        lines: one.lines.iter().chain(&two.lines).copied().collect(),
        days: (one.days.0.max(two.days.0), one.days.1.min(two.days.1)),
        chances,
        saved: one.saved + two.saved + saved,
        merged: true,
    }
}

/// Both lists side by side, in the order of the patterns; zero where one has none.
fn walk(one: &[(u32, f64)], two: &[(u32, f64)], mut visit: impl FnMut(u32, f64, f64)) {
    let (mut left, mut right) = (one.iter().peekable(), two.iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (Some((a, p)), Some((b, q))) if a == b => {
                visit(*a, *p, *q);
                left.next();
                right.next();
            }
            (Some((a, p)), Some((b, _))) if a < b => {
                visit(*a, *p, 0.0);
                left.next();
            }
            (Some((a, p)), None) => {
                visit(*a, *p, 0.0);
                left.next();
            }
            (_, Some((b, q))) => {
                visit(*b, 0.0, *q);
                right.next();
            }
            (None, None) => return,
        }
    }
}
