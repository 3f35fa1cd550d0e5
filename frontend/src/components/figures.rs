//! A few numbers that are looked at together.

use leptos::prelude::*;

use crate::locales::{Text, t};

/// Numbers, each with its name below it.
#[component]
pub fn FigureList(
    /// Name and number, the number as it is shown.
    figures: Vec<(Text, String)>,
) -> impl IntoView {
    let figure = |(name, value): (Text, String)| {
        view! {
            <li class="figure">
                <span class="figure-value">{value}</span>
                <span class="figure-name">{t(name)}</span>
            </li>
        }
    };
    view! { <ul class="figures">{figures.into_iter().map(figure).collect_view()}</ul> }
}
