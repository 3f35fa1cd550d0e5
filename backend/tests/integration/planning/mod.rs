//! What plans and lines refuse.

mod copies;
mod lines;
mod matrices;
mod others;
mod outlook;
mod races;
mod steps;
mod table_files;
mod tables;
