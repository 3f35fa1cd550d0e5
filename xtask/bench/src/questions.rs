//! What is asked.

use serde_json::{Value, json};

use crate::client::{get, post};
use crate::fill::Filled;

/// The row all others are shares of.
pub const CONSTANT: &str = "constant handler";
/// The row that writes.
pub const WRITE: &str = "a result, durable, with its audit";
/// A page of the desk.
const PAGE: &str = "a filtered page of 50 with count";

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
        // A page: its address, with what the variables fill in.
        if self.document.starts_with('/') {
            let part = (self.variables)(number);
            return get(&self.document.replace("{}", part.as_str().unwrap_or_default()));
        }
        let body = json!({ "query": self.document, "variables": (self.variables)(number) });
        post("/graphql", Some(&self.token), &body)
    }

    /// Whether this is the answer that was wanted, and not a refusal in good form.
    pub fn accepts(&self, body: &[u8]) -> bool {
        body.windows(self.sign.len()).any(|part| part == self.sign.as_bytes())
    }
}

/// Pages of the portal, as people, search engines and readers of the feed ask for them.
pub fn pages(filled: &Filled) -> Vec<Question> {
    let page = |name, document, sign| Question {
        name,
        document,
        variables: Box::new(|_| Value::Null),
        token: String::new(),
        sign,
    };
    let codes = filled.codes.clone();
    vec![
        page("first page", "/open", "</html>"),
        page("results", "/open/results", "</table>"),
        page("results, second page", "/open/results/2", "</table>"),
        page("items", "/open/items", "</table>"),
        page("plans", "/open/plans", "</table>"),
        page("statistics", "/open/en/statistics", "</table>"),
        page("feed", "/open/feed.atom", "</feed>"),
        Question {
            // Every time another one: made anew, not kept.
            variables: Box::new(move |number| json!(codes[number / 8 % codes.len()])),
            ..page("firms, none twice", "/open/firms/{}", "</html>")
        },
    ]
}

/// What the desk asks while the portal is measured: something that costs.
pub fn desk(filled: &Filled, token: &str) -> Option<Question> {
    all(filled, token).into_iter().find(|question| question.name == PAGE)
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
            PAGE,
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
