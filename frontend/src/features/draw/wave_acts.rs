//! What one may do with a wave, by what comes next and who one is.

use leptos::prelude::*;
use shared::ErrorCode;
use shared::access::Action;
use shared::job::JobStatus;
use shared::planning::{REVEAL_MINUTES as REVEAL_TIME, check_beacon, check_reveal_minutes};

use super::commands::*;
use super::links;
use super::queries::WaveDetail;
use super::wave_page::next_of;
use super::words::*;
use crate::api::{Act, Coded, Query, UserError};
use crate::components::{Ask, Button, Dialog, FormErrors, Look, Notice, Progress, TextArea, TextField};
use crate::locales::*;
use crate::parts::ceremony::Next;
use crate::state::job::{JobView, follow};
use crate::state::session::Session;

/// The wave that is acted on, with its newest attempt.
#[derive(Clone, Copy)]
struct Target {
    query: Query<WaveDetail>,
}

impl Target {
    fn wave(self) -> cynic::Id {
        self.read(|wave| Some(wave.id.clone()))
    }

    fn attempt(self) -> cynic::Id {
        self.read(|wave| wave.attempts.last().map(|attempt| attempt.id.clone()))
    }

    fn read(self, what: impl Fn(&WaveDetail) -> Option<cynic::Id>) -> cynic::Id {
        untrack(|| self.query.data()).and_then(|wave| what(&wave)).unwrap_or_else(|| cynic::Id::new(""))
    }
}

/// The button of the next step, and declaring void apart from it.
#[component]
pub fn WaveActs(query: Query<WaveDetail>, made: RwSignal<u32>) -> impl IntoView {
    let session = Session::expect();
    let next = Memo::new(move |_| query.data().as_ref().map_or(Next::Nothing, next_of));
    let closable = Memo::new(move |_| query.data().is_some_and(|wave| wave.open_visits == 0));
    let open = OpenSignals::default();
    let target = Target { query };
    let job = RwSignal::new(None::<JobView>);
    let running = Signal::derive(move || job.get().is_some_and(|job| !job.status.is_finished()));
    let may_run = session.may(Action::RunWave);
    let may_void = session.may(Action::VoidAttempt);
    let press = |signal: RwSignal<bool>| Callback::new(move |()| signal.set(true));
    let next_button = move || {
        let (label, look, signal) = match next.get() {
            Next::Freeze => (FREEZE, Look::Seal, open.freeze),
            Next::Beacon => (RECORD_BEACON, Look::Primary, open.beacon),
            Next::Draw => (RUN_DRAW, Look::Seal, open.draw),
            Next::Attempt => (OPEN_ATTEMPT, Look::Primary, open.attempt),
            Next::Close if closable.get() => (CLOSE_WAVE, Look::Primary, open.close),
            Next::Commits | Next::Reveals | Next::Close | Next::Nothing => return None,
        };
        may_run.then(|| view! { <Button label=t(label) look=look busy=running on_press=press(signal) /> })
    };
    let voidable = move || may_void && !matches!(next.get(), Next::Attempt | Next::Close | Next::Nothing);
    view! {
        {move || voidable().then(|| view! { <Button label=t(VOID) look=Look::Danger on_press=press(open.void) /> })}
        {next_button}
        <JobLine job=job />
        <JobAsk target=target job=job open=open.freeze title=FREEZE text=FREEZE_TEXT work=Work::Freeze />
        <JobAsk target=target job=job open=open.draw title=RUN_DRAW text=RUN_TEXT work=Work::Draw />
        <BeaconDialog target=target open=open.beacon />
        <VoidAsk target=target open=open.void />
        <AttemptAsk target=target open=open.attempt made=made />
        <CloseAsk target=target open=open.close />
    }
}

/// Which question is open.
#[derive(Clone, Copy)]
struct OpenSignals {
    freeze: RwSignal<bool>,
    beacon: RwSignal<bool>,
    draw: RwSignal<bool>,
    void: RwSignal<bool>,
    attempt: RwSignal<bool>,
    close: RwSignal<bool>,
}

impl Default for OpenSignals {
    fn default() -> Self {
        let closed = || RwSignal::new(false);
        Self {
            freeze: closed(),
            beacon: closed(),
            draw: closed(),
            void: closed(),
            attempt: closed(),
            close: closed(),
        }
    }
}

/// Long work of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Freeze,
    Draw,
}

/// Asks before long work and follows it.
#[component]
fn JobAsk(
    target: Target,
    job: RwSignal<Option<JobView>>,
    open: RwSignal<bool>,
    title: Text,
    text: Text,
    work: Work,
) -> impl IntoView {
    let act = Act::of_button();
    let started = RwSignal::new(None::<cynic::Id>);
    // Followed for as long as the page is there.
    Effect::new(move |_| {
        if let Some(id) = started.get() {
            follow(id, move |view| {
                let status = *view.status;
                job.try_set(Some(view));
                if status.is_finished() {
                    target.query.reload();
                }
                if status == JobStatus::Done {
                    act.say(t(if work == Work::Freeze { FROZEN } else { DRAWN }));
                }
            });
        }
    });
    let run = Callback::new(move |()| {
        let input = AttemptStepInput { attempt_id: target.attempt() };
        let begun = move |view: JobView| {
            open.try_set(false);
            started.try_set(Some(view.id.clone()));
            job.try_set(Some(view));
        };
        match work {
            Work::Freeze => act.run(freeze_frame(input), begun),
            Work::Draw => act.run(run_draw(input), begun),
        }
    });
    view! { <Ask title=t(title) text=t(text) act=t(title) open=open busy=act.busy on_confirm=run /> }
}

/// How far the work has come, or why it failed.
#[component]
fn JobLine(job: RwSignal<Option<JobView>>) -> impl IntoView {
    move || {
        job.get().map(|view| {
            let failed = matches!(*view.status, JobStatus::Failed | JobStatus::Cancelled);
            if failed {
                let words = view.error_code.map_or_else(String::new, |code| code.label(lang()).to_owned());
                let detail = view.error_detail.unwrap_or_default();
                let text = if detail.is_empty() { words } else { bracketed(&words, &detail) };
                return view! { <div class="job-line"><Notice text=fill(JOB_FAILED, &[&text]) warn=true /></div> }.into_any();
            }
            if view.status.is_finished() {
                return ().into_any();
            }
            let label = if *view.kind == shared::job::JobKind::FreezeFrame { FREEZING } else { DRAWING };
            let (done, total) = (i64::from(view.done), view.total.map(i64::from));
            view! {
                <div class="job-line">
                    <Progress label=t(label).to_owned() done=Signal::stored(done) total=Signal::stored(total) />
                </div>
            }
            .into_any()
        })
    }
}

#[component]
fn BeaconDialog(target: Target, open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let minutes = RwSignal::new(REVEAL_TIME.to_string());
    let act = Act::of_form();
    let send = Callback::new(move |()| {
        let typed = text.get_untracked();
        if let Err(code) = check_beacon(&typed) {
            act.refuse(vec![refusal(code, "text")]);
            return;
        }
        let time = minutes.get_untracked().trim().parse::<i32>().unwrap_or(0);
        if let Err(code) = check_reveal_minutes(i64::from(time)) {
            act.refuse(vec![refusal(code, "revealMinutes")]);
            return;
        }
        let input = RecordBeaconInput { attempt_id: target.attempt(), text: typed, reveal_minutes: time };
        act.run(record_beacon(input), move |_| {
            act.say(t(BEACON_RECORDED));
            open.try_set(false);
            target.query.reload();
        });
    });
    let once = Signal::derive(move || {
        let event = target.query.data().map(|wave| wave.beacon_event).unwrap_or_default();
        fill(BEACON_ONCE, &[&event])
    });
    view! {
        <Dialog title=t(RECORD_BEACON) open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <p>{move || once.get()}</p>
                <FormErrors errors=act.errors />
                <TextField label=t(BEACON_EXACT) path="text" value=text help=t(BEACON_EXACT_HELP) errors=act.errors />
                <TextField label=t(REVEAL_MINUTES) path="revealMinutes" value=minutes kind="number" help=t(REVEAL_MINUTES_HELP) errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(RECORD_BEACON) look=Look::Seal busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}

fn refusal(code: ErrorCode, path: &str) -> UserError {
    UserError { code: Coded(code), path: path.to_owned(), message: code.label(lang()).to_owned() }
}

#[component]
fn VoidAsk(target: Target, open: RwSignal<bool>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let act = Act::of_form();
    let run = Callback::new(move |()| {
        let why = reason.get_untracked();
        if why.trim().is_empty() {
            act.refuse(vec![refusal(ErrorCode::ReasonRequired, "reason")]);
            return;
        }
        act.run(void_attempt(VoidAttemptInput { attempt_id: target.attempt(), reason: why }), move |_| {
            act.say(t(VOIDED));
            open.try_set(false);
            reason.try_set(String::new());
            target.query.reload();
        });
    });
    view! {
        <Ask title=t(VOID) text=t(VOID_TEXT) act=t(VOID) look=Look::Danger open=open busy=act.busy on_confirm=run>
            <FormErrors errors=act.errors />
            <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
        </Ask>
    }
}

#[component]
fn AttemptAsk(target: Target, open: RwSignal<bool>, made: RwSignal<u32>) -> impl IntoView {
    let act = Act::of_button();
    let run = Callback::new(move |()| {
        act.run(open_attempt(WaveStepInput { wave_id: target.wave() }), move |opened| {
            links::keep(&opened.wave.id, opened.links);
            act.say(t(ATTEMPT_OPENED));
            open.try_set(false);
            made.try_update(|count| *count += 1);
            target.query.reload();
        });
    });
    view! {
        <Ask
            title=t(OPEN_ATTEMPT)
            text=t(ATTEMPT_TEXT)
            act=t(OPEN_ATTEMPT)
            look=Look::Primary
            open=open
            busy=act.busy
            on_confirm=run
        />
    }
}

#[component]
fn CloseAsk(target: Target, open: RwSignal<bool>) -> impl IntoView {
    let act = Act::of_button();
    let run = Callback::new(move |()| {
        act.run(close_wave(WaveStepInput { wave_id: target.wave() }), move |_| {
            act.say(t(WAVE_CLOSED));
            open.try_set(false);
            target.query.reload();
        });
    });
    view! { <Ask title=t(CLOSE_WAVE) text=t(CLOSE_TEXT) act=t(CLOSE_WAVE) open=open busy=act.busy on_confirm=run /> }
}
