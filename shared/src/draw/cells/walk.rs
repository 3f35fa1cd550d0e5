//! The walk from fractions to whole numbers.

use super::entry::{Entry, Group, List, NEAR, State, start};
use super::line::{Column, Rates, reduce};

/// Says whether to go forth, given the ways forth and back: with chance back ÷ (forth + back).
pub(crate) type Lot<'a> = dyn FnMut(f64, f64) -> bool + 'a;

struct Walk {
    groups: Vec<Vec<Entry>>,
    /// The largest fraction of a group, where some are tied to it.
    levels: Vec<Option<f64>>,
    /// Entity of each group's first entry; the entities of whole groups come before all of them.
    offsets: Vec<usize>,
    /// Entity → (group, entry); no entry for the entity of a whole group.
    places: Vec<(usize, Option<usize>)>,
    lists: usize,
}

/// Whole numbers of doors, by group in the order of its lists.
pub(crate) fn round(groups: &[Group], lists: &[List], lot: &mut Lot<'_>) -> Vec<Vec<u64>> {
    let mut walk = Walk::new(groups, lists);
    loop {
        walk.run(lot);
        if !walk.let_go() {
            break;
        }
    }
    walk.groups.iter().map(|entries| entries.iter().map(Entry::count).collect()).collect()
}

impl Walk {
    fn new(groups: &[Group], lists: &[List]) -> Self {
        let mut walk = Self {
            groups: Vec::with_capacity(groups.len()),
            levels: Vec::with_capacity(groups.len()),
            offsets: Vec::with_capacity(groups.len()),
            places: (0..groups.len()).map(|group| (group, None)).collect(),
            lists: lists.len(),
        };
        for (index, group) in groups.iter().enumerate() {
            let (entries, level) = start(group, lists);
            walk.offsets.push(walk.places.len());
            walk.places.extend((0..entries.len()).map(|entry| (index, Some(entry))));
            walk.groups.push(entries);
            walk.levels.push(level);
        }
        walk
    }

    /// Walks until the columns of all that can move are independent.
    fn run(&mut self, lot: &mut Lot<'_>) {
        let mut stack: Vec<Column> = Vec::new();
        let mut entity = 0;
        while entity < self.places.len() {
            if self.moves(entity) {
                match reduce(entity, self.column(entity), &stack) {
                    Ok(column) => stack.push(column),
                    Err(rates) => {
                        // The columns before the first that changed are what they were.
                        entity = self.go(&rates, lot);
                        stack.truncate(stack.partition_point(|column| column.entity < entity));
                        continue;
                    }
                }
            }
            entity += 1;
        }
    }

    fn moves(&self, entity: usize) -> bool {
        match self.places[entity] {
            (group, None) => self.levels[group].is_some(),
            (group, Some(entry)) => self.groups[group][entry].moves(),
        }
    }

    fn column(&self, entity: usize) -> Vec<f64> {
        let mut sums = vec![0.0; self.lists];
        let (group, entry) = self.places[entity];
        match entry {
            Some(entry) => sums[self.groups[group][entry].list] = 1.0,
            None => {
                let tied = self.groups[group].iter().filter(|entry| entry.state == State::Tied);
                tied.for_each(|entry| sums[entry.list] = 1.0);
            }
        }
        sums
    }

    /// One step along a line; the first entity whose column is another now.
    fn go(&mut self, rates: &Rates, lot: &mut Lot<'_>) -> usize {
        let (forth, back) = (self.room(rates, 1.0), self.room(rates, -1.0));
        let step = if lot(forth, back) { forth } else { -back };
        for (entity, rate) in rates {
            match self.places[*entity] {
                (group, Some(entry)) => self.groups[group][entry].fraction += step * rate,
                (group, None) => {
                    if let Some(level) = &mut self.levels[group] {
                        *level += step * rate;
                    }
                }
            }
        }
        // An entity at a bound is settled, so there always is one.
        let changed = rates.iter().map(|(entity, _)| self.settle(self.places[*entity].0)).min();
        changed.unwrap_or(usize::MAX)
    }

    /// How far the line goes in a direction, 1 or −1.
    fn room(&self, rates: &Rates, direction: f64) -> f64 {
        let speed_of = |entity: usize| {
            let found = rates.binary_search_by_key(&entity, |(known, _)| *known);
            found.map_or(0.0, |place| rates[place].1 * direction)
        };
        let mut room = f64::INFINITY;
        let mut bound = |distance: f64, speed: f64| {
            if speed > 0.0 && distance / speed < room {
                room = distance / speed;
            }
        };
        for (entity, rate) in rates {
            let speed = rate * direction;
            let (group, entry) = self.places[*entity];
            let level = self.levels[group];
            let (value, below) = entry.map_or((level.unwrap_or(0.0), false), |entry| {
                let entry = &self.groups[group][entry];
                (entry.fraction, entry.state == State::Under)
            });
            bound(value, -speed);
            if !below {
                bound(1.0 - value, speed);
            }
            if let Some(level) = level {
                for (place, other) in self.groups[group].iter().enumerate() {
                    if other.state == State::Under {
                        let nearer = speed_of(self.offsets[group] + place) - speed_of(group);
                        bound(level - other.fraction, nearer);
                    }
                }
            }
        }
        room
    }

    /// What has come to a bound stays there; the group's first entity whose column is another now.
    fn settle(&mut self, group: usize) -> usize {
        let mut changed = usize::MAX;
        let (offset, entries) = (self.offsets[group], &mut self.groups[group]);
        if let Some(level) = self.levels[group] {
            for entry in entries.iter_mut().filter(|entry| entry.state == State::Under) {
                if level - entry.fraction <= NEAR {
                    entry.state = State::Tied;
                    changed = group;
                }
            }
            if level <= NEAR || level >= 1.0 - NEAR {
                changed = group;
                self.levels[group] = None;
                for entry in entries.iter_mut() {
                    match entry.state {
                        State::Tied => entry.end(level),
                        State::Under => entry.state = State::Alone,
                        State::Done | State::Alone => {}
                    }
                }
            }
        }
        for (place, entry) in entries.iter_mut().enumerate() {
            if entry.moves() && (entry.fraction <= NEAR || entry.fraction >= 1.0 - NEAR) {
                entry.end(entry.fraction);
                changed = changed.min(offset + place);
            }
        }
        changed
    }

    /// Lets a group go: its fractions are bound by nothing but 0 and 1 from now on. It is the one where
    /// least can be lost, for the number tied: that has the smallest (1 − level) ÷ tied. False if there
    /// is none.
    fn let_go(&mut self) -> bool {
        let mut cheapest: Option<(f64, usize, f64)> = None;
        for (group, level) in self.levels.iter().enumerate() {
            let Some(level) = *level else { continue };
            let tied = self.groups[group].iter().filter(|entry| entry.state == State::Tied);
            let price = (1.0 - level) / tied.map(|_| 1.0).sum::<f64>();
            if cheapest.is_none_or(|(least, ..)| price < least) {
                cheapest = Some((price, group, level));
            }
        }
        let Some((_, group, level)) = cheapest else { return false };
        self.levels[group] = None;
        for entry in &mut self.groups[group] {
            if entry.state == State::Tied {
                entry.fraction = level;
            }
            if entry.state != State::Done {
                entry.state = State::Alone;
            }
        }
        true
    }
}
