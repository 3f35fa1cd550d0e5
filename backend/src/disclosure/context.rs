//! What stands around published results: firm, item, task, plan. Gathered in few queries, for packages and
//! public files.

use std::collections::{BTreeMap, BTreeSet};

use shared::Lang;
use shared::ids::{DepartmentId, ItemId, PlanId, PlanLineId, SubjectId, VisitId, VisitItemId, WaveId};
use shared::visit::PackageRow;

use crate::clock::civil_day;
use crate::db::Source;
use crate::error::{Error, Result};
use crate::planning::{Plan, PlanLine};
use crate::registry::Subject;
use crate::visit::{ResultRow, Visit, VisitItem};
use crate::{catalogue, draw, organisation, planning, registry, visit};

/// Most ids of one query.
const PIECE: usize = 500;

/// A published result with what stands around it.
#[derive(Debug, Clone)]
pub struct Told {
    /// The result.
    pub row: ResultRow,
    /// The item at the visit.
    pub visit_item: VisitItem,
    /// The firm.
    pub subject: Subject,
    /// Name of what was inspected.
    pub item: String,
    /// Name of the department that checked.
    pub department: String,
    /// Code of the draw.
    pub wave: String,
    /// The line it was drawn for, with its plan; none of waves from elsewhere.
    pub line: Option<(Plan, PlanLine)>,
}

struct Around {
    items: BTreeMap<VisitItemId, VisitItem>,
    visits: BTreeMap<VisitId, Visit>,
    subjects: BTreeMap<SubjectId, Subject>,
    names: BTreeMap<ItemId, String>,
    departments: BTreeMap<DepartmentId, String>,
    waves: BTreeMap<WaveId, String>,
    lines: BTreeMap<(WaveId, String), PlanLineId>,
    plan_lines: BTreeMap<PlanLineId, PlanLine>,
    plans: BTreeMap<PlanId, Plan>,
}

/// Fetches rows by ids, in pieces.
macro_rules! by_id {
    ($db:expr, $ids:expr, $load:path) => {{
        let ids: Vec<_> = $ids.collect::<BTreeSet<_>>().into_iter().collect();
        let mut found = BTreeMap::new();
        for piece in ids.chunks(PIECE) {
            found.extend($load($db, piece).await?.into_iter().map(|row| (row.id, row)));
        }
        found
    }};
}

async fn around(db: &impl Source, rows: &[ResultRow]) -> Result<Around> {
    let items = by_id!(db, rows.iter().map(|row| row.visit_item_id), visit::visit_items_by_id);
    let visits = by_id!(db, items.values().map(|item| item.visit_id), visit::visits_by_id);
    let subjects = by_id!(db, rows.iter().map(|row| row.subject_id), registry::subjects_by_id);
    let own = by_id!(db, items.values().map(|item| item.item_id), catalogue::items_by_id);
    let own_ids: BTreeSet<DepartmentId> = rows.iter().map(|row| row.department_id).collect();
    let departments = organisation::departments_by_id(db, own_ids).await?;
    let waves: BTreeMap<WaveId, draw::Wave> =
        by_id!(db, visits.values().map(|visit| visit.wave_id), draw::waves_by_id);
    let ids: Vec<WaveId> = waves.keys().copied().collect();
    let mut lines = BTreeMap::new();
    for piece in ids.chunks(PIECE) {
        let found = draw::lines_of_waves(db, piece).await?;
        lines.extend(found.into_iter().map(|row| ((row.wave_id, row.task_code), row.line_id)));
    }
    let plan_lines: BTreeMap<PlanLineId, PlanLine> =
        by_id!(db, lines.values().copied(), planning::lines_by_id);
    let plans = by_id!(db, plan_lines.values().map(|line| line.plan_id), planning::plans_by_id);
    Ok(Around {
        items,
        visits,
        subjects,
        names: own.into_iter().map(|(id, row): (ItemId, catalogue::Item)| (id, row.name)).collect(),
        departments: departments.into_iter().map(|row| (row.id, row.name)).collect(),
        waves: waves.into_iter().map(|(id, row)| (id, row.code)).collect(),
        lines,
        plan_lines,
        plans,
    })
}

impl Around {
    fn tell(&self, row: ResultRow) -> Option<Told> {
        let visit_item = self.items.get(&row.visit_item_id)?.clone();
        let visit = self.visits.get(&visit_item.visit_id)?;
        let line = self
            .lines
            .get(&(visit.wave_id, visit_item.task_code.clone()))
            .and_then(|id| self.plan_lines.get(id))
            .and_then(|line| Some((self.plans.get(&line.plan_id)?.clone(), line.clone())));
        Some(Told {
            subject: self.subjects.get(&row.subject_id)?.clone(),
            item: self.names.get(&visit_item.item_id)?.clone(),
            department: self.departments.get(&row.department_id)?.clone(),
            wave: self.waves.get(&visit.wave_id)?.clone(),
            line,
            visit_item,
            row,
        })
    }
}

/// Published results with what stands around them, in the same order.
pub async fn tell(db: &impl Source, rows: Vec<ResultRow>) -> Result<Vec<Told>> {
    let around = around(db, &rows).await?;
    rows.into_iter()
        .map(|row| around.tell(row).ok_or_else(|| Error::broken("a result without what it is about")))
        .collect()
}

/// The rows of a package.
pub async fn package_rows(db: &impl Source, rows: Vec<ResultRow>) -> Result<Vec<PackageRow>> {
    Ok(tell(db, rows).await?.into_iter().map(package_row).collect())
}

fn package_row(told: Told) -> PackageRow {
    let day = told.visit_item.on_day;
    let (plan, title, targeting, window) = match &told.line {
        Some((plan, line)) => (
            (plan.number.clone(), plan.title.clone()),
            line.title.clone(),
            line.targeting.label(Lang::Zh).to_owned(),
            (line.window_from, line.window_to),
        ),
        None => Default::default(),
    };
    PackageRow {
        plan,
        task: (format!("{}-{}", told.wave, told.visit_item.task_code), title),
        targeting,
        department: told.department,
        window: if told.line.is_some() { window } else { (day, day) },
        subject: told.subject.name,
        uscc: told.subject.uscc.unwrap_or_default(),
        item: told.item,
        method: told.visit_item.method,
        code: told.row.code,
        found_on: told.row.found_on,
        published_on: told.row.decided_at.map_or(told.row.found_on, civil_day),
        correction: told.row.correction_reason.unwrap_or_default(),
    }
}
