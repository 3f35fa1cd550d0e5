//! What is put to a simulation.

use super::PlanningRules;
use crate::calendar::WorkCalendar;
use crate::days::Window;
use crate::draw::Method;
use crate::planning::{LineDraft, LineKind, LinePopulation, draw_method};

/// A plan line as the simulation takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatedLine {
    /// Whom it is about; the task's identifier names the line.
    pub population: LinePopulation,
    /// How its doors are chosen.
    pub method: Method,
    /// When they are visited.
    pub window: Window,
    /// Departments that go, with how many officers each.
    pub departments: Vec<(String, u32)>,
    /// Lines with the same word are drawn together and share their visits; a line without one is drawn
    /// on its own.
    pub wave: Option<String>,
    /// Whether its visits count toward yearly caps (R25).
    pub counts: bool,
    /// Whether it is a special campaign, which counts where the rules say so (R25).
    pub special: bool,
}

impl SimulatedLine {
    /// A line as it stands in a plan or in a form. `cap`: what its items allow together, in basis points
    /// (`catalogue::joint_cap`); `item_tags`: the tag of each joint item; the departments with their
    /// officers.
    pub fn of(
        task: String,
        draft: &LineDraft,
        cap: Option<u32>,
        item_tags: Vec<Option<String>>,
        departments: Vec<(String, u32)>,
        wave: Option<String>,
    ) -> Self {
        Self {
            population: LinePopulation {
                task,
                scope: draft.scope.clone(),
                ratios: draft.ratios.clone(),
                draw_mode: draft.draw_mode,
                item_tags,
                opens_door: draft.method.opens_door(),
            },
            method: draw_method(draft, cap),
            window: Window { from: draft.window_from, to: draft.window_to },
            departments,
            wave,
            counts: true,
            special: draft.kind == LineKind::Special,
        }
    }
}

/// The days of a plan's year on which visits may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDays {
    /// Month (0–11) of each open day, in order.
    pub(super) months: Vec<u8>,
    days: Vec<chrono::NaiveDate>,
}

impl OpenDays {
    /// Working days of the year that are not quiet.
    pub fn of(year: i32, calendar: &WorkCalendar, rules: &PlanningRules) -> Self {
        use chrono::Datelike;
        let quiet = |day: chrono::NaiveDate| {
            rules.quiet_days.is_some_and(|(first, last)| (first..=last).contains(&day.day()))
        };
        let days: Vec<_> = chrono::NaiveDate::from_ymd_opt(year, 1, 1)
            .into_iter()
            .flat_map(|first| first.iter_days())
            .take_while(|day| day.year() == year)
            .filter(|day| calendar.is_working_day(*day) && !quiet(*day))
            .collect();
        let months = days.iter().map(|day| u8::try_from(day.month0()).unwrap_or(11)).collect();
        Self { months, days }
    }

    /// First and last open day of a window, by index; nothing if none lies in it.
    pub(super) fn within(&self, window: Window) -> Option<(usize, usize)> {
        let first = self.days.partition_point(|day| *day < window.from);
        let after = self.days.partition_point(|day| *day <= window.to);
        (first < after).then(|| (first, after - 1))
    }

    /// Open days in each month.
    pub fn per_month(&self) -> [u32; 12] {
        let mut counts = [0; 12];
        self.months.iter().for_each(|month| counts[usize::from(*month)] += 1);
        counts
    }
}
