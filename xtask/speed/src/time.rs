//! Clock and memory of this process.

use std::time::{Duration, Instant};

use crate::Result;

/// What `work` gives, and how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let value = work();
    (value, begin.elapsed())
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Megabytes of memory this process has now, and the most it ever had (`VmRSS` and `VmHWM`), in bytes.
pub fn memory() -> Result<(u64, u64)> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let bytes = |name: &str| -> Option<u64> {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilo| kilo * 1024)
    };
    bytes("VmRSS:").zip(bytes("VmHWM:")).ok_or_else(|| "/proc/self/status tells no memory".into())
}

/// From here on the most is counted anew.
pub fn forget_peak() -> Result {
    Ok(std::fs::write("/proc/self/clear_refs", "5")?)
}
