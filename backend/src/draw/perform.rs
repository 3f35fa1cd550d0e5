//! The draw itself: key, numbers, selection, visits, seats, bundle; all in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::draw::bundle::TurnRecord;
use shared::draw::key::{KeyInput, Reveal};
use shared::draw::ledger::StepKind;
use shared::draw::{
    Digest, Draw, Frame, FrameBuilder, HashAlgorithm, Lots, StratumDraw, draw_with, from_hex, report, to_hex,
};
use shared::ids::{AttemptId, DepartmentId, InspectorId};
use shared::planning::{AttemptStatus, WaveStatus};
use shared::seats::{SeatCosts, assign};

use super::assemble::{Inputs, VisitPlan, visits};
use super::freeze::Frozen;
use super::seating::{KeptAway, problem};
use super::{Attempt, DrawService, Wave, WaveReport, Witness, bundle, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::catalogue::JointItem;
use crate::coverage::Roster;
use crate::db::Tx;
use crate::db::entity::{bundle as bundle_row, drawn_site};
use crate::error::{Error, Result};
use crate::registry::{Inspector, Library};
use crate::visit::{NewSeat, NewVisit, NewVisitItem};
use crate::{catalogue, registry, visit};

/// Everything a draw has produced.
pub(super) struct Drawn<'a> {
    pub wave: &'a Wave,
    pub attempt: &'a Attempt,
    pub frozen: &'a Frozen,
    pub witnesses: &'a [Witness],
    pub frame: Frame,
    pub key: Digest,
    /// How it turns, in a series.
    pub turn: Option<TurnRecord>,
    pub result: Draw,
    pub visits: Vec<VisitPlan<'a>>,
    /// Department code → problem and plan.
    pub seats: BTreeMap<String, shared::draw::bundle::SeatSection>,
    pub joint_items: Vec<JointItem>,
    pub report: WaveReport,
    /// Officers whom a recusal kept from a door.
    pub kept_away: Vec<KeptAway>,
}

impl DrawService {
    /// Draws an attempt whose witnesses have all revealed. Whoever comes second finds it drawn.
    pub async fn perform(&self, viewer: &Viewer, id: AttemptId) -> Result<Attempt> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let (wave, attempt) = self.attempt_at(&tx, viewer, id).await?;
        let next = attempt.status.advance(AttemptStatus::Drawn)?;
        let witnesses = repository::witnesses(&*tx, &[id]).await?;
        if let Some((_, audited)) = self.void_if_overdue(&tx, &wave, &attempt).await? {
            tx.commit(audited).await?;
            return Err(ErrorCode::RevealTooLate.into());
        }
        if witnesses.iter().any(|witness| witness.nonce.is_none()) {
            return Err(ErrorCode::NotAllRevealed.into());
        }
        let frozen: Frozen = serde_json::from_value(attempt.frozen.clone().unwrap_or_default())
            .map_err(|error| Error::broken(format!("frozen: {error}")))?;
        let frame = frozen_frame(&tx, id).await?;
        let root = frame.root(wave.hash);
        if attempt.frame_root.as_deref() != Some(to_hex(&root).as_str()) {
            let attempt = self.write_void(&tx, &wave, attempt, "冻结名单与公布的根值不符").await?;
            let change =
                Change::of("attempt", id).after(json!({ "root": to_hex(&root), "status": attempt.status }));
            let audited = self.record_wave(&tx, &granted, "FRAME_CHANGED", change).await?;
            tx.commit(audited).await?;
            return Err(ErrorCode::FrameChanged.into());
        }
        let key = key(&wave, &attempt, &root, &witnesses)?;
        let library = Library::load(&*tx, &wave.division_code).await?;
        let turn = self.turn_of(&*tx, &wave).await?;
        let stands = (&wave, &attempt, &frozen, witnesses.as_slice());
        let drawn = self.draw_all(&tx, stands, (frame, key, turn), &library).await?;
        let head = self.hold(&tx, &wave.division_code).await?;
        let point = head.point();
        let content = bundle::build(&self.core, &drawn, point.clone()).await?;
        let hash = to_hex(&HashAlgorithm::Sha256.hash(&[content.as_bytes()]));
        write_drawn(&tx, id, &drawn.result).await?;
        let row = bundle_row::ActiveModel {
            attempt_id: Set(id),
            content: Set(content),
            content_hash: Set(hash.clone()),
        };
        bundle_row::Entity::insert(row).exec_without_returning(&*tx).await?;
        visit::create(&self.core, &tx, &wave, new_visits(&drawn)?).await?;
        let report = json!(drawn.report);
        let mut row = attempt.clone().into_active_model();
        row.status = Set(next);
        row.seed = Set(Some(to_hex(&drawn.key)));
        row.report = Set(Some(report.clone()));
        row.bundle_hash = Set(Some(hash.clone()));
        row.drawn_at = Set(Some(head.at));
        let finished = row.update(&*tx).await?;
        let facts = json!({ "bundleHash": hash });
        self.put(&tx, head, (&wave, &finished), StepKind::Drawn, &facts).await?;
        let revision = wave.revision;
        let mut row = wave.clone().into_active_model();
        row.status = Set(WaveStatus::Drawn);
        row.revision = Set(revision + 1);
        row.update(&*tx).await?;
        let change = Change::of("attempt", id).after(json!({
            "bundleHash": hash, "ledger": point, "report": report, "keptAway": drawn.kept_away,
        }));
        let audited = self.record_wave(&tx, &granted, "RUN_DRAW", change).await?;
        tx.commit(audited).await?;
        Ok(finished)
    }

    async fn draw_all<'a>(
        &self,
        tx: &Tx,
        (wave, attempt, frozen, witnesses): (&'a Wave, &'a Attempt, &'a Frozen, &'a [Witness]),
        (frame, key, turn): (Frame, Digest, Option<TurnRecord>),
        library: &'a Library,
    ) -> Result<Drawn<'a>> {
        let broken = |error: &dyn std::fmt::Display| Error::broken(error.to_string());
        let tasks: Vec<_> = frozen.tasks.iter().map(|task| task.task.clone()).collect();
        let turned = turn.as_ref().map(|turn| turn.turn(wave.hash, &key)).transpose();
        let lots = Lots::new(wave.hash, &key, turned.map_err(|fault| broken(&fault))?);
        let result = draw_with(&lots, &frame, &tasks).map_err(|error| broken(&error))?;
        let item_ids: Vec<_> = frozen
            .tasks
            .iter()
            .flat_map(|task| task.items.iter().copied())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let joint_items = catalogue::joint_items_by_id(&**tx, &item_ids).await?;
        let items = catalogue::items_of(&**tx, &item_ids).await?;
        let departments: Vec<DepartmentId> = frozen.departments.keys().copied().collect();
        let inspectors = registry::inspectors_for(&**tx, &departments).await?;
        let counts = count_inspectors(&departments, &inspectors);
        let visits = visits(&Inputs {
            tasks: &frozen.tasks,
            result: &result,
            library,
            joint_items: &joint_items,
            items: &items,
            inspectors: &counts,
            calendar: self.core.calendar(),
            today: self.core.today(),
            number: &|site| lots.number(site),
        })?;
        let ids: Vec<InspectorId> = inspectors.iter().map(|inspector| inspector.id).collect();
        let roster = Roster::of(&**tx, inspectors).await?;
        let loads = visit::open_seats(&**tx, &ids).await?;
        let costs = SeatCosts::new(wave.hash, &key);
        let (mut seats, mut kept_away) = (BTreeMap::new(), Vec::new());
        for (department, code) in &frozen.departments {
            let (problem, recused) =
                problem(wave, *department, &visits, &roster, (&joint_items, &items), &loads);
            kept_away.extend(recused);
            let plan = assign(&problem, &costs);
            seats.insert(code.clone(), shared::draw::bundle::SeatSection::new(problem, plan));
        }
        let report = WaveReport {
            doors: report(&frame, &tasks, Some(&result)),
            visits: visits.iter().filter(|visit| visit.opens_door).count() as u64,
            off_site: visits.iter().filter(|visit| !visit.opens_door).count() as u64,
            items: visits.iter().map(|visit| visit.items.len() as u64).sum(),
            visit_days: visits
                .iter()
                .filter(|visit| visit.opens_door)
                .map(|visit| visit.days.len() as u64)
                .sum(),
            vacant_seats: seats.values().map(|section| section.vacant).sum(),
        };
        Ok(Drawn {
            wave,
            attempt,
            frozen,
            witnesses,
            frame,
            key,
            turn,
            result,
            visits,
            seats,
            joint_items,
            report,
            kept_away,
        })
    }
}

/// The visits as they are written.
fn new_visits(drawn: &Drawn<'_>) -> Result<Vec<NewVisit>> {
    let leaders = bundle::leaders(drawn);
    let departments: BTreeMap<&str, DepartmentId> =
        drawn.frozen.departments.iter().map(|(id, code)| (code.as_str(), *id)).collect();
    drawn
        .visits
        .iter()
        .map(|plan| {
            let code = format!("{}/{}", drawn.wave.code, plan.site.code);
            let leader = leaders.get(&code).ok_or_else(|| Error::broken("a visit without a lead"))?;
            let lead =
                departments.get(leader.department.as_str()).copied().ok_or_else(|| Error::broken("lead"))?;
            let mut seats = Vec::new();
            for (department_code, section) in &drawn.seats {
                for inspector in section.assigned.get(&code).into_iter().flatten() {
                    seats.push(NewSeat {
                        department: departments[department_code.as_str()],
                        inspector: inspector.clone(),
                        leader: leader.inspector.as_ref() == Some(inspector)
                            && leader.department == *department_code,
                    });
                }
            }
            Ok(NewVisit {
                site: plan.site.id,
                code,
                opens_door: plan.opens_door,
                lead,
                days: plan.days.clone(),
                departments: plan.departments.iter().map(|(id, (officers, _))| (*id, *officers)).collect(),
                seats,
                items: plan
                    .items
                    .iter()
                    .map(|item| NewVisitItem {
                        subject: item.subject,
                        item: item.item,
                        department: item.department,
                        task: item.task.clone(),
                        method: item.method,
                        day: item.day,
                    })
                    .collect(),
            })
        })
        .collect()
}

/// The frame as it stands in the database.
async fn frozen_frame(tx: &Tx, id: AttemptId) -> Result<Frame> {
    let broken = |error: &dyn std::fmt::Display| Error::broken(format!("frozen frame: {error}"));
    let mut builder = FrameBuilder::new();
    for (site, cells) in repository::leaves(&**tx, id).await? {
        let pairs: Option<Vec<(&str, &str)>> = cells.split(',').map(|cell| cell.split_once(':')).collect();
        builder.add(&site, pairs.ok_or_else(|| broken(&"cells"))?).map_err(|error| broken(&error))?;
    }
    builder.build().map_err(|error| broken(&error))
}

fn key(wave: &Wave, attempt: &Attempt, root: &Digest, witnesses: &[Witness]) -> Result<Digest> {
    let mut reveals = Vec::new();
    for witness in witnesses {
        let nonce = witness.nonce.as_deref().and_then(from_hex).ok_or(ErrorCode::NotAllRevealed)?;
        reveals.push(Reveal { witness: &witness.code, nonce });
    }
    let input = KeyInput {
        hash: wave.hash,
        wave: &wave.code,
        attempt: u32::try_from(attempt.number).map_err(|error| Error::broken(error.to_string()))?,
        root,
        beacon: attempt.beacon.as_deref().unwrap_or_default(),
        reveals: &reveals,
    };
    Ok(input.key())
}

fn count_inspectors(departments: &[DepartmentId], inspectors: &[Inspector]) -> BTreeMap<DepartmentId, u32> {
    let mut counts: BTreeMap<DepartmentId, u32> =
        departments.iter().map(|department| (*department, 0)).collect();
    for inspector in inspectors {
        *counts.entry(inspector.department_id).or_default() += 1;
    }
    counts
}

async fn write_drawn(tx: &Tx, id: AttemptId, result: &Draw) -> Result<()> {
    let mut rows = Vec::new();
    let mut add = |task: &str, stratum: &str, sites: &[String], place: &str, from: usize| {
        for (index, site) in sites.iter().enumerate() {
            rows.push(drawn_site::ActiveModel {
                attempt_id: Set(id),
                task_code: Set(task.to_owned()),
                stratum: Set(stratum.to_owned()),
                site_code: Set(site.clone()),
                place: Set(place.to_owned()),
                rank: Set(i64::try_from(from + index).unwrap_or(i64::MAX)),
            });
        }
    };
    for (task, strata) in &result.0 {
        for (name, stratum) in strata {
            match stratum {
                StratumDraw::Sample { selected, reserve, .. } => {
                    add(task, name, selected, "SELECTED", 0);
                    add(task, name, reserve, "RESERVE", selected.len());
                }
                StratumDraw::Batches { batches, .. } => {
                    let mut from = 0;
                    for (number, batch) in batches.iter().enumerate() {
                        add(task, name, batch, &format!("BATCH_{}", number + 1), from);
                        from += batch.len();
                    }
                }
            }
        }
    }
    repository::insert_drawn(&**tx, rows).await
}
