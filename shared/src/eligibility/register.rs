//! The register of leave and recusal (请假与回避登记): what is entered, when it counts, who decides.

use chrono::NaiveDate;

use crate::ErrorCode;

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;
/// Longest leave, in days: a secondment of three years.
const LONGEST_LEAVE: i64 = 1100;

coded_enum! {
    /// Why an officer keeps away from a subject (行政处罚法 art. 43; `domain.md` R10).
    pub enum RecusalGround {
        Kin = "KIN" ("近亲属关系", "kin"),
        Post = "POST" ("本人现任或三年内曾任职", "holds or held a post there within three years"),
        KinPost = "KIN_POST" ("近亲属任职", "kin hold a post there"),
        Shareholding = "SHAREHOLDING" ("投资、持股", "invests or holds shares"),
        Debt = "DEBT" ("债权债务关系", "owes or is owed"),
        Dispute = "DISPUTE" ("诉讼、投诉等纠纷", "a dispute"),
        Other = "OTHER" ("其他可能影响公正的关系", "another relation that may affect fairness"),
    }
}

coded_enum! {
    /// Who asks for it.
    pub enum RecusalOrigin {
        Officer = "OFFICER" ("本人申报", "declared by the officer"),
        Department = "DEPARTMENT" ("部门提出", "proposed by the department"),
        Firm = "FIRM" ("检查对象申请", "asked for by the subject"),
    }
}

coded_enum! {
    /// Where a recusal stands.
    pub enum RecusalState {
        Pending = "PENDING" ("待负责人决定", "Waits for the head"),
        Approved = "APPROVED" ("回避", "Recused"),
        Rejected = "REJECTED" ("不予回避", "Refused"),
        Ended = "ENDED" ("已解除", "Ended"),
    }
}

impl RecusalState {
    /// The head decides what waits; what was approved can be ended. Nothing else changes.
    pub fn advance(self, next: Self) -> Result<Self, ErrorCode> {
        match (self, next) {
            (Self::Pending, Self::Approved | Self::Rejected) | (Self::Approved, Self::Ended) => Ok(next),
            _ => Err(ErrorCode::IllegalTransition),
        }
    }

    /// Whether the officer keeps away. What the officer or the department says counts at once and until it is
    /// refused; what a firm asks for counts once it is decided (行政处罚法 art. 43: until then the work goes on).
    pub const fn counts(self, origin: RecusalOrigin) -> bool {
        match self {
            // Ended ones still say on which days they counted.
            Self::Approved | Self::Ended => true,
            Self::Pending => !matches!(origin, RecusalOrigin::Firm),
            Self::Rejected => false,
        }
    }
}

/// The days a recusal counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecusalSpan {
    /// First day.
    pub from: NaiveDate,
    /// Last day; none while the relation stands.
    pub to: Option<NaiveDate>,
}

impl RecusalSpan {
    /// Whether it counts that day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.touches(day, day)
    }

    /// Whether it counts on some day from `from` to `to`.
    pub fn touches(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.from <= to && self.to.is_none_or(|last| last >= from)
    }
}

/// Leave as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveDraft<'a> {
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// Why.
    pub reason: &'a str,
}

/// A recusal as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecusalDraft<'a> {
    /// Ground.
    pub ground: RecusalGround,
    /// First day, and the last if it is known.
    pub span: RecusalSpan,
    /// What the relation is.
    pub detail: &'a str,
}

/// A refusal and the field it is about.
pub type RegisterProblem = (ErrorCode, &'static str);

fn check_reason(text: &str, path: &'static str, required: bool) -> Result<(), RegisterProblem> {
    match text.trim().chars().count() {
        0 if required => Err((ErrorCode::ReasonRequired, path)),
        length if length > LONGEST_REASON => Err((ErrorCode::TooLong, path)),
        _ => Ok(()),
    }
}

/// Everything that is wrong with leave that is entered.
pub fn check_leave(draft: &LeaveDraft<'_>) -> Vec<RegisterProblem> {
    let (from, to) = draft.days;
    let days = if to < from {
        Err((ErrorCode::WindowOrder, "to"))
    } else if (to - from).num_days() > LONGEST_LEAVE {
        Err((ErrorCode::OutOfRange, "to"))
    } else {
        Ok(())
    };
    [days, check_reason(draft.reason, "reason", true)].into_iter().filter_map(Result::err).collect()
}

/// Everything that is wrong with a recusal that is entered. "Another relation" says which.
pub fn check_recusal(draft: &RecusalDraft<'_>) -> Vec<RegisterProblem> {
    let days = match draft.span.to {
        Some(to) if to < draft.span.from => Err((ErrorCode::WindowOrder, "to")),
        _ => Ok(()),
    };
    let detail = check_reason(draft.detail, "detail", draft.ground == RecusalGround::Other);
    [days, detail].into_iter().filter_map(Result::err).collect()
}

/// Whether leave or a recusal that runs until `until` may be ended with `last` as its last day: not in the
/// past, which has been gone by already, and not later than it ends anyway.
pub fn check_end(
    until: Option<NaiveDate>,
    (last, today): (NaiveDate, NaiveDate),
    reason: &str,
) -> Vec<RegisterProblem> {
    let yesterday = today.pred_opt().unwrap_or(today);
    let day = if last < yesterday || until.is_some_and(|until| last >= until) {
        Err((ErrorCode::OutOfRange, "last"))
    } else {
        Ok(())
    };
    [day, check_reason(reason, "reason", true)].into_iter().filter_map(Result::err).collect()
}
