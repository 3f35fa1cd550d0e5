//! The ledger of a draw: every step with its hash, and in red what does not hold.

use cynic::QueryBuilder;
use leptos::prelude::*;
use shared::draw::ledger::StepKind;

use super::words::*;
use crate::api::{self, ApiError, Coded, Instant, schema, use_query};
use crate::components::{Table, loaded_or};
use crate::locales::*;

/// A step.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct LedgerStep {
    /// Its number in the whole ledger.
    pub seq: i32,
    /// Which attempt.
    pub attempt: i32,
    /// What happened.
    pub kind: Coded<StepKind>,
    /// When.
    pub at: Instant,
    /// Its hash.
    pub link: String,
}

/// The ledger of a draw, held against the tables.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct DrawLedger {
    /// What does not hold.
    pub fault: Option<String>,
    /// Its steps.
    pub steps: Vec<LedgerStep>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "PublicWave")]
struct WaveLedger {
    ledger: DrawLedger,
}

#[derive(cynic::QueryVariables)]
struct ByCode {
    code: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByCode")]
struct LedgerQuery {
    #[arguments(code: $code)]
    public_wave: Option<WaveLedger>,
}

async fn ledger(code: String) -> Result<Option<DrawLedger>, ApiError> {
    let found = api::run(LedgerQuery::build(ByCode { code })).await?.public_wave;
    Ok(found.map(|wave| wave.ledger))
}

/// The ledger of a draw.
#[component]
pub fn LedgerSection(code: String) -> impl IntoView {
    let key = StoredValue::new(code);
    let query = use_query(|| (), move |()| ledger(key.get_value()));
    view! {
        <section class="stack">
            <h2>{t(LEDGER)}</h2>
            {loaded_or(query, 3, |found| found.map(|ledger| view! { <LedgerView ledger=ledger /> }))}
        </section>
    }
}

#[component]
fn LedgerView(ledger: DrawLedger) -> impl IntoView {
    let count = number(i64::try_from(ledger.steps.len()).unwrap_or(0));
    let headings = ["#", t(LEDGER_ATTEMPT), t(LEDGER_STEP), t(LEDGER_AT), t(LEDGER_LINK)];
    view! {
        {match ledger.fault {
            Some(fault) => view! { <p class="ledger-broken" role="alert">{fill(LEDGER_BROKEN, &[&fault])}</p> }.into_any(),
            None => view! { <p class="soft">{t(LEDGER_HOLDS)}</p> }.into_any(),
        }}
        <details class="earlier">
            <summary>{fill(LEDGER_STEPS, &[&count])}</summary>
            <div class="stacked">
                <Table caption=t(LEDGER) headings=headings.map(str::to_owned).to_vec()>
                    {ledger
                        .steps
                        .into_iter()
                        .map(|step| view! {
                            <tr>
                                <td data-label="#">{step.seq}</td>
                                <td data-label=t(LEDGER_ATTEMPT)>{step.attempt}</td>
                                <td data-label=t(LEDGER_STEP)>{step.kind.label(lang())}</td>
                                <td data-label=t(LEDGER_AT)>{date_time(step.at)}</td>
                                <td data-label=t(LEDGER_LINK)><span class="hash">{step.link}</span></td>
                            </tr>
                        })
                        .collect_view()}
                </Table>
            </div>
        </details>
    }
}
