//! Who may be sent, and why somebody may not.

use chrono::NaiveDate;
use shared::ErrorCode;
use shared::code::DivisionCode;
use shared::eligibility::{Days, Duty, OfficerReason, reasons};
use shared::ids::{DepartmentId, JointItemId, SubjectId};

use super::repository::register;
use super::service::reader;
use super::{CoverageService, Roster};
use crate::access::Viewer;
use crate::error::{Error, Result};
use crate::registry::{self, Inspector};
use crate::{catalogue, organisation};

/// For what somebody is wanted.
#[derive(Debug, Clone)]
pub struct EligibilityQuestion {
    /// Whose officers.
    pub department: DepartmentId,
    /// Joint items to be executed.
    pub items: Vec<JointItemId>,
    /// First and last day; the visit is on one of them.
    pub window: (NaiveDate, NaiveDate),
    /// Where, if it is known.
    pub town: Option<DivisionCode>,
    /// Whose door, if it is known; its town counts where none is given.
    pub subject: Option<SubjectId>,
}

/// An officer and what speaks against sending them.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The officer.
    pub inspector: Inspector,
    /// Reasons in their order; empty if nothing does.
    pub reasons: Vec<OfficerReason>,
}

impl Verdict {
    /// Whether the officer may go.
    pub fn may_go(&self) -> bool {
        !self.reasons.iter().any(|reason| reason.bars())
    }
}

impl CoverageService {
    /// Every officer of a department, judged; those who may go first, then by code.
    pub async fn eligibility(&self, viewer: &Viewer, question: EligibilityQuestion) -> Result<Vec<Verdict>> {
        let owner = reader(viewer)?;
        if question.window.1 < question.window.0 {
            return Err(Error::at(ErrorCode::WindowOrder, "to"));
        }
        let db = self.core.db().read();
        let department = organisation::departments_by_id(db, [question.department]).await?.into_iter().next();
        if department.is_none_or(|row| row.division_code != *owner) {
            return Err(Error::at(ErrorCode::NotFound, "departmentId"));
        }
        let joint = catalogue::joint_items_by_id(db, &question.items).await?;
        if joint.iter().any(|item| item.division_code != *owner) {
            return Err(Error::at(ErrorCode::NotFound, "itemIds"));
        }
        let wanted: Vec<SubjectId> = question.subject.into_iter().collect();
        let subjects = registry::subjects_by_id(db, &wanted).await?;
        if subjects.len() != wanted.len() || subjects.iter().any(|row| row.division_code != *owner) {
            return Err(Error::at(ErrorCode::NotFound, "subjectId"));
        }
        let at = subjects.first().map(|subject| subject.located_in.clone());
        let town = question.town.or(at);
        let fields: Vec<&str> = joint.iter().map(|item| item.field.as_str()).collect();
        let duty = Duty {
            days: Days::Within(question.window.0, question.window.1),
            fields: &fields,
            town: town.as_ref(),
            subjects: &wanted,
        };
        let roster = Roster::of(db, register::inspectors_of(db, question.department).await?).await?;
        let judge = |inspector: &Inspector| Verdict {
            inspector: inspector.clone(),
            reasons: reasons(&roster.officer(inspector), &duty),
        };
        let mut found: Vec<Verdict> = roster.inspectors.iter().map(judge).collect();
        found.sort_by_key(|verdict| !verdict.may_go());
        Ok(found)
    }
}
