//! Versions of a plan, side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::Lang;
use shared::access::{Action, Scope};
use shared::ids::{PlanId, PlanLineId};
use shared::planning::compare::FieldChange;
use shared::planning::{LineChange, LineContent, LineStatus};

use super::amend::first_of;
use super::content::{Compared, contents, names};
use super::{Plan, PlanLine, PlanningService, repository};
use crate::access::Viewer;
use crate::db::Source;
use crate::error::Result;

/// A line of an amendment against the version before.
#[derive(Debug, Clone)]
pub struct Amended {
    /// What has become of it.
    pub change: LineChange,
    /// Both.
    pub compared: Compared,
}

/// A line that differs between two versions, or is the same in both.
#[derive(Debug, Clone)]
pub struct LineDifference {
    /// What has become of it.
    pub change: LineChange,
    /// The line in the earlier version.
    pub before: Option<PlanLine>,
    /// The line in the later version, where it still has it.
    pub after: Option<PlanLine>,
    /// Both.
    pub compared: Compared,
}

impl LineDifference {
    /// The line, as the later version has it if it does.
    pub fn line(&self) -> Option<&PlanLine> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// The fields that differ, in words.
    pub fn changes(&self, lang: Lang) -> Vec<FieldChange> {
        self.compared.changes(lang)
    }
}

impl PlanningService {
    /// The version that amends each of some plans, for loaders.
    pub async fn amendments_of(&self, ids: &[PlanId]) -> Result<Vec<Plan>> {
        repository::amendments_of(self.core.db().read(), ids).await
    }

    /// An amendment line by line against the version before; empty for a first version.
    pub async fn differences(&self, viewer: &Viewer, plan: &Plan) -> Result<Vec<LineDifference>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        self.published_differences(plan).await
    }

    /// The same for everybody, of a published plan.
    pub async fn published_differences(&self, plan: &Plan) -> Result<Vec<LineDifference>> {
        match plan.amends {
            Some(before) => differences_between(self.core.db().read(), before, plan.id).await,
            None => Ok(Vec::new()),
        }
    }

    /// Lines of amendments against the version before, for loaders; lines of first versions are left out.
    pub async fn amended(&self, ids: &[PlanLineId]) -> Result<Vec<(PlanLineId, Amended)>> {
        let db = self.core.db().read();
        let mut lines = repository::lines_by_id(db, ids).await?;
        let plans: BTreeSet<PlanId> = lines.iter().map(|line| line.plan_id).collect();
        let before: BTreeMap<PlanId, PlanId> =
            repository::plans_by_id(db, &plans.into_iter().collect::<Vec<_>>())
                .await?
                .into_iter()
                .filter_map(|plan| Some((plan.id, plan.amends?)))
                .collect();
        lines.retain(|line| before.contains_key(&line.plan_id));
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let earlier: BTreeSet<PlanId> = before.values().copied().collect();
        let mut approved = Vec::new();
        for plan in earlier {
            approved.extend(approved_lines(db, plan).await?);
        }
        let (then, now) = (contents(db, &approved).await?, contents(db, &lines).await?);
        let names = names(db, then.values().chain(now.values())).await?;
        let amended = lines.iter().filter_map(|line| {
            let of = before.get(&line.plan_id)?;
            let earlier = approved.iter().find(|one| one.plan_id == *of && first_of(one) == first_of(line));
            let compared = Compared {
                before: earlier.and_then(|earlier| then.get(&earlier.id)).cloned(),
                after: (line.status != LineStatus::Withdrawn).then(|| now.get(&line.id).cloned()).flatten(),
                names: Arc::clone(&names),
            };
            Some((line.id, Amended { change: compared.change()?, compared }))
        });
        Ok(amended.collect())
    }
}

async fn approved_lines(db: &impl Source, plan: PlanId) -> Result<Vec<PlanLine>> {
    let mut lines = repository::lines_of_plan(db, plan).await?;
    lines.retain(|line| line.status == LineStatus::Approved);
    Ok(lines)
}

/// Two versions line by line, in the order of the later one; what it no longer has comes last.
pub(super) async fn differences_between(
    db: &impl Source,
    before: PlanId,
    after: PlanId,
) -> Result<Vec<LineDifference>> {
    let earlier = approved_lines(db, before).await?;
    let mut later = repository::lines_of_plan(db, after).await?;
    later.retain(|line| line.status != LineStatus::Withdrawn);
    let (then, now) = (contents(db, &earlier).await?, contents(db, &later).await?);
    let names = names(db, then.values().chain(now.values())).await?;
    let gone = earlier.iter().filter(|line| later.iter().all(|other| first_of(other) != first_of(line)));
    let kept = later.iter().map(|line| {
        (earlier.iter().find(|other| first_of(other) == first_of(line)).cloned(), Some(line.clone()))
    });
    let pairs = kept.chain(gone.map(|line| (Some(line.clone()), None)));
    let differences = pairs.filter_map(|(before, after)| {
        let content = |line: Option<&PlanLine>, of: &BTreeMap<PlanLineId, LineContent>| {
            line.and_then(|line| of.get(&line.id)).cloned()
        };
        let compared = Compared {
            before: content(before.as_ref(), &then),
            after: content(after.as_ref(), &now),
            names: Arc::clone(&names),
        };
        Some(LineDifference { change: compared.change()?, before, after, compared })
    });
    Ok(differences.collect())
}
