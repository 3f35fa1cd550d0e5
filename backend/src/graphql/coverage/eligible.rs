//! Who may be sent.

use async_graphql::{InputObject, SimpleObject};
use shared::code::DivisionCode;
use shared::eligibility::OfficerReason;
use shared::ids::{DepartmentId, JointItemId, SubjectId};

use crate::coverage::{EligibilityQuestion, Verdict};
use crate::error::{Error, Result};
use crate::graphql::registry::Inspector;
use crate::graphql::scalars::Date;
use shared::ErrorCode;

/// For what somebody is wanted.
#[derive(InputObject)]
pub struct EligibilityInput {
    /// Whose officers.
    pub department_id: DepartmentId,
    /// Joint items to be executed.
    #[graphql(default)]
    pub item_ids: Vec<JointItemId>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Town, if it is known.
    pub town: Option<String>,
    /// Whose door, if it is known.
    pub subject_id: Option<SubjectId>,
}

impl EligibilityInput {
    pub(super) fn read(self) -> Result<EligibilityQuestion> {
        let town = self.town.as_deref().map(DivisionCode::parse).transpose();
        Ok(EligibilityQuestion {
            department: self.department_id,
            items: self.item_ids,
            window: (self.from.0, self.to.0),
            town: town.map_err(|_| Error::at(ErrorCode::InvalidFormat, "input.town"))?,
            subject: self.subject_id,
        })
    }
}

/// An officer and what speaks against sending them.
#[derive(SimpleObject)]
pub struct OfficerVerdict {
    /// The officer.
    pub inspector: Inspector,
    /// Whether the officer may go.
    pub may_go: bool,
    /// Why not, or what to mind.
    pub reasons: Vec<OfficerReason>,
}

impl From<Verdict> for OfficerVerdict {
    fn from(verdict: Verdict) -> Self {
        let may_go = verdict.may_go();
        Self { inspector: Inspector(verdict.inspector), may_go, reasons: verdict.reasons }
    }
}
