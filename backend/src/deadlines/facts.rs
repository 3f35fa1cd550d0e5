//! What is on record of duties, gathered from the contexts that keep it.

use std::collections::BTreeMap;

use shared::calendar::Deadline;
use shared::code::DivisionCode;
use shared::deadlines::{DutyFacts, PlanFact, ResultFact, Said};

use super::repository;
use crate::clock::civil_day;
use crate::db::Source;
use crate::disclosure::{self, ResultDuty};
use crate::error::Result;
use crate::organisation;
use crate::planning::{self, PlanDuty};

/// Everything that is known of the duties of some years.
pub async fn facts(db: &impl Source, owner: &DivisionCode, (first, last): (i32, i32)) -> Result<DutyFacts> {
    let mut departments: Vec<_> = organisation::departments_in(db, owner).await?.into_values().collect();
    departments.sort_by_key(|row| row.position);
    // The plan a duty is about may be the next year's.
    let plans = planning::plan_duties(db, owner, first..=last + 1).await?;
    let results = disclosure::result_duties(db, owner, (first, last)).await?;
    let said = repository::said(db, owner).await?;
    Ok(DutyFacts {
        departments: departments.into_iter().map(|row| row.id).collect(),
        plans: plans.into_iter().map(plan_fact).collect(),
        results: result_facts(results),
        said: said
            .into_iter()
            .map(|row| Said {
                code: row.code,
                year: i32::try_from(row.year).unwrap_or(0),
                department: row.department_id,
                done_on: row.done_on,
                proof: row.proof,
            })
            .collect(),
        in_use_since: repository::first_account(db, owner).await?.map(civil_day),
    })
}

fn plan_fact(plan: PlanDuty) -> PlanFact {
    PlanFact {
        year: plan.year,
        approved_on: plan.approved_on,
        filed: plan.filed,
        published: plan.published,
        signed: plan.signed,
        unsigned: plan.unsigned,
    }
}

/// By department and day.
fn result_facts(rows: Vec<ResultDuty>) -> Vec<ResultFact> {
    let mut found: BTreeMap<_, ResultFact> = BTreeMap::new();
    for row in rows {
        let fact = found.entry((row.department_id, row.due_on)).or_insert(ResultFact {
            department: row.department_id,
            due: Deadline { date: row.due_on, provisional: row.due_provisional },
            total: 0,
            open: 0,
            late: 0,
            last_done: None,
        });
        fact.total += 1;
        fact.due.provisional |= row.due_provisional;
        match row.decided_at.map(civil_day).filter(|_| row.is_decided()) {
            None => fact.open += 1,
            Some(day) => {
                fact.late += u32::from(day > row.due_on);
                fact.last_done = fact.last_done.max(Some(day));
            }
        }
    }
    found.into_values().collect()
}
