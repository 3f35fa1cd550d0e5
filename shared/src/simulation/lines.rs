//! What is put to a simulation.

use serde::{Deserialize, Serialize};

use crate::calendar::WorkCalendar;
use crate::catalogue::{ItemTerms, joint_cap};
use crate::days::Window;
use crate::draw::Method;
use crate::planning::{LineDraft, LinePopulation, draw_method};

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
}

impl SimulatedLine {
    /// A line as it stands in a plan or in a form. `items`: terms and tag of each joint item; the
    /// departments with their officers.
    pub fn of(
        task: String,
        draft: &LineDraft,
        items: Vec<(ItemTerms, Option<String>)>,
        departments: Vec<(String, u32)>,
        wave: Option<String>,
    ) -> Self {
        let (terms, item_tags): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        Self {
            population: LinePopulation {
                task,
                scope: draft.scope.clone(),
                ratios: draft.ratios.clone(),
                draw_mode: draft.draw_mode,
                item_tags,
                opens_door: draft.method.opens_door(),
            },
            method: draw_method(draft, joint_cap(&terms)),
            window: Window { from: draft.window_from, to: draft.window_to },
            departments,
            wave,
            counts: true,
        }
    }
}

/// Numbers of the law and of the place a simulation goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanningRules {
    /// Most visits of one department to one firm in a year (R24).
    pub cap_per_body: Option<u32>,
    /// Most visits of all departments together to one firm in a year (R24).
    pub cap_combined: Option<u32>,
    /// Whether one joint visit counts once, or once for each line carried out in it (R26).
    pub joint_counts_once: bool,
    /// Whether special campaigns count (R25).
    pub special_counts: bool,
    /// Days of each month on which nobody visits, first and last (R33).
    pub quiet_days: Option<(u32, u32)>,
    /// Visits a team can make in a day.
    pub visits_per_day: u32,
}

impl Default for PlanningRules {
    /// What county practice and the notices quoted in R24–R26 and R33 suggest, until a place sets its own.
    fn default() -> Self {
        Self {
            cap_per_body: Some(2),
            cap_combined: Some(4),
            joint_counts_once: true,
            special_counts: true,
            quiet_days: None,
            visits_per_day: 3,
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
