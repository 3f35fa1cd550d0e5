//! What the office says to a line.

use crate::ErrorCode;

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;
/// Most lines decided at once.
pub const MOST_DECISIONS: usize = 200;

/// Whether a reason may be given as it is.
///
/// # Errors
/// [`ErrorCode::ReasonRequired`] where there is none, [`ErrorCode::TooLong`].
pub fn check_reason(reason: &str) -> Result<(), ErrorCode> {
    match reason.trim().chars().count() {
        0 => Err(ErrorCode::ReasonRequired),
        length if length > LONGEST_REASON => Err(ErrorCode::TooLong),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_there_and_bounded() {
        assert_eq!(check_reason(" \n"), Err(ErrorCode::ReasonRequired));
        assert_eq!(check_reason(&"长".repeat(501)), Err(ErrorCode::TooLong));
        assert_eq!(check_reason("比例请按风险等级细化"), Ok(()));
    }
}
