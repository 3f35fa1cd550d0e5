//! Writing rules, and saying that a duty is fulfilled.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::deadlines::{DutyOf, DutyProof, DutyTerms, RESULTS, check_said, check_terms, due_day};
use shared::ids::DepartmentId;

use super::service::rules;
use super::{DeadlineService, RuleNow};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::db::Doc;
use crate::db::entity::{deadline_done, deadline_rule};
use crate::error::{Error, Result, refuse, unique_means};
use crate::organisation;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// A rule as it is entered.
#[derive(Debug, Clone)]
pub struct RuleInput {
    /// Its code; absent for a new rule.
    pub code: Option<String>,
    /// Version it was based on.
    pub version: i64,
    /// What it says now.
    pub terms: DutyTerms,
    /// Why it is changed.
    pub reason: String,
}

/// Somebody's word that a duty was fulfilled.
#[derive(Debug, Clone)]
pub struct DoneInput {
    /// The rule.
    pub code: String,
    /// The year of the duty.
    pub year: i32,
    /// Which department's; absent for the office's.
    pub department: Option<DepartmentId>,
    /// When it was fulfilled.
    pub done_on: NaiveDate,
    /// What proves it.
    pub proof: String,
}

impl DeadlineService {
    /// The office's head or the system administrator writes a version of a rule; the old ones stay readable.
    ///
    /// # Errors
    /// Refusals by field, [`ErrorCode::StaleRevision`], [`ErrorCode::NothingChanged`].
    pub async fn keep_rule(&self, viewer: &Viewer, input: RuleInput) -> Result<RuleNow> {
        let granted = viewer.demand(Action::KeepDeadlines, Scope::Division)?;
        let mut problems = check_terms(&input.terms);
        match input.reason.trim().chars().count() {
            0 => problems.push((ErrorCode::ReasonRequired, "reason")),
            length if length > LONGEST_REASON => problems.push((ErrorCode::TooLong, "reason")),
            _ => {}
        }
        refuse(problems)?;
        let tx = self.core.db().begin().await?;
        let known = rules(&*tx, &viewer.division).await?;
        let before = match &input.code {
            None => None,
            Some(code) => {
                let found = known.into_iter().find(|now| now.rule.code == *code);
                Some(found.ok_or(ErrorCode::NotFound)?)
            }
        };
        if before.as_ref().map_or(0, |now| now.version) != input.version {
            return Err(ErrorCode::StaleRevision.into());
        }
        if before.as_ref().is_some_and(|now| now.rule.terms == input.terms) {
            return Err(ErrorCode::NothingChanged.into());
        }
        // Only results bring a duty of their own; a rule that is made is proved by what there is for it.
        let of_results = input.terms.proof == DutyProof::ResultsPublished;
        if of_results != (input.code.as_deref() == Some(RESULTS)) {
            return Err(Error::at(ErrorCode::InvalidFormat, "proof"));
        }
        let code = input.code.unwrap_or_else(|| format!("OWN_{}", self.core.id::<uuid::Uuid>().simple()));
        let row = deadline_rule::ActiveModel {
            division_code: Set(viewer.division.clone()),
            code: Set(code.clone()),
            version: Set(input.version + 1),
            content: Set(Doc(input.terms.clone())),
            reason: Set(input.reason.trim().to_owned()),
            saved_by: Set(viewer.account_id()),
            saved_at: Set(self.core.now()),
        };
        let inserted = deadline_rule::Entity::insert(row).exec_without_returning(&*tx).await;
        inserted.map_err(unique_means(ErrorCode::StaleRevision))?;
        let change = Change::of("deadline_rule", &code)
            .before(before.map(|now| now.rule.terms))
            .after(&input.terms)
            .because(input.reason.trim());
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        let now = rules(self.core.db().read(), &viewer.division).await?;
        now.into_iter().find(|now| now.rule.code == code).ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Somebody says that a duty was fulfilled which nothing in the program shows.
    ///
    /// # Errors
    /// Refusals by field; [`ErrorCode::DutyProven`] where records show it.
    pub async fn say_done(&self, viewer: &Viewer, input: DoneInput) -> Result<()> {
        let scope = input.department.map_or(Scope::Division, Scope::Department);
        let granted = viewer.demand(Action::FulfilDuty, scope)?;
        refuse(check_said(input.done_on, &input.proof, self.core.today()))?;
        let tx = self.core.db().begin().await?;
        let known = rules(&*tx, &viewer.division).await?;
        let rule = known.into_iter().find(|now| now.rule.code == input.code).ok_or(ErrorCode::NotFound)?.rule;
        if rule.terms.proof != DutyProof::ByHand {
            return Err(ErrorCode::DutyProven.into());
        }
        let whose = match input.department {
            None => rule.terms.of == DutyOf::Office,
            Some(id) => {
                let departments = organisation::departments_in(&*tx, &viewer.division).await?;
                rule.terms.of == DutyOf::Departments && departments.values().any(|row| row.id == id)
            }
        };
        if !whose || due_day(&rule.terms, input.year, self.core.calendar()).is_none() {
            return Err(ErrorCode::NotFound.into());
        }
        let id: uuid::Uuid = self.core.id();
        let row = deadline_done::ActiveModel {
            id: Set(id),
            division_code: Set(viewer.division.clone()),
            code: Set(input.code.clone()),
            year: Set(i64::from(input.year)),
            department_id: Set(input.department),
            done_on: Set(input.done_on),
            proof: Set(input.proof.trim().to_owned()),
            said_by: Set(viewer.account_id()),
            said_at: Set(self.core.now()),
        };
        deadline_done::Entity::insert(row).exec_without_returning(&*tx).await?;
        let after = json!({
            "code": input.code, "year": input.year, "department": input.department,
            "doneOn": input.done_on, "proof": input.proof.trim(),
        });
        let change = Change::of("deadline", &input.code).after(after);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(())
    }
}
