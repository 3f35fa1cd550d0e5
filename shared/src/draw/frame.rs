//! The frozen frame: every door of the wave with the cells (task × stratum) it belongs to.

use std::collections::BTreeMap;

use super::cores;
use super::hash::{Digest, HashAlgorithm};
use super::merkle::{self, InclusionProof};

/// A task's stratum a door belongs to, as indices into [`Frame::tasks`] and [`Frame::strata`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Index of the task.
    pub task: u32,
    /// Index of the stratum name.
    pub stratum: u32,
}

/// Task and stratum, by their indices in the frame.
pub(super) type CellKey = (u32, u32);

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

/// A door's set of cells; equal sets are stored once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) cells: Vec<Cell>,
    /// `task:stratum` pairs in byte order, comma-joined: the second field of the leaf.
    pub(super) text: String,
}

/// Doors in byte order of their identifiers. About 8 bytes a door beside the name: the names stand in
/// one buffer and a door holds only the number of its set of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub(super) names: String,
    pub(super) ends: Vec<u32>,
    pub(super) pattern_of: Vec<u32>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) tasks: Vec<String>,
    pub(super) strata: Vec<String>,
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

    /// How many doors each cell has.
    pub(super) fn cell_sizes(&self) -> BTreeMap<CellKey, u64> {
        let mut sizes = BTreeMap::new();
        for (cells, doors) in self.patterns() {
            for cell in cells {
                *sizes.entry((cell.task, cell.stratum)).or_insert(0) += doors as u64;
            }
        }
        sizes
    }

    /// The identifiers of these doors.
    pub(super) fn names_of(&self, doors: &[u32]) -> Vec<String> {
        doors.iter().map(|door| self.site(*door as usize).to_owned()).collect()
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
        merkle::parallel_root(hash, self.len(), |index| self.leaf(hash, index), tell)
    }

    /// The proof that door `index` was in the frame.
    pub fn inclusion_proof(&self, hash: HashAlgorithm, index: usize) -> Option<InclusionProof> {
        let mut leaves: Vec<Digest> = vec![[0; 32]; self.len()];
        cores::fill(&mut leaves, 4096, |first, part| {
            part.iter_mut().enumerate().for_each(|(place, leaf)| *leaf = self.leaf(hash, first + place));
        });
        merkle::inclusion_proof(hash, &leaves, index)
    }
}
