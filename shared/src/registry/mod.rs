//! The library of inspection subjects (检查对象名录库): what a row of a file becomes.

pub mod address;
pub mod bulk;
pub mod certificate;
pub mod columns;
pub mod facets;
pub mod kind;
pub mod report;
pub mod row;
pub mod tagging;

pub use address::{Place, Places, SiteKey, door_name, normalise_address, site_key};
pub use bulk::{BulkEdit, Reach, RiskDecision, RuleUse, Seen, TagOrigin, Verdict};
pub use certificate::{Certificate, certificate};
pub use columns::{ColumnMap, Field};
pub use facets::{Facet, LibraryKind};
pub use kind::{RiskClass, SubjectKind, SubjectStatus, recognise_kind};
pub use report::{ReportField, ReportStatus};
pub use row::{RowProblem, SubjectRow, read_row};
pub use tagging::{TagRule, check_tag, tags_for};
