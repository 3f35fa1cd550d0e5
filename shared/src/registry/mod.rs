//! The library of inspection subjects (检查对象名录库): what a row of a file becomes.

pub mod address;
pub mod columns;
pub mod kind;
pub mod row;
pub mod tagging;

pub use address::{Place, Places, SiteKey, door_name, normalise_address, site_key};
pub use columns::{ColumnMap, Field};
pub use kind::{RiskClass, SubjectKind, SubjectStatus, recognise_kind};
pub use row::{RowProblem, SubjectRow, read_row};
pub use tagging::{TagRule, check_tag, tags_for};
