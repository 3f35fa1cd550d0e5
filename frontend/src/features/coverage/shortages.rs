//! Items for which a department cannot send two officers to a town.

use leptos::prelude::*;
use leptos_router::components::A;

use super::gaps_queries::OfficerShortage;
use super::words::*;
use crate::components::{EmptyState, Table};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Reference;

/// The list.
#[component]
pub fn Shortages(
    /// The first of them.
    rows: Vec<OfficerShortage>,
    /// How many there are.
    total: i32,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState title=t(NO_SHORTAGES) /> }.into_any();
    }
    let reference = Reference::of_area();
    let shown = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let cut = (shown < i64::from(total))
        .then(|| fill(SHORTAGES_LISTED, &[&number(i64::from(total)), &number(shown)]));
    let headings = vec![
        t(DEPARTMENT).to_owned(),
        t(TOWN).to_owned(),
        t(ITEM).to_owned(),
        format!("#{}", t(SUBJECTS_HEAD)),
        format!("#{}", t(OFFICERS)),
        t(ACTIONS).to_owned(),
    ];
    view! {
        <div class="stacked">
            <Table caption=t(SHORTAGES) headings=headings>
                {rows
                    .into_iter()
                    .map(|row| {
                        let name = format!("{} {}", row.item.code, row.item.name);
                        let people = format!("{}?department={}", Page::Inspectors.path(), row.item.department.id.inner());
                        let town = row.town;
                        view! {
                            <tr>
                                <td data-label=t(DEPARTMENT)>{row.item.department.name}</td>
                                <td data-label=t(TOWN)>{move || reference.get().division(&town)}</td>
                                <td data-label=t(ITEM)><A href=Page::OwnItem(row.item.id.into_inner()).path()>{name}</A></td>
                                <td class="number" data-label=t(SUBJECTS_HEAD)>{number(i64::from(row.subjects))}</td>
                                <td class="number" data-label=t(OFFICERS)>{number(i64::from(row.officers))}</td>
                                <td data-label=t(ACTIONS)><A href=people>{t(TO_OFFICERS)}</A></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
        {cut.map(|text| view! { <p class="soft small">{text}</p> })}
    }
    .into_any()
}
