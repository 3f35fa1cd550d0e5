use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::*;
use crate::ErrorCode;
use crate::calendar::WorkCalendar;
use crate::catalogue::{CheckMethod, ItemClass, ItemStatus, ItemTerms};
use crate::code::DivisionCode;
use crate::draw::Rounding;
use crate::ids::{DepartmentId, JointItemId};
use crate::planning::{DrawMode, LineDraft, LineKind, Scope, Targeting};
use crate::registry::{RiskClass, SubjectKind};

const LEAD: DepartmentId = DepartmentId(Uuid::from_u128(1));
const FIRE: DepartmentId = DepartmentId(Uuid::from_u128(2));

fn departments() -> Vec<TableDepartment> {
    [(LEAD, "scjg", "市场监管局"), (FIRE, "xfj", "消防救援大队")]
        .map(|(id, code, name)| TableDepartment { id, code: code.into(), name: name.into() })
        .into()
}

fn items() -> Vec<TableItem> {
    let item = |id, code: &str, name: &str, cap_bp: Option<u32>| TableItem {
        id: JointItemId(Uuid::from_u128(id)),
        code: code.into(),
        name: name.into(),
        subject_scope: "餐饮服务经营者".into(),
        tag: Some("餐饮".into()),
        terms: ItemTerms {
            class: if cap_bp.is_some() { ItemClass::General } else { ItemClass::Key },
            cap_bp,
            status: ItemStatus::Published,
            valid_from: None,
            valid_to: None,
            withdrawn_on: None,
        },
    };
    vec![item(9, "J09", "餐饮服务；食品安全、消防", Some(800)), item(6, "J06", "加油站监督检查", None)]
}

fn towns() -> BTreeMap<DivisionCode, String> {
    [("410481", "舞钢市"), ("410481102", "武功乡")]
        .map(|(code, name)| (DivisionCode::parse(code).unwrap(), name.to_owned()))
        .into()
}

fn read(headings: &[&str], rows: &[TableRow], titles: &[&str]) -> TableReading {
    let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let (_, columns) = find_headings([headings.as_slice()]).unwrap();
    let ground = TableGround {
        year: 2026,
        today: "2026-02-01".parse().unwrap(),
        calendar: &WorkCalendar::published(),
        lead: LEAD,
        departments: &departments(),
        items: &items(),
        towns: &towns(),
        titles: &titles.iter().map(|title| (*title).to_owned()).collect::<BTreeSet<_>>(),
    };
    read_table(&ground, &columns, rows)
}

fn headings() -> Vec<&'static str> {
    Column::ALL.iter().map(|column| column.heading()).collect()
}

fn line() -> LineDraft {
    LineDraft {
        title: "餐饮服务联合抽查".into(),
        kind: LineKind::Special,
        special_reason: "投诉集中；问题普遍：见附件".into(),
        targeting: Targeting::Targeted,
        scope: Scope {
            kinds: vec![SubjectKind::Enterprise, SubjectKind::Individual],
            towns: vec![DivisionCode::parse("410481102").unwrap()],
            tags: vec!["餐饮".into(), "学校、托幼；周边".into()],
            risk_classes: vec![RiskClass::C, RiskClass::D],
        },
        draw_mode: DrawMode::Pareto,
        ratios: [("A", 0), ("B", 5), ("C", 250), ("D", 800)].map(|(k, v)| (k.to_owned(), v)).into(),
        rounding: Rounding::Ceil,
        reserve: 3,
        batches: 0,
        method: CheckMethod::OnSite,
        on_site_reason: "后厨卫生须现场查看；备选户数：另定\n见附件".into(),
        window_from: "2026-03-02".parse().unwrap(),
        window_to: "2026-04-30".parse().unwrap(),
    }
}

/// The row of a line with both items.
fn written(draft: &LineDraft, items_of: &[usize]) -> TableRow {
    let items = items();
    let cells = write_row(&LineCells {
        draft,
        trades: vec!["餐饮"],
        items: items_of.iter().map(|at| (items[*at].code.as_str(), items[*at].name.as_str())).collect(),
        departments: vec!["市场监管局", "消防救援大队"],
        towns: &towns(),
        officers: 3,
        doors: 120,
        division: &DivisionCode::parse("410481").unwrap(),
    });
    TableRow { number: 2, cells, marks: Vec::new() }
}

fn with(mut row: TableRow, column: Column, text: &str) -> TableRow {
    let place = Column::ALL.iter().position(|one| *one == column).unwrap();
    row.cells[place] = text.to_owned();
    row
}

#[test]
fn what_is_written_is_read_back() {
    let all = BTreeMap::from([("ALL".to_owned(), 1234)]);
    let drafts = [
        (line(), vec![0, 1]),
        (LineDraft { draw_mode: DrawMode::Srs, ratios: all, ..line() }, vec![1]),
        (LineDraft { draw_mode: DrawMode::Cells, ..line() }, vec![0]),
        (
            LineDraft {
                draw_mode: DrawMode::BatchOrder,
                ratios: BTreeMap::new(),
                batches: 7,
                method: CheckMethod::Document,
                on_site_reason: String::new(),
                scope: Scope::default(),
                targeting: Targeting::Untargeted,
                rounding: Rounding::Floor,
                ..line()
            },
            vec![1],
        ),
    ];
    for (draft, items_of) in drafts {
        let reading = read(&headings(), &[written(&draft, &items_of)], &[]);
        assert_eq!(reading.problems, []);
        let items: Vec<_> = items_of.iter().map(|at| items()[*at].id).collect();
        assert_eq!(reading.lines, [TableLine { row: 2, partners: vec![FIRE], items, officers: 3, draft }]);
    }
}

#[test]
fn each_problem_stands_at_its_cell() {
    let good = || written(&LineDraft { ratios: line().ratios, ..line() }, &[0]);
    for (column, text, code) in [
        (Column::Title, "", ErrorCode::Required),
        (Column::Title, "长长长长长".repeat(25).as_str(), ErrorCode::TooLong),
        (Column::Items, "没有的事项", ErrorCode::ImportUnknownReference),
        (Column::Items, "", ErrorCode::Required),
        (Column::Subjects, "外星企业", ErrorCode::ImportUnknownReference),
        (Column::Scope, "月球镇", ErrorCode::ImportUnknownReference),
        (Column::Targeting, "随便", ErrorCode::InvalidFormat),
        (Column::Ratio, "8.01%", ErrorCode::RatioOverCap),
        (Column::Ratio, "全部，分 3 批", ErrorCode::RatioOverCap),
        (Column::Ratio, "A 1%；B 2%", ErrorCode::RatioMissing),
        (Column::Ratio, "若干", ErrorCode::InvalidFormat),
        (Column::Ratio, "1", ErrorCode::InvalidFormat),
        (Column::Ratio, "", ErrorCode::Required),
        (Column::Ratio, "0%", ErrorCode::OutOfRange),
        (Column::Method, "目测", ErrorCode::InvalidFormat),
        (Column::Window, "择日", ErrorCode::InvalidFormat),
        (Column::Window, "2026-05-02 至 2026-03-01", ErrorCode::WindowOrder),
        (Column::Deadline, "2026-02-30", ErrorCode::InvalidFormat),
        (Column::Deadline, "2026-03-01", ErrorCode::WindowOrder),
        (Column::Deadline, "2027-01-10", ErrorCode::WindowOutsideYear),
        (Column::Lead, "消防救援大队", ErrorCode::LeadNotOwn),
        (Column::Lead, "没有的局", ErrorCode::ImportUnknownReference),
        (Column::Partners, "xfj、没有的局", ErrorCode::ImportUnknownReference),
        (Column::Partners, "xfj、市场监管局", ErrorCode::PartnerNotInItem),
        (Column::Remarks, "每户人数：一个", ErrorCode::InvalidFormat),
        (Column::Remarks, "每户人数：9；入企理由：须看", ErrorCode::OutOfRange),
        (Column::Remarks, "", ErrorCode::OnSiteReason),
    ] {
        let reading = read(&headings(), &[with(good(), column, text)], &[]);
        let found: Vec<_> = reading.problems.iter().map(|one| (one.row, one.column, one.code)).collect();
        assert!(found.contains(&(2, column, code)), "{column} {text}: {found:?}");
    }
    let past = with(with(good(), Column::Window, "2026年1月5日至1月20日"), Column::Deadline, "");
    let reading = read(&headings(), &[past], &[]);
    assert_eq!(reading.problems[0].code, ErrorCode::WindowPast);
}

#[test]
fn cells_that_cannot_be_taken_as_they_are() {
    let place = Column::ALL.iter().position(|one| *one == Column::Ratio).unwrap();
    for code in [ErrorCode::ImportMerged, ErrorCode::ImportFormula] {
        let row = TableRow { marks: vec![(place, code), (99, code)], ..written(&line(), &[0]) };
        let found = read(&headings(), &[row], &[]).problems;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].column, found[0].code), (Column::Ratio, code));
    }
}

#[test]
fn a_title_comes_once() {
    let row = |number| TableRow { number, ..written(&line(), &[0]) };
    let found = read(&headings(), &[row(2), row(3)], &[]).problems;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].row, found[0].code), (3, ErrorCode::LineTitleTaken));
    let found = read(&headings(), &[row(2)], &["餐饮服务 联合抽查"]).problems;
    assert_eq!((found[0].column, found[0].code), (Column::Title, ErrorCode::LineTitleTaken));
}

#[test]
fn as_other_places_publish_it() {
    let headings =
        ["抽查任务名称", "抽查检查事项", "抽查对象", "抽查类型", "抽查比例", "抽查时间", "牵头部门"];
    let cells = |ratio: &str, when: &str| TableRow {
        number: 5,
        cells: ["甲", "J06", "餐饮服务经营者", "不定向抽查", ratio, when, "scjg"].map(String::from).into(),
        marks: Vec::new(),
    };
    let reading = read(&headings, &[cells("0.05", "3月—11月")], &[]);
    assert_eq!(reading.problems.iter().map(|one| one.code).collect::<Vec<_>>(), [ErrorCode::OnSiteReason]);
    let draft = &reading.lines[0].draft;
    assert_eq!(draft.ratios, BTreeMap::from([("ALL".to_owned(), 500)]));
    assert_eq!(draft.window_from, "2026-03-01".parse().unwrap());
    assert_eq!(draft.window_to, "2026-11-30".parse().unwrap());
    assert_eq!((draft.reserve, draft.rounding, reading.lines[0].officers), (2, Rounding::HalfUp, 2));
    let counted = read(&headings, &[cells("50户", "3月至11月")], &[]).problems;
    assert!(counted.iter().any(|one| (one.column, one.code) == (Column::Basis, ErrorCode::Required)));
}

#[test]
fn rows_of_nothing_do_not_count() {
    let rows = vec![TableRow { number: 3, cells: vec![String::new(), " ".into()], marks: Vec::new() }; 1000];
    assert_eq!(read(&headings(), &rows, &[]), TableReading::default());
}

#[test]
fn headings_that_are_missing_are_named() {
    let strings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let title = strings(&["2026 年度计划"]);
    let row = strings(&["任务名称", "牵头部门", "抽查事项"]);
    assert_eq!(
        find_headings([title.as_slice(), row.as_slice()]).unwrap_err(),
        (ErrorCode::ImportColumns, vec!["户数/比例", "抽取日期起止"])
    );
    let twice = strings(&["牵头部门", "牵头"]);
    assert_eq!(find_headings([twice.as_slice()]).unwrap_err().0, ErrorCode::ImportDuplicateColumn);
    assert_eq!(find_headings([] as [&[String]; 0]).unwrap_err().1.len(), 5);
    let all = strings(&headings());
    assert_eq!(find_headings([title.as_slice(), all.as_slice()]).unwrap().0, 1);
}
