//! Results: one per item, per department, per subject; never one for the visit.

use serde::{Deserialize, Serialize};

use crate::ErrorCode;

coded_enum! {
    /// 抽查检查结果 of the national publicity list (`domain.md` §3.1).
    pub enum ResultCode {
        NoIssue = "NO_ISSUE" ("未发现问题", "No issue found"),
        UndisclosedInfo = "UNDISCLOSED_INFO" ("未按规定公示应当公示的信息", "Information due was not disclosed"),
        FalseDisclosure = "FALSE_DISCLOSURE" ("公示信息隐瞒真实情况、弄虚作假", "Disclosed information was false"),
        Unreachable = "UNREACHABLE" ("通过登记的住所（经营场所）无法联系", "Cannot be reached at the registered address"),
        RectifyOrdered = "RECTIFY_ORDERED" ("发现问题已责令改正", "Issue found, correction ordered"),
        SeriousNoncooperation = "SERIOUS_NONCOOPERATION" ("不配合检查情节严重", "Serious refusal to cooperate"),
        NotEngaged = "NOT_ENGAGED" ("未发现开展本次抽查涉及的经营活动", "Not engaged in the business inspected"),
        PendingFollowUp = "PENDING_FOLLOW_UP" ("发现问题待后续处理", "Issue found, follow-up pending"),
    }
}

impl ResultCode {
    /// The number of the code in the national list.
    pub const fn number(self) -> u8 {
        match self {
            Self::NoIssue => 1,
            Self::UndisclosedInfo => 2,
            Self::FalseDisclosure => 3,
            Self::Unreachable => 4,
            Self::RectifyOrdered => 5,
            Self::SeriousNoncooperation => 6,
            Self::NotEngaged => 7,
            Self::PendingFollowUp => 8,
        }
    }

    /// Whether the checklist was gone through at all: nobody can answer it for a firm that is not there,
    /// does not let anybody in, or does not do the business.
    pub const fn needs_answers(self) -> bool {
        !matches!(self, Self::NotEngaged | Self::Unreachable | Self::SeriousNoncooperation)
    }

    /// Whether it counts only with a photo.
    pub const fn needs_photo(self) -> bool {
        matches!(self, Self::SeriousNoncooperation)
    }

    /// Whether others may rely on it instead of coming themselves: what was looked at was settled.
    pub const fn is_conclusion(self) -> bool {
        !matches!(self, Self::Unreachable | Self::SeriousNoncooperation | Self::PendingFollowUp)
    }

    /// Whether something is wrong with the subject.
    pub const fn is_problem(self) -> bool {
        !matches!(self, Self::NoIssue | Self::NotEngaged)
    }
}

coded_enum! {
    /// 后续处置 (`domain.md` §3.2).
    pub enum Disposal {
        None = "NONE" ("无需后续处置", "None needed"),
        ReportToRegulator = "REPORT_TO_REGULATOR" ("停止检查，反馈日常监管部门", "Check stopped, reported to the regulator"),
        RectifyAndTrack = "RECTIFY_AND_TRACK" ("责令改正，日常监管部门跟踪", "Correction ordered and tracked"),
        TransferCase = "TRANSFER_CASE" ("发现案件线索，固定证据移送办案机构", "Evidence secured, case transferred"),
        NotifyDepartment = "NOTIFY_DEPARTMENT" ("抄告相关部门", "Other department notified"),
        Other = "OTHER" ("其他", "Other"),
    }
}

/// A result as the inspector has entered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultDraft {
    /// The code that is published.
    pub code: ResultCode,
    /// What happens next.
    pub disposal: Disposal,
    /// Local reasons and what was found.
    pub note: String,
    /// How many photos support it.
    pub photos: u32,
}

/// Longest note, in characters.
const LONGEST_NOTE: usize = 2000;

/// A problem needs a note and something done about it; no problem needs nothing done.
pub fn check_result(draft: &ResultDraft) -> Result<(), (ErrorCode, &'static str)> {
    let problem = draft.code.is_problem();
    if problem == (draft.disposal == Disposal::None) {
        return Err((ErrorCode::DisposalMismatch, "disposal"));
    }
    if problem && draft.note.trim().is_empty() {
        return Err((ErrorCode::Required, "note"));
    }
    if draft.note.chars().count() > LONGEST_NOTE {
        return Err((ErrorCode::TooLong, "note"));
    }
    if draft.code.needs_photo() && draft.photos == 0 {
        return Err((ErrorCode::EvidenceMissing, "photos"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(code: ResultCode, disposal: Disposal, note: &str) -> ResultDraft {
        ResultDraft { code, disposal, note: note.into(), photos: 0 }
    }

    #[test]
    fn only_one_and_seven_are_no_problem() {
        let fine: Vec<u8> =
            ResultCode::ALL.iter().filter(|code| !code.is_problem()).map(|code| code.number()).collect();
        assert_eq!(fine, [1, 7]);
        let numbers: Vec<u8> = ResultCode::ALL.iter().map(|code| code.number()).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn only_who_was_inspected_has_answers() {
        let without: Vec<u8> =
            ResultCode::ALL.iter().filter(|code| !code.needs_answers()).map(|code| code.number()).collect();
        assert_eq!(without, [4, 6, 7]);
    }

    #[test]
    fn others_rely_on_what_was_settled() {
        let settled: Vec<u8> =
            ResultCode::ALL.iter().filter(|code| code.is_conclusion()).map(|code| code.number()).collect();
        assert_eq!(settled, [1, 2, 3, 5, 7]);
    }

    #[test]
    fn disposal_fits_the_result() {
        assert_eq!(check_result(&draft(ResultCode::NoIssue, Disposal::None, "")), Ok(()));
        assert!(check_result(&draft(ResultCode::NoIssue, Disposal::TransferCase, "")).is_err());
        assert!(check_result(&draft(ResultCode::RectifyOrdered, Disposal::None, "x")).is_err());
        assert_eq!(
            check_result(&draft(ResultCode::RectifyOrdered, Disposal::RectifyAndTrack, " ")),
            Err((ErrorCode::Required, "note"))
        );
        assert_eq!(
            check_result(&draft(ResultCode::SeriousNoncooperation, Disposal::TransferCase, "拒绝开门")),
            Err((ErrorCode::EvidenceMissing, "photos"))
        );
    }
}
