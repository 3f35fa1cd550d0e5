//! With what the mutations of disclosure are called: nothing changes whoever is let in.

use serde_json::{Value, json};

/// The input of a mutation; none if it is not about disclosure.
pub fn input(field: &str, id: impl Fn(&'static str) -> Value) -> Option<Value> {
    Some(match field {
        "publishResults" => json!({ "ids": [id("result")] }),
        "withholdResult" => json!({ "id": id("result"), "basis": "x", "reviewOn": "2027-06-01" }),
        "correctResult" => json!({
            "id": id("result"), "code": "NO_ISSUE", "disposal": "NONE", "note": "", "reason": "",
        }),
        "recordContact" => json!({
            "id": id("result"), "step": "LISTED", "onDay": "2026-06-15", "reference": "",
        }),
        "makePackage" => json!({
            "departmentId": id("department"), "channel": "NCEPIS", "from": "2026-06-15", "to": "2026-06-14",
        }),
        "receivePackage" => json!({
            "id": "pkg_00000000000070008000000000000000", "number": "", "address": "", "receivedOn": "2026-06-15",
        }),
        _ => return None,
    })
}
