//! Reading rows from wherever they are: a change in progress, a pool, or the file itself.
//!
//! Repositories build a query once, for both engines; [`Read`] runs it where that is quickest.

use sea_orm::prelude::async_trait;
use sea_orm::sea_query::{Expr, ValueType};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExecResult,
    QueryResult, QuerySelect, QueryTrait, Select, Statement, TryGetable, TryIntoModel,
};

use super::local::{Local, Outcome};

/// For queries that change nothing: PostgreSQL's pool, or SQLite's readers.
#[derive(Clone)]
pub struct Reader {
    pool: DatabaseConnection,
    local: Option<std::sync::Arc<Local>>,
}

impl Reader {
    pub(super) fn new(pool: DatabaseConnection, local: Option<Local>) -> Self {
        Self { pool, local: local.map(std::sync::Arc::new) }
    }

    pub(super) fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }
}

/// Where rows can be read.
pub trait Source: ConnectionTrait {
    /// The file, if it can be read without leaving the thread.
    fn local(&self) -> Option<&Local> {
        None
    }
}

impl Source for DatabaseConnection {}
impl Source for DatabaseTransaction {}
impl Source for Reader {
    fn local(&self) -> Option<&Local> {
        self.local.as_deref()
    }
}

/// What is not read by [`Read`] goes through the pool.
#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.pool.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.pool.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.pool.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.pool.query_all_raw(statement).await
    }
}

/// Running a query where that is quickest.
pub trait Read {
    /// The entity.
    type Entity: EntityTrait;

    /// All rows.
    fn rows(
        self,
        db: &impl Source,
    ) -> impl Future<Output = Result<Vec<<Self::Entity as EntityTrait>::Model>, DbErr>> + Send;

    /// The first row, if there is one.
    fn row(
        self,
        db: &impl Source,
    ) -> impl Future<Output = Result<Option<<Self::Entity as EntityTrait>::Model>, DbErr>> + Send;

    /// All rows of the two columns that are selected.
    fn pairs<A, B>(self, db: &impl Source) -> impl Future<Output = Result<Vec<(A, B)>, DbErr>> + Send
    where
        A: ValueType + TryGetable + Send,
        B: ValueType + TryGetable + Send;

    /// How many rows there are.
    fn number(self, db: &impl Source) -> impl Future<Output = Result<u64, DbErr>> + Send;
}

impl<E> Read for Select<E>
where
    E: EntityTrait,
    E::Model: Send,
    E::ActiveModel: TryIntoModel<E::Model>,
{
    type Entity = E;

    async fn rows(self, db: &impl Source) -> Result<Vec<E::Model>, DbErr> {
        if let Some(local) = db.local()
            && let Outcome::Rows(rows) = local.entities::<E>(&self.build(DbBackend::Sqlite))?
        {
            return Ok(rows);
        }
        self.all(db).await
    }

    async fn row(self, db: &impl Source) -> Result<Option<E::Model>, DbErr> {
        Ok(self.limit(1).rows(db).await?.into_iter().next())
    }

    async fn pairs<A, B>(self, db: &impl Source) -> Result<Vec<(A, B)>, DbErr>
    where
        A: ValueType + TryGetable + Send,
        B: ValueType + TryGetable + Send,
    {
        if let Some(local) = db.local()
            && let Outcome::Rows(rows) = local.pairs(&self.build(DbBackend::Sqlite))?
        {
            return Ok(rows);
        }
        let rows = db.query_all(&self.into_query()).await?;
        rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
    }

    async fn number(self, db: &impl Source) -> Result<u64, DbErr> {
        let select = self.select_only().column_as(Expr::cust("count(*)"), "count");
        let found: Option<i64> = if let Some(local) = db.local()
            && let Outcome::Rows(rows) = local.values(&select.build(DbBackend::Sqlite))?
        {
            rows.into_iter().next()
        } else {
            let row = db.query_one(&select.into_query()).await?;
            row.map(|row| row.try_get_by_index(0)).transpose()?
        };
        Ok(found.map_or(0, i64::unsigned_abs))
    }
}
