//! Counts of facets are what the list shows.

use serde_json::{Value, json};
use shared::ErrorCode;
use shared::registry::facets::{NOBODY, REGISTRAR_ALONE};

use super::{department, total};
use crate::support::{Engine, Template, TestApp};

on_both_engines!(counts_are_what_the_list_shows, inspectors_are_counted_too);

async fn facets(app: &TestApp, filter: &Value) -> (i64, Vec<(String, String, i64)>) {
    let query = "query($filter: SubjectFilter!) { subjectFacets(filter: $filter) { total counts { facet value count } } }";
    let data = app.user("scjg.clerk").await.query(query, json!({ "filter": filter })).await;
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let counts = data["subjectFacets"]["counts"].as_array().unwrap().iter();
    let counts = counts.map(|row| (word(&row["facet"]), word(&row["value"]), row["count"].as_i64().unwrap()));
    (data["subjectFacets"]["total"].as_i64().unwrap(), counts.collect())
}

/// The input of the list for a value of a facet.
fn input(facet: &str, value: &str) -> (&'static str, Value) {
    match facet {
        "KIND" => ("kinds", json!([value])),
        "TOWN" if value == "outside" => ("outside", json!(true)),
        "TOWN" => ("towns", json!([value])),
        "RISK_CLASS" => ("riskClasses", json!([value])),
        "TAG" => ("tags", json!([value])),
        "DEPARTMENT" if value == NOBODY => ("unassigned", json!(true)),
        "DEPARTMENT" if value == REGISTRAR_ALONE => ("registrarOnly", json!(true)),
        "DEPARTMENT" => ("departmentIds", json!([value])),
        "STATUS" => ("statuses", json!([value])),
        other => panic!("no facet {other}"),
    }
}

async fn counts_are_what_the_list_shows(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let scjg = department(&app, "scjg").await;
    let filters = [
        json!({}),
        json!({ "tags": ["餐饮"] }),
        json!({ "tags": ["餐饮", "药店"], "riskClasses": ["B", "C"] }),
        json!({ "departmentIds": [scjg], "kinds": ["ENTERPRISE"] }),
        json!({ "text": "公司", "statuses": ["ACTIVE"] }),
        json!({ "outside": true }),
        json!({ "registrarOnly": true, "statuses": ["ACTIVE"] }),
        json!({ "unassigned": true, "departmentIds": [scjg], "tags": ["餐饮"] }),
    ];
    for filter in filters {
        let (all, counts) = facets(&app, &filter).await;
        assert_eq!(all, total(&app, filter.clone()).await, "{filter}");
        // The largest and the smallest value of each facet stand for all.
        for facet in ["KIND", "TOWN", "RISK_CLASS", "TAG", "DEPARTMENT", "STATUS"] {
            let of_facet = || counts.iter().filter(|(name, ..)| name == facet);
            let ends = [of_facet().max_by_key(|row| row.2), of_facet().min_by_key(|row| row.2)];
            for (_, value, count) in ends.into_iter().flatten() {
                let (name, wanted) = input(facet, value);
                let mut narrowed = filter.clone();
                let fields = narrowed.as_object_mut().unwrap();
                match facet {
                    "TOWN" => drop(fields.remove("outside")),
                    "DEPARTMENT" => {
                        fields.retain(|name, _| {
                            !["departmentIds", "unassigned", "registrarOnly"].contains(&&**name)
                        });
                    }
                    _ => {}
                }
                narrowed[name] = wanted;
                assert_eq!(total(&app, narrowed.clone()).await, *count, "{filter} {facet} {value}");
            }
        }
    }
    let query = "query($filter: SubjectFilter!) { subjectFacets(filter: $filter) { total } }";
    let tags: Vec<String> = (0..51).map(|number| number.to_string()).collect();
    let clerk = app.user("scjg.clerk").await;
    clerk.post(query, json!({ "filter": { "tags": tags } })).await.refused_with(ErrorCode::OutOfRange);
}

async fn inspectors_are_counted_too(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let clerk = app.user("scjg.clerk").await;
    let query = "query($filter: InspectorFilter!) {
        inspectors(filter: $filter, first: 1) { totalCount }
        inspectorFacets(filter: $filter) { total counts { facet value count } } }";
    let all = clerk.query(query, json!({ "filter": {} })).await;
    let counts = all["inspectorFacets"]["counts"].as_array().unwrap().clone();
    assert_eq!(all["inspectorFacets"]["total"], all["inspectors"]["totalCount"]);
    for facet in ["DEPARTMENT", "FIELD", "CERTIFICATE", "TOWN", "STATUS"] {
        let row = counts.iter().find(|row| row["facet"] == facet).unwrap();
        let filter = match facet {
            "DEPARTMENT" => json!({ "departmentIds": [row["value"]] }),
            "FIELD" => json!({ "fields": [row["value"]] }),
            "CERTIFICATE" => json!({ "certificates": [row["value"]] }),
            "TOWN" => json!({ "towns": [row["value"]] }),
            _ => json!({ "active": row["value"] == "ACTIVE" }),
        };
        let found = clerk.query(query, json!({ "filter": filter })).await;
        assert_eq!(found["inspectors"]["totalCount"], row["count"], "{row}");
        assert_eq!(found["inspectorFacets"]["total"], row["count"], "{row}");
    }
}
