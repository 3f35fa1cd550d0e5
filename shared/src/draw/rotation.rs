//! Rotation across waves: numbers that turn from wave to wave, so that who was drawn is not drawn again at
//! once, while every chance stays what it is (`docs/ALGORITHMS.md` §11).

use serde::{Deserialize, Serialize};

use super::hash::{Digest, HashAlgorithm, KeyedHash};
use super::key::prn;
use super::quota::BASIS_POINTS;
use crate::ErrorCode;

/// How the waves of a series turn. All in basis points; part of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// The ratio the turn is made for.
    pub ratio_bp: u32,
    /// Of the doors drawn in one wave, how many are wanted again in the next.
    pub repeat_bp: u32,
    /// Width of what the wave's own key adds to the turn or takes from it, in parts of all numbers.
    pub noise_bp: u32,
    /// How many doors take a fresh number for one wave.
    pub fresh_bp: u32,
}

/// Where a wave of a series stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Key of the series' first wave.
    pub first: Digest,
    /// All turns so far, this wave's included, in 2⁻⁶⁴ of all numbers; 0 in the first wave.
    pub turned: u64,
    /// As in the [`Rotation`].
    pub fresh_bp: u32,
}

/// `share` of 10,000 in 2⁻⁶⁴; a whole and more is all but the last.
fn in_words(share: u64, whole: u64) -> u64 {
    u64::try_from((u128::from(share) << 64) / u128::from(whole)).unwrap_or(u64::MAX)
}

fn head(digest: &Digest) -> u64 {
    let mut head = [0; 8];
    head.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(head)
}

impl Rotation {
    /// Fewest doors, in basis points, that take a fresh number in a wave that turns: a tenth.
    pub const LEAST_FRESH: u32 = 1000;

    /// Whether all values are shares.
    pub fn is_valid(&self) -> bool {
        [self.ratio_bp, self.repeat_bp, self.noise_bp, self.fresh_bp]
            .iter()
            .all(|share| *share <= BASIS_POINTS)
    }

    /// What is wrong with which field of a wave that is to turn, by its name on the wire; empty if nothing is.
    /// The key of the series' first wave is known by then: where the wave's own key has no say, everybody
    /// could foresee the draw, so some numbers are fresh.
    pub fn check(&self) -> Vec<(ErrorCode, &'static str)> {
        let share = |value: u32, least: u32| (least..=BASIS_POINTS).contains(&value);
        let fields = [
            (share(self.ratio_bp, 1), ErrorCode::OutOfRange, "ratioBp"),
            (share(self.repeat_bp, 0), ErrorCode::OutOfRange, "repeatBp"),
            (share(self.noise_bp, 0), ErrorCode::OutOfRange, "noiseBp"),
            (share(self.fresh_bp, 0), ErrorCode::OutOfRange, "freshBp"),
            (self.fresh_bp >= Self::LEAST_FRESH, ErrorCode::RotationForeseeable, "freshBp"),
        ];
        fields.into_iter().filter(|(right, ..)| !right).map(|(_, code, field)| (code, field)).collect()
    }

    /// The share of the drawn that is drawn again in the next wave, where all ratios are `ratio_bp`: of a
    /// door whose number is fresh in neither wave the share wanted, of any other the ratio itself.
    #[expect(clippy::float_arithmetic, reason = "an expectation for people; nothing is drawn by it")]
    pub fn expected_repeat(&self) -> f64 {
        let share = |value: u32| f64::from(value) / f64::from(BASIS_POINTS);
        let (ratio, wanted, fresh) = (share(self.ratio_bp), share(self.repeat_bp), share(self.fresh_bp));
        let any_fresh = 1.0 - (1.0 - fresh) * (1.0 - fresh);
        (ratio - wanted).mul_add(any_fresh, wanted)
    }

    /// How far the wave with this key turns beyond the one before it.
    pub fn shift(&self, hash: HashAlgorithm, key: &Digest) -> u64 {
        let whole = u64::from(BASIS_POINTS);
        let steady = u64::from(self.ratio_bp) * u64::from(BASIS_POINTS.saturating_sub(self.repeat_bp));
        let steady = in_words(steady, whole * whole);
        let width = in_words(u64::from(self.noise_bp), whole);
        let drawn = head(&hash.keyed(key).mac(&[b"shift\n"]));
        let noise = (u128::from(drawn) * u128::from(width)) >> 64;
        steady.wrapping_add(u64::try_from(noise).unwrap_or(0)).wrapping_sub(width / 2)
    }
}

impl Turn {
    /// A door's number in the wave with this key.
    pub fn number(&self, first: &KeyedHash, own: &KeyedHash, site: &str) -> Digest {
        let fresh = in_words(u64::from(self.fresh_bp), u64::from(BASIS_POINTS));
        if self.fresh_bp > 0 && head(&own.mac(&[b"fresh\n", site.as_bytes()])) < fresh {
            return prn(own, site);
        }
        let mut number = prn(first, site);
        let turned = head(&number).wrapping_add(self.turned);
        number[..8].copy_from_slice(&turned.to_be_bytes());
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ten_years(rotation: Rotation) -> Vec<Vec<String>> {
        rotation.series(2000).unwrap()
    }

    fn repeats(rotation: Rotation) -> f64 {
        rotation.measure(2000).unwrap().repeat
    }

    const STEADY: Rotation = Rotation { ratio_bp: 2000, repeat_bp: 0, noise_bp: 0, fresh_bp: 0 };

    #[test]
    fn repeats_are_those_wanted() {
        for repeat_bp in [0, 3000, 5000, 7500, 10_000] {
            let measured = repeats(Rotation { repeat_bp, ..STEADY });
            let wanted = f64::from(repeat_bp) / 10_000.0;
            assert!((measured - wanted).abs() < 0.05, "{repeat_bp}: {measured}");
        }
        // Fresh numbers: (1 − ρ)² q + (1 − (1 − ρ)²) π; all fresh is independent.
        let half = repeats(Rotation { repeat_bp: 8000, fresh_bp: 5000, ..STEADY });
        assert!((half - (0.25 * 0.8 + 0.75 * 0.2)).abs() < 0.05, "{half}");
        let all = repeats(Rotation { fresh_bp: 10_000, ..STEADY });
        assert!((all - 0.2).abs() < 0.05, "{all}");
    }

    /// A full turn in five years: next to everybody twice in ten.
    #[test]
    fn a_full_turn_reaches_nearly_everybody_twice() {
        let years = ten_years(STEADY);
        let mut times = std::collections::BTreeMap::new();
        years.iter().flatten().for_each(|site| *times.entry(site.clone()).or_insert(0_u32) += 1);
        let twice = times.values().filter(|times| **times == 2).count();
        // The quota is fixed and numbers are not evenly spread: at the seams some are left out or come double,
        // and the second round of five years is the first again.
        assert!(twice > 1900 && times.values().all(|times| [2, 4].contains(times)), "{twice}");
        assert!(times.len() > 1950);
    }

    #[test]
    fn noise_stays_within_its_width() {
        let hash = HashAlgorithm::Sm3;
        let noisy = Rotation { repeat_bp: 5000, noise_bp: 400, ..STEADY };
        let (middle, half) = (in_words(1000, 10_000), in_words(200, 10_000));
        let shifts: Vec<u64> =
            (0..200_u32).map(|n| noisy.shift(hash, &hash.hash(&[&n.to_be_bytes()]))).collect();
        assert!(shifts.iter().all(|shift| shift.abs_diff(middle) <= half + 1));
        assert!(
            shifts.iter().any(|shift| *shift < middle - half / 2)
                && shifts.iter().any(|shift| *shift > middle + half / 2)
        );
        assert!(noisy.is_valid() && !Rotation { fresh_bp: 10_001, ..noisy }.is_valid());
    }

    /// The vectors of the independent implementation.
    #[test]
    fn vectors() {
        check_vectors(include_str!("../../tests/vectors/rotation.json"));
    }

    fn check_vectors(text: &str) {
        let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
        let hex = |value: &serde_json::Value| super::super::from_hex(value.as_str().unwrap()).unwrap();
        for vector in vectors.as_array().unwrap() {
            let hash = HashAlgorithm::parse(vector["hash"].as_str().unwrap()).unwrap();
            let rotation: Rotation = serde_json::from_value(vector["rotation"].clone()).unwrap();
            let (first, key) = (hex(&vector["first"]), hex(&vector["key"]));
            let shift = rotation.shift(hash, &key);
            assert_eq!(format!("{shift:016x}"), vector["shift"].as_str().unwrap());
            let turned =
                u64::from_str_radix(vector["before"].as_str().unwrap(), 16).unwrap().wrapping_add(shift);
            let turn = Turn { first, turned, fresh_bp: rotation.fresh_bp };
            for (site, number) in vector["numbers"].as_object().unwrap() {
                assert_eq!(turn.number(&hash.keyed(&first), &hash.keyed(&key), site), hex(number), "{site}");
            }
        }
    }
}
