//! How often a rotation draws the same doors again: measured by drawing, so that whoever chooses one sees what
//! it does.

use std::collections::BTreeMap;

use super::build::FrameBuilder;
use super::hash::{Digest, HashAlgorithm};
use super::quota::{BASIS_POINTS, Rounding};
use super::rotation::{Rotation, Turn};
use super::select::draw_turned;
use super::task::{Method, Task};

/// Waves of a measured series.
pub const MEASURED_WAVES: u32 = 10;

/// What a series of waves over the same doors came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Share of the drawn that was drawn again in the next wave.
    pub repeat: f64,
    /// Share of the doors that were never drawn.
    pub never: f64,
    /// How often the door drawn least was drawn.
    pub least: u64,
    /// How often the door drawn most was drawn.
    pub most: u64,
}

impl Rotation {
    /// Waves that do not turn: every number is fresh.
    pub const fn independent(ratio_bp: u32) -> Self {
        Self { ratio_bp, repeat_bp: 0, noise_bp: 0, fresh_bp: BASIS_POINTS }
    }

    /// The doors drawn in each wave of a series of [`MEASURED_WAVES`] in one stratum of so many doors, at the
    /// ratio the turn is made for; nothing where the values are no shares.
    pub fn series(&self, doors: u32) -> Option<Vec<Vec<String>>> {
        if !self.is_valid() {
            return None;
        }
        let mut builder = FrameBuilder::new();
        for door in 0..doors {
            builder.add(&format!("S{door:06}"), [("T", "ALL")]).ok()?;
        }
        let frame = builder.build().ok()?;
        let strata = [("ALL".to_owned(), self.ratio_bp)].into();
        let method = Method::Srs { rounding: Rounding::HalfUp, strata, reserve: 0, cap_bp: None };
        let tasks = [Task { id: "T".into(), method }];
        let hash = HashAlgorithm::Sha256;
        let key = |wave: u32| -> Digest { hash.hash(&[b"rotation", &wave.to_be_bytes()]) };
        let mut turned = 0_u64;
        let mut waves = Vec::new();
        for wave in 0..MEASURED_WAVES {
            if wave > 0 {
                turned = turned.wrapping_add(self.shift(hash, &key(wave)));
            }
            let turn = Turn { first: key(0), turned, fresh_bp: self.fresh_bp };
            waves.push(draw_turned(hash, &key(wave), &turn, &frame, &tasks).ok()?.sites());
        }
        Some(waves)
    }

    /// What such a series came to; nothing where nobody is drawn.
    #[expect(clippy::cast_precision_loss, reason = "numbers of doors")]
    pub fn measure(&self, doors: u32) -> Option<Measured> {
        let waves = self.series(doors)?;
        let again = |pair: &[Vec<String>]| {
            pair[1].iter().filter(|site| pair[0].binary_search(site).is_ok()).count() as u64
        };
        let followed: u64 = waves.windows(2).map(|pair| pair[0].len() as u64).sum();
        let repeated: u64 = waves.windows(2).map(again).sum();
        let mut times: BTreeMap<&str, u64> = BTreeMap::new();
        waves.iter().flatten().for_each(|site| *times.entry(site).or_default() += 1);
        let never = u64::from(doors) - times.len() as u64;
        let least = if never > 0 { 0 } else { times.values().min().copied().unwrap_or(0) };
        (followed > 0).then(|| Measured {
            repeat: repeated as f64 / followed as f64,
            never: never as f64 / f64::from(doors),
            least,
            most: times.values().max().copied().unwrap_or(0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEADY: Rotation = Rotation { ratio_bp: 2000, repeat_bp: 0, noise_bp: 0, fresh_bp: 0 };

    /// What is measured is what is expected, and what the whole document says of it.
    #[test]
    fn measured_is_expected() {
        for (repeat_bp, fresh_bp) in
            [(0, 0), (3000, 0), (5000, 0), (7500, 0), (10_000, 0), (8000, 5000), (0, 2000)]
        {
            let rotation = Rotation { repeat_bp, fresh_bp, ..STEADY };
            let (measured, wanted) = (rotation.measure(2000).unwrap(), rotation.expected_repeat());
            assert!((measured.repeat - wanted).abs() < 0.05, "{rotation:?}: {measured:?}, {wanted}");
        }
        let alone = Rotation::independent(2000).measure(2000).unwrap();
        assert!((alone.repeat - 0.2).abs() < 0.05 && (alone.never - 0.107).abs() < 0.03, "{alone:?}");
        assert!(Rotation { ratio_bp: 0, ..STEADY }.measure(100).is_none(), "nobody is drawn");
        assert!(Rotation { ratio_bp: 10_001, ..STEADY }.measure(100).is_none());
    }

    /// However it turns, every door has its chance: over many series each is drawn as often as its ratio says.
    #[test]
    fn chances_are_what_they_were() {
        let hash = HashAlgorithm::Sha256;
        let rotation = Rotation { ratio_bp: 2500, repeat_bp: 3000, noise_bp: 600, fresh_bp: 2000 };
        let mut builder = FrameBuilder::new();
        (0..8).for_each(|door| builder.add(&format!("S{door}"), [("T", "ALL")]).unwrap());
        let frame = builder.build().unwrap();
        let strata = [("ALL".to_owned(), 2500)].into();
        let method = Method::Srs { rounding: Rounding::HalfUp, strata, reserve: 0, cap_bp: None };
        let tasks = [Task { id: "T".into(), method }];
        let key = |series: u32, wave: u32| hash.hash(&[&series.to_be_bytes(), &wave.to_be_bytes()]);
        let mut times: BTreeMap<String, u32> = BTreeMap::new();
        for series in 0..20_000 {
            let second = key(series, 1);
            let turn = Turn {
                first: key(series, 0),
                turned: rotation.shift(hash, &second),
                fresh_bp: rotation.fresh_bp,
            };
            for site in draw_turned(hash, &second, &turn, &frame, &tasks).unwrap().sites() {
                *times.entry(site).or_default() += 1;
            }
        }
        // Two of eight in 20,000 draws: 5,000 each, give or take four standard deviations.
        assert_eq!(times.len(), 8);
        assert!(times.values().all(|times| times.abs_diff(5000) < 245), "{times:?}");
    }
}
