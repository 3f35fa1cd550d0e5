//! The first solver, which has all edges from the beginning: slow and plain, to compare with.
//!
//! Visits are added one at a time; each seat is one shortest path in the residual graph, found with
//! Dijkstra's algorithm on reduced costs (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, §9.7). The
//! flow is optimal for the visits added so far, so the order of adding does not matter to the result.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

type Cost = i128;

/// A vacant seat costs more than any loads can.
const VACANT: Cost = 1 << 100;
/// One step of load costs more than any random costs can.
const LOAD: Cost = 1 << 60;

struct Visit {
    /// Eligible inspectors with their random cost.
    edges: Vec<(usize, Cost)>,
    /// For each edge, whether the inspector is on the team.
    taken: Vec<bool>,
    potential: Cost,
}

struct Inspector {
    load: u32,
    /// Visits whose team includes the inspector.
    visits: Vec<usize>,
    potential: Cost,
}

/// See the module.
pub struct Solver {
    visits: Vec<Visit>,
    inspectors: Vec<Inspector>,
    sink_potential: Cost,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Visit(usize),
    Inspector(usize),
    /// The end of every path: a free place in an inspector's load, or a seat left vacant.
    Sink,
}

/// Shortest distances of one search.
struct Search {
    visit: Vec<Option<(Cost, Option<Node>)>>,
    inspector: Vec<Option<(Cost, Option<Node>)>>,
    sink: Option<(Cost, Option<Node>)>,
    settled: Vec<Node>,
    heap: BinaryHeap<Reverse<(Cost, Node)>>,
}

impl Solver {
    /// A solver for inspectors with these starting loads.
    pub fn new(loads: Vec<u32>) -> Self {
        let inspectors =
            loads.into_iter().map(|load| Inspector { load, visits: Vec::new(), potential: 0 }).collect();
        Self { visits: Vec::new(), inspectors, sink_potential: 0 }
    }

    /// Adds a visit and fills its seats, re-arranging others where that is cheaper.
    pub fn add_visit(&mut self, seats: u32, edges: Vec<(usize, u64)>) {
        let edges: Vec<(usize, Cost)> =
            edges.into_iter().map(|(inspector, cost)| (inspector, Cost::from(cost))).collect();
        let index = self.visits.len();
        // The smallest potential that leaves no edge out of the new visit with a negative reduced cost.
        let potential = edges
            .iter()
            .map(|(inspector, cost)| self.inspectors[*inspector].potential - cost)
            .chain([self.sink_potential - VACANT])
            .max()
            .unwrap_or(0);
        self.visits.push(Visit { taken: vec![false; edges.len()], edges, potential });
        for _ in 0..seats {
            self.fill_seat(index);
        }
    }

    /// The team of a visit.
    pub fn team(&self, visit: usize) -> impl Iterator<Item = usize> {
        let visit = &self.visits[visit];
        visit
            .edges
            .iter()
            .zip(&visit.taken)
            .filter(|(_, taken)| **taken)
            .map(|((inspector, _), _)| *inspector)
    }

    fn fill_seat(&mut self, visit: usize) {
        let search = self.shortest_paths(visit);
        let Some((length, _)) = search.sink else { return };
        self.raise_potentials(&search, length);
        self.augment(&search);
    }

    fn shortest_paths(&self, start: usize) -> Search {
        let mut search = Search {
            visit: vec![None; self.visits.len()],
            inspector: vec![None; self.inspectors.len()],
            sink: None,
            settled: Vec::new(),
            heap: BinaryHeap::new(),
        };
        search.reach(Node::Visit(start), 0, None);
        while let Some(Reverse((distance, node))) = search.heap.pop() {
            if search.distance(node) != Some(distance) {
                continue;
            }
            search.settled.push(node);
            match node {
                Node::Sink => break,
                Node::Visit(visit) => self.leave_visit(&mut search, visit, distance),
                Node::Inspector(inspector) => self.leave_inspector(&mut search, inspector, distance),
            }
        }
        search
    }

    fn leave_visit(&self, search: &mut Search, index: usize, distance: Cost) {
        let visit = &self.visits[index];
        for ((inspector, cost), taken) in visit.edges.iter().zip(&visit.taken) {
            if !taken {
                let reduced = cost + visit.potential - self.inspectors[*inspector].potential;
                search.reach(Node::Inspector(*inspector), distance + reduced, Some(Node::Visit(index)));
            }
        }
        let vacant = VACANT + visit.potential - self.sink_potential;
        search.reach(Node::Sink, distance + vacant, Some(Node::Visit(index)));
    }

    fn leave_inspector(&self, search: &mut Search, index: usize, distance: Cost) {
        let inspector = &self.inspectors[index];
        let place = LOAD * Cost::from(inspector.load) + inspector.potential - self.sink_potential;
        search.reach(Node::Sink, distance + place, Some(Node::Inspector(index)));
        for visit in &inspector.visits {
            let cost = self.visits[*visit].edge(index).map_or(0, |edge| self.visits[*visit].edges[edge].1);
            let reduced = inspector.potential - cost - self.visits[*visit].potential;
            search.reach(Node::Visit(*visit), distance + reduced, Some(Node::Inspector(index)));
        }
    }

    fn raise_potentials(&mut self, search: &Search, length: Cost) {
        for node in &search.settled {
            let raise = search.distance(*node).unwrap_or(length) - length;
            match node {
                Node::Visit(visit) => self.visits[*visit].potential += raise,
                Node::Inspector(inspector) => self.inspectors[*inspector].potential += raise,
                Node::Sink => {}
            }
        }
    }

    fn augment(&mut self, search: &Search) {
        let mut node = Node::Sink;
        while let Some(before) = search.before(node) {
            match (before, node) {
                (Node::Inspector(inspector), Node::Sink) => self.inspectors[inspector].load += 1,
                (Node::Visit(visit), Node::Inspector(inspector)) => self.set_team(visit, inspector, true),
                (Node::Inspector(inspector), Node::Visit(visit)) => self.set_team(visit, inspector, false),
                _ => {}
            }
            node = before;
        }
    }

    fn set_team(&mut self, visit: usize, inspector: usize, member: bool) {
        if let Some(edge) = self.visits[visit].edge(inspector) {
            self.visits[visit].taken[edge] = member;
        }
        let visits = &mut self.inspectors[inspector].visits;
        if member {
            visits.push(visit);
        } else {
            visits.retain(|known| *known != visit);
        }
    }
}

impl Visit {
    fn edge(&self, inspector: usize) -> Option<usize> {
        self.edges.binary_search_by_key(&inspector, |(known, _)| *known).ok()
    }
}

impl Search {
    fn slot(&mut self, node: Node) -> &mut Option<(Cost, Option<Node>)> {
        match node {
            Node::Visit(visit) => &mut self.visit[visit],
            Node::Inspector(inspector) => &mut self.inspector[inspector],
            Node::Sink => &mut self.sink,
        }
    }

    fn reach(&mut self, node: Node, distance: Cost, from: Option<Node>) {
        let slot = self.slot(node);
        if slot.is_none_or(|(known, _)| distance < known) {
            *slot = Some((distance, from));
            self.heap.push(Reverse((distance, node)));
        }
    }

    fn entry(&self, node: Node) -> Option<(Cost, Option<Node>)> {
        match node {
            Node::Visit(visit) => self.visit[visit],
            Node::Inspector(inspector) => self.inspector[inspector],
            Node::Sink => self.sink,
        }
    }

    fn distance(&self, node: Node) -> Option<Cost> {
        self.entry(node).map(|(distance, _)| distance)
    }

    fn before(&self, node: Node) -> Option<Node> {
        self.entry(node).and_then(|(_, from)| from)
    }
}
