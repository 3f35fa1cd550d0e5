//! Routine lines and special campaigns (专项检查, R29).

use super::LineStatus;
use crate::ErrorCode;

coded_enum! {
    /// The legal kind of a line (54号文: 日常、专项; a single case never stands in a plan).
    #[derive(Default)]
    pub enum LineKind {
        #[default]
        Routine = "ROUTINE" ("日常检查", "Routine"),
        Special = "SPECIAL" ("专项检查", "Special campaign"),
    }
}

/// Longest reason of a campaign, in characters.
pub const LONGEST_SPECIAL_REASON: usize = 500;

impl LineKind {
    /// A special campaign says why it is held and why with these ratios (S13, R29).
    ///
    /// # Errors
    /// [`ErrorCode::SpecialReason`] where a campaign has none, [`ErrorCode::TooLong`].
    pub fn check_reason(self, reason: &str) -> Result<(), ErrorCode> {
        if self == Self::Special && reason.trim().is_empty() {
            Err(ErrorCode::SpecialReason)
        } else if reason.chars().count() > LONGEST_SPECIAL_REASON {
            Err(ErrorCode::TooLong)
        } else {
            Ok(())
        }
    }
}

/// Whether another campaign may be sent or approved; `others` is where the plan's other campaigns stand,
/// `most` the most of them in the plan's year. What is not yet sent does not count, nor what was withdrawn.
///
/// # Errors
/// [`ErrorCode::SpecialLimit`].
pub fn check_special_limit(others: impl IntoIterator<Item = LineStatus>, most: u32) -> Result<(), ErrorCode> {
    let counts = |status: &LineStatus| !status.is_editable() && *status != LineStatus::Withdrawn;
    let held = others.into_iter().filter(counts).count();
    if u32::try_from(held).is_ok_and(|held| held < most) { Ok(()) } else { Err(ErrorCode::SpecialLimit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_campaigns_under_way_count() {
        use LineStatus::{Approved, Confirming, Draft, Returned, Withdrawn};
        assert_eq!(check_special_limit([], 0), Err(ErrorCode::SpecialLimit));
        assert_eq!(check_special_limit([Draft, Returned, Withdrawn], 1), Ok(()));
        assert_eq!(check_special_limit([Confirming], 1), Err(ErrorCode::SpecialLimit));
        assert_eq!(check_special_limit([Confirming, Approved, Draft], 3), Ok(()));
    }
}
