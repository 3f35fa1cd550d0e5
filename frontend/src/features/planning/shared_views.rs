//! Parts that several pages of planning show.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::{Confirmation, LineKind, LineStatus, PlanStatus};
use shared::registry::RiskClass;

use super::queries::{Decision, LineFigures, LineRow, Party, figures};
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, Bar, Bars, EmptyState, Table, Tone, loaded_or};
use crate::locales::*;
use crate::routes::Page;

/// What the status of a line means.
pub fn line_tone(status: LineStatus) -> Tone {
    match status {
        LineStatus::Draft | LineStatus::Withdrawn => Tone::Neutral,
        LineStatus::Confirming | LineStatus::Signing => Tone::Warn,
        LineStatus::Submitted | LineStatus::Reviewed => Tone::Active,
        LineStatus::Approved => Tone::Good,
        LineStatus::Returned => Tone::Bad,
    }
}

/// What the status of a plan means.
pub fn plan_tone(status: PlanStatus) -> Tone {
    match status {
        PlanStatus::Draft => Tone::Active,
        PlanStatus::Approved | PlanStatus::Filed => Tone::Warn,
        PlanStatus::Published => Tone::Good,
        PlanStatus::Amended => Tone::Neutral,
    }
}

/// What a department's word means.
pub fn confirmation_tone(confirmation: Confirmation) -> Tone {
    match confirmation {
        Confirmation::Invited => Tone::Warn,
        Confirmation::Confirmed => Tone::Good,
        Confirmation::Declined => Tone::Bad,
    }
}

/// `2026-03-02 至 2026-04-30`
pub fn window_text(from: chrono::NaiveDate, to: chrono::NaiveDate) -> String {
    fill(DAYS_RANGE, &[&from.to_string(), &to.to_string()])
}

/// Names of the departments that take part, the lead's first.
pub fn party_names(parties: &[Party]) -> String {
    let mut names: Vec<&Party> = parties.iter().collect();
    names.sort_by_key(|party| !party.lead);
    names.iter().map(|party| party.department.name.as_str()).collect::<Vec<_>>().join(comma())
}

/// A table of lines.
#[component]
pub fn LinesTable(
    /// The lines.
    lines: Vec<LineRow>,
    /// What they are, where there is more than one table of lines.
    #[prop(default = LINES)]
    caption: Text,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState title=t(NO_LINES) text=t(NO_LINES_TEXT) /> }.into_any();
    }
    let headings =
        [t(NUMBER), t(LINE_TITLE), t(LEAD), t(PARTNERS), t(WINDOW), t(STATUS)].map(str::to_owned).to_vec();
    view! {
        <div class="as-cards">
        <Table caption=t(caption) headings=headings>
            {lines
                .into_iter()
                .map(|line| {
                    let partners: Vec<Party> = line.parties.iter().filter(|party| !party.lead).cloned().collect();
                    view! {
                        <tr>
                            <td class="nowrap">{line.number}</td>
                            <td class="card-title">
                                <A href=Page::Line(line.id.into_inner()).path()>{line.title}</A>
                                {(*line.kind == LineKind::Special)
                                    .then(|| view! { " " <span class="tag">{line.kind.label(lang())}</span> })}
                            </td>
                            <td data-label=t(LEAD)>{line.lead.name}</td>
                            <td data-label=t(PARTNERS)>{party_names(&partners)}</td>
                            <td class="nowrap" data-label=t(WINDOW)>{window_text(line.window_from.0, line.window_to.0)}</td>
                            <td><Badge text=line.status.label(lang()) tone=line_tone(*line.status) /></td>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
        </div>
    }
    .into_any()
}

/// Steps somebody took, newest last.
#[component]
pub fn History(
    /// The steps.
    decisions: Vec<Decision>,
) -> impl IntoView {
    (!decisions.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{t(HISTORY)}</h2>
                <ol class="history">
                    {decisions
                        .into_iter()
                        .map(|decision| {
                            let word = STEPS.iter().find(|(step, _)| *step == decision.step).map_or(decision.step.clone(), |(_, text)| t(*text).to_owned());
                            view! {
                                <li>
                                    <time>{date_time(decision.decided_at)}</time>
                                    <div>
                                        {decision.decided_by.unwrap_or_default()} " " <strong>{word}</strong>
                                        {(!decision.reason.is_empty()).then(|| view! { <p class="soft">{decision.reason}</p> })}
                                    </div>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </section>
        }
    })
}

/// Doors together against doors apart, for some lines.
#[component]
pub fn DoorFigures(
    /// The lines, by id.
    #[prop(into)]
    lines: Signal<Vec<cynic::Id>>,
) -> impl IntoView {
    let query = use_query(
        move || lines.get().into_iter().map(cynic::Id::into_inner).collect::<Vec<_>>(),
        |ids| figures(ids.into_iter().map(cynic::Id::new).collect()),
    );
    view! {
        <section class="section">
            <h2>{t(TOGETHER)}</h2>
            {loaded_or(query, 4, move |figures| {
                let alone = lines.with_untracked(|lines| lines.len() == 1);
                view! { <FiguresView figures=figures alone=alone /> }
            })}
        </section>
    }
}

/// The words of a stratum such as `T001:A`.
fn stratum_words(code: &str) -> String {
    let stratum = code.rsplit(':').next().unwrap_or(code);
    RiskClass::parse(stratum)
        .map_or_else(|| t(ALL_STRATUM).to_owned(), |class| class.label(lang()).to_owned())
}

/// The figures; the strata only of a line that stands alone, whose they are.
#[component]
fn FiguresView(figures: LineFigures, alone: bool) -> impl IntoView {
    let saved = figures.independent - figures.lower_bound;
    let bars = vec![
        Bar { name: t(CHECKS).into(), value: f64::from(figures.checks), strong: false },
        Bar { name: t(APART).into(), value: figures.independent, strong: false },
        Bar { name: t(BOUND).into(), value: figures.lower_bound, strong: true },
    ];
    let strata = figures.strata;
    view! {
        <div class="stack">
            <ul class="figures">
                <li class="figure">
                    <span class="figure-value">{number(i64::from(figures.subjects))}</span>
                    <span class="figure-name">{t(SUBJECTS)}</span>
                </li>
                <li class="figure">
                    <span class="figure-value">{number(i64::from(figures.doors))}</span>
                    <span class="figure-name">{t(FRAME)}</span>
                </li>
                <li class="figure">
                    <span class="figure-value">{number(i64::from(figures.checks))}</span>
                    <span class="figure-name">{t(CHECKS)}</span>
                </li>
            </ul>
            <Bars title=t(TOGETHER_OR_APART) bars=bars />
            {(saved >= 0.5)
                .then(|| {
                    #[expect(clippy::cast_possible_truncation, reason = "a figure for people")]
                    let doors = saved.round() as i64;
                    view! { <p>{fill(SAVED_DOORS, &[&number(doors)])}</p> }
                })}
            {(alone && !strata.is_empty())
                .then(|| {
                    let headings = vec![t(STRATUM).to_owned(), format!("#{}", t(DOORS)), format!("#{}", t(QUOTA))];
                    view! {
                        <Table caption=t(QUOTA) headings=headings>
                            {strata
                                .into_iter()
                                .map(|row| {
                                    view! {
                                        <tr>
                                            <td>{stratum_words(&row.stratum)}</td>
                                            <td class="number">{number(i64::from(row.doors))}</td>
                                            <td class="number">{number(i64::from(row.quota))}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </Table>
                    }
                })}
        </div>
    }
}
