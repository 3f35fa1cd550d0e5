//! Lists of one draw that share their doors out by groups (`cells`), drawn anew.

use std::collections::BTreeMap;

use super::history::History;
use crate::draw::cells::{Group, List, round};
use crate::draw::unit;

/// Of a group: for each of its units the places in the group's lists, in their order.
type Members = Vec<Vec<u32>>;

/// The lists of one draw that were drawn together.
pub struct Together {
    /// Which series of the history.
    series: Vec<usize>,
    lists: Vec<List>,
    groups: Vec<Group>,
    members: Vec<Members>,
}

impl Together {
    /// Those of every draw.
    pub fn all(history: &History) -> Vec<Self> {
        let mut draws: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, series) in history.series.iter().enumerate().filter(|(_, series)| series.together) {
            draws.entry(series.draw).or_default().push(place);
        }
        draws.into_values().map(|series| Self::of(history, series)).collect()
    }

    fn of(history: &History, series: Vec<usize>) -> Self {
        let own = |place: &usize| &history.series[*place];
        let list = |place| {
            let series = own(place);
            List { doors: series.units.len() as u64, quota: series.quota() as u64 }
        };
        let lists = series.iter().map(list).collect();
        let mut places: BTreeMap<u32, (Vec<usize>, Vec<u32>)> = BTreeMap::new();
        for (list, place) in series.iter().enumerate() {
            for (unit, position) in own(place).units.iter().zip(0..) {
                let known = places.entry(*unit).or_default();
                known.0.push(list);
                known.1.push(position);
            }
        }
        let mut alike: BTreeMap<Vec<usize>, Members> = BTreeMap::new();
        for (lists, positions) in places.into_values() {
            alike.entry(lists).or_default().push(positions);
        }
        let (mut groups, mut members) = (Vec::new(), Vec::new());
        for (lists, own) in alike {
            groups.push(Group { doors: own.len() as u64, lists });
            members.push(own);
        }
        Self { series, lists, groups, members }
    }

    /// Draws once more, by numbers that are asked for one after the other, and marks who is drawn.
    pub fn draw(&self, mut number: impl FnMut() -> u64, drawn: &mut [Vec<bool>]) {
        self.series.iter().for_each(|place| drawn[*place].fill(false));
        let mut lot = |forth: f64, back: f64| unit(number()) * (forth + back) < back;
        let counts = round(&self.groups, &self.lists, &mut lot);
        let mut ranked = Vec::new();
        for ((group, members), counts) in self.groups.iter().zip(&self.members).zip(counts) {
            ranked.clear();
            ranked.extend(members.iter().map(|positions| (number(), positions)));
            ranked.sort_unstable();
            for (entry, (list, count)) in group.lists.iter().zip(counts).enumerate() {
                let count = usize::try_from(count).unwrap_or(usize::MAX).min(ranked.len());
                for (_, positions) in &ranked[..count] {
                    drawn[self.series[*list]][positions[entry] as usize] = true;
                }
            }
        }
    }
}
