//! What was drawn from what, in the order of the lists.

use std::collections::{BTreeMap, BTreeSet};

/// Most rows an audit takes: draws times those in their lists.
pub const MOST_ROWS: usize = 5_000_000;

/// A list a fixed number was drawn from: one stratum of one draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The draw; series of one draw may share the numbers they are drawn by.
    pub draw: u32,
    /// The stratum, by which lists of different draws are the same list.
    pub name: u32,
    /// Those in the list, by number, in its order.
    pub units: Vec<u32>,
    /// Who was drawn, beside `units`.
    pub drawn: Vec<bool>,
    /// Whether it was drawn by [`crate::draw::Method::Cells`], together with the others of its draw that were.
    pub together: bool,
    /// Whether its draw turns the numbers of the one before, so that who came is meant not to come again.
    pub turned: bool,
}

impl Series {
    /// How many were drawn.
    pub fn quota(&self) -> usize {
        self.drawn.iter().filter(|drawn| **drawn).count()
    }
}

/// Draws of the past.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    pub(super) draws: u32,
    pub(super) units: Vec<String>,
    pub(super) series: Vec<Series>,
}

impl History {
    /// How many draws.
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// Those that were in any list, by number.
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// The lists, draw after draw.
    pub fn series(&self) -> &[Series] {
        &self.series
    }
}

/// What cannot be audited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// Somebody stands twice in one list.
    #[error("{unit:?} stands twice in draw {draw:?}")]
    Twice {
        /// The draw.
        draw: String,
        /// Who.
        unit: String,
    },
    /// More than [`MOST_ROWS`] rows.
    #[error("more than {MOST_ROWS} rows")]
    TooLarge,
}

/// Takes rows in the order of the lists. Draws keep the order in which they first appear.
#[derive(Debug, Default)]
pub struct HistoryBuilder {
    history: History,
    rows: usize,
    draws: BTreeMap<String, u32>,
    names: BTreeMap<String, u32>,
    units: BTreeMap<String, u32>,
    series: BTreeMap<(u32, u32), usize>,
    seen: BTreeSet<(u32, u32)>,
}

impl HistoryBuilder {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next of a list.
    ///
    /// # Errors
    /// [`HistoryError`].
    pub fn add(&mut self, draw: &str, stratum: &str, unit: &str, drawn: bool) -> Result<(), HistoryError> {
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return Err(HistoryError::TooLarge);
        }
        let (draw_no, name_no) = (number(&mut self.draws, draw), number(&mut self.names, stratum));
        let unit_no = number(&mut self.units, unit);
        let known = self.history.series.len();
        let place = *self.series.entry((draw_no, name_no)).or_insert(known);
        if !self.seen.insert((u32::try_from(place).unwrap_or(u32::MAX), unit_no)) {
            return Err(HistoryError::Twice { draw: draw.to_owned(), unit: unit.to_owned() });
        }
        if unit_no as usize == self.history.units.len() {
            self.history.units.push(unit.to_owned());
        }
        if place == known {
            let (units, drawn) = (Vec::new(), Vec::new());
            let (together, turned) = (false, false);
            self.history.series.push(Series { draw: draw_no, name: name_no, units, drawn, together, turned });
        }
        let series = &mut self.history.series[place];
        series.units.push(unit_no);
        series.drawn.push(drawn);
        Ok(())
    }

    /// Says of a list that it was drawn by [`crate::draw::Method::Cells`]; of one that has no rows it says
    /// nothing.
    pub fn together(&mut self, draw: &str, stratum: &str) {
        let known = self.draws.get(draw).zip(self.names.get(stratum));
        let place = known.and_then(|(draw, name)| self.series.get(&(*draw, *name)));
        if let Some(series) = place.and_then(|place| self.history.series.get_mut(*place)) {
            series.together = true;
        }
    }

    /// Says of a draw that it turned the numbers of the one before it.
    pub fn turned(&mut self, draw: &str) {
        let Some(known) = self.draws.get(draw) else { return };
        for series in self.history.series.iter_mut().filter(|series| series.draw == *known) {
            series.turned = true;
        }
    }

    /// What was taken in; series stand draw after draw.
    pub fn finish(mut self) -> History {
        self.history.draws = u32::try_from(self.draws.len()).unwrap_or(u32::MAX);
        self.history.series.sort_by_key(|series| (series.draw, series.name));
        self.history
    }
}

fn number(known: &mut BTreeMap<String, u32>, name: &str) -> u32 {
    if let Some(number) = known.get(name) {
        return *number;
    }
    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
    known.insert(name.to_owned(), next);
    next
}
