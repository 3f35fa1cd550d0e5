//! Experts: they assist, and never conclude.

use leptos::prelude::*;

use super::people_queries::{ExpertRow, experts};
use super::words::*;
use crate::api::use_paged;
use crate::components::{Badge, EmptyState, PagedTable, Tone};
use crate::locales::*;

/// The list.
#[component]
pub fn Experts() -> impl IntoView {
    let list = use_paged(|| (), |(), after| experts(after));
    let headings = [t(PERSON), t(ORGANISATION), t(EXPERT_FIELDS), t(STATUS)].map(str::to_owned).to_vec();
    view! {
        <div class="as-cards">
            <PagedTable
                list=list
                caption=t(TAB_EXPERTS)
                headings=headings
                key=|row| row.code.clone()
                row=|row| view! { <ExpertLine row=row /> }
                empty=|| view! { <EmptyState title=t(NOTHING_HERE) /> }
            />
        </div>
    }
}

#[component]
fn ExpertLine(row: ExpertRow) -> impl IntoView {
    let (state, tone) = if row.active { (AVAILABLE, Tone::Good) } else { (NOT_AVAILABLE, Tone::Neutral) };
    view! {
        <tr>
            <td class="card-title">
                <span class="person">{row.name}</span>
                " "
                <span class="soft small mono">{row.code}</span>
            </td>
            <td>{row.organisation}</td>
            <td class="card-line">{row.fields.join(comma())}</td>
            <td class="nowrap"><Badge text=t(state) tone=tone /></td>
        </tr>
    }
}
