//! Whom a comment may mention: departments, and people who may see plans.

use shared::access::{Action, Scope, decide};
use shared::ids::{DepartmentId, UserId};
use shared::organisation::Role;

use crate::access::Viewer;
use crate::error::Result;
use crate::organisation;
use crate::planning::PlanningService;

/// Somebody who may be mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentionable {
    /// The account.
    pub account: UserId,
    /// Name.
    pub name: String,
    /// Role by which they may see plans.
    pub role: Role,
    /// The department it is held for.
    pub department: Option<DepartmentId>,
}

impl PlanningService {
    /// Everybody who may see plans.
    pub async fn mentionable(&self, viewer: &Viewer) -> Result<Vec<Mentionable>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let people = organisation::people(self.core.db().read(), &viewer.division).await?;
        Ok(people.into_iter().filter_map(mentionable).collect())
    }
}

/// Somebody with the role by which they may see plans; nothing if they may not.
pub fn mentionable(person: organisation::Person) -> Option<Mentionable> {
    let sees = person.grants.iter().find(|grant| decide(&[**grant], Action::ReadPlans, Scope::Division))?;
    let (role, department) = (sees.role, sees.department);
    Some(Mentionable { account: person.id, name: person.name, role, department })
}
