//! The annual plan (年度抽查计划): lines proposed by departments, confirmed by partners, signed by heads,
//! approved by the joint-meeting office, filed with the government, published.
//!
//! A line is its lead department's to write and its partners' to confirm; nothing reaches the office
//! before all have confirmed and every head has signed. Nothing may be drawn from an unpublished plan.

mod amend;
mod content;
mod copy;
mod decide;
mod duties;
mod files;
mod items;
mod line;
mod matrix;
mod office;
mod outlook;
mod papers;
mod population;
mod publish;
mod receipt;
mod repository;
mod rules;
mod service;
mod steps;
mod table_in;
mod table_out;
mod together;
mod versions;

pub use amend::{being_amended, families, family_of};
pub use content::Compared;
pub use decide::LineDecision;
pub use duties::{PlanDuty, plan_duties};
pub use files::may_see_file;
pub use items::check_items;
pub use line::LineInput;
pub use matrix::{MatrixInput, departs_from};
pub use outlook::PlanBasis;
pub use receipt::{Receipt, hash_again};
pub use repository::{items_of, lines_by_id, lock_plan, parties_of, plan, plans_by_id};
pub use rules::rules_of;
pub use service::{LineFigures, LineFilter, PlanningService};
pub use table_in::{PlanTable, TableInput};
pub use together::{ChangeFilter, Comment, CommentInput, Mentionable, Mentioned, PlanChange, Present, Told};
pub use versions::{Amended, LineDifference};

/// A plan.
pub type Plan = crate::db::entity::plan::Model;
/// A matrix of ratios.
pub type Matrix = crate::db::entity::ratio_matrix::Model;
/// A version of a matrix.
pub type MatrixVersion = crate::db::entity::ratio_matrix_version::Model;
/// A line.
pub type PlanLine = crate::db::entity::plan_line::Model;
/// A department's part in a line.
pub type Party = crate::db::entity::plan_line_department::Model;
/// A step a plan or line took.
pub type Decision = crate::db::entity::plan_decision::Model;
/// A publication of a plan.
pub type Publication = crate::db::entity::plan_publication::Model;

/// A file of a plan, with what was uploaded.
#[derive(Debug, Clone)]
pub struct PlanFile {
    /// Which plan, what it is, by whom and when.
    pub row: crate::db::entity::plan_document::Model,
    /// The file.
    pub file: crate::uploads::Upload,
}

/// A line as the rules in `shared` take it.
pub fn draft_of(line: &PlanLine) -> shared::planning::LineDraft {
    let small = |number: i64| u32::try_from(number).unwrap_or(0);
    shared::planning::LineDraft {
        title: line.title.clone(),
        kind: line.kind,
        special_reason: line.special_reason.clone(),
        targeting: line.targeting,
        scope: line.scope.0.clone(),
        draw_mode: line.draw_mode,
        ratios: line.ratios.0.clone(),
        rounding: line.rounding,
        reserve: small(line.reserve),
        batches: small(line.batches),
        method: line.method,
        on_site_reason: line.on_site_reason.clone(),
        window_from: line.window_from,
        window_to: line.window_to,
    }
}
