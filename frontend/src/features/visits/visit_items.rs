//! What is inspected at a visit: by department, subject and item, with answers, photos and results.

use leptos::prelude::*;
use leptos_router::components::A;

use super::facts::{OfSubject, answer_to, by_department, is_problem};
use super::photos::Photos;
use super::queries::{Answer, Question, ResultOfItem, SubjectRef, VisitItem};
use super::shared_views::item_tone;
use super::words::*;
use crate::components::{Badge, Button, Facts, Look, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Department;

/// All items. Those with a problem are open from the start.
#[component]
pub fn VisitItems(
    /// The items.
    items: Vec<VisitItem>,
) -> impl IntoView {
    let problems =
        items.iter().filter(|item| is_problem(item)).map(|item| item.id.clone().into_inner()).collect();
    let every = StoredValue::new(items.iter().map(|item| item.id.clone().into_inner()).collect::<Vec<_>>());
    let open = RwSignal::new(problems);
    let all_open = Memo::new(move |_| open.with(Vec::len) == every.with_value(Vec::len));
    let label = Signal::derive(move || t(if all_open.get() { CLOSE_ALL } else { OPEN_ALL }).to_owned());
    let toggle = Callback::new(move |()| {
        open.set(if all_open.get_untracked() { Vec::new() } else { every.get_value() });
    });
    view! {
        <section class="section">
            <div class="items-head">
                <h2>{t(ITEMS)}</h2>
                <Button label=label look=Look::Quiet on_press=toggle />
            </div>
            <div class="stack">
                {by_department(items)
                    .into_iter()
                    .map(|(department, subjects)| view! { <OfDepartment department=department subjects=subjects open=open /> })
                    .collect_view()}
            </div>
        </section>
    }
}

#[component]
fn OfDepartment(
    department: Department,
    subjects: Vec<OfSubject>,
    open: RwSignal<Vec<String>>,
) -> impl IntoView {
    view! {
        <div class="of-department">
            <h3>{department.name}</h3>
            {subjects
                .into_iter()
                .map(|(subject, items)| {
                    view! {
                        <SubjectLine subject=subject />
                        <ul class="items">
                            {items.into_iter().map(|item| view! { <li><ItemBlock item=item open=open /></li> }).collect_view()}
                        </ul>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// A subject with its code and its public page.
#[component]
pub fn SubjectLine(
    /// The subject.
    subject: SubjectRef,
) -> impl IntoView {
    view! {
        <p class="subject-line">
            <strong>{subject.name}</strong>
            {subject
                .uscc
                .map(|uscc| {
                    let page = Page::PublicFirm(uscc.clone()).path();
                    view! {
                        <span class="mono soft">{uscc}</span>
                        <A href=page>{t(FIRM_PAGE)}</A>
                    }
                })}
        </p>
    }
}

#[component]
fn ItemBlock(item: VisitItem, open: RwSignal<Vec<String>>) -> impl IntoView {
    let id = StoredValue::new(item.id.clone().into_inner());
    let is_open = move || id.with_value(|id| open.with(|open| open.contains(id)));
    // The browser opens and closes it; we only remember which.
    let toggled = move |now: bool| {
        id.with_value(|id| {
            if now != open.with_untracked(|open| open.contains(id)) {
                open.update(
                    |open| if now { open.push(id.clone()) } else { open.retain(|known| known != id) },
                );
            }
        });
    };
    let element = NodeRef::<leptos::html::Details>::new();
    let outcome = match &item.result {
        Some(result) => result.code.label(lang()).to_owned(),
        None => t(NO_RESULT).to_owned(),
    };
    let class = if is_problem(&item) { "item-outcome item-problem" } else { "item-outcome" };
    let state = *item.state;
    let about = format!("{} · {}", item.method.label(lang()), fill(ON_DAY, &[&date(item.on_day.0)]));
    let name = item.item.name.clone();
    let withdrawn = item.withdrawn;
    let shown = StoredValue::new(item);
    view! {
        <details
            class="item"
            node_ref=element
            prop:open=is_open
            on:toggle=move |_| {
                if let Some(element) = element.get_untracked() {
                    toggled(element.open());
                }
            }
        >
            <summary>
                <span class="item-name">
                    {name} " " <span class="soft small">{about}</span>
                    {withdrawn.then(|| view! { " " <Badge text=t(ITEM_WITHDRAWN) tone=Tone::Warn /> })}
                </span>
                <span class=class>{outcome}</span>
                <Badge text=state.label(lang()) tone=item_tone(state) />
            </summary>
            {move || is_open().then(|| view! { <ItemBody item=shown.get_value() /> })}
        </details>
    }
}

#[component]
fn ItemBody(item: VisitItem) -> impl IntoView {
    let answered =
        item.item.questions.iter().filter(|question| answer_to(&item, &question.id).is_some()).count();
    let heading = fill(CHECKLIST, &[&answered.to_string(), &item.item.questions.len().to_string()]);
    let answers: Vec<(Question, Option<Answer>)> = item
        .item
        .questions
        .iter()
        .map(|question| (question.clone(), answer_to(&item, &question.id).cloned()))
        .collect();
    view! {
        <div class="item-body">
            {item.result.clone().map(|result| view! { <ResultFacts result=result /> })}
            <p class="soft small">{heading}</p>
            <dl class="answers">
                {answers
                    .into_iter()
                    .map(|(question, answer)| view! { <AnswerLine question=question answer=answer /> })
                    .collect_view()}
            </dl>
            {(!item.evidence.is_empty()).then(|| view! { <Photos photos=item.evidence of=item.item.name /> })}
        </div>
    }
}

#[component]
fn AnswerLine(question: Question, answer: Option<Answer>) -> impl IntoView {
    let unit = question.unit;
    let words = match &answer {
        None => t(NOT_ANSWERED).to_owned(),
        Some(Answer { yes: Some(yes), .. }) => t(if *yes { YES } else { NO }).to_owned(),
        Some(answer) => format!("{} {unit}", answer.text.clone().unwrap_or_default()),
    };
    let class = if answer.is_none() { "soft" } else { "" };
    let who = answer.map(|answer| {
        format!("{} {}", answer.answered_by.unwrap_or_default(), date_time(answer.answered_at))
    });
    view! {
        <div>
            <dt>
                {question.text}
                {question.required.then(|| view! { <span class="soft small">{format!(" · {}", t(QUESTION_REQUIRED))}</span> })}
            </dt>
            <dd class=class title=who>{words}</dd>
        </div>
    }
}

#[component]
fn ResultFacts(result: ResultOfItem) -> impl IntoView {
    let found = date(result.found_on.0);
    let entered = match result.entered_by {
        Some(name) => fill(ENTERED_BY, &[&name, &found]),
        None => fill(ENTERED_ON, &[&found]),
    };
    let version = fill(RESULT_VERSION, &[&result.version.to_string()]);
    let mut due = date(result.due_on.0);
    if result.due_provisional {
        due = format!("{due} · {}", t(PROVISIONAL_MARK));
    }
    let mut publication = result.publication.label(lang()).to_owned();
    if let Some(basis) = result.withhold_basis {
        publication = format!("{publication} · {basis}");
    }
    let facts = [
        (RESULT, format!("{} {}", result.code.number(), result.code.label(lang()))),
        (DISPOSAL, result.disposal.label(lang()).to_owned()),
        (NOTE, result.note),
        (WHO, format!("{entered} · {version}")),
        (DUE, due),
        (PUBLICATION, publication),
    ];
    view! { <Facts facts=facts.into_iter().map(|(name, value)| (t(name).to_owned(), value)).collect() /> }
}
