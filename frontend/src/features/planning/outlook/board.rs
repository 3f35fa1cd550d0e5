//! The lines to be ticked, the rules to be turned, and what follows.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::calendar::WorkCalendar;
use shared::planning::{LineKind, LineStatus, PlanStatus};
use shared::simulation::{Effort, Merge, OpenDays, Outlook, PlanningRules, Population, simulate, suggest};

use super::super::queries::LineDetail;
use super::super::typed::Typed;
use super::super::words::{LINE_TITLE, NO_LINES, NO_LINES_TEXT};
use super::figures::Figures;
use super::merges::Merges;
use super::model::KnownLine;
use super::queries::{Ground, MonthlyOfficers, PlanBasis, outlook};
use super::rules_form::{Rules, RulesForm};
use super::tables::{Classes, Loads, Often, Warnings};
use super::words::*;
use crate::api::{Load, use_query};
use crate::components::{EmptyState, ErrorPanel, Notice, Skeleton, Table};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// Fewest entries a merge must save to be suggested.
const LEAST_SAVING: f64 = 0.5;

/// What the parts of the board look at together.
#[derive(Clone, Copy)]
pub struct Desk {
    /// All lines of the plan that are not withdrawn.
    pub lines: RwSignal<Vec<KnownLine>>,
    /// Titles by id.
    pub titles: StoredValue<BTreeMap<String, String>>,
    /// The plan.
    pub plan: StoredValue<cynic::Id>,
    /// Whether one may say which lines are drawn together.
    pub may_group: bool,
    /// Officers.
    pub officers: StoredValue<Vec<MonthlyOfficers>>,
    /// Doors and quota of each ticked line, by id.
    pub counts: RwSignal<BTreeMap<String, (u64, u64)>>,
    /// Open days by month under the rules as they stand.
    pub open_days: Signal<[u32; 12]>,
}

impl Desk {
    /// What people call a line.
    pub fn title(self, id: &str) -> String {
        self.titles.with_value(|titles| titles.get(id).cloned().unwrap_or_else(|| id.to_owned()))
    }
}

/// The answer as it stands.
pub type Answer = Signal<Option<(Outlook, Vec<Merge>)>>;

/// A line of the plan, ready for the simulation.
pub fn known(line: &LineDetail, basis: &PlanBasis) -> KnownLine {
    let officers = |officers: i32| u32::try_from(officers).unwrap_or(0);
    KnownLine {
        id: line.id.inner().to_owned(),
        draft: Typed::from(line).draft(),
        cap: basis.cap(line.id.inner()),
        tags: line.items.iter().map(|item| item.tag.clone()).collect(),
        departments: line
            .parties
            .iter()
            .map(|party| (party.department.id.inner().to_owned(), officers(party.officers)))
            .collect(),
        group: line.wave_group.clone(),
    }
}

/// Everything below the heading.
#[component]
pub fn Board(ground: Ground) -> impl IntoView {
    let live: Vec<&LineDetail> =
        ground.lines.iter().filter(|line| *line.status != LineStatus::Withdrawn).collect();
    if live.is_empty() {
        return view! { <EmptyState title=t(NO_LINES) text=t(NO_LINES_TEXT) /> }.into_any();
    }
    let titles = live.iter().map(|line| (line.id.inner().to_owned(), line.title.clone())).collect();
    let lines: Vec<KnownLine> = live.iter().map(|line| known(line, &ground.basis)).collect();
    let picked = RwSignal::new(lines.iter().map(|line| line.id.clone()).collect::<Vec<_>>());
    let rules = Rules::new(ground.plan.planning_rules.clone().into());
    let year = ground.plan.year;
    let open = Memo::new(move |_| OpenDays::of(year, &WorkCalendar::published(), &rules.last_read.get()));
    let desk = Desk {
        lines: RwSignal::new(lines),
        titles: StoredValue::new(titles),
        plan: StoredValue::new(ground.plan.id.clone()),
        may_group: *ground.plan.status == PlanStatus::Draft && Session::expect().may(Action::ReviewPlan),
        officers: StoredValue::new(ground.basis.officers.clone()),
        counts: RwSignal::new(BTreeMap::new()),
        open_days: Signal::derive(move || open.with(OpenDays::per_month)),
    };
    let population: Option<Population> = ground
        .basis
        .population
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .filter(Population::is_sound);
    view! {
        <div class="outlook">
            <div class="stack">
                <LinesTable desk=desk picked=picked />
                <RulesForm rules=rules desk=desk revision=ground.plan.revision />
            </div>
            {match population {
                Some(population) => {
                    let population = StoredValue::new(population);
                    let answer = Memo::new(move |_| {
                        let wanted = picked.get();
                        let lines: Vec<_> = desk.lines.with(|lines| {
                            lines.iter().filter(|line| wanted.contains(&line.id)).map(KnownLine::simulated).collect()
                        });
                        (!lines.is_empty()).then(|| {
                            population.with_value(|population| open.with(|open| {
                                let outlook = simulate(population, &lines, &rules.last_read.get(), open, Effort::LIVE);
                                (outlook, suggest(population, &lines, open, LEAST_SAVING))
                            }))
                        })
                    });
                    view! { <Answers desk=desk answer=answer.into() /> }.into_any()
                }
                None => view! { <FromServer desk=desk picked=picked rules=rules.last_read /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// The same figures, computed where the doors are.
#[component]
fn FromServer(desk: Desk, picked: RwSignal<Vec<String>>, rules: Memo<PlanningRules>) -> impl IntoView {
    let groups = move || desk.lines.get().into_iter().map(|line| line.group).collect::<Vec<_>>();
    let query = use_query(
        move || (picked.get(), groups(), rules.get()),
        move |(picked, _, rules)| async move {
            if picked.is_empty() {
                return Ok(None);
            }
            outlook(desk.plan.get_value(), picked, rules).await.map(Some)
        },
    );
    let answer: Answer = Signal::derive(move || query.data().flatten());
    view! {
        <div class="stack">
            <Notice text=t(ON_SERVER) />
            {move || match query.state.get() {
                Load::Loading => view! { <Skeleton lines=6 /> }.into_any(),
                Load::Failed(error) => {
                    view! { <ErrorPanel error=error on_retry=Callback::new(move |()| query.reload()) /> }.into_any()
                }
                Load::Ready(_) => view! { <Answers desk=desk answer=answer /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Answers(desk: Desk, answer: Answer) -> impl IntoView {
    let any = Memo::new(move |_| answer.with(Option::is_some));
    Effect::new(move |_| {
        let lines = answer.with(|answer| answer.as_ref().map(|(outlook, _)| outlook.lines.clone()));
        let counts = lines.unwrap_or_default().into_iter().map(|line| (line.line, (line.doors, line.checks)));
        desk.counts.set(counts.collect());
    });
    move || {
        if !any.get() {
            return view! { <EmptyState title=t(NOTHING_PICKED) text=t(NOTHING_PICKED_TEXT) /> }.into_any();
        }
        view! {
            <div class="stack" aria-live="polite">
                <Figures answer=answer />
                <Warnings desk=desk answer=answer />
                <Merges desk=desk answer=answer />
                <Often answer=answer />
                <Loads desk=desk answer=answer />
                <Classes answer=answer />
            </div>
        }
        .into_any()
    }
}

#[component]
fn LinesTable(desk: Desk, picked: RwSignal<Vec<String>>) -> impl IntoView {
    let all = move || desk.lines.with(|lines| lines.iter().map(|line| line.id.clone()).collect::<Vec<_>>());
    let full = move || picked.with(Vec::len) == desk.lines.with(Vec::len);
    let headings = vec![
        t(PICK).to_owned(),
        t(LINE_TITLE).to_owned(),
        t(GROUP).to_owned(),
        format!("#{}", t(DOORS_COLUMN)),
        format!("#{}", t(CHECKS_COLUMN)),
    ];
    view! {
        <section class="section">
            <h2>{t(LINES_PICKED)}</h2>
            <label class="pick">
                <input
                    type="checkbox"
                    prop:checked=full
                    on:change=move |event| picked.set(if event_target_checked(&event) { all() } else { Vec::new() })
                />
                {t(PICK_ALL)}
            </label>
            <Table caption=t(LINES_PICKED) headings=headings>
                {all()
                    .into_iter()
                    .map(|id| view! { <LineRow desk=desk picked=picked id=id /> })
                    .collect_view()}
            </Table>
        </section>
    }
}

#[component]
fn LineRow(desk: Desk, picked: RwSignal<Vec<String>>, id: String) -> impl IntoView {
    let title = desk.title(&id);
    let path = Page::Line(id.clone()).path();
    let special = desk.lines.with_untracked(|lines| {
        lines.iter().any(|line| line.id == id && line.draft.kind == LineKind::Special)
    });
    let id = StoredValue::new(id);
    let toggle = move |event| {
        let on = event_target_checked(&event);
        picked.update(|picked| {
            picked.retain(|known| id.with_value(|id| known != id));
            if on {
                picked.push(id.get_value());
            }
        });
    };
    let count = move |which: fn((u64, u64)) -> u64| {
        let found = desk.counts.with(|counts| id.with_value(|id| counts.get(id).copied()));
        found.map_or_else(|| "—".to_owned(), |pair| number(i64::try_from(which(pair)).unwrap_or(i64::MAX)))
    };
    let group = move || {
        let found = desk.lines.with(|lines| {
            lines.iter().find(|line| id.with_value(|id| line.id == *id)).and_then(|line| line.group.clone())
        });
        match found {
            Some(group) => view! { <span class="tag">{group}</span> }.into_any(),
            None => view! { <span class="soft">{t(ALONE)}</span> }.into_any(),
        }
    };
    view! {
        <tr>
            <td class="pick-cell">
                <input
                    type="checkbox"
                    aria-label=fill(PICK_LINE, &[&title])
                    prop:checked=move || picked.with(|picked| id.with_value(|id| picked.contains(id)))
                    on:change=toggle
                />
            </td>
            <td>
                <A href=path>{title.clone()}</A>
                {special.then(|| view! { " " <span class="tag">{LineKind::Special.label(lang())}</span> })}
            </td>
            <td class="nowrap">{group}</td>
            <td class="number">{move || count(|(doors, _)| doors)}</td>
            <td class="number">{move || count(|(_, checks)| checks)}</td>
        </tr>
    }
}
