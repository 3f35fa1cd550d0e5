//! Gaps: what nobody watches, and what cannot be watched.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use shared::registry::facets::{NOBODY, REGISTRAR_ALONE};

use super::gaps_queries::{CoverageReport, ItemName, SubjectName, UnassignedTown, report};
use super::heat::HeatMap;
use super::shared_views::Tabs;
use super::shortages::Shortages;
use super::words::*;
use crate::api::{download, use_query};
use crate::components::{Button, EmptyState, FilterDate, FilterRow, PageHead, Table, loaded_or};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::reference::Reference;
use crate::state::toasts::Toasts;

/// The page.
#[component]
pub fn GapsPage() -> impl IntoView {
    let (from, to) = (Filter::of_address("from"), Filter::of_address("to"));
    let query = use_query(move || (from.get(), to.get()), |(from, to)| report(from, to));
    let busy = RwSignal::new(false);
    let toasts = Toasts::of_app();
    let export = Callback::new(move |()| {
        let Some(report) = untrack(|| query.data()) else { return };
        busy.set(true);
        spawn_local(async move {
            let path = format!("/api/coverage.csv?from={}&to={}", report.from.0, report.to.0);
            match download(&path).await {
                Ok(bytes) => platform::download::save("coverage.csv", "text/csv", &bytes),
                Err(error) => toasts.bad(error.words()),
            }
            busy.try_set(false);
        });
    });
    view! {
        <PageHead title=t(TAB_GAPS) note=t(COVERAGE_NOTE)>
            <Button label=t(EXPORT_CSV) busy=busy on_press=export />
        </PageHead>
        <Tabs />
        <FilterRow filters=vec![from, to]>
            <FilterDate label=t(WINDOW_FROM) filter=from />
            <FilterDate label=t(WINDOW_TO) filter=to />
        </FilterRow>
        {loaded_or(query, 12, |report| view! { <Body report=report /> })}
    }
}

#[component]
fn Body(report: CoverageReport) -> impl IntoView {
    let sum = |rows: &[UnassignedTown]| rows.iter().map(|row| i64::from(row.subjects)).sum::<i64>();
    let unassigned = sum(&report.unassigned);
    let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    let figures = [
        (UNASSIGNED, unassigned, "#unassigned"),
        (REGISTRAR_ONLY, sum(&report.registrar_only), "#registrar"),
        (SHORTAGES, i64::from(report.shortage_count), "#shortages"),
        (IDLE, count(report.idle_items.len()), "#idle"),
        (WITHOUT_EXPERTS, count(report.items_without_experts.len()), "#experts"),
    ];
    let window = fill(WINDOW_SHOWN, &[&report.from.0.to_string(), &report.to.0.to_string()]);
    let experts = format!("{}?tab=experts", Page::Inspectors.path());
    let shortages = (report.shortages.clone(), report.shortage_count);
    let (idle, lacking) = (report.idle_items.clone(), report.items_without_experts.clone());
    let (alone, alone_examples) = (report.registrar_only.clone(), report.registrar_only_examples.clone());
    let (towns, examples) = (report.unassigned.clone(), report.unassigned_examples.clone());
    view! {
        <div class="stack">
            <section class="stack">
                <h2>{t(GAPS_OVERVIEW)}</h2>
                <ul class="figures">
                    {figures
                        .into_iter()
                        .map(|(name, value, to)| {
                            view! {
                                <li class="figure">
                                    <a href=to>
                                        <span class="figure-value">{number(value)}</span>
                                        <span class="figure-name">{t(name)}</span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
                <p class="soft">{window}</p>
                <HeatMap report=report />
            </section>
            <section class="section stack" id="shortages">
                <h2>{t(SHORTAGES)}</h2>
                <p class="soft">{t(SHORTAGES_NOTE)}</p>
                <Shortages rows=shortages.0 total=shortages.1 />
            </section>
            <section class="section stack" id="unassigned">
                <h2>{t(UNASSIGNED)}</h2>
                <p class="soft">{t(UNASSIGNED_NOTE)}</p>
                <Unassigned towns=towns examples=examples />
            </section>
            <section class="section stack" id="registrar">
                <h2>{t(REGISTRAR_ONLY)}</h2>
                <p class="soft">{t(REGISTRAR_ONLY_NOTE)} " " <A href=Page::TagRules.path()>{t(TO_RULES)}</A></p>
                <Unassigned towns=alone examples=alone_examples registrar=true />
            </section>
            <section class="section stack" id="idle">
                <h2>{t(IDLE)}</h2>
                <p class="soft">{t(IDLE_NOTE)}</p>
                <ItemTable rows=idle caption=IDLE nothing=NO_IDLE />
            </section>
            <section class="section stack" id="experts">
                <h2>{t(WITHOUT_EXPERTS)}</h2>
                <p class="soft">{t(WITHOUT_EXPERTS_NOTE)} " " <A href=experts>{t(TO_EXPERTS)}</A></p>
                <ItemTable rows=lacking caption=WITHOUT_EXPERTS nothing=NO_WITHOUT_EXPERTS />
            </section>
        </div>
    }
}

/// The library, filtered to the subjects of a town that have no department, or no other than the registrar.
fn library(town: &str, registrar: bool) -> String {
    let department = if registrar { REGISTRAR_ALONE } else { NOBODY };
    format!("{}?department={department}&status=ACTIVE&town={town}", Page::Subjects.path())
}

#[component]
fn Unassigned(
    towns: Vec<UnassignedTown>,
    examples: Vec<SubjectName>,
    #[prop(optional)] registrar: bool,
) -> impl IntoView {
    let (caption, nothing) =
        if registrar { (REGISTRAR_ONLY, NO_REGISTRAR_ONLY) } else { (UNASSIGNED, NO_UNASSIGNED) };
    if towns.is_empty() {
        return view! { <EmptyState title=t(nothing) /> }.into_any();
    }
    let reference = Reference::of_area();
    let headings = vec![t(TOWN).to_owned(), format!("#{}", t(SUBJECTS_HEAD)), t(ACTIONS).to_owned()];
    let links = examples
        .into_iter()
        .map(|row| view! { <li lang="zh-CN"><A href=Page::Subject(row.id.into_inner()).path()>{row.name}</A></li> })
        .collect_view();
    view! {
        <div class="stacked">
            <Table caption=t(caption) headings=headings>
                {towns
                    .into_iter()
                    .map(|row| {
                        let path = library(&row.town, registrar);
                        let town = row.town;
                        view! {
                            <tr>
                                <td data-label=t(TOWN)>{move || reference.get().division(&town)}</td>
                                <td class="number" data-label=t(SUBJECTS_HEAD)>{number(i64::from(row.subjects))}</td>
                                <td data-label=t(ACTIONS)><A href=path>{t(UNASSIGNED_LIST)}</A></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
        <div>
            <h3>{t(EXAMPLES)}</h3>
            <ul class="plain-list">{links}</ul>
        </div>
    }
    .into_any()
}

#[component]
fn ItemTable(rows: Vec<ItemName>, caption: Text, nothing: Text) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState title=t(nothing) /> }.into_any();
    }
    let headings = [DEPARTMENT, ITEM].map(|name| t(name).to_owned()).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(caption) headings=headings>
                {rows
                    .into_iter()
                    .map(|row| {
                        let name = format!("{} {}", row.code, row.name);
                        view! {
                            <tr>
                                <td data-label=t(DEPARTMENT)>{row.department.name}</td>
                                <td data-label=t(ITEM)><A href=Page::OwnItem(row.id.into_inner()).path()>{name}</A></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
    .into_any()
}
