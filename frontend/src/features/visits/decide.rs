//! A head's decisions about results: publish several at once, or withhold one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::visit::{PublicationStatus, check_withholding};

use super::commands::{PublishResultsInput, WithholdResultInput, publish_results, withhold_result};
use super::disclose_words::NOT_PUBLISHED_NOW;
use super::result_queries::{ResultRow, today};
use super::words::*;
use crate::api::{Act, Date, UserError, use_query};
use crate::components::{Ask, Button, DateField, Dialog, FormErrors, Look, TextArea, dialog_of};
use crate::locales::*;

/// Asks once, with what follows, and publishes.
#[component]
pub fn PublishDialog(
    /// The results.
    results: Signal<Vec<ResultRow>>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let act = Act::of_form();
    let count = move || results.with(Vec::len).to_string();
    let title = Signal::derive(move || fill(PUBLISH_TITLE, &[&count()]));
    let text = Signal::derive(move || {
        let subjects: BTreeSet<String> =
            results.get().into_iter().map(|row| row.subject.id.into_inner()).collect();
        fill(PUBLISH_TEXT, &[&count(), &subjects.len().to_string()])
    });
    let confirm = Callback::new(move |()| {
        let ids = results.get_untracked().into_iter().map(|row| row.id).collect();
        act.run(publish_results(PublishResultsInput { ids }), move |rows| {
            let published =
                rows.iter().filter(|row| *row.publication == PublicationStatus::Published).count();
            act.say(&fill(PUBLISHED_DONE, &[&published.to_string()]));
            open.try_set(false);
            on_done.run(());
        });
    });
    let refused = move || {
        let rows = results.get();
        let of = |error: &UserError| {
            let place = error.path.strip_prefix("ids.").and_then(|place| place.parse::<usize>().ok());
            match place.and_then(|place| rows.get(place)) {
                Some(row) => {
                    let name = format!("{} {}", row.subject.name, row.visit_item.item.name);
                    fill(NOT_PUBLISHED_NOW, &[&name, &error.message])
                }
                None => error.message.clone(),
            }
        };
        act.errors.with(|errors| errors.iter().map(of).collect::<Vec<_>>())
    };
    view! {
        <Ask title=title text=text act=t(PUBLISH) open=open busy=act.busy on_confirm=confirm>
            <ul role="alert">{move || refused().into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        </Ask>
    }
}

/// Asks for the legal basis and the day to look again, and withholds.
#[component]
pub fn WithholdDialog(
    /// The result; none while nothing is withheld.
    result: RwSignal<Option<ResultRow>>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let (basis, review_on) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let act = Act::of_form();
    let today = use_query(|| (), |()| today());
    let open = dialog_of(result, move |_| {
        basis.set(String::new());
        review_on.set(String::new());
        act.errors.set(Vec::new());
    });
    let title = Signal::derive(move || {
        let name = result.with(|row| row.as_ref().map(|row| row.subject.name.clone()));
        fill(WITHHOLD_TITLE, &[&name.unwrap_or_default()])
    });
    let about = move || result.with(|row| row.as_ref().map(|row| row.visit_item.item.name.clone()));
    let send = move || {
        let Some(row) = result.get_untracked() else { return };
        let (reason, day) = (basis.get_untracked(), review_on.get_untracked().parse().ok());
        let today = today.data().map_or(NaiveDate::MIN, |today| today.0);
        let problems = check_withholding(&reason, day, today);
        let Some(day) = day.filter(|_| problems.is_empty()) else {
            return act.refuse(UserError::found(&problems));
        };
        let input = WithholdResultInput { basis: reason, id: row.id, review_on: Date(day) };
        act.run(withhold_result(input), move |_| {
            act.say(t(WITHHELD_DONE));
            open.try_set(false);
            on_done.run(());
        });
    };
    view! {
        <Dialog title=title open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <p>{about}</p>
                <p class="soft">{t(WITHHOLD_TEXT)}</p>
                <FormErrors errors=act.errors />
                <TextArea label=t(WITHHOLD_BASIS) path="basis" value=basis help=t(WITHHOLD_HELP) errors=act.errors />
                <DateField label=t(REVIEW_ON) path="reviewOn" value=review_on help=t(REVIEW_HELP) errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(WITHHOLD) look=Look::Seal busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
