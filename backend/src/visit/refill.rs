//! A seat that its officer cannot keep is filled anew, that seat alone, by the published rule (R8–R10;
//! `docs/ALGORITHMS.md` §5): before the visit, or while it is under way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::code::DivisionCode;
use shared::eligibility::{Days, Duty, OfficerReason, reasons};
use shared::ids::{DepartmentId, InspectorId, SubjectId, VisitId};
use shared::seats::{Refill, SeatCosts};
use shared::visit::TeamChange;

use super::{Seat, Visit, VisitItem, VisitService, repository};
use crate::access::Viewer;
use crate::audit::{self, Actor, Change};
use crate::coverage::Roster;
use crate::db::entity::{seat, site};
use crate::db::{Read, Source, Tx};
use crate::error::{Error, Result};
use crate::registry::Inspector;
use crate::{catalogue, draw, registry};

/// Longest reason, in characters.
const LONGEST: usize = 500;

/// A seat to be filled anew.
#[derive(Debug, Clone)]
pub struct RefillInput {
    /// The visit.
    pub visit: VisitId,
    /// The department.
    pub department: DepartmentId,
    /// Who gives up the seat; none to fill one that is vacant.
    pub leaving: Option<InspectorId>,
    /// Why.
    pub reason: String,
}

/// What a department's officers do at a visit from today on.
struct Work {
    days: Vec<NaiveDate>,
    fields: BTreeSet<String>,
    subjects: Vec<SubjectId>,
    town: DivisionCode,
}

impl Work {
    fn judge(&self, roster: &Roster, inspector: &Inspector) -> Vec<OfficerReason> {
        let fields: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        let duty = Duty {
            days: Days::Each(&self.days),
            fields: &fields,
            town: Some(&self.town),
            subjects: &self.subjects,
        };
        reasons(&roster.officer(inspector), &duty)
    }
}

/// Seats of a department at a visit, with what decides about them.
struct Bench {
    seated: Vec<Seat>,
    /// Whoever has left this visit.
    gone: BTreeSet<InspectorId>,
    roster: Roster,
    work: Work,
}

impl Bench {
    fn code(&self, inspector: InspectorId) -> String {
        let known = self.roster.inspectors.iter().find(|known| known.id == inspector);
        known.map(|known| known.code.clone()).unwrap_or_default()
    }
}

impl VisitService {
    /// Officers on the team who may not go any more, from today on, each with what speaks against it: told to
    /// the head whose they are, since why somebody is away is nobody else's matter.
    pub async fn unfit(
        &self,
        viewer: &Viewer,
        id: VisitId,
    ) -> Result<Vec<(InspectorId, Vec<OfficerReason>)>> {
        let own = viewer.departments(Action::ApproveVisit)?;
        let db = self.core.db().read();
        let visit = repository::find(db, viewer, id).await?.ok_or(ErrorCode::NotFound)?;
        if visit.status.is_over() {
            return Ok(Vec::new());
        }
        let mut seats = repository::seats_of(db, &[id]).await?;
        seats.retain(|seat| own.as_ref().is_none_or(|own| own.contains(&seat.department_id)));
        let ids: Vec<InspectorId> = seats.iter().map(|seat| seat.inspector_id).collect();
        let roster = Roster::of(db, registry::inspectors_by_id(db, &ids).await?).await?;
        let departments: BTreeSet<DepartmentId> = seats.iter().map(|seat| seat.department_id).collect();
        let mut found = Vec::new();
        for department in departments {
            let work = self.work(db, &visit, department).await?;
            for inspector in roster.of_department(department) {
                let against = work.judge(&roster, inspector);
                if against.iter().any(|reason| reason.bars()) {
                    found.push((inspector.id, against));
                }
            }
        }
        Ok(found)
    }

    /// The head of a department takes an officer off the team, or sends somebody to a vacant seat; who comes is
    /// the rule's word. Where nobody may come the seat stays vacant, and can be filled later.
    pub async fn refill(&self, viewer: &Viewer, input: RefillInput) -> Result<Visit> {
        let granted = viewer.demand_in(Action::ApproveVisit, input.department)?;
        let tx = self.core.db().begin().await?;
        let visit = repository::lock(&*tx, viewer, input.visit).await?.ok_or(ErrorCode::NotFound)?;
        let parts = repository::departments_of(&*tx, &[visit.id]).await?;
        let own = parts.iter().find(|part| part.department_id == input.department);
        let seats = own.ok_or(ErrorCode::NotFound)?.seats;
        if visit.status.is_over() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        match input.reason.trim().chars().count() {
            0 => return Err(Error::at(ErrorCode::ReasonRequired, "reason")),
            length if length > LONGEST => return Err(Error::at(ErrorCode::TooLong, "reason")),
            _ => {}
        }
        let mut bench = self.bench(&tx, &visit, &input).await?;
        let costs = draw::seat_costs(&*tx, visit.wave_id).await?;
        let left = match input.leaving {
            Some(leaving) => Some(self.leave(&tx, &mut bench, leaving, input.reason.trim()).await?),
            None if i64::try_from(bench.seated.len()).unwrap_or(i64::MAX) >= seats => {
                return Err(ErrorCode::IllegalTransition.into());
            }
            None => None,
        };
        let refill = self.judge(&tx, &visit, &bench, &costs).await?;
        let coming = refill.chosen.as_deref();
        let coming = coming.and_then(|code| bench.roster.inspectors.iter().find(|known| known.code == code));
        if let Some(coming) = coming.map(|coming| coming.id) {
            let row = seat::ActiveModel {
                id: Set(self.core.id()),
                visit_id: Set(visit.id),
                department_id: Set(input.department),
                inspector_id: Set(coming),
                leader: Set(false),
                seated_at: Set(self.core.now()),
                left_at: Set(None),
                change: Set(None),
                reason: Set(None),
                follows: Set(left.as_ref().map(|left| left.id)),
                judged: Set(Some(json!(refill))),
            };
            bench.seated.push(row.insert(&*tx).await?);
        } else if left.is_none() {
            return Err(ErrorCode::NobodyEligible.into());
        }
        let lead = self.lead(&tx, &visit, &bench, &costs).await?;
        let revision = visit.revision;
        let mut row = visit.clone().into_active_model();
        row.revision = Set(revision + 1);
        let changed = row.update(&*tx).await?;
        let change = Change::of("visit", visit.id)
            .after(json!({
                "department": input.department,
                "left": left.as_ref().map(|left| bench.code(left.inspector_id)),
                "change": left.as_ref().and_then(|left| left.change),
                "refill": refill,
                "leader": lead,
            }))
            .because(input.reason.trim());
        let mut actor = Actor::from(&granted);
        actor.action = "REFILL_SEAT";
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(changed)
    }

    async fn bench(&self, tx: &Tx, visit: &Visit, input: &RefillInput) -> Result<Bench> {
        let all = repository::all_seats_of(&**tx, &[visit.id]).await?;
        let all = all.into_iter().filter(|seat| seat.department_id == input.department);
        let (seated, past): (Vec<Seat>, Vec<Seat>) = all.partition(|seat| seat.left_at.is_none());
        let gone = past.iter().map(|seat| seat.inspector_id).collect();
        let mut inspectors = registry::inspectors_for(&**tx, &[input.department]).await?;
        // Whoever has left the service is not among the active ones, and may still hold a seat.
        let missing: Vec<InspectorId> = seated
            .iter()
            .map(|seat| seat.inspector_id)
            .filter(|id| inspectors.iter().all(|known| known.id != *id))
            .collect();
        inspectors.extend(registry::inspectors_by_id(&**tx, &missing).await?);
        let roster = Roster::of(&**tx, inspectors).await?;
        let work = self.work(&**tx, visit, input.department).await?;
        Ok(Bench { seated, gone, roster, work })
    }

    /// The officer gives up the seat; why is what the registers say, or else what could not be foreseen.
    async fn leave(&self, tx: &Tx, bench: &mut Bench, leaving: InspectorId, reason: &str) -> Result<Seat> {
        let place = bench.seated.iter().position(|seat| seat.inspector_id == leaving);
        let seat = bench.seated.remove(place.ok_or(ErrorCode::NotFound)?);
        let known = bench.roster.inspectors.iter().find(|known| known.id == leaving);
        let against = known.map(|known| bench.work.judge(&bench.roster, known)).unwrap_or_default();
        let mut row = seat.into_active_model();
        row.left_at = Set(Some(self.core.now()));
        row.change = Set(Some(TeamChange::of(&against)));
        row.reason = Set(Some(reason.to_owned()));
        bench.gone.insert(leaving);
        Ok(row.update(&**tx).await?)
    }

    async fn judge(&self, tx: &Tx, visit: &Visit, bench: &Bench, costs: &SeatCosts) -> Result<Refill> {
        let may = |inspector: &&Inspector| {
            let against = bench.work.judge(&bench.roster, inspector);
            !bench.gone.contains(&inspector.id) && !against.into_iter().any(OfficerReason::bars)
        };
        let eligible: Vec<&Inspector> = bench.roster.inspectors.iter().filter(may).collect();
        let ids: Vec<InspectorId> = eligible.iter().map(|inspector| inspector.id).collect();
        let counts = repository::open_seats(&**tx, &ids).await?;
        let load = |inspector: &&Inspector| Some((inspector.code.clone(), *counts.get(&inspector.id)?));
        let loads: BTreeMap<String, u32> = eligible.iter().filter_map(load).collect();
        let eligible = eligible.iter().map(|inspector| inspector.code.clone()).collect();
        let seated = bench.seated.iter().map(|seat| bench.code(seat.inspector_id)).collect();
        Ok(Refill::decide(&visit.code, eligible, seated, loads, costs))
    }

    /// A team of the leading department whose leader has left has another: the one with the smallest cost.
    async fn lead(&self, tx: &Tx, visit: &Visit, bench: &Bench, costs: &SeatCosts) -> Result<Option<String>> {
        let leads = bench.seated.first().is_some_and(|seat| seat.department_id == visit.lead_department_id);
        if !leads || bench.seated.iter().any(|seat| seat.leader) {
            return Ok(None);
        }
        let codes: Vec<String> = bench.seated.iter().map(|seat| bench.code(seat.inspector_id)).collect();
        let Some(leader) = costs.leader(&visit.code, &codes) else { return Ok(None) };
        let seat = bench.seated.iter().zip(&codes).find(|(_, code)| *code == leader).map(|(seat, _)| seat);
        let mut row =
            seat.ok_or_else(|| Error::broken("a leader without a seat"))?.clone().into_active_model();
        row.leader = Set(true);
        row.update(&**tx).await?;
        Ok(Some(leader.to_owned()))
    }

    /// What a department still does at a visit; a visit under way beyond its days counts as today's.
    async fn work(&self, db: &impl Source, visit: &Visit, department: DepartmentId) -> Result<Work> {
        let items = repository::items_of(db, &[visit.id]).await?;
        let own: Vec<&VisitItem> = items.iter().filter(|item| item.department_id == department).collect();
        let today = self.core.today();
        let days: BTreeSet<NaiveDate> = own.iter().map(|item| item.on_day.max(today)).collect();
        let subjects: BTreeSet<SubjectId> = own.iter().map(|item| item.subject_id).collect();
        let ids: Vec<_> = own.iter().map(|item| item.item_id).collect::<BTreeSet<_>>().into_iter().collect();
        let items = catalogue::items_by_id(db, &ids).await?;
        let joint: BTreeSet<_> = items.iter().map(|item| item.joint_item_id).collect();
        let joint: Vec<_> = joint.into_iter().collect();
        let fields = catalogue::joint_items_by_id(db, &joint).await?;
        let site = site::Entity::find_by_id(visit.site_id).row(db).await?;
        Ok(Work {
            days: days.into_iter().collect(),
            fields: fields.into_iter().map(|item| item.field).collect(),
            subjects: subjects.into_iter().collect(),
            town: site.ok_or_else(|| Error::broken("a visit without a door"))?.located_in,
        })
    }
}
