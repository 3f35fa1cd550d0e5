//! Choosing the lines that are drawn together, with what they open.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::model::{by_group, toggled};
use super::queries::{LineFigures, LineRow, drawable_lines, figures};
use super::words::*;
use crate::api::use_query;
use crate::components::{
    Badge, Bar, Bars, Button, EmptyState, Errors, FieldError, FigureList, Look, Table, Tone, loaded_or,
};
use crate::locales::*;

/// The lines of a plan, to be ticked.
#[component]
pub fn LinesField(
    /// The plan.
    plan: RwSignal<String>,
    /// The ticked lines.
    value: RwSignal<Vec<String>>,
    /// The day in China.
    today: NaiveDate,
    /// Errors of the form.
    errors: Errors,
) -> impl IntoView {
    let query = use_query(move || plan.get(), drawable_lines);
    // Another plan has other lines.
    Effect::new(move |_| {
        if let Some(lines) = query.data() {
            let known = |id: &String| lines.iter().any(|line| line.id.inner() == id);
            value.maybe_update(|chosen| {
                let before = chosen.len();
                chosen.retain(known);
                chosen.len() != before
            });
        }
    });
    view! {
        <fieldset class="form-field" id="f-lines" tabindex="-1">
            <legend>{t(LINES)}</legend>
            <p class="form-help">{t(LINES_HELP)}</p>
            {loaded_or(query, 4, move |lines| view! { <LineTable lines=lines value=value today=today /> })}
            <FieldError path="lines" errors=errors />
        </fieldset>
        <Together lines=value />
    }
}

#[component]
fn LineTable(lines: Vec<LineRow>, value: RwSignal<Vec<String>>, today: NaiveDate) -> impl IntoView {
    if lines.is_empty() {
        return view! { <EmptyState title=t(NO_LINE) text=t(NO_LINE_TEXT) /> }.into_any();
    }
    let all: Vec<String> = lines.iter().map(|line| line.id.inner().to_owned()).collect();
    let live: Vec<String> = lines
        .iter()
        .filter(|line| line.window_to.0 >= today)
        .map(|line| line.id.inner().to_owned())
        .collect();
    let open = lines.iter().filter(|line| line.window_to.0 >= today);
    let groups = by_group(open.map(|line| (line.id.inner(), line.wave_group.as_deref())));
    let all = StoredValue::new(all);
    let live = StoredValue::new(live);
    let full =
        move || live.with_value(|live| !live.is_empty() && value.with(|chosen| chosen.len() == live.len()));
    let headings = [t(PICK), t(LINE), t(DEPARTMENT), t(WINDOW), t(METHOD)].map(str::to_owned).to_vec();
    view! {
        <label class="pick">
            <input
                type="checkbox"
                prop:checked=full
                on:change=move |event| value.set(if event_target_checked(&event) { live.get_value() } else { Vec::new() })
            />
            {t(PICK_ALL)}
        </label>
        <Groups groups=groups value=value />
        <div class="stacked">
            <Table caption=t(LINES) headings=headings>
                {lines.into_iter().map(|line| view! { <LineRowView line=line all=all value=value today=today /> }).collect_view()}
            </Table>
        </div>
    }
    .into_any()
}

/// One press for each group the office made while it planned.
#[component]
fn Groups(groups: BTreeMap<String, Vec<String>>, value: RwSignal<Vec<String>>) -> impl IntoView {
    (!groups.is_empty()).then(|| {
        let buttons = groups.into_iter().map(|(name, lines)| {
            let label = fill(PICK_GROUP, &[&name, &lines.len().to_string()]);
            let press = Callback::new(move |()| value.set(lines.clone()));
            view! { <Button label=label look=Look::Quiet on_press=press /> }
        });
        view! { <div class="row-acts" role="group" aria-label=t(GROUPS)>{buttons.collect_view()}</div> }
    })
}

#[component]
fn LineRowView(
    line: LineRow,
    all: StoredValue<Vec<String>>,
    value: RwSignal<Vec<String>>,
    today: NaiveDate,
) -> impl IntoView {
    let id = StoredValue::new(line.id.into_inner());
    let picked = move || id.with_value(|id| value.with(|chosen| chosen.contains(id)));
    let toggle = move |_| {
        let chosen = all.with_value(|all| id.with_value(|id| toggled(all, &value.get_untracked(), id)));
        value.set(chosen);
    };
    let over = line.window_to.0 < today;
    let (lead, others): (Vec<_>, Vec<_>) = line.parties.into_iter().partition(|party| party.lead);
    let parties = lead.into_iter().chain(others);
    let names = parties.map(|party| party.department.name).collect::<Vec<_>>().join(comma());
    let window = fill(DAYS_RANGE, &[&line.window_from.0.to_string(), &line.window_to.0.to_string()]);
    view! {
        <tr>
            <td class="pick-cell">
                <input
                    type="checkbox"
                    aria-label=fill(PICK_LINE, &[&line.title])
                    disabled=over
                    prop:checked=picked
                    on:change=toggle
                />
            </td>
            <td data-label=t(LINE)>{line.number} ". " {line.title.clone()}</td>
            <td data-label=t(DEPARTMENT)>{names}</td>
            <td class="nowrap" data-label=t(WINDOW)>
                <div>{window} {over.then(|| view! { " " <Badge text=t(WINDOW_OVER) tone=Tone::Warn /> })}</div>
            </td>
            <td class="nowrap" data-label=t(METHOD)>{line.method.label(lang())}</td>
        </tr>
    }
}

/// What the ticked lines open together.
#[component]
fn Together(lines: RwSignal<Vec<String>>) -> impl IntoView {
    let any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    view! {
        <section class="panel together" aria-live="polite">
            <h2>{t(TOGETHER)}</h2>
            {move || {
                if any.get() {
                    let query = use_query(move || lines.get(), |lines| async move {
                        // The last tick may just have been taken away.
                        if lines.is_empty() { Ok(None) } else { figures(lines).await.map(Some) }
                    });
                    loaded_or(query, 4, |figures| figures.map(|figures| view! { <TogetherView figures=figures /> })).into_any()
                } else {
                    view! { <p class="soft">{t(CHOOSE_LINES)}</p> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn TogetherView(figures: LineFigures) -> impl IntoView {
    let bars = vec![
        Bar { name: t(CHECKS).into(), value: f64::from(figures.checks), strong: false },
        Bar { name: t(APART).into(), value: figures.independent, strong: false },
        Bar { name: t(BOUND).into(), value: figures.lower_bound, strong: true },
    ];
    #[expect(clippy::cast_possible_truncation, reason = "a figure for people")]
    let saved = (figures.independent - figures.lower_bound).round() as i64;
    let numbers = [(SUBJECTS, figures.subjects), (FRAME, figures.doors), (CHECKS, figures.checks)];
    view! {
        <div class="stack">
            <FigureList figures=numbers.into_iter().map(|(name, value)| (name, number(i64::from(value)))).collect() />
            <Bars title=t(TOGETHER) bars=bars />
            {(saved > 0).then(|| view! { <p>{fill(SAVED_DOORS, &[&number(saved)])}</p> })}
        </div>
    }
}
