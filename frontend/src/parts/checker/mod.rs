//! Checking a draw on the visitor's own device: the worker that computes, what it found, step by step, and
//! what one changed byte does. The public page of a draw shows it, and a page of its own.

mod bench;
mod byte;
mod lots;
mod model;
mod section;
mod steps;
mod verdict;
mod words;

pub use model::{Expected, Published};
pub use section::Checker;
