//! Figures of visits and results, the latest draws and plans, an inspector's next doors.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::{PlanStatus, WaveStatus};
use shared::registry::door_name;
use shared::visit::{ClockColour, PublicationStatus, VisitStatus};

use super::queries::{NextVisit, RecentPlan, RecentWave, Work, next_visits, recent, work};
use super::words::*;
use crate::api::{Load, use_query};
use crate::components::{Badge, EmptyState, Table, Tone, loaded};
use crate::locales::*;
use crate::routes::Page;

/// How many next doors are shown.
const NEXT: usize = 8;

/// A figure that leads to what it counts.
#[component]
pub fn Figure(
    /// What it counts.
    name: Text,
    /// How many.
    count: i32,
    /// Where they are.
    path: String,
    /// It asks for attention.
    #[prop(optional)]
    tone: &'static str,
) -> impl IntoView {
    let class = if count > 0 { format!("figure {tone}") } else { "figure".to_owned() };
    view! {
        <li>
            <A href=path attr:class=class>
                <span class="figure-value">{number(i64::from(count))}</span>
                <span class="figure-name">{t(name)}</span>
            </A>
        </li>
    }
}

/// Visits and results of all one may see.
#[component]
pub fn WorkPart() -> impl IntoView {
    let query = use_query(|| (), |()| work());
    view! {
        <section class="section">
            <h2>{t(WORK)}</h2>
            {loaded(query, |work| view! { <WorkFigures work=work /> })}
        </section>
    }
}

#[component]
fn WorkFigures(work: Work) -> impl IntoView {
    let visits = |status: VisitStatus| format!("{}?status={}", Page::Visits.path(), status.as_str());
    let clock = |colour: ClockColour| format!("{}?clock={}", Page::Results.path(), colour.as_str());
    let published = format!("{}?publication={}", Page::Results.path(), PublicationStatus::Published.as_str());
    let board = work.result_board;
    view! {
        <ul class="figures home-figures">
            <Figure name=F_PLANNED count=work.planned.total_count path=visits(VisitStatus::Planned) />
            <Figure name=F_APPROVED count=work.approved.total_count path=visits(VisitStatus::Approved) />
            <Figure name=F_GOING count=work.going.total_count path=visits(VisitStatus::CheckedIn) />
            <Figure name=F_OVER count=work.over.total_count path=visits(VisitStatus::Completed) />
            <Figure name=F_RED count=board.red path=clock(ClockColour::Red) tone="figure-bad" />
            <Figure name=F_AMBER count=board.amber path=clock(ClockColour::Amber) tone="figure-warn" />
            <Figure name=F_GREEN count=board.green path=clock(ClockColour::Green) />
            <Figure name=F_PUBLISHED count=board.published path=published />
        </ul>
    }
}

/// The latest draws and plans, side by side.
#[component]
pub fn RecentPart() -> impl IntoView {
    let query = use_query(|| (), |()| recent());
    loaded(query, |(waves, plans)| {
        view! {
            <div class="two section">
                <Draws waves=waves />
                <Plans plans=plans />
            </div>
        }
    })
}

#[component]
fn Draws(waves: Vec<RecentWave>) -> impl IntoView {
    let headings = [t(TITLE), t(OPENED), t(STATUS)].map(str::to_owned).to_vec();
    view! {
        <section>
            <h2>{t(RECENT_DRAWS)}</h2>
            {if waves.is_empty() {
                view! { <EmptyState title=t(NO_DRAWS) /> }.into_any()
            } else {
                view! {
                    <Table caption=t(RECENT_DRAWS) headings=headings>
                        {waves
                            .into_iter()
                            .map(|wave| {
                                view! {
                                    <tr>
                                        <td>
                                            <A href=Page::Wave(wave.id.into_inner()).path()>{wave.title}</A>
                                            <p class="soft small">{wave.code}</p>
                                        </td>
                                        <td>{date_time(wave.created_at)}</td>
                                        <td><Badge text=wave.status.label(lang()) tone=wave_tone(*wave.status) /></td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </Table>
                }
                    .into_any()
            }}
        </section>
    }
}

fn wave_tone(status: WaveStatus) -> Tone {
    match status {
        WaveStatus::Open => Tone::Warn,
        WaveStatus::Drawn => Tone::Active,
        WaveStatus::Closed => Tone::Good,
    }
}

#[component]
fn Plans(plans: Vec<RecentPlan>) -> impl IntoView {
    let headings = [t(TITLE), t(STATUS)].map(str::to_owned).to_vec();
    view! {
        <section>
            <h2>{t(RECENT_PLANS)}</h2>
            {if plans.is_empty() {
                view! { <EmptyState title=t(NO_PLANS) /> }.into_any()
            } else {
                view! {
                    <Table caption=t(RECENT_PLANS) headings=headings>
                        {plans
                            .into_iter()
                            .take(5)
                            .map(|plan| {
                                view! {
                                    <tr>
                                        <td>
                                            <A href=Page::Plan(plan.id.into_inner()).path()>{plan.title}</A>
                                            <p class="soft small">{plan.published_at.map(date_time)}</p>
                                        </td>
                                        <td><Badge text=plan.status.label(lang()) tone=plan_tone(*plan.status) /></td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </Table>
                }
                    .into_any()
            }}
        </section>
    }
}

fn plan_tone(status: PlanStatus) -> Tone {
    match status {
        PlanStatus::Draft => Tone::Active,
        PlanStatus::Approved | PlanStatus::Filed => Tone::Warn,
        PlanStatus::Published => Tone::Good,
        PlanStatus::Amended => Tone::Neutral,
    }
}

/// An inspector's next doors, and the way to the phone view.
#[component]
pub fn NextPart() -> impl IntoView {
    let query = use_query(|| (), |()| next_visits());
    let any = move || matches!(query.state.get(), Load::Ready(visits) if !visits.is_empty());
    view! {
        <section class="section">
            <h2>{t(NEXT_VISITS)}</h2>
            {loaded(query, |visits| view! { <NextTable visits=visits /> })}
            {move || any().then(|| view! { <p class="acts home-acts"><A href=Page::Today.path() attr:class="button">{t(TO_THE_FIELD)}</A></p> })}
        </section>
    }
}

#[component]
fn NextTable(visits: Vec<NextVisit>) -> impl IntoView {
    if visits.is_empty() {
        return view! { <div class="panel home-empty"><EmptyState title=t(NO_NEXT) text=t(NO_NEXT_TEXT) /></div> }.into_any();
    }
    let headings = [t(DATE), t(ADDRESS), t(STATUS)].map(str::to_owned).to_vec();
    view! {
        <Table caption=t(NEXT_VISITS) headings=headings>
            {visits
                .into_iter()
                .take(NEXT)
                .map(|visit| {
                    let tone = if *visit.status == VisitStatus::CheckedIn { Tone::Active } else { Tone::Neutral };
                    let behind = visit.items.first().map(|item| item.subject.name.as_str());
                    let name = door_name(&visit.site.address, behind).to_owned();
                    view! {
                        <tr>
                            <td class="nowrap">{date(visit.first_day.0)}</td>
                            <td><A href=Page::Visit(visit.id.into_inner()).path()>{name}</A></td>
                            <td><Badge text=visit.status.label(lang()) tone=tone /></td>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
    .into_any()
}
