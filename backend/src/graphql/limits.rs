//! Limits that the library does not have: selections, aliases and root fields of a document, counted
//! before anything else is done with it, and counted as they would be carried out: a fragment as often as
//! it is spread. A few lines of fragments that spread fragments can stand for millions of selections, and
//! the library's own limits would count every one of them.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Data, Executor, Pos, Request, Response, ServerError};
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use shared::ErrorCode;

use super::batches::Batches;
use super::{OneDoorSchema, RequestContext};
use crate::error::{Error, Refusal};

/// Most aliases in a document; a hundred guesses at a password are not one request.
const ALIASES: usize = 30;
/// Most fields of a mutation or query at the root.
const ROOT_FIELDS: usize = 20;
/// Most selections in a document.
const SELECTIONS: usize = 1_000;
/// Deepest nesting of fragments in fragments.
const FRAGMENTS: usize = 16;

/// What a selection set amounts to.
#[derive(Debug, Default, Clone, Copy)]
struct Weight {
    /// Fields of the set itself.
    fields: usize,
    /// Aliases anywhere in it.
    aliases: usize,
    /// Selections anywhere in it.
    selections: usize,
}

impl Weight {
    /// Sums of what stands beside each other; far too much stays far too much.
    fn plus(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            aliases: self.aliases.saturating_add(other.aliases),
            selections: self.selections.saturating_add(other.selections),
        }
    }
}

/// A schema that refuses documents out of proportion before the library looks at them: its own checks
/// follow every spread. No extension of the schema: those cost every field of every answer.
#[derive(Clone)]
pub struct Guarded(pub OneDoorSchema);

#[async_trait]
impl Executor for Guarded {
    async fn execute(&self, mut request: Request) -> Response {
        match check(&mut request) {
            Ok(()) => run(&self.0, request).await,
            Err(error) => Response::from_errors(vec![error]),
        }
    }

    fn execute_stream(
        &self,
        mut request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        match check(&mut request) {
            Ok(()) => {
                // The subscriptions of a socket share its context, and each has batches of its own.
                let shared = session_data.as_deref().and_then(context).map(RequestContext::again);
                if let Some(own) = shared {
                    request = request.data(own);
                }
                let batches = batches(&request.data);
                let work = Executor::execute_stream(&self.0, request, session_data);
                match batches {
                    Some(batches) => batches.drive_stream(work).boxed(),
                    None => work,
                }
            }
            Err(error) => stream::once(std::future::ready(Response::from_errors(vec![error]))).boxed(),
        }
    }
}

/// Executes a request whose document was weighed.
pub async fn run(schema: &OneDoorSchema, request: Request) -> Response {
    match batches(&request.data) {
        Some(batches) => batches.drive(schema.execute(request)).await,
        None => schema.execute(request).await,
    }
}

/// What a request or a socket was given.
fn context(data: &Data) -> Option<&RequestContext> {
    data.get(&TypeId::of::<RequestContext>())?.downcast_ref()
}

/// The loaders of a request.
fn batches(data: &Data) -> Option<Arc<Batches>> {
    context(data).map(|context| Arc::clone(&context.batches))
}

fn check(request: &mut Request) -> Result<(), ServerError> {
    check_document(request.parsed_query()?).map_err(refused)
}

/// A refusal as the library's error.
pub fn refused(error: Error) -> ServerError {
    async_graphql::Error::from(error).into_server_error(Pos::default())
}

/// Refuses a document that is out of proportion.
pub fn check_document(document: &ExecutableDocument) -> Result<(), Error> {
    let mut scales = Scales { document, known: HashMap::new() };
    let mut whole = Weight::default();
    for (_, operation) in document.operations.iter() {
        let weight = scales.weigh(&operation.node.selection_set.node, 0)?;
        if weight.fields > ROOT_FIELDS {
            return Err(refusal("root fields"));
        }
        whole = whole.plus(weight);
    }
    for fragment in document.fragments.values() {
        // Those that nobody spreads are read all the same.
        whole.selections =
            whole.selections.max(scales.weigh(&fragment.node.selection_set.node, 0)?.selections);
    }
    if whole.aliases > ALIASES {
        return Err(refusal("aliases"));
    }
    if whole.selections > SELECTIONS {
        return Err(refusal("selections"));
    }
    Ok(())
}

fn refusal(what: &str) -> Error {
    Refusal::new(ErrorCode::QueryTooComplex).with(what).into()
}

/// Weighs every fragment once, however often it is spread.
struct Scales<'a> {
    document: &'a ExecutableDocument,
    /// Fragment → its weight; nothing while it is being weighed, for those that contain themselves.
    known: HashMap<&'a str, Weight>,
}

impl<'a> Scales<'a> {
    /// The parser has bounded the nesting within an operation or fragment; `depth` bounds that of
    /// fragments in fragments.
    fn weigh(&mut self, set: &'a SelectionSet, depth: usize) -> Result<Weight, Error> {
        let mut sum = Weight::default();
        for item in &set.items {
            let own = match &item.node {
                Selection::Field(field) => {
                    let inner = self.weigh(&field.node.selection_set.node, depth)?;
                    let aliases = inner.aliases.saturating_add(usize::from(field.node.alias.is_some()));
                    Weight { fields: 1, aliases, selections: inner.selections }
                }
                Selection::InlineFragment(fragment) => {
                    self.weigh(&fragment.node.selection_set.node, depth)?
                }
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node, depth)?,
            };
            sum = sum.plus(own).plus(Weight { selections: 1, ..Weight::default() });
        }
        Ok(sum)
    }

    fn fragment(&mut self, name: &str, depth: usize) -> Result<Weight, Error> {
        if let Some(known) = self.known.get(name) {
            return Ok(*known);
        }
        let document = self.document;
        let Some((name, fragment)) = document.fragments.get_key_value(name) else {
            return Ok(Weight::default());
        };
        if depth >= FRAGMENTS {
            return Err(refusal("fragments"));
        }
        self.known.insert(name, Weight::default());
        let weight = self.weigh(&fragment.node.selection_set.node, depth + 1)?;
        self.known.insert(name, weight);
        Ok(weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), Error> {
        check_document(&async_graphql::parser::parse_query(text).unwrap())
    }

    #[test]
    fn just_under_and_just_over() {
        let aliases = |count: usize| {
            let fields: String = (0..count).map(|index| format!("a{index}: name ")).collect();
            format!("{{ x {{ {fields} }} }}")
        };
        assert!(check(&aliases(ALIASES)).is_ok());
        assert!(check(&aliases(ALIASES + 1)).is_err());
        let roots = |count: usize| {
            format!("{{ {} }}", (0..count).map(|index| format!("f{index} ")).collect::<String>())
        };
        assert!(check(&roots(ROOT_FIELDS)).is_ok());
        assert!(check(&roots(ROOT_FIELDS + 1)).is_err());
        let many = format!("{{ x {{ {} }} }}", "f ".repeat(SELECTIONS));
        assert!(check(&many).is_err());
    }

    #[test]
    fn fragments_count_as_often_as_they_are_spread() {
        let bomb = |levels: usize| {
            let levels = (0..levels).map(|level| {
                format!(" fragment f{level} on Query {{ ...f{} ...f{} }}", level + 1, level + 1)
            });
            let count = levels.len();
            format!("{{ ...f0 }}{} fragment f{count} on Query {{ x }}", levels.collect::<String>())
        };
        assert!(check(&bomb(3)).is_ok());
        assert!(check(&bomb(14)).is_err());
        assert!(check(&bomb(2000)).is_err());
        assert!(check("{ ...a ...a ...a } fragment a on Query { a b c d e f g }").is_err(), "21 root fields");
        assert!(check("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }").is_ok());
    }
}
