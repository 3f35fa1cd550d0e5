//! Inspection items (抽查事项清单): joint items, the item of each department in them, legal bases,
//! checklists.
//!
//! Who may inspect what, on what basis, is public once published; unpublished items may not be
//! inspected (国办发〔2024〕54号).

mod checklist;
mod import;
mod keeping;
mod report;
mod repository;
mod service;
mod standing;

use shared::catalogue::{DatedBasis, ItemContent, ItemStatus, ItemTerms};

pub use checklist::{QuestionInput, Template};
pub use import::import_joint_items;
pub use keeping::ItemInput;
pub use report::{Dormant, ItemReport, Share};
pub use repository::{
    all, departments_by_tag, departments_of, items_by_id, items_of, joint_items_by_id, questions_by_id,
    questions_of, task_terms, terms_among,
};
pub use service::{CatalogueService, ItemFilter};
pub use standing::{StandingItem, standing_items};

/// A joint item.
pub type JointItem = crate::db::entity::joint_item::Model;
/// What one department inspects within a joint item.
pub type Item = crate::db::entity::item::Model;
/// A version of a department's item.
pub type ItemVersion = crate::db::entity::item_version::Model;
/// A question of an item's checklist.
pub type Question = crate::db::entity::question::Model;
/// A citation.
pub type LegalBasis = crate::db::entity::legal_basis::Model;

/// A joint item as planning judges it.
pub fn terms(item: &JointItem) -> shared::catalogue::ItemTerms {
    shared::catalogue::ItemTerms {
        class: item.class,
        cap_bp: item.cap_bp.and_then(|cap| u32::try_from(cap).ok()),
        status: item.status,
        valid_from: item.valid_from,
        valid_to: item.valid_to,
        withdrawn_on: None,
    }
}

/// A department's item as planning judges it. Whether its joint item is published is asked of that.
fn own_terms(item: &Item, joint: &JointItem) -> shared::catalogue::ItemTerms {
    let of_joint = terms(joint);
    let content = item.in_force.as_ref().map(|content| &content.0);
    let (from, to) = content.map_or((None, None), ItemContent::in_force);
    ItemTerms {
        class: content.map_or(of_joint.class, |content| content.class),
        cap_bp: content.map_or(of_joint.cap_bp, |content| content.cap_bp),
        status: ItemStatus::Published,
        valid_from: item.published_on.max(from),
        valid_to: to,
        withdrawn_on: item.withdrawn_on,
    }
}

/// What a department's item says before its department has kept it: what the joint item says.
pub fn first_content(item: &Item, joint: &JointItem, bases: &[LegalBasis]) -> ItemContent {
    let bases = bases.iter().map(|basis| DatedBasis {
        kind: basis.kind,
        title: basis.title.clone(),
        article: basis.article.clone(),
        valid_from: basis.valid_from,
        valid_to: basis.valid_to,
    });
    ItemContent {
        category: joint.field.clone(),
        name: item.name.clone(),
        bases: bases.collect(),
        subject_kinds: Vec::new(),
        methods: vec![joint.method],
        class: joint.class,
        cap_bp: joint.cap_bp.and_then(|cap| u32::try_from(cap).ok()),
        times_a_year: None,
        notice: item.notice_policy,
    }
}
