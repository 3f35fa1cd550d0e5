//! What the line in the form will open, while it is typed.

use leptos::prelude::*;
use shared::calendar::WorkCalendar;
use shared::catalogue::joint_cap;
use shared::draw::BASIS_POINTS;
use shared::planning::LineStatus;
use shared::registry::RiskClass;
use shared::simulation::{
    Effort, LineOutlook, OpenDays, PlanningRules, Population, SimulatedLine, not_monotone, simulate, suggest,
};

use super::outlook::{Ground, KnownLine, ground, known};
use super::queries::ItemRef;
use super::typed::{Typed, terms};
use super::words::*;
use crate::api::use_query;
use crate::components::{FigureList, Table, loaded_or};
use crate::locales::*;

/// One trial is enough: quotas are exact, and savings have a formula.
const QUICK: Effort = Effort { doors: 1, trials: (1, 1) };
/// The task of a line that has no id yet.
const NEW: &str = "new";

/// What the form says of the line.
#[derive(Debug, Clone, PartialEq)]
struct Live {
    line: LineOutlook,
    /// A safer and a riskier class, of which the riskier has the smaller ratio.
    upside_down: Option<(RiskClass, RiskClass)>,
    /// Lines it should be drawn with, and what that saves.
    merge: Option<(Vec<String>, f64)>,
}

/// The line in the form.
#[derive(Clone)]
pub struct FormLine {
    /// The plan, by id.
    pub plan: String,
    /// The line, by id, if it is not new.
    pub own: Option<String>,
    /// Joint items that may be chosen.
    pub items: StoredValue<Vec<ItemRef>>,
    /// The form.
    pub typed: Signal<Typed>,
}

/// Figures beside the form; nothing where the server has too many doors to send.
#[component]
pub fn LiveFigures(
    /// The line.
    line: FormLine,
) -> impl IntoView {
    let FormLine { plan, own, items, typed } = line;
    let key = StoredValue::new(plan);
    let query = use_query(move || key.get_value(), ground);
    let own = StoredValue::new(own.unwrap_or_else(|| NEW.to_owned()));
    view! {
        <section class="panel" aria-live="polite">
            <h2>{t(LIVE)}</h2>
            {loaded_or(query, 3, move |ground| view! { <LiveView ground=ground own=own items=items typed=typed /> })}
        </section>
    }
}

#[component]
fn LiveView(
    ground: Ground,
    own: StoredValue<String>,
    items: StoredValue<Vec<ItemRef>>,
    typed: Signal<Typed>,
) -> impl IntoView {
    let population: Option<Population> =
        ground.basis.population.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(population) = population.filter(Population::is_sound) else {
        return view! { <p class="soft">{t(LIVE_TOO_MANY)}</p> }.into_any();
    };
    let others: Vec<KnownLine> = ground
        .lines
        .iter()
        .filter(|line| *line.status != LineStatus::Withdrawn && own.with_value(|own| line.id.inner() != own))
        .map(|line| known(line, &ground.basis))
        .collect();
    let titles: Vec<(String, String)> =
        ground.lines.iter().map(|line| (line.id.inner().to_owned(), line.title.clone())).collect();
    let rules: PlanningRules = ground.plan.planning_rules.clone().into();
    let open = OpenDays::of(ground.plan.year, &WorkCalendar::published(), &rules);
    let known = StoredValue::new((population, others, (rules, open)));
    let live = Memo::new(move |_| {
        let typed = typed.get();
        let line = own.with_value(|own| items.with_value(|items| simulated(own, &typed, items)))?;
        known.with_value(|(population, others, open)| {
            own.with_value(|own| look(own, line, population, others, open))
        })
    });
    let titles = StoredValue::new(titles);
    (move || match live.get() {
        None => view! { <p class="soft">{t(LIVE_NOT_YET)}</p> }.into_any(),
        Some(live) => {
            let names = live.merge.as_ref().map(|(lines, saved)| {
                let title = |id: &String| {
                    titles.with_value(|titles| {
                        titles
                            .iter()
                            .find(|(known, _)| known == id)
                            .map_or_else(String::new, |(_, title)| title.clone())
                    })
                };
                let names: Vec<String> = lines.iter().map(title).filter(|title| !title.is_empty()).collect();
                (names.join(comma()), *saved)
            });
            view! { <LiveNumbers line=live.line upside_down=live.upside_down merge=names /> }.into_any()
        }
    })
    .into_any()
}

/// The line as typed, once its ratios are ratios and an item says whom it is about.
fn simulated(own: &str, typed: &Typed, items: &[ItemRef]) -> Option<SimulatedLine> {
    let draft = typed.draft();
    if typed.items.is_empty() || draft.ratios.values().any(|ratio| *ratio > BASIS_POINTS) {
        return None;
    }
    let tags = items.iter().filter(|item| typed.items.iter().any(|id| id == item.id.inner()));
    let tags = tags.map(|item| item.tag.clone()).collect();
    let cap = joint_cap(&terms(items, &typed.items));
    Some(SimulatedLine::of(own.to_owned(), &draft, cap, tags, Vec::new(), None))
}

fn look(
    own: &str,
    line: SimulatedLine,
    population: &Population,
    others: &[KnownLine],
    (rules, open): &(PlanningRules, OpenDays),
) -> Option<Live> {
    let upside_down = not_monotone(&line.population.ratios);
    let alone = simulate(population, std::slice::from_ref(&line), rules, open, QUICK).lines.pop()?;
    let mut all: Vec<SimulatedLine> = others.iter().map(KnownLine::simulated).collect();
    all.push(line);
    let merge = suggest(population, &all, open, 0.5)
        .into_iter()
        .find(|merge| merge.lines.iter().any(|id| id == own))
        .map(|merge| (merge.lines.into_iter().filter(|id| id != own).collect(), merge.entries));
    Some(Live { line: alone, upside_down, merge })
}

#[component]
fn LiveNumbers(
    line: LineOutlook,
    upside_down: Option<(RiskClass, RiskClass)>,
    merge: Option<(String, f64)>,
) -> impl IntoView {
    let whole = |value: u64| number(i64::try_from(value).unwrap_or(i64::MAX));
    let figures = [(SUBJECTS, line.subjects), (FRAME, line.doors), (CHECKS, line.checks)];
    let nobody = line.doors == 0;
    let headings = vec![t(STRATUM).to_owned(), format!("#{}", t(DOORS)), format!("#{}", t(QUOTA))];
    let rows = line.strata.into_iter().map(move |row| {
        let name = RiskClass::parse(&row.stratum).map_or(t(ALL_STRATUM), |class| class.label(lang()));
        view! {
            <tr>
                <td>{name}</td>
                <td class="number">{whole(row.doors)}</td>
                <td class="number">{whole(row.quota)}</td>
            </tr>
        }
    });
    view! {
        <div class="stack">
            <FigureList figures=figures.into_iter().map(|(name, value)| (name, whole(value))).collect() />
            {nobody.then(|| view! { <p class="notice notice-warn">{t(LIVE_NOBODY)}</p> })}
            {(!nobody).then(|| view! { <Table caption=t(QUOTA) headings=headings>{rows.collect_view()}</Table> })}
            {upside_down
                .map(|(lower, higher)| {
                    view! { <p class="notice notice-warn">{fill(LIVE_UPSIDE_DOWN, &[higher.as_str(), lower.as_str()])}</p> }
                })}
            {merge
                .map(|(names, saved)| {
                    #[expect(clippy::cast_possible_truncation, reason = "a figure for people")]
                    let saved = saved.round().max(1.0) as i64;
                    view! { <p>{fill(LIVE_MERGE, &[&names, &number(saved)])}</p> }
                })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_simulated_once_its_ratios_are_ratios() {
        let mut typed = Typed::empty("dep_1".into());
        assert!(simulated(NEW, &typed, &[]).is_none(), "no item yet");
        typed.items.push("ji_1".into());
        assert!(simulated(NEW, &typed, &[]).is_none(), "no ratio yet");
        typed.ratios = ["", "1", "3", "5", "8"].map(str::to_owned);
        assert!(simulated(NEW, &typed, &[]).is_some());
    }
}
