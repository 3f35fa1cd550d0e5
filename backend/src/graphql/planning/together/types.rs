//! Changes and people as they are told.

use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};
use shared::ids::{AuditId, DepartmentId, PlanId, PlanLineId, UserId};
use shared::organisation::Role;
use shared::planning::LineStatus;
use shared::planning::together::PlanAct;

use crate::graphql::planning::office::FieldChange;
use crate::graphql::scalars::small;
use crate::planning as context;

/// The line something is about.
#[derive(SimpleObject)]
pub struct LineName {
    /// Opaque id.
    pub id: PlanLineId,
    /// Number within the plan.
    pub number: i32,
    /// What people call it.
    pub title: String,
}

impl From<(PlanLineId, i64, String)> for LineName {
    fn from((id, number, title): (PlanLineId, i64, String)) -> Self {
        Self { id, number: small(number), title }
    }
}

/// What somebody did to a plan or a line.
#[derive(SimpleObject)]
pub struct PlanChange {
    /// Opaque id; later changes have greater ones.
    pub id: AuditId,
    /// The plan.
    pub plan_id: PlanId,
    /// The line; absent where it was the plan, or several lines at once.
    pub line: Option<LineName>,
    /// What was done.
    pub act: PlanAct,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// The account behind the name.
    pub account_id: Option<UserId>,
    /// For which department; absent for the office.
    pub department: Option<String>,
    /// The same by id.
    pub department_id: Option<DepartmentId>,
    /// Revision of line or plan after it; 0 where the trail did not keep it.
    pub revision: i32,
    /// Where the line stood after it.
    pub status: Option<LineStatus>,
    /// Why, where somebody had to say.
    pub reason: String,
    /// What a save changed, field by field.
    pub differences: Vec<FieldChange>,
    /// It came after one's last look, and is somebody else's.
    pub fresh: bool,
}

impl From<context::Told> for PlanChange {
    fn from(told: context::Told) -> Self {
        let change = told.change;
        let (department_id, department) = change.department.unzip();
        Self {
            id: change.id,
            plan_id: change.plan,
            line: change.line.map(LineName::from),
            act: change.act,
            at: change.at,
            by: change.by,
            account_id: change.account,
            department,
            department_id,
            revision: small(change.revision),
            status: told.status,
            reason: change.reason,
            differences: told.differences.into_iter().map(Into::into).collect(),
            fresh: told.fresh,
        }
    }
}

/// Somebody who has a plan open now.
#[derive(SimpleObject)]
pub struct PlanPresence {
    /// Opaque id of the place: one for every page that is open.
    pub id: ID,
    /// The line that is open; absent for the plan's own page.
    pub line: Option<LineName>,
    /// It stands in a form.
    pub editing: bool,
    /// The account.
    pub account_id: UserId,
    /// Name.
    pub name: String,
    /// For which department; absent for the office.
    pub department: Option<String>,
    /// Role by which they see plans.
    pub role: Option<Role>,
}

impl From<context::Present> for PlanPresence {
    fn from(present: context::Present) -> Self {
        Self {
            id: ID(present.id.simple().to_string()),
            line: present.line.map(LineName::from),
            editing: present.editing,
            account_id: present.account,
            name: present.name,
            department: present.department.map(|(_, name)| name),
            role: present.role,
        }
    }
}

/// Somebody a comment may mention.
#[derive(SimpleObject)]
pub struct PlanPerson {
    /// The account.
    pub account_id: UserId,
    /// Name.
    pub name: String,
    /// Role by which they may see plans.
    pub role: Role,
    /// The department it is held for.
    pub department_id: Option<DepartmentId>,
}

impl From<context::Mentionable> for PlanPerson {
    fn from(person: context::Mentionable) -> Self {
        let (account_id, department_id) = (person.account, person.department);
        Self { account_id, name: person.name, role: person.role, department_id }
    }
}
