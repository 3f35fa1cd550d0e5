//! A matrix of ratios as it is typed. Pure.

use shared::ErrorCode;
use shared::planning::{ClassModel, MatrixClass, RatioMatrix};

use super::model::basis_points;

/// A class as typed: name, least, most.
pub type TypedClass = [String; 3];

/// A matrix as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedMatrix {
    /// Code of a new one.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Code of the class model.
    pub model: String,
    /// Five classes; the last is not looked at where there are four.
    pub classes: [TypedClass; 5],
    /// Place of A to D among them, from 0.
    pub mapped: [String; 4],
    /// Source.
    pub source: String,
    /// Why.
    pub reason: String,
}

impl TypedMatrix {
    /// A new one of four classes.
    pub fn empty() -> Self {
        let class = |name: &str| [name.to_owned(), String::new(), String::new()];
        Self {
            code: String::new(),
            name: String::new(),
            name_en: String::new(),
            model: ClassModel::Four.as_str().to_owned(),
            classes: [class("A"), class("B"), class("C"), class("D"), class("")],
            mapped: ["0", "1", "2", "3"].map(str::to_owned),
            source: String::new(),
            reason: String::new(),
        }
    }

    /// How many classes there are.
    pub fn size(&self) -> usize {
        if self.model == ClassModel::Five.as_str() { 5 } else { 4 }
    }

    /// The matrix as the rules take it: no largest ratio means the smallest, and what is no ratio becomes one
    /// that is refused.
    pub fn content(&self) -> RatioMatrix {
        let ratio = |text: &str| basis_points(text).unwrap_or(u32::MAX);
        let classes = self.classes[..self.size()].iter().map(|[name, least, most]| MatrixClass {
            name: name.clone(),
            least: ratio(least),
            most: if most.trim().is_empty() { ratio(least) } else { ratio(most) },
        });
        let place = |text: &String| text.parse().unwrap_or(usize::MAX);
        let [a, b, c, d] = &self.mapped;
        RatioMatrix {
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            classes: classes.collect(),
            mapped: [place(a), place(b), place(c), place(d)],
            source: self.source.clone(),
        }
    }

    /// Everything that is wrong with it, by field.
    pub fn check(&self, is_new: bool) -> Vec<(ErrorCode, String)> {
        let mut problems = self.content().check();
        if is_new && self.code.trim().is_empty() {
            problems.insert(0, (ErrorCode::Required, "code".into()));
        }
        if self.reason.trim().is_empty() {
            problems.push((ErrorCode::ReasonRequired, "reason".into()));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_as_people_type_it() {
        let mut typed = TypedMatrix::empty();
        for (class, ratio) in typed.classes.iter_mut().zip(["1", "2", "10", "30"]) {
            class[1] = ratio.to_owned();
        }
        typed.classes[3][2] = "40".into();
        let content = typed.content();
        assert_eq!(content.classes.len(), 4);
        assert_eq!((content.classes[0].most, content.classes[3].most), (100, 4000));
        assert_eq!(content.ratios().into_values().collect::<Vec<_>>(), [100, 200, 1000, 3000]);
        let paths: Vec<String> = typed.check(true).into_iter().map(|(_, path)| path).collect();
        assert_eq!(paths, ["code", "name", "source", "reason"]);
        typed.classes[1][1] = "很多".into();
        assert!(typed.check(true).iter().any(|(_, path)| path == "classes.1.ratio"));
    }
}
