//! Who may be sent to a door, and why somebody may not: one rule for the draw's seats, for plans and for the
//! desk (`domain.md` R8–R10; 行政处罚法 art. 42 and 43).
//!
//! An expert is none of this module's officers: experts assist and hold no seat (R40).

mod register;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::code::DivisionCode;
use crate::ids::SubjectId;

pub use register::{
    LONGEST_REASON, LeaveDraft, RecusalDraft, RecusalGround, RecusalOrigin, RecusalSpan, RecusalState,
    check_end, check_leave, check_recusal,
};

coded_enum! {
    /// Why an officer may not be sent, or what to mind when one is.
    pub enum OfficerReason {
        NotInService = "NOT_IN_SERVICE" ("不在岗", "not in service"),
        CertNotBegun = "CERT_NOT_BEGUN" ("执法证在检查开始时尚未生效", "the certificate begins after the inspection does"),
        CertEnds = "CERT_ENDS" ("执法证在检查结束前到期", "the certificate ends before the inspection does"),
        Field = "FIELD" ("不在其执法领域", "outside the officer's fields"),
        Territory = "TERRITORY" ("不在其管辖片区", "outside the officer's territory"),
        OnLeave = "ON_LEAVE" ("请假", "on leave"),
        Recused = "RECUSED" ("回避", "recused"),
        LeaveInPart = "LEAVE_IN_PART" ("检查期间部分日期请假", "on leave on some of the days"),
    }
}

impl OfficerReason {
    /// Whether it keeps the officer away; the others only tell what to mind.
    pub const fn bars(self) -> bool {
        !matches!(self, Self::LeaveInPart)
    }
}

/// What is known of an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer<'a> {
    /// Still in service.
    pub active: bool,
    /// First and last day of the certificate.
    pub certificate: (NaiveDate, NaiveDate),
    /// Fields of enforcement (执法领域); empty means all of the department's.
    pub fields: &'a [String],
    /// Towns of the territory; empty means the whole division.
    pub towns: &'a [DivisionCode],
    /// First and last days of leave.
    pub leave: &'a [(NaiveDate, NaiveDate)],
    /// Subjects the officer keeps away from, and when.
    pub recusals: &'a [(SubjectId, RecusalSpan)],
}

/// When somebody has to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days<'a> {
    /// On each of these days.
    Each(&'a [NaiveDate]),
    /// On some day from the first to the last, not known yet which.
    Within(NaiveDate, NaiveDate),
}

impl Days<'_> {
    /// The first and the last day; none if there is no day.
    fn bounds(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Each(days) => Some((*days.iter().min()?, *days.iter().max()?)),
            Self::Within(from, to) => Some((from, to)),
        }
    }
}

/// What somebody is wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty<'a> {
    /// When.
    pub days: Days<'a>,
    /// Fields of the items to be inspected, each of which has to be the officer's.
    pub fields: &'a [&'a str],
    /// Where; none for anywhere.
    pub town: Option<&'a DivisionCode>,
    /// Whose door it is.
    pub subjects: &'a [SubjectId],
}

/// Whether a certificate is valid that day, both ends included.
pub fn certified(certificate: (NaiveDate, NaiveDate), day: NaiveDate) -> bool {
    certificate.0 <= day && day <= certificate.1
}

/// Whether a certificate that is still valid ends within so many days.
pub fn ends_soon(last: NaiveDate, today: NaiveDate, days: u64) -> bool {
    let limit = today.checked_add_days(chrono::Days::new(days)).unwrap_or(NaiveDate::MAX);
    (today..=limit).contains(&last)
}

/// Everything that speaks against sending the officer, in the order of [`OfficerReason`]; each once. Nothing that
/// [bars](OfficerReason::bars) means that the officer may go.
pub fn reasons(officer: &Officer<'_>, duty: &Duty<'_>) -> Vec<OfficerReason> {
    let mut found = Vec::new();
    let mut note = |holds: bool, reason: OfficerReason| {
        if holds {
            found.push(reason);
        }
    };
    note(!officer.active, OfficerReason::NotInService);
    let bounds = duty.days.bounds();
    note(bounds.is_some_and(|(first, _)| first < officer.certificate.0), OfficerReason::CertNotBegun);
    note(bounds.is_some_and(|(_, last)| last > officer.certificate.1), OfficerReason::CertEnds);
    let has_field = |field: &&str| officer.fields.iter().any(|known| known == field);
    note(!officer.fields.is_empty() && !duty.fields.iter().all(has_field), OfficerReason::Field);
    let covers = |town: &DivisionCode| officer.towns.iter().any(|own| town.is_within(own));
    note(!officer.towns.is_empty() && duty.town.is_some_and(|town| !covers(town)), OfficerReason::Territory);
    let (away, in_part) = leave(officer.leave, duty.days);
    note(away, OfficerReason::OnLeave);
    note(recused(officer, duty), OfficerReason::Recused);
    note(in_part, OfficerReason::LeaveInPart);
    found
}

/// Whether the officer may be sent.
pub fn may_go(officer: &Officer<'_>, duty: &Duty<'_>) -> bool {
    !reasons(officer, duty).into_iter().any(OfficerReason::bars)
}

/// Whether leave keeps the officer away, and whether it only takes some of the days. Of days that are each
/// needed one is enough to stay away; within a window, somebody who is there on a single day can go then.
fn leave(leave: &[(NaiveDate, NaiveDate)], days: Days<'_>) -> (bool, bool) {
    let on = |day: NaiveDate| leave.iter().any(|(from, to)| (*from..=*to).contains(&day));
    match days {
        Days::Each(days) => (days.iter().any(|day| on(*day)), false),
        Days::Within(from, to) => {
            let touched = leave.iter().any(|(first, last)| *first <= to && *last >= from);
            let whole = touched && from <= to && from.iter_days().take_while(|day| *day <= to).all(on);
            (whole, touched && !whole)
        }
    }
}

fn recused(officer: &Officer<'_>, duty: &Duty<'_>) -> bool {
    let applies = |span: &RecusalSpan| match duty.days {
        Days::Each(days) => days.iter().any(|day| span.covers(*day)),
        Days::Within(from, to) => span.touches(from, to),
    };
    officer.recusals.iter().any(|(subject, span)| duty.subjects.contains(subject) && applies(span))
}
