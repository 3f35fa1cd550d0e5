//! What a plan line should mind: claims of others to its duties, and how many officers each department has for it.

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::coverage::{Conflict, LineClaim, LineWarning, Standing, line_warnings};
use shared::eligibility::{Days, Duty, may_go};
use shared::ids::{DepartmentId, PlanLineId};

use super::{CoverageService, Roster};
use crate::access::Viewer;
use crate::error::Result;
use crate::{catalogue, planning, registry};

/// Officers of a department for a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyOfficers {
    /// The department.
    pub department: DepartmentId,
    /// How many it sends to each visit.
    pub needed: u32,
    /// How many may be sent within the line's window, for all of its items, somewhere in the division.
    pub eligible: u32,
}

/// What a plan line should mind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineCoverage {
    /// Conflicts of its duties.
    pub warnings: Vec<LineWarning>,
    /// Officers of each department, the leading one first.
    pub officers: Vec<PartyOfficers>,
}

impl CoverageService {
    /// What a line of the viewer's division should mind.
    pub async fn line_coverage(&self, viewer: &Viewer, id: PlanLineId) -> Result<LineCoverage> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let db = self.core.db().read();
        let line = planning::lines_by_id(db, &[id]).await?.into_iter().next();
        let line = line.filter(|line| line.division_code == viewer.division).ok_or(ErrorCode::NotFound)?;
        let items = planning::items_of(db, &[id]).await?.remove(&id).unwrap_or_default();
        let parties = planning::parties_of(db, &[id]).await?;
        let departments: Vec<DepartmentId> = parties.iter().map(|party| party.department_id).collect();
        let own = catalogue::items_of(db, &items).await?;
        let claims: Vec<LineClaim> = own
            .iter()
            .filter(|item| departments.contains(&item.department_id))
            .map(|item| (item.id, item.department_id))
            .collect();
        let known: Vec<(Conflict, Standing)> = self
            .conflicts_in(db, &viewer.division)
            .await?
            .into_iter()
            .map(|known| (known.conflict, known.standing))
            .collect();
        let joint = catalogue::joint_items_by_id(db, &items).await?;
        let fields: Vec<&str> = joint.iter().map(|item| item.field.as_str()).collect();
        let duty = Duty {
            days: Days::Within(line.window_from, line.window_to),
            fields: &fields,
            town: None,
            subjects: &[],
        };
        let roster = Roster::of(db, registry::inspectors_for(db, &departments).await?).await?;
        let count = |department: DepartmentId| {
            let own = roster.of_department(department);
            own.filter(|row| may_go(&roster.officer(row), &duty)).count()
        };
        let officers = parties.iter().map(|party| PartyOfficers {
            department: party.department_id,
            needed: u32::try_from(party.officers).unwrap_or(0),
            eligible: u32::try_from(count(party.department_id)).unwrap_or(u32::MAX),
        });
        Ok(LineCoverage { warnings: line_warnings(&claims, &known), officers: officers.collect() })
    }
}
