//! Editing a department's checklist: by the same rule as on the server, kept as a draft until it is saved,
//! never lost to somebody else's change.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ErrorCode;

use super::checklist_stale::Stale;
use super::commands::{QuestionInput, SetQuestionsInput, set_questions};
use super::model::{TypedQuestion, problems, question_path};
use super::queries::{Item, Question, item as load_item};
use super::question_fields::{Questions, Rows};
use super::words::*;
use crate::api::{Act, Coded, UserError};
use crate::components::{Button, FormErrors, Look, Notice};
use crate::locales::*;
use crate::platform;
use crate::state::drafts;

impl From<&Question> for TypedQuestion {
    fn from(question: &Question) -> Self {
        Self {
            text: question.text.clone(),
            kind: question.kind.as_str().to_owned(),
            required: question.required,
            choices: question.choices.join("\n"),
            unit: question.unit.clone(),
            shared_key: question.shared_key.clone().unwrap_or_default(),
        }
    }
}

/// A checklist as it is typed.
pub fn typed(item: &Item) -> Vec<TypedQuestion> {
    item.questions.iter().map(TypedQuestion::from).collect()
}

fn input(item: cynic::Id, revision: i32, questions: &[TypedQuestion]) -> SetQuestionsInput {
    let questions = questions.iter().map(|question| QuestionInput {
        choices: question.choice_list(),
        kind: Coded(question.answer()),
        required: question.required,
        shared_key: question.key(),
        text: question.text.clone(),
        unit: question.unit.clone(),
    });
    SetQuestionsInput { item_id: item, questions: questions.collect(), revision }
}

/// Refusals as they are listed, each leading to its field.
fn located(errors: Vec<UserError>, rows: Rows) -> Vec<UserError> {
    let locate = |error: UserError| match question_path(&error.path) {
        Some((index, field)) => UserError { path: rows.path_of(index, field), ..error },
        None => error,
    };
    errors.into_iter().map(locate).collect()
}

/// The form.
#[component]
pub fn ChecklistForm(
    /// The department's item; what is saved is put here.
    item: RwSignal<Item>,
    /// Whether it is edited.
    editing: RwSignal<bool>,
    /// The joint item, to be asked for the latest version.
    joint: StoredValue<String>,
) -> impl IntoView {
    let known = item.get_untracked();
    let (id, draft_name) = (known.id.clone(), StoredValue::new(format!("checklist.{}", known.id.inner())));
    let saved = StoredValue::new(typed(&known));
    let draft: Option<Vec<TypedQuestion>> =
        drafts::get(&draft_name.get_value()).filter(|draft| saved.with_value(|saved| draft != saved));
    let restored = draft.is_some();
    let rows = Rows::new(&known.code, draft.unwrap_or_else(|| saved.get_value()));
    let dirty = Signal::derive(move || saved.with_value(|saved| rows.typed() != *saved));
    platform::guard::ask_before_leaving(dirty);
    Effect::new(move |_| {
        if dirty.get() {
            drafts::keep(&draft_name.get_value(), &rows.typed());
        }
    });
    let revision = StoredValue::new(known.revision);
    let (act, latest) = (Act::of_form(), RwSignal::new(None::<Item>));
    let id = StoredValue::new(id);
    let close = move || {
        drafts::forget(&draft_name.get_value());
        editing.set(false);
    };
    let send = Callback::new(move |()| {
        let questions = untrack(|| rows.typed());
        let found = problems(&questions);
        if !found.is_empty() {
            let refused = found.into_iter().map(|(code, index, field)| UserError {
                code: Coded(code),
                path: format!("questions.{index}.{field}"),
                message: code.label(lang()).to_owned(),
            });
            act.refuse(refused.collect());
            return;
        }
        act.run(set_questions(input(id.get_value(), revision.get_value(), &questions)), move |now| {
            act.say(t(QUESTIONS_SAVED));
            item.set(now);
            close();
        });
    });
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        if stale {
            spawn_local(async move {
                let Ok((joint, _)) = load_item(joint.get_value()).await else { return };
                latest.try_set(joint.items.into_iter().find(|item| item.id == id.get_value()));
            });
        }
    });
    let keep = Callback::new(move |now: Item| {
        revision.set_value(now.revision);
        send.run(());
    });
    let take = Callback::new(move |now: Item| {
        item.set(now);
        close();
    });
    let errors = Signal::derive(move || located(act.errors.get(), rows));
    view! {
        {restored.then(|| view! { <Notice text=t(RESTORED) /> })}
        <form
            class="stack"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=errors />
            {move || latest.get().map(|now| view! { <Stale now=now rows=rows latest=latest on_keep=keep on_take=take /> })}
            <Questions rows=rows errors=act.errors />
            <p class="soft small">{t(SAVE_NOTE)}</p>
            <div class="acts">
                <Button label=t(SAVE_QUESTIONS) look=Look::Primary busy=act.busy submit=true />
                <Button label=t(CANCEL) on_press=Callback::new(move |()| close()) />
            </div>
        </form>
    }
}
