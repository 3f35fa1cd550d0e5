//! The annual plans.

use chrono::Datelike;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use shared::access::Action;

use super::commands::{OpenPlanInput, open_plan};
use super::queries::{PlanRow, items, plans};
use super::ratio_words::RATIOS;
use super::shared_views::plan_tone;
use super::words::*;
use crate::api::{Act, use_query};
use crate::components::{
    Badge, Button, Dialog, EmptyState, FormErrors, Look, NumberField, PageHead, Table, TextField, loaded,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The list, and opening a new one.
#[component]
pub fn PlansPage() -> impl IntoView {
    let query = use_query(|| (), |()| plans());
    let opening = RwSignal::new(false);
    let may_open = Session::expect().may(Action::OpenPlan);
    view! {
        <PageHead title=t(PLACE_PLANS) note=t(PLANS_NOTE)>
            <A href=Page::Ratios.path()>{t(RATIOS)}</A>
            {may_open
                .then(|| view! { <Button label=t(OPEN_PLAN) look=Look::Primary on_press=Callback::new(move |()| opening.set(true)) /> })}
        </PageHead>
        {loaded(query, |plans| view! { <PlansTable plans=plans /> })}
        <OpenPlanDialog open=opening />
    }
}

#[component]
fn PlansTable(plans: Vec<PlanRow>) -> impl IntoView {
    if plans.is_empty() {
        return view! { <EmptyState title=t(NO_PLAN) text=t(NO_PLAN_TEXT) /> }.into_any();
    }
    let headings =
        [t(YEAR), t(TITLE), t(NUMBER), t(VERSION), t(PUBLISHED_AT), t(STATUS)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(PLACE_PLANS) headings=headings>
                {plans
                    .into_iter()
                    .map(|plan| {
                        view! {
                            <tr>
                                <td data-label=t(YEAR)>{plan.year}</td>
                                <td data-label=t(TITLE)><A href=Page::Plan(plan.id.into_inner()).path()>{plan.title}</A></td>
                                <td class="nowrap" data-label=t(NUMBER)>{plan.number}</td>
                                <td data-label=t(VERSION)>{plan.version}</td>
                                <td class="nowrap" data-label=t(PUBLISHED_AT)>{plan.published_at.map_or_else(|| "—".into(), date_time)}</td>
                                <td data-label=t(STATUS)><Badge text=plan.status.label(lang()) tone=plan_tone(*plan.status) /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn OpenPlanDialog(open: RwSignal<bool>) -> impl IntoView {
    let (year, title) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let today = use_query(|| (), |()| async { Ok(items().await?.1) });
    Effect::new(move |_| {
        if let Some(today) = today.data()
            && year.get_untracked().is_empty()
        {
            year.set(today.year().to_string());
        }
    });
    let act = Act::of_form();
    let navigate = use_navigate();
    let send = Callback::new(move |()| {
        let navigate = navigate.clone();
        let input = OpenPlanInput {
            title: title.get_untracked(),
            year: year.get_untracked().trim().parse().unwrap_or(0),
        };
        act.run(open_plan(input), move |plan| {
            act.say(t(PLAN_OPENED));
            navigate(&Page::Plan(plan.id.into_inner()).path(), NavigateOptions::default());
        });
    });
    view! {
        <Dialog title=t(OPEN_PLAN) open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <FormErrors errors=act.errors />
                <NumberField label=t(YEAR) path="year" value=year unit=t(YEAR_UNIT) errors=act.errors />
                <TextField label=t(TITLE) path="title" value=title errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(OPEN_PLAN) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
