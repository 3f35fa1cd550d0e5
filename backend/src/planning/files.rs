//! Files of a plan: minutes of the joint meeting, the filed document, papers as they were issued. One that is
//! replaced stays on record with its hash.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{PlanId, UploadId};
use shared::planning::together::PlanAct;
use shared::planning::{PlanFileKind, PlanStatus};

use super::steps::decision;
use super::together::Acted;
use super::{Plan, PlanFile, PlanningService, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::entity::{plan_decision, plan_document};
use crate::db::{Read, Source};
use crate::error::{Error, Result};
use crate::uploads;

/// Longest note, in characters.
const LONGEST_NOTE: usize = 200;

impl PlanningService {
    /// The office attaches a file, or puts one in the place of another with a reason.
    ///
    /// # Errors
    /// [`ErrorCode::ReasonRequired`] to replace without one, [`ErrorCode::NothingChanged`] for the same bytes,
    /// [`ErrorCode::IllegalTransition`] for a filed document of a plan that is not filed, or anything of one
    /// that has been superseded.
    pub async fn attach_file(
        &self,
        viewer: &Viewer,
        (id, kind): (PlanId, PlanFileKind),
        upload: UploadId,
        note: &str,
    ) -> Result<Plan> {
        let granted = viewer.demand(Action::KeepPlanFiles, Scope::Division)?;
        let note = note.trim();
        if note.chars().count() > LONGEST_NOTE {
            return Err(Error::at(ErrorCode::TooLong, "note"));
        }
        let tx = self.core.db().begin().await?;
        let plan = repository::lock_plan(&*tx, &viewer.division, id).await?.ok_or(ErrorCode::NotFound)?;
        let fits = match kind {
            PlanFileKind::Filing => matches!(plan.status, PlanStatus::Filed | PlanStatus::Published),
            PlanFileKind::Minutes | PlanFileKind::Issued => plan.status != PlanStatus::Amended,
        };
        if !fits {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let file = uploads::own_paper(&*tx, viewer, upload).await?;
        let now = self.core.now();
        let current = plan_document::Entity::find()
            .filter(plan_document::Column::PlanId.eq(id))
            .filter(plan_document::Column::Kind.eq(kind))
            .filter(plan_document::Column::ReplacedAt.is_null())
            .row(&*tx)
            .await?;
        let mut before = json!(null);
        if let Some(current) = current {
            let old = uploads::by_id(&*tx, &[current.upload_id]).await?.into_iter().next();
            let old = old.map(|old| old.sha256).unwrap_or_default();
            if old == file.sha256 {
                return Err(Error::at(ErrorCode::NothingChanged, "uploadId"));
            }
            if note.is_empty() {
                return Err(Error::at(ErrorCode::ReasonRequired, "note"));
            }
            before = json!({ "kind": kind, "sha256": old });
            let mut row = current.into_active_model();
            row.replaced_by = Set(viewer.account);
            row.replaced_at = Set(Some(now));
            plan_document::Entity::update(row).exec(&*tx).await?;
        }
        let row = plan_document::ActiveModel {
            id: Set(self.core.id()),
            plan_id: Set(id),
            kind: Set(kind),
            upload_id: Set(upload),
            note: Set(note.to_owned()),
            added_by: Set(viewer.account_id()),
            added_at: Set(now),
            replaced_by: Set(None),
            replaced_at: Set(None),
        };
        plan_document::Entity::insert(row).exec_without_returning(&*tx).await?;
        let entry = decision((self.core.id(), now), &granted, id, None, (PlanAct::Attach, note));
        plan_decision::Entity::insert(entry).exec_without_returning(&*tx).await?;
        let after = json!({ "kind": kind, "name": file.name, "sha256": file.sha256, "bytes": file.bytes });
        let change = Change::of("plan", id).before(before).after(after).because(note);
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Attach, &plan), change).await?;
        Ok(plan)
    }

    /// The files of plans, newest first, with what was uploaded; for loaders.
    pub async fn files_of(&self, ids: &[PlanId]) -> Result<Vec<PlanFile>> {
        let db = self.core.db().read();
        let rows = plan_document::Entity::find()
            .filter(plan_document::Column::PlanId.is_in(ids.iter().copied()))
            .order_by_desc(plan_document::Column::Id)
            .rows(db)
            .await?;
        let uploads: Vec<UploadId> = rows.iter().map(|row| row.upload_id).collect();
        let uploads = uploads::by_id(db, &uploads).await?;
        let with_file = |row: plan_document::Model| {
            let file = uploads.iter().find(|file| file.id == row.upload_id)?.clone();
            Some(PlanFile { row, file })
        };
        Ok(rows.into_iter().filter_map(with_file).collect())
    }
}

/// Whether a file belongs to a plan that somebody may see.
pub async fn may_see_file(db: &impl Source, viewer: &Viewer, id: UploadId) -> Result<bool> {
    if !viewer.may(Action::ReadPlans, Scope::Division) {
        return Ok(false);
    }
    let of = plan_document::Entity::find().filter(plan_document::Column::UploadId.eq(id)).row(db).await?;
    match of {
        Some(row) => Ok(repository::plan(db, &viewer.division, row.plan_id).await?.is_some()),
        None => Ok(false),
    }
}
