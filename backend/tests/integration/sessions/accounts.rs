//! Accounts and roles: three administrators who are three people, and changes that count at once.

use serde_json::{Value, json};
use shared::ErrorCode;

use super::{is_in, refresh_with};
use crate::support::client::{Client, login, text};
use crate::support::people::{self, grant, make};
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(
    disabled_at_once,
    roles_end_at_once,
    new_accounts,
    roles_that_cannot_be_held,
    nobody_without_a_role
);

const PASSWORD: &str = backend::demo::PASSWORD;

async fn disabled_at_once(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let client = Client::login(&app, "scjg.clerk", PASSWORD).await;
    let sysadmin = app.user("sysadmin").await;
    let set = async |status: &str| {
        let input = json!({ "accountId": client.id(), "status": status });
        sysadmin.mutate("setAccountStatus", input, "account { status }").await.ok();
    };
    assert!(is_in(&client).await);
    set("DISABLED").await;
    assert!(!is_in(&client).await);
    assert_eq!(refresh_with(&app, &client.cookie()).await.status, 401);
    assert_eq!(login(&app, "scjg.clerk", PASSWORD).await.status, 401);
    set("ACTIVE").await;
    assert!(!is_in(&client).await, "the old session stays ended");
    assert_eq!(login(&app, "scjg.clerk", PASSWORD).await.status, 200);
}

async fn roles_end_at_once(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let clerk = make(&app, "new.clerk", &[("OFFICE_CLERK", None)]).await;
    let open = async |year: i32| {
        let input = json!({ "year": year, "title": "计划" });
        clerk.mutate("openPlan", input, "plan { id }").await
    };
    open(2026).await.ok();
    grant(&app, &clerk.id(), &[("SUPERVISOR", None)]).await;
    open(2027).await.refused_with(ErrorCode::Forbidden);
    clerk.query("{ plans { id } }", json!({})).await;
    grant(&app, &clerk.id(), &[]).await;
    clerk.post("{ plans { id } }", json!({})).await.refused_with(ErrorCode::Forbidden);
    assert!(is_in(&clerk).await, "logged in, and nobody");
}

async fn new_accounts(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let sysadmin = app.user("sysadmin").await;
    let good = json!({ "username": "wang.01", "displayName": "经办人", "password": people::PASSWORD });
    let create = async |changes: Value| {
        let input = crate::support::plan::with(good.clone(), changes);
        sysadmin.mutate("createAccount", input, "account { id username status isDemo roles { role } }").await
    };
    for username in ["ab", "Wang", "wang 01", "王", &"a".repeat(41), ""] {
        create(json!({ "username": username })).await.refused_at(ErrorCode::UsernameInvalid, "username");
    }
    for password in ["Short-1", "nouppercase1", "NOLOWER-UPPER", "wang.01-Abcd", &"Aa1-".repeat(33)] {
        create(json!({ "password": password })).await.refused_at(ErrorCode::PasswordTooWeak, "password");
    }
    create(json!({ "displayName": " " })).await.refused_at(ErrorCode::Required, "displayName");
    create(json!({ "displayName": "长".repeat(61) })).await.refused_at(ErrorCode::TooLong, "displayName");
    let unknown = json!({ "inspectorId": "ins_00000000000070008000000000000000" });
    create(unknown).await.refused_at(ErrorCode::NotFound, "inspectorId");
    let made = create(json!({})).await.ok()["account"].clone();
    assert_eq!((&made["roles"], &made["isDemo"]), (&json!([]), &json!(false)));
    create(json!({})).await.refused_at(ErrorCode::UsernameTaken, "username");
    let racers = futures::future::join_all((0..4).map(|_| create(json!({ "username": "wang.02" })))).await;
    assert_eq!(racers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for lost in racers.iter().filter(|answer| !answer.is_ok()) {
        lost.refused_at(ErrorCode::UsernameTaken, "username");
    }
}

/// 三员分立, and what else cannot be.
async fn roles_that_cannot_be_held(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let (market, fire) = (Some(world.department("scjg")), Some(world.department("xfj")));
    let person = make(&app, "zhang.01", &[]).await.id();
    let secadmin = app.user("secadmin").await;
    let give = async |account: &str, roles: &[(&str, Option<&str>)]| {
        let roles: Vec<Value> = roles
            .iter()
            .map(|(role, department)| json!({ "role": role, "departmentId": department }))
            .collect();
        let input = json!({ "accountId": account, "roles": roles });
        secadmin.mutate("grantRoles", input, "account { id roles { role departmentId } }").await
    };
    let conflict = ErrorCode::RolesConflict;
    for pair in [["SYSTEM_ADMIN", "SECURITY_ADMIN"], ["AUDITOR", "SYSTEM_ADMIN"], ["AUDITOR", "OFFICE_CLERK"]]
    {
        give(&person, &pair.map(|role| (role, None))).await.refused_at(conflict, "roles");
    }
    let needs = ErrorCode::RoleNeedsDepartment;
    for role in ["DEPARTMENT_CLERK", "DEPARTMENT_HEAD", "INSPECTOR"] {
        give(&person, &[(role, None)]).await.refused_at(needs, "roles");
    }
    let unknown = Some("dep_00000000000070008000000000000000");
    give(&person, &[("INSPECTOR", unknown)]).await.refused_at(ErrorCode::NotFound, "roles");
    let twice = [("INSPECTOR", market), ("INSPECTOR", fire)];
    give(&person, &twice).await.refused_at(ErrorCode::InvalidFormat, "roles");
    give(&person, &[("INSPECTOR", market), ("INSPECTOR", market)]).await.ok();
    let own = secadmin.id();
    give(&own, &[("AUDITOR", None)]).await.refused_with(ErrorCode::SamePerson);
    let nobody = give("acc_00000000000070008000000000000000", &[]).await;
    assert!(!nobody.is_ok());
    let held = give(&person, &[("DEPARTMENT_CLERK", market), ("DEPARTMENT_HEAD", fire)]).await.ok();
    assert_eq!(held["account"]["roles"].as_array().map(Vec::len), Some(2));
    // Who makes accounts gives no roles, who gives roles makes no accounts.
    let input = json!({ "accountId": person, "roles": [] });
    let sysadmin = app.user("sysadmin").await;
    sysadmin.mutate("grantRoles", input, "account { id }").await.refused_with(ErrorCode::Forbidden);
    let account = json!({ "username": "li.01", "displayName": "李", "password": people::PASSWORD });
    secadmin.mutate("createAccount", account, "account { id }").await.refused_with(ErrorCode::Forbidden);
}

async fn nobody_without_a_role(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let nobody = make(&app, "zhao.01", &[]).await;
    let data = nobody
        .query("{ today toDo { linesToSign visitsToday } me { displayName roles { role } } }", json!({}));
    assert_eq!(data.await["me"]["roles"], json!([]));
    for query in [
        "{ departments { id } }",
        "{ plans { id } }",
        "{ jobs(first: 1) { totalCount } }",
        "{ tags { tag } }",
    ] {
        nobody.post(query, json!({})).await.refused_with(ErrorCode::Forbidden);
    }
    let english = nobody.in_english();
    let answer = english.post("{ plans { id } }", json!({})).await;
    assert_eq!(text(&answer.body()["errors"][0]["message"]), ErrorCode::Forbidden.label(shared::Lang::En));
}
