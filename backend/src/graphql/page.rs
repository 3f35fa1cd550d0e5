//! Lists as Relay connections.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{ContainerType, Context, SimpleObject};

use super::eager::Eager;
use super::scalars::count;
use crate::db::page::{Page, PageRequest};
use crate::error::Result;

/// What our connections have beside Relay's fields.
#[derive(SimpleObject)]
pub struct ListFields {
    /// Size of the whole list. Counted only if asked for.
    pub total_count: i32,
}

/// A list.
pub type List<N> = Connection<String, Eager<N>, ListFields, EmptyFields>;

/// The part of a list that was asked for.
pub fn request(ctx: &Context<'_>, first: Option<i32>, after: Option<&str>) -> Result<PageRequest> {
    PageRequest::new(first, after, ctx.look_ahead().field("totalCount").exists())
}

/// A page as a connection.
pub fn connection<T, N: ContainerType + Send + Sync>(
    page: Page<T>,
    request: &PageRequest,
    wrap: impl Fn(T) -> N,
) -> List<N> {
    let fields = ListFields { total_count: count(page.total.unwrap_or(0)) };
    let mut connection = Connection::with_additional_fields(request.after.is_some(), page.has_next, fields);
    connection.edges.extend(page.entries.into_iter().map(|(cursor, entry)| {
        Edge::with_additional_fields(cursor.encode(), Eager(wrap(entry)), EmptyFields)
    }));
    connection
}
