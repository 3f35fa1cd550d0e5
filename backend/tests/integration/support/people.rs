//! People whom the demo town does not have, and a neighbouring division.

use std::sync::Arc;

use backend::access::Viewer;
use backend::app::{Core, Services};
use backend::config::Settings;
use backend::exchange::open_table;
use backend::organisation::{AccountInput, import_departments};
use serde_json::{Value, json};
use shared::access::Grant;
use shared::code::DivisionCode;
use shared::organisation::Role;

use super::app::TestApp;
use super::client::{Client, text};

/// The password of everybody made here.
pub const PASSWORD: &str = "Another-2026";
/// A county beside ours.
pub const NEIGHBOUR: &str = "410422";

/// The system administrator makes an account and the security administrator gives it roles:
/// `(role, id of a department)`.
pub async fn make<'a>(app: &'a TestApp, username: &str, roles: &[(&str, Option<&str>)]) -> Client<'a> {
    let input = json!({ "username": username, "displayName": "测试人员", "password": PASSWORD });
    let sysadmin = app.user("sysadmin").await;
    let made = sysadmin.mutate("createAccount", input, "account { id }").await.ok();
    let id = text(&made["account"]["id"]);
    grant(app, &id, roles).await;
    Client::login(app, username, PASSWORD).await
}

/// The security administrator replaces the roles of an account.
pub async fn grant(app: &TestApp, account: &str, roles: &[(&str, Option<&str>)]) {
    let roles: Vec<Value> =
        roles.iter().map(|(role, department)| json!({ "role": role, "departmentId": department })).collect();
    let input = json!({ "accountId": account, "roles": roles, "reason": "测试" });
    app.user("secadmin").await.mutate("grantRoles", input, "account { id }").await.ok();
}

/// The services of the neighbouring division, in the same database, with three departments.
pub async fn neighbour(app: &TestApp) -> (Services, Viewer) {
    let division = DivisionCode::parse(NEIGHBOUR).unwrap();
    let core = &app.services.core;
    let settings = Settings { division: division.clone(), ..core.settings().clone() };
    let (db, keys) = (core.db().clone(), core.keys().clone());
    let core = Core::new(db, Arc::clone(&app.clock) as _, keys, app.dir.path().join("neighbour"), settings);
    let viewer = Viewer::system("neighbour", division);
    let path = app.dir.path().join("departments.csv");
    let table = "code,name,role_in_notice\nscjg,叶县市场监督管理局,lead\nxfj,叶县消防救援大队,member\n";
    std::fs::write(&path, table).unwrap();
    import_departments(&core, &viewer, open_table(&path).unwrap()).await.unwrap();
    (Services::new(core), viewer)
}

/// Somebody of the neighbouring division.
pub async fn neighbour_user<'a>(
    app: &'a TestApp,
    (services, viewer): &(Services, Viewer),
    username: &str,
    role: Role,
) -> Client<'a> {
    let input = AccountInput {
        username: username.to_owned(),
        display_name: "邻县人员".to_owned(),
        password: PASSWORD.to_owned(),
        inspector: None,
    };
    let account = services.organisation.create_account(viewer, input).await.unwrap();
    let departments = services.organisation.departments(viewer).await.unwrap();
    let department = Some(departments[0].id).filter(|_| role.needs_department());
    let grants = [Grant { role, department }];
    services.organisation.grant_roles(viewer, account.id, &grants, "").await.unwrap();
    Client::login(app, username, PASSWORD).await
}
