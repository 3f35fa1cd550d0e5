//! Inspection items (抽查事项清单): joint items, the item of each department in them, legal bases,
//! checklists.
//!
//! Who may inspect what, on what basis, is public once published; unpublished items may not be
//! inspected (国办发〔2024〕54号).

mod checklist;
mod import;
mod repository;
mod service;

pub use checklist::{QuestionInput, Template};
pub use import::import_joint_items;
pub use repository::{
    all, departments_by_tag, departments_of, items_by_id, items_of, joint_items_by_id, questions_by_id,
    questions_of, terms_of,
};
pub use service::{CatalogueService, ItemFilter};

/// A joint item.
pub type JointItem = crate::db::entity::joint_item::Model;
/// What one department inspects within a joint item.
pub type Item = crate::db::entity::item::Model;
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
    }
}
