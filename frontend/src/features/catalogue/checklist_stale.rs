//! Two people changed the same checklist: both versions side by side, and a choice.

use leptos::prelude::*;

use super::checklist::answer_text;
use super::checklist_form::typed;
use super::model::TypedQuestion;
use super::queries::Item;
use super::question_fields::Rows;
use super::words::*;
use crate::components::{Button, Look};
use crate::locales::*;

fn lines(questions: &[TypedQuestion]) -> Vec<String> {
    let how =
        |question: &TypedQuestion| answer_text(question.answer(), &question.choice_list(), &question.unit);
    let must = |question: &TypedQuestion| t(if question.required { MUST } else { NOT_MUST });
    questions.iter().map(|one| bracketed(&one.text, &[how(one).as_str(), must(one)].join(comma()))).collect()
}

#[component]
fn Version(name: Text, #[prop(into)] lines: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <div>
            <h4>{t(name)}</h4>
            <ol>{move || lines.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ol>
        </div>
    }
}

/// The choice.
#[component]
pub fn Stale(
    /// The latest version.
    now: Item,
    /// What stands in the form.
    rows: Rows,
    /// Emptied once a choice was made.
    latest: RwSignal<Option<Item>>,
    /// Mine is to be saved over the latest.
    on_keep: Callback<Item>,
    /// The latest is to be taken.
    on_take: Callback<Item>,
) -> impl IntoView {
    let theirs = lines(&typed(&now));
    let now = StoredValue::new(now);
    let choose = move |choice: Callback<Item>| {
        Callback::new(move |()| {
            let chosen = now.get_value();
            latest.set(None);
            choice.run(chosen);
        })
    };
    view! {
        <div class="notice notice-warn stack" role="alert">
            <p>
                <strong>{t(STALE_TITLE)}</strong>
                " "
                {t(STALE_TEXT)}
            </p>
            <div class="both">
                <Version name=YOURS lines=Signal::derive(move || lines(&rows.typed())) />
                <Version name=LATEST lines=theirs />
            </div>
            <div class="acts">
                <Button label=t(TAKE_LATEST) on_press=choose(on_take) />
                <Button label=t(KEEP_MINE) look=Look::Danger on_press=choose(on_keep) />
            </div>
        </div>
    }
}
