//! The planning table on its way to the server and back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ErrorCode;

use super::queries::PlanDetail;
use super::table_words::{EXPORT_TABLE, TABLE_NAME};
use crate::api::{self, Coded, Date, schema};
use crate::components::Button;
use crate::locales::*;
use crate::mutation;
use crate::platform::download;
use crate::state::toasts::Toasts;

/// The media type of XLSX.
pub const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Which file comes into which plan.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct ImportPlanTableInput {
    /// Write the lines; otherwise the table is only read.
    pub apply: bool,
    /// The department whose lines they are.
    pub lead_id: cynic::Id,
    /// The plan.
    pub plan_id: cynic::Id,
    /// The uploaded file.
    pub upload_id: cynic::Id,
}

/// A row that becomes a line.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PlanTableRow {
    /// Its number in the sheet.
    pub row: i32,
    /// Title.
    pub title: String,
    /// Joint items.
    pub items: Vec<String>,
    /// Departments invited.
    pub partners: Vec<String>,
    /// Ratios, in words.
    pub ratios: String,
    /// First day.
    pub window_from: Date,
    /// Last day.
    pub window_to: Date,
}

/// What is wrong in a cell.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PlanTableProblem {
    /// Row of the sheet.
    pub row: i32,
    /// Heading of the column.
    pub column: String,
    /// What was refused.
    pub code: Coded<ErrorCode>,
    /// The cell.
    pub content: String,
}

/// A table as it was read.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
pub struct PlanTable {
    /// Its rows.
    pub rows: Vec<PlanTableRow>,
    /// What is wrong.
    pub problems: Vec<PlanTableProblem>,
    /// Lines that were written.
    pub written: i32,
}

mutation!($ /// Reads a table, and writes its lines if asked to.
    import_plan_table(ImportPlanTableInput) -> "PlanTablePayload" { plan_table: PlanTable });

/// Hands the plan out as a spreadsheet.
#[component]
pub fn ExportTable(
    /// The plan.
    plan: PlanDetail,
) -> impl IntoView {
    let (busy, toasts) = (RwSignal::new(false), Toasts::of_app());
    let plan = StoredValue::new((plan.id, plan.title));
    let save = Callback::new(move |()| {
        busy.set(true);
        let (id, title) = plan.get_value();
        spawn_local(async move {
            match api::download(&format!("/api/plans/{}/table.xlsx", id.inner())).await {
                Ok(bytes) => download::save(&fill(TABLE_NAME, &[&title]), SPREADSHEET, &bytes),
                Err(error) => toasts.bad(error.words()),
            }
            busy.try_set(false);
        });
    });
    view! { <Button label=t(EXPORT_TABLE) busy=busy on_press=save /> }
}
