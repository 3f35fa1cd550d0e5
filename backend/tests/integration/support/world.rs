//! The town as tests speak of it: departments and items by their short codes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::app::TestApp;
use super::client::text;

/// A joint item.
#[derive(Debug, Clone)]
pub struct ItemRef {
    /// Its id.
    pub id: String,
    /// Codes of its departments, the leading one first.
    pub departments: Vec<String>,
    /// Its tag.
    pub tag: Option<String>,
    /// Its method.
    pub method: String,
}

/// Ids by code.
pub struct World {
    /// Department code → id.
    pub departments: BTreeMap<String, String>,
    /// Joint item code → what tests need of it.
    pub items: BTreeMap<String, ItemRef>,
}

impl World {
    /// Asks for them.
    pub async fn of(app: &TestApp) -> Self {
        let clerk = app.user("office.clerk").await;
        let query = "{ departments { id code }
            jointItems(first: 100) { nodes { id code tag method departments { code } } } }";
        let data = clerk.query(query, json!({})).await;
        let rows = |value: &Value| value.as_array().cloned().unwrap();
        let departments =
            rows(&data["departments"]).iter().map(|row| (text(&row["code"]), text(&row["id"]))).collect();
        let items = rows(&data["jointItems"]["nodes"]);
        let items = items.iter().map(|row| (text(&row["code"]), item(row))).collect();
        Self { departments, items }
    }

    /// A department's id.
    #[track_caller]
    pub fn department(&self, code: &str) -> &str {
        self.departments.get(code).unwrap_or_else(|| panic!("no department {code}"))
    }

    /// A joint item.
    #[track_caller]
    pub fn item(&self, code: &str) -> &ItemRef {
        self.items.get(code).unwrap_or_else(|| panic!("no joint item {code}"))
    }

    /// A department's code by its id.
    pub fn code_of(&self, id: &str) -> &str {
        self.departments.iter().find(|(_, known)| *known == id).map(|(code, _)| code.as_str()).unwrap()
    }
}

fn item(row: &Value) -> ItemRef {
    let departments = row["departments"].as_array().unwrap();
    ItemRef {
        id: text(&row["id"]),
        departments: departments.iter().map(|department| text(&department["code"])).collect(),
        tag: row["tag"].as_str().map(str::to_owned),
        method: text(&row["method"]),
    }
}
