//! The pages, by context; each part is fetched when first opened.

pub mod admin;
pub mod audit;
pub mod catalogue;
pub mod coverage;
pub mod deadlines;
pub mod draw;
pub mod field;
pub mod hall;
pub mod planning;
pub mod public;
pub mod registry;
pub mod verify;
pub mod visits;
pub mod whyme;
