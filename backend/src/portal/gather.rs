//! The rows of the public tables, as they are now.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use shared::ids::{DepartmentId, ItemId, JointItemId, PlanLineId, ResultId, VisitItemId};
use shared::planning::table::ratios_text;
use shared::visit::ResultCode;
use shared::{Lang, catalogue::DatedBasis};

use super::PortalService;
use super::cell::{Cell, Cells, word};
use super::table::Table;
use crate::catalogue::{self, Item, JointItem, LegalBasis, Question, first_content, ruling_on};
use crate::db::page::PageRequest;
use crate::disclosure::{self, Told};
use crate::error::Result;
use crate::organisation;
use crate::planning::{Plan, PlanLine, draft_of};

/// Rows, and when the newest of them changed, where that is known.
pub type Gathered = (Vec<Cells>, Option<DateTime<Utc>>);

/// Draws on the public page; more than a division holds in many years.
const MOST_DRAWS: u64 = 200;

impl PortalService {
    /// The rows of a table that is not too long for it.
    pub(super) async fn rows(&self, table: Table) -> Result<Gathered> {
        match table {
            Table::Plans => self.plans().await,
            Table::Items => Ok((self.items().await?, None)),
            Table::Draws => self.draws().await,
            Table::Departments => Ok((self.departments().await?, None)),
            Table::Statistics => Ok((self.statistics().await?, None)),
            // These are asked for in pieces.
            Table::Results => Ok((Vec::new(), None)),
        }
    }

    pub(super) async fn department_names(&self) -> Result<BTreeMap<DepartmentId, String>> {
        let db = self.core.db().read();
        let rows = organisation::departments_in(db, self.division()).await?;
        Ok(rows.into_values().map(|row| (row.id, row.name)).collect())
    }

    async fn plans(&self) -> Result<Gathered> {
        let plans = self.planning.published(self.division()).await?;
        let names = self.department_names().await?;
        let lines: Vec<PlanLineId> = plans.iter().flat_map(|(_, lines)| lines).map(|line| line.id).collect();
        let mut parties: BTreeMap<PlanLineId, Vec<String>> = BTreeMap::new();
        for party in self.planning.parties_of(&lines).await? {
            let name = names.get(&party.department_id).cloned().unwrap_or_default();
            parties.entry(party.line_id).or_default().push(name);
        }
        let items = self.planning.items_of(&lines).await?;
        let ids: BTreeSet<JointItemId> = items.values().flatten().copied().collect();
        let ids: Vec<JointItemId> = ids.into_iter().collect();
        let known: BTreeMap<JointItemId, String> =
            self.catalogue.by_id(&ids).await?.into_iter().map(|row| (row.id, row.name)).collect();
        let newest = plans.iter().filter_map(|(plan, _)| plan.published_at).max();
        let mut rows = Vec::new();
        for (plan, lines) in &plans {
            for line in lines {
                let of_line = items.get(&line.id).into_iter().flatten();
                let items = of_line.filter_map(|id| known.get(id).cloned()).collect();
                rows.push(plan_row(plan, line, items, parties.remove(&line.id).unwrap_or_default()));
            }
        }
        Ok((rows, newest))
    }

    async fn items(&self) -> Result<Vec<Cells>> {
        let joints = self.catalogue.published(self.division()).await?;
        let ids: Vec<JointItemId> = joints.iter().map(|joint| joint.id).collect();
        let mut bases: BTreeMap<JointItemId, Vec<LegalBasis>> = BTreeMap::new();
        for row in self.catalogue.bases_of(&ids).await? {
            bases.entry(row.joint_item_id).or_default().push(row);
        }
        let mut own: BTreeMap<JointItemId, Vec<Item>> = BTreeMap::new();
        for row in self.catalogue.items_of(&ids).await? {
            own.entry(row.joint_item_id).or_default().push(row);
        }
        let item_ids: Vec<ItemId> = own.values().flatten().map(|item| item.id).collect();
        let mut questions: BTreeMap<ItemId, Vec<Question>> = BTreeMap::new();
        for row in catalogue::questions_of(self.core.db().read(), &item_ids).await? {
            questions.entry(row.item_id).or_default().push(row);
        }
        let names = self.department_names().await?;
        let mut rows = Vec::new();
        for joint in &joints {
            let of_joint = bases.get(&joint.id).map(Vec::as_slice).unwrap_or_default();
            for item in own.get(&joint.id).into_iter().flatten() {
                let asked = questions.remove(&item.id).unwrap_or_default();
                let name = names.get(&item.department_id).cloned().unwrap_or_default();
                rows.push(self.item_row(joint, item, of_joint, asked, name));
            }
        }
        Ok(rows)
    }

    fn item_row(
        &self,
        joint: &JointItem,
        item: &Item,
        bases: &[LegalBasis],
        asked: Vec<Question>,
        department: String,
    ) -> Cells {
        let (content, _, since) = ruling_on(item, self.core.today());
        let content = content.cloned().unwrap_or_else(|| first_content(item, joint, bases));
        let methods = content.methods.iter().map(|method| method.label(Lang::Zh).to_owned()).collect();
        let frequency = match content.times_a_year {
            Some(times) => format!("每年 {times} 次"),
            None => "按年度抽查计划".to_owned(),
        };
        let standards = asked.into_iter().filter(|question| !question.retired);
        vec![
            Cell::text(item.code.clone()),
            Cell::text(content.category.clone()),
            Cell::text(content.name.clone()),
            Cell::text(joint.name.clone()),
            Cell::text(joint.subject_scope.clone()),
            Cell::text(department),
            word!(content.class),
            content.cap_bp.map_or(Cell::Empty, |cap| Cell::Text(percent(cap))),
            Cell::List(methods),
            Cell::Text(frequency),
            word!(content.notice),
            Cell::List(content.bases.iter().map(citation).collect()),
            Cell::List(standards.map(|question| question.content).collect()),
            Cell::day(since),
            Cell::day(item.withdrawn_on),
        ]
    }

    async fn draws(&self) -> Result<Gathered> {
        let page = PageRequest::first(MOST_DRAWS);
        let found = self.draw.public_waves(self.division(), &page).await?;
        let waves: Vec<_> = found.entries.into_iter().map(|(_, wave)| wave).collect();
        let ids: Vec<_> = waves.iter().map(|wave| wave.id).collect();
        let mut tasks: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let lines = self.draw.lines_of(&ids).await?;
        let line_ids: Vec<PlanLineId> = lines.iter().map(|row| row.line_id).collect();
        let titles: BTreeMap<PlanLineId, String> =
            self.planning.lines_by_id(&line_ids).await?.into_iter().map(|row| (row.id, row.title)).collect();
        for row in lines {
            let title = titles.get(&row.line_id).cloned().unwrap_or_default();
            tasks.entry(row.wave_id).or_default().push(format!("{} {title}", row.task_code));
        }
        let attempts = self.draw.attempts(&ids).await?;
        let newest = attempts.iter().flat_map(|row| [row.drawn_at, row.voided_at, Some(row.created_at)]);
        let newest = newest.flatten().max();
        let mut rows = Vec::new();
        for wave in &waves {
            for attempt in attempts.iter().filter(|attempt| attempt.wave_id == wave.id) {
                rows.push(vec![
                    Cell::text(wave.code.clone()),
                    Cell::text(wave.title.clone()),
                    word!(wave.status),
                    Cell::Time(wave.created_at),
                    Cell::List(tasks.get(&wave.id).cloned().unwrap_or_default()),
                    Cell::Whole(attempt.number),
                    word!(attempt.status),
                    word!(wave.hash),
                    attempt.frame_size.map_or(Cell::Empty, Cell::Whole),
                    Cell::text(attempt.frame_root.clone()),
                    Cell::text(wave.beacon_event.clone()),
                    Cell::text(attempt.beacon.clone()),
                    Cell::time(attempt.drawn_at),
                    match &attempt.bundle_hash {
                        Some(hash) => Cell::Link(hash.clone(), bundle(&wave.code, attempt.number)),
                        None => Cell::Empty,
                    },
                    Cell::text(attempt.void_reason.clone()),
                ]);
            }
        }
        Ok((rows, newest))
    }

    async fn departments(&self) -> Result<Vec<Cells>> {
        let joints = self.catalogue.published(self.division()).await?;
        let ids: Vec<JointItemId> = joints.iter().map(|joint| joint.id).collect();
        let mut counts: BTreeMap<DepartmentId, i64> = BTreeMap::new();
        for item in self.catalogue.items_of(&ids).await? {
            *counts.entry(item.department_id).or_default() += 1;
        }
        let found = organisation::departments_in(self.core.db().read(), self.division()).await?;
        let mut rows: Vec<_> = found.into_values().collect();
        rows.sort_by_key(|row| row.position);
        let row = |row: &crate::db::entity::department::Model| {
            let may = if row.can_inspect { ("YES", "是", "yes") } else { ("NO", "否", "no") };
            vec![
                Cell::text(row.code.clone()),
                Cell::text(row.name.clone()),
                Cell::Word(may.0, may.1, may.2),
                Cell::Whole(counts.get(&row.id).copied().unwrap_or(0)),
            ]
        };
        Ok(rows.iter().map(row).collect())
    }

    async fn statistics(&self) -> Result<Vec<Cells>> {
        let names = self.department_names().await?;
        let counts = self.stats.public_counts(self.division()).await?;
        let row = |((month, department, code), count): ((String, DepartmentId, ResultCode), u64)| {
            vec![
                Cell::Text(month),
                Cell::text(names.get(&department).cloned()),
                word!(code),
                Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX)),
            ]
        };
        Ok(counts.into_iter().map(row).collect())
    }

    /// Published results before one, newest first.
    pub(super) async fn results(
        &self,
        before: Option<ResultId>,
        most: u64,
    ) -> Result<(Vec<Told>, Vec<Cells>)> {
        let db = self.core.db().read();
        let rows = disclosure::shown_before(db, self.division(), before, most).await?;
        let told = disclosure::tell(db, rows).await?;
        let cells = self.result_rows(&told).await?;
        Ok((told, cells))
    }

    /// Results as rows.
    pub(super) async fn result_rows(&self, told: &[Told]) -> Result<Vec<Cells>> {
        let unreachable = told.iter().filter(|told| told.row.code == ResultCode::Unreachable);
        let ids: Vec<VisitItemId> = unreachable.map(|told| told.row.visit_item_id).collect();
        let mut steps: BTreeMap<VisitItemId, Vec<String>> = BTreeMap::new();
        if !ids.is_empty() {
            for row in self.disclosure.contact_steps(&ids).await? {
                let step = format!("{} {}", row.on_day, row.step.label(Lang::Zh));
                steps.entry(row.visit_item_id).or_default().push(step);
            }
        }
        let row = |told: &Told| result_row(told, steps.get(&told.row.visit_item_id).cloned());
        Ok(told.iter().map(row).collect())
    }
}

/// Where everything is that anybody needs to check a draw.
fn bundle(wave: &str, attempt: i64) -> String {
    format!("/public/draws/{wave}/{attempt}/bundle.json")
}

fn plan_row(plan: &Plan, line: &PlanLine, items: Vec<String>, departments: Vec<String>) -> Cells {
    vec![
        Cell::text(plan.number.clone()),
        Cell::Whole(plan.year),
        Cell::Whole(plan.version),
        word!(plan.status),
        Cell::time(plan.published_at),
        Cell::Whole(line.position),
        Cell::text(line.title.clone()),
        word!(line.kind),
        word!(line.targeting),
        Cell::List(items),
        Cell::List(departments),
        word!(line.method),
        Cell::text(ratios_text(&draft_of(line), Lang::Zh)),
        Cell::Day(line.window_from),
        Cell::Day(line.window_to),
        Cell::text(line.special_reason.clone()),
    ]
}

fn result_row(told: &Told, contact: Option<Vec<String>>) -> Cells {
    let name = told.subject.name.clone();
    vec![
        Cell::text(told.wave.clone()),
        Cell::text(told.line.as_ref().map(|(_, line)| line.title.clone())),
        match &told.subject.uscc {
            Some(uscc) => Cell::Link(name, format!("/open/firms/{uscc}")),
            None => Cell::Text(name),
        },
        Cell::text(told.subject.uscc.clone()),
        Cell::text(told.item.clone()),
        Cell::text(told.department.clone()),
        word!(told.visit_item.method),
        Cell::Whole(i64::from(told.row.code.number())),
        word!(told.row.code),
        Cell::Day(told.row.found_on),
        Cell::time(told.row.decided_at),
        Cell::Whole(told.row.version),
        Cell::text(told.row.correction_reason.clone()),
        Cell::List(contact.unwrap_or_default()),
    ]
}

fn citation(basis: &DatedBasis) -> String {
    format!("{}《{}》{}", basis.kind.label(Lang::Zh), basis.title, basis.article)
}

/// 250 basis points → `2.5%`
fn percent(basis_points: u32) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percents() {
        assert_eq!([500, 250, 5, 10_000].map(percent), ["5%", "2.5%", "0.05%", "100%"]);
    }
}
