//! A door with two departments, through a whole visit.

use std::collections::BTreeSet;

use shared::ErrorCode;
use shared::catalogue::{AnswerKind, CheckMethod, NoticePolicy};
use shared::visit::{Answer, Disposal, ItemState, Question, ResultCode, VisitStatus};

use super::*;

fn named(id: &str) -> Named {
    Named { id: id.into(), name: format!("名{id}") }
}

fn item(id: &str, department: &str) -> Item {
    let question = |text: &str, kind, required| Asked {
        id: format!("{id}-{text}"),
        question: Question { text: text.into(), kind, required, choices: Vec::new(), unit: String::new() },
    };
    Item {
        id: id.into(),
        department: named(department),
        subject: named("s"),
        name: format!("事项{id}"),
        method: CheckMethod::OnSite,
        notice: NoticePolicy::AtDoor,
        state: ItemState::Open,
        questions: vec![question("1", AnswerKind::YesNo, true), question("2", AnswerKind::Number, false)],
        answers: Vec::new(),
        photos: Vec::new(),
        result: None,
    }
}

fn visit() -> Visit {
    Visit {
        id: "v".into(),
        code: "W/S".into(),
        status: VisitStatus::Approved,
        opens_door: true,
        days: Vec::new(),
        address: "石漫滩大道240号".into(),
        checked_in_at: None,
        completed_at: None,
        reason: None,
        lead: named("a"),
        parties: Vec::new(),
        team: Vec::new(),
        items: vec![item("1", "b"), item("2", "a"), item("3", "b")],
    }
}

fn entry(seq: u64, command: Command) -> Entry {
    Entry { seq, ..Entry::new(format!("k{seq}"), "v".into(), About::default(), command, 0) }
}

fn refused(seq: u64, command: Command) -> Entry {
    let refusal = Refusal { code: "X".into(), words: "不行".into() };
    Entry { state: State::Refused(refusal), ..entry(seq, command) }
}

fn yes(item: &str) -> Command {
    let question = format!("{item}-1");
    Command::Answer { item: item.into(), question, answer: Answer::YesNo(true), seen: BTreeSet::new() }
}

fn fine(item: &str) -> Command {
    let (code, disposal) = (ResultCode::NoIssue, Disposal::None);
    Command::Conclude { item: item.into(), code, disposal, note: String::new(), based_on: None }
}

fn photo(upload: Option<&str>) -> Command {
    let upload = upload.map(str::to_owned);
    Command::Photo { item: "1".into(), caption: "门头".into(), upload }
}

#[test]
fn ones_own_department_stands_first() {
    let visit = visit();
    let groups: Vec<(&str, usize)> = visit
        .by_department(Some("a"))
        .into_iter()
        .map(|(department, subjects)| (department.id.as_str(), subjects[0].1.len()))
        .collect();
    assert_eq!(groups, [("a", 1), ("b", 2)]);
    assert_eq!(visit.door(), ("名s".to_owned(), 0));
}

#[test]
fn what_waits_is_shown_on_top_and_marked() {
    let entries = [entry(1, Command::CheckIn { place: None }), entry(2, yes("1")), entry(3, photo(None))];
    let shown = shown(&visit(), &entries);
    assert_eq!(shown.visit.status, VisitStatus::CheckedIn);
    assert_eq!((shown.unsent, shown.unsent_of("1"), shown.unsent_of("2")), (3, 2, 0));
    assert_eq!(shown.answer("1", "1-1"), Mark::Unsent);
    assert_eq!(shown.answer("2", "2-1"), Mark::Saved);
    assert_eq!(shown.photo(Some("k3")), Mark::Unsent);
    assert_eq!(shown.visit.item("1").unwrap().answered(), 1);
}

#[test]
fn a_refused_arrival_opens_nothing_and_a_refused_answer_is_still_shown() {
    let entries = [refused(1, Command::CheckIn { place: None }), refused(2, yes("1"))];
    let shown = shown(&visit(), &entries);
    assert_eq!(shown.visit.status, VisitStatus::Approved);
    assert_eq!(shown.arrival, Mark::Refused("不行".into()));
    assert_eq!(shown.answer("1", "1-1"), Mark::Refused("不行".into()));
    assert!(shown.visit.item("1").unwrap().answer("1-1").is_some());
}

#[test]
fn a_photo_is_shown_once_on_its_way() {
    let mut known = visit();
    known.apply(&photo(Some("u")), "k1");
    known.apply(&photo(Some("u")), "k1");
    let entries = [entry(1, photo(Some("u")))];
    assert_eq!(shown(&known, &entries).visit.items[0].photos.len(), 1);
    // The server has told of it before its answer came.
    let mut told = visit();
    told.items[0].photos.push(Photo { upload: Some("u".into()), key: None, caption: "门头".into() });
    assert_eq!(shown(&told, &entries).visit.items[0].photos.len(), 1);
}

#[test]
fn what_may_be_written_and_why_not() {
    let mut visit = visit();
    let why = |visit: &Visit, index: usize, own| closed_to_answers(visit, &visit.items[index], own);
    assert_eq!(why(&visit, 0, None), Some(Closed::NotOnTeam));
    assert_eq!(why(&visit, 0, Some("a")), Some(Closed::OtherDepartment("名b".into())));
    assert_eq!(why(&visit, 1, Some("a")), Some(Closed::NotCheckedIn));
    visit.apply(&Command::CheckIn { place: None }, "k");
    assert_eq!(why(&visit, 1, Some("a")), None);
    visit.apply(&fine("2"), "k");
    assert_eq!(why(&visit, 1, Some("a")), Some(Closed::Concluded));
    assert_eq!(closed_to_result(&visit, &visit.items[1], Some("a")), None);
    visit.items[1].state = ItemState::Published;
    assert_eq!(closed_to_result(&visit, &visit.items[1], Some("a")), Some(Closed::Published));
    visit.apply(&Command::Finish { reason: Some("关门".into()) }, "k");
    assert_eq!((visit.status, why(&visit, 1, Some("a"))), (VisitStatus::NotPossible, Some(Closed::Over)));
}

#[test]
fn a_conclusion_needs_its_answers_unless_nobody_could_give_them() {
    let mut visit = visit();
    let problem =
        |visit: &Visit, code, disposal, note: &str| conclusion_problem(&visit.items[0], code, disposal, note);
    let none = Disposal::None;
    let missing = Some((ErrorCode::AnswerMissing, "questions.0".to_owned()));
    assert_eq!(problem(&visit, ResultCode::NoIssue, none, ""), missing);
    assert_eq!(problem(&visit, ResultCode::NotEngaged, none, ""), None);
    let track = Disposal::RectifyAndTrack;
    let note = Some((ErrorCode::Required, "note".to_owned()));
    assert_eq!(problem(&visit, ResultCode::RectifyOrdered, track, ""), note);
    let refusal = |visit: &Visit| problem(visit, ResultCode::SeriousNoncooperation, track, "拒绝开门");
    assert_eq!(refusal(&visit), Some((ErrorCode::EvidenceMissing, "photos".to_owned())));
    visit.apply(&photo(None), "k");
    assert_eq!(refusal(&visit), None);
    visit.apply(&yes("1"), "k");
    assert_eq!(problem(&visit, ResultCode::NoIssue, none, ""), None);
}

#[test]
fn the_end_needs_every_result_of_every_department() {
    let mut visit = visit();
    let found = missing(&visit, "a");
    assert_eq!(found.own.len(), 1);
    assert_eq!(found.others, [(named("b"), 2)]);
    for id in ["1", "2", "3"] {
        visit.apply(&fine(id), "k");
    }
    assert!(missing(&visit, "a").is_nothing());
}

#[test]
fn an_answer_that_has_not_seen_a_colleagues_stands_beside_it() {
    let mut visit = visit();
    let colleague = Voiced { key: "c".into(), answer: Answer::YesNo(false), by: Some("李".into()) };
    visit.items[0].answers.push(Answered { question: "1-1".into(), voices: vec![colleague] });
    let beside = shown(&visit, &[entry(1, yes("1"))]).visit.items[0].clone();
    assert_eq!((beside.contested(), beside.answer("1-1").unwrap().answer()), (vec![0], None));
    let problem = conclusion_problem(&beside, ResultCode::NoIssue, Disposal::None, "");
    assert_eq!(problem, Some((ErrorCode::AnswerContested, "questions.0".to_owned())));
    let Command::Answer { item, question, answer, .. } = yes("1") else { panic!("it is an answer") };
    let seen = visit.items[0].seen("1-1");
    let settles = Command::Answer { item, question, answer, seen };
    let settled = shown(&visit, &[entry(1, settles)]).visit.items[0].clone();
    assert_eq!(settled.answer("1-1").unwrap().answer(), Some(&Answer::YesNo(true)));
}
