//! Drawing anew on the lists that were drawn from, as if every set of the drawn size were equally likely.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

use super::history::History;
use crate::draw::HashAlgorithm;

/// Draws anew, again and again; the same history gives the same draws.
pub struct Trials<'a> {
    history: &'a History,
    quotas: Vec<usize>,
    rng: ChaCha8Rng,
    /// Number of each unit in the draw at hand, and in which draw it got it.
    numbers: Vec<(u64, u64)>,
    ranked: Vec<(u64, u32)>,
    drawn: Vec<Vec<bool>>,
    round: u64,
}

impl<'a> Trials<'a> {
    /// For a history. What was drawn is the seed: nobody can choose it without choosing the draws.
    pub fn new(history: &'a History) -> Self {
        let bits: Vec<u8> =
            history.series.iter().flat_map(|series| &series.drawn).map(|drawn| u8::from(*drawn)).collect();
        let seed = HashAlgorithm::Sha256.hash(&[b"onedoor-audit/1\n", &bits]);
        Self {
            history,
            quotas: history.series.iter().map(super::Series::quota).collect(),
            rng: ChaCha8Rng::from_seed(seed),
            numbers: vec![(0, 0); history.units.len()],
            ranked: Vec::new(),
            drawn: history.series.iter().map(|series| vec![false; series.units.len()]).collect(),
            round: 0,
        }
    }

    /// Who is drawn this time, beside each list. Lists of one draw go by one number of each unit.
    pub fn next(&mut self) -> &[Vec<bool>] {
        let mut draw = None;
        for (place, series) in self.history.series.iter().enumerate() {
            if draw != Some(series.draw) {
                draw = Some(series.draw);
                self.round += 1;
            }
            self.ranked.clear();
            for (unit, position) in series.units.iter().zip(0_u32..) {
                let known = &mut self.numbers[*unit as usize];
                if known.1 != self.round {
                    *known = (self.rng.next_u64(), self.round);
                }
                self.ranked.push((known.0, position));
            }
            let (drawn, quota) = (&mut self.drawn[place], self.quotas[place]);
            drawn.fill(false);
            if quota > 0 {
                self.ranked.select_nth_unstable(quota - 1);
                for (_, position) in &self.ranked[..quota] {
                    drawn[*position as usize] = true;
                }
            }
        }
        &self.drawn
    }
}
