//! Reading, publishing and withdrawing items.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::{ItemClass, ItemStatus};
use shared::code::DivisionCode;
use shared::ids::{DepartmentId, ItemId, JointItemId};

use super::checklist::{self, QuestionInput};
use super::{Item, JointItem, LegalBasis, Question, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::page::{Page, PageRequest};
use crate::error::{Error, Result};

/// Which joint items are wanted.
#[derive(Debug, Clone, Default)]
pub struct ItemFilter {
    /// Code, or part of field or name.
    pub text: Option<String>,
    /// Status.
    pub status: Option<ItemStatus>,
    /// KEY or GENERAL.
    pub class: Option<ItemClass>,
    /// In which a department takes part.
    pub department: Option<DepartmentId>,
}

/// See the module.
#[derive(Clone)]
pub struct CatalogueService {
    pub(super) core: Core,
}

impl CatalogueService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// Joint items by code.
    pub async fn list(
        &self,
        viewer: &Viewer,
        filter: &ItemFilter,
        page: &PageRequest,
    ) -> Result<Page<JointItem>> {
        viewer.demand(Action::ReadCatalogue, Scope::Division)?;
        repository::list(self.core.db().read(), &viewer.division, filter, page).await
    }

    /// One joint item.
    pub async fn get(&self, viewer: &Viewer, id: JointItemId) -> Result<JointItem> {
        viewer.demand(Action::ReadCatalogue, Scope::Division)?;
        let found = repository::find(self.core.db().read(), id).await?;
        found.filter(|item| item.division_code == viewer.division).ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// The published list, for everybody.
    pub async fn published(&self, division: &DivisionCode) -> Result<Vec<JointItem>> {
        repository::published(self.core.db().read(), division).await
    }

    /// Joint items by id, for loaders.
    pub async fn by_id(&self, ids: &[JointItemId]) -> Result<Vec<JointItem>> {
        repository::joint_items_by_id(self.core.db().read(), ids).await
    }

    /// Departments of joint items, for loaders.
    pub async fn departments_of(
        &self,
        ids: &[JointItemId],
    ) -> Result<BTreeMap<JointItemId, Vec<DepartmentId>>> {
        repository::departments_of(self.core.db().read(), ids).await
    }

    /// Citations of joint items, for loaders.
    pub async fn bases_of(&self, ids: &[JointItemId]) -> Result<Vec<LegalBasis>> {
        repository::bases_of(self.core.db().read(), ids).await
    }

    /// The departments' items of joint items, for loaders.
    pub async fn items_of(&self, ids: &[JointItemId]) -> Result<Vec<Item>> {
        repository::items_of(self.core.db().read(), ids).await
    }

    /// Items by id, for loaders.
    pub async fn items_by_id(&self, ids: &[ItemId]) -> Result<Vec<Item>> {
        repository::items_by_id(self.core.db().read(), ids).await
    }

    /// Checklists of items, for loaders.
    pub async fn questions_of(&self, ids: &[ItemId]) -> Result<Vec<Question>> {
        repository::questions_of(self.core.db().read(), ids).await
    }

    /// Publishes or withdraws joint items, all or none.
    pub async fn set_status(
        &self,
        viewer: &Viewer,
        ids: &[JointItemId],
        status: ItemStatus,
        reason: &str,
    ) -> Result<Vec<JointItem>> {
        let granted = viewer.demand(Action::EditCatalogue, Scope::Division)?;
        if status == ItemStatus::Withdrawn && reason.trim().is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
        }
        let tx = self.core.db().begin().await?;
        let items = repository::lock_joint_items(&*tx, ids).await?;
        if items.len() != ids.len() || items.iter().any(|item| item.division_code != viewer.division) {
            return Err(ErrorCode::NotFound.into());
        }
        if items.iter().any(|item| item.owner_id.is_some()) {
            return Err(Error::at(ErrorCode::ItemOwned, "ids"));
        }
        let mut changed = Vec::new();
        for item in items {
            let next = item.status.change_to(status)?;
            let revision = item.revision;
            let mut row = item.into_active_model();
            row.status = Set(next);
            row.revision = Set(revision + 1);
            if next == ItemStatus::Published {
                row.published_at = Set(Some(self.core.now()));
            }
            changed.push(row.update(&*tx).await?);
        }
        let codes: Vec<&str> = changed.iter().map(|item| item.code.as_str()).collect();
        let mut actor = Actor::from(&granted);
        actor.action = if status == ItemStatus::Published { "PUBLISH_ITEMS" } else { "WITHDRAW_ITEMS" };
        let change = Change::of("joint_item", codes.join(",")).after(status).because(reason);
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(changed)
    }

    /// Replaces the checklist of one department's item.
    pub async fn set_questions(
        &self,
        viewer: &Viewer,
        item: ItemId,
        questions: Vec<QuestionInput>,
        revision: i64,
    ) -> Result<Item> {
        checklist::replace(&self.core, viewer, item, questions, revision).await
    }
}
