//! What stands in the office's table beside a line, and what its people have chosen.

use std::collections::BTreeMap;

use shared::registry::RiskClass;
use shared::simulation::{Added, Outlook, Warning};

/// What a line means in its plan.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueFigure {
    /// Doors in scope.
    pub doors: u64,
    /// Doors to be drawn.
    pub checks: u64,
    /// What it adds to the others.
    pub added: Added,
    /// What to look at.
    pub warnings: Vec<QueueWarning>,
}

/// Something the office should look at before it decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum QueueWarning {
    /// So many doors come over the cap of all departments.
    CapOfAll(f64),
    /// So many doors come over the cap of one department.
    CapOfOne(f64),
    /// A ratio is above the cap of its items.
    Ratio,
    /// A riskier class has a smaller ratio: safer class, riskier class.
    NotMonotone(RiskClass, RiskClass),
    /// Nobody is in scope.
    Nobody,
    /// Everything rounds to nobody.
    NothingDrawn,
    /// Holidays and quiet days leave no day.
    NoOpenDay,
}

/// Fewer doors than this are noise of the trials.
const NOTEWORTHY: f64 = 0.05;

/// What stands beside a line, from the outlook of its plan with all lines.
pub fn figure_of(line: &str, whole: &Outlook, added: Added, over_ratio: bool) -> Option<QueueFigure> {
    let own = whole.lines.iter().find(|one| one.line == line)?;
    let mut warnings = Vec::new();
    if over_ratio {
        warnings.push(QueueWarning::Ratio);
    }
    if added.over_combined >= NOTEWORTHY {
        warnings.push(QueueWarning::CapOfAll(added.over_combined));
    }
    if added.over_body >= NOTEWORTHY {
        warnings.push(QueueWarning::CapOfOne(added.over_body));
    }
    warnings.extend(whole.warnings.iter().filter_map(|warning| match warning {
        Warning::NotMonotone { line: of, lower, higher } if of == line => {
            Some(QueueWarning::NotMonotone(*lower, *higher))
        }
        Warning::Nobody { line: of } if of == line => Some(QueueWarning::Nobody),
        Warning::NothingDrawn { line: of } if of == line => Some(QueueWarning::NothingDrawn),
        Warning::NoOpenDay { line: of } if of == line => Some(QueueWarning::NoOpenDay),
        _ => None,
    }));
    Some(QueueFigure { doors: own.doors, checks: own.checks, added, warnings })
}

/// What somebody has chosen for a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Forward or back; nothing yet.
    pub accept: Option<bool>,
    /// Why back.
    pub reason: String,
}

/// How many lines go forward and back.
pub fn tally(choices: &BTreeMap<String, Choice>) -> (usize, usize) {
    let count = |wanted| choices.values().filter(|choice| choice.accept == Some(wanted)).count();
    (count(true), count(false))
}

/// The place of a line in what was sent → whether an error at this path is about it.
pub fn is_about(path: &str, place: usize) -> bool {
    let own = format!("lines.{place}");
    path == own || path.strip_prefix(&own).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_find_their_line() {
        assert!(is_about("lines.1", 1) && is_about("lines.1.reason", 1));
        assert!(!is_about("lines.12.reason", 1) && !is_about("lines", 1));
    }

    #[test]
    fn choices_are_counted() {
        let choice = |accept| Choice { accept, reason: String::new() };
        let choices = BTreeMap::from([
            ("a".to_owned(), choice(Some(true))),
            ("b".to_owned(), choice(Some(false))),
            ("c".to_owned(), choice(None)),
        ]);
        assert_eq!(tally(&choices), (1, 1));
    }
}
