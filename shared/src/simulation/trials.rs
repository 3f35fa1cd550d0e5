//! Trial draws with cheap numbers: what no formula gives exactly, to a known error.
//!
//! A trial gives every door a number, takes the smallest of each list as the draw does, and follows the
//! drawn doors through the year. The numbers come from a fixed generator, so that the same question has
//! the same answer on the server and in the browser.

use super::cells::{Cells, Entry, Rank};

/// One wave of a scenario: which lists are drawn together.
pub(super) type Waves = Vec<Vec<bool>>;

/// A door that some list of the wave took, with the drawn lines in the order their windows end.
pub(super) trait Follow {
    /// `door` is the same number for the same door in every wave of a trial.
    fn drawn(&mut self, door: u64, pattern: usize, lines: &[usize]);
    /// All waves of a trial have been drawn.
    fn end_of_trial(&mut self);
}

/// `SplitMix64` (Steele, Lea and Flood, 2014).
const fn mix(mut value: u64) -> u64 {
    value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// ξ of Pareto sampling, as its bits: positive doubles are ordered like their bits.
#[expect(clippy::cast_precision_loss, reason = "the value has 53 bits")]
fn xi(number: u64, ratio_bp: u32) -> u64 {
    let u = ((number >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0;
    let p = f64::from(ratio_bp) / 10000.0;
    ((u / (1.0 - u)) * ((1.0 - p) / p)).to_bits()
}

fn key(rank: Rank, number: u64) -> u64 {
    match rank {
        Rank::Number => number,
        Rank::Pareto(ratio) => xi(number, ratio),
        Rank::Always => 0,
        // Nobody asks where it comes among the others.
        Rank::Never | Rank::Below(_) => u64::MAX,
    }
}

/// Work of one trial, in doors looked at.
pub(super) fn work(cells: &Cells, waves: &Waves) -> u64 {
    let of_wave = |wave: &Vec<bool>| -> u64 {
        cells
            .patterns
            .iter()
            .map(|pattern| {
                let own = pattern.entries.iter().filter(|entry| wave[entry.list]);
                let (count, largest) =
                    own.fold((0_u32, 0.0_f64), |(count, most), entry| (count + 1, most.max(entry.chance)));
                if count == 0 {
                    0
                } else {
                    pattern.doors + share(pattern.doors, largest) * u64::from(4 * count)
                }
            })
            .sum()
    };
    waves.iter().map(of_wave).sum::<u64>().max(1)
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a number of doors"
)]
fn share(doors: u64, chance: f64) -> u64 {
    (doors as f64 * chance) as u64
}

/// Draws every wave `trials` times.
pub(super) fn run(cells: &Cells, waves: &Waves, trials: u32, follow: &mut impl Follow) {
    let plans: Vec<WavePlan> = waves.iter().map(|wave| WavePlan::of(cells, wave)).collect();
    let mut desk = Desk::default();
    for trial in 0..trials {
        for (index, plan) in (0_u64..).zip(&plans) {
            desk.draw(cells, plan, mix(mix(u64::from(trial)) ^ index), follow);
        }
        follow.end_of_trial();
    }
}

/// What a wave takes from each pattern.
struct WavePlan {
    /// Pattern, its first door, its doors, its entries in this wave.
    patterns: Vec<(usize, u64, u64, Vec<Entry>)>,
    /// Quota of each list that has to be ranked, by list; zero elsewhere.
    quotas: Vec<usize>,
    /// A number above this is not looked at: far beyond the last one any list will take.
    cutoffs: Vec<u64>,
}

impl WavePlan {
    fn of(cells: &Cells, wave: &[bool]) -> Self {
        let mut quotas = vec![0; cells.lists.len()];
        let mut slack = vec![0.0; cells.lists.len()];
        let mut first = 0;
        let mut patterns = Vec::new();
        for (index, pattern) in cells.patterns.iter().enumerate() {
            let entries: Vec<Entry> =
                pattern.entries.iter().copied().filter(|entry| wave[entry.list]).collect();
            if !entries.is_empty() {
                patterns.push((index, first, pattern.doors, entries));
            }
            first += pattern.doors;
        }
        for (index, list) in cells.lists.iter().enumerate().filter(|(index, _)| wave[*index]) {
            // Doors that are always checked take their part of a Pareto quota first.
            let certain: u64 = patterns
                .iter()
                .filter(|(.., entries)| {
                    entries.iter().any(|entry| entry.list == index && entry.rank == Rank::Always)
                })
                .map(|(_, _, doors, _)| doors)
                .sum();
            quotas[index] = usize::try_from(list.quota.saturating_sub(certain)).unwrap_or(usize::MAX);
            slack[index] = widened(quotas[index]);
        }
        let cutoffs = patterns
            .iter()
            .map(|(.., entries)| {
                entries.iter().map(|entry| cutoff(entry, slack[entry.list])).max().unwrap_or(0)
            })
            .collect();
        Self { patterns, quotas, cutoffs }
    }
}

/// How many times its share a list looks at, so that it is next to never short: six standard deviations.
#[expect(clippy::cast_precision_loss, reason = "a number of doors")]
fn widened(quota: usize) -> f64 {
    let quota = quota.max(1) as f64;
    (quota + 6.0 * quota.sqrt() + 12.0) / quota
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of all numbers")]
fn cutoff(entry: &Entry, slack: f64) -> u64 {
    match entry.rank {
        Rank::Never => 0,
        Rank::Always => u64::MAX,
        Rank::Below(share) => share,
        Rank::Number | Rank::Pareto(_) => {
            let share = entry.chance * slack;
            if share >= 1.0 { u64::MAX } else { (share * 18_446_744_073_709_551_616.0) as u64 }
        }
    }
}

/// Buffers of a trial.
#[derive(Default)]
struct Desk {
    /// (number, door, place in the wave's patterns)
    candidates: Vec<(u64, u64, u32)>,
    keys: Vec<Vec<u64>>,
    last: Vec<Option<u64>>,
    lines: Vec<usize>,
}

impl Desk {
    fn draw(&mut self, cells: &Cells, plan: &WavePlan, seed: u64, follow: &mut impl Follow) {
        if !self.collect(cells, plan, seed, &plan.cutoffs) {
            let everybody = vec![u64::MAX; plan.cutoffs.len()];
            self.collect(cells, plan, seed, &everybody);
        }
        for (number, door, place) in &self.candidates {
            let (pattern, _, _, entries) = &plan.patterns[*place as usize];
            self.lines.clear();
            for entry in entries {
                let taken = match entry.rank {
                    Rank::Never => false,
                    Rank::Always => true,
                    Rank::Below(share) => *number < share,
                    rank => self.last[entry.list].is_some_and(|last| key(rank, *number) <= last),
                };
                if taken {
                    self.lines.push(entry.line);
                }
            }
            if !self.lines.is_empty() {
                follow.drawn(*door, *pattern, &self.lines);
            }
        }
    }

    /// Numbers all doors below their cutoffs and finds the last key each list takes. False if a list
    /// found fewer than its quota: some cutoff was too low.
    fn collect(&mut self, cells: &Cells, plan: &WavePlan, seed: u64, cutoffs: &[u64]) -> bool {
        self.candidates.clear();
        self.keys.resize_with(cells.lists.len(), Vec::new);
        self.keys.iter_mut().for_each(Vec::clear);
        for (place, ((_, first, doors, entries), cutoff)) in (0_u32..).zip(plan.patterns.iter().zip(cutoffs))
        {
            for door in *first..first + doors {
                let number = mix(seed ^ mix(door));
                if number > *cutoff {
                    continue;
                }
                self.candidates.push((number, door, place));
                for entry in entries {
                    if matches!(entry.rank, Rank::Number | Rank::Pareto(_)) {
                        self.keys[entry.list].push(key(entry.rank, number));
                    }
                }
            }
        }
        self.last.clear();
        let mut enough = true;
        for ((keys, quota), list) in self.keys.iter_mut().zip(&plan.quotas).zip(&cells.lists) {
            let quota = (*quota).min(usize::try_from(list.doors).unwrap_or(usize::MAX));
            self.last.push(if quota == 0 || keys.is_empty() {
                None
            } else if quota > keys.len() {
                enough = false;
                keys.iter().copied().max()
            } else {
                Some(*keys.select_nth_unstable(quota - 1).1)
            });
        }
        enough
    }
}
