//! A plan: its lines, what they will open, and its way to publication.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::ErrorCode;
use shared::access::Action;
use shared::planning::{LineStatus, PlanStatus};

use super::commands::{
    CopyPlanLinesInput, FilePlanInput, PlanStepInput, approve_plan, copy_plan_lines, file_plan, publish_plan,
};
use super::live_plan::LivePlan;
use super::matrix_choice::MatrixOfPlan;
use super::model::plan_step;
use super::plan_versions::Versions;
use super::queries::{LineRow, PlanDetail, lines_of_plan, plan};
use super::shared_views::{DoorFigures, History, LinesTable, plan_tone};
use super::table_commands::ExportTable;
use super::table_words::IMPORT_TABLE;
use super::together::{FeedLink, LatestNews, PresenceBar, talk_of};
use super::together_pages;
use super::words::*;
use crate::api::{Act, Date, Load, PagedQuery, Query, use_paged, use_query};
use crate::components::{
    Ask, Badge, Button, Crumb, DateField, Dialog, Facts, FormErrors, Look, MoreButton, PageHead, Step,
    StepState, Steps, TextField, lazily, loaded,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// A plan.
#[component]
pub fn PlanPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), plan);
    // Counts how often lines came in from elsewhere.
    let copied = RwSignal::new(0);
    let list = use_paged(move || (key.get_value(), copied.get()), |(id, _), after| lines_of_plan(id, after));
    let live = LivePlan::follow(key.get_value(), query, list);
    let talk = talk_of(key.get_value(), None, live.said);
    // What is not there has neither lines nor papers, and nobody comments on it.
    let missing = Memo::new(move |_| {
        query.state.with(|state| matches!(state, Load::Failed(error) if error.is(ErrorCode::NotFound)))
    });
    view! {
        <PageHead
            title=Signal::derive(move || query.data().map_or_else(|| t(PLACE_PLANS).to_owned(), |plan| plan.title))
            crumbs=vec![Crumb::new(t(PLACE_PLANS), Page::Plans.path())]
        >
            {move || query.data().map(|plan| view! { <PlanActs plan=plan query=query copied=copied more=live.more /> })}
        </PageHead>
        <PresenceBar others=live.others />
        <LatestNews latest=live.latest />
        {loaded(query, |plan| view! { <PlanHead plan=plan /> })}
        <Versions of=Signal::derive(move || query.data().map(|plan| (plan.id.into_inner(), plan.revision))) />
        {move || query.data().map(|plan| view! { <MatrixOfPlan plan=plan query=query /> })}
        {move || {
            (!missing.get())
                .then(|| {
                    view! {
                        <PlanLines list=list />
                        {lazily(super::plan_paper_pages(key.get_value()))}
                        {lazily(together_pages(talk.clone()))}
                    }
                })
        }}
        {move || query.data().map(|plan| view! { <History decisions=plan.decisions /> })}
    }
}

/// Where a plan was published, in words.
pub(super) fn channel_words(channel: &str) -> String {
    match channel {
        "PORTAL" => t(CHANNEL_PORTAL).to_owned(),
        "NCEPIS" => t(CHANNEL_NCEPIS).to_owned(),
        other => other.to_owned(),
    }
}

#[component]
fn PlanHead(plan: PlanDetail) -> impl IntoView {
    let at = plan_step(*plan.status);
    let filed = plan.filed_on.map(|day| date(day.0)).unwrap_or_default();
    let notes = [
        String::new(),
        plan.approved_at.map(date_time).unwrap_or_default(),
        filed,
        plan.published_at.map(date_time).unwrap_or_default(),
    ];
    let steps = [PlanStatus::Draft, PlanStatus::Approved, PlanStatus::Filed, PlanStatus::Published]
        .into_iter()
        .zip(notes)
        .enumerate()
        .map(|(index, (status, note))| Step {
            name: status.label(lang()).to_owned(),
            note,
            state: match index.cmp(&at) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal if at == 3 => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Ahead,
            },
        })
        .collect();
    let mut facts = vec![
        (t(NUMBER).to_owned(), plan.number),
        (t(YEAR).to_owned(), plan.year.to_string()),
        (t(VERSION).to_owned(), plan.version.to_string()),
    ];
    if let (Some(organ), Some(number)) = (plan.filed_organ, plan.filed_number) {
        facts.push((t(ORGAN).to_owned(), organ));
        facts.push((t(FILED_NUMBER).to_owned(), number));
    }
    if let Some(hash) = plan.content_hash {
        facts.push((t(CONTENT_HASH).to_owned(), hash));
    }
    for place in plan.publications {
        facts.push((
            t(PUBLICATIONS).to_owned(),
            format!("{} {}", channel_words(&place.channel), date_time(place.published_at)),
        ));
    }
    view! {
        <div class="stack">
            <p><Badge text=plan.status.label(lang()) tone=plan_tone(*plan.status) /></p>
            <Steps steps=steps />
            <Facts facts=facts />
        </div>
    }
}

#[component]
fn PlanLines(list: PagedQuery<LineRow>) -> impl IntoView {
    let drawable = Signal::derive(move || {
        let live = |status: LineStatus| status != LineStatus::Withdrawn;
        let lines = list.query.data().map(|page| page.items).unwrap_or_default();
        lines.into_iter().filter(|line| live(*line.status)).map(|line| line.id).collect::<Vec<_>>()
    });
    // The figures stay in their place while lines change; only their numbers follow.
    let any = Memo::new(move |_| drawable.with(|lines| !lines.is_empty()));
    view! {
        <section class="section">
            <h2>{t(LINES)}</h2>
            {loaded(list.query, |page| view! { <LinesTable lines=page.items /> })}
            {move || (list.query.data().is_some_and(|page| page.total > 0)).then(|| view! { <MoreButton list=list /> })}
        </section>
        {move || any.get().then(|| view! { <DoorFigures lines=drawable /> })}
    }
}

#[component]
fn PlanActs(
    plan: PlanDetail,
    query: Query<PlanDetail>,
    copied: RwSignal<u32>,
    more: RwSignal<i32>,
) -> impl IntoView {
    let session = Session::expect();
    let status = *plan.status;
    let act = Act::of_button();
    let (approving, filing, publishing) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let step = StoredValue::new((plan.id.clone(), plan.revision));
    let input = move || {
        let (id, revision) = step.get_value();
        PlanStepInput { id, revision }
    };
    let approve = Callback::new(move |()| {
        act.run(approve_plan(input()), move |plan| {
            act.say(t(PLAN_APPROVED));
            approving.set(false);
            query.set(plan);
        });
    });
    let publish = Callback::new(move |()| {
        act.run(publish_plan(input()), move |plan| {
            act.say(t(PLAN_PUBLISHED));
            publishing.set(false);
            query.set(plan);
        });
    });
    let copying = RwSignal::new(false);
    let lead = StoredValue::new(session.department_for(Action::ProposeLine));
    let copy = Callback::new(move |()| {
        let Some(lead) = lead.get_value() else { return };
        let (plan_id, _) = step.get_value();
        let input = CopyPlanLinesInput { lead_id: lead.to_string().into(), plan_id };
        act.run(copy_plan_lines(input), move |_| {
            act.say(t(LINES_COPIED));
            copying.set(false);
            copied.update(|times| *times += 1);
        });
    });
    let may_add = status == PlanStatus::Draft && session.may(Action::ProposeLine);
    let outlook = Page::Outlook(plan.id.inner().to_owned()).path();
    view! {
        <A href=outlook attr:class="button">{t(OUTLOOK)}</A>
        <FeedLink plan=plan.id.inner().to_owned() more=more />
        {may_add
            .then(|| view! { <A href=Page::NewLine(plan.id.inner().to_owned()).path() attr:class="button button-primary">{t(NEW_LINE)}</A> })}
        {(may_add && lead.get_value().is_some())
            .then(|| view! { <Button label=t(COPY_LINES) on_press=Callback::new(move |()| copying.set(true)) /> })}
        {(may_add && lead.get_value().is_some())
            .then(|| view! { <A href=Page::ImportLines(plan.id.inner().to_owned()).path() attr:class="button">{t(IMPORT_TABLE)}</A> })}
        <ExportTable plan=plan.clone() />
        {(status == PlanStatus::Draft && session.may(Action::ApprovePlan))
            .then(|| view! { <Button label=t(APPROVE_PLAN) look=Look::Seal on_press=Callback::new(move |()| approving.set(true)) /> })}
        {(status == PlanStatus::Approved && session.may(Action::FilePlan))
            .then(|| view! { <Button label=t(FILE_PLAN) look=Look::Primary on_press=Callback::new(move |()| filing.set(true)) /> })}
        {(status == PlanStatus::Filed && session.may(Action::PublishPlan))
            .then(|| view! { <Button label=t(PUBLISH_PLAN) look=Look::Seal on_press=Callback::new(move |()| publishing.set(true)) /> })}
        {(status == PlanStatus::Published).then(|| view! { <A href=Page::PublicPlans.path() attr:class="button">{t(PUBLIC_PAGE)}</A> })}
        <Ask title=t(COPY_LINES) text=t(COPY_LINES_TEXT) act=t(COPY_LINES) open=copying busy=act.busy on_confirm=copy />
        <Ask title=t(APPROVE_PLAN) text=t(APPROVE_PLAN_TEXT) act=t(APPROVE_PLAN) open=approving busy=act.busy on_confirm=approve />
        <Ask title=t(PUBLISH_PLAN) text=t(PUBLISH_TEXT) act=t(PUBLISH_PLAN) open=publishing busy=act.busy on_confirm=publish />
        <FileDialog plan=plan query=query open=filing />
    }
}

#[component]
fn FileDialog(plan: PlanDetail, query: Query<PlanDetail>, open: RwSignal<bool>) -> impl IntoView {
    let (organ, filed_number, on) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let act = Act::of_form();
    let step = StoredValue::new((plan.id, plan.revision));
    let send = Callback::new(move |()| {
        let (id, revision) = step.get_value();
        let day = on.get_untracked().parse().unwrap_or_default();
        let input = FilePlanInput {
            id,
            revision,
            number: filed_number.get_untracked(),
            on: Date(day),
            organ: organ.get_untracked(),
        };
        act.run(file_plan(input), move |plan| {
            act.say(t(PLAN_FILED));
            open.set(false);
            query.set(plan);
        });
    });
    view! {
        <Dialog title=t(FILE_PLAN) open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <p>{t(FILE_TEXT)}</p>
                <FormErrors errors=act.errors />
                <TextField label=t(ORGAN) path="organ" value=organ errors=act.errors />
                <TextField label=t(FILED_NUMBER) path="number" value=filed_number errors=act.errors />
                <DateField label=t(FILED_ON) path="on" value=on errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(FILE_PLAN) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
