//! Collecting the doors of a frame. The names stand in one buffer from the beginning, and equal sets of
//! cells are kept once: ten million doors take little more than their names.

use std::collections::BTreeMap;

use super::cores;
use super::frame::{Cell, Frame, FrameError, Pattern};
use crate::code::is_identifier;

/// A checked set of cells; of use only with the builder that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellSet(u32);

/// Task and stratum, as written.
type Pairs = Vec<(String, String)>;

/// Collects doors in any order.
#[derive(Debug, Clone, Default)]
pub struct FrameBuilder {
    names: String,
    ends: Vec<u32>,
    set_of: Vec<u32>,
    /// Some name is not larger than the one before it.
    unordered: bool,
    sets: BTreeMap<Pairs, u32>,
    /// Sets by how they were once given: how many cells, and their text. Names with the separator inside
    /// would make more of it than the number allows, so two ways of writing are never taken for one.
    given: BTreeMap<(usize, String), u32>,
    scratch: String,
}

impl FrameBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a door with its cells as `(task, stratum)`, in any order.
    pub fn add<'a>(
        &mut self,
        site: &str,
        cells: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), FrameError> {
        check_site(site)?;
        let set = self.find_set(site, cells)?;
        self.push(site, set)
    }

    /// Checks a set of cells once, for [`FrameBuilder::add_with`].
    pub fn cell_set<'a>(
        &mut self,
        cells: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<CellSet, FrameError> {
        self.cell_set_of("*", cells)
    }

    /// The same, naming a door that has them where they are wrong.
    pub(super) fn cell_set_of<'a>(
        &mut self,
        site: &str,
        cells: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<CellSet, FrameError> {
        self.find_set(site, cells).map(CellSet)
    }

    /// Adds a door with a set of cells this builder has checked.
    pub fn add_with(&mut self, site: &str, set: CellSet) -> Result<(), FrameError> {
        check_site(site)?;
        if set.0 as usize >= self.sets.len() {
            return Err(FrameError::NoCell(site.to_owned()));
        }
        self.push(site, set.0)
    }

    /// Adds everything another builder has collected, so that several may collect at once.
    pub fn append(&mut self, other: Self) -> Result<(), FrameError> {
        let mut renumbered = vec![0; other.sets.len()];
        for (pairs, number) in other.sets {
            renumbered[number as usize] = number_of(&mut self.sets, pairs)?;
        }
        let before = u32::try_from(self.names.len()).map_err(|_| FrameError::TooLarge)?;
        let total = self.names.len() + other.names.len();
        u32::try_from(total).map_err(|_| FrameError::TooLarge)?;
        let first = other.ends.first().map(|end| &other.names[..*end as usize]);
        self.unordered |= other.unordered || first.is_some_and(|first| !self.comes_last(first));
        if self.ends.is_empty() {
            (self.names, self.ends) = (other.names, other.ends);
        } else {
            self.names.push_str(&other.names);
            self.ends.extend(other.ends.iter().map(|end| end + before));
        }
        self.set_of.extend(other.set_of.iter().map(|set| renumbered[*set as usize]));
        Ok(())
    }

    /// Makes room for so many doors whose names have so many bytes together.
    pub fn reserve(&mut self, doors: usize, bytes: usize) {
        self.names.reserve(bytes);
        self.ends.reserve(doors);
        self.set_of.reserve(doors);
    }

    fn find_set<'a>(
        &mut self,
        site: &str,
        cells: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<u32, FrameError> {
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for (task, stratum) in cells {
            for part in [task, ":", stratum, ","] {
                text.push_str(part);
            }
            pairs.push((task, stratum));
        }
        let given = (pairs.len(), text);
        if let Some(set) = self.given.get(&given) {
            let set = *set;
            self.scratch = given.1;
            return Ok(set);
        }
        let set = number_of(&mut self.sets, check_cells(site, &pairs)?)?;
        self.given.insert(given, set);
        Ok(set)
    }

    fn push(&mut self, site: &str, set: u32) -> Result<(), FrameError> {
        self.unordered = self.unordered || !self.comes_last(site);
        let end = u32::try_from(self.names.len() + site.len()).map_err(|_| FrameError::TooLarge)?;
        self.names.push_str(site);
        self.ends.push(end);
        self.set_of.push(set);
        Ok(())
    }

    fn name(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.names[start..self.ends[index] as usize]
    }

    fn comes_last(&self, site: &str) -> bool {
        self.ends.is_empty() || self.name(self.ends.len() - 1) < site
    }

    /// Sorts and seals the frame. Doors that came in their order are not moved at all.
    pub fn build(mut self) -> Result<Frame, FrameError> {
        u32::try_from(self.ends.len()).map_err(|_| FrameError::TooLarge)?;
        if self.unordered {
            self.sort()?;
        }
        let (tasks, strata) = (self.column(|(task, _)| task), self.column(|(_, stratum)| stratum));
        let mut patterns = vec![Pattern { cells: Vec::new(), text: String::new() }; self.sets.len()];
        for (pairs, number) in &self.sets {
            let pattern = &mut patterns[*number as usize];
            for (task, stratum) in pairs {
                pattern
                    .cells
                    .push(Cell { task: index_of(&tasks, task)?, stratum: index_of(&strata, stratum)? });
            }
            pattern.text =
                pairs.iter().map(|(task, stratum)| format!("{task}:{stratum}")).collect::<Vec<_>>().join(",");
        }
        Ok(Frame { names: self.names, ends: self.ends, pattern_of: self.set_of, patterns, tasks, strata })
    }

    fn column(&self, pick: fn(&(String, String)) -> &String) -> Vec<String> {
        let mut list: Vec<String> = self.sets.keys().flatten().map(|pair| pick(pair).clone()).collect();
        list.sort_unstable();
        list.dedup();
        list
    }

    fn sort(&mut self) -> Result<(), FrameError> {
        let doors = u32::try_from(self.ends.len()).map_err(|_| FrameError::TooLarge)?;
        let shared = self.common_prefix();
        let mut order: Vec<(u64, u32)> =
            (0..doors).map(|door| (head(&self.name(door as usize)[shared..]), door)).collect();
        cores::sort(&mut order, |one, two| {
            one.0.cmp(&two.0).then_with(|| self.name(one.1 as usize).cmp(self.name(two.1 as usize)))
        });
        let mut sorted = Self { sets: std::mem::take(&mut self.sets), ..Self::default() };
        sorted.reserve(self.ends.len(), self.names.len());
        for (_, door) in order {
            let name = self.name(door as usize);
            if !sorted.comes_last(name) {
                return Err(FrameError::DuplicateSite(name.to_owned()));
            }
            sorted.push(name, self.set_of[door as usize])?;
        }
        *self = sorted;
        Ok(())
    }

    /// How many bytes all names begin with alike: what the smallest and the largest have in common.
    fn common_prefix(&self) -> usize {
        let Some(first) = (!self.ends.is_empty()).then(|| self.name(0)) else { return 0 };
        let (least, most) = (0..self.ends.len())
            .map(|door| self.name(door))
            .fold((first, first), |(least, most), name| (least.min(name), most.max(name)));
        least.bytes().zip(most.bytes()).take_while(|(one, two)| one == two).count()
    }
}

/// The first eight bytes as a number that sorts like them.
fn head(name: &str) -> u64 {
    name.bytes().chain(std::iter::repeat(0)).take(8).fold(0, |head, byte| head << 8 | u64::from(byte))
}

fn check_site(site: &str) -> Result<(), FrameError> {
    if is_identifier(site) { Ok(()) } else { Err(FrameError::Identifier(site.to_owned())) }
}

/// The cells in the order they are written in.
fn check_cells(site: &str, given: &[(&str, &str)]) -> Result<Pairs, FrameError> {
    let mut cells: Pairs =
        given.iter().map(|(task, stratum)| ((*task).to_owned(), (*stratum).to_owned())).collect();
    // The separator sorts between the characters of identifiers, so compare as written.
    cells.sort_by_key(|(task, stratum)| format!("{task}:{stratum}"));
    if cells.is_empty() {
        return Err(FrameError::NoCell(site.to_owned()));
    }
    if let Some((task, stratum)) =
        cells.iter().find(|(task, stratum)| !is_identifier(task) || !is_identifier(stratum))
    {
        return Err(FrameError::Identifier(format!("{task}:{stratum}")));
    }
    let mut tasks: Vec<&str> = cells.iter().map(|(task, _)| task.as_str()).collect();
    tasks.sort_unstable();
    if tasks.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(FrameError::TwoCells(site.to_owned()));
    }
    Ok(cells)
}

fn number_of(sets: &mut BTreeMap<Pairs, u32>, pairs: Pairs) -> Result<u32, FrameError> {
    let next = u32::try_from(sets.len()).map_err(|_| FrameError::TooLarge)?;
    Ok(*sets.entry(pairs).or_insert(next))
}

fn index_of(list: &[String], name: &String) -> Result<u32, FrameError> {
    list.binary_search(name).ok().and_then(|index| u32::try_from(index).ok()).ok_or(FrameError::TooLarge)
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
