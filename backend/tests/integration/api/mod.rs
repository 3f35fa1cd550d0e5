//! The GraphQL door itself: limits, forms of requests, errors, the number of statements.

mod codes;
mod errors;
mod http;
mod limits;
mod pages;
mod socket;
mod statements;
mod streams;
