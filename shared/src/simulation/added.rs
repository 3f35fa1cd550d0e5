//! What one line adds to a plan: the plan with it against the plan without it.

use super::{Effort, OpenDays, Outlook, PlanningRules, Population, SimulatedLine, simulate};

/// What a line adds to the others of its plan.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Added {
    /// Doors opened beyond those of the others, all lines drawn in one wave; a mean over trial draws.
    pub together: f64,
    /// The same, every line drawn on its own.
    pub apart: f64,
    /// The least any design adds.
    pub lower_bound: f64,
    /// Doors that come over the cap of all departments together because of it.
    pub over_combined: f64,
    /// Doors that come over the cap of one department because of it.
    pub over_body: f64,
}

impl Added {
    /// The difference of two outlooks. Small negative values are the noise of trial draws.
    pub fn between(with: &Outlook, without: &Outlook) -> Self {
        let more = |with: f64, without: f64| (with - without).max(0.0);
        let bodies = |outlook: &Outlook| outlook.departments.iter().map(|one| one.over_cap).sum();
        Self {
            together: more(with.together.doors.mean, without.together.doors.mean),
            apart: more(with.apart.doors.mean, without.apart.doors.mean),
            lower_bound: more(with.lower_bound, without.lower_bound),
            over_combined: more(with.over_combined, without.over_combined),
            over_body: more(bodies(with), bodies(without)),
        }
    }
}

/// What the line with this task adds to the others in `lines`, whose outlook `whole` is.
pub fn added(
    population: &Population,
    lines: &[SimulatedLine],
    task: &str,
    whole: &Outlook,
    (rules, open, effort): (&PlanningRules, &OpenDays, Effort),
) -> Added {
    let others: Vec<SimulatedLine> =
        lines.iter().filter(|line| line.population.task != task).cloned().collect();
    Added::between(whole, &simulate(population, &others, rules, open, effort))
}
