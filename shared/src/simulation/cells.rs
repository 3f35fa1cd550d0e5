//! Which doors a set of lines can reach, grouped by what they are to each line.

use std::collections::{BTreeMap, HashMap};

use super::lines::SimulatedLine;
use super::population::Population;
use crate::draw::{BASIS_POINTS, Method, Task, WHOLE, quotas_of};
use crate::planning::line::{ALL_STRATUM, stratum};
use crate::registry::RiskClass;

/// The doors of one line that compete for its quota: a stratum, or the whole line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    pub(super) line: usize,
    /// Stratum, or `*`.
    pub(super) stratum: String,
    pub(super) doors: u64,
    pub(super) quota: u64,
}

/// How a door is ranked in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Rank {
    /// By its number.
    Number,
    /// By ξ of Pareto sampling with this ratio.
    Pareto(u32),
    /// Drawn if its number is below this share of all numbers, in 2⁻⁶⁴: what `cells` comes to on average.
    Below(u64),
    /// Checked whatever its number is.
    Always,
    /// Never checked.
    Never,
}

/// A door's place in one list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Entry {
    pub(super) list: usize,
    pub(super) line: usize,
    pub(super) rank: Rank,
    /// Chance of being drawn.
    pub(super) chance: f64,
}

/// Doors that are the same to every line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern {
    /// In the order of the lines.
    pub(super) entries: Vec<Entry>,
    /// The highest risk class at the door.
    pub(super) class: RiskClass,
    pub(super) doors: u64,
}

/// Lines put against a population.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cells {
    pub(super) lists: Vec<List>,
    pub(super) patterns: Vec<Pattern>,
    /// Subjects in scope of each line, of any line, and of none, by class.
    pub(super) subjects_of_line: Vec<u64>,
    pub(super) subjects: u64,
    pub(super) untouched: BTreeMap<RiskClass, u64>,
}

/// (line, stratum) of a door; the stratum by its place in `STRATA`.
type Cell = (u16, u8);

const ALL: u8 = 4;

fn stratum_name(code: u8) -> &'static str {
    RiskClass::ALL.get(usize::from(code)).map_or(ALL_STRATUM, |class| class.as_str())
}

impl Cells {
    /// `lines` in the order in which their windows end.
    pub(super) fn of(population: &Population, lines: &[&SimulatedLine]) -> Self {
        let mut subjects_of_line = vec![0; lines.len()];
        let (mut subjects, mut untouched) = (0, BTreeMap::new());
        let mut of_profile: Vec<(Vec<u16>, RiskClass)> = Vec::new();
        population.each_profile(|subject, count| {
            let included: Vec<u16> = (0_u16..)
                .zip(lines)
                .filter(|(_, line)| line.population.includes(subject))
                .map(|(index, _)| index)
                .collect();
            included.iter().for_each(|line| subjects_of_line[usize::from(*line)] += count);
            if included.is_empty() {
                *untouched.entry(subject.facts.risk_class).or_default() += count;
            } else {
                subjects += count;
            }
            of_profile.push((included, subject.facts.risk_class));
        });
        let mut patterns: HashMap<(Vec<Cell>, RiskClass), u64> = HashMap::new();
        let mut cells: Vec<(u16, RiskClass)> = Vec::new();
        for group in population.groups() {
            cells.clear();
            for profile in &group.profiles {
                let (included, class) = &of_profile[*profile as usize];
                cells.extend(included.iter().map(|line| (*line, *class)));
            }
            if cells.is_empty() {
                continue;
            }
            // The highest class of the door's subjects in scope decides its stratum (`build_frame`).
            cells.sort_unstable_by(|one, two| one.0.cmp(&two.0).then(two.1.cmp(&one.1)));
            cells.dedup_by_key(|cell| cell.0);
            let strata = cells.iter().map(|(line, class)| {
                let name = stratum(&lines[usize::from(*line)].population.ratios, *class);
                let code = RiskClass::ALL.iter().position(|class| class.as_str() == name);
                (*line, code.and_then(|code| u8::try_from(code).ok()).unwrap_or(ALL))
            });
            *patterns.entry((strata.collect(), population.class_of(group))).or_default() += group.doors;
        }
        let mut patterns: Vec<_> = patterns.into_iter().collect();
        patterns.sort_unstable();
        Self::rank(lines, patterns, subjects_of_line, subjects, untouched)
    }

    fn rank(
        lines: &[&SimulatedLine],
        patterns: Vec<((Vec<Cell>, RiskClass), u64)>,
        subjects_of_line: Vec<u64>,
        subjects: u64,
        untouched: BTreeMap<RiskClass, u64>,
    ) -> Self {
        let mut sizes: BTreeMap<Cell, u64> = BTreeMap::new();
        for ((cells, _), doors) in &patterns {
            cells.iter().for_each(|cell| *sizes.entry(*cell).or_default() += doors);
        }
        let mut lists: Vec<List> = Vec::new();
        let mut places: BTreeMap<Cell, (usize, Rank, f64)> = BTreeMap::new();
        for (index, line) in (0_u16..).zip(lines) {
            let own: BTreeMap<Cell, u64> =
                sizes.range((index, 0)..=(index, u8::MAX)).map(|(k, v)| (*k, *v)).collect();
            let first = lists.len();
            lists.extend(lists_of(usize::from(index), line, &own));
            for cell in own.keys() {
                let name = stratum_name(cell.1);
                let Some(list) =
                    (first..lists.len()).find(|list| [name, WHOLE].contains(&lists[*list].stratum.as_str()))
                else {
                    continue;
                };
                let (rank, chance) = rank_in(&line.method, name, &lists[list]);
                places.insert(*cell, (list, rank, chance));
            }
        }
        let patterns = patterns
            .into_iter()
            .map(|((cells, class), doors)| {
                let entry = |cell: &Cell| {
                    let (list, rank, chance) = *places.get(cell)?;
                    Some(Entry { list, line: usize::from(cell.0), rank, chance })
                };
                Pattern { entries: cells.iter().filter_map(entry).collect(), class, doors }
            })
            .collect();
        Self { lists, patterns, subjects_of_line, subjects, untouched }
    }
}

/// The lists of a line with their quotas: the same rule as the draw's.
fn lists_of(index: usize, line: &SimulatedLine, sizes: &BTreeMap<Cell, u64>) -> Vec<List> {
    let task = Task { id: String::new(), method: line.method.clone() };
    let named =
        sizes.iter().map(|((_, code), doors)| ((String::new(), stratum_name(*code).to_owned()), *doors));
    quotas_of(&named.collect(), std::slice::from_ref(&task))
        .into_iter()
        .map(|row| List { line: index, stratum: row.stratum, doors: row.doors, quota: row.quota })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
fn rank_in(method: &Method, stratum: &str, list: &List) -> (Rank, f64) {
    match method {
        Method::BatchOrder { .. } => (Rank::Always, 1.0),
        Method::Srs { .. } | Method::Cells { .. } if list.quota == 0 => (Rank::Never, 0.0),
        Method::Srs { .. } | Method::Cells { .. } if list.quota == list.doors => (Rank::Always, 1.0),
        Method::Cells { .. } => {
            let share = (u128::from(list.quota) << 64) / u128::from(list.doors);
            let below = u64::try_from(share).unwrap_or(u64::MAX);
            (Rank::Below(below), list.quota as f64 / list.doors as f64)
        }
        Method::Srs { .. } => (Rank::Number, list.quota as f64 / list.doors as f64),
        Method::Pareto { strata, .. } => match strata.get(stratum).copied().unwrap_or(0) {
            0 => (Rank::Never, 0.0),
            BASIS_POINTS.. => (Rank::Always, 1.0),
            ratio => (Rank::Pareto(ratio), f64::from(ratio) / f64::from(BASIS_POINTS)),
        },
    }
}
