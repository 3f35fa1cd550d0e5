//! The office's table: what waits for review and what waits for approval, across all plans.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::access::Action;
use shared::planning::LineStatus;

use super::commands::{DecideLineInput, LineRef};
use super::office_queries::{DecideLinesInput, WaitingLine, approve_plan_lines, review_plan_lines, waiting};
use super::office_words::*;
use super::outlook::{QueueFiguresFound, QueueGround};
use super::queue_line::{QueueLine, Told};
use super::queue_model::{Choice, tally};
use super::words::*;
use super::{Simulated, outlook_pages};
use crate::api::{Act, Answer, PagedQuery, use_paged};
use crate::components::{Ask, Button, EmptyState, FormErrors, Look, MoreButton, PageHead, lazily, loaded};
use crate::locales::*;
use crate::state::session::Session;

/// Two queues.
#[component]
pub fn ReviewPage() -> impl IntoView {
    // What is decided in the one queue comes into the other.
    let decided = RwSignal::new(0);
    view! {
        <PageHead title=t(PLACE_REVIEW) note=t(REVIEW_NOTE) />
        <Queue step=Step::Review decided=decided />
        <Queue step=Step::Approve decided=decided />
    }
}

/// A step of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Review,
    Approve,
}

impl Step {
    const fn status(self) -> LineStatus {
        match self {
            Self::Review => LineStatus::Submitted,
            Self::Approve => LineStatus::Reviewed,
        }
    }

    const fn action(self) -> Action {
        match self {
            Self::Review => Action::ReviewPlan,
            Self::Approve => Action::ApprovePlan,
        }
    }

    /// Name of the queue, and of going forward.
    const fn words(self) -> (Text, Text) {
        match self {
            Self::Review => (TO_REVIEW, REVIEW_PASS),
            Self::Approve => (TO_APPROVE, APPROVE_LINE),
        }
    }

    async fn send(self, input: DecideLinesInput) -> Answer<Vec<LineRef>> {
        match self {
            Self::Review => review_plan_lines(input).await,
            Self::Approve => approve_plan_lines(input).await,
        }
    }
}

#[component]
fn Queue(step: Step, decided: RwSignal<u32>) -> impl IntoView {
    let (title, _) = step.words();
    let list =
        use_paged(move || decided.get(), move |_, after| async move { waiting(step.status(), after).await });
    view! {
        <section class="section stack">
            <h2>{t(title)}</h2>
            {loaded(
                list.query,
                move |page| {
                    if page.items.is_empty() {
                        view! { <EmptyState title=t(QUEUE_EMPTY) text=t(QUEUE_EMPTY_TEXT) /> }.into_any()
                    } else {
                        view! { <Desk step=step lines=page.items list=list decided=decided /> }.into_any()
                    }
                },
            )}
        </section>
    }
}

/// Lines by plan, the newest plan first; within a plan by number.
fn by_plan(lines: Vec<WaitingLine>) -> Vec<Vec<WaitingLine>> {
    let mut plans: BTreeMap<String, Vec<WaitingLine>> = BTreeMap::new();
    for line in lines {
        plans.entry(line.plan.id.inner().to_owned()).or_default().push(line);
    }
    let mut plans: Vec<Vec<WaitingLine>> = plans.into_values().rev().collect();
    plans.iter_mut().for_each(|lines| lines.sort_by_key(|line| line.number));
    plans
}

#[component]
fn Desk(
    step: Step,
    lines: Vec<WaitingLine>,
    list: PagedQuery<WaitingLine>,
    decided: RwSignal<u32>,
) -> impl IntoView {
    let may = Session::expect().may(step.action());
    let choices = RwSignal::new(BTreeMap::<String, Choice>::new());
    let figures = RwSignal::new(QueueFiguresFound::new());
    let known: Vec<(String, cynic::Id, i32)> =
        lines.iter().map(|line| (line.id.inner().to_owned(), line.id.clone(), line.revision)).collect();
    let known = StoredValue::new(known);
    // The lines as they were sent, in their order: refusals name their places.
    let sent = RwSignal::new(Vec::<String>::new());
    let act = Act::of_form();
    let told = Told { errors: act.errors, sent, forward: step.words().1 };
    let plans = by_plan(lines);
    view! {
        <div class="stack">
            {plans
                .into_iter()
                .map(|lines| {
                    let plan = lines.first().map(|line| line.plan.clone());
                    let name = plan.as_ref().map(|plan| fill(OF_PLAN, &[&plan.title, &plan.version.to_string()]));
                    let ground = QueueGround {
                        plan: plan.map(|plan| plan.id.into_inner()).unwrap_or_default(),
                        lines: lines.iter().map(|line| line.id.inner().to_owned()).collect(),
                        figures,
                    };
                    view! {
                        <h3>{name}</h3>
                        {lazily(outlook_pages(Simulated::Queue(ground)))}
                        {lines
                            .into_iter()
                            .map(|line| view! { <QueueLine line=line figures=figures choices=choices may=may told=told /> })
                            .collect_view()}
                    }
                })
                .collect_view()}
            <MoreButton list=list />
            {may.then(|| view! { <Decide step=step known=known choices=choices sent=sent act=act decided=decided /> })}
        </div>
    }
}

#[component]
fn Decide(
    step: Step,
    known: StoredValue<Vec<(String, cynic::Id, i32)>>,
    choices: RwSignal<BTreeMap<String, Choice>>,
    sent: RwSignal<Vec<String>>,
    act: Act,
    decided: RwSignal<u32>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let all = Callback::new(move |()| {
        choices.update(|choices| {
            known.with_value(|known| {
                for (id, ..) in known {
                    choices.entry(id.clone()).or_default().accept = Some(true);
                }
            });
        });
    });
    let counts = move || choices.with(tally);
    let none = Act::of_button();
    let ask = Callback::new(move |()| {
        if untrack(counts) == (0, 0) {
            none.say(t(NOTHING_CHOSEN));
        } else {
            asking.set(true);
        }
    });
    let send = Callback::new(move |()| {
        let lines: Vec<(String, DecideLineInput)> = known.with_value(|known| {
            choices.with_untracked(|choices| {
                let decision = |(name, id, revision): &(String, cynic::Id, i32)| {
                    let choice = choices.get(name)?;
                    let accept = choice.accept?;
                    let reason = if accept { String::new() } else { choice.reason.clone() };
                    Some((
                        name.clone(),
                        DecideLineInput { accept, id: id.clone(), reason, revision: *revision },
                    ))
                };
                known.iter().filter_map(decision).collect()
            })
        });
        asking.set(false);
        sent.set(lines.iter().map(|(name, _)| name.clone()).collect());
        let input = DecideLinesInput { lines: lines.into_iter().map(|(_, line)| line).collect() };
        act.run(step.send(input), move |lines| {
            act.say(&fill(DECIDED, &[&lines.len().to_string()]));
            decided.update(|times| *times += 1);
        });
    });
    let text = Signal::derive(move || {
        let (forward, back) = counts();
        fill(SEND_TEXT, &[&(forward + back).to_string(), &forward.to_string(), &back.to_string()])
    });
    view! {
        <FormErrors errors=act.errors />
        <div class="acts">
            <Button label=t(ALL_ACCEPT) on_press=all />
            <Button label=t(SEND_DECISIONS) look=Look::Seal busy=act.busy on_press=ask />
        </div>
        <Ask title=t(SEND_DECISIONS) text=text act=t(SEND_DECISIONS) open=asking busy=act.busy on_confirm=send />
    }
}
