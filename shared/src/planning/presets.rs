//! Ratio matrices that places have published, to start from (`domain.md` R16). They are facts with their
//! source, not law: a plan may choose others.

use std::collections::BTreeMap;

use crate::lang::Lang;
use crate::registry::RiskClass;

/// A published matrix of ratios by risk class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatioPreset {
    /// Stable code.
    pub code: &'static str,
    /// Name in both languages.
    name: (&'static str, &'static str),
    /// Classes as published, safest first: name and smallest and largest ratio in basis points.
    pub published: &'static [(&'static str, u32, u32)],
    /// Place among the published classes of each of our classes A to D.
    mapped: [usize; 4],
    /// Where it is published.
    pub source: &'static str,
}

/// The matrices we know.
pub const RATIO_PRESETS: &[RatioPreset] = &[
    RatioPreset {
        code: "HENAN_2020",
        name: ("河南 2020（五级）", "Henan 2020 (five classes)"),
        published: &[
            ("低", 100, 100),
            ("中低", 400, 400),
            ("中", 800, 800),
            ("中高", 2000, 2000),
            ("高", 10_000, 10_000),
        ],
        // Five classes onto four: 低 and 中低 are both A, at the ratio of the riskier, so that nobody is
        // checked less than published.
        mapped: [1, 2, 3, 4],
        source: "domain.md R16 [W21a]",
    },
    RatioPreset {
        code: "HENAN_2021",
        name: ("河南 2021（四级）", "Henan 2021 (four classes)"),
        published: &[("低", 100, 100), ("中", 200, 200), ("中高", 1000, 1000), ("高", 3000, 3000)],
        mapped: [0, 1, 2, 3],
        source: "domain.md R16 [W21b]",
    },
    RatioPreset {
        code: "LINDIAN_2024",
        name: ("林甸 2024（四级，区间下限）", "Lindian 2024 (four classes, least allowed)"),
        published: &[("A", 0, 500), ("B", 500, 2000), ("C", 2100, 6000), ("D", 6100, 10_000)],
        mapped: [0, 1, 2, 3],
        source: "domain.md R16 [W22]",
    },
];

impl RatioPreset {
    /// The preset with this code.
    pub fn find(code: &str) -> Option<&'static Self> {
        RATIO_PRESETS.iter().find(|preset| preset.code == code)
    }

    /// The name for people.
    pub const fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.name.0,
            Lang::En => self.name.1,
        }
    }

    /// Stratum → ratio in basis points; of a published range its least.
    pub fn ratios(&self) -> BTreeMap<String, u32> {
        RiskClass::ALL
            .iter()
            .zip(self.mapped)
            .map(|(class, place)| (class.as_str().to_owned(), self.published[place].1))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::not_monotone;

    #[test]
    fn the_matrices_as_published() {
        let ratios = |code| RatioPreset::find(code).unwrap().ratios().into_values().collect::<Vec<_>>();
        assert_eq!(ratios("HENAN_2020"), [400, 800, 2000, 10_000]);
        assert_eq!(ratios("HENAN_2021"), [100, 200, 1000, 3000]);
        assert_eq!(ratios("LINDIAN_2024"), [0, 500, 2100, 6100]);
        assert!(RatioPreset::find("NOWHERE").is_none());
    }

    #[test]
    fn riskier_is_never_less() {
        for preset in RATIO_PRESETS {
            assert_eq!(not_monotone(&preset.ratios()), None, "{}", preset.code);
            assert!(preset.published.windows(2).all(|pair| pair[0].1 <= pair[1].1 && pair[0].2 <= pair[1].2));
        }
    }
}
