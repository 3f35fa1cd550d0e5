//! Importing subjects: real files, every way a file can be saved, everything that can be wrong with one,
//! crashes in the middle.

mod changes;
mod crash;
mod files;
mod kill;
mod real;
mod wrong;

use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::client::text;

/// An import that has ended.
struct Imported {
    id: String,
    status: String,
    code: String,
    detail: String,
    outcome: Value,
    problems: Vec<Value>,
}

/// The office's clerk imports a table.
async fn import(app: &TestApp, name: &str, bytes: Vec<u8>, allow_invalid_codes: bool) -> Imported {
    let id = queue(app, name, bytes, allow_invalid_codes).await;
    app.run_jobs().await;
    job(app, &id).await
}

async fn queue(app: &TestApp, name: &str, bytes: Vec<u8>, allow_invalid_codes: bool) -> String {
    let clerk = app.user("office.clerk").await;
    let upload = clerk.upload(name, "TABLE", bytes).await;
    assert_eq!(upload.status, 201, "{}", upload.text());
    let input = json!({ "uploadId": upload.json()["id"], "allowInvalidCodes": allow_invalid_codes });
    text(&clerk.mutate("startSubjectImport", input, "job { id }").await.ok()["job"]["id"])
}

async fn job(app: &TestApp, id: &str) -> Imported {
    let query =
        "query($id: ID!) { job(id: $id) { status errorCode errorDetail outcome done total problemCount
        problems { line column code detail content } } }";
    let data = app.user("office.clerk").await.query(query, json!({ "id": id })).await;
    let job = &data["job"];
    let word = |name: &str| job[name].as_str().unwrap_or_default().to_owned();
    Imported {
        id: id.to_owned(),
        status: word("status"),
        code: word("errorCode"),
        detail: word("errorDetail"),
        outcome: job["outcome"].as_str().map(|text| serde_json::from_str(text).unwrap()).unwrap_or_default(),
        problems: job["problems"].as_array().cloned().unwrap(),
    }
}

impl Imported {
    /// One of its counts.
    #[track_caller]
    fn count(&self, name: &str) -> i64 {
        assert_eq!(self.status, "DONE", "{} {}", self.code, self.detail);
        self.outcome[name].as_i64().unwrap_or_else(|| panic!("no {name} in {}", self.outcome))
    }
}

/// Firms with valid codes: name, code, address.
const FIRMS: [(&str, &str, &str); 3] = [
    ("舞钢市通用机械厂", "91410481MA3XETE15A", "舞钢市武功乡武功"),
    ("舞钢市铁山机械铸造厂", "9141048117195145XC", "平顶山舞钢市胡庄"),
    ("舞钢市鑫源堃喆餐饮有限公司", "91410481MAR63F0WT0", "舞钢市垭口街道文化路1号"),
];

/// A table with these headings and rows.
fn csv(headings: &str, rows: &[String]) -> String {
    format!("{headings}\n{}\n", rows.join("\n"))
}

/// The three firms as a file is usually written.
fn usual() -> String {
    let rows = FIRMS.map(|(name, code, address)| format!("{name},{code},2014-03-05,餐饮服务,{address}"));
    csv("企业名称,统一社会信用代码,注册日期,经营范围,注册地址", &rows)
}
