//! At the door: check in, photograph, complete, or say why it could not be done.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::eligibility::certified;
use shared::ids::{DepartmentId, EvidenceId, SubjectId, UploadId, VisitId, VisitItemId};
use shared::visit::{ItemState, Question, VisitStatus};

use super::{Evidence, Visit, VisitItem, VisitService, commands, repository};
use crate::access::{Granted, Viewer};
use crate::audit::{self, Actor, Audited, Change};
use crate::catalogue;
use crate::coverage::Roster;
use crate::db::Tx;
use crate::db::entity::{evidence, upload, visit};
use crate::error::{Error, Result};
use crate::registry;

/// Longest caption of a photo and reason, in characters.
const LONGEST: usize = 500;

/// Where a phone says it is (WGS-84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres.
    pub accuracy_m: f64,
}

/// Arrival at the door. A phone that does not tell its position still arrives.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CheckIn {
    /// Where, if known.
    pub position: Option<Position>,
}

/// Somebody's place on the team of a visit.
pub(super) struct Place<'a> {
    pub granted: Granted<'a>,
    pub visit: Visit,
    pub department: DepartmentId,
}

/// Whoever wants to work at a visit.
pub(super) struct Officer<'a> {
    viewer: &'a Viewer,
    /// Whether the certificate is valid today (R8).
    certified: bool,
    /// Subjects from which the officer is recused today (R10).
    recused: Vec<SubjectId>,
}

impl VisitService {
    /// What is known of the viewer. Asked before the transaction: while that is open, others wait.
    pub(super) async fn officer<'a>(&self, viewer: &'a Viewer) -> Result<Officer<'a>> {
        let db = self.core.db().read();
        let own: Vec<_> = viewer.inspector.into_iter().collect();
        let roster = Roster::of(db, registry::inspectors_by_id(db, &own).await?).await?;
        let today = self.core.today();
        let Some(entry) = roster.inspectors.first() else {
            return Ok(Officer { viewer, certified: false, recused: Vec::new() });
        };
        let known = roster.officer(entry);
        let recused =
            known.recusals.iter().filter(|(_, span)| span.covers(today)).map(|(subject, _)| *subject);
        let certified = known.active && certified(known.certificate, today);
        Ok(Officer { viewer, certified, recused: recused.collect() })
    }

    /// The officer's place on the team, with a certificate that is valid today (R8).
    pub(super) async fn place<'a>(&self, tx: &Tx, officer: &Officer<'a>, id: VisitId) -> Result<Place<'a>> {
        let viewer = officer.viewer;
        let visit = repository::lock(&**tx, viewer, id).await?.ok_or(ErrorCode::NotFound)?;
        let inspector = viewer.inspector()?;
        let seats = repository::seats_of(&**tx, &[id]).await?;
        let seat = seats.iter().find(|seat| seat.inspector_id == inspector).ok_or(ErrorCode::NotOnTeam)?;
        let granted = viewer.demand_in(Action::WorkVisit, seat.department_id)?;
        if !officer.certified {
            return Err(ErrorCode::CertificateInvalid.into());
        }
        Ok(Place { granted, visit, department: seat.department_id })
    }

    /// The viewer's place at the visit of an item, if the item is their own department's to write.
    pub(super) async fn own_item<'a>(
        &self,
        tx: &Tx,
        officer: &Officer<'a>,
        id: VisitItemId,
    ) -> Result<(Place<'a>, VisitItem)> {
        let find = async || -> Result<VisitItem> {
            let found = repository::visit_items_by_id(&**tx, &[id]).await?.into_iter().next();
            found.ok_or_else(|| ErrorCode::NotFound.into())
        };
        let found = find().await?;
        let place = self.place(tx, officer, found.visit_id).await?;
        // As it is now that nobody else works at the visit. SQLite has one writer, and this is it.
        let item = if tx.is_alone() { found } else { find().await? };
        if item.department_id != place.department {
            return Err(ErrorCode::NotYourItem.into());
        }
        if officer.recused.contains(&item.subject_id) {
            return Err(ErrorCode::OfficerRecused.into());
        }
        place.visit.status.can_write(place.visit.opens_door)?;
        Ok((place, item))
    }

    pub(super) async fn record_work(
        &self,
        tx: &Tx,
        granted: &Granted<'_>,
        action: &'static str,
        change: Change,
    ) -> Result<Audited> {
        let mut actor = Actor::from(granted);
        actor.action = action;
        audit::record(tx, actor, self.core.stamp(), change).await
    }

    /// Arrival.
    pub async fn check_in(&self, viewer: &Viewer, id: VisitId, arrival: CheckIn, key: &str) -> Result<Visit> {
        let officer = self.officer(viewer).await?;
        let tx = self.core.db().begin().await?;
        if let Some(id) = commands::done::<VisitId>(&*tx, viewer, key).await? {
            // In this transaction: the first may not have reached the disk yet.
            return repository::find(&*tx, viewer, id).await?.ok_or_else(|| ErrorCode::NotFound.into());
        }
        let place = self.place(&tx, &officer, id).await?;
        let next = place.visit.status.advance(VisitStatus::CheckedIn, place.visit.opens_door)?;
        let mut row = next_row(place.visit, next);
        row.checked_in_at = Set(Some(self.core.now()));
        row.checked_in_by = Set(Some(viewer.account_id()));
        if let Some(position) = arrival.position {
            row.latitude = Set(Some(position.latitude));
            row.longitude = Set(Some(position.longitude));
            row.accuracy_m = Set(Some(position.accuracy_m));
        }
        let visit = row.update(&*tx).await?;
        commands::remember(&self.core, &*tx, viewer, key, visit.id).await?;
        let change = Change::of("visit", id).after(json!({ "status": next, "position": arrival.position.map(|at| [at.latitude, at.longitude, at.accuracy_m]) }));
        let audited = self.record_work(&tx, &place.granted, "CHECK_IN", change).await?;
        tx.commit(audited).await?;
        Ok(visit)
    }

    /// Attaches an uploaded photo to one's own department's item.
    pub async fn add_evidence(
        &self,
        viewer: &Viewer,
        item: VisitItemId,
        file: UploadId,
        caption: &str,
        key: &str,
    ) -> Result<Evidence> {
        let officer = self.officer(viewer).await?;
        let tx = self.core.db().begin().await?;
        if let Some(id) = commands::done::<EvidenceId>(&*tx, viewer, key).await? {
            let known = evidence::Entity::find_by_id(id).one(&*tx).await?;
            return known.ok_or_else(|| ErrorCode::NotFound.into());
        }
        if caption.chars().count() > LONGEST {
            return Err(Error::at(ErrorCode::TooLong, "caption"));
        }
        let (place, item) = self.own_item(&tx, &officer, item).await?;
        let stored = upload::Entity::find_by_id(file).one(&*tx).await?;
        let stored =
            stored.filter(|stored| Some(stored.created_by) == viewer.account).ok_or(ErrorCode::NotFound)?;
        if !stored.media_type.starts_with("image/") {
            return Err(Error::at(ErrorCode::UploadType, "uploadId"));
        }
        let row = evidence::ActiveModel {
            id: Set(self.core.id()),
            visit_item_id: Set(item.id),
            upload_id: Set(file),
            caption: Set(caption.trim().to_owned()),
            added_by: Set(viewer.account_id()),
            added_at: Set(self.core.now()),
        };
        let saved = row.insert(&*tx).await?;
        commands::remember(&self.core, &*tx, viewer, key, saved.id).await?;
        let change =
            Change::of("visit_item", item.id).after(json!({ "photo": stored.sha256, "caption": caption }));
        let audited = self.record_work(&tx, &place.granted, "ADD_EVIDENCE", change).await?;
        tx.commit(audited).await?;
        Ok(saved)
    }

    /// Departure: every item of every department has its result.
    pub async fn complete(&self, viewer: &Viewer, id: VisitId, key: &str) -> Result<Visit> {
        let officer = self.officer(viewer).await?;
        let tx = self.core.db().begin().await?;
        if let Some(id) = commands::done::<VisitId>(&*tx, viewer, key).await? {
            // In this transaction: the first may not have reached the disk yet.
            return repository::find(&*tx, viewer, id).await?.ok_or_else(|| ErrorCode::NotFound.into());
        }
        let place = self.place(&tx, &officer, id).await?;
        let next = place.visit.status.advance(VisitStatus::Completed, place.visit.opens_door)?;
        let items = repository::items_of(&*tx, &[id]).await?;
        if items.iter().any(|item| item.state == ItemState::Open) {
            return Err(ErrorCode::ResultMissing.into());
        }
        let mut row = next_row(place.visit, next);
        row.completed_at = Set(Some(self.core.now()));
        let visit = row.update(&*tx).await?;
        commands::remember(&self.core, &*tx, viewer, key, visit.id).await?;
        let change = Change::of("visit", id).after(json!({ "status": next, "items": items.len() }));
        let audited = self.record_work(&tx, &place.granted, "COMPLETE_VISIT", change).await?;
        tx.commit(audited).await?;
        Ok(visit)
    }

    /// The visit could not take place: closed, moved, refused, not found. The door stays drawn.
    pub async fn not_possible(&self, viewer: &Viewer, id: VisitId, reason: &str, key: &str) -> Result<Visit> {
        let officer = self.officer(viewer).await?;
        let tx = self.core.db().begin().await?;
        if let Some(id) = commands::done::<VisitId>(&*tx, viewer, key).await? {
            // In this transaction: the first may not have reached the disk yet.
            return repository::find(&*tx, viewer, id).await?.ok_or_else(|| ErrorCode::NotFound.into());
        }
        match reason.trim().chars().count() {
            0 => return Err(Error::at(ErrorCode::ReasonRequired, "reason")),
            length if length > LONGEST => return Err(Error::at(ErrorCode::TooLong, "reason")),
            _ => {}
        }
        let place = self.place(&tx, &officer, id).await?;
        let next = place.visit.status.advance(VisitStatus::NotPossible, place.visit.opens_door)?;
        let mut row = next_row(place.visit, next);
        row.not_possible_reason = Set(Some(reason.trim().to_owned()));
        row.completed_at = Set(Some(self.core.now()));
        let visit = row.update(&*tx).await?;
        commands::remember(&self.core, &*tx, viewer, key, visit.id).await?;
        let change = Change::of("visit", id).after(json!({ "status": next })).because(reason);
        let audited = self.record_work(&tx, &place.granted, "VISIT_NOT_POSSIBLE", change).await?;
        tx.commit(audited).await?;
        Ok(visit)
    }
}

fn next_row(visit: Visit, next: VisitStatus) -> visit::ActiveModel {
    let revision = visit.revision;
    let mut row = visit.into_active_model();
    row.status = Set(next);
    row.revision = Set(revision + 1);
    row
}

/// A question as the rules in `shared` take it.
pub(super) fn question_of(row: &catalogue::Question) -> Question {
    Question {
        text: row.content.clone(),
        kind: row.kind,
        required: row.required,
        choices: row.choices.0.clone(),
        unit: row.unit.clone(),
    }
}
