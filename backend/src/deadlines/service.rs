//! Reading the calendar.

use std::collections::BTreeMap;

use chrono::Datelike;
use shared::ErrorCode;
use shared::access::{Action, Scope, departments, may_somewhere};
use shared::code::DivisionCode;
use shared::deadlines::{Duty, DutyRule, duties, reminders, usual_rules};

use super::{RuleVersion, facts, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::db::Source;
use crate::error::{Error, Result};

/// Years a calendar is shown for.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2100;

/// A rule as it holds now.
#[derive(Debug, Clone)]
pub struct RuleNow {
    /// The rule.
    pub rule: DutyRule,
    /// Version, 0 for the usual one.
    pub version: i64,
    /// Its versions, newest first.
    pub history: Vec<RuleVersion>,
}

/// See the module.
#[derive(Clone)]
pub struct DeadlineService {
    pub(super) core: Core,
}

impl DeadlineService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// The duties of a year, by day.
    ///
    /// # Errors
    /// [`ErrorCode::OutOfRange`] of a year.
    pub async fn duties(&self, viewer: &Viewer, year: i32) -> Result<Vec<Duty>> {
        viewer.demand(Action::ReadDeadlines, Scope::Division)?;
        if !YEARS.contains(&year) {
            return Err(Error::at(ErrorCode::OutOfRange, "year"));
        }
        let db = self.core.db().read();
        let facts = facts::facts(db, &viewer.division, (year, year)).await?;
        let rules = rules(db, &viewer.division).await?;
        Ok(duties(&plain(&rules), year, &facts, self.core.today(), self.core.calendar()))
    }

    /// What the viewer is to be reminded of; nothing for whom no duty concerns.
    pub async fn reminders(&self, viewer: &Viewer) -> Result<Vec<Duty>> {
        viewer.demand(Action::ReadDeadlines, Scope::Division)?;
        let office = may_somewhere(&viewer.grants, Action::KeepPlanFiles);
        // Those one acts for; who acts for all is reminded of the office's own.
        let own = departments(&viewer.grants, Action::FulfilDuty).unwrap_or_default();
        if !office && own.is_empty() {
            return Ok(Vec::new());
        }
        let (db, today) = (self.core.db().read(), self.core.today());
        let years = (today.year() - 1, today.year() + 1);
        let facts = facts::facts(db, &viewer.division, years).await?;
        let rules = rules(db, &viewer.division).await?;
        Ok(reminders(&plain(&rules), &facts, (office, &own), today, self.core.calendar()))
    }

    /// The rules as they hold, each with its history.
    pub async fn rules(&self, viewer: &Viewer) -> Result<Vec<RuleNow>> {
        viewer.demand(Action::ReadDeadlines, Scope::Division)?;
        rules(self.core.db().read(), &viewer.division).await
    }
}

fn plain(rules: &[RuleNow]) -> Vec<DutyRule> {
    rules.iter().map(|now| now.rule.clone()).collect()
}

/// The usual rules, each in the newest version the office has written, and the office's own.
pub(super) async fn rules(db: &impl Source, owner: &DivisionCode) -> Result<Vec<RuleNow>> {
    let mut kept: BTreeMap<String, Vec<RuleVersion>> = BTreeMap::new();
    for version in repository::versions(db, owner).await? {
        kept.entry(version.code.clone()).or_default().push(version);
    }
    let mut found: Vec<RuleNow> = usual_rules()
        .into_iter()
        .map(|usual| {
            let history = kept.remove(&usual.code).unwrap_or_default();
            now(usual, history)
        })
        .collect();
    for (code, history) in kept {
        if let Some(newest) = history.first() {
            let rule = DutyRule { code, terms: newest.content.0.clone() };
            found.push(now(rule, history));
        }
    }
    Ok(found)
}

fn now(usual: DutyRule, history: Vec<RuleVersion>) -> RuleNow {
    match history.first() {
        Some(newest) => RuleNow {
            version: newest.version,
            rule: DutyRule { code: usual.code, terms: newest.content.0.clone() },
            history,
        },
        None => RuleNow { rule: usual, version: 0, history },
    }
}
