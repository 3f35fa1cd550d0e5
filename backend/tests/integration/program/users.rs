//! `create-user`: the first accounts of an installation.

use crate::support::app::Options;
use crate::support::client::login;
use crate::support::db::TestDb;
use crate::support::program::{Said, onedoor, onedoor_with, shared_file};
use crate::support::scratch::folder;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(first_accounts);

async fn first_accounts(engine: Engine) {
    let dir = folder("users");
    let data = dir.path().to_str().unwrap();
    let db = TestDb::new(engine, Template::Empty).await;
    let url = db.url();
    let base = ["--data-dir", data, "--database-url", &url];
    let departments = shared_file("data/departments.csv");
    onedoor(&[&base[..], &["import", "departments", departments.to_str().unwrap()]].concat()).ok();
    let create = |args: &[&str], password: &str| -> Said {
        let args = [&base[..], &["create-user"], args].concat();
        onedoor_with(&args, format!("{password}\n").as_bytes())
    };
    create(&["first.admin", "--display-name", "系统管理员", "--role", "SYSTEM_ADMIN"], "A-long-enough-1")
        .ok();
    create(
        &[
            "market.both",
            "--display-name",
            "市监局",
            "--role",
            "DEPARTMENT_CLERK",
            "--role",
            "INSPECTOR",
            "--department",
            "scjg",
        ],
        "A-long-enough-1",
    )
    .ok();
    for (args, password, code) in [
        (&["first.admin", "--display-name", "又一个"][..], "A-long-enough-1", "USERNAME_TAKEN"),
        (&["x", "--display-name", "名太短"], "A-long-enough-1", "USERNAME_INVALID"),
        (&["weak.one", "--display-name", "弱"], "short", "PASSWORD_TOO_WEAK"),
        (&["no.one", "--display-name", "无"], "", "PASSWORD_TOO_WEAK"),
        (
            &["three.one", "--display-name", "x", "--role", "AUDITOR", "--role", "SYSTEM_ADMIN"],
            "A-long-enough-1",
            "ROLES_CONFLICT",
        ),
        (
            &["clerk.one", "--display-name", "x", "--role", "DEPARTMENT_CLERK"],
            "A-long-enough-1",
            "ROLE_NEEDS_DEPARTMENT",
        ),
    ] {
        let said = create(args, password);
        assert_eq!(said.code, Some(1), "{args:?}");
        assert!(said.err.contains(code), "{args:?}: {}", said.err);
        assert!(password.is_empty() || !said.err.contains(password));
    }
    let nowhere = create(&["far.one", "--display-name", "x", "--department", "mars"], "A-long-enough-1");
    assert!(nowhere.code == Some(1) && nowhere.err.contains("mars"), "{}", nowhere.err);
    let role = create(&["king.one", "--display-name", "x", "--role", "KING"], "A-long-enough-1");
    assert_eq!(role.code, Some(2));

    let app = TestApp::over(db, Options::on(Template::Empty)).await;
    let answer = login(&app, "market.both", "A-long-enough-1").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["account"]["grants"].as_array().map(Vec::len), Some(2));
    assert_eq!(login(&app, "first.admin", "A-long-enough-1").await.status, 200);
    // An account whose roles were refused was not made at all.
    for half in ["three.one", "clerk.one"] {
        assert_eq!(login(&app, half, "A-long-enough-1").await.status, 401, "{half}");
    }
}
