use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::ErrorCode;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn town(code: &str) -> DivisionCode {
    DivisionCode::parse(code).unwrap()
}

const FIRM: SubjectId = SubjectId(Uuid::from_u128(1));
const OTHER: SubjectId = SubjectId(Uuid::from_u128(2));

/// Somebody without a limit, certified for the year.
fn anyone<'a>() -> Officer<'a> {
    Officer {
        active: true,
        certificate: (day("2026-01-01"), day("2026-12-31")),
        fields: &[],
        towns: &[],
        leave: &[],
        recusals: &[],
    }
}

fn june<'a>() -> Duty<'a> {
    Duty {
        days: Days::Within(day("2026-06-01"), day("2026-06-30")),
        fields: &["餐饮服务"],
        town: None,
        subjects: &[FIRM],
    }
}

#[test]
fn each_reason_by_itself() {
    assert!(reasons(&anyone(), &june()).is_empty());
    let one = |officer: Officer<'_>| reasons(&officer, &june());
    assert_eq!(one(Officer { active: false, ..anyone() }), [OfficerReason::NotInService]);
    let late = (day("2026-06-02"), day("2027-01-01"));
    assert_eq!(one(Officer { certificate: late, ..anyone() }), [OfficerReason::CertNotBegun]);
    let early = (day("2026-01-01"), day("2026-06-29"));
    assert_eq!(one(Officer { certificate: early, ..anyone() }), [OfficerReason::CertEnds]);
    assert_eq!(one(Officer { fields: &["旅馆业".to_owned()], ..anyone() }), [OfficerReason::Field]);
    assert!(one(Officer { fields: &["旅馆业".to_owned(), "餐饮服务".to_owned()], ..anyone() }).is_empty());
    let towns = [town("410481102")];
    assert!(one(Officer { towns: &towns, ..anyone() }).is_empty(), "anywhere");
    let there = town("410481102201");
    let village = Duty { town: Some(&there), ..june() };
    assert!(reasons(&Officer { towns: &towns, ..anyone() }, &village).is_empty(), "a village of the town");
    let elsewhere = town("410481");
    let county = Duty { town: Some(&elsewhere), ..june() };
    assert_eq!(reasons(&Officer { towns: &towns, ..anyone() }, &county), [OfficerReason::Territory]);
}

#[test]
fn leave_of_a_window_and_of_a_day() {
    let leave = [(day("2026-05-01"), day("2026-06-15")), (day("2026-06-16"), day("2026-07-01"))];
    assert_eq!(
        reasons(&Officer { leave: &leave, ..anyone() }, &june()),
        [OfficerReason::OnLeave],
        "the two meet"
    );
    let partly = Officer { leave: &leave[..1], ..anyone() };
    assert_eq!(reasons(&partly, &june()), [OfficerReason::LeaveInPart]);
    assert!(may_go(&partly, &june()));
    let each = |days: &[NaiveDate]| may_go(&partly, &Duty { days: Days::Each(days), ..june() });
    assert!(each(&[day("2026-06-16")]));
    assert!(!each(&[day("2026-06-15"), day("2026-06-16")]), "needed on both days");
}

#[test]
fn recusals_are_about_a_subject_and_have_days() {
    let span = |from: &str, to: Option<&str>| RecusalSpan { from: day(from), to: to.map(day) };
    let with = |span: RecusalSpan| reasons(&Officer { recusals: &[(FIRM, span)], ..anyone() }, &june());
    assert_eq!(with(span("2020-01-01", None)), [OfficerReason::Recused]);
    assert_eq!(with(span("2026-06-30", None)), [OfficerReason::Recused]);
    assert!(with(span("2026-07-01", None)).is_empty());
    assert!(with(span("2020-01-01", Some("2026-05-31"))).is_empty());
    let other = [(OTHER, span("2020-01-01", None))];
    assert!(may_go(&Officer { recusals: &other, ..anyone() }, &june()));
}

#[test]
fn who_asks_decides_when_a_recusal_counts() {
    use RecusalState::{Approved, Ended, Pending, Rejected};
    assert!(Pending.counts(RecusalOrigin::Officer) && Pending.counts(RecusalOrigin::Department));
    assert!(!Pending.counts(RecusalOrigin::Firm), "the work goes on until it is decided");
    assert!(Approved.counts(RecusalOrigin::Firm) && !Rejected.counts(RecusalOrigin::Officer));
    assert_eq!(Pending.advance(Approved), Ok(Approved));
    assert_eq!(Approved.advance(Ended), Ok(Ended));
    for (from, to) in [(Rejected, Approved), (Ended, Approved), (Pending, Ended), (Approved, Rejected)] {
        assert_eq!(from.advance(to), Err(ErrorCode::IllegalTransition));
    }
}

#[test]
fn what_is_entered_is_checked() {
    let leave =
        |from: &str, to: &str, reason| check_leave(&LeaveDraft { days: (day(from), day(to)), reason });
    assert!(leave("2026-06-01", "2026-06-01", "年休假").is_empty());
    assert_eq!(
        leave("2026-06-02", "2026-06-01", " "),
        [(ErrorCode::WindowOrder, "to"), (ErrorCode::ReasonRequired, "reason")]
    );
    assert_eq!(leave("2026-06-01", "2036-06-01", "借调"), [(ErrorCode::OutOfRange, "to")]);
    let span = RecusalSpan { from: day("2026-06-01"), to: None };
    let of = |ground, detail| check_recusal(&RecusalDraft { ground, span, detail });
    assert!(of(RecusalGround::Kin, "").is_empty());
    assert_eq!(of(RecusalGround::Other, ""), [(ErrorCode::ReasonRequired, "detail")]);
    let end = |last: &str, until: Option<&str>| {
        check_end(until.map(day), (day(last), day("2026-06-15")), "提前返岗")
    };
    assert!(end("2026-06-14", Some("2026-06-20")).is_empty(), "from today on");
    assert!(end("2027-06-14", None).is_empty());
    assert_eq!(end("2026-06-13", Some("2026-06-20")), [(ErrorCode::OutOfRange, "last")]);
    assert_eq!(end("2026-06-20", Some("2026-06-20")), [(ErrorCode::OutOfRange, "last")]);
}

#[test]
fn certificates_that_end_soon() {
    let today = day("2026-06-15");
    assert!(ends_soon(day("2026-06-15"), today, 0));
    assert!(ends_soon(day("2026-07-15"), today, 30) && !ends_soon(day("2026-07-16"), today, 30));
    assert!(!ends_soon(day("2026-06-14"), today, 30), "over already");
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..60).prop_map(|days| day("2026-06-01") + chrono::Days::new(days))
}

proptest! {
    /// Whoever can go on every day of a window can go within it, and not the other way round only for leave.
    #[test]
    fn a_window_asks_less_than_its_days(
        (from, to) in (some_day(), some_day()).prop_filter("in order", |(from, to)| from <= to),
        leave in proptest::collection::vec((some_day(), some_day()), 0..4),
        certificate in (some_day(), some_day()),
    ) {
        let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= to).collect();
        let officer = Officer { leave: &leave, certificate, ..anyone() };
        let each = Duty { days: Days::Each(&days), ..june() };
        let within = Duty { days: Days::Within(from, to), ..june() };
        prop_assert!(!may_go(&officer, &each) || may_go(&officer, &within));
        let single = |day: &NaiveDate| may_go(&officer, &Duty { days: Days::Each(&[*day]), ..june() });
        let certified = certified(certificate, from) && certified(certificate, to);
        prop_assert_eq!(may_go(&officer, &within), certified && days.iter().any(single));
    }

    /// More limits, leave or recusals never make somebody eligible.
    #[test]
    fn reasons_only_grow(
        leave in proptest::collection::vec((some_day(), some_day()), 0..4),
        from in some_day(),
        recused in any::<bool>(),
    ) {
        let span = RecusalSpan { from, to: None };
        let recusals = if recused { vec![(FIRM, span)] } else { Vec::new() };
        let officer = Officer { leave: &leave, recusals: &recusals, ..anyone() };
        let fewer = Officer { leave: &leave[..leave.len() / 2], recusals: &[], ..anyone() };
        prop_assert!(!may_go(&officer, &june()) || may_go(&fewer, &june()));
    }
}
