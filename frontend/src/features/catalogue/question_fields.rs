//! The questions of a checklist as fields, to be added, moved and removed.

use leptos::prelude::*;
use shared::catalogue::AnswerKind;
use shared::checklist::MOST_QUESTIONS;

use super::model::{TypedQuestion, question_path};
use super::words::*;
use crate::api::UserError;
use crate::components::{Button, Look};
use crate::locales::*;
use crate::platform;

/// A question's fields. A copy of signals.
#[derive(Clone, Copy)]
struct Row {
    key: usize,
    text: RwSignal<String>,
    kind: RwSignal<String>,
    required: RwSignal<bool>,
    choices: RwSignal<String>,
    unit: RwSignal<String>,
    shared_key: RwSignal<String>,
}

impl Row {
    fn new(key: usize, typed: TypedQuestion) -> Self {
        Self {
            key,
            text: RwSignal::new(typed.text),
            kind: RwSignal::new(typed.kind),
            required: RwSignal::new(typed.required),
            choices: RwSignal::new(typed.choices),
            unit: RwSignal::new(typed.unit),
            shared_key: RwSignal::new(typed.shared_key),
        }
    }

    fn typed(self) -> TypedQuestion {
        TypedQuestion {
            text: self.text.get(),
            kind: self.kind.get(),
            required: self.required.get(),
            choices: self.choices.get(),
            unit: self.unit.get(),
            shared_key: self.shared_key.get(),
        }
    }
}

/// The questions in their order. A copy of signals.
#[derive(Clone, Copy)]
pub struct Rows {
    list: RwSignal<Vec<Row>>,
    next: StoredValue<usize>,
    prefix: StoredValue<String>,
    removed: RwSignal<Option<(usize, TypedQuestion)>>,
    /// The form: what is added by a button that goes away lives as long as the form does.
    owner: StoredValue<Option<Owner>>,
}

impl Rows {
    /// As typed; `item` tells the elements of several forms apart.
    pub fn new(item: &str, questions: Vec<TypedQuestion>) -> Self {
        let prefix = StoredValue::new(item.replace('.', "_"));
        let next = questions.len();
        let list = questions.into_iter().enumerate().map(|(key, typed)| Row::new(key, typed)).collect();
        Self {
            list: RwSignal::new(list),
            next: StoredValue::new(next),
            prefix,
            removed: RwSignal::new(None),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// What stands in the fields now.
    pub fn typed(self) -> Vec<TypedQuestion> {
        self.list.get().into_iter().map(Row::typed).collect()
    }

    /// What the refusals of a question's field point to; questions count from 0.
    pub fn path_of(self, index: usize, field: &str) -> String {
        self.prefix.with_value(|prefix| format!("{prefix}-{}-{field}", index + 1))
    }

    /// Id of a part of a question's row.
    fn id(self, key: usize, part: &str) -> String {
        self.prefix.with_value(|prefix| format!("q-{prefix}-{key}-{part}"))
    }

    /// Id of the whole list.
    fn list_id(self) -> String {
        self.prefix.with_value(|prefix| format!("questions-{prefix}"))
    }

    fn position(self, key: usize) -> usize {
        self.list.with(|list| list.iter().position(|row| row.key == key).unwrap_or_default())
    }

    fn insert(self, at: usize, typed: TypedQuestion) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let at = at.min(self.list.with_untracked(Vec::len));
        let row = match self.owner.get_value() {
            Some(owner) => owner.with(|| Row::new(key, typed)),
            None => Row::new(key, typed),
        };
        self.list.update(|list| list.insert(at, row));
        request_animation_frame(move || platform::focus::to(&format!("#f-{}", self.path_of(at, "text"))));
    }

    fn add(self) {
        self.insert(usize::MAX, TypedQuestion::empty());
    }

    /// Moves one up or down by a place; the focus goes with it.
    fn shift(self, key: usize, down: bool) {
        let at = untrack(|| self.position(key));
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        self.list.update(|list| {
            if to < list.len() {
                list.swap(at, to);
            }
        });
        let name = if down { "down" } else { "up" };
        request_animation_frame(move || platform::focus::to(&format!("#{}", self.id(key, name))));
    }

    fn remove(self, key: usize) {
        let at = untrack(|| self.position(key));
        let row = self.list.with_untracked(|list| list.get(at).copied());
        if let Some(row) = row {
            self.removed.set(Some((at, untrack(|| row.typed()))));
            self.list.update(|list| {
                list.remove(at);
            });
            request_animation_frame(move || platform::focus::to(&format!("#{}", self.list_id())));
        }
    }

    /// Puts back what was removed last.
    fn restore(self) {
        if let Some((at, typed)) = self.removed.get_untracked() {
            self.removed.set(None);
            self.insert(at, typed);
        }
    }
}

/// The list, and one more.
#[component]
pub fn Questions(
    /// The questions.
    rows: Rows,
    /// Errors of the form.
    #[prop(into)]
    errors: Signal<Vec<UserError>>,
) -> impl IntoView {
    let full = Signal::derive(move || rows.list.with(Vec::len) >= MOST_QUESTIONS);
    let removed = move || {
        rows.removed.get().map(|(_, typed)| {
            let text = fill(REMOVED, &[&typed.text]);
            view! {
                <p class="notice acts" role="status">
                    {text}
                    <Button label=t(UNDO) look=Look::Quiet on_press=Callback::new(move |()| rows.restore()) />
                </p>
            }
        })
    };
    view! {
        <p class="soft small">{t(SHARED_KEY_HELP)}</p>
        <ol class="question-rows" id=rows.list_id() tabindex="-1">
            <For each=move || rows.list.get() key=|row| row.key let:row>
                <QuestionRow row=row rows=rows errors=errors />
            </For>
        </ol>
        {removed}
        <div class="acts">
            <Button label=t(ADD_QUESTION) disabled=full on_press=Callback::new(move |()| rows.add()) />
        </div>
    }
}

#[component]
fn QuestionRow(row: Row, rows: Rows, errors: Signal<Vec<UserError>>) -> impl IntoView {
    let key = row.key;
    let place = Memo::new(move |_| rows.position(key) + 1);
    let label = move |name: Text| fill(name, &[&place.get().to_string()]);
    let error = move || {
        errors.with(|errors| {
            let own = errors
                .iter()
                .find(|error| question_path(&error.path).is_some_and(|(index, _)| index + 1 == place.get()));
            own.map(|error| error.message.clone())
        })
    };
    let wrong = Memo::new(move |_| error().is_some());
    let last = move || place.get() >= rows.list.with(Vec::len);
    let title = move || label(QUESTION_NUMBER);
    let id = move |field: &str| format!("f-{}", rows.path_of(place.get() - 1, field));
    view! {
        <li class="question-row" class:form-bad=move || wrong.get()>
            <fieldset>
                <legend>{title}</legend>
                <div class="question-main">
                    <div class="question-text">
                        <label class="unseen" for=move || id("text")>{t(QUESTION)}</label>
                        <input
                            id=move || id("text")
                            type="text"
                            autocomplete="off"
                            placeholder=t(QUESTION)
                            prop:value=move || row.text.get()
                            on:input=move |event| row.text.set(event_target_value(&event))
                            aria-invalid=move || wrong.get().then_some("true")
                            aria-describedby=rows.id(key, "error")
                        />
                    </div>
                    <AnswerChoice row=row />
                    <label class="pick">
                        <input
                            type="checkbox"
                            prop:checked=move || row.required.get()
                            on:change=move |event| row.required.set(event_target_checked(&event))
                        />
                        {t(MUST)}
                    </label>
                    <span class="question-acts">
                        <button
                            type="button"
                            id=rows.id(key, "up")
                            class="button button-quiet"
                            aria-label=move || label(MOVE_UP_OF)
                            title=t(MOVE_UP)
                            disabled=move || place.get() == 1
                            on:click=move |_| rows.shift(key, false)
                        >
                            "↑"
                        </button>
                        <button
                            type="button"
                            id=rows.id(key, "down")
                            class="button button-quiet"
                            aria-label=move || label(MOVE_DOWN_OF)
                            title=t(MOVE_DOWN)
                            disabled=last
                            on:click=move |_| rows.shift(key, true)
                        >
                            "↓"
                        </button>
                        <button
                            type="button"
                            class="button button-quiet"
                            aria-label=move || label(REMOVE_OF)
                            on:click=move |_| rows.remove(key)
                        >
                            {t(REMOVE)}
                        </button>
                    </span>
                </div>
                <More row=row id=Callback::new(id) />
                {move || error().map(|words| view! { <p class="form-error" id=rows.id(key, "error")>{words}</p> })}
            </fieldset>
        </li>
    }
}

#[component]
fn AnswerChoice(row: Row) -> impl IntoView {
    let kinds = choices(AnswerKind::ALL, AnswerKind::as_str, AnswerKind::label);
    view! {
        <label>
            <span class="unseen">{t(ANSWER)}</span>
            <select on:change=move |event| row.kind.set(event_target_value(&event))>
                {kinds
                    .into_iter()
                    .map(|(code, word)| {
                        let own = code.clone();
                        view! { <option value=code selected=move || row.kind.get() == own>{word}</option> }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

/// What only some kinds of question have, and the key that few have.
#[component]
fn More(row: Row, id: Callback<&'static str, String>) -> impl IntoView {
    let kind = Memo::new(move |_| AnswerKind::parse(&row.kind.get()).unwrap_or(AnswerKind::YesNo));
    let field = move |path: &'static str, name: Text, value: RwSignal<String>| {
        view! {
            <div class="question-more question-short">
                <label for=move || id.run(path)>{t(name)}</label>
                <input
                    id=move || id.run(path)
                    type="text"
                    autocomplete="off"
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </div>
        }
    };
    view! {
        <div class="question-extra">
            {move || {
                (kind.get() == AnswerKind::Choice)
                    .then(|| {
                        view! {
                            <div class="question-more">
                                <label for=move || id.run("choices")>{t(CHOICES)}</label>
                                <textarea
                                    id=move || id.run("choices")
                                    rows="3"
                                    prop:value=move || row.choices.get()
                                    on:input=move |event| row.choices.set(event_target_value(&event))
                                ></textarea>
                                <span class="form-help">{t(CHOICES_HELP)}</span>
                            </div>
                        }
                    })
            }}
            {move || (kind.get() == AnswerKind::Number).then(|| field("unit", UNIT, row.unit))}
            {field("sharedKey", SHARED_KEY, row.shared_key)}
        </div>
    }
}
