//! From drawn doors to visits: which departments come on which days to which subjects with which items.
//!
//! Pure: everything is passed in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shared::ErrorCode;
use shared::calendar::WorkCalendar;
use shared::catalogue::CheckMethod;
use shared::days::{Placement, Window, fewest_days, level};
use shared::draw::{Digest, Draw, StratumDraw, tasks_by_site};
use shared::ids::{DepartmentId, ItemId, SubjectId};
use shared::planning::tag_applies;

use super::freeze::FrozenTask;
use crate::catalogue::{Item, JointItem};
use crate::error::{Refusal, Result};
use crate::registry::{Library, Site};

/// Visits a team makes a day: what levelling reckons with, not a limit.
const VISITS_A_DAY: u32 = 3;

/// What assembling needs to know.
pub(super) struct Inputs<'a, 'p> {
    pub tasks: &'a [FrozenTask],
    pub result: &'a Draw,
    pub library: &'p Library,
    pub joint_items: &'a [JointItem],
    pub items: &'a [Item],
    /// How many inspectors each department has.
    pub inspectors: &'a BTreeMap<DepartmentId, u32>,
    pub calendar: &'a WorkCalendar,
    pub today: NaiveDate,
    /// The wave's number of a door.
    pub number: &'a dyn Fn(&str) -> Digest,
}

/// An item to be inspected.
#[derive(Debug, Clone)]
pub(super) struct ItemPlan {
    pub subject: SubjectId,
    pub item: ItemId,
    pub department: DepartmentId,
    pub task: String,
    pub method: CheckMethod,
    pub day: NaiveDate,
}

/// A visit.
#[derive(Debug, Clone)]
pub(super) struct VisitPlan<'a> {
    pub site: &'a Site,
    pub opens_door: bool,
    pub days: Vec<NaiveDate>,
    /// Department → officers it sends and the days it comes.
    pub departments: BTreeMap<DepartmentId, (u32, BTreeSet<NaiveDate>)>,
    pub items: Vec<ItemPlan>,
}

/// A visit whose days are not placed yet.
struct Draft<'a, 'p> {
    site: &'p Site,
    tasks: Vec<&'a FrozenTask>,
    /// Day → which of `tasks` it serves, and how far it may move.
    days: Vec<(Vec<usize>, Window)>,
}

/// All visits of a draw, in the order of their doors.
pub(super) fn visits<'p>(inputs: &Inputs<'_, 'p>) -> Result<Vec<VisitPlan<'p>>> {
    let is_open = |day: NaiveDate| day >= inputs.today && inputs.calendar.is_working_day(day);
    let by_code: BTreeMap<&str, &'p Site> =
        inputs.library.sites.values().map(|site| (site.code.as_str(), site)).collect();
    let batches = batch_numbers(inputs.result);
    let mut drafts = Vec::new();
    for (code, task_ids) in tasks_by_site(inputs.result) {
        let Some(site) = by_code.get(code) else { continue };
        let tasks: Vec<&FrozenTask> =
            inputs.tasks.iter().filter(|task| task_ids.contains(task.task.id.as_str())).collect();
        let windows: Vec<Window> = tasks
            .iter()
            .map(|task| {
                let batch = batches.get(&(task.task.id.as_str(), code)).copied();
                batch_window(task, batch, &is_open)
            })
            .collect();
        let days = fewest_days(&windows, is_open).map_err(|closed| {
            Refusal::new(ErrorCode::WindowNoWorkingDay).with(tasks[closed.window].title.clone())
        })?;
        let days = days.into_iter().map(|day| (day.windows, day.leeway)).collect();
        drafts.push(Draft { site, tasks, days });
    }
    let placed = place(inputs, &drafts, is_open);
    let subjects = subjects_by_site(inputs.library);
    Ok(drafts.into_iter().zip(placed).map(|(draft, days)| finish(inputs, draft, &days, &subjects)).collect())
}

/// (task, door) → number of its batch and how many batches there are.
fn batch_numbers(result: &Draw) -> BTreeMap<(&str, &str), (usize, usize)> {
    let mut numbers = BTreeMap::new();
    for (task, strata) in &result.0 {
        for stratum in strata.values() {
            if let StratumDraw::Batches { batches, .. } = stratum {
                for (number, batch) in batches.iter().enumerate() {
                    for site in batch {
                        numbers.insert((task.as_str(), site.as_str()), (number, batches.len()));
                    }
                }
            }
        }
    }
    numbers
}

/// The part of a task's window in which a batch is due: its working days cut into as many parts.
fn batch_window(
    task: &FrozenTask,
    batch: Option<(usize, usize)>,
    is_open: &impl Fn(NaiveDate) -> bool,
) -> Window {
    let whole = Window { from: task.window.0, to: task.window.1 };
    let Some((number, of)) = batch else { return whole };
    let open: Vec<NaiveDate> =
        whole.from.iter_days().take_while(|day| *day <= whole.to).filter(|day| is_open(*day)).collect();
    let Some(last) = open.len().checked_sub(1) else { return whole };
    let first = (number * open.len() / of).min(last);
    let end = ((number + 1) * open.len() / of).saturating_sub(1).clamp(first, last);
    Window { from: open[first], to: open[end] }
}

/// Levels all visit days over the departments' capacities.
fn place(
    inputs: &Inputs<'_, '_>,
    drafts: &[Draft<'_, '_>],
    is_open: impl Fn(NaiveDate) -> bool,
) -> Vec<Vec<NaiveDate>> {
    let departments: Vec<DepartmentId> = inputs.inspectors.keys().copied().collect();
    let index_of = |id: DepartmentId| departments.binary_search(&id).ok();
    let capacity: Vec<u32> =
        departments.iter().map(|id| (inputs.inspectors[id] / 2).max(1) * VISITS_A_DAY).collect();
    let mut placements = Vec::new();
    for draft in drafts {
        let rank = (inputs.number)(&draft.site.code);
        for (served, leeway) in &draft.days {
            let coming: BTreeSet<usize> = served
                .iter()
                .flat_map(|task| draft.tasks[*task].parties.iter())
                .filter_map(|(department, _)| index_of(*department))
                .collect();
            placements.push(Placement { rank, departments: coming.into_iter().collect(), leeway: *leeway });
        }
    }
    let mut days = level(&placements, &capacity, is_open).into_iter();
    drafts
        .iter()
        .map(|draft| {
            // `fewest_days` found an open day in every leeway, so each has one.
            draft.days.iter().map(|(_, leeway)| days.next().flatten().unwrap_or(leeway.to)).collect()
        })
        .collect()
}

type SubjectsBySite<'a> = BTreeMap<&'a str, Vec<(SubjectId, shared::planning::SubjectAt<'a>)>>;

fn subjects_by_site(library: &Library) -> SubjectsBySite<'_> {
    let mut found: SubjectsBySite<'_> = BTreeMap::new();
    for (fact, at) in library.subjects() {
        found.entry(at.site).or_default().push((fact.id, at));
    }
    found
}

fn finish<'p>(
    inputs: &Inputs<'_, 'p>,
    draft: Draft<'_, 'p>,
    days: &[NaiveDate],
    subjects: &SubjectsBySite<'p>,
) -> VisitPlan<'p> {
    let mut day_of = vec![draft.site.created_at.date_naive(); draft.tasks.len()];
    for ((served, _), day) in draft.days.iter().zip(days) {
        served.iter().for_each(|task| day_of[*task] = *day);
    }
    let mut departments: BTreeMap<DepartmentId, (u32, BTreeSet<NaiveDate>)> = BTreeMap::new();
    for (task, day) in draft.tasks.iter().zip(&day_of) {
        for (department, officers) in &task.parties {
            let part = departments.entry(*department).or_default();
            part.0 = part.0.max(*officers);
            part.1.insert(*day);
        }
    }
    let mut items: Vec<ItemPlan> = Vec::new();
    let mut seen: BTreeSet<(SubjectId, ItemId)> = BTreeSet::new();
    for (subject, at) in subjects.get(draft.site.code.as_str()).into_iter().flatten() {
        for (task, day) in draft.tasks.iter().zip(&day_of) {
            if !task.population.includes(at) {
                continue;
            }
            for item in items_for(inputs, task, at.facts.tags) {
                if seen.insert((*subject, item.id)) {
                    items.push(ItemPlan {
                        subject: *subject,
                        item: item.id,
                        department: item.department_id,
                        task: task.task.id.clone(),
                        method: task.method,
                        day: *day,
                    });
                }
            }
        }
    }
    let distinct: BTreeSet<NaiveDate> = days.iter().copied().collect();
    VisitPlan {
        site: draft.site,
        opens_door: draft.tasks.iter().any(|task| task.method.opens_door()),
        days: distinct.into_iter().collect(),
        departments,
        items,
    }
}

/// The items of a task's departments that are about a subject with these tags.
fn items_for<'a>(
    inputs: &Inputs<'a, '_>,
    task: &'a FrozenTask,
    tags: &[String],
) -> impl Iterator<Item = &'a Item> {
    let applying: BTreeSet<_> = inputs
        .joint_items
        .iter()
        .filter(|joint| task.items.contains(&joint.id) && tag_applies(joint.tag.as_deref(), tags))
        .map(|joint| joint.id)
        .collect();
    inputs.items.iter().filter(move |item| {
        applying.contains(&item.joint_item_id)
            && task.parties.iter().any(|(department, _)| *department == item.department_id)
    })
}
