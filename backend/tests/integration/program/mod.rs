//! The program on the command line, as people and scripts outside call it.

mod audit;
mod draws;
mod killed;
mod killed_ceremony;
mod production;
mod stranger;
mod tables;
mod tools;
mod users;
