//! What has happened in the demo town so far: last month's plan is published, a wave is drawn, some
//! doors are visited, some results are public, some wait; next year's plan is being written.
//!
//! Told by the same use cases, on a clock that is set to each day in turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use shared::access::{Action, Scope as AccessScope};
use shared::catalogue::{AnswerKind, CheckMethod};
use shared::draw::key::commitment;
use shared::draw::{HashAlgorithm, Rounding, to_hex};
use shared::ids::{DepartmentId, JointItemId, PlanId, PlanLineId, VisitId};
use shared::planning::{
    DrawMode, LineDraft, LineKind, ListDisclosure, REVEAL_MINUTES, Scope, Targeting, WitnessDraft,
    WitnessKind,
};
use shared::visit::{Answer, Disposal, PublicationStatus, ResultCode, VisitStatus};

use crate::access::{Origin, Viewer};
use crate::app::{Core, Services};
use crate::catalogue::JointItem;
use crate::clock::{ManualClock, entropy};
use crate::db::page::PageRequest;
use crate::disclosure::ClockFilter;
use crate::draw::{TokenHolder, WaveInput};
use crate::error::{Error, Result};
use crate::organisation::{account_by_name, departments_in};
use crate::planning::{LineInput, PlanLine};
use crate::visit::{AnswerInput, CheckIn, ResultInput, Visit, VisitFilter};

/// A line of the story: joint item, ratios of A to D (or of all) in basis points.
struct LineStory {
    item: &'static str,
    ratios: &'static [u32],
    reason: &'static str,
}

#[rustfmt::skip]
const LINES: [LineStory; 8] = [
    LineStory { item: "J09", ratios: &[100, 300, 600, 800], reason: "后厨卫生、消防设施须现场查看" },
    LineStory { item: "J10", ratios: &[100, 300, 600, 800], reason: "食品陈列、疏散通道须现场查看" },
    LineStory { item: "J03", ratios: &[400, 600, 800, 1000], reason: "客房卫生、消防设施须现场查看" },
    LineStory { item: "J06", ratios: &[2000, 4000, 6000, 10_000], reason: "油罐区和加油机须现场查看" },
    LineStory { item: "J01", ratios: &[2000, 3000, 5000, 10_000], reason: "食堂后厨须现场查看" },
    LineStory { item: "J25", ratios: &[200], reason: "" },
    LineStory { item: "J11", ratios: &[500, 1000, 3000, 6000], reason: "药品储存条件须现场查看" },
    LineStory { item: "J23", ratios: &[500, 1000, 2000, 4000], reason: "设备使用状况须现场查看" },
];

/// How many of the lines the first wave draws; the others wait for the reader.
const DRAWN: usize = 6;
/// How many doors are visited in the story.
const VISITED: usize = 24;

/// A storyteller: the services on a clock of its own.
struct Story {
    services: Services,
    clock: Arc<ManualClock>,
    items: BTreeMap<String, JointItem>,
    departments: BTreeMap<DepartmentId, String>,
}

/// Tells it. `services` is left as it was; only what happened is in the database.
pub async fn tell(services: &Services) -> Result<()> {
    let core = &services.core;
    let (now, today) = (core.now(), core.today());
    let Some(begin) = beginning(now, today) else { return Ok(()) };
    let clock = Arc::new(ManualClock::new(begin));
    let told = Core::new(
        core.db().clone(),
        clock.clone(),
        core.keys().clone(),
        core.files().folder().to_owned(),
        core.settings().clone(),
    );
    let story = Story {
        items: items(core).await?,
        departments: codes(core).await?,
        services: Services::new(told),
        clock,
    };
    let plan = story.plan(today).await?;
    story.move_to(now - Duration::days(14), begin);
    story.draw(plan).await?;
    story.visits(today).await?;
    story.next_year(today.year() + 1).await
}

/// A month ago at nine, but not before the second of January: a plan belongs to one year. On the first
/// days of a year there is no story to tell yet.
fn beginning(now: DateTime<Utc>, today: NaiveDate) -> Option<DateTime<Utc>> {
    let month_ago = now - Duration::days(30);
    let new_year = NaiveDate::from_ymd_opt(today.year(), 1, 2)?.and_hms_opt(1, 0, 0)?.and_utc();
    let begin = month_ago.max(new_year);
    (begin + Duration::days(16) < now).then_some(begin)
}

async fn items(core: &Core) -> Result<BTreeMap<String, JointItem>> {
    let viewer = Viewer::system("demo", core.settings().division.clone());
    viewer.demand(Action::ReadCatalogue, AccessScope::Division)?;
    let rows = crate::catalogue::CatalogueService::new(core.clone()).published(&viewer.division).await?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}

async fn codes(core: &Core) -> Result<BTreeMap<DepartmentId, String>> {
    let rows = departments_in(core.db().read(), &core.settings().division).await?;
    Ok(rows.into_iter().map(|(code, row)| (row.id, code)).collect())
}

impl Story {
    fn core(&self) -> &Core {
        &self.services.core
    }

    fn move_to(&self, instant: DateTime<Utc>, not_before: DateTime<Utc>) {
        let step = instant.max(not_before) - self.core().now();
        self.clock.advance(step.max(Duration::zero()));
    }

    async fn actor(&self, username: &str) -> Result<Viewer> {
        let account = account_by_name(self.core().db().read(), username).await?;
        let account = account.ok_or_else(|| Error::broken(format!("no demo account {username}")))?;
        self.services.organisation.viewer_of(account.id, &account.division_code).await
    }

    async fn of_department(&self, department: DepartmentId, suffix: &str) -> Result<Viewer> {
        self.actor(&format!("{}.{suffix}", self.departments[&department])).await
    }

    /// This year's plan, from the first line to its publication.
    async fn plan(&self, today: NaiveDate) -> Result<PlanId> {
        let (clerk, head) = (self.actor("office.clerk").await?, self.actor("office.head").await?);
        let year = today.year();
        let planning = &self.services.planning;
        let plan = planning.open_plan(&clerk, year, &format!("{year}年度部门联合抽查计划")).await?;
        let from = today.checked_sub_days(Days::new(12)).unwrap_or(today).max(new_year(year));
        let to = today.checked_add_days(Days::new(25)).unwrap_or(today).min(year_end(year));
        for line in &LINES {
            let line = self.save_line(plan.id, line, (from, to)).await?;
            let line = self.to_the_office(line).await?;
            let line = planning.review_line(&clerk, line.id, true, (line.revision, "")).await?;
            planning.approve_line(&head, line.id, true, (line.revision, "")).await?;
        }
        let plan = planning.approve_plan(&head, plan.id, plan.revision).await?;
        let filing = ("舞钢市人民政府", "舞政备（演示）1号", self.core().today());
        let plan = planning.file_plan(&clerk, plan.id, plan.revision, filing).await?;
        Ok(planning.publish_plan(&head, plan.id, plan.revision).await?.id)
    }

    async fn save_line(
        &self,
        plan: PlanId,
        story: &LineStory,
        window: (NaiveDate, NaiveDate),
    ) -> Result<PlanLine> {
        let item = &self.items[story.item];
        let departments = self.departments_of(item.id).await?;
        let lead = departments[0];
        let clerk = self.of_department(lead, "clerk").await?;
        let classes = ["A", "B", "C", "D"];
        let ratios = match story.ratios {
            [all] => BTreeMap::from([("ALL".to_owned(), *all)]),
            each => classes.iter().zip(each).map(|(class, ratio)| ((*class).to_owned(), *ratio)).collect(),
        };
        let draft = LineDraft {
            title: format!("{}部门联合抽查", item.field),
            kind: LineKind::Routine,
            special_reason: String::new(),
            targeting: if item.tag.is_some() { Targeting::Targeted } else { Targeting::Untargeted },
            scope: Scope { tags: item.tag.iter().cloned().collect(), ..Scope::default() },
            draw_mode: DrawMode::Srs,
            ratios,
            rounding: Rounding::HalfUp,
            reserve: 2,
            batches: 0,
            method: if story.reason.is_empty() { CheckMethod::Document } else { item.method },
            on_site_reason: story.reason.to_owned(),
            window_from: window.0,
            window_to: window.1,
        };
        let input = LineInput {
            ratio_reason: String::new(),
            id: None,
            plan,
            lead,
            partners: departments[1..].to_vec(),
            officers: 2,
            items: vec![item.id],
            draft,
            revision: 0,
        };
        self.services.planning.save_line(&clerk, input).await
    }

    async fn departments_of(&self, item: JointItemId) -> Result<Vec<DepartmentId>> {
        let mut found = self.services.catalogue.departments_of(&[item]).await?;
        found
            .remove(&item)
            .filter(|list| !list.is_empty())
            .ok_or_else(|| Error::broken("an item without departments"))
    }

    async fn submit(&self, line: &PlanLine) -> Result<PlanLine> {
        let clerk = self.of_department(line.lead_department_id, "clerk").await?;
        self.services.planning.submit_line(&clerk, line.id, line.revision).await
    }

    async fn confirm_all(&self, line: &PlanLine) -> Result<()> {
        for party in self.services.planning.parties_of(&[line.id]).await? {
            if party.department_id != line.lead_department_id {
                let clerk = self.of_department(party.department_id, "clerk").await?;
                self.services.planning.confirm_line(&clerk, line.id, party.department_id, None).await?;
            }
        }
        Ok(())
    }

    /// Submitted, confirmed and signed by all.
    async fn to_the_office(&self, line: PlanLine) -> Result<PlanLine> {
        let mut line = self.submit(&line).await?;
        self.confirm_all(&line).await?;
        for party in self.services.planning.parties_of(&[line.id]).await? {
            let head = self.of_department(party.department_id, "head").await?;
            line = self.services.planning.sign_line(&head, line.id, party.department_id).await?;
        }
        Ok(line)
    }

    /// A wave of the first lines, drawn in public.
    async fn draw(&self, plan: PlanId) -> Result<()> {
        let clerk = self.actor("office.clerk").await?;
        let draw = &self.services.draw;
        let filter = crate::planning::LineFilter { plan: Some(plan), ..Default::default() };
        let lines = self.services.planning.lines(&clerk, &filter, &PageRequest::first(DRAWN as u64)).await?;
        let lines: Vec<PlanLineId> = lines.entries.into_iter().map(|(_, line)| line.id).collect();
        let witness = |code: &str, name: &str, organisation: &str, kind: WitnessKind| WitnessDraft {
            code: code.to_owned(),
            name: name.to_owned(),
            organisation: organisation.to_owned(),
            kind,
        };
        let opened = draw
            .open_wave(
                &clerk,
                WaveInput {
                    plan,
                    title: "第一批次联合抽取（演示）".to_owned(),
                    lines,
                    hash: HashAlgorithm::Sha256,
                    disclosure: ListDisclosure::AtOnce,
                    beacon_event: "福彩双色球下一期开奖号码（演示）".to_owned(),
                    beacon_due_at: None,
                    witnesses: vec![
                        witness("sifaju", "司法局见证人", "舞钢市司法局", WitnessKind::Justice),
                        witness("jiwei", "纪委监委见证人", "舞钢市纪委监委", WitnessKind::Discipline),
                        witness("qiye", "企业代表", "舞钢市企业代表", WitnessKind::Firm),
                    ],
                    rules: None,
                    turn: None,
                },
            )
            .await?;
        let origin = Origin { ip: "local".into(), request_id: String::new() };
        let mut nonces = Vec::new();
        for link in &opened.links {
            let nonce: [u8; 32] = entropy();
            let value = to_hex(&commitment(opened.wave.hash, &link.code, &nonce));
            draw.commit(TokenHolder { token: &link.token, device: None, origin: &origin }, &value).await?;
            nonces.push((link.token.clone(), to_hex(&nonce)));
        }
        let attempt = draw.freeze(&clerk, opened.attempt.id).await?;
        draw.record_beacon(&clerk, attempt.id, ("福彩双色球演示期 03,07,15,19,26,31+08", REVEAL_MINUTES))
            .await?;
        for (token, nonce) in &nonces {
            draw.reveal(TokenHolder { token, device: None, origin: &origin }, nonce).await?;
        }
        draw.perform(&clerk, attempt.id).await?;
        Ok(())
    }

    /// Heads approve, officers go, heads publish what is older than three days.
    async fn visits(&self, today: NaiveDate) -> Result<()> {
        let clerk = self.actor("office.clerk").await?;
        let until = today.checked_add_days(Days::new(7)).unwrap_or(today);
        let filter = VisitFilter { to: Some(until), ..VisitFilter::default() };
        let due = self.services.visits.list(&clerk, &filter, &PageRequest::first(200)).await?;
        let due: Vec<Visit> = due.entries.into_iter().map(|(_, visit)| visit).collect();
        self.approve(&due).await?;
        let past: Vec<&Visit> = due.iter().filter(|visit| visit.first_day < today).take(VISITED).collect();
        for (index, visit) in past.into_iter().enumerate() {
            let morning =
                visit.first_day.and_hms_opt(1, 30, 0).map(|time| time.and_utc()).unwrap_or_default();
            self.move_to(morning, self.core().now());
            self.work(visit.id, index).await?;
        }
        self.publish(today).await
    }

    async fn approve(&self, visits: &[Visit]) -> Result<()> {
        let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
        let mut by_department: BTreeMap<DepartmentId, Vec<VisitId>> = BTreeMap::new();
        for part in self.services.visits.departments_of(&ids).await? {
            by_department.entry(part.department_id).or_default().push(part.visit_id);
        }
        for (department, ids) in by_department {
            let head = self.of_department(department, "head").await?;
            self.services.visits.approve(&head, department, &ids).await?;
        }
        Ok(())
    }

    /// A whole visit: arrival, answers, results, departure.
    async fn work(&self, id: VisitId, index: usize) -> Result<()> {
        let visits = &self.services.visits;
        let seats = visits.seats_of(&[id]).await?;
        let mut officers: BTreeMap<DepartmentId, Viewer> = BTreeMap::new();
        for seat in &seats {
            let row = self.services.registry.inspectors_by_id(&[seat.inspector_id]).await?;
            let code = row.first().map(|row| row.code.replace('-', ".i")).unwrap_or_default();
            if let std::collections::btree_map::Entry::Vacant(free) = officers.entry(seat.department_id) {
                free.insert(self.actor(&code).await?);
            }
        }
        let Some(first) = officers.values().next() else { return Ok(()) };
        let visit = visits.get(first, id).await?;
        if visit.status != VisitStatus::Approved {
            return Ok(());
        }
        if visit.opens_door {
            visits.check_in(first, id, CheckIn::default(), &key("in", id, 0)).await?;
        }
        for (number, item) in visits.items_of(&[id]).await?.into_iter().enumerate() {
            let Some(officer) = officers.get(&item.department_id) else { return Ok(()) };
            for (position, question) in
                self.services.catalogue.questions_of(&[item.item_id]).await?.into_iter().enumerate()
            {
                let answer = match question.kind {
                    AnswerKind::YesNo => Answer::YesNo(true),
                    AnswerKind::Number => Answer::Number("4".to_owned()),
                    AnswerKind::Text => Answer::Text("正常".to_owned()),
                    AnswerKind::Choice => {
                        Answer::Choice(question.choices.0.first().cloned().unwrap_or_default())
                    }
                };
                let key = key("an", item.id.0.into(), position);
                let entered = AnswerInput { item: item.id, question: question.id, value: answer, seen: None };
                visits.answer(officer, entered, &key).await?;
            }
            let problem = (index * 7 + number) % 9 == 4;
            let result = ResultInput {
                item: item.id,
                code: if problem { ResultCode::RectifyOrdered } else { ResultCode::NoIssue },
                disposal: if problem { Disposal::RectifyAndTrack } else { Disposal::None },
                note: if problem {
                    "现场发现问题，已责令当场改正并跟踪复查".to_owned()
                } else {
                    String::new()
                },
                based_on: None,
            };
            visits.enter_result(officer, result, &key("re", item.id.0.into(), 0)).await?;
        }
        visits.complete(first, id, &key("out", id, 0)).await?;
        Ok(())
    }

    async fn publish(&self, today: NaiveDate) -> Result<()> {
        let old = today.checked_sub_days(Days::new(4)).unwrap_or(today);
        for department in self.departments.keys() {
            let head = self.of_department(*department, "head").await?;
            let filter = ClockFilter {
                department: Some(*department),
                publication: Some(PublicationStatus::Pending),
                ..ClockFilter::default()
            };
            let rows = self.services.disclosure.clocks(&head, &filter, &PageRequest::first(200)).await?;
            let ids: Vec<_> = rows
                .entries
                .into_iter()
                .filter(|(_, row)| row.found_on <= old)
                .map(|(_, row)| row.id)
                .collect();
            if !ids.is_empty() {
                self.services.disclosure.publish(&head, &ids).await?;
            }
        }
        Ok(())
    }

    /// Next year's plan with a line in each state on the way to the office.
    async fn next_year(&self, year: i32) -> Result<()> {
        let clerk = self.actor("office.clerk").await?;
        let plan =
            self.services.planning.open_plan(&clerk, year, &format!("{year}年度部门联合抽查计划")).await?;
        let date = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_else(|| new_year(year));
        let window = (date(4, 1), date(6, 30));
        self.save_line(plan.id, &LINES[0], window).await?;
        let line = self.save_line(plan.id, &LINES[1], window).await?;
        self.submit(&line).await?;
        let line = self.save_line(plan.id, &LINES[2], window).await?;
        let line = self.submit(&line).await?;
        self.confirm_all(&line).await?;
        let line = self.save_line(plan.id, &LINES[6], window).await?;
        self.to_the_office(line).await?;
        let line = self.save_line(plan.id, &LINES[7], window).await?;
        let line = self.to_the_office(line).await?;
        self.services.planning.review_line(&clerk, line.id, true, (line.revision, "")).await?;
        Ok(())
    }
}

fn new_year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

fn year_end(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default()
}

/// A command key of the story.
fn key(step: &str, id: VisitId, number: usize) -> String {
    format!("demo-{step}-{}-{number}", id.0.simple())
}
