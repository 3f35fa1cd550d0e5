//! The items of lines: whether they may be used (R1), and which were withdrawn under running lines.

use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::{ItemTerms, outlasts};
use shared::ids::{DepartmentId, PlanLineId};
use shared::planning::{LineStatus, PlanStatus};

use super::{PlanLine, PlanningService, repository};
use crate::access::Viewer;
use crate::catalogue::{self, Item};
use crate::db::entity::{plan, plan_line, plan_line_department, plan_line_item};
use crate::db::{Read, Source};
use crate::error::{Error, Result};

/// The terms a line must keep to: of its joint items, and of its departments' items in them, as they are in
/// force on the first day on which somebody may be inspected.
pub async fn terms_of_line(db: &impl Source, line: &PlanLine, today: NaiveDate) -> Result<Vec<ItemTerms>> {
    let id = line.id;
    let items = repository::items_of(db, &[id]).await?.remove(&id).unwrap_or_default();
    let joint = catalogue::joint_items_by_id(db, &items).await?;
    let departments: Vec<DepartmentId> =
        repository::parties_of(db, &[id]).await?.into_iter().map(|party| party.department_id).collect();
    catalogue::task_terms(db, &joint, &departments, line.window_from.max(today)).await
}

/// Whether every item of a line may be used from today until the line ends; the refusal stands at `path`.
pub async fn check_items(db: &impl Source, line: &PlanLine, today: NaiveDate, path: &str) -> Result<()> {
    for item in terms_of_line(db, line, today).await? {
        let usable = item.usable(line.window_from.max(today), line.window_to);
        usable.map_err(|code| Error::at(code, path))?;
    }
    Ok(())
}

impl PlanningService {
    /// The departments' items of lines that were withdrawn before the lines end (R1), for loaders.
    pub async fn withdrawn_items(&self, ids: &[PlanLineId]) -> Result<Vec<(PlanLineId, Item)>> {
        let db = self.core.db().read();
        let joint = repository::items_of(db, ids).await?;
        let all: Vec<_> = joint.values().flatten().copied().collect();
        let mut items = catalogue::items_of(db, &all).await?;
        items.retain(|item| item.withdrawn_on.is_some());
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let parties = repository::parties_of(db, ids).await?;
        let mut found = Vec::new();
        for line in repository::lines_by_id(db, ids).await? {
            if line.status == LineStatus::Withdrawn {
                continue;
            }
            let of_line = joint.get(&line.id).map(Vec::as_slice).unwrap_or_default();
            let takes_part = |id: DepartmentId| {
                parties.iter().any(|party| party.line_id == line.id && party.department_id == id)
            };
            let affected = items.iter().filter(|item| {
                of_line.contains(&item.joint_item_id)
                    && takes_part(item.department_id)
                    && outlasts(item.withdrawn_on, line.window_to)
            });
            found.extend(affected.map(|item| (line.id, item.clone())));
        }
        Ok(found)
    }

    /// Lines that use a department's item after a day: what its withdrawal on that day would flag.
    pub async fn lines_using(&self, viewer: &Viewer, item: &Item, after: NaiveDate) -> Result<Vec<PlanLine>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        if item.division_code != viewer.division {
            return Err(ErrorCode::NotFound.into());
        }
        let with_item = Query::select()
            .column(plan_line_item::Column::LineId)
            .from(plan_line_item::Entity)
            .and_where(plan_line_item::Column::JointItemId.eq(item.joint_item_id))
            .to_owned();
        let with_department = Query::select()
            .column(plan_line_department::Column::LineId)
            .from(plan_line_department::Entity)
            .and_where(plan_line_department::Column::DepartmentId.eq(item.department_id))
            .to_owned();
        // A version that has given way says nothing that the newer one does not.
        let given_way = Query::select()
            .column(plan::Column::Id)
            .from(plan::Entity)
            .and_where(plan::Column::Status.eq(PlanStatus::Amended))
            .to_owned();
        Ok(plan_line::Entity::find()
            .filter(plan_line::Column::PlanId.not_in_subquery(given_way))
            .filter(plan_line::Column::DivisionCode.eq(viewer.division.as_str()))
            .filter(plan_line::Column::Status.ne(LineStatus::Withdrawn))
            .filter(plan_line::Column::WindowTo.gt(after))
            .filter(plan_line::Column::Id.in_subquery(with_item))
            .filter(plan_line::Column::Id.in_subquery(with_department))
            .order_by_asc(plan_line::Column::WindowFrom)
            .order_by_asc(plan_line::Column::Id)
            .rows(self.core.db().read())
            .await?)
    }
}
