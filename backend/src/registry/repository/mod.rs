//! Rows of the libraries.

pub mod inspectors;
pub mod search;
pub mod subjects;
