//! Drawing anew on the lists that were drawn from, as if every set of the drawn size were equally likely; lists
//! that were drawn together by `cells`, by `cells`.

use super::history::History;
use super::together::Together;
use crate::draw::{Digest, HashAlgorithm};

/// Draws anew, again and again; the same history gives the same draws.
pub struct Trials<'a> {
    history: &'a History,
    quotas: Vec<usize>,
    together: Vec<Together>,
    stream: Stream,
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
            together: Together::all(history),
            stream: Stream { seed, block: 0, left: Vec::new() },
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
            if series.together {
                continue;
            }
            self.ranked.clear();
            for (unit, position) in series.units.iter().zip(0_u32..) {
                let known = &mut self.numbers[*unit as usize];
                if known.1 != self.round {
                    *known = (self.stream.number(), self.round);
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
        for together in &self.together {
            together.draw(|| self.stream.number(), &mut self.drawn);
        }
        &self.drawn
    }
}

/// Numbers anybody can compute: the hashes of the seed and of 0, 1, 2 and so on, cut into eights of bytes.
struct Stream {
    seed: Digest,
    block: u64,
    left: Vec<u64>,
}

impl Stream {
    fn number(&mut self) -> u64 {
        if self.left.is_empty() {
            let hash = HashAlgorithm::Sha256.hash(&[&self.seed, &self.block.to_be_bytes()]);
            let (eights, _) = hash.as_chunks::<8>();
            self.left.extend(eights.iter().rev().map(|eight| u64::from_be_bytes(*eight)));
            self.block += 1;
        }
        self.left.pop().unwrap_or_default()
    }
}
