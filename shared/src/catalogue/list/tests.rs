//! Reading and comparing lists.

use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::catalogue::BasisType;
use crate::ids::{DepartmentId, ItemId};
use crate::planning::table::TableRow;

fn department(number: u128) -> DepartmentId {
    DepartmentId(Uuid::from_u128(number))
}

fn departments() -> Vec<ListDepartment> {
    let one = |number, code: &str, name: &str, can_inspect| ListDepartment {
        id: department(number),
        code: code.into(),
        name: name.into(),
        can_inspect,
    };
    vec![
        one(1, "scjg", "舞钢市市场监督管理局", true),
        one(2, "wjw", "舞钢市卫生健康委员会", true),
        one(3, "lxb", "舞钢市联席会议办公室", false),
    ]
}

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

const HEADINGS: [&str; 9] =
    ["序号", "事项编号", "类别", "事项", "对象", "重点/一般", "比例", "方式", "检查主体"];

fn columns() -> ListColumns {
    let mut headings = strings(&HEADINGS);
    headings.push("依据".into());
    headings.push("频次".into());
    ListColumns::read(&headings).unwrap()
}

const BASIS: &str = "《中华人民共和国价格法》第三十三条；《明码标价规定》";

fn row(number: u64, cells: &[&str]) -> TableRow {
    TableRow { number, cells: strings(cells), marks: Vec::new() }
}

fn good(number: u64, code: &str, who: &str) -> TableRow {
    row(
        number,
        &[
            "1",
            code,
            "价格",
            "明码标价检查",
            "企业、个体工商户",
            "一般",
            "5%",
            "现场检查",
            who,
            BASIS,
            "每年1次",
        ],
    )
}

#[test]
fn a_row_becomes_an_entry_of_each_department() {
    let (entries, problems) = read_list(
        &departments(),
        &columns(),
        &[good(3, "P01", "市场监督管理局、wjw"), good(4, "P02", "wjw")],
    );
    assert_eq!(problems, []);
    assert_eq!(entries.iter().map(|one| one.department).collect::<Vec<_>>(), [1, 2, 2].map(department));
    assert_eq!(entries[0].codes, ["P01-scjg"]);
    assert_eq!(entries[2].codes, ["P02", "P02-wjw"]);
    let listed = &entries[0].listed;
    assert_eq!((listed.cap_bp, listed.times_a_year, listed.class), (Some(500), Some(1), ItemClass::General));
    assert_eq!(listed.kinds, Some(vec![SubjectKind::Enterprise, SubjectKind::Individual]));
    assert_eq!(listed.bases[1].kind, BasisType::Rule);
}

#[test]
fn problems_stand_at_row_and_column() {
    let mut merged = good(9, "P09", "scjg");
    merged.marks.push((3, ErrorCode::ImportMerged));
    let rows = [
        row(5, &["", "P 05", "", "检查", "", "有时", "5%", "看看", "税务局", "《关于检查的通知》", "常常"]),
        row(6, &["", "P06", "价格", "检查", "", "重点", "5%", "书面检查", "lxb", BASIS, ""]),
        good(7, "P07", "scjg"),
        good(8, "P07", "scjg"),
        merged,
    ];
    let (entries, problems) = read_list(&departments(), &columns(), &rows);
    assert_eq!(entries.len(), 1);
    let at: Vec<_> = problems.iter().map(|one| (one.row, one.column, one.code)).collect();
    assert_eq!(
        at,
        [
            (5, ListColumn::Category, ErrorCode::Required),
            (5, ListColumn::Class, ErrorCode::InvalidFormat),
            (5, ListColumn::Frequency, ErrorCode::InvalidFormat),
            (5, ListColumn::Method, ErrorCode::InvalidFormat),
            (5, ListColumn::Basis, ErrorCode::BasisType),
            (5, ListColumn::Department, ErrorCode::ImportUnknownReference),
            (5, ListColumn::Code, ErrorCode::InvalidFormat),
            (6, ListColumn::Ratio, ErrorCode::CapForbidden),
            (6, ListColumn::Department, ErrorCode::DepartmentCannotInspect),
            (8, ListColumn::Name, ErrorCode::ImportDuplicateRow),
            (9, ListColumn::Name, ErrorCode::ImportMerged),
        ]
    );
}

#[test]
fn headings_stand_below_a_title_and_twice_is_refused() {
    let data =
        "code,field,item,subject_scope,item_class,ratio_cap_percent,lead,partners,method,legal_basis,tag";
    let headings = strings(&data.split(',').collect::<Vec<_>>());
    let title = strings(&["某省随机抽查事项清单"]);
    let (place, _) = find_list_headings([title.as_slice(), headings.as_slice()]).unwrap();
    assert_eq!(place, 1);
    let (code, names) = find_list_headings([title.as_slice()]).unwrap_err();
    assert_eq!((code, names.len()), (ErrorCode::ImportColumns, 6));
    let twice = ListColumns::read(&strings(&["抽查事项", "事项"])).unwrap_err();
    assert_eq!(twice, (ErrorCode::ImportDuplicateColumn, vec!["抽查事项"]));
}

fn listed(name: &str, cap: Option<u32>) -> ListedItem {
    let basis = DatedBasis {
        kind: BasisType::Law,
        title: "价格法".into(),
        article: "第三十三条".into(),
        valid_from: None,
        valid_to: None,
    };
    ListedItem {
        category: "价格".into(),
        name: name.into(),
        subjects: String::new(),
        kinds: None,
        methods: vec![CheckMethod::Document, CheckMethod::OnSite],
        bases: vec![basis],
        class: ItemClass::General,
        cap_bp: cap,
        times_a_year: None,
        tag: None,
    }
}

fn entry(number: u64, codes: &[&str], listed: ListedItem) -> ListEntry {
    ListEntry { row: number, department: department(1), codes: strings(codes), listed }
}

fn local(number: u128, code: &str, content: ItemContent) -> LocalItem {
    LocalItem {
        id: ItemId(Uuid::from_u128(number)),
        code: code.into(),
        department: department(1),
        content,
        leaving: false,
    }
}

#[test]
fn what_a_list_is_silent_on_stays() {
    let mut here = listed("明码标价检查", Some(300)).over(None);
    here.notice = NoticePolicy::Advance;
    here.times_a_year = Some(2);
    here.bases[0].valid_from = "2020-01-01".parse().ok();
    let after = listed("明码标价检查", None).over(Some(&here));
    assert_eq!(after, here);
    let key = ListedItem { class: ItemClass::Key, ..listed("明码标价检查", None) };
    assert_eq!(key.over(Some(&here)).cap_bp, None);
}

#[test]
fn items_are_found_by_code_before_name() {
    let locals = [
        local(1, "P01", listed("明码标价检查", Some(300)).over(None)),
        local(2, "P02", listed("价格公示检查", Some(300)).over(None)),
        local(3, "P03", listed("收费检查", Some(300)).over(None)),
        local(4, "P04", listed("旧事项", Some(300)).over(None)),
    ];
    let entries = [
        entry(2, &["P02"], listed("明码标价检查", Some(300))),
        entry(3, &[], listed("明码标价检查", Some(300))),
        entry(4, &["P09"], listed("全新事项", Some(300))),
    ];
    let before = BTreeSet::from([locals[3].id]);
    let kinds: Vec<_> = compare(&entries, &locals, &before)
        .iter()
        .map(|one| (one.kind, one.item.map(|id| id.0.as_u128())))
        .collect();
    assert_eq!(
        kinds,
        [
            (ListKind::Changed, Some(2)),
            (ListKind::Same, Some(1)),
            (ListKind::Added, None),
            (ListKind::LocalOnly, Some(3)),
            (ListKind::Dropped, Some(4)),
        ]
    );
}

#[test]
fn decisions() {
    assert_eq!(EntryState::Open.decide(true), Ok(EntryState::Accepted));
    assert_eq!(EntryState::Refused.decide(true), Ok(EntryState::Accepted));
    assert_eq!(EntryState::Accepted.decide(false), Err(ErrorCode::IllegalTransition));
    assert_eq!(EntryState::Nothing.decide(true), Err(ErrorCode::IllegalTransition));
    let source =
        ListSource { name: " ".into(), number: "1号".into(), issued_on: "2026-06-16".parse().unwrap() };
    let wrong = source.check("2026-06-15".parse().unwrap()).unwrap_err();
    assert_eq!(wrong, [(ErrorCode::Required, "name"), (ErrorCode::OutOfRange, "issuedOn")]);
}

/// An item as a list or a place may have it: a few names and codes, so that they meet.
fn any_listed() -> impl Strategy<Value = ListedItem> {
    (0..6_u8, prop::option::of(1..=10_000_u32), any::<bool>(), prop::option::of(1..=12_u32)).prop_map(
        |(name, cap, key, times)| ListedItem {
            class: if key { ItemClass::Key } else { ItemClass::General },
            cap_bp: cap.filter(|_| !key),
            times_a_year: times,
            ..listed(&format!("事项{name}"), None)
        },
    )
}

fn any_entries() -> impl Strategy<Value = Vec<ListEntry>> {
    prop::collection::vec((prop::option::of(0..6_u8), any_listed()), 0..8).prop_map(|rows| {
        let mut seen = BTreeSet::new();
        let entries = rows.into_iter().enumerate().map(|(index, (code, listed))| {
            let codes: Vec<String> = code.iter().map(|code| format!("P{code}")).collect();
            ListEntry { row: index as u64, department: department(1), codes, listed }
        });
        // As `read_list` leaves them: no code and no name twice.
        entries
            .filter(|one| {
                let key = one.codes.first().cloned().unwrap_or_else(|| one.listed.name.clone());
                seen.insert(one.listed.name.clone()) && (one.codes.is_empty() || seen.insert(key))
            })
            .collect()
    })
}

fn any_locals() -> impl Strategy<Value = Vec<LocalItem>> {
    prop::collection::vec(any_listed(), 0..8).prop_map(|rows| {
        let put = |(index, listed): (usize, ListedItem)| {
            local(100 + index as u128, &format!("P{index}"), listed.over(None))
        };
        rows.into_iter().enumerate().map(put).collect()
    })
}

/// What accepting every line makes of the local items.
fn accept_all(entries: &[ListEntry], locals: &[LocalItem], compared: &[Compared]) -> Vec<LocalItem> {
    let mut after = locals.to_vec();
    for one in compared {
        match (one.kind, one.entry.map(|place| (place, &entries[place]))) {
            (ListKind::Added, Some((place, entry))) => {
                let code = entry.codes.first().cloned().unwrap_or_else(|| format!("NEW{place}"));
                after.push(local(1000 + place as u128, &code, entry.listed.over(None)));
            }
            (ListKind::Changed, Some((_, entry))) => {
                let item = after.iter_mut().find(|local| Some(local.id) == one.item).unwrap();
                item.content = entry.listed.over(Some(&item.content));
            }
            (ListKind::Dropped, _) => {
                after.iter_mut().find(|local| Some(local.id) == one.item).unwrap().leaving = true;
            }
            _ => {}
        }
    }
    after
}

proptest! {
    /// Accepting all makes the local items what the list says, and comparing again finds nothing more.
    #[test]
    fn accepting_all_is_the_list(entries in any_entries(), locals in any_locals(), listed in any::<bool>()) {
        let before: BTreeSet<ItemId> =
            if listed { locals.iter().map(|local| local.id).collect() } else { BTreeSet::new() };
        let compared = compare(&entries, &locals, &before);
        prop_assert_eq!(compared.iter().filter(|one| one.entry.is_some()).count(), entries.len());
        let items: Vec<ItemId> = compared.iter().filter_map(|one| one.item).collect();
        prop_assert_eq!(items.iter().collect::<BTreeSet<_>>().len(), items.len(), "no item twice");
        let after = accept_all(&entries, &locals, &compared);
        for (index, entry) in entries.iter().enumerate() {
            let one = compared.iter().find(|one| one.entry == Some(index)).unwrap();
            let id = one.item.unwrap_or(ItemId(Uuid::from_u128(1000 + index as u128)));
            let item = after.iter().find(|local| local.id == id).unwrap();
            prop_assert_eq!(&item.content, &entry.listed.over(Some(&item.content)));
        }
        let again = compare(&entries, &after, &before);
        prop_assert!(again.iter().all(|one| !one.kind.is_open()), "{:?}", again);
    }
}
