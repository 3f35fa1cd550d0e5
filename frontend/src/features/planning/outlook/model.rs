//! What the outlook computes: lines as the simulation takes them, rules as typed, officers against need.

use shared::ErrorCode;
use shared::planning::LineDraft;
use shared::simulation::{DepartmentLoad, PlanningRules, SimulatedLine};

/// A line of the plan, ready for the simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownLine {
    /// Opaque id.
    pub id: String,
    /// As it is planned.
    pub draft: LineDraft,
    /// What its items allow together, in basis points.
    pub cap: Option<u32>,
    /// Tag of each item.
    pub tags: Vec<Option<String>>,
    /// Departments (by id) with their officers.
    pub departments: Vec<(String, u32)>,
    /// Lines with the same word are drawn together.
    pub group: Option<String>,
}

impl KnownLine {
    /// As the simulation takes it.
    pub fn simulated(&self) -> SimulatedLine {
        SimulatedLine::of(
            self.id.clone(),
            &self.draft,
            self.cap,
            self.tags.clone(),
            self.departments.clone(),
            self.group.clone(),
        )
    }
}

/// Names of the fields in the input, for their errors.
pub const CAP_BODY: &str = "capPerBody";
/// See [`CAP_BODY`].
pub const CAP_ALL: &str = "capCombined";
/// See [`CAP_BODY`].
pub const VISITS: &str = "visitsPerDay";
/// See [`CAP_BODY`].
pub const LIMIT: &str = "specialLimit";
/// See [`CAP_BODY`].
pub const QUIET: &str = "quietDays";

/// The rules as they stand in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedRules {
    /// Cap of one department.
    pub cap_body: String,
    /// Cap of all.
    pub cap_all: String,
    /// A joint visit counts once.
    pub once: bool,
    /// Special campaigns count.
    pub special: bool,
    /// Visits a day.
    pub visits: String,
    /// `1-15`
    pub quiet: String,
    /// Most special campaigns.
    pub limit: String,
}

impl From<&PlanningRules> for TypedRules {
    fn from(rules: &PlanningRules) -> Self {
        let text = |cap: Option<u32>| cap.map(|cap| cap.to_string()).unwrap_or_default();
        Self {
            cap_body: text(rules.cap_per_body),
            cap_all: text(rules.cap_combined),
            once: rules.joint_counts_once,
            special: rules.special_counts,
            visits: rules.visits_per_day.to_string(),
            quiet: rules.quiet_days.map(|(from, to)| format!("{from}-{to}")).unwrap_or_default(),
            limit: rules.special_limit.to_string(),
        }
    }
}

impl TypedRules {
    /// The rules, or what is wrong with which field.
    ///
    /// # Errors
    /// The code of the refusal and the field, for each field that cannot be read.
    pub fn read(&self) -> Result<PlanningRules, Vec<(ErrorCode, &'static str)>> {
        let mut problems = Vec::new();
        let mut count = |text: &str, path| match text.trim() {
            "" => None,
            text => text.parse::<u32>().map_err(|_| problems.push((ErrorCode::InvalidFormat, path))).ok(),
        };
        let (cap_per_body, cap_combined) = (count(&self.cap_body, CAP_BODY), count(&self.cap_all, CAP_ALL));
        let (visits_per_day, special_limit) = (count(&self.visits, VISITS), count(&self.limit, LIMIT));
        for (text, path) in [(&self.visits, VISITS), (&self.limit, LIMIT)] {
            if text.trim().is_empty() {
                problems.push((ErrorCode::Required, path));
            }
        }
        let quiet_days = quiet_days(&self.quiet).unwrap_or_else(|code| {
            problems.push((code, QUIET));
            None
        });
        let rules = PlanningRules {
            cap_per_body,
            cap_combined,
            joint_counts_once: self.once,
            special_counts: self.special,
            quiet_days,
            visits_per_day: visits_per_day.unwrap_or(1),
            special_limit: special_limit.unwrap_or(0),
        };
        problems.extend(rules.check());
        if problems.is_empty() { Ok(rules) } else { Err(problems) }
    }
}

/// `1-15`, `5`, or nothing at all.
fn quiet_days(text: &str) -> Result<Option<(u32, u32)>, ErrorCode> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let day = |text: &str| text.trim().parse::<u32>().map_err(|_| ErrorCode::InvalidFormat);
    let (from, to) = text.split_once(['-', '–', '—', '~', '至']).unwrap_or((text, text));
    Ok(Some((day(from)?, day(to)?)))
}

/// A department's year.
#[derive(Debug, Clone, PartialEq)]
pub struct Load {
    /// The department, by id.
    pub department: String,
    /// Visits.
    pub visits: f64,
    /// Officer-days needed.
    pub needed: f64,
    /// Officer-days there are in the months in which any are needed.
    pub available: f64,
    /// Month (1–12) with the greatest share of its officers needed, and that share; the share is infinite
    /// where nobody is there.
    pub tightest: Option<(usize, f64)>,
    /// Doors that come over its cap.
    pub over_cap: f64,
}

/// Need against officers, month by month: an officer works every open day.
pub fn load(need: &DepartmentLoad, officers: [u32; 12], open_days: [u32; 12]) -> Load {
    let available: Vec<f64> = officers
        .iter()
        .zip(open_days)
        .map(|(officers, days)| f64::from(*officers) * f64::from(days))
        .collect();
    let months =
        || need.needed.iter().zip(&available).enumerate().filter(|(_, (needed, _))| **needed > 0.005);
    let share = |needed: f64, there: f64| if there > 0.0 { needed / there } else { f64::INFINITY };
    Load {
        department: need.department.clone(),
        visits: need.visits.iter().sum(),
        needed: need.needed.iter().sum(),
        available: months().map(|(_, (_, available))| available).sum(),
        tightest: months()
            .map(|(month, (needed, available))| (month + 1, share(*needed, *available)))
            .max_by(|one, two| one.1.total_cmp(&two.1)),
        over_cap: need.over_cap,
    }
}

/// The first letter no group has yet.
pub fn free_group(lines: &[KnownLine]) -> String {
    let taken = |name: &str| lines.iter().any(|line| line.group.as_deref() == Some(name));
    let letter = |number: u32| char::from_u32('A' as u32 + number % 26).unwrap_or('A');
    // One of more names than there are lines is free.
    (0..=u32::try_from(lines.len()).unwrap_or(u32::MAX))
        .map(|number| match number / 26 {
            0 => letter(number).to_string(),
            round => format!("{}{round}", letter(number)),
        })
        .find(|name| !taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_as_typed() {
        let typed = TypedRules::from(&PlanningRules::default());
        assert_eq!(typed.read(), Ok(PlanningRules::default()));
        let none = TypedRules { cap_body: " ".into(), quiet: "1-15".into(), ..typed.clone() }.read().unwrap();
        assert_eq!((none.cap_per_body, none.quiet_days), (None, Some((1, 15))));
        assert_eq!((quiet_days("5"), quiet_days("")), (Ok(Some((5, 5))), Ok(None)));
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_field() {
        for (bad, code) in [
            ("0", ErrorCode::OutOfRange),
            ("15-1", ErrorCode::OutOfRange),
            ("1-40", ErrorCode::OutOfRange),
            ("x", ErrorCode::InvalidFormat),
            ("1-", ErrorCode::InvalidFormat),
        ] {
            let typed = TypedRules { quiet: bad.into(), ..TypedRules::from(&PlanningRules::default()) };
            assert_eq!(typed.read(), Err(vec![(code, QUIET)]), "{bad}");
        }
        let typed = TypedRules {
            cap_body: "很多".into(),
            cap_all: "5000".into(),
            once: true,
            special: true,
            visits: String::new(),
            quiet: "31-1".into(),
            limit: "4".into(),
        };
        let found = [
            (ErrorCode::InvalidFormat, CAP_BODY),
            (ErrorCode::Required, VISITS),
            (ErrorCode::OutOfRange, CAP_ALL),
            (ErrorCode::OutOfRange, QUIET),
        ];
        assert_eq!(typed.read(), Err(found.to_vec()));
    }

    #[test]
    fn the_tightest_month_is_the_one_with_most_need_for_its_officers() {
        let mut need =
            DepartmentLoad { department: "a".into(), visits: [0.0; 12], needed: [0.0; 12], over_cap: 0.0 };
        need.needed[2] = 10.0;
        need.needed[3] = 30.0;
        let load = load(&need, [2; 12], [20; 12]);
        assert_eq!(load.tightest, Some((4, 0.75)));
        assert!((load.available - 80.0).abs() < 1e-9);
        let nobody = super::load(&need, [0; 12], [20; 12]);
        assert_eq!(nobody.tightest.map(|(_, share)| share), Some(f64::INFINITY));
    }
}
