//! The rules the outlook goes by: anybody turns them to see what would be, the office keeps them.

use leptos::prelude::*;
use shared::simulation::PlanningRules;

use super::super::commands::{KeepPlanningRulesInput, keep_planning_rules};
use super::super::office_words::{SPECIAL_COUNTS, SPECIAL_LIMIT};
use super::board::Desk;
use super::model::{self, TypedRules};
use super::words::*;
use crate::api::{Act, UserError};
use crate::components::{Button, Checkbox, FormErrors, NumberField, TextField};
use crate::locales::*;

/// The rules as they are typed.
#[derive(Clone, Copy)]
pub struct Rules {
    cap_body: RwSignal<String>,
    cap_all: RwSignal<String>,
    once: RwSignal<bool>,
    visits: RwSignal<String>,
    quiet: RwSignal<String>,
    special: RwSignal<bool>,
    limit: RwSignal<String>,
    errors: RwSignal<Vec<UserError>>,
    /// The rules when every field could last be read: figures never follow a slip of the keyboard.
    pub last_read: Memo<PlanningRules>,
}

impl Rules {
    /// A form that starts with the rules of the plan.
    pub fn new(kept: PlanningRules) -> Self {
        let typed = TypedRules::from(&kept);
        let (cap_body, cap_all) = (RwSignal::new(typed.cap_body), RwSignal::new(typed.cap_all));
        let (visits, quiet) = (RwSignal::new(typed.visits), RwSignal::new(typed.quiet));
        let once = RwSignal::new(typed.once);
        let (special, limit) = (RwSignal::new(typed.special), RwSignal::new(typed.limit));
        let read = Memo::new(move |_| {
            TypedRules {
                cap_body: cap_body.get(),
                cap_all: cap_all.get(),
                once: once.get(),
                special: special.get(),
                visits: visits.get(),
                quiet: quiet.get(),
                limit: limit.get(),
            }
            .read()
        });
        let errors = RwSignal::new(Vec::new());
        Effect::new(move |_| {
            let found = read.with(|read| read.as_ref().err().map(|found| UserError::found(found)));
            errors.set(found.unwrap_or_default());
        });
        let last_read = Memo::new(move |before: Option<&PlanningRules>| {
            read.get().unwrap_or_else(|_| before.cloned().unwrap_or_else(|| kept.clone()))
        });
        Self { cap_body, cap_all, once, visits, quiet, special, limit, errors, last_read }
    }
}

/// The form, with what keeps it for the plan where one may.
#[component]
pub fn RulesForm(
    /// The rules.
    rules: Rules,
    /// The desk.
    desk: Desk,
    /// Revision of the plan.
    revision: i32,
) -> impl IntoView {
    let errors = rules.errors;
    view! {
        <details class="section">
            <summary>{t(RULES)}</summary>
            <div class="form">
                <NumberField label=t(CAP_BODY) path=model::CAP_BODY value=rules.cap_body unit=t(UNIT_TIMES) help=t(CAP_HELP) errors=errors />
                <NumberField label=t(CAP_ALL) path=model::CAP_ALL value=rules.cap_all unit=t(UNIT_TIMES) help=t(CAP_HELP) errors=errors />
                <Checkbox label=t(ONCE) value=rules.once />
                <NumberField label=t(VISITS_A_DAY) path=model::VISITS value=rules.visits unit=t(UNIT_TIMES) errors=errors />
                <TextField label=t(QUIET) path=model::QUIET value=rules.quiet help=t(QUIET_HELP) errors=errors />
                <Checkbox label=t(SPECIAL_COUNTS) value=rules.special />
                <NumberField label=t(SPECIAL_LIMIT) path=model::LIMIT value=rules.limit unit=t(UNIT_TIMES) errors=errors />
                {desk.may_group.then(|| view! { <Keep rules=rules desk=desk revision=revision /> })}
            </div>
        </details>
    }
}

#[component]
fn Keep(rules: Rules, desk: Desk, revision: i32) -> impl IntoView {
    let act = Act::of_form();
    let (reason, revision) = (RwSignal::new(String::new()), StoredValue::new(revision));
    let press = Callback::new(move |()| {
        if rules.errors.with_untracked(|errors| !errors.is_empty()) {
            return;
        }
        let input = KeepPlanningRulesInput {
            plan_id: desk.plan.get_value(),
            reason: reason.get_untracked(),
            revision: revision.get_value(),
            rules: rules.last_read.get_untracked().into(),
        };
        act.run(keep_planning_rules(input), move |plan| {
            revision.set_value(plan.revision);
            reason.set(String::new());
            act.say(t(RULES_KEPT));
        });
    });
    view! {
        <FormErrors errors=act.errors />
        <TextField label=t(RULES_REASON) path="reason" value=reason help=t(RULES_REASON_HELP) errors=act.errors />
        <Button label=t(KEEP_RULES) busy=act.busy on_press=press />
    }
}
