//! What plans and lines refuse.

mod lines;
mod others;
mod outlook;
mod races;
mod steps;
