//! Minimum-cost flow from visits to inspectors, exact.
//!
//! How many visits an inspector has is known to one (`balance`), so that the steps of load far from there
//! need not be climbed one by one: they are flat here, and at the end nobody stands on them.
//!
//! Visits are added one at a time; each seat is one shortest path in the residual graph, found with
//! Dijkstra's algorithm on reduced costs (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, §9.7). Of the
//! edges of a visit only the few most promising are in the graph; the others are priced afterwards, and
//! one that would have been cheaper is used and the flow repaired around it. When no edge is left that
//! would be cheaper, the prices prove that no other assignment is better (§9.3 there).

use super::search::{Search, narrow};

pub type Cost = i128;

/// A vacant seat costs more than any loads can.
pub const VACANT: Cost = 1 << 100;
/// One step of load costs more than any random costs can.
pub const LOAD: Cost = 1 << 60;
/// The end of every path: a place in an inspector's load, or a seat left vacant.
const SINK: u32 = 0;

struct Edge {
    inspector: u32,
    cost: Cost,
    /// Whether the inspector is on the team.
    taken: bool,
}

struct Visit {
    edges: Vec<Edge>,
    /// Eligible inspectors whose edge is not in the graph.
    others: Vec<u32>,
    /// None of those costs less.
    others_cost: Cost,
    vacant: u32,
    price: Cost,
}

struct Inspector {
    start: u32,
    load: u32,
    /// In the most even assignments the load is this or one more.
    level: u32,
    /// Visits whose team includes the inspector, with the edge there.
    visits: Vec<(u32, u32)>,
    price: Cost,
}

/// See the module.
pub struct Solver {
    visits: Vec<Visit>,
    inspectors: Vec<Inspector>,
    sink_price: Cost,
    /// Edges of a visit that are in the graph from the beginning.
    core: usize,
    search: Search,
}

#[derive(Clone, Copy)]
enum Node {
    Sink,
    Inspector(usize),
    Visit(usize),
}

/// What no assignment can beat, as prices of visits, inspectors and the sink.
pub struct Prices {
    pub visits: Vec<Cost>,
    pub inspectors: Vec<Cost>,
    pub sink: Cost,
}

impl Inspector {
    /// What the next visit costs one who has so many.
    fn place(&self, load: u32) -> Cost {
        let (load, level) = (Cost::from(load), Cost::from(self.level));
        LOAD * load.clamp(level - 1, level + 1)
    }
}

impl Solver {
    /// A solver for inspectors with these starting loads and levels.
    pub fn new(loads: &[u32], levels: &[u32], core: usize) -> Self {
        let inspectors: Vec<Inspector> = loads
            .iter()
            .zip(levels)
            .map(|(load, level)| {
                let (start, load, level, visits) = (*load, *load, *level, Vec::new());
                let inspector = Inspector { start, load, level, visits, price: 0 };
                Inspector { price: -inspector.place(load), ..inspector }
            })
            .collect();
        let mut search = Search::default();
        search.grow(1 + inspectors.len());
        Self { visits: Vec::new(), inspectors, sink_price: 0, core, search }
    }

    /// Adds a visit with its eligible inspectors, each once, and fills its seats, re-arranging others where
    /// that is cheaper.
    pub fn add_visit(&mut self, seats: u32, mut edges: Vec<(u32, u64)>) {
        let price_of = |edge: &(u32, u64)| self.inspectors[edge.0 as usize].price;
        let mut others = Vec::new();
        if edges.len() > 2 * self.core {
            edges.select_nth_unstable_by_key(self.core, |edge| Cost::from(edge.1) - price_of(edge));
            others = edges.split_off(self.core);
        }
        // The smallest price that leaves no edge out of the new visit with a negative reduced cost.
        let price = edges
            .iter()
            .map(|edge| price_of(edge) - Cost::from(edge.1))
            .chain([self.sink_price - VACANT])
            .max()
            .unwrap_or(0);
        let index = self.visits.len();
        self.visits.push(Visit {
            edges: edges
                .into_iter()
                .map(|(inspector, cost)| Edge { inspector, cost: cost.into(), taken: false })
                .collect(),
            others_cost: others.iter().map(|(_, cost)| *cost).min().unwrap_or(0).into(),
            others: others.into_iter().map(|(inspector, _)| inspector).collect(),
            vacant: 0,
            price,
        });
        self.search.grow(1);
        for _ in 0..seats {
            self.route(Node::Visit(index), Node::Sink);
        }
    }

    /// Looks at the edges that were left out, until none would be cheaper.
    pub fn settle(&mut self, cost: impl Fn(usize, u32) -> u64) {
        let mut again = true;
        while again {
            again = false;
            for visit in 0..self.visits.len() {
                let mut place = 0;
                while let Some(inspector) = self.visits[visit].others.get(place).copied() {
                    match self.cheaper(visit, inspector, &cost) {
                        Some(cost) => {
                            self.visits[visit].others.swap_remove(place);
                            self.open(visit, inspector, cost);
                            again = true;
                        }
                        None => place += 1,
                    }
                }
            }
        }
    }

    /// The cost of an edge outside the graph, if the prices say that it should be used.
    fn cheaper(&self, visit: usize, inspector: u32, cost: impl Fn(usize, u32) -> u64) -> Option<Cost> {
        let gain = self.inspectors[inspector as usize].price - self.visits[visit].price;
        if self.visits[visit].others_cost >= gain {
            return None;
        }
        Some(Cost::from(cost(visit, inspector))).filter(|cost| *cost < gain)
    }

    /// Puts an edge into the graph and uses it; what it takes from the visit is brought back on the cheapest
    /// way, which may be the edge itself.
    fn open(&mut self, visit: usize, inspector: u32, cost: Cost) {
        let edge = narrow(self.visits[visit].edges.len());
        self.visits[visit].edges.push(Edge { inspector, cost, taken: true });
        self.inspectors[inspector as usize].visits.push((narrow(visit), edge));
        self.route(Node::Inspector(inspector as usize), Node::Visit(visit));
    }

    /// The team of a visit.
    pub fn team(&self, visit: usize) -> impl Iterator<Item = usize> {
        self.visits[visit].edges.iter().filter(|edge| edge.taken).map(|edge| edge.inspector as usize)
    }

    /// The prices at the end: with them no edge is worth a change.
    pub fn prices(&self) -> Prices {
        Prices {
            visits: self.visits.iter().map(|visit| visit.price).collect(),
            inspectors: self.inspectors.iter().map(|inspector| inspector.price).collect(),
            sink: self.sink_price,
        }
    }

    fn number(&self, node: Node) -> u32 {
        match node {
            Node::Sink => SINK,
            Node::Inspector(inspector) => narrow(1 + inspector),
            Node::Visit(visit) => narrow(1 + self.inspectors.len() + visit),
        }
    }

    fn node(&self, number: u32) -> Node {
        match (number as usize).checked_sub(1) {
            None => Node::Sink,
            Some(index) if index < self.inspectors.len() => Node::Inspector(index),
            Some(index) => Node::Visit(index - self.inspectors.len()),
        }
    }

    /// Sends one unit along the shortest path.
    fn route(&mut self, from: Node, to: Node) {
        let (start, target) = (self.number(from), self.number(to));
        let mut search = std::mem::take(&mut self.search);
        search.begin(start, target);
        while let Some((number, distance)) = search.next() {
            match self.node(number) {
                Node::Sink => self.leave_sink(&mut search, distance),
                Node::Visit(visit) => self.leave_visit(&mut search, visit, distance),
                Node::Inspector(inspector) => self.leave_inspector(&mut search, inspector, distance),
            }
        }
        let length = search.length();
        for number in search.nearer() {
            let raise = search.distance(number) - length;
            match self.node(number) {
                Node::Sink => self.sink_price += raise,
                Node::Visit(visit) => self.visits[visit].price += raise,
                Node::Inspector(inspector) => self.inspectors[inspector].price += raise,
            }
        }
        let mut after = target;
        while let Some((before, edge)) = search.before(after) {
            self.step(self.node(before), self.node(after), edge);
            after = before;
        }
        self.search = search;
    }

    /// A visit between two inspectors is passed at once: there are many more of them, and each would wait in
    /// the queue only to be left.
    fn enter_visit(&self, search: &mut Search, number: u32, distance: Cost, from: (u32, u32)) {
        if search.is_target(number) {
            search.reach(number, distance, from);
        } else if search.touch(number, distance, from)
            && let Node::Visit(visit) = self.node(number)
        {
            self.leave_visit(search, visit, distance);
        }
    }

    fn leave_visit(&self, search: &mut Search, index: usize, distance: Cost) {
        let visit = &self.visits[index];
        let from = (self.number(Node::Visit(index)), distance + visit.price);
        for (number, edge) in visit.edges.iter().enumerate() {
            if !edge.taken {
                let inspector = &self.inspectors[edge.inspector as usize];
                let reached = from.1 + edge.cost;
                if search.reach(1 + edge.inspector, reached - inspector.price, (from.0, narrow(number))) {
                    // Known early, the end keeps what is farther out of the queue.
                    let place = inspector.place(inspector.load);
                    search.reach(SINK, reached + place - self.sink_price, (1 + edge.inspector, 0));
                }
            }
        }
        search.reach(SINK, from.1 + VACANT - self.sink_price, (from.0, 0));
    }

    fn leave_inspector(&self, search: &mut Search, index: usize, distance: Cost) {
        let inspector = &self.inspectors[index];
        let from = (self.number(Node::Inspector(index)), distance + inspector.price);
        search.reach(SINK, from.1 + inspector.place(inspector.load) - self.sink_price, (from.0, 0));
        for (visit, edge) in &inspector.visits {
            let other = &self.visits[*visit as usize];
            let cost = other.edges[*edge as usize].cost;
            let number = self.number(Node::Visit(*visit as usize));
            self.enter_visit(search, number, from.1 - cost - other.price, (from.0, *edge));
        }
    }

    /// What was brought to the end may be taken back from there.
    fn leave_sink(&self, search: &mut Search, distance: Cost) {
        let from = distance + self.sink_price;
        for (index, inspector) in self.inspectors.iter().enumerate() {
            if inspector.load > inspector.start {
                let place = inspector.place(inspector.load - 1);
                search.reach(self.number(Node::Inspector(index)), from - place - inspector.price, (SINK, 0));
            }
        }
        for (index, visit) in self.visits.iter().enumerate() {
            if visit.vacant > 0 {
                let number = self.number(Node::Visit(index));
                self.enter_visit(search, number, from - VACANT - visit.price, (SINK, 0));
            }
        }
    }

    fn step(&mut self, before: Node, after: Node, edge: u32) {
        match (before, after) {
            (Node::Visit(visit), Node::Inspector(inspector)) => {
                self.visits[visit].edges[edge as usize].taken = true;
                self.inspectors[inspector].visits.push((narrow(visit), edge));
            }
            (Node::Inspector(inspector), Node::Visit(visit)) => {
                self.visits[visit].edges[edge as usize].taken = false;
                let visits = &mut self.inspectors[inspector].visits;
                if let Some(place) = visits.iter().position(|known| *known == (narrow(visit), edge)) {
                    visits.swap_remove(place);
                }
            }
            (Node::Inspector(inspector), Node::Sink) => self.inspectors[inspector].load += 1,
            (Node::Sink, Node::Inspector(inspector)) => self.inspectors[inspector].load -= 1,
            (Node::Visit(visit), Node::Sink) => self.visits[visit].vacant += 1,
            (Node::Sink, Node::Visit(visit)) => self.visits[visit].vacant -= 1,
            (Node::Sink, Node::Sink)
            | (Node::Visit(_), Node::Visit(_))
            | (Node::Inspector(_), Node::Inspector(_)) => {}
        }
    }
}
