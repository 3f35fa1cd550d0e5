//! What plans and lines refuse.

mod copies;
mod lines;
mod others;
mod outlook;
mod races;
mod steps;
