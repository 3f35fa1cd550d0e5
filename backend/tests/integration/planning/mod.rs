//! What plans and lines refuse.

mod amendments;
mod campaigns;
mod copies;
mod lines;
mod office;
mod others;
mod outlook;
mod races;
mod steps;
mod table_files;
mod tables;
