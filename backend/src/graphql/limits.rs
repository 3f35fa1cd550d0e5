//! Limits that the library does not have: tokens, aliases and root fields of a document, counted before
//! anything else is done with it.

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, Selection, SelectionSet};
use shared::ErrorCode;

use crate::error::{Error, Refusal};

/// Most aliases in a document; a hundred guesses at a password are not one request.
const ALIASES: usize = 30;
/// Most fields of a mutation or query at the root.
const ROOT_FIELDS: usize = 20;
/// Most selections in a document.
const SELECTIONS: usize = 1_000;

#[derive(Default)]
struct Count {
    aliases: usize,
    selections: usize,
}

/// Refuses a document that is out of proportion.
pub fn check_document(document: &ExecutableDocument) -> Result<(), Error> {
    let mut count = Count::default();
    let operations: Vec<&SelectionSet> = match &document.operations {
        DocumentOperations::Single(operation) => vec![&operation.node.selection_set.node],
        DocumentOperations::Multiple(operations) => {
            operations.values().map(|operation| &operation.node.selection_set.node).collect()
        }
    };
    for root in &operations {
        if root.items.len() > ROOT_FIELDS {
            return Err(refusal("root fields"));
        }
        count.add(root);
    }
    for fragment in document.fragments.values() {
        count.add(&fragment.node.selection_set.node);
    }
    if count.aliases > ALIASES {
        return Err(refusal("aliases"));
    }
    if count.selections > SELECTIONS {
        return Err(refusal("selections"));
    }
    Ok(())
}

fn refusal(what: &str) -> Error {
    Refusal::new(ErrorCode::QueryTooComplex).with(what).into()
}

impl Count {
    /// The parser has bounded the nesting.
    fn add(&mut self, set: &SelectionSet) {
        for item in &set.items {
            self.selections += 1;
            match &item.node {
                Selection::Field(field) => {
                    self.aliases += usize::from(field.node.alias.is_some());
                    self.add(&field.node.selection_set.node);
                }
                Selection::InlineFragment(fragment) => self.add(&fragment.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
        }
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
}
