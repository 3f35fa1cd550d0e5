//! What a plan means before anybody draws: doors, entries, officers' days, caps, gaps.
//!
//! [`simulate`] puts lines against a [`Population`] and answers with an [`Outlook`]. Frames, quotas,
//! checks and the lower bound are exact, by the draw's own rules; the doors and entries of scenarios with
//! a common number are means over trial draws with their standard error; doors and entries of lines drawn
//! apart have formulas. The same question has the same answer wherever it is asked.

mod added;
mod apart;
mod cells;
mod lines;
mod merge;
mod outlook;
mod population;
mod rules;
#[cfg(test)]
mod tests;
mod trials;
mod year;

pub use added::{Added, added};
pub use lines::{OpenDays, SimulatedLine};
pub use merge::{Merge, suggest};
pub use outlook::{
    ClassOutlook, DepartmentLoad, Estimate, LineOutlook, Outlook, Scenario, StratumOutlook, Warning,
};
pub use population::Population;
pub use rules::PlanningRules;

use std::collections::BTreeMap;

use cells::Cells;
use trials::Waves;
use year::{Year, YearSums};

use crate::draw::BASIS_POINTS;
use crate::planning::DrawMode;
use crate::registry::RiskClass;

/// How long to go on with trial draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Doors looked at, over all trials.
    pub doors: u64,
    /// Fewest and most trials, whatever the doors.
    pub trials: (u32, u32),
}

impl Effort {
    /// While somebody types.
    pub const LIVE: Self = Self { doors: 3_000_000, trials: (8, 200) };

    fn trials(self, work: u64) -> u32 {
        u32::try_from(self.doors / work).unwrap_or(u32::MAX).clamp(self.trials.0, self.trials.1)
    }
}

/// The order in which lines are worked on: by the end of their windows, as `days::fewest_days` takes them.
pub(crate) fn in_order(lines: &[SimulatedLine]) -> Vec<&SimulatedLine> {
    let mut order: Vec<&SimulatedLine> = lines.iter().collect();
    order.sort_by_key(|line| (line.window.to, line.window.from, line.population.task.as_str()));
    order
}

/// What the lines come to. `lines` have distinct tasks.
pub fn simulate(
    population: &Population,
    lines: &[SimulatedLine],
    rules: &PlanningRules,
    open: &OpenDays,
    effort: Effort,
) -> Outlook {
    let order = in_order(lines);
    let cells = Cells::of(population, &order);
    let mut names: Vec<&str> =
        lines.iter().flat_map(|line| &line.departments).map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let classes: Vec<RiskClass> = cells.patterns.iter().map(|pattern| pattern.class).collect();
    let run = |waves: &Waves| -> (YearSums, u32) {
        let mut year = Year::new(&order, &names, &classes, rules, open);
        let trials = effort.trials(trials::work(&cells, waves));
        trials::run(&cells, waves, trials, &mut year);
        (year.sums(), trials)
    };
    let together = vec![vec![true; cells.lists.len()]];
    let planned = waves_of(&cells, &order);
    let (sums, trials) = run(&planned);
    let in_one = if planned.len() > 1 { scenario(&run(&together).0) } else { scenario(&sums) };
    let per_line = outlook_of_lines(&cells, &order);
    Outlook {
        checks: per_line.values().map(|line| line.checks).sum(),
        warnings: lines.iter().flat_map(|line| warnings(line, &per_line, open)).collect(),
        lines: lines.iter().filter_map(|line| per_line.get(line.population.task.as_str()).cloned()).collect(),
        subjects: cells.subjects,
        frame: cells.patterns.iter().map(|pattern| pattern.doors).sum(),
        together: in_one,
        planned: scenario(&sums),
        apart: apart::scenario(&cells, &order),
        lower_bound: apart::lower_bound(&cells, &order),
        classes: class_outlook(population, &cells, &sums),
        untouched: cells.untouched.values().sum(),
        departments: departments(&names, &sums, rules),
        over_combined: sums.over_combined,
        trials,
    }
}

/// Lists by wave: lines with the same word together, the others one by one.
fn waves_of(cells: &Cells, order: &[&SimulatedLine]) -> Waves {
    let mut waves: BTreeMap<(Option<&str>, usize), Vec<bool>> = BTreeMap::new();
    for (index, list) in cells.lists.iter().enumerate() {
        let wave = order[list.line].wave.as_deref();
        let of_its_own = if wave.is_some() { 0 } else { list.line };
        waves.entry((wave, of_its_own)).or_insert_with(|| vec![false; cells.lists.len()])[index] = true;
    }
    waves.into_values().collect()
}

fn scenario(sums: &YearSums) -> Scenario {
    Scenario { doors: sums.doors, entries: sums.entries, often: sums.often[1..].to_vec() }
}

fn outlook_of_lines<'a>(cells: &Cells, order: &[&'a SimulatedLine]) -> BTreeMap<&'a str, LineOutlook> {
    let mut outlooks: BTreeMap<&str, LineOutlook> = BTreeMap::new();
    for (index, line) in order.iter().enumerate() {
        let strata: Vec<StratumOutlook> = cells
            .lists
            .iter()
            .filter(|list| list.line == index)
            .map(|list| StratumOutlook {
                stratum: list.stratum.clone(),
                doors: list.doors,
                quota: list.quota,
            })
            .collect();
        let task = line.population.task.as_str();
        let outlook = LineOutlook {
            line: task.to_owned(),
            subjects: cells.subjects_of_line[index],
            doors: strata.iter().map(|stratum| stratum.doors).sum(),
            checks: strata.iter().map(|stratum| stratum.quota).sum(),
            strata,
        };
        outlooks.insert(task, outlook);
    }
    outlooks
}

fn class_outlook(population: &Population, cells: &Cells, sums: &YearSums) -> Vec<ClassOutlook> {
    let mut doors: BTreeMap<RiskClass, (u64, u64)> = BTreeMap::new();
    for group in population.groups() {
        doors.entry(population.class_of(group)).or_default().0 += group.doors;
    }
    for pattern in &cells.patterns {
        doors.entry(pattern.class).or_default().1 += pattern.doors;
    }
    RiskClass::ALL
        .iter()
        .map(|class| {
            let (all, in_frame) = doors.get(class).copied().unwrap_or_default();
            let opened = sums.checked_of_class[*class as usize];
            ClassOutlook { class: *class, doors: all, in_frame, opened }
        })
        .collect()
}

fn departments(names: &[&str], sums: &YearSums, rules: &PlanningRules) -> Vec<DepartmentLoad> {
    let a_day = f64::from(rules.visits_per_day.max(1));
    names
        .iter()
        .enumerate()
        .map(|(index, name)| DepartmentLoad {
            department: (*name).to_owned(),
            visits: sums.visits[index],
            needed: sums.officers[index].map(|officers| officers / a_day),
            over_cap: sums.over_body[index],
        })
        .collect()
}

fn warnings(line: &SimulatedLine, known: &BTreeMap<&str, LineOutlook>, open: &OpenDays) -> Vec<Warning> {
    let name = &line.population.task;
    let mut found = Vec::new();
    if line.population.draw_mode != DrawMode::BatchOrder
        && let Some((lower, higher)) = not_monotone(&line.population.ratios)
    {
        found.push(Warning::NotMonotone { line: name.clone(), lower, higher });
    }
    match known.get(name.as_str()) {
        Some(outlook) if outlook.doors == 0 => found.push(Warning::Nobody { line: name.clone() }),
        Some(outlook) if outlook.checks == 0 => found.push(Warning::NothingDrawn { line: name.clone() }),
        _ => {}
    }
    if line.population.opens_door && open.within(line.window).is_none() {
        found.push(Warning::NoOpenDay { line: name.clone() });
    }
    found
}

/// The first pair of neighbouring classes in which the riskier one has the smaller ratio (R16).
pub fn not_monotone(ratios: &BTreeMap<String, u32>) -> Option<(RiskClass, RiskClass)> {
    let ratio = |class: RiskClass| ratios.get(class.as_str()).copied().map(|ratio| ratio.min(BASIS_POINTS));
    RiskClass::ALL.windows(2).find_map(|pair| {
        let (lower, higher) = (ratio(pair[0])?, ratio(pair[1])?);
        (higher < lower).then_some((pair[0], pair[1]))
    })
}
