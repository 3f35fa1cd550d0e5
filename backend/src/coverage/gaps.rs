//! The report of gaps.

use chrono::NaiveDate;
use shared::code::DivisionCode;
use shared::coverage::{Coverage, CoveredItem, Department, coverage};

use super::repository::counts::{self, Unwatched};
use super::service::reader;
use super::{CoverageService, Roster};
use crate::access::Viewer;
use crate::catalogue::{self, StandingItem};
use crate::error::{Error, Result};
use crate::registry::{self, Subject};
use crate::{exchange, organisation};
use shared::{ErrorCode, Lang};

/// Subjects shown of those nobody is responsible for.
const EXAMPLES: u64 = 8;

/// What is not covered within a window.
#[derive(Debug, Clone)]
pub struct GapReport {
    /// First and last day.
    pub window: (NaiveDate, NaiveDate),
    /// Subjects without a responsible department, by town.
    pub unassigned: Vec<(DivisionCode, u64)>,
    /// The first few of them.
    pub examples: Vec<Subject>,
    /// Subjects for whom only the department is responsible that registered them, by town.
    pub registrar_only: Vec<(DivisionCode, u64)>,
    /// The first few of them.
    pub registrar_only_examples: Vec<Subject>,
    /// Items and officers.
    pub coverage: Coverage,
    /// The items that were looked at.
    pub items: Vec<StandingItem>,
    /// Departments that inspect, in their order.
    pub departments: Vec<organisation::Department>,
}

impl CoverageService {
    /// What is not covered from a day to another.
    pub async fn gaps(&self, viewer: &Viewer, window: (NaiveDate, NaiveDate)) -> Result<GapReport> {
        let owner = reader(viewer)?;
        if window.1 < window.0 {
            return Err(Error::at(ErrorCode::WindowOrder, "to"));
        }
        let db = self.core.db().read();
        // The office and other coordinating bodies never inspect (R22).
        let mut departments: Vec<_> = organisation::departments_in(db, owner).await?.into_values().collect();
        departments.retain(|department| department.can_inspect);
        departments.sort_by_key(|department| (department.position, department.id));
        let mut items = catalogue::standing_items(db, owner, window.0).await?;
        items.retain(|item| departments.iter().any(|department| department.id == item.item.department_id));
        let roster = Roster::of(db, registry::active_inspectors(db, owner).await?).await?;
        let counted = counts::counted(db, owner).await?;
        let experts = counts::expert_fields(db, owner).await?;
        let covered: Vec<CoveredItem> = items.iter().map(covered).collect();
        let of = |department: &organisation::Department| Department {
            id: department.id,
            officers: roster.of_department(department.id).map(|row| roster.officer(row)).collect(),
        };
        let staffed: Vec<Department<'_>> = departments.iter().map(of).collect();
        let only_registrar = (Unwatched::ButByRegistrar, EXAMPLES);
        let coverage = coverage(&counted, &covered, &staffed, &experts, window);
        Ok(GapReport {
            window,
            unassigned: counts::unwatched_by_town(db, owner, Unwatched::ByAnybody).await?,
            examples: counts::unwatched_examples(db, owner, (Unwatched::ByAnybody, EXAMPLES)).await?,
            registrar_only: counts::unwatched_by_town(db, owner, Unwatched::ButByRegistrar).await?,
            registrar_only_examples: counts::unwatched_examples(db, owner, only_registrar).await?,
            coverage,
            items,
            departments,
        })
    }

    /// The same as a table for a spreadsheet: one gap a row.
    pub async fn gaps_file(
        &self,
        viewer: &Viewer,
        window: (NaiveDate, NaiveDate),
        lang: Lang,
    ) -> Result<Vec<u8>> {
        let report = self.gaps(viewer, window).await?;
        let divisions = organisation::divisions(self.core.db().read()).await?;
        let place = |code: &DivisionCode| {
            let known = divisions.iter().find(|division| division.code == *code);
            known.map_or_else(|| code.to_string(), |division| division.name.clone())
        };
        Ok(file(&report, &place, lang))
    }
}

fn covered(item: &StandingItem) -> CoveredItem {
    CoveredItem {
        id: item.item.id,
        department: item.item.department_id,
        field: item.joint.field.clone(),
        tag: item.joint.tag.clone(),
        kinds: item.content.subject_kinds.clone(),
        methods: item.content.methods.clone(),
    }
}

/// Words of the file, in Chinese and English.
const HEADINGS: [(&str, &str); 6] = [
    ("空白类型", "Gap"),
    ("乡镇街道", "Town"),
    ("部门", "Department"),
    ("事项", "Item"),
    ("检查对象数", "Subjects"),
    ("可派人员数", "Officers"),
];
const UNASSIGNED: (&str, &str) = ("无责任部门的检查对象", "Subjects without a department");
const REGISTRAR_ONLY: (&str, &str) = ("仅登记机关负责的检查对象", "Subjects with the registrar alone");
const IDLE: (&str, &str) = ("无检查对象的事项", "Item without a subject");
const SHORT: (&str, &str) = ("可派人员不足两人", "Fewer than two officers");
const NO_EXPERT: (&str, &str) = ("缺少专家", "No expert");

fn file(report: &GapReport, place: &dyn Fn(&DivisionCode) -> String, lang: Lang) -> Vec<u8> {
    let word = |(zh, en): (&'static str, &'static str)| if lang == Lang::Zh { zh } else { en };
    let mut out = exchange::CsvOut::new(&HEADINGS.map(word));
    for (kind, rows) in [(UNASSIGNED, &report.unassigned), (REGISTRAR_ONLY, &report.registrar_only)] {
        for (town, subjects) in rows {
            out.row(&[word(kind), &place(town), "", "", &subjects.to_string(), ""]);
        }
    }
    let named = |id: shared::ids::ItemId| {
        let item = report.items.iter().find(|item| item.item.id == id)?;
        let department = report.departments.iter().find(|row| row.id == item.item.department_id)?;
        Some((department.name.as_str(), format!("{} {}", item.item.code, item.item.name)))
    };
    for shortage in &report.coverage.shortages {
        if let Some((department, item)) = named(shortage.item) {
            let (subjects, officers) = (shortage.subjects.to_string(), shortage.officers.to_string());
            out.row(&[word(SHORT), &place(&shortage.town), department, &item, &subjects, &officers]);
        }
    }
    for (kind, ids) in [(IDLE, &report.coverage.idle), (NO_EXPERT, &report.coverage.without_experts)] {
        for (department, item) in ids.iter().filter_map(|id| named(*id)) {
            out.row(&[word(kind), "", department, &item, "", ""]);
        }
    }
    out.finish()
}
