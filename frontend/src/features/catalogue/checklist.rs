//! A department's part of an item: its questions, and editing them for whoever may.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::catalogue::AnswerKind;

use super::checklist_form::ChecklistForm;
use super::own_words::KEEPING;
use super::queries::{Item, Question};
use super::words::*;
use crate::components::{Button, EmptyState};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The department's item.
#[component]
pub fn DepartmentItem(
    /// As it was loaded.
    item: Item,
    /// The joint item it belongs to, by id.
    joint: String,
) -> impl IntoView {
    let may_edit = Session::expect().may_for(Action::EditCatalogue, &item.department.id);
    let editing = RwSignal::new(false);
    let (department, code, notice) =
        (item.department.name.clone(), item.code.clone(), item.notice_policy.label(lang()));
    let name = item.name.clone();
    let own_path = Page::OwnItem(item.id.inner().to_owned()).path();
    let (item, joint) = (RwSignal::new(item), StoredValue::new(joint));
    let count = move || item.with(|item| fill(QUESTIONS_COUNT, &[&item.questions.len().to_string()]));
    let edit_button = move || {
        (may_edit && !editing.get())
            .then(|| view! { <Button label=t(EDIT_QUESTIONS) on_press=Callback::new(move |()| editing.set(true)) /> })
    };
    view! {
        <section class="panel stack department-item">
            <div class="page-title">
                <h3>{department}</h3>
                <A href=own_path>{t(KEEPING)}</A>
                {edit_button}
            </div>
            <div>
                <p>{name} " " <span class="soft small mono">{code}</span></p>
                <p class="soft">{t(NOTICE_POLICY)} {colon()} {notice} " · " {count}</p>
            </div>
            {move || {
                if editing.get() {
                    view! { <ChecklistForm item=item editing=editing joint=joint /> }.into_any()
                } else {
                    view! { <Questions questions=item.get().questions /> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Questions(questions: Vec<Question>) -> impl IntoView {
    if questions.is_empty() {
        return view! { <EmptyState title=t(NO_QUESTIONS) /> }.into_any();
    }
    view! { <ol class="questions">{questions.into_iter().map(|question| view! { <QuestionLine question=question /> }).collect_view()}</ol> }
        .into_any()
}

/// How it is answered, in words.
pub fn answer_text(kind: AnswerKind, choices: &[String], unit: &str) -> String {
    let word = kind.label(lang());
    match kind {
        AnswerKind::Choice => format!("{word}{}{}", colon(), choices.join(" / ")),
        AnswerKind::Number if !unit.is_empty() => bracketed(word, unit),
        AnswerKind::Number | AnswerKind::YesNo | AnswerKind::Text => word.to_owned(),
    }
}

#[component]
fn QuestionLine(question: Question) -> impl IntoView {
    let how = answer_text(*question.kind, &question.choices, &question.unit);
    view! {
        <li>
            <span>{question.text}</span>
            <span class="question-how">
                <span class="soft small">{how}</span>
                {if question.required {
                    view! { <span class="tag tag-strong">{t(MUST)}</span> }.into_any()
                } else {
                    view! { <span class="soft small">{t(NOT_MUST)}</span> }.into_any()
                }}
                {question
                    .shared_key
                    .map(|key| view! { <span class="tag" title=fill(SHARED_TITLE, &[&key])>{t(SHARED)}</span> })}
            </span>
        </li>
    }
}
