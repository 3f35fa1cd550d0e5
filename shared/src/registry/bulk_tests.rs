use proptest::prelude::*;

use super::*;

const ONE: DepartmentId = DepartmentId(Uuid::from_u128(1));
const TWO: DepartmentId = DepartmentId(Uuid::from_u128(2));

fn seen(tags: &[(&str, TagOrigin)], departments: &[DepartmentId]) -> Seen {
    Seen {
        risk_class: RiskClass::B,
        tags: tags.iter().map(|(tag, origin)| ((*tag).to_owned(), *origin)).collect(),
        departments: departments.iter().copied().collect(),
    }
}

fn adding(tag: &str) -> BulkEdit {
    BulkEdit { add_tags: vec![tag.to_owned()], ..BulkEdit::default() }
}

#[test]
fn an_edit_that_contradicts_itself_is_refused() {
    let today = "2026-06-15".parse().unwrap();
    let codes = |edit: &BulkEdit| edit.check(today).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(codes(&BulkEdit::default()), [ErrorCode::BulkNothing]);
    assert!(codes(&adding("餐饮")).is_empty());
    let both = BulkEdit { remove_tags: vec!["餐饮".into()], ..adding("餐饮") };
    assert_eq!(codes(&both), [ErrorCode::BulkContradiction]);
    let risk =
        RiskDecision { class: RiskClass::D, decided_on: "2026-06-16".parse().unwrap(), source: " ".into() };
    let risky = BulkEdit { risk: Some(risk), ..BulkEdit::default() };
    assert_eq!(codes(&risky), [ErrorCode::Required, ErrorCode::OutOfRange]);
}

#[test]
fn a_department_changes_only_what_is_its_own() {
    let own = Reach::Departments(vec![ONE]);
    let edit = adding("餐饮");
    let verdict = |reach: &Reach, before: &Seen| judge(reach, before, &edit.apply(before));
    assert_eq!(verdict(&own, &seen(&[], &[ONE])), Verdict::Changes);
    assert_eq!(verdict(&own, &seen(&[], &[TWO])), Verdict::NotAllowed);
    assert_eq!(verdict(&own, &seen(&[], &[])), Verdict::NotAllowed, "nobody's is the office's");
    assert_eq!(verdict(&Reach::Division, &seen(&[], &[])), Verdict::Changes);
    assert_eq!(verdict(&own, &seen(&[("餐饮", TagOrigin::Rule)], &[TWO])), Verdict::Already);
    let naming = BulkEdit { add_departments: vec![TWO], ..BulkEdit::default() };
    assert!(own.forbids(&naming) && !Reach::Division.forbids(&naming));
}

#[test]
fn a_rule_takes_only_what_a_rule_gave() {
    let rule = TagRule {
        tag: "餐饮".into(),
        words: vec!["餐饮服务".into()],
        name_words: vec![],
        stop_words: vec![],
        kinds: vec![],
    };
    let using = RuleUse { tag: "餐饮".into(), rules: vec![rule], departments: vec![TWO] };
    let apply = |before: &Seen, scope| using.apply(before, SubjectKind::Enterprise, "甲", scope);
    let given = apply(&seen(&[], &[ONE]), "餐饮服务");
    assert_eq!(given, seen(&[("餐饮", TagOrigin::Rule)], &[ONE, TWO]));
    assert_eq!(apply(&given, "餐饮服务"), given);
    assert_eq!(apply(&given, "水泥"), seen(&[], &[ONE, TWO]));
    let by_hand = seen(&[("餐饮", TagOrigin::Manual)], &[ONE]);
    assert_eq!(apply(&by_hand, "水泥"), by_hand);
}

#[test]
fn every_change_shows_in_the_fingerprint() {
    let base = seen(&[("餐饮", TagOrigin::Rule)], &[ONE]);
    let others = [
        (2, base.clone()),
        (1, seen(&[("餐饮", TagOrigin::Manual)], &[ONE])),
        (1, seen(&[], &[ONE])),
        (1, seen(&[("餐饮", TagOrigin::Rule)], &[TWO])),
        (1, Seen { risk_class: RiskClass::A, ..base.clone() }),
    ];
    for (revision, other) in others {
        assert_ne!(fingerprint(1, &base), fingerprint(revision, &other));
    }
    assert_eq!(fingerprint(1, &base), fingerprint(1, &base.clone()));
}

const TAGS: [&str; 4] = ["餐饮", "药店", "锅炉", "危化品"];

fn some_tags() -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(TAGS.to_vec(), 0..=4)
        .prop_map(|tags| tags.into_iter().map(str::to_owned).collect())
}

fn some_departments() -> impl Strategy<Value = Vec<DepartmentId>> {
    prop::sample::subsequence(vec![ONE, TWO], 0..=2)
}

prop_compose! {
    fn an_edit()(add_tags in some_tags(), remove in some_tags(), add in some_departments(),
        take in some_departments(), class in prop::option::of(0..4_usize)) -> BulkEdit {
        let risk = class.map(|class| RiskDecision {
            class: RiskClass::ALL[class], decided_on: NaiveDate::default(), source: "年度评定".into(),
        });
        let remove_tags = remove.into_iter().filter(|tag| !add_tags.contains(tag)).collect();
        let remove_departments = take.into_iter().filter(|one| !add.contains(one)).collect();
        BulkEdit { add_tags, remove_tags, add_departments: add, remove_departments, risk }
    }
}

prop_compose! {
    fn a_subject()(tags in some_tags(), departments in some_departments(), class in 0..4_usize) -> Seen {
        Seen {
            risk_class: RiskClass::ALL[class],
            tags: tags.into_iter().map(|tag| (tag, TagOrigin::Rule)).collect(),
            departments: departments.into_iter().collect(),
        }
    }
}

/// Works through targets from a place on, and stops before `until`: one run of the job.
fn run(edit: &BulkEdit, library: &mut [(i64, Seen)], kept: &[u8], from: usize, until: usize) {
    for target in unpack(kept, from, until - from) {
        let place = usize::try_from(target.id.0.as_u128()).unwrap();
        let (revision, before) = &library[place];
        if fingerprint(*revision, before) == target.fingerprint {
            let after = edit.apply(before);
            library[place] = (revision + 1, after);
        }
    }
}

proptest! {
    #[test]
    fn twice_is_once(edit in an_edit(), before in a_subject()) {
        let after = edit.apply(&before);
        prop_assert_eq!(edit.apply(&after), after.clone());
        prop_assert_eq!(judge(&Reach::Division, &after, &edit.apply(&after)), Verdict::Already);
    }

    /// Cut anywhere and gone on with from the last step, even with that step done again, it ends the same.
    #[test]
    fn a_crash_changes_nothing(edit in an_edit(), subjects in prop::collection::vec(a_subject(), 1..30), cut in 0..30_usize, again in 0..5_usize) {
        let library: Vec<(i64, Seen)> = subjects.into_iter().map(|seen| (1, seen)).collect();
        let targets: Vec<Target> = library
            .iter()
            .enumerate()
            .filter(|(_, (_, seen))| judge(&Reach::Division, seen, &edit.apply(seen)) == Verdict::Changes)
            .map(|(place, (revision, seen))| Target {
                id: SubjectId(Uuid::from_u128(place as u128)), fingerprint: fingerprint(*revision, seen),
            })
            .collect();
        let kept = pack(&targets);
        prop_assert_eq!(unpack(&kept, 0, usize::MAX), targets.clone());
        let mut straight = library.clone();
        run(&edit, &mut straight, &kept, 0, targets.len());
        let mut broken = library;
        let cut = cut.min(targets.len());
        run(&edit, &mut broken, &kept, 0, cut);
        run(&edit, &mut broken, &kept, cut.saturating_sub(again), targets.len());
        prop_assert_eq!(broken, straight);
    }
}
