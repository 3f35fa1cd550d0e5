//! Stages of a long task: each says how long it took and how many checks passed.

use std::time::{Duration, Instant};

use crate::Result;

/// Checks that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: u64,
    /// Failed, or could not run.
    pub failed: u64,
}

impl Count {
    /// One check that passed.
    pub const ONE: Self = Self { passed: 1, failed: 0 };
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The stages so far.
#[derive(Default)]
pub struct Stages {
    done: Vec<(String, Duration, Count, Option<String>)>,
}

impl Stages {
    /// Runs a stage. An error counts as one failure and does not stop the others.
    pub fn stage(&mut self, name: &str, work: impl FnOnce() -> Result<Count>) -> bool {
        println!("\n── {name} ──");
        let started = Instant::now();
        let (count, error) = match work() {
            Ok(count) => (count, None),
            Err(error) => (Count { passed: 0, failed: 1 }, Some(error.to_string())),
        };
        if let Some(error) = &error {
            eprintln!("{name}: {error}");
        }
        let took = started.elapsed();
        println!("── {name}: {} passed, {} failed, {} ──", count.passed, count.failed, seconds(took));
        let good = count.failed == 0;
        self.done.push((name.to_owned(), took, count, error));
        good
    }

    /// A stage that is one check.
    pub fn check(&mut self, name: &str, work: impl FnOnce() -> Result) -> bool {
        self.stage(name, || work().map(|()| Count::ONE))
    }

    /// The table of all stages and, as the last line, the sum. Whether everything passed.
    pub fn finish(self) -> bool {
        let mut sum = Count::default();
        let mut took = Duration::ZERO;
        println!("\n{:<24} {:>9} {:>8} {:>8}", "stage", "time", "passed", "failed");
        for (name, time, count, error) in self.done {
            println!("{name:<24} {:>9} {:>8} {:>8}", seconds(time), count.passed, count.failed);
            if let Some(error) = error {
                println!("    {}", error.lines().next().unwrap_or_default());
            }
            sum += count;
            took += time;
        }
        println!("{:<24} {:>9}", "together", seconds(took));
        println!("{} passed, {} failed", sum.passed, sum.failed);
        sum.failed == 0 && sum.passed > 0
    }
}

/// `83.2 s`
pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
