//! Whether draws of the past look like draws: an audit that anybody can run on any list, ours or another
//! system's (`docs/ALGORITHMS.md` §8; acceptance 7 of the specification).
//!
//! The question is always the same: if in every stratum each set of the drawn size had been equally likely,
//! how often would chance alone look as strange as this? It is answered by drawing anew, many times, on the
//! very lists that were drawn from, so no formula has to fit. A pass proves nothing about a single draw; it
//! says that this list gives no reason for doubt.

mod bundles;
mod csv;
mod history;
mod measure;
mod report;
mod rows;
mod together;
mod trial;

pub use bundles::{BundleFault, history_of};
pub use csv::{CsvError, read_csv};
pub use history::{History, HistoryBuilder, HistoryError, MOST_ROWS, Series};
pub use report::{Audit, Bin, FairnessReport, Finding, LEVEL, Lag, Times, Verdict, audit};
pub use rows::{Columns, RowError};

coded_enum! {
    /// What is asked of the draws.
    pub enum Trait {
        /// Some are drawn too often and others too seldom, taken together.
        Uniformity = "UNIFORMITY" ("被抽次数均匀", "Evenly drawn"),
        /// Drawn ones follow each other at fixed distances in the list.
        Distance = "DISTANCE" ("名单中间隔无规律", "No fixed distance in the list"),
        /// Drawn ones stand in clusters, or avoid each other, in the list.
        Runs = "RUNS" ("名单中聚散无规律", "No clusters in the list"),
        /// Too many were never drawn.
        Never = "NEVER" ("从未抽中的户数", "Never drawn"),
        /// The same ones come again, or are spared, in the next draw.
        Repeats = "REPEATS" ("相邻两次重复", "Repeats in the next draw"),
        /// Whole draws that came out the same.
        Outcomes = "OUTCOMES" ("结果完全相同的次数", "Whole draws alike"),
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod together_tests;
