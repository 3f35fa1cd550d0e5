//! What an audit says: the verdict in plain words, then each question with its picture.

use leptos::prelude::*;
use shared::fairness::{FairnessReport, Finding, Trait, Verdict};

use super::model::figure;
use super::plots::{Histogram, LagPlot, TimesPlot};
use super::words::*;
use crate::components::{Badge, FigureList, Tone};
use crate::locales::*;

/// Names of those never drawn that are shown.
const SHOWN: usize = 60;

fn count(value: usize) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX))
}

/// A report.
#[component]
pub fn Report(
    /// What the list is called.
    name: String,
    /// The report.
    report: FairnessReport,
) -> impl IntoView {
    let (class, words) = match report.verdict {
        Verdict::Strange => ("verdict verdict-bad", STRANGE_TEXT),
        Verdict::Usual => ("verdict verdict-good", USUAL_TEXT),
        Verdict::Silent => ("verdict", SILENT_TEXT),
    };
    let figures = vec![
        (DRAWS_COUNT, number(i64::from(report.draws))),
        (LISTS_COUNT, count(report.lists)),
        (UNITS_COUNT, count(report.units)),
        (TRIALS_COUNT, count(report.trials)),
    ];
    let FairnessReport { findings, times, lags, never, verdict, draws, .. } = report;
    view! {
        <div class="stack section audit">
            <section class=class role="status">
                <p class="verdict-word">{verdict.label(lang())}</p>
                <p>{t(words)}</p>
                <p class="soft small">{t(LIST_IS)} {colon()} {name}</p>
            </section>
            <FigureList figures=figures />
            <p class="soft">{t(HOW_JUDGED)}</p>
            <section class="audit-grid">
                {findings.into_iter().map(|finding| view! { <Question finding=finding /> }).collect_view()}
            </section>
            {(draws > 1).then(|| view! { <TimesPlot times=times /> })}
            <LagPlot lags=lags />
            {(draws > 1 && !never.is_empty()).then(|| view! { <Never never=never draws=draws /> })}
        </div>
    }
}

/// What a trait asks, and what it means when it is strange.
fn about(which: Trait) -> (Text, Text) {
    match which {
        Trait::Uniformity => (ASK_UNIFORMITY, MEANS_UNIFORMITY),
        Trait::Distance => (ASK_DISTANCE, MEANS_DISTANCE),
        Trait::Runs => (ASK_RUNS, MEANS_RUNS),
        Trait::Never => (ASK_NEVER, MEANS_NEVER),
        Trait::Repeats => (ASK_REPEATS, MEANS_REPEATS),
        Trait::Outcomes => (ASK_OUTCOMES, MEANS_OUTCOMES),
    }
}

#[component]
fn Question(finding: Finding) -> impl IntoView {
    let Finding { which, value, usual, range, p, tells, strange, .. } = finding;
    let (ask, means) = about(which);
    let (word, tone) = match (tells, strange) {
        (false, _) => (t(CANNOT_TELL), Tone::Neutral),
        (true, true) => (t(STRANGE), Tone::Bad),
        (true, false) => (t(USUAL), Tone::Good),
    };
    let show = |value: f64| figure(which, value);
    let found = fill(FOUND_USUAL, &[&show(value), &show(usual), &show(range.0), &show(range.1)]);
    let odds = fill(ODDS, &[&format!("{:.2}%", p * 100.0)]);
    view! {
        <article class="panel audit-question">
            <h3>{which.label(lang())} " " <Badge text=word tone=tone /></h3>
            <p class="soft">{t(ask)}</p>
            {if tells {
                view! {
                    <Histogram finding=finding />
                    <p class="small">{found} " " {odds}</p>
                    {strange.then(|| view! { <p><strong>{t(means)}</strong></p> })}
                }
                .into_any()
            } else {
                view! { <p class="small">{t(CANNOT_TELL_TEXT)}</p> }.into_any()
            }}
        </article>
    }
}

#[component]
fn Never(never: Vec<String>, draws: u32) -> impl IntoView {
    let title = fill(NEVER_TITLE, &[&count(never.len()), &draws.to_string()]);
    let more = never.len().saturating_sub(SHOWN);
    let shown = never.into_iter().take(SHOWN).collect::<Vec<_>>().join(comma());
    view! {
        <section>
            <h3>{title}</h3>
            <p class="audit-names" lang="zh-CN">{shown}</p>
            {(more > 0).then(|| view! { <p class="soft small">{fill(AND_MORE, &[&count(more)])}</p> })}
        </section>
    }
}
