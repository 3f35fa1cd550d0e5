//! A population without names: doors with like subjects are counted, not listed.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::code::DivisionCode;
use crate::planning::{SubjectAt, SubjectFacts};
use crate::registry::{RiskClass, SubjectKind};

/// The doors of a division, as far as plans can tell them apart. Thousands of doors become hundreds of
/// groups; no firm can be recognised in it, so it may leave the server.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Every tag, in byte order.
    tags: Vec<String>,
    /// Every town, in byte order.
    towns: Vec<DivisionCode>,
    /// Subjects that scopes cannot tell apart.
    profiles: Vec<Profile>,
    /// Doors whose subjects have the same profiles.
    groups: Vec<DoorGroup>,
}

/// What scopes ask of a subject, by index into the lists of the population.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Profile {
    #[serde(rename = "k")]
    kind: SubjectKind,
    #[serde(rename = "w")]
    town: u32,
    #[serde(rename = "t")]
    tags: Vec<u32>,
    #[serde(rename = "c")]
    class: RiskClass,
    #[serde(rename = "o")]
    off_site: bool,
    /// How many subjects are like this; not part of what makes profiles equal while they are collected.
    #[serde(rename = "n")]
    subjects: u64,
}

/// Doors with subjects of the same profiles (by index, ascending, each once).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct DoorGroup {
    #[serde(rename = "p")]
    pub(super) profiles: Vec<u32>,
    #[serde(rename = "n")]
    pub(super) doors: u64,
}

impl Population {
    /// Counts subjects at their doors; the order they come in makes no difference.
    pub fn of<'a>(subjects: impl IntoIterator<Item = SubjectAt<'a>>) -> Self {
        let mut collected = Collected::default();
        let mut at_doors: Vec<(&str, u32)> =
            subjects.into_iter().map(|subject| (subject.site, collected.profile(&subject))).collect();
        at_doors.sort_unstable();
        let (order, mut population) = collected.into_population();
        let mut groups: HashMap<Vec<u32>, u64> = HashMap::new();
        for door in at_doors.chunk_by(|one, two| one.0 == two.0) {
            let mut profiles: Vec<u32> = door.iter().map(|(_, profile)| order[*profile as usize]).collect();
            profiles.sort_unstable();
            profiles.dedup();
            *groups.entry(profiles).or_default() += 1;
        }
        population.groups =
            groups.into_iter().map(|(profiles, doors)| DoorGroup { profiles, doors }).collect();
        population.groups.sort_unstable();
        population
    }

    /// All doors.
    pub fn doors(&self) -> u64 {
        self.groups.iter().map(|group| group.doors).sum()
    }

    /// All subjects.
    pub fn subjects(&self) -> u64 {
        self.profiles.iter().map(|profile| profile.subjects).sum()
    }

    /// Every tag some subject has, in byte order.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Whether its indices point where they should: it may come over a wire.
    pub fn is_sound(&self) -> bool {
        let fits = |index: u32, len: usize| (index as usize) < len;
        self.profiles.iter().all(|profile| {
            fits(profile.town, self.towns.len()) && profile.tags.iter().all(|tag| fits(*tag, self.tags.len()))
        }) && self.groups.iter().all(|group| {
            !group.profiles.is_empty()
                && group.profiles.iter().all(|profile| fits(*profile, self.profiles.len()))
        })
    }

    pub(super) fn groups(&self) -> &[DoorGroup] {
        &self.groups
    }

    /// Runs over the profiles as a scope sees them, with how many subjects each has.
    pub(super) fn each_profile(&self, mut visit: impl FnMut(&SubjectAt<'_>, u64)) {
        let mut tags: Vec<String> = Vec::new();
        for profile in &self.profiles {
            tags.clear();
            tags.extend(profile.tags.iter().map(|tag| self.tags[*tag as usize].clone()));
            let facts = SubjectFacts {
                kind: profile.kind,
                located_in: &self.towns[profile.town as usize],
                tags: &tags,
                risk_class: profile.class,
            };
            visit(&SubjectAt { site: "", off_site: profile.off_site, facts }, profile.subjects);
        }
    }

    /// The highest risk class at a door of the group.
    pub(super) fn class_of(&self, group: &DoorGroup) -> RiskClass {
        group
            .profiles
            .iter()
            .map(|profile| self.profiles[*profile as usize].class)
            .max()
            .unwrap_or(RiskClass::A)
    }
}

/// Lists while they grow, in the order of first sight.
#[derive(Default)]
struct Collected {
    tags: HashMap<String, u32>,
    towns: HashMap<DivisionCode, u32>,
    profiles: HashMap<Profile, u32>,
    counts: Vec<u64>,
    scratch: Vec<u32>,
}

impl Collected {
    fn profile(&mut self, subject: &SubjectAt<'_>) -> u32 {
        self.scratch.clear();
        for tag in subject.facts.tags {
            self.scratch.push(index_of(&mut self.tags, tag.as_str(), str::to_owned));
        }
        self.scratch.sort_unstable();
        self.scratch.dedup();
        let profile = Profile {
            kind: subject.facts.kind,
            town: index_of(&mut self.towns, subject.facts.located_in, Clone::clone),
            tags: std::mem::take(&mut self.scratch),
            class: subject.facts.risk_class,
            off_site: subject.off_site,
            subjects: 0,
        };
        let next = u32::try_from(self.profiles.len()).unwrap_or(u32::MAX);
        let index = if let Some(known) = self.profiles.get(&profile) {
            self.scratch = profile.tags;
            *known
        } else {
            self.profiles.insert(profile, next);
            self.counts.push(0);
            next
        };
        self.counts[index as usize] += 1;
        index
    }

    /// Everything sorted, with the new place of each profile.
    fn into_population(self) -> (Vec<u32>, Population) {
        let (tags, new_tag) = sorted(self.tags);
        let (towns, new_town) = sorted(self.towns);
        let mut profiles: Vec<(Profile, u32)> = self.profiles.into_iter().collect();
        for (profile, index) in &mut profiles {
            profile.town = new_town[profile.town as usize];
            profile.tags.iter_mut().for_each(|tag| *tag = new_tag[*tag as usize]);
            profile.tags.sort_unstable();
            profile.subjects = self.counts[*index as usize];
        }
        profiles.sort_unstable();
        let mut order = vec![0; profiles.len()];
        for (place, (_, index)) in (0_u32..).zip(&profiles) {
            order[*index as usize] = place;
        }
        let profiles = profiles.into_iter().map(|(profile, _)| profile).collect();
        (order, Population { tags, towns, profiles, groups: Vec::new() })
    }
}

fn index_of<K, Q>(known: &mut HashMap<K, u32>, key: &Q, own: impl FnOnce(&Q) -> K) -> u32
where
    K: std::borrow::Borrow<Q> + Eq + std::hash::Hash,
    Q: Eq + std::hash::Hash + ?Sized,
{
    if let Some(index) = known.get(key) {
        return *index;
    }
    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
    known.insert(own(key), next);
    next
}

/// The keys in order, and the new place of each old index.
fn sorted<K: Ord>(known: HashMap<K, u32>) -> (Vec<K>, Vec<u32>) {
    let mut pairs: Vec<(K, u32)> = known.into_iter().collect();
    pairs.sort_unstable();
    let mut places = vec![0; pairs.len()];
    for (place, (_, index)) in (0_u32..).zip(&pairs) {
        places[*index as usize] = place;
    }
    (pairs.into_iter().map(|(key, _)| key).collect(), places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_doors_are_counted_and_order_makes_no_difference() {
        let towns = ["410481102", "410481100"].map(|code| DivisionCode::parse(code).unwrap());
        let food = ["餐饮".to_owned(), "住宿".to_owned()];
        let mut subjects: Vec<SubjectAt<'_>> = Vec::new();
        for (site, town, tags, class) in [
            ("S1", 0, &food[..], RiskClass::A),
            ("S2", 0, &food[..], RiskClass::A),
            ("S3", 1, &[][..], RiskClass::C),
            ("S3", 0, &food[1..], RiskClass::A),
            ("S3", 0, &food[1..], RiskClass::A),
        ] {
            let facts = SubjectFacts {
                kind: SubjectKind::Enterprise,
                located_in: &towns[town],
                tags,
                risk_class: class,
            };
            subjects.push(SubjectAt { site, off_site: false, facts });
        }
        let population = Population::of(subjects.iter().cloned());
        assert_eq!((population.doors(), population.subjects(), population.groups().len()), (3, 5, 2));
        assert_eq!(population.tags(), ["住宿", "餐饮"]);
        assert!(population.is_sound());
        subjects.reverse();
        assert_eq!(Population::of(subjects), population);
        let classes: Vec<_> = population.groups().iter().map(|group| population.class_of(group)).collect();
        assert!(classes.contains(&RiskClass::C), "the highest class of the door's subjects");
        let wire = serde_json::to_string(&population).unwrap();
        assert_eq!(serde_json::from_str::<Population>(&wire).unwrap(), population);
        assert!(!serde_json::from_str::<Population>(&wire.replace("\"w\":1", "\"w\":9")).unwrap().is_sound());
    }
}
