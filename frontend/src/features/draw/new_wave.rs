//! Opening a wave: which lines, which hash, which beacon, who witnesses.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::access::Action;
use shared::draw::HashAlgorithm;
use shared::planning::ListDisclosure;

use super::commands::{OpenWaveInput, WitnessInput, open_wave};
use super::links;
use super::model::{Typed, typed_instant};
use super::new_wave_lines::LinesField;
use super::new_wave_rules::{RuleFields, RulesField};
use super::new_wave_turn::{TurnField, TurnFields};
use super::new_wave_witnesses::WitnessesField;
use super::queries::{PlanChoice, published_plans};
use super::rule_queries::WaveTurnInput;
use super::words::*;
use crate::api::{Act, Coded, UserError, use_query};
use crate::components::{
    Button, Choices, Crumb, EmptyState, Errors, Forbidden, FormErrors, Look, Notice, PageHead, SelectField,
    TextField, loaded,
};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::drafts;
use crate::state::session::Session;

/// Name of the draft kept in the browser.
const DRAFT: &str = "wave";

/// A new wave.
#[component]
pub fn NewWavePage() -> impl IntoView {
    if !Session::expect().may(Action::RunWave) {
        return view! { <Forbidden /> }.into_any();
    }
    let query = use_query(|| (), |()| published_plans());
    view! {
        <PageHead title=t(OPEN_WAVE) crumbs=vec![Crumb::new(t(PLACE_WAVES), Page::Waves.path())] />
        {loaded(query, |(plans, today)| {
            if plans.is_empty() {
                view! { <EmptyState title=t(NO_PLAN) text=t(NO_PLAN_TEXT) /> }.into_any()
            } else {
                view! { <WaveForm plans=plans today=today /> }.into_any()
            }
        })}
    }
    .into_any()
}

/// The form's fields as signals. A copy.
#[derive(Clone, Copy)]
struct Fields {
    plan: RwSignal<String>,
    lines: RwSignal<Vec<String>>,
    title: RwSignal<String>,
    hash: RwSignal<String>,
    disclosure: RwSignal<String>,
    beacon_event: RwSignal<String>,
    beacon_due: RwSignal<String>,
    witnesses: RwSignal<Vec<shared::planning::WitnessDraft>>,
    rules: RuleFields,
    turn: TurnFields,
}

impl Fields {
    fn new(typed: Typed) -> Self {
        Self {
            plan: RwSignal::new(typed.plan),
            lines: RwSignal::new(typed.lines),
            title: RwSignal::new(typed.title),
            hash: RwSignal::new(typed.hash),
            disclosure: RwSignal::new(typed.disclosure),
            beacon_event: RwSignal::new(typed.beacon_event),
            beacon_due: RwSignal::new(typed.beacon_due),
            witnesses: RwSignal::new(typed.witnesses),
            rules: RuleFields::new(typed.rules),
            turn: TurnFields::new(typed.turn),
        }
    }

    fn typed(self) -> Typed {
        Typed {
            plan: self.plan.get(),
            lines: self.lines.get(),
            title: self.title.get(),
            hash: self.hash.get(),
            disclosure: self.disclosure.get(),
            beacon_event: self.beacon_event.get(),
            beacon_due: self.beacon_due.get(),
            witnesses: self.witnesses.get(),
            rules: self.rules.typed(),
            turn: self.turn.typed(),
        }
    }
}

#[component]
fn WaveForm(plans: Vec<PlanChoice>, today: NaiveDate) -> impl IntoView {
    let first = plans.first().map(|plan| plan.id.inner().to_owned()).unwrap_or_default();
    let usual = plans.first().map(PlanChoice::usual_rules).unwrap_or_default();
    let empty = Typed::empty(first, usual);
    let draft: Option<Typed> = drafts::get(DRAFT)
        .filter(|draft: &Typed| *draft != empty && plans.iter().any(|plan| plan.id.inner() == draft.plan));
    let restored = draft.is_some();
    let fields = Fields::new(draft.unwrap_or_else(|| empty.clone()));
    let clean = RwSignal::new(empty);
    let dirty = Signal::derive(move || clean.with(|clean| fields.typed() != *clean));
    platform::guard::ask_before_leaving(dirty);
    Effect::new(move |_| {
        if dirty.get() {
            drafts::keep(DRAFT, &fields.typed());
        }
    });
    let act = Act::of_form();
    let navigate = use_navigate();
    let send = Callback::new(move |()| {
        let typed = untrack(|| fields.typed());
        let problems = problems(&typed);
        if !problems.is_empty() {
            act.refuse(problems);
            return;
        }
        let navigate = navigate.clone();
        act.run(open_wave(input(&typed)), move |opened| {
            drafts::forget(DRAFT);
            clean.try_set(typed);
            links::keep(&opened.wave.id, opened.links);
            act.say(t(WAVE_OPENED));
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&Page::Wave(opened.wave.id.into_inner()).path(), options);
        });
    });
    let errors: Errors = act.errors.into();
    let plan_choices: Choices = plans.into_iter().map(|plan| (plan.id.into_inner(), plan.title)).collect();
    view! {
        <form
            class="form form-wide"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            {restored.then(|| view! { <Notice text=t(DRAFT_RESTORED) /> })}
            <FormErrors errors=errors />
            <SelectField label=t(PLAN) path="plan" value=fields.plan choices=Signal::stored(plan_choices) errors=errors />
            <LinesField plan=fields.plan value=fields.lines today=today errors=errors />
            <RulesField fields=fields.rules lines=fields.lines errors=errors />
            <TurnField fields=fields.turn lines=fields.lines hash=fields.hash errors=errors />
            <TextField label=t(WAVE_TITLE) path="title" value=fields.title errors=errors />
            <div class="form-row">
                <SelectField
                    label=t(HASH)
                    path="hash"
                    value=fields.hash
                    choices=Signal::stored(choices(HashAlgorithm::ALL, HashAlgorithm::as_str, HashAlgorithm::label))
                    help=t(HASH_HELP)
                    errors=errors
                />
                <SelectField
                    label=t(DISCLOSURE)
                    path="disclosure"
                    value=fields.disclosure
                    choices=Signal::stored(choices(ListDisclosure::ALL, ListDisclosure::as_str, ListDisclosure::label))
                    help=t(DISCLOSURE_HELP)
                    errors=errors
                />
            </div>
            <TextField label=t(BEACON_EVENT) path="beaconEvent" value=fields.beacon_event help=t(BEACON_HELP) errors=errors />
            <TextField label=t(BEACON_DUE) path="beaconDueAt" value=fields.beacon_due kind="datetime-local" help=t(BEACON_DUE_HELP) errors=errors />
            <WitnessesField value=fields.witnesses errors=errors />
            <div class="acts">
                <Button label=t(OPEN_NOW) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}

fn problems(typed: &Typed) -> Vec<UserError> {
    typed
        .problems()
        .into_iter()
        .map(|problem| UserError {
            code: Coded(problem.code),
            path: problem.path,
            message: problem.code.label(lang()).to_owned(),
        })
        .collect()
}

fn input(typed: &Typed) -> OpenWaveInput {
    OpenWaveInput {
        plan_id: typed.plan.clone().into(),
        title: typed.title.clone(),
        line_ids: typed.lines.iter().cloned().map(cynic::Id::new).collect(),
        hash: Coded(HashAlgorithm::parse(&typed.hash).unwrap_or(HashAlgorithm::Sha256)),
        disclosure: Coded(ListDisclosure::parse(&typed.disclosure).unwrap_or(ListDisclosure::AfterVisits)),
        beacon_event: typed.beacon_event.clone(),
        beacon_due_at: typed_instant(&typed.beacon_due),
        witnesses: typed
            .witnesses
            .iter()
            .map(|witness| WitnessInput {
                code: witness.code.clone(),
                name: witness.name.clone(),
                organisation: witness.organisation.clone(),
                kind: Coded(witness.kind),
            })
            .collect(),
        rules: typed.rules.read().ok().map(Into::into),
        turn: typed
            .rotation()
            .ok()
            .flatten()
            .map(|rotation| WaveTurnInput::new(&typed.turn.previous, rotation)),
    }
}
