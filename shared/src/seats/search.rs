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
    touched: Vec<u32>,
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
        self.touched.clear();
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

    /// A way to a node, which waits for its turn. What is no nearer than the target, as far as is known,
    /// cannot be on the path.
    pub fn reach(&mut self, node: u32, distance: Cost, from: (u32, u32)) -> bool {
        let nearer = self.label(node, distance, from).is_some();
        if nearer {
            self.heap.push(Reverse((distance, node)));
        }
        nearer
    }

    /// A way to a node that is left at once, whatever ways to it are found later.
    pub fn touch(&mut self, node: u32, distance: Cost, from: (u32, u32)) -> bool {
        let labelled = self.label(node, distance, from);
        if labelled == Some(true) {
            self.touched.push(node);
        }
        labelled.is_some()
    }

    /// Labels the node if it is nearer than was known; tells whether it is the first label of this search.
    fn label(&mut self, node: u32, distance: Cost, (before, edge): (u32, u32)) -> Option<bool> {
        let bound = self.labels[self.target as usize];
        if bound.search == self.number && distance >= bound.distance {
            return None;
        }
        let label = &mut self.labels[node as usize];
        let first = label.search != self.number;
        if !first && distance >= label.distance {
            return None;
        }
        *label = Label { distance, before, edge, search: self.number };
        Some(first)
    }

    /// Whether the search is for this node.
    pub fn is_target(&self, node: u32) -> bool {
        node == self.target
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
    pub fn nearer(&self) -> impl Iterator<Item = u32> {
        let length = self.length();
        let touched = self.touched.iter().filter(move |node| self.distance(**node) < length);
        self.settled.iter().chain(touched).copied()
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
