//! Rows of the libraries.

pub mod facets;
pub mod inspectors;
pub mod search;
pub mod subjects;
