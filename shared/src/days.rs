//! When a door is visited: as few days as possible, then evenly (`docs/ALGORITHMS.md` §6).

use chrono::NaiveDate;

/// A period, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Window {
    /// Whether the day lies inside.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(|day| *day <= self.to)
    }
}

/// A window in which every day is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoOpenDay {
    /// Which of the windows.
    pub window: usize,
}

/// One day at a door, and how far it may be moved without opening another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitDay {
    /// The day.
    pub day: NaiveDate,
    /// The windows (by index) served on it.
    pub windows: Vec<usize>,
    /// The common part of those windows.
    pub leeway: Window,
}

/// The fewest days that serve every window of one door. Greedy by earliest end, which is optimal for
/// intervals: each window takes the latest day already open that lies inside it, else the latest day in
/// it that is not closed.
pub fn fewest_days(
    windows: &[Window],
    is_open: impl Fn(NaiveDate) -> bool,
) -> Result<Vec<VisitDay>, NoOpenDay> {
    let mut order: Vec<usize> = (0..windows.len()).collect();
    order.sort_by_key(|index| (windows[*index].to, windows[*index].from, *index));
    let mut days: Vec<VisitDay> = Vec::new();
    for index in order {
        let window = windows[index];
        let serving =
            days.iter_mut().filter(|known| window.contains(known.day)).max_by_key(|known| known.day);
        if let Some(known) = serving {
            known.windows.push(index);
            known.leeway.from = known.leeway.from.max(window.from);
            known.leeway.to = known.leeway.to.min(window.to);
        } else {
            let day = window.days().filter(|day| is_open(*day)).last().ok_or(NoOpenDay { window: index })?;
            days.push(VisitDay { day, windows: vec![index], leeway: window });
        }
    }
    days.sort_by_key(|known| known.day);
    Ok(days)
}

/// A visit day to be placed: the departments (by index) that come, and the days it may fall on.
#[derive(Debug, Clone)]
pub struct Placement {
    /// What decides between equals; the wave's number of the door.
    pub rank: [u8; 32],
    /// Departments that take part.
    pub departments: Vec<usize>,
    /// Leeway from [`fewest_days`].
    pub leeway: Window,
}

/// Spreads visit days over the open days of their leeway so that no department has more on a day than
/// it must. `capacity` is how many visits a department can make a day.
///
/// Tightest leeway first, then by rank; each goes to the day on which the busiest of its departments is
/// least busy, the earliest of equals. Returns the day of each placement, in the order given.
pub fn level(
    placements: &[Placement],
    capacity: &[u32],
    is_open: impl Fn(NaiveDate) -> bool,
) -> Vec<Option<NaiveDate>> {
    let mut load: std::collections::BTreeMap<(usize, NaiveDate), u64> = std::collections::BTreeMap::new();
    let mut order: Vec<usize> = (0..placements.len()).collect();
    order.sort_by_key(|index| {
        let placement = &placements[*index];
        let length = (placement.leeway.to - placement.leeway.from).num_days();
        (length, placement.rank, *index)
    });
    let mut days = vec![None; placements.len()];
    for index in order {
        let placement = &placements[index];
        // Load in thousandths of a department's day, so that small teams count as small.
        let busy = |department: usize, day: NaiveDate| {
            let visits = load.get(&(department, day)).copied().unwrap_or(0) + 1;
            visits * 1000 / u64::from(capacity.get(department).copied().unwrap_or(1).max(1))
        };
        let day = placement.leeway.days().filter(|day| is_open(*day)).min_by_key(|day| {
            let loads: Vec<u64> =
                placement.departments.iter().map(|department| busy(*department, *day)).collect();
            (loads.iter().max().copied().unwrap_or(0), loads.iter().sum::<u64>(), *day)
        });
        if let Some(day) = day {
            for department in &placement.departments {
                *load.entry((*department, day)).or_default() += 1;
            }
        }
        days[index] = day;
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(offset: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() + chrono::Days::new(offset)
    }

    fn window(from: u64, to: u64) -> Window {
        Window { from: day(from), to: day(to) }
    }

    #[test]
    fn one_day_serves_windows_that_share_one() {
        let days = fewest_days(&[window(0, 10), window(5, 20), window(8, 9)], |_| true).unwrap();
        assert_eq!(days.len(), 1);
        assert_eq!((days[0].day, days[0].leeway), (day(9), window(8, 9)));
        assert_eq!(days[0].windows, [2, 0, 1]);
    }

    #[test]
    fn closed_days_are_avoided_and_a_closed_window_is_named() {
        let days = fewest_days(&[window(0, 4)], |date| date != day(4)).unwrap();
        assert_eq!(days[0].day, day(3));
        assert_eq!(
            fewest_days(&[window(0, 9), window(3, 3)], |date| date != day(3)),
            Err(NoOpenDay { window: 1 })
        );
    }

    #[test]
    fn levelling_spreads_and_keeps_to_the_leeway() {
        let placements: Vec<Placement> = (0..10)
            .map(|index| Placement { rank: [index; 32], departments: vec![0], leeway: window(0, 4) })
            .chain([Placement { rank: [0; 32], departments: vec![0], leeway: window(2, 2) }])
            .collect();
        let days = level(&placements, &[2], |_| true);
        let count = |wanted| days.iter().filter(|found| **found == Some(wanted)).count();
        assert_eq!(days[10], Some(day(2)));
        assert!((0..5).all(|offset| (2..=3).contains(&count(day(offset)))));
    }

    proptest! {
        /// Greedy equals the smallest set of days found by trying all.
        #[test]
        fn fewest_is_fewest(
            windows in proptest::collection::vec((0u64..8, 0u64..4), 1..6),
            closed in proptest::collection::btree_set(0u64..12, 0..4),
        ) {
            let windows: Vec<Window> = windows.into_iter().map(|(from, length)| window(from, from + length)).collect();
            let open = |date: NaiveDate| !closed.iter().any(|offset| day(*offset) == date);
            let serves = |mask: u32| {
                windows.iter().all(|window| (0..12).any(|offset| mask >> offset & 1 == 1 && open(day(offset)) && window.contains(day(offset))))
            };
            let best = (0u32..1 << 12).filter(|mask| serves(*mask)).map(u32::count_ones).min();
            match fewest_days(&windows, open) {
                Ok(days) => {
                    prop_assert_eq!(Some(u32::try_from(days.len()).unwrap()), best);
                    for known in &days {
                        prop_assert!(known.windows.iter().all(|index| windows[*index].contains(known.day)) && open(known.day));
                        prop_assert!(known.leeway.contains(known.day));
                    }
                    prop_assert_eq!(days.iter().map(|known| known.windows.len()).sum::<usize>(), windows.len());
                }
                Err(_) => prop_assert_eq!(best, None),
            }
        }
    }
}
