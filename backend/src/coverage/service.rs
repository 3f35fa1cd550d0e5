//! What the use cases of this context share.

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::eligibility::RecusalSpan;
use shared::ids::InspectorId;

use super::{Leave, Recusal, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::db::Tx;
use crate::error::Result;
use crate::registry::Inspector;

/// Keepers are reminded of certificates that end within so many days.
pub const REMIND_DAYS: u64 = 60;

/// See the module.
#[derive(Clone)]
pub struct CoverageService {
    pub(super) core: Core,
}

impl CoverageService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// Whether the viewer may read why an officer is on leave or recused: the department's own keepers and head,
    /// security administrator and auditor, and the officer.
    pub fn may_read_ground(viewer: &Viewer, inspector: &Inspector) -> bool {
        viewer.inspector == Some(inspector.id)
            || viewer.may(Action::ReadGrounds, Scope::Department(inspector.department_id))
    }

    /// An officer of the viewer's division who is about to get an entry in the register.
    pub(super) async fn officer_at(&self, tx: &Tx, viewer: &Viewer, id: InspectorId) -> Result<Inspector> {
        let found = repository::register::inspector(&**tx, id).await?;
        found.filter(|row| row.division_code == viewer.division).ok_or_else(|| ErrorCode::NotFound.into())
    }
}

/// The library a viewer may read.
pub(super) fn reader(viewer: &Viewer) -> Result<&DivisionCode> {
    viewer.demand(Action::ReadRegistry, Scope::Division)?;
    Ok(&viewer.division)
}

/// The days of leave in truth: what ended early ended then.
pub(super) fn leave_days(row: &Leave) -> (chrono::NaiveDate, chrono::NaiveDate) {
    (row.from_day, row.ended_on.unwrap_or(row.to_day))
}

/// The days a recusal counts; none if it does not count at all.
pub(super) fn recusal_span(row: &Recusal) -> Option<RecusalSpan> {
    let span = RecusalSpan { from: row.from_day, to: row.to_day };
    row.state.counts(row.origin).then_some(span)
}
