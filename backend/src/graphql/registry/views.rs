//! Saved views.

use async_graphql::{Context, InputObject, Object};
use shared::ids::{DepartmentId, LibraryViewId};
use shared::registry::LibraryKind;

use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::scalars::small;
use crate::registry::{self as context, ViewInput};

/// Filters of a library under a name.
pub struct LibraryView(pub context::SavedView);

#[Object]
impl LibraryView {
    /// Opaque id.
    async fn id(&self) -> LibraryViewId {
        self.0.view.id
    }
    /// Of which library.
    async fn library(&self) -> LibraryKind {
        self.0.view.library
    }
    /// Its name.
    async fn name(&self) -> &str {
        &self.0.view.name
    }
    /// The filters as they stood in the address, unread.
    async fn query(&self) -> &str {
        &self.0.view.query
    }
    /// The department it is shared with.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Department>> {
        match self.0.view.department_id {
            Some(id) => department(ctx, id).await.map(Some),
            None => Ok(None),
        }
    }
    /// Who made it.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.view.created_by)).await
    }
    /// Whether it is the one that whoever asks begins with.
    async fn is_default(&self) -> bool {
        self.0.is_default
    }
    /// Whether whoever asks may change it.
    async fn may_change(&self) -> bool {
        self.0.may_change
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.view.revision)
    }
}

/// A view as it is entered.
#[derive(InputObject)]
pub struct SaveLibraryViewInput {
    /// The view to change; absent for a new one.
    pub id: Option<LibraryViewId>,
    /// Revision it was based on; 0 for a new one.
    #[graphql(default)]
    pub revision: i32,
    /// Of which library.
    pub library: LibraryKind,
    /// Its name.
    pub name: String,
    /// The filters as they stand in the address.
    pub query: String,
    /// The department it is shared with; absent for one's own.
    pub department_id: Option<DepartmentId>,
}

/// A view that is acted on.
#[derive(InputObject)]
pub struct LibraryViewStepInput {
    /// The view.
    pub id: LibraryViewId,
}

/// With which view one begins.
#[derive(InputObject)]
pub struct DefaultViewInput {
    /// Of which library.
    pub library: LibraryKind,
    /// The view; absent for the whole library.
    pub id: Option<LibraryViewId>,
}

payload!(
    /// A view that was saved.
    LibraryViewPayload { library_view: LibraryView }
);
payload!(
    /// The id of a view that was deleted.
    DeletedViewPayload { deleted: LibraryViewId }
);
payload!(
    /// The views as they are now.
    LibraryViewsPayload { library_views: Vec<LibraryView> }
);

#[derive(Default)]
pub struct ViewQuery;

#[Object]
impl ViewQuery {
    /// One's own views of a library, and those shared with one's departments.
    #[graphql(complexity = "50 * child_complexity")]
    async fn library_views(
        &self,
        ctx: &Context<'_>,
        library: LibraryKind,
    ) -> async_graphql::Result<Vec<LibraryView>> {
        let found = ctx.services()?.registry.library_views(ctx.viewer()?, library).await?;
        Ok(found.into_iter().map(LibraryView).collect())
    }
}

#[derive(Default)]
pub struct ViewMutation;

#[Object]
impl ViewMutation {
    /// Saves a view.
    async fn save_library_view(
        &self,
        ctx: &Context<'_>,
        input: SaveLibraryViewInput,
    ) -> async_graphql::Result<LibraryViewPayload> {
        let input = ViewInput {
            id: input.id,
            library: input.library,
            name: input.name,
            query: input.query,
            department: input.department_id,
            revision: i64::from(input.revision),
        };
        let result = ctx.services()?.registry.save_library_view(ctx.viewer()?, input).await;
        LibraryViewPayload::from_result(ctx, result, LibraryView)
    }

    /// Deletes a view.
    async fn delete_library_view(
        &self,
        ctx: &Context<'_>,
        input: LibraryViewStepInput,
    ) -> async_graphql::Result<DeletedViewPayload> {
        let result = ctx.services()?.registry.delete_library_view(ctx.viewer()?, input.id).await;
        DeletedViewPayload::from_result(ctx, result, |view| view.id)
    }

    /// Says with which view one begins.
    async fn set_default_view(
        &self,
        ctx: &Context<'_>,
        input: DefaultViewInput,
    ) -> async_graphql::Result<LibraryViewsPayload> {
        let service = &ctx.services()?.registry;
        let result = service.set_default_view(ctx.viewer()?, input.library, input.id).await;
        LibraryViewsPayload::from_result(ctx, result, |views| views.into_iter().map(LibraryView).collect())
    }
}
