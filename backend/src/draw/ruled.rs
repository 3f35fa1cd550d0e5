//! The frame by its rules: what is known of doors, read a page at a time, and whom that leaves out of which task.
//! Freezing a frame and looking at it beforehand are the same work.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, Utc};
use shared::code::DivisionCode;
use shared::draw::Frame;
use shared::ids::{PlanLineId, SiteId, WaveId};
use shared::planning::{
    DoorPast, Excluded, FrameRule, FrameRules, LineKind, LinePopulation, PastVisit, RuledTask,
    build_ruled_frame,
};

use super::freeze::FrozenTask;
use super::{quiet, repository};
use crate::db::Source;
use crate::error::{Error, Result};
use crate::planning;
use crate::registry::Library;
use crate::visit::{VisitMade, visits_made};

/// A frame before it is frozen.
pub(super) struct RuledFrame {
    pub frame: Frame,
    /// What the rules left out, by task and rule.
    pub excluded: Excluded,
    /// Subjects in the library, in scope, and left out because they have no door; doors in the frame.
    pub counts: BTreeMap<String, u64>,
}

/// Whom the rules are asked about, and by what.
pub(super) struct Asked<'a> {
    pub owner: &'a DivisionCode,
    pub tasks: &'a [FrozenTask],
    pub rules: FrameRules,
    /// Whether visits of special campaigns count toward caps.
    pub special_counts: bool,
    pub today: NaiveDate,
}

/// The frame of tasks by the rules.
pub(super) async fn ruled_frame(
    db: &impl Source,
    library: &Library,
    asked: &Asked<'_>,
) -> Result<RuledFrame> {
    let left_out = LeftOut::of(db, library, asked).await?;
    let lines: Vec<LinePopulation> = asked.tasks.iter().map(|task| task.population.clone()).collect();
    let mut counts = BTreeMap::new();
    let mut count = |name: &str, by: usize| {
        counts.insert(name.to_owned(), by as u64);
    };
    count("subjects", library.facts.len());
    count("inScope", library.subjects().filter(|(_, at)| lines.iter().any(|line| line.includes(at))).count());
    count("withoutDoor", library.subjects().filter(|(_, at)| at.off_site).count());
    let subjects = library.subjects().map(|(_, at)| at);
    let (frame, excluded) = build_ruled_frame(&lines, subjects, |line, site| left_out.rule(line, site))
        .map_err(|error| Error::broken(format!("frame: {error}")))?;
    count("sites", frame.len());
    Ok(RuledFrame { frame, excluded, counts })
}

/// What the rules say of each task about a door.
type Verdict = Vec<Option<FrameRule>>;

/// Doors about which the rules say something else than about a door nothing is known of.
struct LeftOut {
    doors: BTreeMap<String, Verdict>,
    /// The verdict about all others.
    unknown: Verdict,
}

impl LeftOut {
    async fn of(db: &impl Source, library: &Library, asked: &Asked<'_>) -> Result<Self> {
        let ruled: Vec<RuledTask> = asked.tasks.iter().map(ruled_task).collect();
        let verdict = |past: &DoorPast| -> Verdict {
            ruled.iter().map(|task| asked.rules.excluding(task, past, asked.today)).collect()
        };
        let unknown = verdict(&DoorPast::default());
        let mut doors = BTreeMap::new();
        let mut keep = |site: SiteId, past: &DoorPast| {
            let said = verdict(past);
            if let (Some(site), true) = (library.sites.get(&site), said != unknown) {
                doors.insert(site.code.clone(), said);
            }
        };
        let mut quiet = if asked.rules.quiet_list {
            quiet::quiet_from(db, asked.owner, asked.today).await?
        } else {
            BTreeMap::new()
        };
        let back = ruled.iter().map(|task| asked.rules.looks_back(asked.today, task.window.0)).max();
        if let Some(back) = back.filter(|days| *days > 0) {
            // A day more: the instant a day begins depends on the place.
            let since = asked.today.checked_sub_days(Days::new(u64::from(back) + 1)).unwrap_or(asked.today);
            let since = since.and_time(chrono::NaiveTime::MIN).and_local_timezone(Utc);
            let since = since.single().ok_or_else(|| Error::broken("a day without a beginning"))?;
            let mut waves = Kinds::default();
            let mut after = None;
            loop {
                let page = visits_made(db, asked.owner, since, after).await?;
                let Some(last) = page.keys().next_back() else { break };
                after = Some(*last);
                waves.learn(db, page.values().flatten()).await?;
                for (site, visits) in page {
                    let visits = visits.iter().map(|visit| waves.told(visit, asked.special_counts)).collect();
                    keep(site, &DoorPast { quiet_until: quiet.remove(&site), visits });
                }
            }
        }
        for (site, until) in quiet {
            keep(site, &DoorPast { quiet_until: Some(until), visits: Vec::new() });
        }
        Ok(Self { doors, unknown })
    }

    fn rule(&self, line: usize, site: &str) -> Option<FrameRule> {
        self.doors.get(site).unwrap_or(&self.unknown).get(line).copied().flatten()
    }
}

fn ruled_task(task: &FrozenTask) -> RuledTask {
    RuledTask {
        departments: task.parties.iter().map(|(department, _)| department.to_string()).collect(),
        items: task.items.iter().map(ToString::to_string).collect(),
        window: task.window,
        exempt: task.exempt,
    }
}

/// Wave → task → the kind of its line, for the waves that visits were made for.
#[derive(Default)]
struct Kinds(BTreeMap<WaveId, BTreeMap<String, LineKind>>);

impl Kinds {
    async fn learn(&mut self, db: &impl Source, visits: impl Iterator<Item = &VisitMade>) -> Result<()> {
        let new: BTreeSet<WaveId> =
            visits.map(|visit| visit.wave).filter(|wave| !self.0.contains_key(wave)).collect();
        for wave in new {
            let rows = repository::lines_of(db, &[wave]).await?;
            let ids: Vec<PlanLineId> = rows.iter().map(|row| row.line_id).collect();
            let kinds: BTreeMap<PlanLineId, LineKind> =
                planning::lines_by_id(db, &ids).await?.into_iter().map(|line| (line.id, line.kind)).collect();
            let tasks = rows.into_iter().filter_map(|row| Some((row.task_code, *kinds.get(&row.line_id)?)));
            self.0.insert(wave, tasks.collect());
        }
        Ok(())
    }

    /// A visit as the rules see it: it counts where any of its lines does.
    fn told(&self, visit: &VisitMade, special_counts: bool) -> PastVisit {
        let kinds = self.0.get(&visit.wave);
        let routine = |task: &String| {
            kinds.and_then(|kinds| kinds.get(task)).is_none_or(|kind| *kind == LineKind::Routine)
        };
        PastVisit {
            day: visit.day,
            departments: visit.departments.iter().map(ToString::to_string).collect(),
            counts: special_counts || visit.tasks.iter().any(routine),
            concluded: visit.concluded.iter().map(ToString::to_string).collect(),
        }
    }
}
