//! What is measured of a draw, of the real one and of those drawn anew alike.

use std::collections::{BTreeMap, BTreeSet};

use super::Trait;
use super::history::{History, Series};

/// Longest distance in a list that is looked at.
const FARTHEST: usize = 128;
/// Fewest pairs that chance would put at a distance for it to be judged.
const FEWEST: f64 = 5.0;

/// The same list in two draws one after the other.
struct Succession {
    before: usize,
    after: usize,
    /// Places, before and after, of everybody who stands in both.
    places: Vec<(u32, u32)>,
}

/// What does not change from draw to draw.
pub struct Ruler<'a> {
    history: &'a History,
    /// By unit: how often it should come, and the variance of that.
    expected: Vec<(f64, f64)>,
    /// By distance from 1: pairs that chance puts there.
    pub pairs: Vec<f64>,
    next: Vec<Succession>,
}

/// One draw of everything, measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// By trait, in the order of [`Trait::ALL`].
    pub values: [f64; 6],
    /// By distance from 1: pairs of drawn ones there.
    pub pairs: Vec<u64>,
    /// By unit: how often it was drawn.
    pub times: Vec<u32>,
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows, far below 2⁵²")]
impl<'a> Ruler<'a> {
    /// For a history.
    pub fn new(history: &'a History) -> Self {
        let mut expected = vec![(0.0, 0.0); history.units.len()];
        let longest = history.series.iter().map(|series| series.units.len()).max().unwrap_or(0);
        let mut pairs = vec![0.0; FARTHEST.min(longest.saturating_sub(1))];
        for series in &history.series {
            let (size, quota) = (series.units.len() as f64, series.quota() as f64);
            let chance = quota / size;
            for unit in &series.units {
                let (mean, variance) = &mut expected[*unit as usize];
                *mean += chance;
                *variance += chance * (1.0 - chance);
            }
            if series.units.len() > 1 {
                let both = quota * (quota - 1.0) / (size * (size - 1.0));
                for (pairs, distance) in pairs.iter_mut().zip(1..series.units.len()) {
                    *pairs += (series.units.len() - distance) as f64 * both;
                }
            }
        }
        Self { history, expected, pairs, next: next_of(&history.series) }
    }

    /// Measures who was drawn.
    pub fn measure(&self, drawn: &[Vec<bool>]) -> Measured {
        let mut times = vec![0_u32; self.expected.len()];
        let mut pairs = vec![0_u64; self.pairs.len()];
        let (mut runs, mut outcomes) = (0_u64, 0_u64);
        let mut seen = BTreeSet::new();
        for (series, drawn) in self.history.series.iter().zip(drawn) {
            for (unit, drawn) in series.units.iter().zip(drawn) {
                times[*unit as usize] += u32::from(*drawn);
            }
            runs += drawn.windows(2).filter(|two| two[0] != two[1]).count() as u64;
            let bits = bits_of(drawn);
            count_pairs(&bits, &mut pairs);
            outcomes += u64::from(!seen.insert((series.name, series.units.as_slice(), bits)));
        }
        let values = [
            self.unevenness(&times),
            self.farthest_off(&pairs),
            runs as f64,
            self.never(&times).count() as f64,
            self.repeats(drawn) as f64,
            outcomes as f64,
        ];
        Measured { values, pairs, times }
    }

    /// Σ (times − expected)² / variance over those whose coming is left to chance.
    fn unevenness(&self, times: &[u32]) -> f64 {
        let chances = self.expected.iter().zip(times).filter(|((_, variance), _)| *variance > 0.0);
        chances.map(|((mean, variance), times)| (f64::from(*times) - mean).powi(2) / variance).sum()
    }

    /// The largest |pairs − expected| / √expected over all distances that can be judged.
    fn farthest_off(&self, pairs: &[u64]) -> f64 {
        let judged = self.pairs.iter().zip(pairs).filter(|(expected, _)| **expected >= FEWEST);
        judged.map(|(expected, pairs)| (*pairs as f64 - expected).abs() / expected.sqrt()).fold(0.0, f64::max)
    }

    /// Who had a chance and never came, by number.
    pub fn never(&self, times: &[u32]) -> impl Iterator<Item = usize> {
        let all = self.expected.iter().zip(times).enumerate();
        all.filter(|(_, ((mean, _), times))| *mean > 0.0 && **times == 0).map(|(unit, _)| unit)
    }

    fn repeats(&self, drawn: &[Vec<bool>]) -> usize {
        let both = |next: &Succession| {
            let (before, after) = (&drawn[next.before], &drawn[next.after]);
            let twice = |(one, other): &&(u32, u32)| before[*one as usize] && after[*other as usize];
            next.places.iter().filter(twice).count()
        };
        self.next.iter().map(both).sum()
    }
}

/// How a trait's value is strange: too high, or too far from what is usual in either direction.
pub fn strangeness(which: Trait, value: f64, usual: f64) -> f64 {
    match which {
        Trait::Runs | Trait::Repeats => (value - usual).abs(),
        Trait::Uniformity | Trait::Distance | Trait::Never | Trait::Outcomes => value,
    }
}

fn next_of(series: &[Series]) -> Vec<Succession> {
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (after, now) in series.iter().enumerate() {
        if let Some(before) = last.insert(now.name, after)
            && !now.turned
        {
            let there: BTreeMap<u32, u32> = series[before].units.iter().copied().zip(0..).collect();
            let places = now.units.iter().zip(0_u32..);
            let places = places.filter_map(|(unit, here)| there.get(unit).map(|there| (*there, here)));
            found.push(Succession { before, after, places: places.collect() });
        }
    }
    found
}

fn bits_of(drawn: &[bool]) -> Vec<u64> {
    drawn
        .chunks(64)
        .map(|chunk| chunk.iter().zip(0..).fold(0, |word, (drawn, place)| word | u64::from(*drawn) << place))
        .collect()
}

/// Adds the pairs of set bits at each distance from 1.
fn count_pairs(bits: &[u64], pairs: &mut [u64]) {
    for (pairs, distance) in pairs.iter_mut().zip(1_usize..) {
        let (words, rest) = (distance / 64, distance % 64);
        let word = |place: usize| bits.get(place).copied().unwrap_or(0);
        for (place, here) in bits.iter().enumerate() {
            let low = word(place + words) >> rest;
            let high = if rest == 0 { 0 } else { word(place + words + 1) << (64 - rest) };
            *pairs += u64::from((here & (low | high)).count_ones());
        }
    }
}
