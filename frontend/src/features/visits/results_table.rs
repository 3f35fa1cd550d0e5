//! Results as a table; on a phone each row becomes a block.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;
use shared::visit::PublicationStatus;

use super::contact::due_text;
use super::disclose_words::{CONTACT, CORRECT, CORRECTION_OF, REVIEW_DUE};
use super::facts::in_time;
use super::result_queries::ResultRow;
use super::shared_views::{Choice, ChoiceBox, Clock, publication_tone};
use super::words::*;
use crate::components::{Badge, Button, Look, Table, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// What a head decides about. A copy of signals.
#[derive(Clone, Copy)]
pub struct Deciding {
    /// What is chosen to be published.
    pub choice: Choice,
    /// What is about to be withheld.
    pub withholding: RwSignal<Option<ResultRow>>,
}

impl Deciding {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { choice: Choice::new(), withholding: RwSignal::new(None) }
    }
}

/// What a department keeps about its results. A copy of signals.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// What is about to be corrected.
    pub correcting: RwSignal<Option<ResultRow>>,
    /// Whose letters are looked at.
    pub contacting: RwSignal<Option<ResultRow>>,
}

impl Keeping {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { correcting: RwSignal::new(None), contacting: RwSignal::new(None) }
    }
}

/// Results; with a box and an act in each row for those who decide.
#[component]
pub fn ResultsTable(
    /// The results.
    results: Vec<ResultRow>,
    /// What is decided.
    deciding: Option<Deciding>,
    /// What is kept.
    keeping: Keeping,
    /// Whether one may decide about a result now.
    may: Callback<ResultRow, bool>,
) -> impl IntoView {
    // Lists of what is decided need no boxes.
    let deciding = deciding.filter(|_| results.iter().any(|result| may.run(result.clone())));
    let mut headings =
        [t(SUBJECT), t(ITEM), t(RESULT), t(FOUND_ON), t(DUE), t(PUBLICATION)].map(str::to_owned).to_vec();
    if deciding.is_some() {
        headings.insert(0, t(CHOOSE).to_owned());
        headings.push(t(ACTIONS).to_owned());
    }
    view! {
        <div class="stacked">
            <Table caption=t(PLACE_RESULTS) headings=headings>
                {results
                    .into_iter()
                    .map(|result| {
                        let decidable = may.run(result.clone());
                        view! { <Row result=result deciding=deciding keeping=keeping decidable=decidable /> }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

#[component]
fn Row(result: ResultRow, deciding: Option<Deciding>, keeping: Keeping, decidable: bool) -> impl IntoView {
    let id = result.id.clone().into_inner();
    let name = format!("{} {}", result.subject.name, result.visit_item.item.name);
    let problem = result.code.is_problem();
    let kept = StoredValue::new(result.clone());
    view! {
        <tr>
            {deciding
                .map(|deciding| {
                    let shown = decidable.then(|| view! { <ChoiceBox choice=deciding.choice id=id name=name /> });
                    view! { <td>{shown}</td> }
                })}
            <td data-label=t(SUBJECT)><SubjectCell result=result.clone() /></td>
            <td data-label=t(ITEM)>
                <div>{result.visit_item.item.name.clone()}</div>
                <p class="soft small">{result.department.name.clone()}</p>
            </td>
            <td data-label=t(RESULT)>
                <div class=problem.then_some("item-problem")>{result.code.label(lang())}</div>
                {problem.then(|| view! { <p class="soft small">{result.disposal.label(lang())}</p> })}
                <Kept result=result.clone() keeping=keeping />
            </td>
            <td class="nowrap" data-label=t(FOUND_ON)>{date(result.found_on.0)}</td>
            <td data-label=t(DUE)><DueCell result=result.clone() /></td>
            <td data-label=t(PUBLICATION)><PublicationCell result=result /></td>
            {deciding
                .map(|deciding| {
                    let withhold = Callback::new(move |()| deciding.withholding.set(Some(kept.get_value())));
                    view! {
                        <td>
                            {decidable.then(|| view! { <Button label=t(WITHHOLD) look=Look::Quiet on_press=withhold /> })}
                        </td>
                    }
                })}
        </tr>
    }
}

/// Why it is a correction, where the letters stand, and the ways to both.
#[component]
fn Kept(result: ResultRow, keeping: Keeping) -> impl IntoView {
    let decided = *result.publication != PublicationStatus::Pending;
    let may = decided && Session::expect().may_for(Action::KeepDisclosure, &result.department.id);
    let reason = result.correction_reason.clone();
    let case = result.contact.clone();
    let kept = StoredValue::new(result);
    let correct = Callback::new(move |()| keeping.correcting.set(Some(kept.get_value())));
    let contact = Callback::new(move |()| keeping.contacting.set(Some(kept.get_value())));
    view! {
        {reason.map(|reason| view! { <p class="soft small">{fill(CORRECTION_OF, &[&reason])}</p> })}
        {case
            .map(|case| {
                let due = due_text(&case);
                view! {
                    <p class="soft small">{case.stage.label(lang())}</p>
                    {due.map(|text| view! { <p class="soft small">{text}</p> })}
                    <Button label=t(CONTACT) look=Look::Quiet on_press=contact />
                }
            })}
        {may.then(|| view! { <Button label=t(CORRECT) look=Look::Quiet on_press=correct /> })}
    }
}

#[component]
fn SubjectCell(result: ResultRow) -> impl IntoView {
    let public = result.subject.uscc.map(|uscc| Page::PublicFirm(uscc).path());
    view! {
        <div>{result.subject.name}</div>
        <p class="small row-links">
            <A href=Page::Visit(result.visit_item.visit_id.into_inner()).path()>{t(SEE_VISIT)}</A>
            {public.map(|path| view! { <A href=path>{t(FIRM_PAGE)}</A> })}
        </p>
    }
}

#[component]
fn DueCell(result: ResultRow) -> impl IntoView {
    let pending = *result.publication == PublicationStatus::Pending;
    view! {
        <div class="nowrap">{date(result.due_on.0)}</div>
        {pending.then(|| view! { <Clock clock=*result.clock days_left=result.days_left provisional=result.due_provisional /> })}
    }
}

#[component]
fn PublicationCell(result: ResultRow) -> impl IntoView {
    let status = *result.publication;
    let note = match (status, result.decided_at) {
        (PublicationStatus::Pending, _) if !result.visit_item.visit_status.is_over() => {
            Some(t(NOT_OVER).to_owned())
        }
        (PublicationStatus::Published, Some(at)) => Some(date_time(at)),
        (PublicationStatus::Withheld, _) => {
            let until = result.withhold_review_on.map(|day| fill(WITHHELD_UNTIL, &[&date(day.0)]));
            let basis = result.withhold_basis.unwrap_or_default();
            let by = result.decided_by.clone();
            Some([Some(basis), by, until].into_iter().flatten().collect::<Vec<_>>().join(" · "))
        }
        _ => None,
    };
    let late = status == PublicationStatus::Published
        && result.decided_at.is_some_and(|at| !in_time(at, result.due_on.0));
    let note_class = if status == PublicationStatus::Published { "soft small nowrap" } else { "soft small" };
    let (title, review_due) = (result.decided_by, result.review_due);
    view! {
        <Badge text=status.label(lang()) tone=publication_tone(status) />
        {review_due.then(|| view! { <Badge text=t(REVIEW_DUE) tone=Tone::Warn /> })}
        {late.then(|| view! { <Badge text=t(TOO_LATE) tone=Tone::Bad /> })}
        {note.map(|note| view! { <p class=note_class title=title>{note}</p> })}
    }
}
