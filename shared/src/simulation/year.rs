//! What a year of drawn doors means: entries at each door, officers' days, caps reached.

use super::lines::{OpenDays, SimulatedLine};
use super::outlook::Estimate;
use super::rules::PlanningRules;
use super::trials::Follow;
use crate::registry::RiskClass;

/// Most often a door is counted apart; the last number stands for "so often or oftener".
pub(super) const OFTEN: usize = 6;

/// A line as the year sees it.
struct YearLine {
    /// First and last open day of the window, by index.
    days: Option<(usize, usize)>,
    opens_door: bool,
    counts: bool,
    departments: Vec<(usize, u32)>,
}

/// Sums over trials.
pub(super) struct Year<'a> {
    lines: Vec<YearLine>,
    classes: &'a [RiskClass],
    rules: &'a PlanningRules,
    open: &'a OpenDays,
    trials: u32,
    doors: Tally,
    entries: Tally,
    /// Doors with 0, 1, 2 … entries.
    often: [u64; OFTEN + 1],
    pub(super) checked_of_class: [u64; 4],
    /// Officers on each open day as differences, per department.
    officers: Vec<Vec<f64>>,
    visits: Vec<Vec<f64>>,
    over_body: Vec<u64>,
    over_combined: u64,
    /// Entries of this trial: door, class, departments, what they add to the common cap, or nothing.
    seen: Vec<Seen>,
    /// What the entries of this trial add to the departments' counts, one after the other.
    counted: Vec<(usize, u32)>,
    opening: Vec<usize>,
    scratch: Vec<(usize, u32)>,
    bodies: Vec<u32>,
}

struct Seen {
    door: u64,
    class: RiskClass,
    /// Where its part of `counted` lies.
    counted: (usize, usize),
    combined: u32,
}

#[derive(Default)]
struct Tally {
    now: u64,
    sum: f64,
    squares: f64,
}

impl Tally {
    #[expect(clippy::cast_precision_loss, reason = "a number of doors")]
    fn close(&mut self) {
        let value = std::mem::take(&mut self.now) as f64;
        self.sum += value;
        self.squares += value * value;
    }

    fn estimate(&self, trials: u32) -> Estimate {
        let count = f64::from(trials.max(1));
        let mean = self.sum / count;
        let variance = (self.squares / count - mean * mean).max(0.0);
        let error = if trials > 1 { (variance / (count - 1.0)).sqrt() } else { 0.0 };
        Estimate { mean, error }
    }
}

/// What a scenario comes to.
pub(super) struct YearSums {
    pub(super) doors: Estimate,
    pub(super) entries: Estimate,
    pub(super) often: [f64; OFTEN + 1],
    pub(super) checked_of_class: [f64; 4],
    /// Per department: visits and officers at doors in each month.
    pub(super) visits: Vec<[f64; 12]>,
    pub(super) officers: Vec<[f64; 12]>,
    pub(super) over_body: Vec<f64>,
    pub(super) over_combined: f64,
}

impl<'a> Year<'a> {
    /// `classes`: of each pattern; `departments`: how many there are.
    pub(super) fn new(
        lines: &[&SimulatedLine],
        names: &[&str],
        classes: &'a [RiskClass],
        rules: &'a PlanningRules,
        open: &'a OpenDays,
    ) -> Self {
        let place = |name: &str| names.binary_search(&name).unwrap_or(0);
        let lines = lines.iter().map(|line| YearLine {
            days: open.within(line.window),
            opens_door: line.population.opens_door,
            counts: line.counts && (rules.special_counts || !line.special),
            departments: line.departments.iter().map(|(name, officers)| (place(name), *officers)).collect(),
        });
        let days = vec![vec![0.0; open.months.len() + 1]; names.len()];
        Self {
            lines: lines.collect(),
            classes,
            rules,
            open,
            trials: 0,
            doors: Tally::default(),
            entries: Tally::default(),
            often: [0; OFTEN + 1],
            checked_of_class: [0; 4],
            officers: days.clone(),
            visits: days,
            over_body: vec![0; names.len()],
            over_combined: 0,
            seen: Vec::new(),
            counted: Vec::new(),
            opening: Vec::new(),
            scratch: Vec::new(),
            bodies: vec![0; names.len()],
        }
    }

    /// One time through the door, by all these lines.
    fn enter(&mut self, door: u64, class: RiskClass, lines: &[usize], (first, last): (usize, usize)) {
        self.scratch.clear();
        let (from, mut combined) = (self.counted.len(), 0);
        for line in lines {
            let line = &self.lines[*line];
            for (department, officers) in &line.departments {
                match self.scratch.iter_mut().find(|known| known.0 == *department) {
                    Some(known) => known.1 = known.1.max(*officers),
                    None => self.scratch.push((*department, *officers)),
                }
                if line.counts {
                    add(&mut self.counted, from, *department, self.rules.joint_counts_once);
                }
            }
            if line.counts {
                combined = if self.rules.joint_counts_once { 1 } else { combined + 1 };
            }
        }
        let part = 1.0 / f64::from(u32::try_from(last - first + 1).unwrap_or(u32::MAX));
        for (department, officers) in &self.scratch {
            self.visits[*department][first] += part;
            self.visits[*department][last + 1] -= part;
            self.officers[*department][first] += part * f64::from(*officers);
            self.officers[*department][last + 1] -= part * f64::from(*officers);
        }
        self.seen.push(Seen { door, class, counted: (from, self.counted.len()), combined });
    }

    pub(super) fn sums(&self) -> YearSums {
        let count = f64::from(self.trials.max(1));
        let months = |days: &Vec<f64>| {
            let (mut by_month, mut running) = ([0.0; 12], 0.0);
            for (day, month) in days.iter().zip(&self.open.months) {
                running += day;
                by_month[usize::from(*month)] += running / count;
            }
            by_month
        };
        YearSums {
            doors: self.doors.estimate(self.trials),
            entries: self.entries.estimate(self.trials),
            often: self.often.map(|doors| mean(doors, count)),
            checked_of_class: self.checked_of_class.map(|doors| mean(doors, count)),
            visits: self.visits.iter().map(months).collect(),
            officers: self.officers.iter().map(months).collect(),
            over_body: self.over_body.iter().map(|doors| mean(*doors, count)).collect(),
            over_combined: mean(self.over_combined, count),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
fn mean(sum: u64, count: f64) -> f64 {
    sum as f64 / count
}

fn add(counts: &mut Vec<(usize, u32)>, from: usize, department: usize, once: bool) {
    match counts[from..].iter_mut().find(|known| known.0 == department) {
        Some(known) if !once => known.1 += 1,
        Some(_) => {}
        None => counts.push((department, 1)),
    }
}

impl Follow for Year<'_> {
    /// The days are those of [`crate::days::fewest_days`]: lines come in the order their windows end,
    /// and each takes the latest day already opened if it lies in its window.
    fn drawn(&mut self, door: u64, pattern: usize, lines: &[usize]) {
        let class = self.classes[pattern];
        let mut from = 0;
        let mut day: Option<(usize, (usize, usize))> = None;
        let mut opening = std::mem::take(&mut self.opening);
        opening.clear();
        opening.extend(lines.iter().copied().filter(|line| self.lines[*line].opens_door));
        for (place, line) in opening.iter().enumerate() {
            let Some((first, last)) = self.lines[*line].days else { continue };
            match &mut day {
                Some((opened, leeway)) if *opened >= first => leeway.0 = leeway.0.max(first),
                _ => {
                    if let Some((_, leeway)) = day.take() {
                        self.enter(door, class, &opening[from..place], leeway);
                    }
                    from = place;
                    day = Some((last, (first, last)));
                }
            }
        }
        if let Some((_, leeway)) = day {
            self.enter(door, class, &opening[from..], leeway);
        }
        self.opening = opening;
    }

    fn end_of_trial(&mut self) {
        self.trials += 1;
        self.entries.now = self.seen.len() as u64;
        let mut seen = std::mem::take(&mut self.seen);
        seen.sort_unstable_by_key(|entry| entry.door);
        for entries in seen.chunk_by(|one, two| one.door == two.door) {
            self.doors.now += 1;
            self.often[entries.len().min(OFTEN)] += 1;
            self.checked_of_class[entries[0].class as usize] += 1;
            let combined: u32 = entries.iter().map(|entry| entry.combined).sum();
            if self.rules.cap_combined.is_some_and(|cap| combined > cap) {
                self.over_combined += 1;
            }
            let Some(cap) = self.rules.cap_per_body else { continue };
            let of = |entry: &Seen| &self.counted[entry.counted.0..entry.counted.1];
            for (department, count) in entries.iter().flat_map(of) {
                self.bodies[*department] += count;
            }
            for (department, _) in entries.iter().flat_map(of) {
                if std::mem::take(&mut self.bodies[*department]) > cap {
                    self.over_body[*department] += 1;
                }
            }
        }
        self.doors.close();
        self.entries.close();
        seen.clear();
        self.counted.clear();
        self.seen = seen;
    }
}
