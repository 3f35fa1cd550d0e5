//! 监管空白与职责冲突: what nobody watches, what cannot be watched, and what two departments claim
//! (`domain.md` S5, S6; glossary `coverage_gap`).
//!
//! Everything is computed from counts: how many subjects of a kind and tag a town has, which items there are,
//! who may be sent. The work grows with towns, items and officers, never with subjects.

mod conflicts;
mod gaps;
#[cfg(test)]
mod tests;

pub use conflicts::{
    Claim, ClaimBasis, Conflict, DutyMatch, LineClaim, LineWarning, Standing, conflicts, line_warnings,
    standing,
};
pub use gaps::{
    Cell, Counted, Coverage, CoveredItem, Department, LEAST_OFFICERS, Shortage, cell_of, coverage,
};
