//! What a line should mind: duties that another department claims, and officers of its departments.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::{self, ApiError, schema, use_query};
use crate::components::{Badge, Notice, Table, Tone, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Department;
use crate::texts;

texts! {
    OPEN_DUTY = "职责冲突待裁定：{0}的“{1}”与{2}的“{3}”主张同一职责", "Open conflict: {0} ({1}) and {2} ({3}) claim the same duty";
    AGAINST_DUTY = "与职责裁定不符：“{1}”已裁定归{2}（“{3}”），本行由{0}实施", "Against a decision: {1} of {0} was given to {2} ({3})";
    TO_CONFLICTS = "查看职责冲突", "See the conflicts";
    PARTY_OFFICERS = "检查期间可派人员", "Officers within the window";
    ELIGIBLE_OFFICERS = "可派人员", "May go";
    NEEDED_OFFICERS = "每次检查派出", "Sent to each visit";
    TOO_FEW = "人员不足", "too few";
    ENOUGH = "可以派出", "enough";
}

/// An item by name.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Item")]
struct DutyItem {
    code: String,
    name: String,
    department: Department,
}

/// A conflict.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct LineDutyWarning {
    item: DutyItem,
    other: DutyItem,
    holder: Option<Department>,
}

/// Officers of a department.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct PartyOfficers {
    department: Department,
    needed: i32,
    eligible: i32,
}

/// What a line should mind.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
struct LineCoverage {
    warnings: Vec<LineDutyWarning>,
    officers: Vec<PartyOfficers>,
}

#[derive(cynic::QueryVariables)]
struct OfLine {
    id: cynic::Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfLine")]
struct CoverageQuery {
    #[arguments(id: $id)]
    line_coverage: LineCoverage,
}

async fn line_coverage(id: cynic::Id) -> Result<LineCoverage, ApiError> {
    Ok(api::run(CoverageQuery::build(OfLine { id })).await?.line_coverage)
}

/// Warnings and officers of a line.
#[component]
pub fn LineDuties(
    /// The line.
    line: cynic::Id,
) -> impl IntoView {
    let line = StoredValue::new(line);
    let query = use_query(|| (), move |()| line_coverage(line.get_value()));
    loaded_or(query, 2, |found| {
        let warnings: Vec<String> = found.warnings.iter().map(words).collect();
        let any = !warnings.is_empty();
        view! {
            {warnings.into_iter().map(|text| view! { <Notice text=text warn=true /> }).collect_view()}
            {any.then(|| view! { <p><A href=Page::DutyConflicts.path()>{t(TO_CONFLICTS)}</A></p> })}
            <Officers rows=found.officers />
        }
    })
}

fn words(warning: &LineDutyWarning) -> String {
    let name = |item: &DutyItem| format!("{} {}", item.code, item.name);
    let (item, other) = (name(&warning.item), name(&warning.other));
    let text = if warning.holder.is_some() { AGAINST_DUTY } else { OPEN_DUTY };
    fill(text, &[&warning.item.department.name, &item, &warning.other.department.name, &other])
}

#[component]
fn Officers(rows: Vec<PartyOfficers>) -> impl IntoView {
    let names = [DEPARTMENT, ELIGIBLE_OFFICERS, NEEDED_OFFICERS, STATUS].map(t);
    let [department, eligible, needed, status] = names;
    let headings =
        vec![department.to_owned(), format!("#{eligible}"), format!("#{needed}"), status.to_owned()];
    view! {
        <section class="section stacked">
            <h2>{t(PARTY_OFFICERS)}</h2>
            <Table caption=t(PARTY_OFFICERS) headings=headings>
                {rows
                    .into_iter()
                    .map(|row| {
                        let few = row.eligible < row.needed;
                        let (word, tone) = if few { (TOO_FEW, Tone::Bad) } else { (ENOUGH, Tone::Good) };
                        view! {
                            <tr>
                                <td data-label=department>{row.department.name}</td>
                                <td class="number" data-label=eligible>{number(i64::from(row.eligible))}</td>
                                <td class="number" data-label=needed>{number(i64::from(row.needed))}</td>
                                <td data-label=status><Badge text=t(word) tone=tone /></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </section>
    }
}
