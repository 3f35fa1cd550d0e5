//! Lines of a unified list are accepted or refused: singly, or all that are seen of one kind at once.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::catalogue::list::{ListKind, ListSource, ListedItem};
use shared::catalogue::{ItemContent, check_cap};
use shared::ids::{ItemListEntryId, ItemListId};

use super::super::create::{NewItem, next_code};
use super::super::keeping::LONGEST_REASON;
use super::super::{CatalogueService, Item, ItemList, ItemListEntry, first_content, repository};
use super::{decided, rows};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::db::page::LARGEST_PAGE;
use crate::db::{Doc, Tx};
use crate::error::{Error, Result};
use crate::organisation;

/// A decision about lines of a list.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The list.
    pub list: ItemListId,
    /// The lines, each with the revision of its item as it was seen; none where there is no item yet.
    pub entries: Vec<(ItemListEntryId, Option<i64>)>,
    /// Accepted or refused.
    pub accept: bool,
    /// Why; required for a refusal.
    pub reason: String,
    /// For lines that drop an item: the last day it should be used.
    pub day: Option<NaiveDate>,
}

/// What is decided, in the caller's transaction.
struct Deciding<'a> {
    tx: &'a Tx,
    viewer: &'a Viewer,
    decision: &'a Decision,
    reason: &'a str,
    source: ListSource,
}

impl CatalogueService {
    /// A clerk accepts or refuses lines, all or none. What is accepted becomes a version with the list as its
    /// source, or a withdrawal that is proposed to the head; it counts once the head has published it.
    ///
    /// # Errors
    /// [`ErrorCode::StaleRevision`] at `entries.<n>` if the item has changed since it was seen,
    /// [`ErrorCode::IllegalTransition`] if the line was decided meanwhile.
    pub async fn decide_list(&self, viewer: &Viewer, decision: &Decision) -> Result<ItemList> {
        let own = viewer.departments(Action::EditCatalogue)?;
        let reason = decision.reason.trim();
        if !decision.accept && reason.is_empty() {
            return Err(Error::at(ErrorCode::ReasonRequired, "reason"));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(Error::at(ErrorCode::TooLong, "reason"));
        }
        let count = u64::try_from(decision.entries.len()).unwrap_or(u64::MAX);
        if !(1..=LARGEST_PAGE).contains(&count) {
            return Err(Error::at(ErrorCode::OutOfRange, "entries"));
        }
        let tx = self.core.db().begin().await?;
        let list = rows::list(&*tx, &viewer.division, decision.list).await?.ok_or(ErrorCode::NotFound)?;
        let source =
            ListSource { name: list.name.clone(), number: list.number.clone(), issued_on: list.issued_on };
        let by_list = format!("按《{}》（{}）调整", source.name, source.number);
        let reason = if reason.is_empty() { by_list.as_str() } else { reason };
        let deciding = Deciding { tx: &tx, viewer, decision, reason, source };
        let (mut codes, mut granted) = (Vec::new(), None);
        for (index, (id, seen)) in decision.entries.iter().enumerate() {
            let at = |code| Error::at(code, format!("entries.{index}"));
            let entry = rows::lock_entry(&*tx, *id).await?.filter(|entry| entry.list_id == list.id);
            let entry = entry.ok_or_else(|| at(ErrorCode::NotFound))?;
            if own.as_ref().is_some_and(|own| !own.contains(&entry.department_id)) {
                return Err(ErrorCode::Forbidden.into());
            }
            granted = Some(viewer.demand_in(Action::EditCatalogue, entry.department_id)?);
            codes.push(entry.code.clone());
            self.decide_entry(&deciding, entry, *seen).await.map_err(|error| match error {
                Error::Refused(refusals) => Error::Refused(
                    refusals
                        .into_iter()
                        .map(|refusal| match refusal.path.as_str() {
                            "day" => refusal,
                            _ => refusal.at(format!("entries.{index}")),
                        })
                        .collect(),
                ),
                other => other,
            })?;
        }
        let granted = granted.ok_or(ErrorCode::NotFound)?;
        let after = json!({ "accepted": decision.accept, "codes": codes, "day": decision.day });
        let change = Change::of("item_list", list.id).after(after).because(reason);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(list)
    }

    async fn decide_entry(
        &self,
        deciding: &Deciding<'_>,
        entry: ItemListEntry,
        seen: Option<i64>,
    ) -> Result<()> {
        let state = entry.state.decide(deciding.decision.accept)?;
        let tx = deciding.tx;
        let item = match entry.item_id {
            None => None,
            Some(id) => repository::lock_item(&**tx, id).await?,
        };
        if item.as_ref().map(|item| item.revision) != seen {
            return Err(ErrorCode::StaleRevision.into());
        }
        let before = match &item {
            None => None,
            Some(item) => Some(self.content_now(tx, item).await?),
        };
        let (kind, listed) = (entry.kind, entry.listed.clone());
        let (department, code) = (entry.department_id, entry.code.clone());
        let mut row = decided(entry, state, (deciding.viewer, &self.core, deciding.reason));
        row.before_content = Set(before.clone().map(Doc));
        if deciding.decision.accept {
            let item = match (kind, listed, item, before) {
                (ListKind::Added, Some(listed), _, _) => {
                    self.take_in(deciding, department, code, &listed.0).await?
                }
                (ListKind::Changed, Some(listed), Some(item), Some(before)) => {
                    let content = listed.0.over(Some(&before));
                    check_cap(content.class, content.cap_bp)?;
                    let said = (deciding.reason, Some(deciding.source.clone()));
                    self.save_version(tx, deciding.viewer, item, content, said).await?.0
                }
                (ListKind::Dropped, _, Some(item), _) => {
                    let day = deciding.decision.day;
                    row.withdraw_on = Set(day);
                    self.propose_withdrawal(deciding, item, day).await?
                }
                _ => return Err(ErrorCode::IllegalTransition.into()),
            };
            row.item_id = Set(Some(item.id));
        }
        row.update(&**tx).await?;
        Ok(())
    }

    async fn content_now(&self, tx: &Tx, item: &Item) -> Result<ItemContent> {
        if let Some(content) = &item.content {
            return Ok(content.0.clone());
        }
        let joint = repository::find(&**tx, item.joint_item_id).await?;
        let joint = joint.ok_or_else(|| Error::broken("an item without its joint item"))?;
        Ok(first_content(item, &joint, &repository::bases_of(&**tx, &[joint.id]).await?))
    }

    /// An item the list has and we have not becomes its department's own.
    async fn take_in(
        &self,
        deciding: &Deciding<'_>,
        department: shared::ids::DepartmentId,
        code: String,
        listed: &ListedItem,
    ) -> Result<Item> {
        let (tx, viewer) = (deciding.tx, deciding.viewer);
        let departments = organisation::departments_in(&**tx, &viewer.division).await?;
        let department = departments.values().find(|one| one.id == department);
        let department = department.ok_or(ErrorCode::NotFound)?;
        let code = if code.is_empty() {
            next_code(tx, viewer, &department.code).await?
        } else if repository::is_code_used(&**tx, &viewer.division, &code).await? {
            // Somebody has made it since the list came in.
            return Err(ErrorCode::StaleRevision.into());
        } else {
            code
        };
        let content = listed.over(None);
        check_cap(content.class, content.cap_bp)?;
        let new = NewItem {
            department,
            code,
            subject_scope: &listed.subjects,
            tag: listed.tag.as_deref(),
            content: &content,
            reason: deciding.reason,
            source: Some(deciding.source.clone()),
        };
        self.insert_own(tx, viewer, new).await
    }

    /// The head sees the proposal and withdraws the item, or does not.
    async fn propose_withdrawal(
        &self,
        deciding: &Deciding<'_>,
        item: Item,
        day: Option<NaiveDate>,
    ) -> Result<Item> {
        let day = day.ok_or_else(|| Error::at(ErrorCode::Required, "day"))?;
        if day < self.core.today() {
            return Err(Error::at(ErrorCode::OutOfRange, "day"));
        }
        if item.withdrawn_on.is_some() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let revision = item.revision;
        let mut row = item.into_active_model();
        row.proposed_withdrawal = Set(Some(day));
        row.proposed_reason = Set(Some(deciding.reason.to_owned()));
        row.revision = Set(revision + 1);
        Ok(row.update(&**deciding.tx).await?)
    }
}
