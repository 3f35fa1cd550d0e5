//! The result of an item: checked by the server's rules before it is sent, kept as a draft until then.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::visit::{Answer, Disposal, ItemState, ResultCode};

use super::item_view::{Open, closed_words};
use super::model::{Command, Concluded, Item, Mark, conclusion_problem, unanswered_questions};
use super::question::is_refused;
use super::shared_views::{MarkBadge, RefusedWords, result_tone};
use super::words::*;
use crate::api::{Coded, UserError};
use crate::components::{
    Badge, Button, Choices, Errors, Facts, FormErrors, Look, Notice, SelectField, TextArea,
};
use crate::locales::*;
use crate::platform;
use crate::state::drafts;

/// A result as it is being entered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Draft {
    code: String,
    disposal: String,
    note: String,
}

impl Draft {
    fn of(item: &Item) -> Self {
        item.result.as_ref().map_or_else(Self::default, |result| Self {
            code: result.code.to_string(),
            disposal: result.disposal.to_string(),
            note: result.note.clone(),
        })
    }
}

/// The result, or the form for it.
#[component]
pub fn ResultForm(open: Open) -> impl IntoView {
    let mark = Memo::new(move |_| {
        let item = open.item.with(|item| item.id.clone());
        open.here.shown.with(|shown| shown.result(&item))
    });
    let entered = Memo::new(move |_| open.item.with(|item| item.result.clone()));
    let correcting = RwSignal::new(false);
    let may_write = Memo::new(move |_| open.result_closed.get().is_none());
    // A colleague has answered after the conclusion: it has to be confirmed or corrected.
    let reopened =
        Memo::new(move |_| entered.get().is_some() && open.item.with(|item| item.state == ItemState::Open));
    // What the server refused is open for putting right.
    let shows_form = Memo::new(move |_| {
        let asked = entered.get().is_none() || correcting.get() || reopened.get() || is_refused(&mark.get());
        may_write.get() && asked
    });
    view! {
        <section class="section" id="result">
            <h2>{t(RESULT)}</h2>
            {move || {
                let closed = open.result_closed.get();
                (closed != open.answers_closed.get()).then(|| closed.map(|closed| view! { <Notice text=closed_words(&closed) /> }))
            }}
            {move || reopened.get().then(|| view! { <Notice text=t(REOPENED) warn=true /> })}
            {move || {
                (!shows_form.get() || reopened.get() || is_refused(&mark.get())).then(|| view! { <Entered result=entered.get() mark=mark.get() /> })
            }}
            {move || {
                if shows_form.get() {
                    view! { <Form open=open correcting=correcting /> }.into_any()
                } else if may_write.get() && entered.get().is_some() {
                    view! { <div class="acts"><Button label=t(CORRECT_RESULT) on_press=Callback::new(move |()| correcting.set(true)) /></div> }.into_any()
                } else {
                    ().into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Entered(result: Option<Concluded>, mark: Mark) -> impl IntoView {
    let Some(result) = result else {
        return view! { <p class="soft">{t(NO_RESULT)}</p> }.into_any();
    };
    let facts = vec![
        (t(DISPOSAL).to_owned(), result.disposal.label(lang()).to_owned()),
        (t(NOTE).to_owned(), result.note.clone()),
    ];
    view! {
        <p class="door-marks">
            <Badge text=result.code.label(lang()) tone=result_tone(result.code) />
            <MarkBadge mark=mark.clone() />
        </p>
        <RefusedWords mark=mark />
        <Facts facts=facts />
    }
    .into_any()
}

/// Codes and words for a select, with a first line that chooses nothing.
fn with_none(list: Vec<(String, String)>) -> Choices {
    let mut choices = vec![(String::new(), t(PICK_ONE).to_owned())];
    choices.extend(list);
    choices
}

fn code_choices() -> Choices {
    let numbered =
        |code: &ResultCode| (code.to_string(), format!("{} {}", code.number(), code.label(lang())));
    with_none(ResultCode::ALL.iter().map(numbered).collect())
}

/// Only what fits the result.
fn disposal_choices(code: &str) -> Choices {
    let Some(code) = ResultCode::parse(code) else { return with_none(Vec::new()) };
    let fits = |disposal: &&Disposal| (**disposal != Disposal::None) == code.is_problem();
    let list = Disposal::ALL.iter().filter(fits);
    with_none(list.map(|disposal| (disposal.to_string(), disposal.label(lang()).to_owned())).collect())
}

#[component]
fn Form(open: Open, correcting: RwSignal<bool>) -> impl IntoView {
    let (item_id, standing) = open.item.with_untracked(|item| (item.id.clone(), Draft::of(item)));
    let name = StoredValue::new(open.here.draft_name("result", &item_id));
    let draft = drafts::get::<Draft>(&name.get_value()).unwrap_or_else(|| standing.clone());
    let is_correction = !standing.code.is_empty();
    let (code, disposal, note) =
        (RwSignal::new(draft.code), RwSignal::new(draft.disposal), RwSignal::new(draft.note));
    let errors = RwSignal::new(Vec::<UserError>::new());
    Effect::new(move |before: Option<Draft>| {
        let now = Draft { code: code.get(), disposal: disposal.get(), note: note.get() };
        if before.is_some_and(|before| before != now) {
            drafts::keep(&name.get_value(), &now);
        }
        now
    });
    // No problem, nothing to be done; a problem, something.
    Effect::new(move |before: Option<String>| {
        let now = code.get();
        if before.is_some_and(|before| before != now)
            && let Some(code) = ResultCode::parse(&now)
        {
            let standing = Disposal::parse(&disposal.get_untracked());
            match (code.is_problem(), standing) {
                (false, _) => disposal.set(Disposal::None.to_string()),
                (true, Some(Disposal::None)) => disposal.set(String::new()),
                (true, _) => {}
            }
        }
        now
    });
    let busy = RwSignal::new(false);
    let send = Callback::new(move |()| {
        let draft = Draft {
            code: code.get_untracked(),
            disposal: disposal.get_untracked(),
            note: note.get_untracked().trim().to_owned(),
        };
        match ready(open, &draft) {
            Err(found) => {
                errors.set(Vec::new());
                errors.set(found);
                request_animation_frame(|| platform::focus::to(".form-errors"));
            }
            Ok(commands) => {
                errors.set(Vec::new());
                busy.set(true);
                spawn_local(async move {
                    for (what, command) in commands {
                        if open.here.enter(what, command, None).await.is_none() {
                            busy.try_set(false);
                            return;
                        }
                    }
                    drafts::forget(&name.try_get_value().unwrap_or_default());
                    busy.try_set(false);
                    correcting.try_set(false);
                });
            }
        }
    });
    let list: Errors = errors.into();
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=list />
            <SelectField label=t(RESULT_CODE) path="code" value=code choices=Signal::derive(code_choices) errors=list />
            <SelectField label=t(DISPOSAL) path="disposal" value=disposal choices=Signal::derive(move || disposal_choices(&code.get())) errors=list />
            <TextArea label=t(NOTE) path="note" value=note help=t(NOTE_HELP) errors=list />
            <p class="form-help">{t(SAVE_RESULT_HELP)}</p>
            <div class="next-act">
                {is_correction.then(|| view! { <Button label=t(CANCEL) on_press=Callback::new(move |()| correcting.set(false)) /> })}
                <Button label=t(if is_correction { SAVE_CORRECTION } else { SAVE_RESULT }) look=Look::Primary busy=busy submit=true />
            </div>
        </form>
    }
}

fn problem(code: ErrorCode, path: &str) -> UserError {
    UserError { code: Coded(code), path: path.to_owned(), message: code.label(lang()).to_owned() }
}

/// What is to be sent: what was typed and not saved yet, then the result; or what is wrong.
fn ready(open: Open, draft: &Draft) -> Result<Vec<(String, Command)>, Vec<UserError>> {
    let mut item = open.item.get_untracked();
    let mut commands = Vec::new();
    let is_open = open.answers_closed.get_untracked().is_none();
    for typed in open.typed.get_value().into_iter().filter(|_| is_open) {
        let path = format!("questions.{}", typed.index);
        let answer: Option<Answer> = typed.take.run(()).map_err(|code| vec![problem(code, &path)])?;
        if let (Some(answer), Some(asked)) = (answer, item.questions.get(typed.index).cloned()) {
            let seen = item.seen(&asked.id);
            let command = Command::Answer { item: item.id.clone(), question: asked.id, answer, seen };
            item.apply(&command, "");
            commands.push((asked.question.text, command));
        }
    }
    let (code, disposal) = (ResultCode::parse(&draft.code), Disposal::parse(&draft.disposal));
    let mut wrong = Vec::new();
    if code.is_none() {
        wrong.push(problem(ErrorCode::Required, "code"));
    }
    if disposal.is_none() {
        wrong.push(problem(ErrorCode::Required, "disposal"));
    }
    let (Some(code), Some(disposal)) = (code, disposal) else { return Err(wrong) };
    if let Some((found, path)) = conclusion_problem(&item, code, disposal, &draft.note) {
        if found == ErrorCode::AnswerMissing {
            open.missing.set(unanswered_questions(&item));
        }
        return Err(vec![problem(found, &path)]);
    }
    let (note, based_on) = (draft.note.clone(), Some(item.result_version()));
    let conclude = Command::Conclude { item: item.id.clone(), code, disposal, note, based_on };
    commands.push((item.name, conclude));
    Ok(commands)
}
