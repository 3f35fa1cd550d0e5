//! Tables, facts and lists that grow.

use leptos::prelude::*;

use super::{Button, EmptyState};
use crate::api::PagedQuery;
use crate::locales::*;

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
        <div class="table-frame" tabindex="0" role="region" aria-label=name>
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
    move || {
        shown().map(|(count, total, more)| {
            if count == 0 {
                return view! { <EmptyState title=t(NOTHING_FOUND) /> }.into_any();
            }
            view! {
                <div class="table-foot">
                    <span>{fill(SHOWN_OF, &[&number(count), &number(total)])}</span>
                    {more
                        .then(|| {
                            view! {
                                <Button label=t(MORE) busy=list.growing on_press=Callback::new(move |()| list.more()) />
                            }
                        })}
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
