//! A subject: what the register says, who is responsible, what was checked, what has changed.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::registry::SubjectStatus;
use shared::registry::bulk::NAMED;

use super::classify::Classify;
use super::library_words::REPORT;
use super::model::is_outside;
use super::queries::{Responsible, Site, SubjectDetail, subject};
use super::report_form::ReportDialog;
use super::reports_view::SubjectReports;
use super::shared_views::{CreditCode, Tags, own_division, place_text, risk_tone, status_view};
use super::subject_history::SubjectHistory;
use super::subject_visits::LastVisits;
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, Button, Crumb, Facts, Look, Notice, PageHead, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// The page.
#[component]
pub fn SubjectPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), subject);
    let classifying = RwSignal::new(false);
    let may_classify = Session::expect().may(Action::EditSubjects);
    let (reporting, reported) = (RwSignal::new(false), RwSignal::new(0_u32));
    let may_report = Session::expect().may(Action::ReportSourceError);
    let public = move || query.data().and_then(|subject| subject.uscc);
    view! {
        <PageHead
            title=Signal::derive(move || query.data().map_or_else(|| t(PLACE_SUBJECTS).to_owned(), |subject| subject.name))
            crumbs=vec![Crumb::new(t(PLACE_SUBJECTS), Page::Subjects.path())]
        >
            {move || public().map(|code| view! { <A href=Page::PublicFirm(code).path() attr:class="button">{t(PUBLIC_PAGE)}</A> })}
            {move || {
                (may_report && query.data().is_some())
                    .then(|| view! { <Button label=t(REPORT) on_press=Callback::new(move |()| reporting.set(true)) /> })
            }}
            {move || {
                (may_classify && query.data().is_some())
                    .then(|| view! { <Button label=t(CLASSIFY) look=Look::Primary on_press=Callback::new(move |()| classifying.set(true)) /> })
            }}
        </PageHead>
        {loaded_or(query, 10, |subject| view! { <SubjectBody subject=subject /> })}
        {move || query.data().map(|subject| view! { <SubjectReports subject=subject.id sent=reported /> })}
        {move || query.data().map(|subject| view! { <SubjectHistory subject=subject.id revision=subject.revision /> })}
        <ReportDialog
            open=reporting
            query=query
            on_sent=Callback::new(move |()| reported.update(|times| *times += 1))
        />
        {may_classify.then(|| view! { <Classify open=classifying query=query /> })}
    }
}

#[component]
fn SubjectBody(subject: SubjectDetail) -> impl IntoView {
    let own = subject.id.clone();
    view! {
        <div class="stack">
            <Warnings subject=subject.clone() />
            <div class="two">
                <RegisterFacts subject=subject.clone() />
                <Supervision subject=subject.clone() />
            </div>
            <LastVisits visits=subject.last_visits subject=own />
        </div>
    }
}

/// What one must know before anything else.
#[component]
fn Warnings(subject: SubjectDetail) -> impl IntoView {
    let code = match (subject.uscc_problem, subject.uscc.is_some()) {
        (Some(problem), true) => Some(fill(CODE_WRONG, &[problem.label(lang())])),
        (Some(_), false) => Some(t(CODE_MISSING).to_owned()),
        (None, _) => None,
    };
    let outside = is_outside(&subject.located_in, &own_division()).then(|| t(OUTSIDE_NOTE).to_owned());
    let state = (*subject.status != SubjectStatus::Active)
        .then(|| fill(NOT_ACTIVE_NOTE, &[subject.status.label(lang())]));
    [code, outside, state]
        .into_iter()
        .flatten()
        .map(|text| view! { <Notice text=text warn=true /> })
        .collect_view()
}

#[component]
fn RegisterFacts(subject: SubjectDetail) -> impl IntoView {
    let reference = Reference::of_area();
    let division = own_division();
    let place = {
        let code = subject.located_in.clone();
        move || place_text(&reference.get(), &division, &code)
    };
    let day = subject.registered_on.map(|day| day.0.to_string()).unwrap_or_default();
    let facts = vec![
        (t(REGISTERED_ON).to_owned(), day),
        (t(COMPANY_TYPE).to_owned(), subject.company_type),
        (t(CAPITAL).to_owned(), subject.capital),
        (t(SOURCE).to_owned(), subject.source),
        (t(UPDATED_AT).to_owned(), date_time(subject.updated_at)),
    ];
    view! {
        <section class="panel stack">
            <h2>{t(REGISTER_FACTS)}</h2>
            <dl class="facts">
                <div>
                    <dt>{t(USCC)}</dt>
                    <dd><CreditCode code=subject.uscc wrong=subject.uscc_problem.is_some() /></dd>
                </div>
                <div>
                    <dt>{t(KIND)}</dt>
                    <dd>{subject.kind.label(lang())}</dd>
                </div>
                <div>
                    <dt>{t(STATUS)}</dt>
                    <dd>{status_view(*subject.status)}</dd>
                </div>
                <div>
                    <dt>{t(TOWN)}</dt>
                    <dd>{place}</dd>
                </div>
            </dl>
            <Facts facts=facts />
            <LongFact name=t(ADDRESS) text=subject.address />
            <LongFact name=t(BUSINESS_SCOPE) text=subject.business_scope />
        </section>
    }
}

/// A fact as long as a paragraph.
#[component]
fn LongFact(name: &'static str, text: String) -> impl IntoView {
    let text = if text.is_empty() { "—".to_owned() } else { text };
    view! {
        <dl class="facts facts-wide">
            <div>
                <dt>{name}</dt>
                <dd>{text}</dd>
            </div>
        </dl>
    }
}

#[component]
fn Supervision(subject: SubjectDetail) -> impl IntoView {
    view! {
        <section class="panel stack">
            <h2>{t(SUPERVISION)}</h2>
            <dl class="facts">
                <div>
                    <dt>{t(RISK)}</dt>
                    <dd><Badge text=subject.risk_class.label(lang()) tone=risk_tone(*subject.risk_class) /></dd>
                </div>
                <div>
                    <dt>{t(TAGS)}</dt>
                    <dd><Tags tags=subject.tags /></dd>
                </div>
            </dl>
            <ResponsibleList responsible=subject.responsible />
            <Door site=subject.site own=subject.id />
        </section>
    }
}

#[component]
fn ResponsibleList(responsible: Vec<Responsible>) -> impl IntoView {
    let gap = responsible.is_empty();
    view! {
        <div>
            <h3>{t(RESPONSIBLE)}</h3>
            {gap.then(|| view! { <Notice text=t(NOBODY_RESPONSIBLE) warn=true /> })}
            <ul class="plain-list">
                {responsible
                    .into_iter()
                    .map(|row| {
                        let why = if row.reason == REASON_REGISTRAR.0 {
                            t(REASON_REGISTRAR).to_owned()
                        } else if row.reason == NAMED {
                            t(REASON_NAMED).to_owned()
                        } else {
                            fill(REASON_TAG, &[&row.reason])
                        };
                        view! { <li>{row.department.name} " " <span class="soft">{why}</span></li> }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn Door(site: Site, own: cynic::Id) -> impl IntoView {
    let others: Vec<_> = site.subjects.into_iter().filter(|subject| subject.id != own).collect();
    let count = number(i64::try_from(others.len() + 1).unwrap_or(i64::MAX));
    let address = if site.is_none { t(DOOR_NONE).to_owned() } else { site.address };
    view! {
        <div>
            <h3>{t(DOOR)}</h3>
            <p>{address}</p>
            <p class="soft small">{t(DOOR_CODE)} " " <span class="mono">{site.code}</span></p>
            {(!others.is_empty())
                .then(|| {
                    view! {
                        <p>{fill(NEIGHBOURS, &[&count])}</p>
                        <ul class="plain-list neighbours">
                            {others
                                .into_iter()
                                .map(|subject| {
                                    view! { <li><A href=Page::Subject(subject.id.into_inner()).path()>{subject.name}</A></li> }
                                })
                                .collect_view()}
                        </ul>
                    }
                })}
        </div>
    }
}
