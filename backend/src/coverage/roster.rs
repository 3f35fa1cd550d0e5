//! Officers with what speaks against sending them, loaded together.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::eligibility::{Officer, RecusalSpan};
use shared::ids::{DepartmentId, InspectorId, SubjectId};

use super::repository::register;
use super::service::{leave_days, recusal_span};
use crate::db::Source;
use crate::error::Result;
use crate::registry::Inspector;

/// Officers, their leave and their recusals. Experts are never among them.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// The officers, as they were given.
    pub inspectors: Vec<Inspector>,
    leave: BTreeMap<InspectorId, Vec<(NaiveDate, NaiveDate)>>,
    recusals: BTreeMap<InspectorId, Vec<(SubjectId, RecusalSpan)>>,
}

impl Roster {
    /// These officers.
    pub async fn of(db: &impl Source, inspectors: Vec<Inspector>) -> Result<Self> {
        let ids: Vec<InspectorId> = inspectors.iter().map(|inspector| inspector.id).collect();
        let mut roster = Self { inspectors, ..Self::default() };
        for row in register::leave_of(db, &ids).await? {
            let days = leave_days(&row);
            if days.0 <= days.1 {
                roster.leave.entry(row.inspector_id).or_default().push(days);
            }
        }
        for row in register::recusals_of(db, &ids).await? {
            if let Some(span) = recusal_span(&row) {
                roster.recusals.entry(row.inspector_id).or_default().push((row.subject_id, span));
            }
        }
        Ok(roster)
    }

    /// An officer as the rule judges one.
    pub fn officer<'a>(&'a self, inspector: &'a Inspector) -> Officer<'a> {
        Officer {
            active: inspector.active,
            certificate: (inspector.cert_valid_from, inspector.cert_valid_to),
            fields: &inspector.fields.0,
            towns: &inspector.towns.0,
            leave: self.leave.get(&inspector.id).map(Vec::as_slice).unwrap_or_default(),
            recusals: self.recusals.get(&inspector.id).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// The officers of a department.
    pub fn of_department(&self, department: DepartmentId) -> impl Iterator<Item = &Inspector> {
        self.inspectors.iter().filter(move |inspector| inspector.department_id == department)
    }
}
