//! The contract as the server exports it: what tests walk and take the types of variables from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};

/// A field of a root type.
#[derive(Debug, Clone)]
pub struct RootField {
    /// Argument → its type as written.
    pub arguments: BTreeMap<String, String>,
    /// Its own type as written.
    pub result: String,
}

/// Root type → field → what it takes.
pub type Roots = BTreeMap<String, BTreeMap<String, RootField>>;

/// The fields of `Query`, `Mutation` and `Subscription`.
pub fn roots() -> &'static Roots {
    static ROOTS: LazyLock<Roots> = LazyLock::new(read);
    &ROOTS
}

/// The type of a mutation's input.
pub fn input_type(mutation: &str) -> String {
    let field = roots()["Mutation"].get(mutation).unwrap_or_else(|| panic!("no mutation {mutation}"));
    field.arguments["input"].clone()
}

fn read() -> Roots {
    let document = parse_schema(backend::graphql::sdl()).unwrap();
    let mut roots = Roots::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let name = definition.node.name.node.to_string();
        let TypeKind::Object(object) = definition.node.kind else { continue };
        if !matches!(name.as_str(), "Query" | "Mutation" | "Subscription") {
            continue;
        }
        let fields = object.fields.into_iter().map(|field| {
            let arguments = field.node.arguments.into_iter();
            let arguments = arguments
                .map(|argument| (argument.node.name.node.to_string(), argument.node.ty.node.to_string()));
            let result = field.node.ty.node.to_string();
            (field.node.name.node.to_string(), RootField { arguments: arguments.collect(), result })
        });
        roots.insert(name, fields.collect());
    }
    roots
}
