//! Pictures of an audit, each with its figures behind.

use leptos::prelude::*;
use shared::fairness::{Finding, Lag, Times};

use super::model::{figure, part, scale};
use super::words::*;
use crate::components::Table;
use crate::locales::*;

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 120.0;
/// Room for what is written below.
const FOOT: f64 = 22.0;

fn behind(headings: [Text; 3], rows: Vec<[String; 3]>, caption: String) -> impl IntoView {
    let headings = headings.map(|heading| format!("#{}", t(heading))).to_vec();
    view! {
        <details class="towns-table">
            <summary>{t(FIGURES)} <span class="unseen">{caption.clone()}</span></summary>
            <Table caption=caption headings=headings>
                {rows
                    .into_iter()
                    .map(|row| view! { <tr>{row.map(|cell| view! { <td class="number">{cell}</td> }).collect_view()}</tr> })
                    .collect_view()}
            </Table>
        </details>
    }
}

/// Draws anew as a histogram, and where the list at hand stands.
#[component]
pub fn Histogram(
    /// One trait.
    finding: Finding,
) -> impl IntoView {
    let scale = scale(&finding);
    let x = move |value: f64| part(scale, value) * WIDTH;
    let most = finding.bins.iter().map(|bin| bin.count).max().unwrap_or(1).max(1);
    let base = HEIGHT - FOOT;
    let which = finding.which;
    let caption = which.label(lang()).to_owned();
    let rows = finding
        .bins
        .iter()
        .map(|bin| [figure(which, bin.from), figure(which, bin.to), number(i64::from(bin.count))])
        .collect();
    let at = x(finding.value);
    let anchor = if at > WIDTH / 2.0 { "end" } else { "start" };
    let class = if finding.strange { "plot-found plot-strange" } else { "plot-found" };
    let (low, high) = (x(finding.range.0), x(finding.range.1));
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") class="plot" aria-hidden="true">
            <rect x=low y="16" width=(high - low).max(1.0) height=base - 16.0 class="plot-range"></rect>
            {finding
                .bins
                .iter()
                .map(|bin| {
                    let height = f64::from(bin.count) / f64::from(most) * (base - 20.0);
                    let width = (x(bin.to) - x(bin.from) - 0.6).max(0.8);
                    view! { <rect x=x(bin.from) y=base - height width=width height=height class="plot-bar"></rect> }
                })
                .collect_view()}
            <line x1="0" x2=WIDTH y1=base y2=base class="plot-base"></line>
            <line x1=at x2=at y1="14" y2=base class=class></line>
            <text x=at y="11" text-anchor=anchor class="plot-text">{fill(THIS_LIST, &[&figure(which, finding.value)])}</text>
            <text x=f64::midpoint(low, high).clamp(28.0, WIDTH - 28.0) y=HEIGHT - 6.0 text-anchor="middle" class="plot-text plot-soft">{t(BY_CHANCE)}</text>
        </svg>
        {behind([FROM, TO, HOW_MANY], rows, caption)}
    }
}

/// How often units were drawn, and how often they would be by chance.
#[component]
pub fn TimesPlot(
    /// The counts.
    times: Vec<Times>,
) -> impl IntoView {
    let most = times.iter().map(|one| f64::from(one.units).max(one.usual)).fold(1.0, f64::max);
    let step = WIDTH / f64::from(u32::try_from(times.len()).unwrap_or(u32::MAX).max(1));
    let base = HEIGHT - FOOT;
    let height = move |value: f64| value / most * (base - 6.0);
    let rows = times
        .iter()
        .map(|one| [one.times.to_string(), number(i64::from(one.units)), format!("{:.1}", one.usual)])
        .collect();
    let every = times.len().div_ceil(12).max(1);
    view! {
        <figure class="audit-figure">
            <figcaption><strong>{t(TIMES_TITLE)}</strong> " " <span class="soft">{t(TIMES_TEXT)}</span></figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") class="plot" aria-hidden="true">
                {times
                    .into_iter()
                    .enumerate()
                    .map(|(index, one)| {
                        let left = f64::from(u32::try_from(index).unwrap_or(u32::MAX)) * step;
                        let (real, usual) = (height(f64::from(one.units)), height(one.usual));
                        let width = (step * 0.38).max(0.8);
                        let label = (index % every == 0).then(|| view! {
                            <text x=left + step / 2.0 y=HEIGHT - 6.0 text-anchor="middle" class="plot-text plot-soft">{one.times.to_string()}</text>
                        });
                        view! {
                            <rect x=left + step * 0.1 y=base - real width=width height=real class="plot-bar plot-strong"></rect>
                            <rect x=left + step * 0.52 y=base - usual width=width height=usual class="plot-bar"></rect>
                            {label}
                        }
                    })
                    .collect_view()}
                <line x1="0" x2=WIDTH y1=base y2=base class="plot-base"></line>
            </svg>
            {behind([TIMES, UNITS, UNITS_BY_CHANCE], rows, t(TIMES_TITLE).to_owned())}
        </figure>
    }
}

/// Pairs of drawn ones by their distance in the list.
#[component]
pub fn LagPlot(
    /// The pairs.
    lags: Vec<Lag>,
) -> impl IntoView {
    if lags.is_empty() {
        return ().into_any();
    }
    #[expect(clippy::cast_precision_loss, reason = "pairs of doors")]
    let pairs = |lag: &Lag| lag.pairs as f64;
    let most = lags.iter().map(|lag| pairs(lag).max(lag.usual)).fold(1.0, f64::max);
    let step = WIDTH / f64::from(u32::try_from(lags.len()).unwrap_or(u32::MAX).max(1));
    let base = HEIGHT - FOOT;
    let left = |lag: &Lag| f64::from(lag.distance - 1) * step;
    let path: String = lags
        .iter()
        .zip(std::iter::once("M").chain(std::iter::repeat("L")))
        .map(|(lag, act)| {
            format!("{act}{:.1} {:.1}", left(lag) + step / 2.0, base - lag.usual / most * (base - 6.0))
        })
        .collect();
    let rows = lags
        .iter()
        .map(|lag| {
            let pairs = i64::try_from(lag.pairs).unwrap_or(i64::MAX);
            [lag.distance.to_string(), number(pairs), format!("{:.1}", lag.usual)]
        })
        .collect();
    let last = lags.len().to_string();
    view! {
        <figure class="audit-figure">
            <figcaption><strong>{t(LAGS_TITLE)}</strong> " " <span class="soft">{t(LAGS_TEXT)}</span></figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") class="plot" aria-hidden="true">
                {lags
                    .iter()
                    .map(|lag| {
                        let height = pairs(lag) / most * (base - 6.0);
                        view! { <rect x=left(lag) y=base - height width=(step - 0.5).max(0.8) height=height class="plot-bar plot-strong"></rect> }
                    })
                    .collect_view()}
                <path d=path class="plot-line"></path>
                <line x1="0" x2=WIDTH y1=base y2=base class="plot-base"></line>
                <text x="0" y=HEIGHT - 6.0 class="plot-text plot-soft">"1"</text>
                <text x=WIDTH y=HEIGHT - 6.0 text-anchor="end" class="plot-text plot-soft">{last}</text>
            </svg>
            {behind([DISTANCE, PAIRS, PAIRS_BY_CHANCE], rows, t(LAGS_TITLE).to_owned())}
        </figure>
    }
    .into_any()
}
