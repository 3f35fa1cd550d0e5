//! The figures at a glance: entries apart, in groups, together; the bound.

use leptos::prelude::*;
use shared::simulation::Estimate;

use super::board::Answer;
use super::words::*;
use crate::components::{Bar, Bars, FigureList};
use crate::locales::*;

/// A mean for people: one digit, with its error where it has one that shows.
pub fn estimate(value: Estimate) -> String {
    let mean = decimal(value.mean);
    if value.error < 0.05 { mean } else { fill(WITH_ERROR, &[&mean, &decimal(value.error)]) }
}

/// One digit behind the point; whole numbers whole.
#[expect(clippy::cast_possible_truncation, reason = "figures for people")]
pub fn decimal(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    if tenths % 10 == 0 {
        number(tenths / 10)
    } else {
        format!("{}.{}", number(tenths / 10), (tenths % 10).abs())
    }
}

fn whole(value: u64) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX))
}

/// The head of the answer.
#[component]
pub fn Figures(answer: Answer) -> impl IntoView {
    move || {
        answer.get().map(|(outlook, _)| {
            let saved = outlook.apart.entries.mean - outlook.planned.entries.mean;
            let figures = [
                (FIGURE_SUBJECTS, whole(outlook.subjects)),
                (FIGURE_FRAME, whole(outlook.frame)),
                (FIGURE_CHECKS, whole(outlook.checks)),
                (FIGURE_ENTRIES, estimate(outlook.planned.entries)),
                (FIGURE_SAVED, decimal(saved.max(0.0))),
            ];
            let bar = |name: Text, value: f64, strong| Bar { name: t(name).to_owned(), value, strong };
            let bars = vec![
                bar(ENTRIES_APART, outlook.apart.entries.mean, false),
                bar(ENTRIES_PLANNED, outlook.planned.entries.mean, true),
                bar(ENTRIES_TOGETHER, outlook.together.entries.mean, false),
                bar(BOUND_DOORS, outlook.lower_bound, false),
            ];
            view! {
                <section class="stack">
                    <FigureList figures=figures.into() />
                    <Bars title=t(ENTRIES) bars=bars />
                    {(outlook.trials > 0)
                        .then(|| view! { <p class="soft">{fill(TRIALS, &[&outlook.trials.to_string()])}</p> })}
                </section>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_for_people() {
        assert_eq!(decimal(12.04), "12");
        assert_eq!(decimal(12.05), "12.1");
        assert_eq!(decimal(1234.56), format!("{}.6", number(1234)));
        assert_eq!(estimate(Estimate { mean: 5.0, error: 0.04 }), "5");
        assert_eq!(estimate(Estimate { mean: 5.0, error: 0.25 }), "5 ± 0.3");
    }
}
