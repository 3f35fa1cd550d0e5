//! The most even loads, before any lot is drawn.
//!
//! Whom exactly a visit gets is decided by the random costs, but how many visits an inspector has does
//! hardly depend on them: in every assignment with the most even loads an inspector has either `level` or
//! one more. The levels are found by moving visits along chains from one with many to one with at least two
//! fewer, until there is none (Harvey, Ladner, Lovász & Tamir, *Semi-matchings*, J. Algorithms 59, 2006).

use std::collections::{BinaryHeap, VecDeque};

use super::search::narrow;

/// Seats of a visit and its eligible inspectors.
pub type Demand = (u32, Vec<u32>);

struct Balance<'a> {
    visits: &'a [Demand],
    load: Vec<u32>,
    /// Who is at each visit, and at which visits each is.
    teams: Vec<Vec<u32>>,
    held: Vec<Vec<u32>>,
    /// Nobody with two fewer can be reached from here any more.
    closed: Vec<bool>,
    closed_visits: Vec<bool>,
    /// The search that has reached an inspector last, and over which visit from whom.
    reached: Vec<(u32, u32, u32)>,
    scanned: Vec<u32>,
    search: u32,
}

/// For each inspector the number of visits, starting load and all, below which the most even loads never go;
/// they are at most one above.
pub fn levels(starts: &[u32], visits: &[Demand]) -> Vec<u32> {
    let mut balance = Balance {
        visits,
        load: starts.to_vec(),
        teams: Vec::with_capacity(visits.len()),
        held: vec![Vec::new(); starts.len()],
        closed: vec![false; starts.len()],
        closed_visits: vec![false; visits.len()],
        reached: vec![(0, 0, 0); starts.len()],
        scanned: vec![0; visits.len()],
        search: 0,
    };
    balance.fill();
    balance.even_out();
    balance.lowest_within_reach()
}

impl Balance<'_> {
    /// Each visit takes those who have least at that time.
    fn fill(&mut self) {
        for (index, (seats, eligible)) in self.visits.iter().enumerate() {
            let mut team = eligible.clone();
            let seats = *seats as usize;
            if seats < team.len() {
                team.select_nth_unstable_by_key(seats, |inspector| {
                    (self.load[*inspector as usize], *inspector)
                });
                team.truncate(seats);
            }
            for inspector in &team {
                self.load[*inspector as usize] += 1;
                self.held[*inspector as usize].push(narrow(index));
            }
            self.teams.push(team);
        }
    }

    /// From those with most visits downwards. What a search that found nobody has reached stays as it is: no
    /// later move leads into it, so none can open a way out of it.
    fn even_out(&mut self) {
        let mut waiting: BinaryHeap<(u32, u32)> =
            (0..self.load.len()).map(|inspector| (self.load[inspector], narrow(inspector))).collect();
        while let Some((load, inspector)) = waiting.pop() {
            if self.closed[inspector as usize] || self.load[inspector as usize] != load {
                continue;
            }
            if let Some(other) = self.relieve(inspector) {
                waiting.push((self.load[inspector as usize], inspector));
                waiting.push((self.load[other as usize], other));
            }
        }
    }

    /// Moves one visit away from this inspector, along the shortest chain to one who has two fewer.
    fn relieve(&mut self, inspector: u32) -> Option<u32> {
        self.search += 1;
        let limit = self.load[inspector as usize].checked_sub(2);
        self.reached[inspector as usize].0 = self.search;
        let mut queue = VecDeque::from([inspector]);
        let mut found = Vec::new();
        while let Some(from) = queue.pop_front() {
            found.push(from);
            for place in 0..self.held[from as usize].len() {
                let visit = self.held[from as usize][place] as usize;
                if self.closed_visits[visit] || self.scanned[visit] == self.search {
                    continue;
                }
                self.scanned[visit] = self.search;
                for to in &self.visits[visit].1 {
                    let index = *to as usize;
                    let known = self.reached[index].0 == self.search || self.closed[index];
                    if known || self.teams[visit].contains(to) {
                        continue;
                    }
                    self.reached[index] = (self.search, narrow(visit), from);
                    if limit.is_some_and(|limit| self.load[index] <= limit) {
                        self.shift(inspector, *to);
                        return Some(*to);
                    }
                    queue.push_back(*to);
                }
            }
        }
        for from in found {
            self.closed[from as usize] = true;
            for visit in &self.held[from as usize] {
                self.closed_visits[*visit as usize] = true;
            }
        }
        None
    }

    fn shift(&mut self, first: u32, last: u32) {
        let mut to = last;
        while to != first {
            let (_, visit, from) = self.reached[to as usize];
            let team = &mut self.teams[visit as usize];
            team.iter_mut().filter(|member| **member == from).for_each(|member| *member = to);
            self.held[from as usize].retain(|held| *held != visit);
            self.held[to as usize].push(visit);
            to = from;
        }
        self.load[first as usize] -= 1;
        self.load[last as usize] += 1;
    }

    /// The smallest load among those to whom a visit could be moved, over any chain.
    fn lowest_within_reach(&self) -> Vec<u32> {
        let mut lowest = self.load.clone();
        let mut again = true;
        while again {
            again = false;
            for ((_, eligible), team) in self.visits.iter().zip(&self.teams) {
                let free = eligible.iter().filter(|inspector| !team.contains(inspector));
                let Some(least) = free.map(|inspector| lowest[*inspector as usize]).min() else { continue };
                for inspector in team {
                    let own = &mut lowest[*inspector as usize];
                    again |= *own > least;
                    *own = least.min(*own);
                }
            }
        }
        lowest
    }
}
