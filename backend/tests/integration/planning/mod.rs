//! What plans and lines refuse.

mod copies;
mod files;
mod lines;
mod matrices;
mod others;
mod outlook;
mod papers;
mod races;
mod receipts;
mod steps;
mod table_files;
mod tables;
