//! Inspection items (抽查事项清单): joint items, the item of each department in them, legal bases,
//! checklists.
//!
//! Who may inspect what, on what basis, is public once published; unpublished items may not be
//! inspected (国办发〔2024〕54号).

mod checklist;
mod create;
mod import;
mod joint;
mod keeping;
mod list;
mod report;
mod repository;
mod service;
mod standing;

use chrono::NaiveDate;
use shared::catalogue::{DatedBasis, ItemContent, ItemStatus, ItemTerms, ruling};

pub use checklist::{QuestionInput, Template};
pub use create::NewItemInput;
pub use import::import_joint_items;
pub use joint::JointInput;
pub use keeping::ItemInput;
pub use list::{Decision, EntryFilter, ListInput};
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
/// A version of a joint item.
pub type JointItemVersion = crate::db::entity::joint_item_version::Model;
/// A unified list as it came in once.
pub type ItemList = crate::db::entity::item_list::Model;
/// What a unified list means for one item.
pub type ItemListEntry = crate::db::entity::item_list_entry::Model;
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

/// What rules an item on a day: its content (none where that is what the joint item says), the version and
/// since when.
pub fn ruling_on(item: &Item, day: NaiveDate) -> (Option<&ItemContent>, Option<i64>, Option<NaiveDate>) {
    let now = (item.in_force.as_ref().map(|content| &content.0), item.published_version, item.published_on);
    let coming = item.coming_on.map(|from| {
        (from, (item.coming.as_ref().map(|content| &content.0), item.coming_version, Some(from)))
    });
    ruling(now, coming, day)
}

/// A department's item as planning judges it on a day. Whether its joint item is published is asked of that.
fn own_terms(item: &Item, joint: &JointItem, day: NaiveDate) -> shared::catalogue::ItemTerms {
    let of_joint = terms(joint);
    let (content, _, since) = ruling_on(item, day);
    let (from, to) = content.map_or((None, None), ItemContent::in_force);
    ItemTerms {
        class: content.map_or(of_joint.class, |content| content.class),
        cap_bp: content.map_or(of_joint.cap_bp, |content| content.cap_bp),
        status: ItemStatus::Published,
        valid_from: since.max(from),
        valid_to: to,
        withdrawn_on: item.withdrawn_on,
    }
}

/// A citation as versions keep it.
fn dated(basis: &LegalBasis) -> DatedBasis {
    DatedBasis {
        kind: basis.kind,
        title: basis.title.clone(),
        article: basis.article.clone(),
        valid_from: basis.valid_from,
        valid_to: basis.valid_to,
    }
}

/// What a department's item says before its department has kept it: what the joint item says.
pub fn first_content(item: &Item, joint: &JointItem, bases: &[LegalBasis]) -> ItemContent {
    ItemContent {
        category: joint.field.clone(),
        name: item.name.clone(),
        bases: bases.iter().map(dated).collect(),
        subject_kinds: Vec::new(),
        methods: vec![joint.method],
        class: joint.class,
        cap_bp: joint.cap_bp.and_then(|cap| u32::try_from(cap).ok()),
        times_a_year: None,
        notice: item.notice_policy,
    }
}
