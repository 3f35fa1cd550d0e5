//! The table.

use std::fmt::Write;
use std::time::Duration;

use crate::load::Figures;
use crate::questions::{CONSTANT, WRITE};

/// Rows in the order in which they were measured.
#[derive(Default)]
pub struct Table {
    rows: Vec<(&'static str, Figures)>,
}

impl Table {
    /// Adds a row.
    pub fn add(&mut self, name: &'static str, figures: Figures) {
        self.rows.push((name, figures));
    }

    /// The table as text; `raw_writes` a second are what SQLite alone wrote, if that was measured.
    pub fn print(&self, raw_writes: Option<f64>) -> String {
        let constant = self.rate(CONSTANT).unwrap_or(1.0);
        let mut out = format!(
            "{:<34} {:>10} {:>10} {:>10} {:>10} {:>10}\n",
            "question", "a second", "p50", "p99", "cpu", "share"
        );
        for (name, figures) in &self.rows {
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{name:<34} {:>10.0} {:>10} {:>10} {:>7} µs {:>10.3}",
                figures.rate,
                millis(figures.p50),
                millis(figures.p99),
                figures.cpu.as_micros(),
                figures.rate / constant
            );
        }
        let Some(raw_writes) = raw_writes else { return out };
        let ours = self.rate(WRITE).unwrap_or(0.0);
        let _ = writeln!(out, "{:<34} {raw_writes:>10.0}", "the same rows by SQLite alone");
        let _ = write!(out, "{:<34} {:>54.3}", "our writes as a share of those", ours / raw_writes);
        out
    }

    fn rate(&self, name: &str) -> Option<f64> {
        self.rows.iter().find(|(known, _)| *known == name).map(|(_, figures)| figures.rate)
    }
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
