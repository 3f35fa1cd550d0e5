use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::catalogue::CheckMethod;
use crate::code::DivisionCode;
use crate::eligibility::Officer;
use crate::ids::{DepartmentId, ItemId, JointItemId};
use crate::registry::SubjectKind;

fn item(number: u128) -> ItemId {
    ItemId(Uuid::from_u128(number))
}

fn department(number: u128) -> DepartmentId {
    DepartmentId(Uuid::from_u128(number))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn town(code: &str) -> DivisionCode {
    DivisionCode::parse(code).unwrap()
}

fn window() -> (NaiveDate, NaiveDate) {
    (day("2026-06-01"), day("2026-06-30"))
}

fn counted(place: &str, tag: Option<&str>, subjects: u64) -> Counted {
    Counted { town: town(place), kind: SubjectKind::Enterprise, tag: tag.map(str::to_owned), subjects }
}

fn covered(number: u128, of: u128, tag: Option<&str>) -> CoveredItem {
    CoveredItem {
        id: item(number),
        department: department(of),
        field: "餐饮服务".into(),
        tag: tag.map(str::to_owned),
        kinds: Vec::new(),
        methods: vec![CheckMethod::OnSite],
    }
}

fn officer(towns: &[DivisionCode]) -> Officer<'_> {
    Officer {
        active: true,
        certificate: (day("2026-01-01"), day("2026-12-31")),
        fields: &[],
        towns,
        leave: &[],
        recusals: &[],
    }
}

#[test]
fn gaps_of_a_small_town() {
    let groups = [
        counted("410481001", Some("餐饮"), 40),
        counted("410481002", Some("餐饮"), 3),
        counted("410481", Some("餐饮"), 1),
        counted("410481001", None, 90),
    ];
    let first = [town("410481001")];
    let officers = vec![officer(&[]), officer(&first)];
    let departments = [Department { id: department(1), officers }];
    let mut tested = covered(4, 1, Some("矿山"));
    tested.methods = vec![CheckMethod::Test];
    let items =
        [covered(1, 1, Some("餐饮")), covered(2, 2, Some("餐饮")), covered(3, 1, Some("电影")), tested];
    let found = coverage(&groups, &items, &departments, &BTreeSet::new(), window());
    assert_eq!(found.idle, [item(3), item(4)]);
    assert_eq!(found.without_experts, [item(4)]);
    let cells = |department| found.cells.iter().filter(move |cell| cell.department == department);
    let of_first: Vec<_> =
        cells(department(1)).map(|cell| (cell.town.as_str(), cell.officers, cell.short)).collect();
    assert_eq!(of_first, [("410481", 1, 1), ("410481001", 2, 0), ("410481002", 1, 1)]);
    assert!(cells(department(2)).all(|cell| cell.officers == 0), "nobody is known of it");
    assert_eq!(found.shortages.len(), 5);
    let shortage = &found.shortages[1];
    assert_eq!((shortage.item, shortage.subjects, shortage.officers), (item(1), 3, 1));
    let experts = BTreeSet::from(["矿山".to_owned()]);
    assert!(coverage(&groups, &items, &departments, &experts, window()).without_experts.is_empty());
}

#[test]
fn an_item_for_everybody_counts_each_subject_once() {
    let groups = [counted("410481001", Some("餐饮"), 40), counted("410481001", None, 90)];
    let found = coverage(&groups, &[covered(1, 1, None)], &[], &BTreeSet::new(), window());
    assert_eq!(found.shortages[0].subjects, 90);
    let cell = cell_of(&found.cells, department(1), &town("410481001")).unwrap();
    assert_eq!((cell.items, cell.short), (1, 1));
}

#[test]
fn what_opens_no_door_needs_no_pair() {
    let mut paper = covered(1, 1, None);
    paper.methods = vec![CheckMethod::Document];
    let found = coverage(&[counted("410481001", None, 9)], &[paper], &[], &BTreeSet::new(), window());
    assert!(found.cells.is_empty() && found.shortages.is_empty() && found.idle.is_empty());
}

fn claim(number: u128, of: u128, joint: u128, name: &str) -> Claim {
    Claim {
        item: item(number),
        department: department(of),
        joint_item: JointItemId(Uuid::from_u128(joint)),
        name: name.into(),
        bases: Vec::new(),
        kinds: Vec::new(),
        tag: None,
    }
}

fn citing(claim: Claim, article: &str) -> Claim {
    Claim { bases: vec![ClaimBasis { title: "消防法".into(), article: article.into() }], ..claim }
}

#[test]
fn the_same_name_or_article_outside_a_joint_item() {
    let one = claim(1, 1, 1, "加油站（点）安全检查");
    assert_eq!(
        conflicts(&[one.clone(), claim(2, 2, 2, "加油站(点)  安全检查")])[0].matches,
        [DutyMatch::Name]
    );
    assert!(conflicts(&[one.clone(), claim(2, 2, 1, "加油站（点）安全检查")]).is_empty(), "joint");
    assert!(conflicts(&[one.clone(), claim(2, 1, 2, "加油站（点）安全检查")]).is_empty(), "one department");
    let cited = [citing(claim(2, 2, 2, "甲"), "第五条"), citing(claim(1, 1, 1, "乙"), "第五条 ")];
    let found = conflicts(&cited);
    assert_eq!((found[0].items, &found[0].matches[..]), ((item(1), item(2)), &[DutyMatch::Basis][..]));
    let whole = [citing(claim(1, 1, 1, "甲"), ""), citing(claim(2, 2, 2, "乙"), "")];
    assert!(conflicts(&whole).is_empty(), "a whole paper is no article");
}

#[test]
fn different_subjects_are_no_conflict() {
    let tagged =
        |number, tag: &str| Claim { tag: Some(tag.into()), ..claim(number, number, number, "消防检查") };
    assert!(conflicts(&[tagged(1, "住宿"), tagged(2, "商超")]).is_empty());
    assert_eq!(conflicts(&[tagged(1, "住宿"), tagged(2, "住宿")]).len(), 1);
    let kinds = |number, kind| Claim { kinds: vec![kind], ..claim(number, number, number, "消防检查") };
    assert!(conflicts(&[kinds(1, SubjectKind::Enterprise), kinds(2, SubjectKind::Individual)]).is_empty());
}

#[test]
fn lines_are_warned_until_it_is_decided_and_against_the_decision() {
    let found = conflicts(&[claim(1, 1, 1, "检查"), claim(2, 2, 2, "检查")]);
    let line = [(item(1), department(1))];
    let warned = |decided| {
        let known: Vec<_> = found.iter().map(|one| (one.clone(), standing(one, decided))).collect();
        line_warnings(&line, &known)
    };
    assert_eq!(warned(None), [LineWarning::Open { item: item(1), other: item(2) }]);
    assert!(warned(Some(department(1))).is_empty());
    let against = LineWarning::Against { item: item(1), other: item(2), holder: department(2) };
    assert_eq!(warned(Some(department(2))), [against]);
    assert_eq!(warned(Some(department(9))).len(), 1, "whoever is no party settles nothing");
}

proptest! {
    /// Grouping finds exactly what comparing every pair finds.
    #[test]
    fn every_pair_is_found_once(
        rows in proptest::collection::vec((0u128..4, 0u128..4, 0u8..3, 0u8..3, 0u8..3), 0..12),
    ) {
        let claims: Vec<Claim> = rows
            .iter()
            .zip(1u128..)
            .map(|((of, joint, name, article, tag), number)| Claim {
                tag: (*tag > 0).then(|| tag.to_string()),
                ..citing(claim(number, *of, *joint, &name.to_string()), &format!("第{article}条"))
            })
            .collect();
        let mut expected: BTreeMap<(ItemId, ItemId), usize> = BTreeMap::new();
        for (index, one) in claims.iter().enumerate() {
            for other in &claims[index + 1..] {
                let apart = one.department != other.department && one.joint_item != other.joint_item;
                let tags = one.tag.is_none() || other.tag.is_none() || one.tag == other.tag;
                let common = usize::from(one.name == other.name) + usize::from(one.bases == other.bases);
                if apart && tags && common > 0 {
                    expected.insert((one.item, other.item), common);
                }
            }
        }
        let found: BTreeMap<_, _> =
            conflicts(&claims).into_iter().map(|one| (one.items, one.matches.len())).collect();
        prop_assert_eq!(found, expected);
    }

    /// What is short is exactly what has fewer than two; a further officer never makes it worse.
    #[test]
    fn shortages_follow_the_cells(counts in proptest::collection::vec(0u64..5, 1..6), officers in 0usize..4) {
        let groups: Vec<Counted> =
            counts.iter().zip(1..).map(|(count, number)| counted(&format!("41048100{number}"), None, *count)).collect();
        let with = |number: usize| {
            let departments = [Department { id: department(1), officers: vec![officer(&[]); number] }];
            coverage(&groups, &[covered(1, 1, None)], &departments, &BTreeSet::new(), window())
        };
        let found = with(officers);
        let present = counts.iter().filter(|count| **count > 0).count();
        prop_assert_eq!(found.cells.len(), present);
        prop_assert_eq!(found.shortages.len(), if officers < 2 { present } else { 0 });
        prop_assert_eq!(found.idle.is_empty(), present > 0);
        prop_assert!(with(officers + 1).shortages.len() <= found.shortages.len());
    }
}
