//! A visit: the door, who comes, what they found, and what has happened so far.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::registry::door_name;
use shared::visit::VisitStatus;

use super::approve::ApproveDialog;
use super::facts::{Moment, approved_at, awaits, moments};
use super::queries::{ItemRow, VisitDetail, VisitRow, visit};
use super::shared_views::{days_text, visit_tone};
use super::team::PartsTable;
use super::visit_items::VisitItems;
use super::words::*;
use crate::api::{Query, use_query};
use crate::components::{
    Badge, Button, Crumb, Facts, Look, Notice, PageHead, Step, StepState, Steps, loaded,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// A visit.
#[component]
pub fn VisitPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), visit);
    let name = |visit: &VisitDetail| {
        let behind = visit.items.first().map(|item| item.subject.name.as_str());
        door_name(&visit.site.address, behind).to_owned()
    };
    let title = move || query.data().map_or_else(|| t(VISIT).to_owned(), |visit| name(&visit));
    view! {
        <PageHead
            title=Signal::derive(title)
            crumbs=vec![Crumb::new(t(PLACE_VISITS), Page::Visits.path())]
        >
            {move || query.data().map(|visit| view! { <VisitActs visit=visit query=query /> })}
        </PageHead>
        {loaded(query, move |visit| view! { <VisitView visit=visit query=query /> })}
    }
}

#[component]
fn VisitActs(visit: VisitDetail, query: Query<VisitDetail>) -> impl IntoView {
    let session = Session::expect();
    let own = session.department_for(Action::ApproveVisit).map(|id| id.to_string());
    let own = own.filter(|own| awaits(*visit.status, &visit.departments, own));
    let wave = session.may(Action::ReadWaves).then(|| Page::Wave(visit.wave.id.inner().to_owned()).path());
    let proof = Page::PublicDraw(visit.wave.code.clone()).path();
    let row = VisitRow::from(visit);
    let approving = RwSignal::new(false);
    view! {
        {wave.map(|path| view! { <A href=path attr:class="button">{t(WAVE_LINK)}</A> })}
        <A href=proof attr:class="button">{t(DRAW_PROOF)}</A>
        {own
            .map(|department| {
                let visits = Signal::stored(vec![row]);
                view! {
                    <Button label=t(APPROVE) look=Look::Seal on_press=Callback::new(move |()| approving.set(true)) />
                    <ApproveDialog
                        department=department
                        visits=visits
                        open=approving
                        on_done=Callback::new(move |()| query.reload())
                    />
                }
            })}
    }
}

impl From<VisitDetail> for VisitRow {
    fn from(visit: VisitDetail) -> Self {
        let items = visit.items.into_iter().map(|item| ItemRow { state: item.state, subject: item.subject });
        Self {
            id: visit.id,
            status: visit.status,
            opens_door: visit.opens_door,
            days: visit.days,
            site: visit.site,
            lead: visit.lead,
            departments: visit.departments,
            items: items.collect(),
        }
    }
}

#[component]
fn VisitView(visit: VisitDetail, query: Query<VisitDetail>) -> impl IntoView {
    let reference = Reference::of_area();
    let town = visit.site.located_in.clone();
    let kind = if visit.opens_door { AT_THE_DOOR } else { WITHOUT_DOOR };
    let (status, reason) = (*visit.status, visit.not_possible_reason.clone());
    let facts = vec![
        (t(DAYS).to_owned(), days_text(&visit.days)),
        (t(METHOD_KIND).to_owned(), t(kind).to_owned()),
        (t(LEAD_DEPARTMENT).to_owned(), visit.lead.name.clone()),
        (t(WAVE).to_owned(), format!("{} {}", visit.wave.code, visit.wave.title)),
        (t(SITE_CODE).to_owned(), visit.site.code.clone()),
    ];
    view! {
        <div class="stack">
            <p class="acts">
                <Badge text=status.label(lang()) tone=visit_tone(status) />
                <span class="soft">{move || reference.get().division(&town)}</span>
            </p>
            {reason.map(|reason| view! { <Notice text=fill(M_NOT_POSSIBLE, &[&reason]) /> })}
            <Steps steps=steps(&visit) />
            <Facts facts=facts />
        </div>
        <div class="two section visit-two">
            <PartsTable visit=visit.clone() query=query />
            <Timeline visit=visit.clone() />
        </div>
        <VisitItems items=visit.items />
    }
}

/// Drawn, approved, arrived, over; off-site visits have no arrival.
fn steps(visit: &VisitDetail) -> Vec<Step> {
    let drawn = visit.wave.attempts.iter().filter_map(|attempt| attempt.drawn_at).max();
    let approved = visit.departments.iter().filter(|part| part.approved_at.is_some()).count();
    let approved = match approved_at(&visit.departments) {
        Some(at) => date_time(at),
        None => fill(APPROVED_OF, &[&approved.to_string(), &visit.departments.len().to_string()]),
    };
    let failed = *visit.status == VisitStatus::NotPossible;
    let mut steps = vec![(STEP_DRAWN, drawn.map(date_time).unwrap_or_default()), (STEP_APPROVED, approved)];
    if visit.opens_door {
        steps.push((STEP_AT_DOOR, visit.checked_in_at.map(date_time).unwrap_or_default()));
    }
    let over = if failed { STEP_NOT_POSSIBLE } else { STEP_OVER };
    steps.push((over, visit.completed_at.map(date_time).unwrap_or_default()));
    let last = steps.len() - 1;
    let at = match *visit.status {
        VisitStatus::Planned => 1,
        VisitStatus::Approved => 2,
        VisitStatus::CheckedIn | VisitStatus::Completed | VisitStatus::NotPossible => last,
    };
    let over = visit.status.is_over();
    let state = move |index: usize| match index.cmp(&at) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal if failed => StepState::Failed,
        std::cmp::Ordering::Equal if over => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Now,
        std::cmp::Ordering::Greater => StepState::Ahead,
    };
    steps
        .into_iter()
        .enumerate()
        .map(|(index, (name, note))| Step { name: t(name).to_owned(), note, state: state(index) })
        .collect()
}

#[component]
fn Timeline(visit: VisitDetail) -> impl IntoView {
    let waiting: Vec<String> = visit
        .departments
        .iter()
        .filter(|part| part.approved_at.is_none() && *visit.status == VisitStatus::Planned)
        .map(|part| part.department.name.clone())
        .collect();
    let entries: Vec<(String, String)> =
        moments(&visit).into_iter().map(|(at, moment)| (date_time(at), words_of(&visit, &moment))).collect();
    view! {
        <section>
            <h2>{t(TIMELINE)}</h2>
            <ol class="history">
                {entries
                    .into_iter()
                    .map(|(at, words)| view! { <li><time>{at}</time><div>{words}</div></li> })
                    .collect_view()}
                {(!waiting.is_empty())
                    .then(|| view! { <li><span class="soft">"…"</span><div class="waiting">{fill(M_WAITING, &[&waiting.join(comma())])}</div></li> })}
            </ol>
        </section>
    }
}

fn words_of(visit: &VisitDetail, moment: &Moment) -> String {
    let by = |name: &Option<String>| name.as_ref().map(|name| fill(M_BY, &[name])).unwrap_or_default();
    match moment {
        Moment::Drawn => fill(M_DRAWN, &[&visit.wave.code]),
        Moment::Approved(part) => fill(M_APPROVED, &[&part.department.name, &by(&part.approved_by)]),
        Moment::Left(change) => {
            let why = change.change.map(|change| change.label(lang()).to_owned()).unwrap_or_default();
            let reason = change.reason.clone().unwrap_or_default();
            let left = fill(M_LEFT, &[&change.department.name, &change.inspector.name, &why, &reason]);
            match &change.successor {
                Some(successor) => format!("{left}{}", fill(M_CAME, &[&successor.name])),
                None => format!("{left}{}", t(M_NOBODY_CAME)),
            }
        }
        Moment::CheckedIn => {
            let place = match visit.accuracy_m {
                Some(metres) => fill(M_ACCURACY, &[&format!("{metres:.0}")]),
                None => t(M_NO_POSITION).to_owned(),
            };
            format!("{} · {place}", fill(M_CHECKED_IN, &[&by(&visit.checked_in_by)]))
        }
        Moment::Completed => t(M_COMPLETED).to_owned(),
        Moment::NotPossible => {
            fill(M_NOT_POSSIBLE, &[visit.not_possible_reason.as_deref().unwrap_or_default()])
        }
    }
}
