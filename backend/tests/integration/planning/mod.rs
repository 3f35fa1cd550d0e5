//! What plans and lines refuse.

mod amendments;
mod campaigns;
mod copies;
mod files;
mod lines;
mod matrices;
mod office;
mod others;
mod outlook;
mod papers;
mod races;
mod receipts;
mod steps;
mod table_files;
mod tables;
