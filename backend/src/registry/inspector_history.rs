//! What has changed of an inspector: kept with every import, never rewritten.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::ErrorCode;
use shared::ids::InspectorId;

use super::service::reader;
use super::{Inspector, InspectorChange, RegistryService};
use crate::access::Viewer;
use crate::app::Core;
use crate::db::Tx;
use crate::db::entity::inspector_change;
use crate::db::page::{self, Order, Page, PageRequest};
use crate::error::Result;

/// Fields that differ, with both texts. Whoever is new has no history.
fn differences(before: &Inspector, after: &Inspector) -> Vec<(&'static str, String, String)> {
    let towns = |row: &Inspector| row.towns.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
    let of = |row: &Inspector| {
        [
            ("name", row.name.clone()),
            ("department", row.department_id.to_string()),
            ("certNo", row.cert_no.clone()),
            ("certValidFrom", row.cert_valid_from.to_string()),
            ("certValidTo", row.cert_valid_to.to_string()),
            ("fields", row.fields.0.join("、")),
            ("towns", towns(row)),
            ("active", row.active.to_string()),
        ]
    };
    of(before)
        .into_iter()
        .zip(of(after))
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| (field, before, after))
        .collect()
}

/// Keeps what differs, in the transaction that changes it.
pub(super) async fn keep(
    core: &Core,
    tx: &Tx,
    viewer: &Viewer,
    (before, after): (&Inspector, &Inspector),
    source: &str,
) -> Result<()> {
    let rows: Vec<_> = differences(before, after)
        .into_iter()
        .map(|(field, before, then)| inspector_change::ActiveModel {
            id: Set(core.id()),
            inspector_id: Set(after.id),
            changed_at: Set(core.now()),
            changed_by: Set(viewer.account),
            field: Set(field.to_owned()),
            before: Set(before),
            after: Set(then),
            source: Set(source.to_owned()),
        })
        .collect();
    if !rows.is_empty() {
        inspector_change::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

impl RegistryService {
    /// One inspector.
    pub async fn inspector(&self, viewer: &Viewer, id: InspectorId) -> Result<Inspector> {
        let owner = reader(viewer)?;
        let found = self.inspectors_by_id(&[id]).await?;
        let own = found.into_iter().find(|row| row.division_code == *owner);
        own.ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// History of an inspector, newest first.
    pub async fn inspector_changes(
        &self,
        viewer: &Viewer,
        id: InspectorId,
        page: &PageRequest,
    ) -> Result<Page<InspectorChange>> {
        self.inspector(viewer, id).await?;
        let select = inspector_change::Entity::find().filter(inspector_change::Column::InspectorId.eq(id));
        let db = self.core.db().read();
        page::by_id(db, select, inspector_change::Column::Id, Order::Descending, page, |row| row.id.0).await
    }
}
