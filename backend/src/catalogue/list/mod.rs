//! A unified list from above comes in over the local one: read, compared, kept; nothing of it counts before
//! a clerk has accepted it line by line.

mod decide;
mod file;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::check_cap;
use shared::catalogue::list::{
    Compared, EntryState, ListColumn, ListDepartment, ListEntry, ListKind, ListProblem, ListSource,
    LocalItem, compare, read_list,
};
use shared::ids::{ItemId, ItemListId, JointItemId, UploadId};

pub use decide::Decision;
pub use rows::EntryFilter;

use super::{
    CatalogueService, Item, ItemList, ItemListEntry, JointItem, LegalBasis, first_content, repository,
};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::db::entity::{item_list, item_list_entry};
use crate::db::page::{Page, PageRequest};
use crate::db::{Doc, Source, Tx};
use crate::error::{Error, Refusal, Result};
use crate::organisation;

/// Entries written in one statement.
const PIECE: usize = 200;

/// A list as it is brought in.
#[derive(Debug, Clone)]
pub struct ListInput {
    /// The uploaded file.
    pub file: UploadId,
    /// What the list is called, its number and day.
    pub source: ListSource,
}

impl CatalogueService {
    /// Lists that came in, the latest first.
    pub async fn lists(&self, viewer: &Viewer, page: &PageRequest) -> Result<Page<ItemList>> {
        viewer.demand(Action::ReadCatalogue, Scope::Division)?;
        rows::lists(self.core.db().read(), &viewer.division, page).await
    }

    /// One of them.
    pub async fn list_by_id(&self, viewer: &Viewer, id: ItemListId) -> Result<ItemList> {
        viewer.demand(Action::ReadCatalogue, Scope::Division)?;
        let found = rows::list(self.core.db().read(), &viewer.division, id).await?;
        found.ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// What a list means, item by item.
    pub async fn list_entries(
        &self,
        viewer: &Viewer,
        (list, filter): (ItemListId, EntryFilter),
        page: &PageRequest,
    ) -> Result<Page<ItemListEntry>> {
        self.list_by_id(viewer, list).await?;
        rows::entries(self.core.db().read(), list, filter, page).await
    }

    /// How many lines of a list are of which kind and state.
    pub async fn list_counts(
        &self,
        viewer: &Viewer,
        list: ItemListId,
    ) -> Result<BTreeMap<(ListKind, EntryState), u32>> {
        self.list_by_id(viewer, list).await?;
        let mut counts = BTreeMap::new();
        for entry in rows::entries_of(self.core.db().read(), &[list]).await? {
            *counts.entry((entry.kind, entry.state)).or_default() += 1;
        }
        Ok(counts)
    }

    /// The office brings a list in: compared with what stands here and kept, with refusals of the same lines
    /// of earlier editions; nothing else is changed.
    ///
    /// # Errors
    /// Refusals of the file as a whole at `uploadId`, of what it is called, and every problem of a cell at
    /// `rows.<row>.<column>`.
    pub async fn import_list(&self, viewer: &Viewer, input: ListInput) -> Result<ItemList> {
        let granted = viewer.demand(Action::EditCatalogue, Scope::Division)?;
        let source = input.source.check(self.core.today()).map_err(|problems| {
            let refusal = |(code, path)| Refusal::new(code).at(path);
            Error::Refused(problems.into_iter().map(refusal).collect())
        })?;
        // Read before the transaction: nobody waits for a file.
        let (file_name, columns, table) = file::read(&self.core, viewer, input.file).await?;
        let tx = self.core.db().begin().await?;
        let departments: Vec<ListDepartment> = organisation::departments_in(&*tx, &viewer.division)
            .await?
            .into_values()
            .map(|row| ListDepartment {
                id: row.id,
                code: row.code,
                name: row.name,
                can_inspect: row.can_inspect,
            })
            .collect();
        let (entries, mut problems) = read_list(&departments, &columns, &table);
        let locals = locals(&*tx, viewer).await?;
        let earlier = earlier(&*tx, viewer, &source.name).await?;
        let listed_before: BTreeSet<ItemId> = earlier
            .iter()
            .filter(|entry| entry.file_row.is_some())
            .filter_map(|entry| entry.item_id)
            .collect();
        let compared = compare(&entries, &locals, &listed_before);
        problems.extend(without_cap(&entries, &locals, &compared));
        if !problems.is_empty() {
            problems.sort_by_key(|problem| (problem.row, problem.column));
            return Err(Error::Refused(problems.iter().map(refusal).collect()));
        }
        let list = ItemList {
            id: self.core.id(),
            division_code: viewer.division.clone(),
            name: source.name.clone(),
            number: source.number.clone(),
            issued_on: source.issued_on,
            file_name,
            imported_by: viewer.account_id(),
            imported_at: self.core.now(),
        };
        item_list::Entity::insert(list.clone().into_active_model()).exec_without_returning(&*tx).await?;
        self.keep_entries(&tx, &list, (&entries, &locals, &earlier), &compared).await?;
        let after = json!({ "source": source, "file": list.file_name, "entries": compared.len() });
        let change = Change::of("item_list", list.id).after(after);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(list)
    }

    async fn keep_entries(
        &self,
        tx: &Tx,
        list: &ItemList,
        (entries, locals, earlier): (&[ListEntry], &[LocalItem], &[ItemListEntry]),
        compared: &[Compared],
    ) -> Result<()> {
        let mut rows = Vec::with_capacity(compared.len());
        for one in compared {
            let entry = one.entry.and_then(|place| entries.get(place));
            let local = one.item.and_then(|id| locals.iter().find(|local| local.id == id));
            let Some(department) =
                entry.map(|entry| entry.department).or_else(|| local.map(|local| local.department))
            else {
                continue;
            };
            let first = || entry.and_then(|entry| entry.codes.first().cloned()).unwrap_or_default();
            let name =
                entry.map(|entry| &entry.listed.name).or_else(|| local.map(|local| &local.content.name));
            let row = ItemListEntry {
                id: self.core.id(),
                list_id: list.id,
                kind: one.kind,
                state: if one.kind.is_open() { EntryState::Open } else { EntryState::Nothing },
                department_id: department,
                item_id: one.item,
                code: local.map_or_else(first, |local| local.code.clone()),
                name: name.cloned().unwrap_or_default(),
                file_row: entry.and_then(|entry| i64::try_from(entry.row).ok()),
                listed: entry.map(|entry| Doc(entry.listed.clone())),
                before_content: None,
                reason: String::new(),
                withdraw_on: None,
                decided_by: None,
                decided_at: None,
            };
            rows.push(decided_before(row, earlier).into_active_model());
        }
        let mut rest = rows.into_iter().map(ActiveModelTrait::reset_all);
        loop {
            let piece: Vec<item_list_entry::ActiveModel> = rest.by_ref().take(PIECE).collect();
            if piece.is_empty() {
                return Ok(());
            }
            item_list_entry::Entity::insert_many(piece).exec_without_returning(&**tx).await?;
        }
    }
}

/// A line that was refused in an earlier edition, and says the same, comes in as refused.
fn decided_before(row: ItemListEntry, earlier: &[ItemListEntry]) -> ItemListEntry {
    let same = |old: &&ItemListEntry| {
        row.state == EntryState::Open
            && (old.kind, old.department_id, &old.code) == (row.kind, row.department_id, &row.code)
            && old.name == row.name
            && old.listed == row.listed
    };
    // The latest word counts; entries come oldest first.
    match earlier.iter().rev().find(same) {
        Some(old) if old.state == EntryState::Refused => ItemListEntry {
            state: EntryState::Refused,
            reason: old.reason.clone(),
            before_content: old.before_content.clone(),
            decided_by: old.decided_by,
            decided_at: old.decided_at,
            ..row
        },
        _ => row,
    }
}

/// Every department's items with what they say.
async fn locals(db: &impl Source, viewer: &Viewer) -> Result<Vec<LocalItem>> {
    let joint: BTreeMap<JointItemId, JointItem> =
        repository::all(db, &viewer.division).await?.into_iter().map(|row| (row.id, row)).collect();
    let ids: Vec<JointItemId> = joint.keys().copied().collect();
    let mut bases: BTreeMap<JointItemId, Vec<LegalBasis>> = BTreeMap::new();
    for basis in repository::bases_of(db, &ids).await? {
        bases.entry(basis.joint_item_id).or_default().push(basis);
    }
    let items = repository::items_in(db, &viewer.division).await?;
    Ok(items
        .into_iter()
        .filter_map(|item: Item| {
            let content = match &item.content {
                Some(content) => content.0.clone(),
                None => {
                    let bases = bases.get(&item.joint_item_id).map(Vec::as_slice).unwrap_or_default();
                    first_content(&item, joint.get(&item.joint_item_id)?, bases)
                }
            };
            Some(LocalItem {
                id: item.id,
                code: item.code,
                department: item.department_id,
                content,
                leaving: item.withdrawn_on.is_some() || item.proposed_withdrawal.is_some(),
            })
        })
        .collect())
}

/// The lines of earlier editions of a list, oldest first.
async fn earlier(db: &impl Source, viewer: &Viewer, name: &str) -> Result<Vec<ItemListEntry>> {
    let lists = rows::named(db, &viewer.division, name).await?;
    let ids: Vec<ItemListId> = lists.iter().map(|list| list.id).collect();
    rows::entries_of(db, &ids).await
}

/// GENERAL items for which neither the list nor the local item has a cap (R3).
fn without_cap(entries: &[ListEntry], locals: &[LocalItem], compared: &[Compared]) -> Vec<ListProblem> {
    let missing = |one: &Compared| {
        let entry = entries.get(one.entry?)?;
        let local = one.item.and_then(|id| locals.iter().find(|local| local.id == id));
        let after = entry.listed.over(local.map(|local| &local.content));
        let code = check_cap(after.class, after.cap_bp).err()?;
        Some(ListProblem { row: entry.row, column: ListColumn::Ratio, code, value: String::new() })
    };
    let mut found: Vec<ListProblem> = compared.iter().filter_map(missing).collect();
    found.dedup();
    found
}

fn refusal(problem: &ListProblem) -> Refusal {
    let path = format!("rows.{}.{}", problem.row, problem.column.as_str());
    Refusal::new(problem.code).at(path).with(problem.value.clone())
}

/// A line as it is decided.
pub(super) fn decided(
    entry: ItemListEntry,
    state: EntryState,
    (viewer, core, reason): (&Viewer, &crate::app::Core, &str),
) -> item_list_entry::ActiveModel {
    let mut row = entry.into_active_model();
    row.state = Set(state);
    row.reason = Set(reason.to_owned());
    row.decided_by = Set(Some(viewer.account_id()));
    row.decided_at = Set(Some(core.now()));
    row
}
