//! A plan as papers: what is known of it is gathered here, worded in `shared::papers`, set by the press.

use std::collections::BTreeSet;

use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::PlanId;
use shared::papers::{PaperKind, PaperLine, PlanFacts, plan_paper};
use shared::planning::table::Column;
use shared::planning::{LineStatus, PlanStatus};

use super::{Plan, PlanningService, repository};
use crate::access::Viewer;
use crate::clock::civil_day;
use crate::error::{Error, Result};
use crate::organisation;

/// Longest document number, in characters.
const LONGEST_NUMBER: usize = 40;

impl PlanningService {
    /// A paper of a plan as PDF. Whoever may read the plan may have it.
    ///
    /// # Errors
    /// [`ErrorCode::TooLong`] of the document number, [`ErrorCode::PaperFonts`].
    pub async fn paper(
        &self,
        viewer: &Viewer,
        id: PlanId,
        kind: PaperKind,
        document_number: Option<String>,
    ) -> Result<(Plan, Vec<u8>)> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        if document_number.as_ref().is_some_and(|number| number.chars().count() > LONGEST_NUMBER) {
            return Err(Error::at(ErrorCode::TooLong, "number"));
        }
        let db = self.core.db().read();
        let plan = repository::plan(db, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        let mut lines = repository::lines_of_plan(db, plan.id).await?;
        lines.retain(|line| match plan.status {
            PlanStatus::Draft => line.status != LineStatus::Withdrawn,
            _ => line.status == LineStatus::Approved,
        });
        let cells = self.rows(&plan, &lines).await?;
        let lines: Vec<PaperLine> = lines
            .iter()
            .zip(cells)
            .map(|(line, cells)| PaperLine { position: line.position, cells })
            .collect();
        let divisions = organisation::divisions(db).await?;
        let division = divisions.into_iter().find(|row| row.code == plan.division_code);
        let filed = match (&plan.filed_organ, &plan.filed_number, plan.filed_on) {
            (Some(organ), Some(number), Some(on)) => Some((organ.clone(), number.clone(), on)),
            _ => None,
        };
        let published = plan.published_at.zip(plan.content_hash.clone());
        let facts = PlanFacts {
            division: division.map(|row| row.name).unwrap_or_default(),
            year: i32::try_from(plan.year).unwrap_or(0),
            version: u32::try_from(plan.version).unwrap_or(0),
            number: plan.number.clone(),
            title: plan.title.clone(),
            status: plan.status,
            approved_on: plan.approved_at.map(civil_day),
            filed,
            published: published.map(|(at, hash)| (civil_day(at), hash)),
            departments: departments(&lines),
            lines,
            document_number,
        };
        let pdf = self.core.press().print(&plan_paper(kind, &facts)).await?;
        Ok((plan, pdf))
    }
}

/// Names of the departments that take part, the leading ones first, each once.
fn departments(lines: &[PaperLine]) -> Vec<String> {
    let cell = |line: &PaperLine, column: Column| {
        let place = Column::ALL.iter().position(|one| *one == column);
        place.and_then(|place| line.cells.get(place)).cloned().unwrap_or_default()
    };
    let leads = lines.iter().map(|line| cell(line, Column::Lead));
    let partners = lines.iter().flat_map(|line| {
        let partners = cell(line, Column::Partners);
        partners.split('、').map(str::to_owned).collect::<Vec<_>>()
    });
    let mut seen = BTreeSet::new();
    leads.chain(partners).filter(|name| !name.is_empty() && seen.insert(name.clone())).collect()
}
