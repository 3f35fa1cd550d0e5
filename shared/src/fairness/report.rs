//! The audit, and what it says.

use serde::{Deserialize, Serialize};

use super::Trait;
use super::history::History;
use super::measure::{Measured, Ruler, strangeness};
use super::trial::Trials;

/// How often, in all, a fair list is called strange: once in a hundred audits.
pub const LEVEL: f64 = 0.01;
/// Most and fewest times everything is drawn anew, and the rows that may cost together.
const MOST_TRIALS: usize = 1_999;
const FEWEST_TRIALS: usize = 999;
const ROWS: usize = 100_000_000;
/// Most stretches of a histogram.
const BINS: usize = 24;
/// Values nearer than this are equal: sums differ in their last digits.
const TIE: f64 = 1e-9;

coded_enum! {
    /// What the audit comes to.
    pub enum Verdict {
        /// Chance alone would hardly ever look like this.
        Strange = "STRANGE" ("不像随机抽取的结果", "Not what drawing at random gives"),
        /// No reason for doubt.
        Usual = "USUAL" ("未发现异常", "Nothing strange found"),
        /// Too little was drawn to say anything.
        Silent = "SILENT" ("数据不足，无法判断", "Too little to tell"),
    }
}

/// One trait: what was found, and what chance gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Which.
    pub which: Trait,
    /// What was found.
    pub value: f64,
    /// The mean of the draws anew.
    pub usual: f64,
    /// Where 95 of 100 draws anew lie.
    pub range: (f64, f64),
    /// How often a draw anew is at least as strange; 1 where the list cannot tell.
    pub p: f64,
    /// Whether the list can tell: else every draw of it gives the same.
    pub tells: bool,
    /// Whether it is strange, all traits taken together (Holm's rule at [`LEVEL`]).
    pub strange: bool,
    /// How the draws anew lie, from the smallest to the largest.
    pub bins: Vec<Bin>,
}

/// Draws anew whose value lies in a stretch: from `from`, up to but without `to` (the last one with it).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many.
    pub count: u32,
}

/// How many were drawn so often.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Times {
    /// How often.
    pub times: u32,
    /// How many.
    pub units: u32,
    /// How many by chance.
    pub usual: f64,
}

/// Pairs of drawn ones at a distance in the list.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Lag {
    /// The distance.
    pub distance: u32,
    /// How many pairs.
    pub pairs: u64,
    /// How many by chance.
    pub usual: f64,
}

/// What an audit says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FairnessReport {
    /// The whole.
    pub verdict: Verdict,
    /// Draws.
    pub draws: u32,
    /// Lists: strata of draws.
    pub lists: usize,
    /// Everybody who stands in any.
    pub units: usize,
    /// How often everything was drawn anew.
    pub trials: usize,
    /// Each trait.
    pub findings: Vec<Finding>,
    /// How often they were drawn.
    pub times: Vec<Times>,
    /// Pairs by distance.
    pub lags: Vec<Lag>,
    /// Who had a chance and was never drawn.
    pub never: Vec<String>,
}

/// Audits a history.
pub fn audit(history: &History) -> FairnessReport {
    let mut audit = Audit::new(history);
    while audit.left() > 0 {
        audit.step(FEWEST_TRIALS);
    }
    audit.finish()
}

/// An audit in slices, for those who must not stop for long.
pub struct Audit<'a> {
    history: &'a History,
    ruler: Ruler<'a>,
    found: Measured,
    again: Trials<'a>,
    trials: usize,
    done: usize,
    rows: usize,
    usual_times: Vec<u64>,
    values: [Vec<f64>; 6],
}

impl<'a> Audit<'a> {
    /// Measures a history; nothing is drawn anew yet.
    pub fn new(history: &'a History) -> Self {
        let ruler = Ruler::new(history);
        let real: Vec<Vec<bool>> = history.series.iter().map(|series| series.drawn.clone()).collect();
        let found = ruler.measure(&real);
        let rows: usize = history.series.iter().map(|series| series.units.len()).sum();
        Self {
            history,
            ruler,
            found,
            again: Trials::new(history),
            trials: (ROWS / rows.max(1)).clamp(FEWEST_TRIALS, MOST_TRIALS),
            done: 0,
            rows,
            usual_times: Vec::new(),
            values: Default::default(),
        }
    }

    /// How often everything will be drawn anew.
    pub fn trials(&self) -> usize {
        self.trials
    }

    /// Rows that are looked at each time.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How often it is still to be drawn anew.
    pub fn left(&self) -> usize {
        self.trials - self.done
    }

    /// Draws anew so often, or as often as is left.
    pub fn step(&mut self, times: usize) {
        for _ in 0..times.min(self.left()) {
            let one = self.ruler.measure(self.again.next());
            count_times(&one, &mut self.usual_times);
            self.values.iter_mut().zip(one.values).for_each(|(all, value)| all.push(value));
            self.done += 1;
        }
    }

    /// What it comes to, judged by as many draws anew as were made; without any, it is silent.
    pub fn finish(mut self) -> FairnessReport {
        let of_traits = Trait::ALL.iter().zip(self.found.values).zip(&mut self.values);
        let mut findings: Vec<Finding> =
            of_traits.map(|((which, value), all)| finding(*which, value, all)).collect();
        judge(&mut findings);
        let verdict = match findings.as_slice() {
            all if all.iter().any(|one| one.strange) => Verdict::Strange,
            all if all.iter().any(|one| one.tells) => Verdict::Usual,
            _ => Verdict::Silent,
        };
        let never = self.ruler.never(&self.found.times).map(|unit| self.history.units[unit].clone());
        FairnessReport {
            verdict,
            draws: self.history.draws,
            lists: self.history.series.len(),
            units: self.history.units.len(),
            trials: self.done,
            findings,
            times: times(&self.found, &self.usual_times, self.done.max(1)),
            lags: lags(&self.found, &self.ruler.pairs),
            never: never.collect(),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "some thousands")]
fn finding(which: Trait, value: f64, all: &mut [f64]) -> Finding {
    all.sort_by(f64::total_cmp);
    if all.is_empty() {
        let (usual, range) = (value, (value, value));
        return Finding {
            which,
            value,
            usual,
            range,
            p: 1.0,
            tells: false,
            strange: false,
            bins: Vec::new(),
        };
    }
    let usual = all.iter().sum::<f64>() / all.len() as f64;
    let (low, high) = (all[all.len() / 40], all[all.len() - 1 - all.len() / 40]);
    let strange = strangeness(which, value, usual);
    let at_least = all.iter().filter(|other| strangeness(which, **other, usual) >= strange - TIE).count();
    let tells = all[all.len() - 1] - all[0] > TIE || (value - all[0]).abs() > TIE;
    let p = if tells { (at_least + 1) as f64 / (all.len() + 1) as f64 } else { 1.0 };
    Finding { which, value, usual, range: (low, high), p, tells, strange: false, bins: bins(which, all) }
}

/// Stretches of equal width over sorted values; values that are counts are not cut in the middle.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts far below 2⁵²"
)]
fn bins(which: Trait, sorted: &[f64]) -> Vec<Bin> {
    let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
    let whole = !matches!(which, Trait::Uniformity | Trait::Distance);
    let (from, width) = if whole {
        let width = ((high - low + 1.0) / BINS as f64).ceil().max(1.0);
        (low - 0.5, width)
    } else {
        (low, ((high - low) / BINS as f64).max(TIE))
    };
    let reach = if whole { high + 0.5 } else { high };
    let count = (((reach - from) / width - TIE).ceil().max(1.0) as usize).min(BINS);
    let mut bins: Vec<Bin> = (0..count)
        .map(|place| Bin {
            from: from + place as f64 * width,
            to: from + (place + 1) as f64 * width,
            count: 0,
        })
        .collect();
    for value in sorted {
        let place = (((value - from) / width) as usize).min(count - 1);
        bins[place].count += 1;
    }
    bins
}

/// Holm's rule: the smallest of `m` against `LEVEL / m`, the next against `LEVEL / (m − 1)`, until one holds.
#[expect(clippy::cast_precision_loss, reason = "six")]
fn judge(findings: &mut [Finding]) {
    let mut order: Vec<usize> = (0..findings.len()).filter(|place| findings[*place].tells).collect();
    order.sort_by(|one, other| findings[*one].p.total_cmp(&findings[*other].p));
    let count = order.len();
    for (done, place) in order.into_iter().enumerate() {
        if findings[place].p > LEVEL / (count - done) as f64 {
            break;
        }
        findings[place].strange = true;
    }
}

fn count_times(one: &Measured, counts: &mut Vec<u64>) {
    for times in &one.times {
        let times = *times as usize;
        if counts.len() <= times {
            counts.resize(times + 1, 0);
        }
        counts[times] += 1;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2⁵²")]
fn times(found: &Measured, usual: &[u64], trials: usize) -> Vec<Times> {
    let mut counts = Vec::new();
    count_times(found, &mut counts);
    let longest = counts.len().max(usual.len());
    let at = |counts: &[u64], place: usize| counts.get(place).copied().unwrap_or(0);
    (0..longest)
        .zip(0_u32..)
        .map(|(place, times)| Times {
            times,
            units: u32::try_from(at(&counts, place)).unwrap_or(u32::MAX),
            usual: at(usual, place) as f64 / trials as f64,
        })
        .collect()
}

fn lags(found: &Measured, usual: &[f64]) -> Vec<Lag> {
    let both = found.pairs.iter().zip(usual).zip(1_u32..);
    both.map(|((pairs, usual), distance)| Lag { distance, pairs: *pairs, usual: *usual }).collect()
}
