//! A row that has changed changes its subject, with history; and nothing else does.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{FIRMS, csv, import, usual};
use crate::support::dump::{count, texts};
use crate::support::{Engine, Template, TestApp};

on_both_engines!(changed_rows, what_people_added_stays, classifying, filters_follow);

async fn firm(app: &TestApp, code: &str) -> Value {
    let query =
        "query($code: String!) { subjectByCode(uscc: $code) { id name address businessScope status riskClass
        registeredOn tags revision site { code address } departments { code }
        changes(first: 20) { totalCount nodes { field before after source changedBy } } } }";
    let clerk = app.user("office.clerk").await;
    clerk.query(query, json!({ "code": code })).await["subjectByCode"].clone()
}

async fn changed_rows(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let raw = app.db.raw().await;
    import(&app, "january.csv", usual().into_bytes(), false).await;
    let (_, code, _) = FIRMS[2];
    let before = firm(&app, code).await;
    assert_eq!(before["tags"], json!(["餐饮"]));
    let headings = "企业名称,统一社会信用代码,注册日期,经营范围,注册地址,经营状态,信用风险分类";
    let row = format!("舞钢市鑫源药房,{code},,药品零售；预包装食品零售,舞钢市寺坡街道湖滨大道9号,存续,C");
    let second = import(&app, "february.csv", csv(headings, &[row]).into_bytes(), false).await;
    assert_eq!((second.count("updated"), second.count("inserted")), (1, 0));
    let after = firm(&app, code).await;
    assert_eq!(after["id"], before["id"]);
    assert_eq!(after["revision"].as_i64(), before["revision"].as_i64().map(|revision| revision + 1));
    assert_eq!(after["registeredOn"], "2014-03-05", "what the file does not say stays");
    assert_ne!(after["site"]["code"], before["site"]["code"], "another door");
    assert!(after["tags"].as_array().unwrap().contains(&json!("药店")), "{after}");
    assert!(!after["tags"].as_array().unwrap().contains(&json!("餐饮")), "{after}");
    let changes = after["changes"]["nodes"].as_array().unwrap();
    let mut fields: Vec<&str> = changes.iter().map(|change| change["field"].as_str().unwrap()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["address", "businessScope", "locatedIn", "name", "riskClass"]);
    for change in changes {
        assert_eq!(change["source"], "导入 february.csv");
        assert_eq!(change["changedBy"], "联席办经办人");
        assert_ne!(change["before"], change["after"]);
    }
    assert_eq!(count(&raw, "subject_change").await, 5);
    // Found by its new name, not by the old.
    let clerk = app.user("office.clerk").await;
    let found = async |text: &str| {
        let query = "query($text: String!) { subjects(filter: { text: $text }, first: 1) { totalCount } }";
        clerk.query(query, json!({ "text": text })).await["subjects"]["totalCount"].clone()
    };
    assert_eq!((found("鑫源药房").await, found("堃喆").await), (json!(1), json!(0)));
    let closed = format!("舞钢市鑫源药房,{code},,,舞钢市寺坡街道湖滨大道9号,注销,");
    import(&app, "march.csv", csv(headings, &[closed]).into_bytes(), false).await;
    assert_eq!(firm(&app, code).await["status"], "CLOSED");
    let steps = texts(&raw, "select before || '→' || after from subject_change where field = 'status'").await;
    assert_eq!(steps, ["ACTIVE→CLOSED"]);
}

async fn what_people_added_stays(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    import(&app, "one.csv", usual().into_bytes(), false).await;
    let (_, code, _) = FIRMS[2];
    let subject = firm(&app, code).await;
    let clerk = app.user("office.clerk").await;
    let input = json!({
        "subjectId": subject["id"], "revision": subject["revision"], "riskClass": "D",
        "tags": ["餐饮", "重点关注"], "reason": "群众举报",
    });
    clerk.mutate("classifySubject", input, "subject { id }").await.ok();
    let row = format!("舞钢市鑫源商贸有限公司,{code},2014-03-05,日用百货,舞钢市垭口街道文化路1号");
    let headings = "企业名称,统一社会信用代码,注册日期,经营范围,注册地址";
    import(&app, "two.csv", csv(headings, &[row]).into_bytes(), false).await;
    let after = firm(&app, code).await;
    assert!(after["tags"].as_array().unwrap().contains(&json!("重点关注")), "{after}");
    assert!(!after["tags"].as_array().unwrap().contains(&json!("餐饮")), "{after}");
    assert_eq!(after["riskClass"], "D", "a file without classes classifies nobody");
}

async fn classifying(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    import(&app, "one.csv", usual().into_bytes(), false).await;
    let subject = firm(&app, FIRMS[0].1).await;
    let clerk = app.user("office.clerk").await;
    let classify = async |revision: &Value, tags: Value, reason: &str| {
        let input = json!({
            "subjectId": subject["id"], "revision": revision, "riskClass": "C", "tags": tags, "reason": reason,
        });
        clerk.mutate("classifySubject", input, "subject { riskClass tags revision }").await
    };
    classify(&subject["revision"], json!(["锅炉"]), " ")
        .await
        .refused_at(ErrorCode::ReasonRequired, "reason");
    classify(&json!(99), json!(["锅炉"]), "x").await.refused_with(ErrorCode::StaleRevision);
    // The same tag twice is one tag.
    let payload = classify(&subject["revision"], json!(["锅炉", "锅炉"]), "现场核实").await.ok();
    assert_eq!(payload["subject"]["tags"], json!(["锅炉"]));
    classify(&subject["revision"], json!([]), "旧版本").await.refused_with(ErrorCode::StaleRevision);
    classify(&json!(2), json!(["长".repeat(41)]), "x").await.refused_at(ErrorCode::TooLong, "tags");
    classify(&json!(2), json!([" "]), "x").await.refused_at(ErrorCode::Required, "tags");
}

/// What lists are filtered by follows every change of a subject and its tags, and a filter counts and lists
/// what the rows themselves say.
async fn filters_follow(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let raw = app.db.raw().await;
    let facts =
        "select s.division_code || '|' || t.tag || '|' || substr(s.located_in, 1, 9) || '|' || s.uscc || '|'
        || s.located_in || '|' || s.risk_class || '|' || s.kind || '|' || s.status
        from subject_tag t join subject s on s.id = t.subject_id where s.uscc is not null order by 1";
    let kept = "select f.division_code || '|' || f.tag || '|' || f.town || '|' || s.uscc || '|'
        || f.located_in || '|' || f.risk_class || '|' || f.kind || '|' || f.status
        from subject_by_tag f join subject s on s.id = f.subject_id where s.uscc is not null order by 1";
    let mut seen = Vec::new();
    let mut same = async || {
        let kept = texts(&raw, kept).await;
        assert_eq!(kept, texts(&raw, facts).await);
        assert!(!seen.contains(&kept), "something changed");
        seen.push(kept);
    };
    same().await;
    import(&app, "one.csv", usual().into_bytes(), false).await;
    same().await;
    let (_, code, _) = FIRMS[2];
    let headings = "企业名称,统一社会信用代码,注册日期,经营范围,注册地址,经营状态,信用风险分类";
    let row = format!("舞钢市鑫源药房,{code},,药品零售；预包装食品零售,舞钢市寺坡街道湖滨大道9号,注销,D");
    import(&app, "two.csv", csv(headings, &[row]).into_bytes(), false).await;
    same().await;
    let subject = firm(&app, code).await;
    let clerk = app.user("office.clerk").await;
    let input = json!({
        "subjectId": subject["id"], "revision": subject["revision"], "riskClass": "A",
        "tags": ["锅炉", "药店"], "reason": "现场核实",
    });
    clerk.mutate("classifySubject", input, "subject { id }").await.ok();
    same().await;

    let town =
        &texts(&raw, "select located_in from subject where length(located_in) = 9 order by name").await[0];
    let query = "query($filter: SubjectFilter!) { subjects(first: 200, filter: $filter) { totalCount
        nodes { id tags locatedIn riskClass kind status } } }";
    for (filter, condition) in [
        (json!({ "tag": "餐饮" }), "true".to_owned()),
        (json!({ "tag": "餐饮", "locatedIn": town }), format!("s.located_in = '{town}'")),
        (json!({ "tag": "餐饮", "locatedIn": "410481" }), "s.located_in like '410481%'".to_owned()),
        (json!({ "tag": "餐饮", "locatedIn": "410000" }), "s.located_in like '41%'".to_owned()),
        (json!({ "tag": "餐饮", "locatedIn": format!("{town}001") }), "false".to_owned()),
        (
            json!({ "tag": "餐饮", "locatedIn": town, "riskClasses": ["C", "D"] }),
            format!("s.located_in = '{town}' and s.risk_class in ('C', 'D')"),
        ),
        (json!({ "tag": "药店", "statuses": ["CLOSED"] }), "s.status = 'CLOSED'".to_owned()),
        (json!({ "tag": "餐饮", "text": "鑫" }), "s.name_key like '鑫%'".to_owned()),
    ] {
        let tag = filter["tag"].as_str().unwrap();
        let sql = format!(
            "select s.name from subject s join subject_tag t on t.subject_id = s.id
                where t.tag = '{tag}' and {condition}"
        );
        let expected = texts(&raw, &sql).await.len();
        let found = clerk.query(query, json!({ "filter": filter })).await["subjects"].clone();
        assert_eq!(found["totalCount"], expected, "{filter}");
        let nodes = found["nodes"].as_array().unwrap();
        assert_eq!(nodes.len(), expected.min(200), "{filter}");
        assert!(nodes.iter().all(|node| node["tags"].as_array().unwrap().contains(&json!(tag))));
        assert!(nodes.is_sorted_by_key(|node| node["id"].as_str().unwrap().to_owned()), "{filter}");
    }
    for (filter, condition) in [
        (json!({ "locatedIn": town }), format!("located_in = '{town}'")),
        (json!({ "locatedIn": "410481", "kinds": ["INDIVIDUAL"] }), "kind = 'INDIVIDUAL'".to_owned()),
        (
            json!({ "riskClasses": ["A"], "statuses": ["ACTIVE"] }),
            "risk_class = 'A' and status = 'ACTIVE'".into(),
        ),
    ] {
        let expected = texts(&raw, &format!("select name from subject where {condition}")).await.len();
        let found = clerk.query(query, json!({ "filter": filter })).await["subjects"].clone();
        assert!(expected > 0, "{filter}");
        assert_eq!(found["totalCount"], expected, "{filter}");
    }
}
