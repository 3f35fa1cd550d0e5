//! The GraphQL door itself: limits, forms of requests, errors, the number of statements.

mod codes;
mod errors;
mod http;
mod limits;
mod pages;
pub mod socket;
mod statements;
pub mod streams;
