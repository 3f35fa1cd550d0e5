//! Figures for the office's table: each waiting line of a plan against all the others, with the same
//! simulation as the outlook.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::calendar::WorkCalendar;
use shared::planning::LineStatus;
use shared::simulation::{
    Added, Effort, OpenDays, PlanningRules, Population, SimulatedLine, added, simulate,
};

use super::super::office_words::QUEUE_ON_SERVER;
use super::super::queue_model::{QueueFigure, figure_of};
use super::board::known;
use super::model::KnownLine;
use super::queries::{Ground, ground, outlook};
use crate::api::{ApiError, use_query};
use crate::components::{Notice, loaded_or};
use crate::locales::*;

/// Figures by line.
pub type Figures = BTreeMap<String, QueueFigure>;

/// Waiting lines of a plan, and where their figures go.
#[derive(Clone)]
pub struct QueueGround {
    /// The plan, by id.
    pub plan: String,
    /// The lines, by id.
    pub lines: Vec<String>,
    /// Figures of all plans.
    pub figures: RwSignal<Figures>,
}

/// What was computed, and whether the server did it.
type Found = (Figures, bool);

/// Computes, and says only what has to be said.
#[component]
pub fn QueueFigures(
    /// Of which lines.
    of: QueueGround,
) -> impl IntoView {
    let QueueGround { plan, lines, figures } = of;
    let key = StoredValue::new((plan, lines));
    let query = use_query(move || key.get_value(), |(plan, lines)| found(plan, lines));
    loaded_or(query, 1, move |(found, on_server): Found| {
        figures.update(|figures| figures.extend(found));
        on_server.then(|| view! { <Notice text=t(QUEUE_ON_SERVER) /> })
    })
}

async fn found(plan: String, wanted: Vec<String>) -> Result<Found, ApiError> {
    let ground = ground(plan).await?;
    let lines: Vec<KnownLine> = ground
        .lines
        .iter()
        .filter(|line| *line.status != LineStatus::Withdrawn)
        .map(|line| known(line, &ground.basis))
        .collect();
    let population: Option<Population> =
        ground.basis.population.as_deref().and_then(|text| serde_json::from_str(text).ok());
    match population.filter(Population::is_sound) {
        Some(population) => Ok((here(&population, &ground, &lines, &wanted), false)),
        None => Ok((there(&ground, &lines, &wanted).await?, true)),
    }
}

/// Whether a ratio is above what the items of the line allow.
fn over_ratio(line: &KnownLine) -> bool {
    line.cap.is_some_and(|cap| line.draft.ratios.values().any(|ratio| *ratio > cap))
}

fn here(population: &Population, ground: &Ground, lines: &[KnownLine], wanted: &[String]) -> Figures {
    let rules: PlanningRules = ground.plan.planning_rules.clone().into();
    let open = OpenDays::of(ground.plan.year, &WorkCalendar::published(), &rules);
    let simulated: Vec<SimulatedLine> = lines.iter().map(KnownLine::simulated).collect();
    let whole = simulate(population, &simulated, &rules, &open, Effort::LIVE);
    let figure = |line: &KnownLine| {
        let added = added(population, &simulated, &line.id, &whole, (&rules, &open, Effort::LIVE));
        Some((line.id.clone(), figure_of(&line.id, &whole, added, over_ratio(line))?))
    };
    lines.iter().filter(|line| wanted.contains(&line.id)).filter_map(figure).collect()
}

/// The same where there are too many doors to send: one question for the plan, one for each line.
async fn there(ground: &Ground, lines: &[KnownLine], wanted: &[String]) -> Result<Figures, ApiError> {
    let all: Vec<String> = lines.iter().map(|line| line.id.clone()).collect();
    let rules: PlanningRules = ground.plan.planning_rules.clone().into();
    let (whole, _) = outlook(ground.plan.id.clone(), all.clone(), rules.clone()).await?;
    let mut figures = Figures::new();
    for line in lines.iter().filter(|line| wanted.contains(&line.id)) {
        let others: Vec<String> = all.iter().filter(|id| **id != line.id).cloned().collect();
        let (without, _) = outlook(ground.plan.id.clone(), others, rules.clone()).await?;
        let added = Added::between(&whole, &without);
        if let Some(figure) = figure_of(&line.id, &whole, added, over_ratio(line)) {
            figures.insert(line.id.clone(), figure);
        }
    }
    Ok(figures)
}
