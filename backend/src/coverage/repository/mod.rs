//! Rows of this context.

pub mod counts;
pub mod duties;
pub mod register;
