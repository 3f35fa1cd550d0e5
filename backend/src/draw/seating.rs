//! The seats a draw has to fill, with who may take each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use shared::draw::from_hex;
use shared::eligibility::{Days, Duty, OfficerReason, reasons};
use shared::ids::{DepartmentId, InspectorId, SubjectId, WaveId};
use shared::seats::{SeatCosts, SeatProblem, Seats};

use super::assemble::VisitPlan;
use super::{Wave, repository};
use crate::catalogue::{Item, JointItem};
use crate::coverage::Roster;
use crate::db::Source;
use crate::error::{Error, Result};

/// An officer who was kept from a door by a recusal, for the trail: the public bundle names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct KeptAway {
    /// `wave/site`.
    pub visit: String,
    /// Code of the officer.
    pub inspector: String,
    /// Why.
    pub reason: OfficerReason,
}

/// The costs of a wave's seats, by which a seat is filled anew.
pub async fn seat_costs(db: &impl Source, wave: WaveId) -> Result<SeatCosts> {
    let hash = repository::waves_by_id(db, &[wave]).await?.first().map(|wave| wave.hash);
    let attempts = repository::attempts(db, &[wave]).await?;
    let key = attempts.iter().find_map(|attempt| attempt.seed.as_deref()).and_then(from_hex);
    let (hash, key) = hash.zip(key).ok_or_else(|| Error::broken("a visit of a wave that is not drawn"))?;
    Ok(SeatCosts::new(hash, &key))
}

/// The seats of one department. Who may take one is `shared::eligibility`'s word: valid certificate on every day
/// it comes, field, territory, no recusal, not on leave (`docs/ALGORITHMS.md` §5).
pub(super) fn problem(
    wave: &Wave,
    department: DepartmentId,
    visits: &[VisitPlan<'_>],
    roster: &Roster,
    (joint_items, items): (&[JointItem], &[Item]),
    loads: &BTreeMap<InspectorId, u32>,
) -> (SeatProblem, Vec<KeptAway>) {
    let field_of: BTreeMap<_, &str> = items
        .iter()
        .filter_map(|item| {
            let joint = joint_items.iter().find(|joint| joint.id == item.joint_item_id)?;
            Some((item.id, joint.field.as_str()))
        })
        .collect();
    let mut problem = SeatProblem::default();
    let mut kept_away = Vec::new();
    for plan in visits {
        let Some((officers, days)) = plan.departments.get(&department) else { continue };
        let visit = format!("{}/{}", wave.code, plan.site.code);
        let own = || plan.items.iter().filter(|item| item.department == department);
        // An item of no known field is nobody's who is limited to some.
        let fields: BTreeSet<&str> =
            own().map(|item| field_of.get(&item.item).copied().unwrap_or_default()).collect();
        let fields: Vec<&str> = fields.into_iter().collect();
        let subjects: BTreeSet<SubjectId> = own().map(|item| item.subject).collect();
        let subjects: Vec<SubjectId> = subjects.into_iter().collect();
        let days: Vec<_> = days.iter().copied().collect();
        let duty = Duty {
            days: Days::Each(&days),
            fields: &fields,
            town: Some(&plan.site.located_in),
            subjects: &subjects,
        };
        let mut eligible = Vec::new();
        for inspector in roster.of_department(department) {
            let found = reasons(&roster.officer(inspector), &duty);
            if found.contains(&OfficerReason::Recused) {
                let (visit, inspector) = (visit.clone(), inspector.code.clone());
                kept_away.push(KeptAway { visit, inspector, reason: OfficerReason::Recused });
            }
            if !found.into_iter().any(OfficerReason::bars) {
                eligible.push(inspector.code.clone());
            }
        }
        eligible.sort_unstable();
        problem.visits.insert(visit, Seats { seats: *officers, eligible });
    }
    for inspector in roster.of_department(department) {
        if let Some(load) = loads.get(&inspector.id) {
            problem.loads.insert(inspector.code.clone(), *load);
        }
    }
    (problem, kept_away)
}
