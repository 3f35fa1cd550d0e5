//! Saved views of the libraries: filters under a name, one's own or shared with a department.

use std::collections::BTreeSet;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{DepartmentId, LibraryViewId};
use shared::registry::LibraryKind;

use super::RegistryService;
use super::service::reader;
use crate::access::Viewer;
use crate::audit::{self, Actor, Change};
use crate::db::entity::{library_view, library_view_default};
use crate::db::{Read, Tx};
use crate::error::{Error, Result, unique_means};

type View = library_view::Model;

/// Longest name and longest filters, in characters.
const LONGEST_NAME: usize = 40;
const LONGEST_QUERY: usize = 2000;
/// Most views of one person.
const MOST_VIEWS: u64 = 50;

/// A view and what it is to whoever looks.
#[derive(Debug, Clone)]
pub struct SavedView {
    /// The view.
    pub view: View,
    /// Whether it is the one they begin with.
    pub is_default: bool,
    /// Whether they may rename, change and delete it.
    pub may_change: bool,
}

/// A view as it is entered.
#[derive(Debug, Clone)]
pub struct ViewInput {
    /// The view to change; none for a new one.
    pub id: Option<LibraryViewId>,
    /// Of which library.
    pub library: LibraryKind,
    /// Its name.
    pub name: String,
    /// The filters as they stand in the address.
    pub query: String,
    /// The department it is shared with, if with any.
    pub department: Option<DepartmentId>,
    /// Revision it was based on.
    pub revision: i64,
}

fn own_departments(viewer: &Viewer) -> Vec<DepartmentId> {
    viewer.grants.iter().filter_map(|grant| grant.department).collect()
}

/// Their own, or shared with a department they may share with.
fn may_change(viewer: &Viewer, view: &View) -> bool {
    view.created_by == viewer.account_id()
        || view.department_id.is_some_and(|one| viewer.may(Action::ShareViews, Scope::Department(one)))
}

/// Their own, or shared with a department of theirs.
fn may_see(viewer: &Viewer, view: &View) -> bool {
    view.division_code == viewer.division
        && (view.created_by == viewer.account_id()
            || view.department_id.is_some_and(|one| own_departments(viewer).contains(&one)))
}

fn actor<'a>(viewer: &'a Viewer, action: &'static str) -> Result<Actor<'a>> {
    let granted = viewer.demand(Action::ReadRegistry, Scope::Division)?;
    Ok(Actor { action, ..Actor::from(&granted) })
}

fn check(input: &ViewInput) -> Result<String> {
    let name = input.name.trim();
    match name.chars().count() {
        0 => return Err(Error::at(ErrorCode::Required, "name")),
        length if length > LONGEST_NAME => return Err(Error::at(ErrorCode::TooLong, "name")),
        _ => {}
    }
    if input.query.chars().count() > LONGEST_QUERY {
        return Err(Error::at(ErrorCode::TooLong, "query"));
    }
    Ok(name.to_owned())
}

impl RegistryService {
    /// Views of a library: one's own and those shared with one's departments, by name.
    pub async fn library_views(&self, viewer: &Viewer, library: LibraryKind) -> Result<Vec<SavedView>> {
        let owner = reader(viewer)?;
        let db = self.core.db().read();
        let mine = Condition::any()
            .add(library_view::Column::CreatedBy.eq(viewer.account_id()))
            .add(library_view::Column::DepartmentId.is_in(own_departments(viewer)));
        let rows = library_view::Entity::find()
            .filter(library_view::Column::DivisionCode.eq(owner.as_str()))
            .filter(library_view::Column::Library.eq(library))
            .filter(mine)
            .order_by_asc(library_view::Column::Id)
            .rows(db)
            .await?;
        let default =
            library_view_default::Entity::find_by_id((viewer.account_id(), library)).row(db).await?;
        let default: BTreeSet<LibraryViewId> = default.into_iter().map(|row| row.view_id).collect();
        let saved = |view: View| SavedView {
            is_default: default.contains(&view.id),
            may_change: may_change(viewer, &view),
            view,
        };
        Ok(rows.into_iter().map(saved).collect())
    }

    /// Saves a view, new or changed.
    pub async fn save_library_view(&self, viewer: &Viewer, input: ViewInput) -> Result<SavedView> {
        let actor = actor(viewer, "SAVE_VIEW")?;
        if let Some(department) = input.department {
            viewer.demand_in(Action::ShareViews, department)?;
        }
        let name = check(&input)?;
        let tx = self.core.db().begin().await?;
        let before = match input.id {
            None => None,
            Some(id) => Some(changeable(&tx, viewer, id).await?),
        };
        if before.as_ref().is_some_and(|view| view.revision != input.revision) {
            return Err(ErrorCode::StaleRevision.into());
        }
        if before.is_none() {
            let own = library_view::Column::CreatedBy.eq(viewer.account_id());
            if library_view::Entity::find().filter(own).number(&*tx).await? >= MOST_VIEWS {
                return Err(ErrorCode::ViewsTooMany.into());
            }
        }
        let now = self.core.now();
        let row = View {
            id: before.as_ref().map_or_else(|| self.core.id(), |view| view.id),
            division_code: viewer.division.clone(),
            library: before.as_ref().map_or(input.library, |view| view.library),
            name,
            query: input.query,
            created_by: before.as_ref().map_or_else(|| viewer.account_id(), |view| view.created_by),
            department_id: input.department,
            created_at: before.as_ref().map_or(now, |view| view.created_at),
            updated_at: now,
            revision: before.as_ref().map_or(1, |view| view.revision + 1),
        };
        let active = row.into_active_model().reset_all();
        let taken = || unique_means(Error::at(ErrorCode::ViewNameTaken, "name"));
        let view = if before.is_some() {
            active.update(&*tx).await.map_err(taken())?
        } else {
            active.insert(&*tx).await.map_err(taken())?
        };
        let text =
            |view: &View| json!({ "name": view.name, "query": view.query, "department": view.department_id });
        let mut change = Change::of("library_view", view.id).after(text(&view));
        if let Some(before) = &before {
            change = change.before(text(before));
        }
        let default = library_view_default::Entity::find_by_id((viewer.account_id(), view.library));
        let is_default = default.one(&*tx).await?.is_some_and(|row| row.view_id == view.id);
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(SavedView { is_default, may_change: true, view })
    }

    /// Deletes a view; whoever began with it begins with the whole library again.
    pub async fn delete_library_view(&self, viewer: &Viewer, id: LibraryViewId) -> Result<View> {
        let actor = actor(viewer, "DELETE_VIEW")?;
        let tx = self.core.db().begin().await?;
        let view = changeable(&tx, viewer, id).await?;
        library_view_default::Entity::delete_many()
            .filter(library_view_default::Column::ViewId.eq(id))
            .exec(&*tx)
            .await?;
        library_view::Entity::delete_by_id(id).exec(&*tx).await?;
        let change = Change::of("library_view", id).before(json!({ "name": view.name, "query": view.query }));
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(view)
    }

    /// Says with which view one begins, or with none of a library.
    pub async fn set_default_view(
        &self,
        viewer: &Viewer,
        library: LibraryKind,
        id: Option<LibraryViewId>,
    ) -> Result<Vec<SavedView>> {
        let actor = actor(viewer, "SET_DEFAULT_VIEW")?;
        let tx = self.core.db().begin().await?;
        let key = (viewer.account_id(), library);
        library_view_default::Entity::delete_by_id(key).exec(&*tx).await?;
        if let Some(id) = id {
            let found = library_view::Entity::find_by_id(id).one(&*tx).await?;
            let found = found.filter(|view| may_see(viewer, view) && view.library == library);
            let view = found.ok_or_else(|| Error::at(ErrorCode::NotFound, "id"))?;
            let row = library_view_default::ActiveModel {
                account_id: Set(viewer.account_id()),
                library: Set(library),
                view_id: Set(view.id),
            };
            library_view_default::Entity::insert(row).exec_without_returning(&*tx).await?;
        }
        let change = Change::of("library_view", id.map(|id| id.to_string()).unwrap_or_default())
            .after(json!({ "library": library, "default": id }));
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        self.library_views(viewer, library).await
    }
}

/// A view that may be changed; one that may not even be seen is not there.
async fn changeable(tx: &Tx, viewer: &Viewer, id: LibraryViewId) -> Result<View> {
    let found = library_view::Entity::find_by_id(id).one(&**tx).await?;
    let view =
        found.filter(|view| may_see(viewer, view)).ok_or_else(|| Error::at(ErrorCode::NotFound, "id"))?;
    if may_change(viewer, &view) { Ok(view) } else { Err(ErrorCode::Forbidden.into()) }
}
