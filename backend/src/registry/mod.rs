//! The two libraries (两库): doors and inspection subjects; inspectors and experts.
//!
//! Subjects come from files, merged by credit code; a row that did not change changes nothing, and every
//! change of a field is kept as history. A door is shared where the address names one.

mod bulk;
mod facets;
mod import;
mod inspector_history;
mod inspectors;
mod library;
mod merge;
mod pinyin;
mod reports;
mod repository;
mod rules;
mod service;
mod views;

pub use bulk::{BulkEditJob, BulkInput, Example, Preview, ValueChange};
pub use facets::{IN_SERVICE, LEFT};
pub use import::{ImportOptions, SubjectImport, import_file};
pub use inspectors::{InspectorFilter, import_inspectors};
pub use library::Library;
pub use merge::MergeCounts;
pub use reports::{ReportInput, ReportList, SourceReport, reports_waiting, value_of};
pub use repository::facets::FacetCount;
pub use repository::inspectors::{active_inspectors, inspectors_by_id, inspectors_for};
pub use repository::subjects::{
    SubjectFact, SubjectFilter, codes_among, responsible, sites_by_code, subjects_at, subjects_by_id,
};
pub use rules::TagRuleInput;
pub use service::RegistryService;
pub use views::{SavedView, ViewInput};

/// Why the department is responsible that registered a subject: of its trade it says nothing.
pub const REGISTRAR: &str = "登记机关";

/// A subject.
pub type Subject = crate::db::entity::subject::Model;
/// A door.
pub type Site = crate::db::entity::site::Model;
/// A department that is responsible for a subject.
pub type Responsible = crate::db::entity::subject_department::Model;
/// An entry of a subject's history.
pub type SubjectChange = crate::db::entity::subject_change::Model;
/// An entry of an inspector's history.
pub type InspectorChange = crate::db::entity::inspector_change::Model;
/// An inspector.
pub type Inspector = crate::db::entity::inspector::Model;
/// An expert.
pub type Expert = crate::db::entity::expert::Model;
/// A rule that tags subjects.
pub type TagRule = crate::db::entity::tag_rule::Model;
