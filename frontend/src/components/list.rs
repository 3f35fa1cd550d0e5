//! Tables, facts and lists that grow.

use leptos::prelude::*;

use super::{Button, EmptyState};
use crate::api::PagedQuery;
use crate::locales::*;
use crate::platform;

/// A table with a caption for screen readers; wide ones scroll inside their frame.
#[component]
pub fn Table(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// Headings; one that begins with `#` is of numbers and stands right.
    headings: Vec<String>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let name = caption.clone();
    view! {
        <div
            class="table-frame"
            tabindex="0"
            role="region"
            aria-label=name
            on:keydown=move |event| {
                let below = event.key() == "ArrowDown";
                if (below || event.key() == "ArrowUp") && platform::focus::to_row(below) {
                    event.prevent_default();
                }
            }
        >
            <table>
                <caption class="unseen">{caption}</caption>
                <thead>
                    <tr>
                        {headings
                            .into_iter()
                            .map(|heading| match heading.strip_prefix('#') {
                                Some(name) => view! { <th scope="col" class="number">{name.to_owned()}</th> }.into_any(),
                                None => view! { <th scope="col">{heading}</th> }.into_any(),
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// How much is shown, and the way to more.
#[component]
pub fn MoreButton<T: Clone + Send + Sync + 'static>(
    /// The list.
    list: PagedQuery<T>,
) -> impl IntoView {
    let shown = move || {
        list.query.data().map(|page| {
            let count = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
            (count, i64::from(page.total), page.next.is_some())
        })
    };
    // The button is the same one while the list grows, so that the focus stays on it.
    let is_empty = Memo::new(move |_| shown().map(|(count, _, _)| count == 0));
    let more = Memo::new(move |_| shown().is_some_and(|(_, _, more)| more));
    let text = move || {
        shown().map(|(count, total, _)| fill(SHOWN_OF, &[&number(count), &number(total)])).unwrap_or_default()
    };
    move || {
        is_empty.get().map(|is_empty| {
            if is_empty {
                return view! { <EmptyState title=t(NOTHING_FOUND) /> }.into_any();
            }
            view! {
                <div class="table-foot">
                    <span role="status">{text}</span>
                    {move || {
                        more.get()
                            .then(|| {
                                view! {
                                    <Button label=t(MORE) busy=list.growing on_press=Callback::new(move |()| list.more()) />
                                }
                            })
                    }}
                </div>
            }
            .into_any()
        })
    }
}

/// Names and values of one thing.
#[component]
pub fn Facts(
    /// Name and value; empty values are shown as none.
    facts: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <dl class="facts">
            {facts
                .into_iter()
                .map(|(name, value)| {
                    let value = if value.is_empty() { "—".to_owned() } else { value };
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd>{value}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}
