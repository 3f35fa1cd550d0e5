//! States of a visit and of the items in it.

use crate::ErrorCode;
use crate::eligibility::OfficerReason;

coded_enum! {
    /// A visit is approved by the heads, worked at the door, completed.
    pub enum VisitStatus {
        Planned = "PLANNED" ("待批准", "Awaiting approval"),
        Approved = "APPROVED" ("待检查", "To be done"),
        CheckedIn = "CHECKED_IN" ("检查中", "In progress"),
        Completed = "COMPLETED" ("已完成", "Completed"),
        NotPossible = "NOT_POSSIBLE" ("未能实施", "Could not take place"),
    }
}

impl VisitStatus {
    /// Steps allowed. An off-site visit (documents, network) goes from approved to completed without a
    /// check-in.
    pub fn advance(self, next: Self, opens_door: bool) -> Result<Self, ErrorCode> {
        match (self, next) {
            (Self::Planned, Self::Approved)
            | (Self::CheckedIn, Self::Completed)
            | (Self::Approved, Self::NotPossible)
            | (Self::CheckedIn, Self::NotPossible) => Ok(next),
            (Self::Approved, Self::CheckedIn) if opens_door => Ok(next),
            (Self::Approved, Self::Completed) if !opens_door => Ok(next),
            (Self::Planned, Self::CheckedIn | Self::Completed) => Err(ErrorCode::VisitNotApproved),
            (Self::Approved, Self::Completed) => Err(ErrorCode::NotCheckedIn),
            _ => Err(ErrorCode::IllegalTransition),
        }
    }

    /// Whether nothing more will happen at it: its results may be published.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::NotPossible)
    }

    /// Whether answers and results may be written.
    pub fn can_write(self, opens_door: bool) -> Result<(), ErrorCode> {
        match self {
            Self::CheckedIn => Ok(()),
            Self::Approved if !opens_door => Ok(()),
            Self::Approved => Err(ErrorCode::NotCheckedIn),
            Self::Planned => Err(ErrorCode::VisitNotApproved),
            Self::Completed | Self::NotPossible => Err(ErrorCode::IllegalTransition),
        }
    }
}

coded_enum! {
    /// How far an item at a visit has come.
    pub enum ItemState {
        Open = "OPEN" ("待检查", "Open"),
        Done = "DONE" ("已录入", "Result entered"),
        Published = "PUBLISHED" ("已公示", "Published"),
        Withheld = "WITHHELD" ("不予公示", "Withheld"),
    }
}

coded_enum! {
    /// Why a seat was filled anew (R8, R10).
    pub enum TeamChange {
        Certificate = "CERTIFICATE" ("执法证失效", "Certificate not valid"),
        Leave = "LEAVE" ("请假", "On leave"),
        Recusal = "RECUSAL" ("回避", "Recusal"),
        Left = "LEFT" ("离岗", "Left the service"),
        Unable = "UNABLE" ("临时不能参加", "Cannot come"),
    }
}

impl TeamChange {
    /// Why an officer whom the rule keeps away gives up the seat; what stands in no register is
    /// [`Self::Unable`].
    pub fn of(reasons: &[OfficerReason]) -> Self {
        match reasons.iter().find(|reason| reason.bars()) {
            Some(OfficerReason::NotInService) => Self::Left,
            Some(OfficerReason::CertNotBegun | OfficerReason::CertEnds) => Self::Certificate,
            Some(OfficerReason::OnLeave) => Self::Leave,
            Some(OfficerReason::Recused) => Self::Recusal,
            _ => Self::Unable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approval_comes_before_the_door() {
        assert_eq!(
            VisitStatus::Planned.advance(VisitStatus::CheckedIn, true),
            Err(ErrorCode::VisitNotApproved)
        );
        assert_eq!(VisitStatus::Approved.advance(VisitStatus::Completed, true), Err(ErrorCode::NotCheckedIn));
        assert_eq!(VisitStatus::Approved.advance(VisitStatus::Completed, false), Ok(VisitStatus::Completed));
        assert_eq!(
            VisitStatus::Completed.advance(VisitStatus::CheckedIn, true),
            Err(ErrorCode::IllegalTransition)
        );
        assert_eq!(VisitStatus::Approved.can_write(true), Err(ErrorCode::NotCheckedIn));
        assert_eq!(VisitStatus::Approved.can_write(false), Ok(()));
        let over: Vec<_> = VisitStatus::ALL.iter().filter(|status| status.is_over()).collect();
        assert_eq!(over, [&VisitStatus::Completed, &VisitStatus::NotPossible]);
    }
}
