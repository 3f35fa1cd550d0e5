//! Certificates that end soon, and what waits for the keepers of the register.

use shared::access::{Action, Scope, departments};
use shared::ids::DepartmentId;

use super::CoverageService;
use super::repository::register;
use super::service::{REMIND_DAYS, reader};
use crate::access::Viewer;
use crate::db::page::{Page, PageRequest};
use crate::error::Result;
use crate::registry::Inspector;

/// Longest time ahead, in days.
const LONGEST: u64 = 1100;

impl CoverageService {
    /// Inspectors in service whose certificates end within so many days from today.
    pub async fn expiring_certificates(
        &self,
        viewer: &Viewer,
        (within, department): (u64, Option<DepartmentId>),
        page: &PageRequest,
    ) -> Result<Page<Inspector>> {
        let owner = reader(viewer)?;
        let of = department.map(|department| vec![department]);
        let days = self.days_ahead(within);
        register::expiring_certificates(self.core.db().read(), owner, of.as_deref(), days, page).await
    }

    /// How many certificates the viewer keeps end soon, and how many recusals wait for the viewer's word.
    pub async fn waiting(&self, viewer: &Viewer) -> Result<(u64, u64)> {
        let db = self.core.db().read();
        let (mut certificates, mut recusals) = (0, 0);
        let own = departments(&viewer.grants, Action::EditInspectors);
        if own.as_ref().is_none_or(|own| !own.is_empty()) {
            let days = self.days_ahead(REMIND_DAYS);
            certificates = register::count_expiring(db, &viewer.division, own.as_deref(), days).await?;
        }
        if let Some(own) = departments(&viewer.grants, Action::DecideRecusal).filter(|own| !own.is_empty()) {
            recusals = register::count_pending(db, &viewer.division, &own).await?;
        }
        Ok((certificates, recusals))
    }

    fn days_ahead(&self, within: u64) -> (chrono::NaiveDate, chrono::NaiveDate) {
        let today = self.core.today();
        let last = today.checked_add_days(chrono::Days::new(within.min(LONGEST)));
        (today, last.unwrap_or(today))
    }

    /// The permission to read the register.
    pub(super) fn register_reader(viewer: &Viewer) -> Result<()> {
        viewer.demand(Action::ReadRegister, Scope::Division)?;
        Ok(())
    }
}
