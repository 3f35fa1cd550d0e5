//! What stands under a published result: why it corrects an earlier one, and the letters to a firm that cannot
//! be reached.

use leptos::prelude::*;
use shared::visit::{ContactStep, ResultCode};

use super::words::*;
use crate::api::{Coded, Date, schema};
use crate::locales::*;

/// What was published before a correction.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct EarlierResult {
    /// What it said.
    pub code: Coded<ResultCode>,
    /// When it was published.
    pub published_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// A step towards a firm that cannot be reached.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct PublicContactStep {
    /// What was done.
    pub step: Coded<ContactStep>,
    /// The day.
    pub on_day: Date,
}

/// The correction and the letters, if there are any.
#[component]
pub fn ResultMore(
    /// Why it corrects an earlier one.
    correction: Option<String>,
    /// What was published before.
    earlier: Vec<EarlierResult>,
    /// The letters.
    steps: Vec<PublicContactStep>,
) -> impl IntoView {
    let before = move |row: EarlierResult| {
        let at = row.published_at.map(date_time).unwrap_or_default();
        view! { <li>{fill(EARLIER_RESULT, &[&at, row.code.label(lang())])}</li> }
    };
    view! {
        {correction.map(|reason| view! { <p class="small">{fill(CORRECTED, &[&reason])}</p> })}
        {(!earlier.is_empty())
            .then(|| view! { <ul class="small soft">{earlier.into_iter().map(before).collect_view()}</ul> })}
        {(!steps.is_empty())
            .then(|| {
                view! {
                    <ol class="small soft" aria-label=t(CONTACT_STEPS)>
                        {steps
                            .into_iter()
                            .map(|row| view! { <li>{date(row.on_day.0)} " " {row.step.label(lang())}</li> })
                            .collect_view()}
                    </ol>
                }
            })}
    }
}
