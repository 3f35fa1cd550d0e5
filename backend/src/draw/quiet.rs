//! The quiet list: doors that the office has promised quiet, up to a day. A wave whose rules keep the list
//! leaves them out of every task whose window ends by then.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::DivisionCode;
use shared::ids::{SiteId, SubjectId};
use shared::planning::check_quiet;

use super::DrawService;
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::entity::quiet_door;
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::{Error, Result, unique_means};
use crate::registry;

/// A door on the quiet list.
pub type QuietDoor = quiet_door::Model;

/// A promise of quiet, or its end.
#[derive(Debug, Clone)]
pub struct QuietInput {
    /// A subject behind the door.
    pub subject: SubjectId,
    /// Last quiet day; nothing takes the door off the list.
    pub until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

impl DrawService {
    /// The doors that are quiet today or later.
    pub async fn quiet_doors(&self, viewer: &Viewer, request: &PageRequest) -> Result<Page<QuietDoor>> {
        viewer.demand(Action::RunWave, Scope::Division)?;
        let select = quiet_door::Entity::find()
            .filter(quiet_door::Column::DivisionCode.eq(viewer.division.as_str()))
            .filter(quiet_door::Column::Until.gte(self.core.today()));
        let (db, site) = (self.core.db().read(), quiet_door::Column::SiteId);
        page::by_id(db, select, site, Order::Ascending, request, |row| row.site_id.0).await
    }

    /// The office promises a door quiet, moves the day, or takes it off the list; with a reason.
    pub async fn keep_quiet(&self, viewer: &Viewer, input: QuietInput) -> Result<QuietDoor> {
        let granted = viewer.demand(Action::RunWave, Scope::Division)?;
        check_quiet(input.until, &input.reason, self.core.today())
            .map_err(|(code, field)| Error::at(code, field))?;
        let tx = self.core.db().begin().await?;
        let subject = registry::subjects_by_id(&*tx, &[input.subject]).await?.into_iter().next();
        let subject = subject.filter(|subject| subject.division_code == viewer.division);
        let site = subject.ok_or_else(|| Error::at(ErrorCode::NotFound, "subjectId"))?.site_id;
        let known = quiet_door::Entity::find_by_id(site).lock_exclusive().row(&*tx).await?;
        let before = known.as_ref().map(|row| json!({ "until": row.until }));
        let reason = input.reason.trim().to_owned();
        let changed = |mut row: quiet_door::ActiveModel| {
            row.until = Set(input.until);
            row.reason = Set(reason);
            row.kept_by = Set(viewer.account_id());
            row.kept_at = Set(self.core.now());
            row
        };
        let row = match known {
            Some(row) => changed(row.into_active_model()).update(&*tx).await?,
            None => {
                let new = quiet_door::ActiveModel {
                    site_id: Set(site),
                    division_code: Set(viewer.division.clone()),
                    ..Default::default()
                };
                changed(new).insert(&*tx).await.map_err(unique_means(ErrorCode::StaleRevision))?
            }
        };
        let mut change =
            Change::of("site", site).after(json!({ "until": row.until })).because(row.reason.clone());
        if let Some(before) = before {
            change = change.before(before);
        }
        let audited = self.record_wave(&tx, &granted, "KEEP_QUIET", change).await?;
        tx.commit(audited).await?;
        Ok(row)
    }
}

/// Door → last quiet day, of those that are quiet on a day or later.
pub(super) async fn quiet_from(
    db: &impl Source,
    owner: &DivisionCode,
    day: NaiveDate,
) -> Result<BTreeMap<SiteId, NaiveDate>> {
    let rows = quiet_door::Entity::find()
        .filter(quiet_door::Column::DivisionCode.eq(owner.as_str()))
        .filter(quiet_door::Column::Until.gte(day))
        .order_by_asc(quiet_door::Column::SiteId)
        .rows(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.site_id, row.until?))).collect())
}
