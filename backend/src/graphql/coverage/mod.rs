//! Gaps, conflicts, eligibility, the register of leave and recusal.

mod duties;
mod eligible;
mod gaps;
mod mutation;
mod query;
mod register;

pub use mutation::CoverageMutation;
pub use query::CoverageQuery;
