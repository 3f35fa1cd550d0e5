//! Who may be sent, and why somebody may not: by the rule that draws seat by.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::access::Action;

use super::eligible_queries::{EligibilityInput, OfficerVerdict, eligibility, items_of};
use super::gaps_queries::{SubjectName, today};
use super::model::{typed_window, window};
use super::shared_views::{Tabs, departments};
use super::subject_pick::SubjectPick;
use super::words::*;
use crate::api::{Date, use_query};
use crate::components::{
    Badge, Choices, DateField, EmptyState, PageHead, PickMany, SelectField, Table, Tone, loaded, loaded_or,
};
use crate::locales::*;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// The page.
#[component]
pub fn EligibilityPage() -> impl IntoView {
    let day = use_query(|| (), |()| today());
    view! {
        <PageHead title=t(TAB_ELIGIBILITY) note=t(ELIGIBILITY_NOTE) />
        <Tabs />
        {loaded(day, |today| view! { <Question today=today /> })}
    }
}

#[component]
fn Question(today: NaiveDate) -> impl IntoView {
    let own = Session::expect().department_for(Action::ProposeLine).map(|id| id.to_string());
    let department = RwSignal::new(own.unwrap_or_default());
    let (first, last) = window("", "", today);
    let (from, to) = (RwSignal::new(first.to_string()), RwSignal::new(last.to_string()));
    let (items, town) = (RwSignal::new(Vec::<String>::new()), RwSignal::new(String::new()));
    let subject = RwSignal::new(None::<SubjectName>);
    let of_department = use_query(move || department.get(), items_of);
    let item_choices = Signal::derive(move || {
        let rows = of_department.data().unwrap_or_default().into_iter();
        rows.map(|row| (row.id.into_inner(), format!("{} {}", row.code, row.name))).collect::<Choices>()
    });
    Effect::new(move |before: Option<String>| {
        let now = department.get();
        if before.is_some_and(|before| before != now) {
            items.set(Vec::new());
        }
        now
    });
    let inspecting = departments();
    let choices = Signal::derive(move || {
        std::iter::once((String::new(), t(CHOOSE_DEPARTMENT).to_owned())).chain(inspecting.get()).collect()
    });
    let reference = Reference::of_area();
    let towns = Signal::derive(move || {
        let lists = reference.get();
        let towns = lists.towns().map(|town| (town.code.clone(), town.name.clone()));
        std::iter::once((String::new(), t(TOWN_ANY).to_owned())).chain(towns).collect::<Choices>()
    });
    let input = Memo::new(move |_| {
        let (from, to) = typed_window(&from.get(), &to.get())?;
        Some(EligibilityInput {
            department_id: cynic::Id::new(department.get()),
            from: Date(from),
            item_ids: items.get().into_iter().map(cynic::Id::new).collect(),
            subject_id: subject.get().map(|row| row.id),
            to: Date(to),
            town: Some(town.get()).filter(|town| !town.is_empty()),
        })
    });
    view! {
        <div class="stack">
            <div class="form coverage-form">
                <SelectField label=t(DEPARTMENT) path="departmentId" value=department choices=choices />
                <DateField label=t(FROM_DAY) path="from" value=from />
                <DateField label=t(TO_DAY) path="to" value=to />
                <SelectField label=t(TOWN) path="town" value=town choices=towns />
                <PickMany
                    label=t(ITEMS_PICK)
                    path="itemIds"
                    value=items
                    choices=item_choices
                    wide=true
                    help=t(ITEMS_HELP)
                />
                <SubjectPick chosen=subject />
            </div>
            {move || match input.get() {
                None => view! { <p class="form-error" role="alert">{t(WINDOW_WRONG)}</p> }.into_any(),
                Some(input) if input.department_id.inner().is_empty() => {
                    view! { <EmptyState title=t(CHOOSE_DEPARTMENT) text=t(CHOOSE_DEPARTMENT_TEXT) /> }.into_any()
                }
                Some(input) => view! { <Verdicts input=input /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Verdicts(input: EligibilityInput) -> impl IntoView {
    let input = StoredValue::new(input);
    let query = use_query(|| (), move |()| eligibility(input.get_value()));
    loaded_or(query, 8, |rows| view! { <VerdictTable rows=rows /> })
}

#[component]
fn VerdictTable(rows: Vec<OfficerVerdict>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState title=t(NO_OFFICERS) /> }.into_any();
    }
    let count = |may: bool| rows.iter().filter(|row| row.may_go == may).count().to_string();
    let counted = fill(GO_COUNT, &[&count(true), &count(false)]);
    let names = [PERSON, CERTIFICATE, VALIDITY, VERDICT, WHY].map(t);
    view! {
        <p role="status">{counted}</p>
        <div class="stacked">
            <Table caption=t(TAB_ELIGIBILITY) headings=names.map(str::to_owned).to_vec()>
                {rows.into_iter().map(|row| view! { <Verdict row=row /> }).collect_view()}
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn Verdict(row: OfficerVerdict) -> impl IntoView {
    let (word, tone) = if row.may_go { (MAY_GO, Tone::Good) } else { (MAY_NOT_GO, Tone::Bad) };
    let officer = row.inspector;
    let days = fill(DAYS_OF, &[&officer.cert_valid_from.0.to_string(), &officer.cert_valid_to.0.to_string()]);
    let reasons: Vec<&str> = row.reasons.iter().map(|reason| reason.label(lang())).collect();
    view! {
        <tr>
            <td data-label=t(PERSON)>
                <span class="person">{officer.name}</span>
                " "
                <span class="soft small mono nowrap">{officer.code}</span>
            </td>
            <td class="mono" data-label=t(CERTIFICATE)>{officer.cert_no}</td>
            <td class="nowrap" data-label=t(VALIDITY)>{days}</td>
            <td data-label=t(VERDICT)><Badge text=t(word) tone=tone /></td>
            <td data-label=t(WHY)>{reasons.join(semicolon())}</td>
        </tr>
    }
}
