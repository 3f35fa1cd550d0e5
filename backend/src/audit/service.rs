//! Reading the trail.

use shared::access::{Action, Scope};
use shared::ids::UserId;

use super::{Entry, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::db::page::{Page, PageRequest};
use crate::error::Result;

/// Which entries are wanted.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Of one thing.
    pub object_id: Option<String>,
    /// Of one kind of act.
    pub action: Option<String>,
    /// By one person.
    pub actor: Option<UserId>,
}

/// See the module.
#[derive(Clone)]
pub struct AuditService {
    core: Core,
}

impl AuditService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// Entries, newest first.
    pub async fn list(
        &self,
        viewer: &Viewer,
        filter: &AuditFilter,
        page: &PageRequest,
    ) -> Result<Page<Entry>> {
        viewer.demand(Action::ReadAudit, Scope::Division)?;
        repository::list(self.core.db().read(), &viewer.division, filter, page).await
    }
}
