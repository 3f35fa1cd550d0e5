//! A question of a checklist: answered with one touch or a few keys, saved at once, marked.

use leptos::prelude::*;
use shared::catalogue::AnswerKind;
use shared::visit::{Answer, check_answer};

use super::item_view::Open;
use super::model::{Answered, Asked, Command, Item, Mark, Voiced};
use super::shared_views::MarkBadge;
use super::words::*;
use crate::components::{Badge, Button, Notice};
use crate::locales::*;
use crate::state::drafts;

/// Something that was typed for a question and not yet saved.
#[derive(Clone)]
pub struct Typed {
    /// The question's place in the checklist.
    pub index: usize,
    /// The answer, nothing if it is what is saved already, an error if it does not fit the question.
    pub take: Callback<(), Result<Option<Answer>, shared::ErrorCode>>,
}

/// Most choices that stand open; more are a list.
const OPEN_CHOICES: usize = 6;

/// The answer as text.
fn answer_text(answer: &Answer) -> String {
    match answer {
        Answer::YesNo(yes) => t(if *yes { YES } else { NO }).to_owned(),
        Answer::Number(text) | Answer::Text(text) | Answer::Choice(text) => text.clone(),
    }
}

/// What the parts of a question share.
#[derive(Clone, Copy)]
struct Asking {
    open: Open,
    asked: StoredValue<Asked>,
    /// What stands, saved or on its way.
    answer: Memo<Option<Answer>>,
    error: RwSignal<Option<String>>,
}

impl Asking {
    fn command(self, answer: Answer) -> Command {
        let question = self.asked.with_value(|asked| asked.id.clone());
        let (item, seen) = self.open.item.with_untracked(|item| (item.id.clone(), item.seen(&question)));
        Command::Answer { item, question, answer, seen }
    }

    /// Checks by the server's rule, then saves.
    fn save(self, answer: Answer, done: impl FnOnce() + 'static) {
        if let Err(code) = self.asked.with_value(|asked| check_answer(&asked.question, &answer)) {
            self.error.set(Some(code.label(lang()).to_owned()));
            return;
        }
        self.error.set(None);
        let what = self.asked.with_value(|asked| asked.question.text.clone());
        self.open.here.enter_and(what, self.command(answer), move |entered| {
            if entered {
                done();
            } else {
                self.error.try_set(Some(t(NOT_KEPT).to_owned()));
            }
        });
    }
}

/// A question with its answer.
#[component]
pub fn QuestionField(open: Open, index: usize, asked: Asked) -> impl IntoView {
    let question = asked.question.clone();
    let id = asked.id.clone();
    let answer = {
        let id = id.clone();
        Memo::new(move |_| open.item.with(|item| item.answer(&id).and_then(Answered::answer).cloned()))
    };
    let by = {
        let id = id.clone();
        Memo::new(move |_| open.item.with(|item| item.answer(&id).and_then(Answered::by).map(str::to_owned)))
    };
    let contest = {
        let id = id.clone();
        Memo::new(move |_| {
            let contested = |item: &Item| {
                item.answer(&id).filter(|known| known.is_contested()).map(|known| known.voices.clone())
            };
            open.item.with(contested).unwrap_or_default()
        })
    };
    let mark = Memo::new(move |_| {
        let item = open.item.with(|item| item.id.clone());
        open.here.shown.with(|shown| shown.answer(&item, &id))
    });
    let asking = Asking { open, asked: StoredValue::new(asked), answer, error: RwSignal::new(None) };
    let is_open = Memo::new(move |_| open.answers_closed.get().is_none());
    let is_missing = move || answer.get().is_none() && open.missing.with(|missing| missing.contains(&index));
    let dirty = RwSignal::new(false);
    let wrong = move || match (asking.error.get(), mark.get()) {
        (Some(words), _) => Some(words),
        (None, Mark::Refused(words)) => Some(words),
        (None, _) => is_missing().then(|| t(MUST_ANSWER).to_owned()),
    };
    view! {
        <fieldset class="question" id=format!("q-{index}") class:form-bad=is_missing tabindex="-1">
            <legend>
                {format!("{}. {}", index + 1, question.text)}
                {question.required.then(|| view! { <span class="must">{t(MUST)}</span> })}
            </legend>
            {move || {
                if !is_open.get() {
                    return view! { <Given asking=asking by=by /> }.into_any();
                }
                match question.kind {
                    AnswerKind::YesNo => view! { <YesNo asking=asking index=index /> }.into_any(),
                    AnswerKind::Choice => view! { <Choice asking=asking index=index /> }.into_any(),
                    AnswerKind::Number | AnswerKind::Text => view! { <Writing asking=asking index=index dirty=dirty /> }.into_any(),
                }
            }}
            {move || (!contest.get().is_empty()).then(|| view! { <Contest asking=asking voices=contest.get() may_settle=is_open.get() /> })}
            <p class="question-mark" aria-live="polite">
                {move || match (dirty.get(), answer.get().is_some()) {
                    (true, _) => view! { <Badge text=t(MARK_TYPED) /> }.into_any(),
                    (false, true) => view! { <MarkBadge mark=mark.get() /> }.into_any(),
                    (false, false) => ().into_any(),
                }}
            </p>
            {move || wrong().map(|words| view! { <p class="form-error" role="alert">{words}</p> })}
        </fieldset>
    }
}

/// Answers of officers who did not know of each other: all are shown, one of them is made to count.
#[component]
fn Contest(asking: Asking, voices: Vec<Voiced>, may_settle: bool) -> impl IntoView {
    let unit = asking.asked.with_value(|asked| asked.question.unit.clone());
    view! {
        <div class="contest" role="group" aria-label=t(CONTESTED)>
            <Notice text=t(CONTESTED) warn=true />
            <ul class="plain-list">
                {voices
                    .into_iter()
                    .map(|voice| {
                        let text = format!("{} {unit}", answer_text(&voice.answer)).trim().to_owned();
                        let by = voice.by.unwrap_or_else(|| t(YOU).to_owned());
                        let label = fill(LET_COUNT, &[&text]);
                        let settle = Callback::new(move |()| asking.save(voice.answer.clone(), || ()));
                        view! {
                            <li class="contest-voice">
                                <span>{fill(VOICE, &[&by, &text])}</span>
                                {may_settle.then(|| view! { <Button label=label on_press=settle /> })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}

/// An answer that cannot be changed.
#[component]
fn Given(asking: Asking, by: Memo<Option<String>>) -> impl IntoView {
    let unit = asking.asked.with_value(|asked| asked.question.unit.clone());
    view! {
        <p class="given">
            {move || match asking.answer.get() {
                Some(answer) => format!("{} {unit}", answer_text(&answer)).trim().to_owned(),
                None => t(NOT_ANSWERED).to_owned(),
            }}
            {move || by.get().map(|by| view! { <span class="soft small">" " {fill(ANSWERED_BY, &[&by])}</span> })}
        </p>
    }
}

/// One of several answers, each a touch.
#[component]
fn Touch(asking: Asking, name: String, label: String, answer: Answer) -> impl IntoView {
    let own = answer.clone();
    let chosen = move || asking.answer.get().as_ref() == Some(&own);
    view! {
        <label class="touch">
            <input
                type="radio"
                name=name
                prop:checked=chosen
                on:change=move |_| asking.save(answer.clone(), || ())
            />
            <span>{label}</span>
        </label>
    }
}

#[component]
fn YesNo(asking: Asking, index: usize) -> impl IntoView {
    let name = format!("q-{index}-answer");
    view! {
        <div class="touches touches-two">
            <Touch asking=asking name=name.clone() label=t(YES).to_owned() answer=Answer::YesNo(true) />
            <Touch asking=asking name=name label=t(NO).to_owned() answer=Answer::YesNo(false) />
        </div>
    }
}

#[component]
fn Choice(asking: Asking, index: usize) -> impl IntoView {
    let (choices, text) =
        asking.asked.with_value(|asked| (asked.question.choices.clone(), asked.question.text.clone()));
    let name = format!("q-{index}-answer");
    if choices.len() <= OPEN_CHOICES {
        return view! {
            <div class="touches">
                {choices
                    .into_iter()
                    .map(|choice| view! { <Touch asking=asking name=name.clone() label=choice.clone() answer=Answer::Choice(choice) /> })
                    .collect_view()}
            </div>
        }
        .into_any();
    }
    let chosen = move || asking.answer.get().map(|answer| answer_text(&answer)).unwrap_or_default();
    let first = untrack(chosen);
    view! {
        <div class="form-field">
            <select
                aria-label=text
                prop:value=chosen
                on:change=move |event| asking.save(Answer::Choice(event_target_value(&event)), || ())
            >
                <option value="" selected=first.is_empty() disabled=true>{t(PICK_ONE)}</option>
                {choices
                    .into_iter()
                    .map(|choice| {
                        let (value, is_first) = (choice.clone(), choice == first);
                        view! { <option value=value selected=is_first>{choice}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// A number or text: kept as a draft with every key, saved when the field is left.
#[component]
fn Writing(asking: Asking, index: usize, dirty: RwSignal<bool>) -> impl IntoView {
    let (question, id) = asking.asked.with_value(|asked| (asked.question.clone(), asked.id.clone()));
    let is_number = question.kind == AnswerKind::Number;
    let item = asking.open.item.with_untracked(|item| item.id.clone());
    let draft = StoredValue::new(asking.open.here.draft_name("answer", &format!("{item}.{id}")));
    let saved = move || asking.answer.get_untracked().map(|answer| answer_text(&answer)).unwrap_or_default();
    let text = RwSignal::new(drafts::get::<String>(&draft.get_value()).unwrap_or_else(saved));
    dirty.set(text.get_untracked() != saved());
    let typed = move |now: String| {
        dirty.set(now != saved());
        drafts::keep(&draft.get_value(), &now);
        text.set(now);
    };
    let wrapped = move |text: String| if is_number { Answer::Number(text) } else { Answer::Text(text) };
    let done = move |now: String| {
        // Somebody may have typed on meanwhile.
        if text.try_get_untracked().is_none_or(|text| text.trim() == now) {
            drafts::forget(&draft.try_get_value().unwrap_or_default());
            dirty.try_set(false);
        }
    };
    let leave = move || {
        let now = text.get_untracked().trim().to_owned();
        if now == saved() || (now.is_empty() && saved().is_empty()) {
            asking.error.set(None);
            done(now);
        } else {
            asking.save(wrapped(now.clone()), move || done(now));
        }
    };
    asking.open.typed.update_value(|list| {
        list.retain(|typed| typed.index != index);
        let take = Callback::new(move |()| {
            let now = text.try_get_untracked().unwrap_or_default().trim().to_owned();
            if now == saved() || now.is_empty() {
                return Ok(None);
            }
            let answer = wrapped(now);
            asking.asked.with_value(|asked| check_answer(&asked.question, &answer)).map(|()| Some(answer))
        });
        list.push(Typed { index, take });
    });
    let unit = question.unit.clone();
    view! {
        <div class="form-field">
            {if is_number {
                view! {
                    <span class="with-unit">
                        <input
                            type="text"
                            inputmode="decimal"
                            class="number"
                            aria-label=question.text
                            prop:value=move || text.get()
                            on:input=move |event| typed(event_target_value(&event))
                            on:change=move |_| leave()
                        />
                        <span class="unit">{unit}</span>
                    </span>
                }
                .into_any()
            } else {
                view! {
                    <textarea
                        rows="3"
                        aria-label=question.text
                        prop:value=move || text.get()
                        on:input=move |event| typed(event_target_value(&event))
                        on:change=move |_| leave()
                    ></textarea>
                }
                .into_any()
            }}
        </div>
    }
}

/// Whether a mark says that the server has refused.
pub fn is_refused(mark: &Mark) -> bool {
    matches!(mark, Mark::Refused(_))
}
