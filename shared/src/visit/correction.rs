//! Corrections of what is published: a new version with its reason, decided anew; the old one stays on
//! record.

use super::{ResultDraft, check_result};
use crate::ErrorCode;
use crate::privacy::check_public_text;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What is wrong with a correction, by field: it says why, in words everybody may read, says something else than
/// before, and keeps to the rules of every result.
pub fn check_correction(
    before: &ResultDraft,
    after: &ResultDraft,
    reason: &str,
) -> Vec<(ErrorCode, &'static str)> {
    let why = match reason.trim().chars().count() {
        0 => Some((ErrorCode::ReasonRequired, "reason")),
        1..=LONGEST_REASON => None,
        _ => Some((ErrorCode::TooLong, "reason")),
    };
    let same =
        (before.code, before.disposal, before.note.trim()) == (after.code, after.disposal, after.note.trim());
    let unchanged = same.then_some((ErrorCode::NothingChanged, "code"));
    let personal = check_public_text(reason).err().map(|code| (code, "reason"));
    [why, personal, unchanged, check_result(after).err()].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::{Disposal, ResultCode};

    fn draft(code: ResultCode, disposal: Disposal, note: &str) -> ResultDraft {
        ResultDraft { code, disposal, note: note.into(), photos: 0 }
    }

    #[test]
    fn a_correction_says_why_and_changes_something() {
        let fine = draft(ResultCode::NoIssue, Disposal::None, "");
        let found = draft(ResultCode::RectifyOrdered, Disposal::RectifyAndTrack, "登记不全");
        assert_eq!(check_correction(&fine, &found, "录入有误"), []);
        let bad = check_correction(&fine, &fine, " ");
        assert_eq!(bad, [(ErrorCode::ReasonRequired, "reason"), (ErrorCode::NothingChanged, "code")]);
        let odd = draft(ResultCode::RectifyOrdered, Disposal::None, "登记不全");
        assert_eq!(check_correction(&fine, &odd, "录入有误"), [(ErrorCode::DisposalMismatch, "disposal")]);
        let long = check_correction(&fine, &found, &"长".repeat(501));
        assert_eq!(long, [(ErrorCode::TooLong, "reason")]);
        let told = check_correction(&fine, &found, "经营者来电13837512345说明");
        assert_eq!(told, [(ErrorCode::PersonalData, "reason")]);
    }
}
