//! The frozen frame: every door of the wave with the cells (task × stratum) it belongs to.

use std::collections::BTreeMap;

use super::hash::{Digest, HashAlgorithm};
use super::merkle::{self, InclusionProof, MerkleTree};
use crate::code::is_identifier;

/// A task's stratum a door belongs to, as indices into [`Frame::tasks`] and [`Frame::strata`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Index of the task.
    pub task: u32,
    /// Index of the stratum name.
    pub stratum: u32,
}

/// Why a frame cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A site, task or stratum is not an identifier.
    #[error("{0:?} is not an identifier")]
    Identifier(String),
    /// A site occurs twice.
    #[error("site {0} occurs twice")]
    DuplicateSite(String),
    /// A site has two cells of one task, or the same cell twice.
    #[error("site {0} has two cells of one task")]
    TwoCells(String),
    /// A site has no cell and so does not belong in the frame.
    #[error("site {0} has no cell")]
    NoCell(String),
    /// More doors than can be numbered.
    #[error("more than 2³² − 1 sites or 4 GiB of names")]
    TooLarge,
}

/// Progress is told once for so many doors.
pub(super) const TOLD: usize = 1 << 13;

/// A door's set of cells; equal sets are stored once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    cells: Vec<Cell>,
    /// `task:stratum` pairs in byte order, comma-joined: the second field of the leaf.
    text: String,
}

/// Doors in byte order of their identifiers. About 8 bytes a door beside the name: the names stand in
/// one buffer and a door holds only the number of its set of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    names: String,
    ends: Vec<u32>,
    pattern_of: Vec<u32>,
    patterns: Vec<Pattern>,
    tasks: Vec<String>,
    strata: Vec<String>,
}

impl Frame {
    /// Number of doors.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no door is in it.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Identifier of door `index`.
    pub fn site(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.names[start..self.ends[index] as usize]
    }

    /// Index of the door with this identifier.
    pub fn find(&self, site: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.site(middle).cmp(site) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// The cells of door `index`, in byte order of `task:stratum`.
    pub fn cells(&self, index: usize) -> &[Cell] {
        &self.patterns[self.pattern_of[index] as usize].cells
    }

    /// The cells of door `index` as text.
    pub fn cell_text(&self, index: usize) -> &str {
        &self.patterns[self.pattern_of[index] as usize].text
    }

    /// The distinct sets of cells with how many doors have each.
    pub fn patterns(&self) -> impl Iterator<Item = (&[Cell], usize)> {
        let mut counts = vec![0; self.patterns.len()];
        for pattern in &self.pattern_of {
            counts[*pattern as usize] += 1;
        }
        self.patterns.iter().map(|pattern| pattern.cells.as_slice()).zip(counts)
    }

    /// Tasks that have at least one door, in byte order; [`Cell::task`] points here.
    pub fn tasks(&self) -> &[String] {
        &self.tasks
    }

    /// Stratum names in byte order; [`Cell::stratum`] points here.
    pub fn strata(&self) -> &[String] {
        &self.strata
    }

    /// Index of a task.
    pub fn task_index(&self, task: &str) -> Option<u32> {
        self.tasks
            .binary_search_by(|known| known.as_str().cmp(task))
            .ok()
            .and_then(|index| u32::try_from(index).ok())
    }

    /// Hash of the leaf of door `index`.
    pub fn leaf(&self, hash: HashAlgorithm, index: usize) -> Digest {
        merkle::leaf_hash(hash, &[self.site(index).as_bytes(), b"\t", self.cell_text(index).as_bytes()])
    }

    /// The Merkle root that is published before the key exists.
    pub fn root(&self, hash: HashAlgorithm) -> Digest {
        self.root_watched(hash, &mut |_, _| ())
    }

    /// The same, telling now and then how many doors of how many are done.
    pub fn root_watched(&self, hash: HashAlgorithm, tell: &mut dyn FnMut(u64, u64)) -> Digest {
        let mut tree = MerkleTree::new(hash);
        for index in 0..self.len() {
            if index % TOLD == 0 {
                tell(index as u64, self.len() as u64);
            }
            tree.push(self.leaf(hash, index));
        }
        tree.root()
    }

    /// The proof that door `index` was in the frame.
    pub fn inclusion_proof(&self, hash: HashAlgorithm, index: usize) -> Option<InclusionProof> {
        let leaves: Vec<Digest> = (0..self.len()).map(|index| self.leaf(hash, index)).collect();
        merkle::inclusion_proof(hash, &leaves, index)
    }
}

/// Collects doors in any order.
#[derive(Debug, Clone, Default)]
pub struct FrameBuilder {
    sites: Vec<(String, u32)>,
    patterns: BTreeMap<Vec<(String, String)>, u32>,
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
        if !is_identifier(site) {
            return Err(FrameError::Identifier(site.to_owned()));
        }
        let mut cells: Vec<(String, String)> =
            cells.into_iter().map(|(task, stratum)| (task.to_owned(), stratum.to_owned())).collect();
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
        let next = u32::try_from(self.patterns.len()).map_err(|_| FrameError::TooLarge)?;
        let pattern = *self.patterns.entry(cells).or_insert(next);
        self.sites.push((site.to_owned(), pattern));
        Ok(())
    }

    /// Sorts and seals the frame.
    pub fn build(mut self) -> Result<Frame, FrameError> {
        self.sites.sort_unstable();
        if let Some(pair) = self.sites.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(FrameError::DuplicateSite(pair[0].0.clone()));
        }
        let mut tasks: Vec<String> = Vec::new();
        let mut strata: Vec<String> = Vec::new();
        for (task, stratum) in self.patterns.keys().flatten() {
            tasks.push(task.clone());
            strata.push(stratum.clone());
        }
        for list in [&mut tasks, &mut strata] {
            list.sort_unstable();
            list.dedup();
        }
        let index = |list: &[String], name: &String| {
            list.binary_search(name)
                .ok()
                .and_then(|index| u32::try_from(index).ok())
                .ok_or(FrameError::TooLarge)
        };
        let mut patterns = vec![Pattern { cells: Vec::new(), text: String::new() }; self.patterns.len()];
        for (pairs, number) in &self.patterns {
            let pattern = &mut patterns[*number as usize];
            for (task, stratum) in pairs {
                pattern.cells.push(Cell { task: index(&tasks, task)?, stratum: index(&strata, stratum)? });
            }
            pattern.text =
                pairs.iter().map(|(task, stratum)| format!("{task}:{stratum}")).collect::<Vec<_>>().join(",");
        }
        let mut names = String::with_capacity(self.sites.iter().map(|(site, _)| site.len()).sum());
        let mut ends = Vec::with_capacity(self.sites.len());
        let mut pattern_of = Vec::with_capacity(self.sites.len());
        for (site, pattern) in &self.sites {
            names.push_str(site);
            ends.push(u32::try_from(names.len()).map_err(|_| FrameError::TooLarge)?);
            pattern_of.push(*pattern);
        }
        Ok(Frame { names, ends, pattern_of, patterns, tasks, strata })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_the_specification_refuses() {
        let mut builder = FrameBuilder::new();
        assert_eq!(builder.add("a b", [("T", "A")]), Err(FrameError::Identifier("a b".into())));
        assert_eq!(builder.add("a", []), Err(FrameError::NoCell("a".into())));
        assert_eq!(builder.add("a", [("T", "A"), ("T", "B")]), Err(FrameError::TwoCells("a".into())));
        assert_eq!(builder.add("a", [("T", "甲")]), Err(FrameError::Identifier("T:甲".into())));
        builder.add("a", [("T", "A")]).unwrap();
        builder.add("a", [("T", "B")]).unwrap();
        assert_eq!(builder.build(), Err(FrameError::DuplicateSite("a".into())));
    }

    #[test]
    fn cells_are_written_in_byte_order() {
        let mut builder = FrameBuilder::new();
        // '.' < ':' < 'A' in bytes, so the written order differs from the order of the pairs
        builder.add("s", [("T", "B"), ("T.1", "A")]).unwrap();
        let frame = builder.build().unwrap();
        assert_eq!(frame.cell_text(0), "T.1:A,T:B");
        assert_eq!(frame.find("s"), Some(0));
        assert_eq!(frame.find("t"), None);
    }

    proptest! {
        /// Acceptance 5: the order of input changes nothing.
        #[test]
        fn input_order_does_not_matter(
            sites in proptest::collection::btree_map("[A-Z0-9]{1,6}", 1u8..8, 1..40),
            seed in any::<u64>(),
        ) {
            let build = |order: Vec<(&String, &u8)>| {
                let mut builder = FrameBuilder::new();
                for (site, mask) in order {
                    let cells: Vec<(&str, &str)> = [("T1", "A"), ("T2", "B"), ("T3", "ALL")]
                        .into_iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, cell)| cell).collect();
                    builder.add(site, cells).unwrap();
                }
                builder.build().unwrap()
            };
            let sorted = build(sites.iter().collect());
            let mut shuffled: Vec<_> = sites.iter().collect();
            shuffled.sort_by_key(|(site, _)| HashAlgorithm::Sha256.hash(&[&seed.to_be_bytes(), site.as_bytes()]));
            let shuffled = build(shuffled);
            prop_assert_eq!(sorted.root(HashAlgorithm::Sha256), shuffled.root(HashAlgorithm::Sha256));
            prop_assert!((0..sorted.len()).all(|i| sorted.site(i) == shuffled.site(i) && sorted.cell_text(i) == shuffled.cell_text(i)));
        }
    }
}
