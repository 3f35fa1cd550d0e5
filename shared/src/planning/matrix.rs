//! Matrices of ratios by risk class (差异化抽查比例, `domain.md` R15 and R16): kept by the office, chosen for
//! a plan, followed by its lines or departed from with a reason. The matrices themselves are data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::line::ALL_STRATUM;
use crate::ErrorCode;
use crate::draw::BASIS_POINTS;
use crate::ids::RatioMatrixId;
use crate::lang::Lang;
use crate::registry::RiskClass;

coded_enum! {
    /// How many risk classes a place has; ours are the four of 国市监信发〔2022〕6号.
    pub enum ClassModel {
        Four = "FOUR" ("四级", "Four classes"),
        Five = "FIVE" ("五级", "Five classes"),
    }
}

/// Longest name, in characters.
const LONGEST_NAME: usize = 60;
/// Longest name of a class, in characters.
const LONGEST_CLASS: usize = 20;
/// Longest source, in characters.
const LONGEST_SOURCE: usize = 300;

/// A class as its place names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MatrixClass {
    /// Its name there.
    pub name: String,
    /// Smallest ratio in basis points.
    pub least: u32,
    /// Largest ratio in basis points; the same where no range is published.
    pub most: u32,
}

/// A matrix of ratios.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RatioMatrix {
    /// Name.
    pub name: String,
    /// Name in English; the other is shown where it is empty.
    pub name_en: String,
    /// Classes as published, safest first: four or five.
    pub classes: Vec<MatrixClass>,
    /// Place among them of each of our classes A to D.
    pub mapped: [usize; 4],
    /// Where it is published.
    pub source: String,
}

/// The matrix of a plan, as it was when it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanMatrix {
    /// Which.
    pub matrix: RatioMatrixId,
    /// Its version.
    pub version: u32,
    /// Its name in both languages.
    pub name: (String, String),
    /// Class → ratio in basis points.
    pub ratios: BTreeMap<String, u32>,
    /// Why it was chosen.
    pub reason: String,
}

impl RatioMatrix {
    /// Four or five classes; none if it is neither.
    pub fn model(&self) -> Option<ClassModel> {
        match self.classes.len() {
            4 => Some(ClassModel::Four),
            5 => Some(ClassModel::Five),
            _ => None,
        }
    }

    /// The name for people.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.name_en.is_empty() => &self.name_en,
            Lang::Zh | Lang::En => &self.name,
        }
    }

    /// Stratum → ratio in basis points; of a published range its least.
    pub fn ratios(&self) -> BTreeMap<String, u32> {
        RiskClass::ALL
            .iter()
            .zip(self.mapped)
            .filter_map(|(class, place)| Some((class.as_str().to_owned(), self.classes.get(place)?.least)))
            .collect()
    }

    /// Everything that is wrong with it, by field; empty if it may be kept. That a riskier class has the
    /// smaller ratio is a warning and no refusal (`simulation::not_monotone`).
    pub fn check(&self) -> Vec<(ErrorCode, String)> {
        let mut problems = Vec::new();
        let mut text = |path: String, text: &str, longest: usize| match text.trim().chars().count() {
            0 => problems.push((ErrorCode::Required, path)),
            length if length > longest => problems.push((ErrorCode::TooLong, path)),
            _ => {}
        };
        text("name".into(), &self.name, LONGEST_NAME);
        for (index, class) in self.classes.iter().enumerate() {
            text(format!("classes.{index}.name"), &class.name, LONGEST_CLASS);
        }
        text("source".into(), &self.source, LONGEST_SOURCE);
        if self.name_en.trim().chars().count() > LONGEST_NAME {
            problems.push((ErrorCode::TooLong, "nameEn".into()));
        }
        if self.model().is_none() {
            problems.push((ErrorCode::OutOfRange, "classes".into()));
        }
        for (index, class) in self.classes.iter().enumerate() {
            if class.least > class.most || class.most > BASIS_POINTS {
                problems.push((ErrorCode::OutOfRange, format!("classes.{index}.ratio")));
            }
        }
        let inside = self.mapped.iter().all(|place| *place < self.classes.len());
        // A riskier class of ours is never put with a safer one of theirs.
        if !inside || self.mapped.windows(2).any(|pair| pair[1] < pair[0]) {
            problems.push((ErrorCode::OutOfRange, "mapped".into()));
        }
        if problems.is_empty() && self.ratios().values().all(|ratio| *ratio == 0) {
            problems.push((ErrorCode::OutOfRange, "classes".into()));
        }
        problems
    }

    /// Without white space around its words.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        for text in [&mut self.name, &mut self.name_en, &mut self.source] {
            *text = text.trim().to_owned();
        }
        for class in &mut self.classes {
            class.name = class.name.trim().to_owned();
        }
        self
    }
}

/// Ratios of a matrix as far as a cap allows them.
pub fn capped(ratios: &BTreeMap<String, u32>, cap_bp: Option<u32>) -> BTreeMap<String, u32> {
    let most = cap_bp.unwrap_or(BASIS_POINTS);
    ratios.iter().map(|(class, ratio)| (class.clone(), (*ratio).min(most))).collect()
}

/// Whether a line's ratios are others than its plan's matrix and the cap of its items give. A line that
/// checks everybody has none.
pub fn departs(line: &BTreeMap<String, u32>, matrix: &BTreeMap<String, u32>, cap_bp: Option<u32>) -> bool {
    !line.is_empty() && *line != capped(matrix, cap_bp)
}

/// Whether a line says why it departs from the matrix, if it does.
pub fn check_departure(departs: bool, reason: &str) -> Result<(), ErrorCode> {
    match reason.trim().chars().count() {
        0 if departs => Err(ErrorCode::ReasonRequired),
        length if length > 500 => Err(ErrorCode::TooLong),
        _ => Ok(()),
    }
}

/// Whether these are ratios by class at all: one ratio for all departs from any matrix.
pub fn is_by_class(ratios: &BTreeMap<String, u32>) -> bool {
    !ratios.is_empty() && !ratios.contains_key(ALL_STRATUM)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(ratios: &[u32], mapped: [usize; 4]) -> RatioMatrix {
        let class = |(place, ratio): (usize, &u32)| MatrixClass {
            name: format!("第{place}级"),
            least: *ratio,
            most: *ratio,
        };
        RatioMatrix {
            name: "某地".into(),
            name_en: String::new(),
            classes: ratios.iter().enumerate().map(class).collect(),
            mapped,
            source: "某文".into(),
        }
    }

    /// R16: five classes onto four, by an explicit mapping.
    #[test]
    fn four_and_five_classes() {
        let five = matrix(&[100, 400, 800, 2000, 10_000], [1, 2, 3, 4]);
        assert_eq!(five.model(), Some(ClassModel::Five));
        assert_eq!(five.ratios().into_values().collect::<Vec<_>>(), [400, 800, 2000, 10_000]);
        assert!(five.check().is_empty());
        let four = matrix(&[100, 200, 1000, 3000], [0, 1, 2, 3]);
        assert_eq!(four.model(), Some(ClassModel::Four));
        assert!(four.check().is_empty());
        assert_eq!((four.name(Lang::Zh), four.name(Lang::En)), ("某地", "某地"));
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let mut bad = matrix(&[100, 200, 1000], [0, 2, 1, 3]);
        bad.name = " ".into();
        bad.source = String::new();
        bad.classes[1].most = 100;
        let paths: Vec<String> = bad.check().into_iter().map(|(_, path)| path).collect();
        assert_eq!(paths, ["name", "source", "classes", "classes.1.ratio", "mapped"]);
        let nothing = matrix(&[0, 0, 0, 0], [0, 1, 2, 3]);
        assert_eq!(nothing.check(), [(ErrorCode::OutOfRange, "classes".to_owned())]);
    }

    #[test]
    fn a_line_follows_as_far_as_its_cap_allows() {
        let ratios = matrix(&[100, 200, 1000, 3000], [0, 1, 2, 3]).ratios();
        assert!(!departs(&ratios, &ratios, None));
        assert!(departs(&ratios, &ratios, Some(1000)));
        assert!(!departs(&capped(&ratios, Some(1000)), &ratios, Some(1000)));
        assert!(departs(&BTreeMap::from([(ALL_STRATUM.to_owned(), 500)]), &ratios, None));
        assert!(!departs(&BTreeMap::new(), &ratios, None), "everybody is checked");
        assert_eq!(check_departure(true, " "), Err(ErrorCode::ReasonRequired));
        assert_eq!(check_departure(false, ""), Ok(()));
        assert_eq!(check_departure(true, "企业少，按实际情况"), Ok(()));
        assert!(is_by_class(&ratios) && !is_by_class(&BTreeMap::new()));
    }
}
