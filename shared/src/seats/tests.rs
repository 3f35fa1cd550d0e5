use super::*;
use proptest::prelude::*;

const KEY: Digest = [9; 32];

fn costs() -> SeatCosts {
    SeatCosts::new(HashAlgorithm::Sha256, &KEY)
}

fn problem(visits: &[(u32, Vec<usize>)]) -> SeatProblem {
    let visits = visits
        .iter()
        .enumerate()
        .map(|(index, (seats, eligible))| {
            let eligible = eligible.iter().map(|inspector| format!("I{inspector}")).collect();
            (format!("W/S{index}"), Seats { seats: *seats, eligible })
        })
        .collect();
    SeatProblem { visits, loads: BTreeMap::new() }
}

/// The objective of the specification, as a triple compared in order.
fn objective(problem: &SeatProblem, assigned: &[(&str, Vec<String>)]) -> (u64, u64, u64) {
    let mut loads: BTreeMap<&str, u64> = BTreeMap::new();
    let (mut vacant, mut even, mut random) = (0, 0, 0);
    for (visit, team) in assigned {
        vacant += u64::from(problem.visits[*visit].seats) - team.len() as u64;
        for inspector in team {
            let start = u64::from(problem.loads.get(inspector).copied().unwrap_or(0));
            let load = loads.entry(inspector).or_insert(start);
            even += *load;
            *load += 1;
            random += costs().cost(visit, inspector);
        }
    }
    (vacant, even, random)
}

/// Every way to fill the seats, for small problems.
fn best_by_enumeration(problem: &SeatProblem) -> (u64, u64, u64) {
    fn teams(seats: usize, eligible: &[String]) -> Vec<Vec<String>> {
        (0u32..1 << eligible.len())
            .filter(|mask| mask.count_ones() as usize <= seats)
            .map(|mask| {
                eligible
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| mask >> bit & 1 == 1)
                    .map(|(_, name)| name.clone())
                    .collect()
            })
            .collect()
    }
    fn search<'a>(
        problem: &'a SeatProblem,
        rest: &[(&'a String, &'a Seats)],
        chosen: &mut Vec<(&'a str, Vec<String>)>,
        best: &mut (u64, u64, u64),
    ) {
        let Some(((visit, seats), rest)) = rest.split_first() else {
            *best = (*best).min(objective(problem, chosen));
            return;
        };
        for team in teams(seats.seats as usize, &seats.eligible) {
            chosen.push((visit, team));
            search(problem, rest, chosen, best);
            chosen.pop();
        }
    }
    let visits: Vec<_> = problem.visits.iter().collect();
    let mut best = (u64::MAX, 0, 0);
    search(problem, &visits, &mut Vec::new(), &mut best);
    best
}

fn found(problem: &SeatProblem) -> (u64, u64, u64) {
    let plan = assign(problem, &costs());
    let teams: Vec<(&str, Vec<String>)> =
        plan.assigned.iter().map(|(visit, team)| (visit.as_str(), team.clone())).collect();
    let value = objective(problem, &teams);
    assert_eq!(value.0, plan.vacant);
    value
}

fn by_reference(problem: &SeatProblem) -> SeatPlan {
    let names: std::collections::BTreeSet<&String> =
        problem.visits.values().flat_map(|visit| &visit.eligible).collect();
    let names: Vec<&String> = names.into_iter().collect();
    let mut solver = reference::Solver::new(
        names.iter().map(|name| problem.loads.get(*name).copied().unwrap_or(0)).collect(),
    );
    let mut plan = SeatPlan::default();
    for (visit, seats) in &problem.visits {
        let edges = seats
            .eligible
            .iter()
            .map(|name| (names.binary_search(&name).unwrap(), costs().cost(visit, name)));
        let mut edges: Vec<(usize, u64)> = edges.collect();
        edges.sort_unstable();
        solver.add_visit(seats.seats, edges);
    }
    for (index, (visit, seats)) in problem.visits.iter().enumerate() {
        let mut team: Vec<String> = solver.team(index).map(|inspector| names[inspector].clone()).collect();
        team.sort_unstable();
        plan.vacant += u64::from(seats.seats) - team.len() as u64;
        plan.assigned.insert(visit.clone(), team);
    }
    plan
}

/// A plan that is not the best is not proven by the prices of the best.
#[test]
fn another_plan_is_not_proven() {
    let problem = problem(&[(1, vec![0, 1]), (1, vec![0, 1]), (2, vec![0, 1, 2])]);
    let mut found = solve(&problem, &costs());
    assert!(found.is_proven(&problem.visits, &problem.loads, &costs()));
    let team = found.plan.assigned["W/S0"].clone();
    let other = if team == ["I0"] { "I1" } else { "I0" };
    found.plan.assigned.insert("W/S0".into(), vec![other.into()]);
    assert!(!found.is_proven(&problem.visits, &problem.loads, &costs()));
    found.plan.assigned.insert("W/S0".into(), Vec::new());
    assert!(!found.is_proven(&problem.visits, &problem.loads, &costs()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_optimum_of_small_problems(
        visits in proptest::collection::vec((1u32..3, proptest::collection::btree_set(0usize..5, 0..5)), 1..5),
        loads in proptest::collection::vec(0u32..3, 5),
    ) {
        let visits: Vec<(u32, Vec<usize>)> = visits.into_iter().map(|(seats, who)| (seats, who.into_iter().collect())).collect();
        let mut problem = problem(&visits);
        problem.loads = loads.into_iter().enumerate().map(|(index, load)| (format!("I{index}"), load)).collect();
        prop_assert_eq!(found(&problem), best_by_enumeration(&problem));
    }

    /// Whatever part of the edges is looked at first, the plan is that of the first solver, and proven.
    #[test]
    fn pricing_finds_what_was_left_out(
        visits in proptest::collection::vec((0u32..4, proptest::collection::btree_set(0usize..14, 0..14)), 1..40),
        loads in proptest::collection::vec(0u32..6, 14),
        core in 1usize..6,
    ) {
        let visits: Vec<(u32, Vec<usize>)> = visits.into_iter().map(|(seats, who)| (seats, who.into_iter().collect())).collect();
        let mut problem = problem(&visits);
        problem.loads = loads.into_iter().enumerate().map(|(index, load)| (format!("I{index}"), load)).collect();
        let found = solve::solve_with(&problem.visits, &problem.loads, &costs(), core);
        prop_assert!(found.is_proven(&problem.visits, &problem.loads, &costs()));
        prop_assert_eq!(found.plan, by_reference(&problem));
    }

    /// Larger than enumeration can follow: nobody can be swapped, added or moved to improve the result.
    #[test]
    fn larger_problems_are_even(count in 20usize..60, officers in 4usize..12) {
        let visits: Vec<(u32, Vec<usize>)> = (0..count).map(|_| (2, (0..officers).collect())).collect();
        let plan = assign(&problem(&visits), &costs());
        prop_assert_eq!(plan.vacant, 0);
        let mut loads: BTreeMap<&str, usize> = BTreeMap::new();
        plan.assigned.values().flatten().for_each(|name| *loads.entry(name).or_default() += 1);
        let (low, high) = (loads.values().min().unwrap(), loads.values().max().unwrap());
        prop_assert!(high - low <= 1, "{:?}", loads);
    }
}

#[test]
fn a_seat_nobody_can_take_stays_vacant() {
    let plan = assign(&problem(&[(2, vec![0])]), &costs());
    assert_eq!((plan.vacant, plan.assigned["W/S0"].len()), (1, 1));
}

#[test]
fn the_only_candidate_is_kept_for_the_door_that_needs_him() {
    // I0 could go to both; I1 only to the first
    let plan = assign(&problem(&[(1, vec![0, 1]), (1, vec![0])]), &costs());
    assert_eq!(plan.assigned["W/S1"], ["I0"]);
    assert_eq!(plan.assigned["W/S0"], ["I1"]);
}

#[test]
fn refill_takes_the_least_loaded_who_is_not_already_there() {
    let eligible = ["I0", "I1", "I2"].map(String::from);
    let loads = BTreeMap::from([("I0".to_owned(), 0), ("I1".to_owned(), 1), ("I2".to_owned(), 5)]);
    let chosen = costs().refill("W/S0", &eligible, &["I0".to_owned()], &loads);
    assert_eq!(chosen.as_deref(), Some("I1"));
}
