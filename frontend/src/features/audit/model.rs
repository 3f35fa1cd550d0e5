//! What is computed before it is shown: an example that must fail, and the scales of plots.

use shared::draw::HashAlgorithm;
use shared::fairness::{Finding, Trait};

/// The example: so many firms, so many drawn, so often.
pub const FIRMS: u32 = 299;
/// See [`FIRMS`].
pub const DRAWN: u32 = 100;
/// See [`FIRMS`].
pub const DRAWS: u32 = 40;

/// "Random start, then every k-th" of a real system, as a table: with 299 and 100 the step is 2, so that two
/// outcomes exist and a third of the firms can never be drawn. The starts are hashes, the same every time.
pub fn every_kth() -> String {
    let step = FIRMS / DRAWN;
    let mut table = "抽取批次,检查对象,是否抽中\n".to_owned();
    for draw in 1..=DRAWS {
        let hash = HashAlgorithm::Sha256.hash(&[b"every k-th", &draw.to_be_bytes()]);
        let start = u32::from(hash[0]) % step;
        for firm in 0..FIRMS {
            let place = firm.checked_sub(start);
            let drawn = place.is_some_and(|place| place % step == 0 && place / step < DRAWN);
            let line = format!("第{draw}次,企业{:03},{}\n", firm + 1, if drawn { "是" } else { "否" });
            table.push_str(&line);
        }
    }
    table
}

/// Scale of a histogram: the draws anew and what was found stand on it.
pub fn scale(finding: &Finding) -> (f64, f64) {
    let low = finding.bins.first().map_or(finding.value, |bin| bin.from).min(finding.value);
    let high = finding.bins.last().map_or(finding.value, |bin| bin.to).max(finding.value);
    let air = ((high - low) * 0.04).max(0.5);
    (low - air, high + air)
}

/// Where a value lies on a scale, from 0 to 1.
pub fn part((low, high): (f64, f64), value: f64) -> f64 {
    if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 }
}

/// A value as people read it: counts whole, others with two digits.
pub fn figure(which: Trait, value: f64) -> String {
    match which {
        Trait::Uniformity | Trait::Distance => format!("{value:.2}"),
        _ if (value - value.round()).abs() < 1e-9 => format!("{value:.0}"),
        _ => format!("{value:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::fairness::{Bin, Verdict, audit, read_csv};

    #[test]
    fn the_example_fails_for_what_it_is() {
        let history = read_csv(&every_kth()).unwrap();
        assert_eq!((history.draws(), history.units().len()), (DRAWS, FIRMS as usize));
        assert!(history.series().iter().all(|series| series.quota() == DRAWN as usize));
        let report = audit(&history);
        assert_eq!(report.verdict, Verdict::Strange);
        assert_eq!(report.never.len(), 99);
    }

    #[test]
    fn what_was_found_stands_on_the_scale() {
        let bins = vec![Bin { from: 10.0, to: 20.0, count: 5 }];
        let finding = Finding {
            which: Trait::Runs,
            value: 2.0,
            usual: 15.0,
            range: (11.0, 19.0),
            p: 0.01,
            tells: true,
            strange: true,
            bins,
        };
        let scale = scale(&finding);
        assert!(scale.0 < 2.0 && scale.1 > 20.0);
        assert!(part(scale, 2.0) > 0.0 && part(scale, 2.0) < part(scale, 15.0));
        assert!((part((1.0, 1.0), 1.0) - 0.5).abs() < 1e-9);
        assert_eq!((figure(Trait::Runs, 7.0), figure(Trait::Runs, 7.25)), ("7".into(), "7.2".into()));
    }
}
