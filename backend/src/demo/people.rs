//! Inspectors, experts and accounts of the demo town. Nobody in it is a person: they are called by
//! department and number.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::access::{Action, Grant, Scope};
use shared::ids::{ExpertId, UserId};
use shared::organisation::{Role, UserStatus};

use super::random::Random;
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Change};
use crate::db::entity::{account, account_role, expert, inspector};
use crate::db::{Doc, Tx};
use crate::error::Result;
use crate::organisation::{Department, departments_in, hash_password};

/// The password of every demo account.
pub const PASSWORD: &str = "OneDoor-2026";

/// Inspectors of the town, and of the department that has most.
const INSPECTORS: usize = 200;
const LARGEST: usize = 38;
const EXPERTS: usize = 12;

const TOWNS: [&str; 14] = [
    "410481001",
    "410481002",
    "410481003",
    "410481004",
    "410481005",
    "410481006",
    "410481007",
    "410481100",
    "410481101",
    "410481102",
    "410481103",
    "410481202",
    "410481204",
    "410481205",
];

/// Accounts to be printed at the start: user name and what it is.
pub fn shown_accounts() -> Vec<(&'static str, &'static str)> {
    vec![
        ("scjg.clerk", "市场监管局经办人"),
        ("scjg.head", "市场监管局负责人"),
        ("xfj.clerk", "消防救援大队经办人（各部门均为 代码.clerk / 代码.head）"),
        ("office.clerk", "联席会议办公室经办人"),
        ("office.head", "联席会议办公室负责人"),
        ("scjg.i01", "市场监管局执法检查人员（各部门均为 代码.i01、i02…）"),
        ("supervisor", "行政执法监督（司法局）"),
        ("sysadmin", "系统管理员"),
        ("secadmin", "安全管理员"),
        ("auditor", "审计管理员"),
    ]
}

/// Cells of a table's rows, for the two tables that decide who inspects what.
fn rows(table: &str) -> impl Iterator<Item = Vec<String>> + '_ {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().filter_map(std::result::Result::ok).collect();
    records.into_iter().map(|record| record.iter().map(str::to_owned).collect())
}

/// How many inspectors each department has: the hosts of the office most, the others about equally.
fn head_count(index: usize, departments: usize) -> usize {
    if index == 0 {
        LARGEST
    } else {
        (INSPECTORS - LARGEST) / (departments - 1)
            + usize::from((INSPECTORS - LARGEST) % (departments - 1) >= index)
    }
}

/// The library of inspectors as a file.
pub fn inspectors_csv(departments: &str, joint_items: &str) -> String {
    let departments: Vec<Vec<String>> = rows(departments).collect();
    let items: Vec<Vec<String>> = rows(joint_items).collect();
    let mut random = Random::new(19);
    let mut out =
        String::from("code,name,department,cert_no,cert_valid_from,cert_valid_to,fields,towns,active\n");
    let mut number = 0;
    for (index, department) in departments.iter().enumerate() {
        let (code, short) = (&department[0], &department[3]);
        let fields: Vec<&str> = items
            .iter()
            .filter(|item| item[6] == *code || item[7].split(';').any(|partner| partner == code))
            .map(|item| item[1].as_str())
            .collect();
        for place in 1..=head_count(index, departments.len()) {
            number += 1;
            // The first few cover everything, so that no door stays without a team.
            let covers_all = place <= 6 || random.percent(50) || fields.is_empty();
            let own: Vec<&str> = if covers_all {
                Vec::new()
            } else {
                fields.iter().copied().filter(|_| random.percent(60)).collect()
            };
            let towns: Vec<&str> = if place <= 6 || random.percent(70) {
                Vec::new()
            } else {
                TOWNS.iter().copied().filter(|_| random.percent(50)).collect()
            };
            let until = if place > 8 && random.percent(5) { "2026-01-31" } else { "2029-12-31" };
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{code}-{place:02},{short}执法人员{place:02},{code},豫执410481{number:04},2024-01-01,{until},{},{},1",
                own.join(";"),
                towns.join(";"),
            );
        }
    }
    out
}

/// Experts: they assist and never conclude.
pub async fn load_experts(core: &Core, viewer: &Viewer) -> Result<()> {
    let granted = viewer.demand(Action::EditInspectors, Scope::Division)?;
    let fields = ["食品检测", "特种设备检验", "环境监测", "消防技术", "建筑质量检测", "计量检定"];
    let tx = core.db().begin().await?;
    let rows = (1..=EXPERTS).map(|number| expert::ActiveModel {
        id: Set(core.id::<ExpertId>()),
        division_code: Set(viewer.division.clone()),
        code: Set(format!("expert-{number:02}")),
        name: Set(format!("技术专家{number:02}")),
        organisation: Set("检验检测机构（演示）".to_owned()),
        fields: Set(Doc(vec![fields[number % fields.len()].to_owned()])),
        active: Set(true),
    });
    expert::Entity::insert_many(rows).exec_without_returning(&*tx).await?;
    let audited = audit::record(&tx, &granted, core.stamp(), Change::of("expert", "demo")).await?;
    Ok(tx.commit(audited).await?)
}

struct NewAccount {
    username: String,
    name: String,
    grants: Vec<Grant>,
    inspector: Option<shared::ids::InspectorId>,
}

fn plain(username: &str, name: &str, role: Role) -> NewAccount {
    NewAccount {
        username: username.to_owned(),
        name: name.to_owned(),
        grants: vec![Grant { role, department: None }],
        inspector: None,
    }
}

fn of_department(department: &Department, suffix: &str, name: &str, role: Role) -> NewAccount {
    NewAccount {
        username: format!("{}.{suffix}", department.code),
        name: format!("{}{name}", department.name),
        grants: vec![Grant { role, department: Some(department.id) }],
        inspector: None,
    }
}

/// One account for every role, two for every department, one for every inspector.
pub async fn load_accounts(core: &Core, viewer: &Viewer) -> Result<usize> {
    let granted = viewer.demand(Action::ManageUsers, Scope::Division)?;
    // One hash for all: they share the password, and hashing is made to be slow.
    let hash = hash_password(PASSWORD).await?;
    let tx = core.db().begin().await?;
    let departments = departments_in(&*tx, &viewer.division).await?;
    let mut accounts = vec![
        plain("sysadmin", "系统管理员", Role::SystemAdmin),
        plain("secadmin", "安全管理员", Role::SecurityAdmin),
        plain("auditor", "审计管理员", Role::Auditor),
        plain("office.clerk", "联席办经办人", Role::OfficeClerk),
        plain("office.head", "联席办负责人", Role::OfficeHead),
        plain("supervisor", "行政执法监督人员", Role::Supervisor),
        plain("expert.01", "技术专家01", Role::Expert),
    ];
    for department in departments.values() {
        accounts.push(of_department(department, "clerk", "经办人", Role::DepartmentClerk));
        accounts.push(of_department(department, "head", "负责人", Role::DepartmentHead));
    }
    let inspectors = inspector::Entity::find()
        .filter(inspector::Column::DivisionCode.eq(viewer.division.as_str()))
        .all(&*tx)
        .await?;
    for row in inspectors {
        let (department, number) = row.code.rsplit_once('-').unwrap_or((&row.code, "0"));
        accounts.push(NewAccount {
            username: format!("{department}.i{number}"),
            name: row.name.clone(),
            grants: vec![Grant { role: Role::Inspector, department: Some(row.department_id) }],
            inspector: Some(row.id),
        });
    }
    let count = accounts.len();
    insert(core, &tx, viewer, accounts, &hash).await?;
    let change = Change::of("account", "demo").after(serde_json::json!({ "accounts": count }));
    let audited = audit::record(&tx, &granted, core.stamp(), change).await?;
    tx.commit(audited).await?;
    Ok(count)
}

async fn insert(core: &Core, tx: &Tx, viewer: &Viewer, accounts: Vec<NewAccount>, hash: &str) -> Result<()> {
    let now: DateTime<Utc> = core.now();
    let mut rows = Vec::new();
    let mut roles = Vec::new();
    for new in accounts {
        let id: UserId = core.id();
        rows.push(account::ActiveModel {
            id: Set(id),
            division_code: Set(viewer.division.clone()),
            username: Set(new.username),
            display_name: Set(new.name),
            password_hash: Set(hash.to_owned()),
            password_changed_at: Set(now),
            status: Set(UserStatus::Active),
            is_demo: Set(true),
            inspector_id: Set(new.inspector),
            failed_logins: Set(0),
            locked_until: Set(None),
            created_at: Set(now),
            revision: Set(1),
        });
        roles.extend(new.grants.into_iter().map(|grant| account_role::ActiveModel {
            account_id: Set(id),
            role: Set(grant.role),
            department_id: Set(grant.department),
            granted_by: Set(None),
            granted_at: Set(now),
        }));
    }
    account::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    account_role::Entity::insert_many(roles).exec_without_returning(&**tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{DEPARTMENTS, JOINT_ITEMS};
    use super::*;

    #[test]
    fn two_hundred_inspectors_in_nineteen_departments() {
        let text = inspectors_csv(DEPARTMENTS, JOINT_ITEMS);
        assert_eq!(text.lines().count() - 1, INSPECTORS);
        assert_eq!(text, inspectors_csv(DEPARTMENTS, JOINT_ITEMS));
        assert_eq!(rows(DEPARTMENTS).count(), 19);
    }
}
