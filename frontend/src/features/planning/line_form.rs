//! Filling in a plan line: checked by the same rules as on the server, kept as a draft until it is saved,
//! and never lost to somebody else's change.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ErrorCode;
use shared::calendar::WorkCalendar;
use shared::planning::check_line;

use super::commands::save_plan_line;
use super::conflict::Conflict;
use super::line_fields::{Fields, HowAndWhen, WhoAndWhat, Whom};
use super::line_ratios::{HowMany, RatioGround};
use super::live_figures::FormLine;
use super::live_line::follow_form;
use super::queries::{ItemRef, LineDetail, PlanRef, items, line, plan_ref};
use super::ratio_queries::{MatrixChoice, matrix_choices};
use super::together::{ChangedNotice, PresenceBar};
use super::typed::{Typed, terms};
use super::words::*;
use super::{Simulated, outlook_pages};
use crate::api::{Act, ApiError, Coded, UserError, use_query};
use crate::components::{Button, Crumb, FormErrors, Look, Notice, PageHead, lazily, loaded};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::drafts;
use crate::state::reference::{TagCount, tags};
use crate::state::session::Session;

/// Everything the form needs before it can be shown.
#[derive(Clone, PartialEq)]
struct Ground {
    plan: PlanRef,
    known: Option<LineDetail>,
    items: Vec<ItemRef>,
    tags: Vec<TagCount>,
    matrices: Vec<MatrixChoice>,
    today: NaiveDate,
}

async fn ground(plan: Option<String>, line_id: Option<String>) -> Result<Ground, ApiError> {
    let (items, today) = items().await?;
    let tags = tags().await?;
    let matrices = matrix_choices().await?;
    let known = match line_id {
        Some(id) => Some(line(id).await?),
        None => None,
    };
    let plan = match (&known, plan) {
        (Some(line), _) => line.plan.clone(),
        (None, id) => plan_ref(id.unwrap_or_default()).await?,
    };
    Ok(Ground { plan, known, items, tags, matrices, today })
}

/// A new line of a plan.
#[component]
pub fn NewLinePage(plan: String) -> impl IntoView {
    view! { <LineFormPage plan=Some(plan) line=None /> }
}

/// An existing line.
#[component]
pub fn EditLinePage(id: String) -> impl IntoView {
    view! { <LineFormPage plan=None line=Some(id) /> }
}

#[component]
fn LineFormPage(plan: Option<String>, line: Option<String>) -> impl IntoView {
    let title = if line.is_some() { EDIT_LINE } else { NEW_LINE };
    let key = StoredValue::new((plan, line));
    let query = use_query(move || key.get_value(), |(plan, line)| ground(plan, line));
    view! {
        {move || {
            let mut crumbs = vec![Crumb::new(t(PLACE_PLANS), Page::Plans.path())];
            if let Some(ground) = query.data() {
                crumbs.push(Crumb::new(ground.plan.title, Page::Plan(ground.plan.id.into_inner()).path()));
            }
            view! { <PageHead title=t(title) crumbs=crumbs /> }
        }}
        {loaded(query, |ground| view! { <LineForm ground=ground /> })}
    }
}

/// Name of the draft kept in the browser.
fn draft_name(ground: &Ground) -> String {
    ground.known.as_ref().map_or_else(|| ground.plan.id.inner().to_owned(), |line| line.id.inner().to_owned())
}

#[component]
fn LineForm(ground: Ground) -> impl IntoView {
    let saved = ground.known.as_ref().map_or_else(
        || {
            let own = Session::expect().department().map(|id| id.to_string()).unwrap_or_default();
            Typed::starting(own, ground.plan.matrix.as_ref())
        },
        Typed::from,
    );
    let name = StoredValue::new(draft_name(&ground));
    let draft: Option<Typed> = drafts::get(&name.get_value()).filter(|draft| *draft != saved);
    let restored = draft.is_some();
    let fields = Fields::new(draft.unwrap_or_else(|| saved.clone()));
    let saved = StoredValue::new(saved);
    let given_up = RwSignal::new(false);
    let dirty = Signal::derive(move || !given_up.get() && saved.with_value(|saved| fields.typed() != *saved));
    platform::guard::ask_before_leaving(dirty);
    Effect::new(move |_| {
        if dirty.get() {
            drafts::keep(&name.get_value(), &fields.typed());
        }
    });
    let (items, tags) = (StoredValue::new(ground.items.clone()), StoredValue::new(ground.tags.clone()));
    let by = RatioGround { matrix: ground.plan.matrix.clone(), choices: ground.matrices.clone() };
    let by = StoredValue::new(by);
    let revision = RwSignal::new(ground.known.as_ref().map(|line| (line.id.clone(), line.revision)));
    let of_plan = ground.plan.id.inner().to_owned();
    let own = ground.known.as_ref().map(|line| line.id.inner().to_owned());
    let in_form = FormLine { plan: of_plan, own, items, typed: Signal::derive(move || fields.typed()) };
    let (others, changed) = follow_form(ground.plan.id.inner().to_owned(), revision);
    let ground = StoredValue::new(ground);
    let conflict = RwSignal::new(None::<LineDetail>);
    let act = Act::of_form();
    let navigate = use_navigate();
    let send = Callback::new(move |()| {
        let typed = untrack(|| fields.typed());
        let problems = ground.with_value(|ground| problems(ground, &typed));
        if !problems.is_empty() {
            act.refuse(problems);
            return;
        }
        let navigate = navigate.clone();
        let plan = ground.with_value(|ground| ground.plan.id.clone());
        let input = typed.input(plan, revision.get_untracked());
        act.run(save_plan_line(input), move |line| {
            drafts::forget(&name.get_value());
            saved.set_value(typed);
            act.say(t(LINE_SAVED));
            navigate(&Page::Line(line.id.into_inner()).path(), NavigateOptions::default());
        });
    });
    // Somebody else was faster: both versions are shown, and nothing is lost.
    let compare = Callback::new(move |()| {
        let Some((id, _)) = revision.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            if let Ok(latest) = line(id.into_inner()).await {
                conflict.try_set(Some(latest));
            }
        });
    });
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        if stale {
            compare.run(());
        }
    });
    let errors: Signal<Vec<UserError>> = act.errors.into();
    view! {
        <PresenceBar others=others />
        {restored.then(|| view! { <Notice text=t(DRAFT_RESTORED) /> })}
        <ChangedNotice changed=changed on_compare=compare />
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=errors />
            <WhoAndWhat fields=fields items=items errors=errors />
            <Whom fields=fields tags=tags errors=errors />
            <HowMany fields=fields items=items ground=by errors=errors />
            <HowAndWhen fields=fields errors=errors />
            {lazily(outlook_pages(Simulated::Line(in_form)))}
            <div class="acts">
                <Button label=t(SAVE_LINE) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
        <Conflict
            latest=conflict
            mine=Signal::derive(move || fields.typed())
            items=items
            on_mine=Callback::new(move |latest: LineDetail| {
                revision.set(Some((latest.id, latest.revision)));
                changed.set(None);
                send.run(());
            })
            on_latest=Callback::new(move |()| {
                given_up.set(true);
                drafts::forget(&name.get_value());
                platform::reload();
            })
        />
    }
}

/// What the rules refuse, before anything is sent.
fn problems(ground: &Ground, typed: &Typed) -> Vec<UserError> {
    let terms = terms(&ground.items, &typed.items);
    let found =
        check_line(&typed.draft(), &terms, ground.plan.year, ground.today, &WorkCalendar::published());
    found
        .into_iter()
        .map(|problem| UserError {
            code: Coded(problem.code),
            path: problem.path,
            message: problem.code.label(lang()).to_owned(),
        })
        .collect()
}
