//! Reports as a table: on the page of a subject, and on the page of all reports.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::registry::{ReportField, ReportStatus};

use super::library_words::*;
use super::reports_queries::{Report, Voice, reports_of};
use super::subject_history::value_text;
use crate::api::{PagedQuery, use_paged};
use crate::components::{Badge, Button, EmptyState, Look, PagedTable, Tone};
use crate::locales::*;
use crate::routes::Page;

/// What a row does with its report.
#[derive(Clone, Copy)]
pub struct Answering(pub Option<RwSignal<Option<(Report, bool)>>>);

/// Reports of one subject; none is the ordinary case and takes no room.
#[component]
pub fn SubjectReports(
    /// The subject.
    subject: cynic::Id,
    /// Counts reports sent from this page.
    sent: RwSignal<u32>,
) -> impl IntoView {
    let key = StoredValue::new(subject);
    let list = use_paged(move || (key.get_value(), sent.get()), |(id, _), after| reports_of(id, after));
    provide_context(Answering(None));
    view! {
        <section class="section">
            <h2>{t(REPORTS)}</h2>
            <ReportTable list=list none=NO_REPORTS_OF />
        </section>
    }
}

/// The table.
#[component]
pub fn ReportTable(
    /// The reports.
    list: PagedQuery<Report>,
    /// What is said if there are none.
    none: Text,
) -> impl IntoView {
    let headings =
        [t(NAME), t(WRONG_FIELD), t(NOW_AND_RIGHT), t(REPORTED_BY), t(OUTCOME)].map(str::to_owned).to_vec();
    view! {
        <div class="as-cards">
            <PagedTable
                list=list
                caption=t(REPORTS)
                headings=headings
                key=|row| (row.id.clone(), row.revision, row.voices.len())
                row=|row| view! { <ReportLine row=row /> }
                empty=move || view! { <EmptyState title=t(none) /> }
            />
        </div>
    }
}

/// A value in words: history knows how.
fn words(field: ReportField, value: &str) -> String {
    value_text(field.in_history(), value, str::to_owned)
}

#[component]
fn ReportLine(row: Report) -> impl IntoView {
    let Answering(answering) = expect_context();
    let (field, status) = (*row.field, *row.status);
    let (before, after) = (words(field, &row.present), words(field, &row.proposed));
    let path = Page::Subject(row.subject.id.clone().into_inner()).path();
    let name = row.subject.name.clone();
    let voices = row.voices.clone();
    let outcome = row.clone();
    let acts = answering.filter(|_| status == ReportStatus::Open).map(|answering| {
        let kept = StoredValue::new(row);
        let answer =
            move |accept: bool| Callback::new(move |()| answering.set(Some((kept.get_value(), accept))));
        view! {
            <span class="acts">
                <Button label=t(ACCEPT) look=Look::Seal on_press=answer(true) />
                <Button label=t(DECLINE) look=Look::Plain on_press=answer(false) />
            </span>
        }
    });
    view! {
        <tr>
            <td class="card-title"><A href=path>{name}</A></td>
            <td class="nowrap">{field.label(lang())}</td>
            <td class="card-line change">
                <span class="change-before">{before}</span>
                <span aria-hidden="true">" → "</span>
                <span>{after}</span>
            </td>
            <td class="card-line">{voices.into_iter().map(|voice| view! { <VoiceLine voice=voice /> }).collect_view()}</td>
            <td class="card-line"><OutcomeView report=outcome /> {acts}</td>
        </tr>
    }
}

#[component]
fn VoiceLine(voice: Voice) -> impl IntoView {
    let evidence = (!voice.evidence.is_empty()).then(|| bracketed("", &voice.evidence));
    view! {
        <p>
            {voice.name.unwrap_or_default()} {colon()} {voice.ground} {evidence} " "
            <time class="soft small nowrap">{date_time(voice.at)}</time>
        </p>
    }
}

#[component]
fn OutcomeView(report: Report) -> impl IntoView {
    let status = *report.status;
    let tone = match status {
        ReportStatus::Open => Tone::Warn,
        ReportStatus::Accepted => Tone::Good,
        ReportStatus::Declined => Tone::Neutral,
    };
    let lost = (status == ReportStatus::Accepted && !report.holds)
        .then(|| view! { " " <Badge text=t(OVERWRITTEN) tone=Tone::Warn /> });
    let who = report.answered_by.unwrap_or_else(|| report.department.name.clone());
    view! {
        <Badge text=status.label(lang()) tone=tone />
        {lost}
        <p class="small">{report.answer}</p>
        <p class="soft small">{who} " " {report.answered_at.map(date_time)}</p>
    }
}
