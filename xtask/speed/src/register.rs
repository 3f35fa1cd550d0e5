//! A register of doors: every door is in the frame of eight departments, as it would be after the scope
//! was applied. Names and task codes are as long as the product's.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use shared::draw::{CellSet, Frame, FrameBuilder, FrameError, Method, Rounding, Task};

/// Departments, each with one task.
pub const DEPARTMENTS: usize = 8;
/// Bytes of a door's identifier.
const WIDTH: usize = 14;
const CLASSES: [&str; 4] = ["A", "B", "C", "D"];
/// Two classes of four: a door's risk in one trade and in another.
const SETS: usize = 16;

/// Doors in one buffer, in the order in which they arrive.
pub struct Register {
    names: String,
    sets: Vec<u8>,
}

/// Numbers that look random and are always the same.
pub fn spread(number: u64) -> u64 {
    let mixed = (number ^ number >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16
}

impl Register {
    /// This many doors by name, as a database gives them by its index.
    pub fn in_order(sites: usize) -> Self {
        Self::of(0..sites)
    }

    /// The same doors shuffled.
    pub fn shuffled(sites: usize) -> Self {
        let mut order: Vec<usize> = (0..sites).collect();
        order.sort_by_cached_key(|site| spread(*site as u64));
        Self::of(order)
    }

    fn of(order: impl IntoIterator<Item = usize>) -> Self {
        use std::fmt::Write;
        let mut register = Self { names: String::new(), sets: Vec::new() };
        for site in order {
            // Writing to a string cannot fail.
            let _ = write!(register.names, "410481-{site:07}");
            let set = spread(site as u64) % SETS as u64;
            register.sets.push(u8::try_from(set).unwrap_or(0));
        }
        register
    }

    /// How many doors.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Identifier of a door.
    pub fn name(&self, door: usize) -> &str {
        &self.names[door * WIDTH..(door + 1) * WIDTH]
    }

    /// The frame, collected on all cores.
    pub fn frame(&self) -> Result<Frame, FrameError> {
        let cores = rayon::current_num_threads();
        let part = self.len().div_ceil(cores);
        let parts: Vec<FrameBuilder> = (0..cores)
            .into_par_iter()
            .map(|core| self.collect(core * part..((core + 1) * part).min(self.len())))
            .collect::<Result<_, _>>()?;
        let mut parts = parts.into_iter();
        let mut builder = parts.next().unwrap_or_default();
        parts.try_for_each(|more| builder.append(more))?;
        builder.build()
    }

    fn collect(&self, range: Range<usize>) -> Result<FrameBuilder, FrameError> {
        let mut builder = FrameBuilder::new();
        let tasks = tasks();
        let sets: Vec<CellSet> = (0..SETS)
            .map(|set| {
                builder.cell_set(
                    tasks.iter().enumerate().map(|(index, task)| (task.id.as_str(), stratum(index, set))),
                )
            })
            .collect::<Result<_, _>>()?;
        // The others are added to the first.
        let room = if range.start == 0 { self.len() } else { range.len() };
        builder.reserve(room, room * WIDTH);
        for door in range {
            builder.add_with(self.name(door), sets[usize::from(self.sets[door])])?;
        }
        Ok(builder)
    }
}

/// Three tasks go by the one class, three by the other, two by none.
fn stratum(task: usize, set: usize) -> &'static str {
    match task {
        0..3 => CLASSES[set % 4],
        3..6 => CLASSES[set / 4],
        _ => "ALL",
    }
}

/// The departments' tasks: one to two doors in a hundred, more where the risk is higher.
pub fn tasks() -> Vec<Task> {
    let task = |index: usize| {
        let by_class: [(&str, u32); 4] = [("A", 50), ("B", 100), ("C", 150), ("D", 200)];
        let strata: &[(&str, u32)] = if index < 6 { &by_class } else { &[("ALL", 100)] };
        let strata = strata.iter().map(|(name, ratio)| ((*name).to_owned(), *ratio)).collect();
        Task {
            id: format!("T{:03}", index + 1),
            method: Method::Srs { rounding: Rounding::HalfUp, strata, reserve: 20, cap_bp: Some(500) },
        }
    };
    (0..DEPARTMENTS).map(task).collect()
}
