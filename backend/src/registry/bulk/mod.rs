//! Changing many subjects at once: first what would change is counted and shown, then a job does exactly that.
//!
//! A preview keeps each subject that will change with a fingerprint of what it was. Whoever has changed a
//! subject in between keeps what he made of it: the job leaves it and lists it. Rules are applied to the
//! library in the same way.

mod preview;
mod run;
mod write;

use serde::{Deserialize, Serialize};
use shared::registry::{BulkEdit, Reach, RuleUse, Seen};

use super::Subject;
use crate::access::Viewer;
use crate::error::Result;
use shared::access::Action;

pub use preview::{BulkInput, Example, Preview, ValueChange};
pub use run::BulkEditJob;

/// What is done to every subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Work {
    /// What somebody has entered.
    Edit(BulkEdit),
    /// What rules give and take.
    Rule(RuleUse),
}

impl Work {
    /// A subject as the work leaves it.
    fn apply(&self, subject: &Subject, seen: &Seen) -> Seen {
        match self {
            Self::Edit(edit) => edit.apply(seen),
            Self::Rule(rule) => rule.apply(seen, subject.kind, &subject.name, &subject.business_scope),
        }
    }
}

/// Whose subjects somebody may change.
fn reach(viewer: &Viewer) -> Result<Reach> {
    Ok(viewer.departments(Action::BulkEditSubjects)?.map_or(Reach::Division, Reach::Departments))
}
