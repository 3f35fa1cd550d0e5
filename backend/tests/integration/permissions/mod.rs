//! The reviewed table of who may do what, against the contract and against the server: every field of
//! every root type, for everybody, on one's own department's things and on others'.
//!
//! `table.csv` is the expectation. A field without a row fails, and so does a row without a field; every
//! cell is a request over HTTP (a subscription: over the schema) and its answer is compared.

mod disclosure;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::Request;
use backend::graphql::RequestContext;
use futures::StreamExt;
use serde_json::{Value, json};
use shared::Lang;
use shared::organisation::Role;

use crate::support::contract::{RootField, roots};
use crate::support::{Client, Engine, Template, TestApp};
use samples::Samples;

on_both_engines!(every_cell_of_the_table);

const TABLE: &str = include_str!("table.csv");

/// What becomes of a request, as far as permissions go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Let in; whether it was carried out is another matter.
    Yes,
    /// Not with this role.
    No,
    /// Log in first.
    Login,
    /// As if it were not there.
    Hidden,
}

impl Outcome {
    fn parse(word: &str) -> Self {
        match word {
            "yes" => Self::Yes,
            "no" => Self::No,
            "login" => Self::Login,
            "hidden" => Self::Hidden,
            other => panic!("not an outcome: {other}"),
        }
    }

    /// What an answer says of the permission.
    fn of(answer: &Value, field: &str) -> Self {
        let errors = answer["errors"].as_array().into_iter().flatten();
        let mut codes = errors.filter_map(|error| error["extensions"]["code"].as_str());
        let refusals = answer["data"][field]["userErrors"].as_array();
        let has = |wanted: &[&str]| {
            let mut codes = refusals.into_iter().flatten().filter_map(|one| one["code"].as_str());
            codes.any(|code| wanted.contains(&code))
        };
        match codes.next() {
            Some("UNAUTHENTICATED") => Self::Login,
            Some("FORBIDDEN") => Self::No,
            Some("NOT_FOUND") => Self::Hidden,
            Some(code @ ("INTERNAL" | "VALIDATION")) => panic!("{field}: {code}: {answer}"),
            Some(_) => Self::Yes,
            None if answer["data"][field].is_null() => Self::Hidden,
            None if has(&["NOT_FOUND"]) => Self::Hidden,
            // The same word for those who may do it elsewhere.
            None if has(&["NOT_YOUR_ITEM", "NOT_ON_TEAM", "NOT_INVITED"]) => Self::No,
            None => Self::Yes,
        }
    }
}

/// A row: what is asked, on whose thing, and the outcome for everybody.
struct Row {
    field: String,
    relation: String,
    cells: BTreeMap<String, Outcome>,
}

/// The columns: nobody, and the ten roles.
fn people() -> Vec<String> {
    std::iter::once("ANONYMOUS".to_owned()).chain(Role::ALL.iter().map(ToString::to_string)).collect()
}

fn table() -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(TABLE.as_bytes());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(headings[..2], ["field", "relation"]);
    assert_eq!(headings[2..], people(), "a column for everybody");
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let cells = headings[2..].iter().zip(record.iter().skip(2));
        Row {
            field: record[0].to_owned(),
            relation: record[1].to_owned(),
            cells: cells.map(|(who, word)| (who.clone(), Outcome::parse(word))).collect(),
        }
    });
    rows.collect()
}

/// `Query.plan` → its definition.
fn contract() -> BTreeMap<String, &'static RootField> {
    let named = roots()
        .iter()
        .flat_map(|(root, fields)| fields.iter().map(move |(name, field)| (format!("{root}.{name}"), field)));
    named.collect()
}

#[test]
fn every_field_has_a_row_and_every_row_a_field() {
    let rows: BTreeSet<String> = table().into_iter().map(|row| row.field).collect();
    let fields: BTreeSet<String> = contract().into_keys().collect();
    let without_row: Vec<_> = fields.difference(&rows).collect();
    let without_field: Vec<_> = rows.difference(&fields).collect();
    assert!(without_row.is_empty(), "say in table.csv who may do {without_row:?}");
    assert!(without_field.is_empty(), "not in the contract any more: {without_field:?}");
    let twice: Vec<_> = table().iter().map(|row| (row.field.clone(), row.relation.clone())).collect();
    assert_eq!(twice.iter().collect::<BTreeSet<_>>().len(), twice.len(), "a row twice");
}

async fn every_cell_of_the_table(engine: Engine) {
    let app = TestApp::new(engine, Template::Story).await;
    let samples = Samples::of(&app).await;
    let contract = contract();
    let mut wrong = Vec::new();
    let mut rows = table();
    // What ends the sessions of those who ask comes last.
    rows.sort_by_key(|row| row.field == "Mutation.endSessions");
    for row in rows {
        let (root, field) = row.field.split_once('.').unwrap();
        for (who, expected) in &row.cells {
            let arguments = samples.arguments(field, &row.relation, who);
            let client = samples.client(&app, who, field).await;
            let document = Document::new(root, field, contract[&row.field], &arguments);
            let answer = match root {
                "Subscription" => follow(&app, &client, document).await,
                _ => client.post(&document.text, document.variables).await.body().clone(),
            };
            let found = Outcome::of(&answer, field);
            if found != *expected {
                wrong.push(format!(
                    "{} {} {who}: {found:?}, not {expected:?}: {answer}",
                    row.field, row.relation
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells:\n{}", wrong.len(), wrong.join("\n"));
}

/// A request for one field with its arguments as variables.
struct Document {
    text: String,
    variables: Value,
}

impl Document {
    fn new(root: &str, field: &str, definition: &RootField, arguments: &Value) -> Self {
        let given = arguments.as_object().unwrap();
        let declared: Vec<String> =
            given.keys().map(|name| format!("${name}: {}", definition.arguments[name])).collect();
        let passed: Vec<String> = given.keys().map(|name| format!("{name}: ${name}")).collect();
        let list = |parts: Vec<String>| {
            if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
        };
        let selection = match (root, definition.result.trim_matches(['[', ']', '!'])) {
            ("Mutation", _) => "{ userErrors { code path } }",
            (_, "Date" | "Int") => "",
            _ => "{ __typename }",
        };
        let text =
            format!("{}{} {{ {field}{} {selection} }}", root.to_lowercase(), list(declared), list(passed));
        Self { text, variables: arguments.clone() }
    }
}

/// The first answer of a subscription.
async fn follow(app: &TestApp, client: &Client<'_>, document: Document) -> Value {
    let sessions = &app.services.sessions;
    let viewer = match client.held().token() {
        None => None,
        Some(token) => Some(sessions.viewer(&token).await.unwrap()),
    };
    let context =
        RequestContext::new(app.services.clone(), viewer, backend::access::Origin::default(), Lang::Zh);
    let variables = async_graphql::Variables::from_json(document.variables);
    let request = Request::new(document.text).variables(variables).data(context);
    let first = app.state.schema.execute_stream(request).next().await.unwrap();
    let mut answer = json!(first);
    if answer["errors"].is_null() {
        answer.as_object_mut().unwrap().remove("errors");
    }
    answer
}
