//! From lines and subjects to the frame of a wave: which door belongs to which task and stratum.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::exclusion::{Excluded, FrameRule};
use super::line::{DrawMode, stratum};
use super::scope::{Scope, SubjectFacts};
use crate::draw::{Frame, FrameBuilder, FrameError};
use crate::registry::RiskClass;

/// What a line asks of the population.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePopulation {
    /// Identifier of the task.
    pub task: String,
    /// Whom it is about.
    pub scope: Scope,
    /// Stratum → ratio in basis points.
    pub ratios: BTreeMap<String, u32>,
    /// How doors are chosen.
    pub draw_mode: DrawMode,
    /// Tags of its joint items; an item without a tag is for everybody.
    pub item_tags: Vec<Option<String>>,
    /// Whether somebody goes through the door: subjects without one are left out.
    pub opens_door: bool,
}

/// A subject at its door.
#[derive(Debug, Clone)]
pub struct SubjectAt<'a> {
    /// Identifier of the door.
    pub site: &'a str,
    /// The subject has no door.
    pub off_site: bool,
    /// What scopes ask.
    pub facts: SubjectFacts<'a>,
}

impl LinePopulation {
    /// Whether the subject is checked when its door is drawn for this line.
    pub fn includes(&self, subject: &SubjectAt<'_>) -> bool {
        let has_item = self.item_tags.iter().any(|tag| tag_applies(tag.as_deref(), subject.facts.tags));
        has_item && !(self.opens_door && subject.off_site) && self.scope.matches(&subject.facts)
    }
}

/// Whether an item with this tag is about a subject with these tags.
pub fn tag_applies(tag: Option<&str>, tags: &[String]) -> bool {
    tag.is_none_or(|tag| tags.iter().any(|known| known == tag))
}

/// The frame of a wave. A door's stratum for a task is the highest risk class of its subjects in scope.
pub fn build_frame<'a>(
    lines: &[LinePopulation],
    subjects: impl IntoIterator<Item = SubjectAt<'a>>,
) -> Result<Frame, FrameError> {
    build_ruled_frame(lines, subjects, |_, _| None).map(|(frame, _)| frame)
}

/// The same by frame rules: `rule` says which of them leaves a door out of the line with this index. With
/// the frame comes what was left out.
pub fn build_ruled_frame<'a>(
    lines: &[LinePopulation],
    subjects: impl IntoIterator<Item = SubjectAt<'a>>,
    rule: impl Fn(usize, &str) -> Option<FrameRule>,
) -> Result<(Frame, Excluded), FrameError> {
    let mut doors: BTreeMap<&str, BTreeMap<usize, RiskClass>> = BTreeMap::new();
    for subject in subjects {
        for (index, line) in lines.iter().enumerate() {
            if line.includes(&subject) {
                let class = subject.facts.risk_class;
                let known = doors.entry(subject.site).or_default().entry(index).or_insert(class);
                *known = class.max(*known);
            }
        }
    }
    let mut builder = FrameBuilder::new();
    let mut excluded = Excluded::new();
    for (site, cells) in &mut doors {
        cells.retain(|index, _| {
            let rule = rule(*index, site);
            if let Some(rule) = rule {
                *excluded.entry(lines[*index].task.clone()).or_default().entry(rule).or_default() += 1;
            }
            rule.is_none()
        });
        if cells.is_empty() {
            continue;
        }
        let cells = cells.iter().map(|(index, class)| {
            let line = &lines[*index];
            (line.task.as_str(), stratum(&line.ratios, *class))
        });
        builder.add(site, cells)?;
    }
    Ok((builder.build()?, excluded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::DivisionCode;
    use crate::registry::SubjectKind;

    fn line(task: &str, tags: &[&str], ratios: &[(&str, u32)]) -> LinePopulation {
        LinePopulation {
            task: task.into(),
            scope: Scope { tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), ..Scope::default() },
            ratios: ratios.iter().map(|(name, ratio)| ((*name).to_owned(), *ratio)).collect(),
            draw_mode: DrawMode::Srs,
            item_tags: tags.iter().map(|tag| Some((*tag).to_owned())).collect(),
            opens_door: true,
        }
    }

    #[test]
    fn a_door_takes_the_highest_class_of_its_subjects_in_scope() {
        let town = DivisionCode::parse("410481102").unwrap();
        let food = ["餐饮".to_owned()];
        let both = ["餐饮".to_owned(), "住宿".to_owned()];
        let at = |site, tags, risk_class, off_site| SubjectAt {
            site,
            off_site,
            facts: SubjectFacts { kind: SubjectKind::Enterprise, located_in: &town, tags, risk_class },
        };
        let classes = [("A", 1), ("B", 1), ("C", 1), ("D", 1)];
        let lines = [line("T1", &["餐饮"], &classes), line("T2", &["住宿"], &[("ALL", 500)])];
        let subjects = [
            at("S1", &food[..], RiskClass::A, false),
            at("S1", &both[..], RiskClass::C, false),
            at("S2", &[][..], RiskClass::D, false),
            at("S3", &food[..], RiskClass::B, true),
        ];
        let frame = build_frame(&lines, subjects).unwrap();
        assert_eq!(frame.len(), 1, "no tag, no door: left out");
        assert_eq!((frame.site(0), frame.cell_text(0)), ("S1", "T1:C,T2:ALL"));
    }

    /// A rule takes a door out of a task, not out of the wave, and is counted.
    #[test]
    fn what_a_rule_leaves_out_is_counted() {
        let town = DivisionCode::parse("410481102").unwrap();
        let both = ["餐饮".to_owned(), "住宿".to_owned()];
        let at = |site| SubjectAt {
            site,
            off_site: false,
            facts: SubjectFacts {
                kind: SubjectKind::Enterprise,
                located_in: &town,
                tags: &both,
                risk_class: RiskClass::A,
            },
        };
        let lines = [line("T1", &["餐饮"], &[("ALL", 500)]), line("T2", &["住宿"], &[("ALL", 500)])];
        let rule = |line, site: &str| match (line, site) {
            (0, "S1") | (_, "S2") => Some(FrameRule::BodyCap),
            (1, "S3") => Some(FrameRule::RecentVisit),
            _ => None,
        };
        let (frame, excluded) = build_ruled_frame(&lines, [at("S1"), at("S2"), at("S3")], rule).unwrap();
        assert_eq!((frame.len(), frame.cell_text(0), frame.cell_text(1)), (2, "T2:ALL", "T1:ALL"));
        let counts =
            |task: &str| excluded[task].iter().map(|(rule, count)| (*rule, *count)).collect::<Vec<_>>();
        assert_eq!(counts("T1"), [(FrameRule::BodyCap, 2)]);
        assert_eq!(counts("T2"), [(FrameRule::BodyCap, 1), (FrameRule::RecentVisit, 1)]);
    }
}
