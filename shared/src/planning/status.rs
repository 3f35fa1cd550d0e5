//! States of plan, line, wave and attempt. An illegal step is an error, never a silent no-op.

use crate::ErrorCode;

coded_enum! {
    /// A plan is drafted, approved by the office, filed with the government, published (二(四)).
    pub enum PlanStatus {
        Draft = "DRAFT" ("编制中", "Draft"),
        Approved = "APPROVED" ("已批准", "Approved"),
        Filed = "FILED" ("已备案", "Filed"),
        Published = "PUBLISHED" ("已公示", "Published"),
        Amended = "AMENDED" ("已被调整版本取代", "Superseded by an amendment"),
    }
}

impl PlanStatus {
    /// The one way forward.
    pub fn advance(self, next: Self) -> Result<Self, ErrorCode> {
        match (self, next) {
            (Self::Draft, Self::Approved)
            | (Self::Approved, Self::Filed)
            | (Self::Filed, Self::Published)
            | (Self::Published, Self::Amended) => Ok(next),
            _ => Err(ErrorCode::IllegalTransition),
        }
    }

    /// Whether lines can be added and changed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft)
    }
}

coded_enum! {
    /// A line goes from the lead's draft through partners and heads to the office.
    pub enum LineStatus {
        Draft = "DRAFT" ("拟定", "Draft"),
        Confirming = "CONFIRMING" ("待部门确认", "Being confirmed"),
        Signing = "SIGNING" ("待负责人签署", "Being signed"),
        Submitted = "SUBMITTED" ("待联席办审核", "With the office"),
        Reviewed = "REVIEWED" ("已审核待批准", "Reviewed"),
        Approved = "APPROVED" ("已通过", "Approved"),
        Returned = "RETURNED" ("已退回", "Returned"),
        Withdrawn = "WITHDRAWN" ("已撤回", "Withdrawn"),
    }
}

impl LineStatus {
    /// Steps allowed, whoever may take them.
    pub fn advance(self, next: Self) -> Result<Self, ErrorCode> {
        match (self, next) {
            (Self::Draft | Self::Returned, Self::Confirming)
            | (Self::Confirming, Self::Signing | Self::Returned)
            | (Self::Signing, Self::Submitted | Self::Returned)
            | (Self::Submitted, Self::Reviewed | Self::Returned)
            | (Self::Reviewed, Self::Approved | Self::Returned)
            // In an amendment its lead takes an approved line up again.
            | (Self::Approved, Self::Draft)
            | (
                Self::Draft | Self::Confirming | Self::Signing | Self::Submitted | Self::Returned,
                Self::Withdrawn,
            ) => Ok(next),
            _ => Err(ErrorCode::IllegalTransition),
        }
    }

    /// Where a line goes when a partner takes its confirmation back: to its lead, as one does whose partner
    /// declines. Once the office has reviewed it, a partner's word stands.
    pub fn retract(self) -> Result<Self, ErrorCode> {
        match self {
            Self::Confirming | Self::Signing | Self::Submitted => self.advance(Self::Returned),
            Self::Reviewed | Self::Approved => Err(ErrorCode::ConfirmationFixed),
            Self::Draft | Self::Returned | Self::Withdrawn => Err(ErrorCode::IllegalTransition),
        }
    }

    /// Whether the lead may still change it.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether nothing more will happen to it.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Approved | Self::Withdrawn)
    }
}

coded_enum! {
    /// What a file of a plan is.
    pub enum PlanFileKind {
        Minutes = "MINUTES" ("联席会议纪要", "Minutes of the joint meeting"),
        Filing = "FILING" ("备案材料", "Filed document"),
        Issued = "ISSUED" ("印发的公文", "Paper as issued"),
    }
}

coded_enum! {
    /// What a department says to a line it is invited to.
    pub enum Confirmation {
        Invited = "INVITED" ("待确认", "Invited"),
        Confirmed = "CONFIRMED" ("已确认", "Confirmed"),
        Declined = "DECLINED" ("不参与", "Declined"),
    }
}

coded_enum! {
    /// A wave is open until its draw stands; then visits run until it is closed.
    pub enum WaveStatus {
        Open = "OPEN" ("筹备中", "Open"),
        Drawn = "DRAWN" ("已抽取", "Drawn"),
        Closed = "CLOSED" ("已结束", "Closed"),
    }
}

coded_enum! {
    /// Steps of one attempt; none is ever undone, a failed attempt is void and stays on record.
    pub enum AttemptStatus {
        Committing = "COMMITTING" ("见证人承诺", "Witnesses commit"),
        Frozen = "FROZEN" ("名单已冻结", "Frame frozen"),
        Beacon = "BEACON" ("随机源已记录", "Beacon recorded"),
        Drawn = "DRAWN" ("已抽取", "Drawn"),
        Void = "VOID" ("作废", "Void"),
    }
}

impl AttemptStatus {
    /// The order of the protocol.
    pub fn advance(self, next: Self) -> Result<Self, ErrorCode> {
        match (self, next) {
            (Self::Committing, Self::Frozen)
            | (Self::Frozen, Self::Beacon)
            | (Self::Beacon, Self::Drawn)
            | (Self::Committing | Self::Frozen | Self::Beacon, Self::Void) => Ok(next),
            _ => Err(ErrorCode::IllegalTransition),
        }
    }
}

coded_enum! {
    /// When the drawn list opens to the public.
    pub enum ListDisclosure {
        AtOnce = "AT_ONCE" ("抽取后即公开", "At once"),
        AfterVisits = "AFTER_VISITS" ("封存至检查结束", "Sealed until the checks are done"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_step_is_skipped_or_repeated() {
        for from in PlanStatus::ALL {
            let ways: Vec<_> = PlanStatus::ALL.iter().filter(|to| from.advance(**to).is_ok()).collect();
            assert!(ways.len() <= 1, "{from}");
        }
        assert!(
            AttemptStatus::Drawn.advance(AttemptStatus::Void).is_err(),
            "a draw that stands is never voided"
        );
        assert!(AttemptStatus::Void.advance(AttemptStatus::Committing).is_err());
        assert!(LineStatus::Draft.advance(LineStatus::Submitted).is_err());
        assert!(LineStatus::Approved.advance(LineStatus::Returned).is_err());
        for status in LineStatus::ALL {
            assert!(status.advance(*status).is_err(), "{status} twice");
        }
    }

    #[test]
    fn a_confirmation_is_taken_back_only_before_the_review() {
        for status in LineStatus::ALL {
            let expected = match status {
                LineStatus::Confirming | LineStatus::Signing | LineStatus::Submitted => {
                    Ok(LineStatus::Returned)
                }
                LineStatus::Reviewed | LineStatus::Approved => Err(ErrorCode::ConfirmationFixed),
                _ => Err(ErrorCode::IllegalTransition),
            };
            assert_eq!(status.retract(), expected, "{status}");
        }
    }
}
