//! What the pages of planning compute: ratios as typed, partners that fit, the steps of a plan.

use std::collections::BTreeMap;

use shared::planning::{LineStatus, PlanStatus};

/// `2.5` or `2.5%` → 250 basis points; nothing if it is no ratio.
pub fn basis_points(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches(['%', '％']).trim_end();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let hundredths: u32 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<u32>().ok()? * 100 + hundredths)
}

/// 250 → `2.5`, as it is typed.
pub fn ratio_text(basis_points: i32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// Ratios as typed, by stratum; those that are no ratio come out as more than everything, which the rules
/// refuse.
pub fn ratios(typed: &[(String, String)]) -> BTreeMap<String, u32> {
    typed.iter().map(|(stratum, text)| (stratum.clone(), basis_points(text).unwrap_or(u32::MAX))).collect()
}

/// Departments that take part in every one of the items, in the order of the first.
pub fn common_departments(of_items: &[Vec<String>]) -> Vec<String> {
    let Some((first, others)) = of_items.split_first() else { return Vec::new() };
    first.iter().filter(|id| others.iter().all(|item| item.contains(id))).cloned().collect()
}

/// How far a plan has come: its steps in order, and which of them is next.
pub fn plan_step(status: PlanStatus) -> usize {
    match status {
        PlanStatus::Draft => 0,
        PlanStatus::Approved => 1,
        PlanStatus::Filed => 2,
        PlanStatus::Published | PlanStatus::Amended => 3,
    }
}

/// Whether a line may still be changed by its lead.
pub fn is_editable(status: LineStatus) -> bool {
    matches!(status, LineStatus::Draft | LineStatus::Returned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_as_people_type_them() {
        assert_eq!(basis_points("2.5"), Some(250));
        assert_eq!(basis_points(" 3 % "), Some(300));
        assert_eq!(basis_points("0.05％"), Some(5));
        assert_eq!(basis_points("100"), Some(10_000));
        for bad in ["", "-1", "1.234", "abc", "1,5", "1e3", "."] {
            assert_eq!(basis_points(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_ratio_is_written_as_it_is_read() {
        for value in [0, 5, 50, 100, 250, 1234, 10_000] {
            assert_eq!(basis_points(&ratio_text(value)), u32::try_from(value).ok());
        }
    }

    #[test]
    fn what_is_no_ratio_is_never_taken_for_one() {
        let typed = vec![("A".to_owned(), "x".to_owned()), ("B".to_owned(), "1".to_owned())];
        assert_eq!(ratios(&typed), BTreeMap::from([("A".to_owned(), u32::MAX), ("B".to_owned(), 100)]));
    }

    #[test]
    fn partners_take_part_in_every_item() {
        let ids = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(common_departments(&[ids("a b c"), ids("c a"), ids("a c d")]), ids("a c"));
        assert_eq!(common_departments(&[ids("a b")]), ids("a b"));
        assert!(common_departments(&[]).is_empty());
    }
}
