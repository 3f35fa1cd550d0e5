//! Dijkstra's algorithm from one node to another, many times over the same nodes: what a search has touched
//! is told by its number, so nothing is cleared between two.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::flow::Cost;

/// The node has no node before it.
const NONE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Label {
    distance: Cost,
    before: u32,
    edge: u32,
    /// The search that wrote this.
    search: u32,
}

/// Labels of the nodes, and what the current search has settled.
#[derive(Default)]
pub struct Search {
    labels: Vec<Label>,
    settled: Vec<u32>,
    heap: BinaryHeap<Reverse<(Cost, u32)>>,
    number: u32,
    target: u32,
}

impl Search {
    /// Makes room for more nodes.
    pub fn grow(&mut self, more: usize) {
        let empty = Label { distance: 0, before: NONE, edge: 0, search: 0 };
        self.labels.resize(self.labels.len() + more, empty);
    }

    /// Begins a search.
    pub fn begin(&mut self, start: u32, target: u32) {
        self.settled.clear();
        self.heap.clear();
        self.number = self.number.wrapping_add(1);
        if self.number == 0 {
            self.labels.iter_mut().for_each(|label| label.search = 0);
            self.number = 1;
        }
        self.target = target;
        self.reach(start, 0, (NONE, 0));
    }

    /// The next nearest node, until the target is the nearest.
    pub fn next(&mut self) -> Option<(u32, Cost)> {
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if node == self.target {
                return None;
            }
            if self.labels[node as usize].distance == distance {
                self.settled.push(node);
                return Some((node, distance));
            }
        }
        None
    }

    /// A way to a node. What is no nearer than the target, as far as is known, cannot be on the path.
    /// Whether it is the nearest yet.
    pub fn reach(&mut self, node: u32, distance: Cost, (before, edge): (u32, u32)) -> bool {
        let bound = self.labels[self.target as usize];
        if bound.search == self.number && distance >= bound.distance {
            return false;
        }
        let label = &mut self.labels[node as usize];
        let nearer = label.search != self.number || distance < label.distance;
        if nearer {
            *label = Label { distance, before, edge, search: self.number };
            self.heap.push(Reverse((distance, node)));
        }
        nearer
    }

    /// How far the target is.
    pub fn length(&self) -> Cost {
        self.distance(self.target)
    }

    /// How far a node is that was reached.
    pub fn distance(&self, node: u32) -> Cost {
        self.labels[node as usize].distance
    }

    /// Nodes nearer than the target.
    pub fn settled(&self) -> &[u32] {
        &self.settled
    }

    /// The node before on the path, and the edge between.
    pub fn before(&self, node: u32) -> Option<(u32, u32)> {
        let label = self.labels[node as usize];
        (label.before != NONE).then_some((label.before, label.edge))
    }
}

/// Numbers of nodes and edges; a problem has fewer than 2³².
pub fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
