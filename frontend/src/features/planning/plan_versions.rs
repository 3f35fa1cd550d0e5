//! A plan among its versions: what it amends, what amends it, line by line; and the way to amend it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use shared::access::Action;
use shared::planning::PlanStatus;

use super::office_queries::{AmendPlanInput, PlanVersions, VersionRef, amend_plan, plan_versions};
use super::office_words::*;
use super::shared_views::plan_tone;
use crate::api::{Act, use_query};
use crate::components::{Ask, Badge, Button, FormErrors, Look, TextArea, loaded_or};
use crate::locales::*;
use crate::parts::plan_changes::{DIFFERENCES, DifferencesTable};
use crate::routes::Page;
use crate::state::session::Session;

/// Versions of a plan; nothing where there is one and it cannot be amended.
#[component]
pub fn Versions(
    /// The plan, and the revision the page shows: a step of the plan asks anew.
    #[prop(into)]
    of: Signal<Option<(String, i32)>>,
) -> impl IntoView {
    move || {
        let (id, _) = of.get()?;
        let key = StoredValue::new(id);
        let query = use_query(move || key.get_value(), plan_versions);
        Some(loaded_or(query, 2, |plan| view! { <VersionsView plan=plan /> }))
    }
}

#[component]
fn VersionsView(plan: PlanVersions) -> impl IntoView {
    let may_amend = *plan.status == PlanStatus::Published
        && plan.amended_by.is_none()
        && Session::expect().may(Action::OpenPlan);
    let amends = plan.amends.is_some();
    if !amends && plan.amended_by.is_none() && !may_amend {
        return ().into_any();
    }
    let step = (plan.id.clone(), plan.revision);
    view! {
        <section class="section stack">
            <h2>{t(VERSIONS)}</h2>
            {plan.amends.map(|version| view! { <VersionLink name=THIS_AMENDS version=version /> })}
            {plan.amended_by.map(|version| view! { <VersionLink name=AMENDED_BY version=version /> })}
            {plan.amend_reason.map(|reason| view! { <p>{t(AMEND_REASON)} {colon()} {reason}</p> })}
            {may_amend.then(|| view! { <Amend step=step /> })}
            {amends
                .then(|| {
                    view! {
                        <h3>{t(DIFFERENCES)}</h3>
                        <DifferencesTable lines=plan.differences />
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
fn VersionLink(name: Text, version: VersionRef) -> impl IntoView {
    let text = fill(VERSION_NUMBERED, &[&version.version.to_string()]);
    view! {
        <p>
            {t(name)} {colon()} <A href=Page::Plan(version.id.into_inner()).path()>{text}</A> " "
            <Badge text=version.status.label(lang()) tone=plan_tone(*version.status) />
        </p>
    }
}

#[component]
fn Amend(step: (cynic::Id, i32)) -> impl IntoView {
    let (open, reason) = (RwSignal::new(false), RwSignal::new(String::new()));
    let act = Act::of_form();
    let navigate = use_navigate();
    let step = StoredValue::new(step);
    let send = Callback::new(move |()| {
        let navigate = navigate.clone();
        let (id, revision) = step.get_value();
        let input = AmendPlanInput { id, reason: reason.get_untracked(), revision };
        act.run(amend_plan(input), move |plan| {
            act.say(t(AMENDED));
            open.set(false);
            navigate(&Page::Plan(plan.id.into_inner()).path(), NavigateOptions::default());
        });
    });
    view! {
        <div class="acts">
            <Button label=t(AMEND_PLAN) on_press=Callback::new(move |()| open.set(true)) />
        </div>
        <Ask title=t(AMEND_PLAN) text=t(AMEND_TEXT) act=t(AMEND_PLAN) open=open busy=act.busy on_confirm=send look=Look::Primary>
            <div class="form">
                <FormErrors errors=act.errors />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
            </div>
        </Ask>
    }
}
