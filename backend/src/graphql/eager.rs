//! Objects most of whose fields are at hand.
//!
//! The library makes a task of every field, to be woken by itself. Of our fields nearly all are ready when
//! they are first asked, and those that wait all wait for the same batches; here an object's fields are
//! simply asked in turn, and those that were not ready asked again when the request goes on: less work for
//! a list, and answers keep the order of the question.
//!
//! Directives, fragments and fields asked for twice are left to the library. So would be extensions of the
//! schema that look at every field; there are none.

use std::borrow::Cow;
use std::future::poll_fn;
use std::task::Poll;

use async_graphql::async_trait::async_trait;
use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection};
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::{ContainerType, resolve_container};
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};

/// An object whose fields are asked in turn.
pub struct Eager<T>(pub T);

#[async_trait]
impl<T: ContainerType + Send + Sync> OutputType for Eager<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.0.introspection_type_name()
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        match plain(ctx) {
            Some(fields) => Ok(resolve(ctx, &fields, &self.0).await),
            None => resolve_container(ctx, &self.0).await,
        }
    }
}

/// The fields that are asked for, if they are nothing but different fields.
fn plain<'a>(ctx: &ContextSelectionSet<'a>) -> Option<Vec<&'a Positioned<Field>>> {
    let selection = &ctx.item.node.items;
    let mut fields: Vec<&Positioned<Field>> = Vec::with_capacity(selection.len());
    for item in selection {
        let Selection::Field(field) = &item.node else { return None };
        let key = &field.node.response_key().node;
        let usual = field.node.directives.is_empty() && field.node.name.node != "__typename";
        if !usual || fields.iter().any(|known| known.node.response_key().node == *key) {
            return None;
        }
        fields.push(field);
    }
    Some(fields)
}

/// A field that waits, or what came of it.
enum Slot<F> {
    Waiting(F),
    Done(ServerResult<Option<Value>>),
}

async fn resolve<'a, T: ContainerType>(
    ctx: &ContextSelectionSet<'a>,
    fields: &[&'a Positioned<Field>],
    object: &T,
) -> Value {
    let contexts: Vec<_> = fields.iter().map(|field| ctx.with_field(field)).collect();
    let mut slots: Vec<_> =
        contexts.iter().map(|context| Slot::Waiting(object.resolve_field(context))).collect();
    poll_fn(|task| {
        let mut waits = false;
        for slot in &mut slots {
            if let Slot::Waiting(field) = slot {
                match field.as_mut().poll(task) {
                    Poll::Ready(result) => *slot = Slot::Done(result),
                    Poll::Pending => waits = true,
                }
            }
        }
        if waits { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    let mut values = IndexMap::with_capacity(fields.len());
    for (field, slot) in fields.iter().zip(slots) {
        match slot {
            Slot::Done(Ok(value)) => {
                values.insert(field.node.response_key().node.clone(), value.unwrap_or_default());
            }
            Slot::Done(Err(error)) => ctx.add_error(error),
            // Nobody gets here with one.
            Slot::Waiting(_) => {}
        }
    }
    if values.is_empty() { Value::Null } else { Value::Object(values) }
}
