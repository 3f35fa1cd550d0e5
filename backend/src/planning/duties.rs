//! What plans have on record of the duties that have a date.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, PlanLineId};
use shared::planning::LineStatus;

use super::repository;
use crate::clock::civil_day;
use crate::db::Source;
use crate::error::Result;

/// What is on record of the plan of a year, in all its versions.
#[derive(Debug, Clone, Default)]
pub struct PlanDuty {
    /// Its year.
    pub year: i32,
    /// First approval.
    pub approved_on: Option<NaiveDate>,
    /// First filing and its number.
    pub filed: Option<(NaiveDate, String)>,
    /// First publication and its hash.
    pub published: Option<(NaiveDate, String)>,
    /// The last day on which each department signed.
    pub signed: BTreeMap<DepartmentId, NaiveDate>,
    /// Departments that still owe a signature.
    pub unsigned: Vec<DepartmentId>,
}

/// The plans of a division from one year to another.
pub async fn plan_duties(
    db: &impl Source,
    owner: &DivisionCode,
    years: std::ops::RangeInclusive<i32>,
) -> Result<Vec<PlanDuty>> {
    let mut found: BTreeMap<i32, PlanDuty> = BTreeMap::new();
    for plan in repository::plans(db, owner).await? {
        let year = i32::try_from(plan.year).unwrap_or(0);
        if !years.contains(&year) {
            continue;
        }
        let duty = found.entry(year).or_insert_with(|| PlanDuty { year, ..PlanDuty::default() });
        let approved = plan.approved_at.map(civil_day);
        duty.approved_on = duty.approved_on.into_iter().chain(approved).min();
        let filed = plan.filed_on.map(|day| (day, plan.filed_number.clone().unwrap_or_default()));
        duty.filed = duty.filed.take().into_iter().chain(filed).min();
        let published = plan.published_at.map(civil_day).zip(plan.content_hash.clone());
        duty.published = duty.published.take().into_iter().chain(published).min();
        let mut lines = repository::lines_of_plan(db, plan.id).await?;
        lines.retain(|line| line.status != LineStatus::Withdrawn);
        let ids: Vec<PlanLineId> = lines.iter().map(|line| line.id).collect();
        for party in repository::parties_of(db, &ids).await? {
            match party.signed_at.map(civil_day) {
                Some(day) => {
                    let last = duty.signed.entry(party.department_id).or_insert(day);
                    *last = day.max(*last);
                }
                None => duty.unsigned.push(party.department_id),
            }
        }
    }
    Ok(found.into_values().collect())
}
