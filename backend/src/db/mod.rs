//! The database: connections, transactions, pages, rows.
//!
//! SQLite has one writer and as many readers as cores; PostgreSQL one pool. Every change goes through
//! [`Db::begin`]; reads go through [`Db::read`].

mod connect;
mod doc;
pub mod entity;
pub mod like;
mod local;
mod migrate;
pub mod page;
mod rows;
mod tx;

use sea_orm::{DatabaseConnection, DbBackend};

pub use connect::{Observer, connect, connect_observed, without_upkeep};
pub use doc::Doc;
pub use migrate::{is_current, migrate};
pub use rows::{Read, Reader, Source};
pub use tx::Tx;

/// Which engine is behind the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, one server.
    Sqlite,
    /// Any number of servers.
    Postgres,
}

/// A handle to the database, cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    read: Reader,
    writer: tx::Writer,
}

impl Db {
    /// The engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// For queries that change nothing.
    pub fn read(&self) -> &Reader {
        &self.read
    }

    fn writer_connection(&self) -> &DatabaseConnection {
        self.writer.connection()
    }

    /// Begins a change. It is undone unless [`Tx::commit`] is called.
    pub async fn begin(&self) -> Result<Tx, sea_orm::DbErr> {
        self.writer.begin().await
    }
}

impl From<DbBackend> for Engine {
    fn from(backend: DbBackend) -> Self {
        if backend == DbBackend::Sqlite { Self::Sqlite } else { Self::Postgres }
    }
}
