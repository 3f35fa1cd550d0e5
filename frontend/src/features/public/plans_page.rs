//! Published plans: the newest open, earlier ones folded.

use leptos::prelude::*;
use shared::planning::line::ALL_STRATUM;
use shared::planning::{LineKind, PlanStatus};

use super::model::ratio_parts;
use super::queries::{Plan, PlanLine, plans};
use super::shared_views::department_names;
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, EmptyState, Facts, PageHead, Table, Tone, loaded};
use crate::locales::*;
use crate::parts::plan_changes::{DIFFERENCES, DifferencesTable};

/// All published plans.
#[component]
pub fn PlansPage() -> impl IntoView {
    let query = use_query(|| (), |()| plans());
    view! {
        <PageHead title=t(PLANS) note=t(PLANS_NOTE) />
        {loaded(query, |plans| {
            if plans.is_empty() {
                return view! { <EmptyState title=t(NO_PLANS) /> }.into_any();
            }
            plans
                .into_iter()
                .enumerate()
                .map(|(index, plan)| view! { <PlanView plan=plan open={index == 0} /> })
                .collect_view()
                .into_any()
        })}
    }
}

#[component]
fn PlanView(plan: Plan, open: bool) -> impl IntoView {
    let tone = if *plan.status == PlanStatus::Published { Tone::Good } else { Tone::Neutral };
    let lines = plan.lines.len();
    let place = version_place(plan.year, plan.version);
    let amended = plan.amends.is_some();
    let links =
        [(AMENDS, plan.amends), (AMENDED_BY, plan.amended_by)].into_iter().filter_map(|(text, version)| {
            let version = version?;
            let target = format!("#{}", version_place(plan.year, version));
            Some(view! { <p><a href=target>{fill(text, &[&version.to_string()])}</a></p> })
        });
    let links = links.collect_view();
    let reason = plan.amend_reason.map(|reason| view! { <p>{t(AMEND_REASON)} {colon()} {reason}</p> });
    let facts = vec![
        (t(NUMBER).to_owned(), plan.number),
        (t(VERSION).to_owned(), plan.version.to_string()),
        (t(FILED).to_owned(), plan.filed_number.unwrap_or_default()),
        (t(PUBLISHED_AT).to_owned(), plan.published_at.map(date_time).unwrap_or_default()),
    ];
    // Tables of several plans, and of versions with one title, stand on one page: each says whose it is.
    let whose = format!("{} · {} {}", plan.title, t(VERSION), plan.version);
    view! {
        <details class="fold" id=place open=open>
            <summary>
                <h2>{plan.title}</h2>
                <Badge text=plan.status.label(lang()) tone=tone />
                <span class="soft">{fill(LINES_COUNT, &[&lines.to_string()])}</span>
            </summary>
            <div class="stack">
                <Facts facts=facts />
                {links}
                {reason}
                {amended
                    .then(|| {
                        view! {
                            <h3>{t(DIFFERENCES)}</h3>
                            <DifferencesTable lines=plan.differences whose=whose.clone() />
                        }
                    })}
                <LinesTable lines=plan.lines whose=whose />
                {plan
                    .content_hash
                    .map(|hash| view! { <p class="small soft">{t(CONTENT_HASH)} " " <span class="hash">{hash}</span></p> })}
            </div>
        </details>
    }
}

#[component]
fn LinesTable(lines: Vec<PlanLine>, whose: String) -> impl IntoView {
    let headings = [t(LINE), t(DEPARTMENTS), t(WINDOW), t(METHOD), t(RATIO)];
    view! {
        <div class="stacked">
            <Table caption=format!("{whose} · {}", t(LINE)) headings=headings.map(str::to_owned).to_vec()>
                {lines
                    .into_iter()
                    .map(|line| {
                        let names = department_names(&line.departments);
                        let window = fill(DAYS_RANGE, &[&line.window_from.0.to_string(), &line.window_to.0.to_string()]);
                        let ratio = ratio(&line);
                        view! {
                            <tr>
                                <td class="cell-wide" data-label=t(LINE)>
                                    {line.number} ". " {line.title}
                                    {(*line.kind == LineKind::Special)
                                        .then(|| {
                                            view! {
                                                " "
                                                <span class="tag">{line.kind.label(lang())}</span>
                                                <span class="soft small">" " {line.special_reason}</span>
                                            }
                                        })}
                                </td>
                                <td data-label=t(DEPARTMENTS)>{names}</td>
                                <td class="nowrap" data-label=t(WINDOW)>{window}</td>
                                <td class="nowrap" data-label=t(METHOD)>{line.method.label(lang())}</td>
                                <td class="cell-half" data-label=t(RATIO)>{ratio}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// Where a version stands on the page.
fn version_place(year: i32, version: i32) -> String {
    format!("plan-{year}-{version}")
}

/// The ratio of a line; one without checks everybody.
fn ratio(line: &PlanLine) -> String {
    if line.ratios.is_empty() {
        return t(RATIO_NONE).to_owned();
    }
    let part = |ratio: &super::queries::Ratio| {
        let name = if ratio.stratum == ALL_STRATUM { String::new() } else { ratio.stratum.clone() };
        (name, percent(i64::from(ratio.basis_points)))
    };
    ratio_parts(&line.ratios.iter().map(part).collect::<Vec<_>>())
}
