//! What plans and lines refuse.

mod lines;
mod others;
mod races;
mod steps;
