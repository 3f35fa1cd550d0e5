//! Views with words of the domain that more than one front door shows. Features use them; they know no
//! feature.

pub mod ceremony;
pub mod checker;
pub mod plan_changes;
