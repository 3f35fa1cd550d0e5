//! What is asked.

use serde_json::{Value, json};

use crate::client::{get, post};
use crate::fill::Filled;

/// The row all others are shares of.
pub const CONSTANT: &str = "constant handler";
/// The row that writes.
pub const WRITE: &str = "a result, durable, with its audit";

type Variables = Box<dyn Fn(usize) -> Value + Sync>;

/// One kind of request.
pub struct Question {
    /// Its name in the table.
    pub name: &'static str,
    document: &'static str,
    variables: Variables,
    token: String,
    /// What a good answer contains.
    sign: &'static str,
}

impl Question {
    /// The request with this number.
    pub fn request(&self, number: usize) -> Vec<u8> {
        if self.document.is_empty() {
            return get("/healthz");
        }
        let body = json!({ "query": self.document, "variables": (self.variables)(number) });
        post("/graphql", Some(&self.token), &body)
    }

    /// Whether this is the answer that was wanted, and not a refusal in good form.
    pub fn accepts(&self, body: &[u8]) -> bool {
        body.windows(self.sign.len()).any(|part| part == self.sign.as_bytes())
    }
}

/// All of them, in the order of the table.
pub fn all(filled: &Filled, token: &str) -> Vec<Question> {
    let ask = |name, document, sign, variables: Variables| Question {
        name,
        document,
        variables,
        token: token.to_owned(),
        sign,
    };
    let codes = filled.codes.clone();
    let (tags, towns) = (filled.tags.clone(), filled.towns.clone());
    let words = filled.words.clone();
    let items = filled.open_items.clone();
    vec![
        ask(CONSTANT, "", "ok", Box::new(|_| Value::Null)),
        ask("{ __typename }", "{ __typename }", "Query", Box::new(|_| Value::Null)),
        ask(
            "a firm with 5 visits and items",
            "query ($uscc: String!) { subjectByCode(uscc: $uscc) { id name uscc riskClass tags site { address }
               lastVisits { id code firstDay status items { id state item { name } department { name }
                 result { code publication } } } } }",
            "NO_ISSUE",
            Box::new(move |number| json!({ "uscc": codes[number % codes.len()] })),
        ),
        ask(
            "a filtered page of 50 with count",
            "query ($filter: SubjectFilter!) { subjects(first: 50, filter: $filter) { totalCount
               pageInfo { hasNextPage endCursor } nodes { id name uscc kind riskClass status locatedIn tags } } }",
            "totalCount",
            Box::new(move |number| {
                json!({ "filter": { "tag": tags[number % tags.len()], "locatedIn": towns[number % towns.len()] } })
            }),
        ),
        ask(
            "a search by three characters",
            "query ($text: String!) { searchSubjects(text: $text, limit: 20) { id name uscc address riskClass } }",
            "sub_",
            Box::new(move |number| json!({ "text": words[number % words.len()] })),
        ),
        ask(
            WRITE,
            "mutation ($input: EnterResultInput!) { enterResult(input: $input) { result { id } userErrors { code } } }",
            "res_",
            Box::new(move |number| {
                json!({ "input": {
                    "visitItemId": items[number % items.len()],
                    "code": "NO_ISSUE",
                    "disposal": "NONE",
                    "commandKey": format!("bench-{number}"),
                } })
            }),
        ),
    ]
}
