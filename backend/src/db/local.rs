//! Reading an SQLite file without leaving the thread.
//!
//! The driver runs every statement on a thread of its own and hands over row by row; for the short reads
//! that make up most of the load, going there and back costs more than reading. Here a statement runs where
//! it is asked, on a connection that nobody else uses meanwhile. One that turns out to be long is given up
//! and left to the driver, so that nobody else on this thread waits for it.
//! See `docs/adr/0009-reading-sqlite-in-place.md`.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};
use sea_orm::metric::Info;
use sea_orm::sea_query::{ArrayType, ColumnType, ValueType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, Iterable, RuntimeErr, Statement, TryIntoModel, Value,
};

use super::connect::Observer;

/// A read that takes longer is given up here.
const PATIENCE: Duration = Duration::from_millis(10);
/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 2_000;
/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 128;

/// Connections to one file, each used by one thread at a time.
pub struct Local {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    observer: Option<Observer>,
}

/// What came of a read.
pub enum Outcome<T> {
    /// The rows.
    Rows(T),
    /// It takes too long to be done here.
    TooLong,
}

impl Local {
    /// Over a file that exists by the time of the first read.
    pub(super) fn new(path: PathBuf, observer: Option<Observer>) -> Self {
        Self { path, idle: Mutex::default(), observer }
    }

    /// All rows of entities that a statement selects with all their columns in order.
    pub fn entities<E>(&self, statement: &Statement) -> Result<Outcome<Vec<E::Model>>, DbErr>
    where
        E: EntityTrait,
        E::ActiveModel: TryIntoModel<E::Model>,
    {
        let columns: Vec<(E::Column, Kind)> = E::Column::iter()
            .map(|column| Ok((column, Kind::of_column(column.def().get_column_type())?)))
            .collect::<Result<_, DbErr>>()?;
        self.rows(statement, |row| {
            let mut model = <E::ActiveModel as ActiveModelTrait>::default();
            for (index, (column, kind)) in columns.iter().enumerate() {
                model.try_set(*column, kind.read(row.get_ref(index).map_err(fault)?)?)?;
            }
            model.try_into_model()
        })
    }

    /// All rows of one column.
    pub fn values<T: ValueType>(&self, statement: &Statement) -> Result<Outcome<Vec<T>>, DbErr> {
        self.rows(statement, |row| cell(row, 0))
    }

    /// All rows of two columns.
    pub fn pairs<A: ValueType, B: ValueType>(
        &self,
        statement: &Statement,
    ) -> Result<Outcome<Vec<(A, B)>>, DbErr> {
        self.rows(statement, |row| Ok((cell(row, 0)?, cell(row, 1)?)))
    }

    fn rows<T>(
        &self,
        statement: &Statement,
        read: impl FnMut(&rusqlite::Row<'_>) -> Result<T, DbErr>,
    ) -> Result<Outcome<Vec<T>>, DbErr> {
        let connection = self.take()?;
        let started = Instant::now();
        let result = run(&connection, statement, read);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        if let (Some(observer), Ok(Outcome::Rows(_)) | Err(_)) = (&self.observer, &result) {
            observer(&Info { elapsed: started.elapsed(), statement, failed: result.is_err() });
        }
        result
    }

    fn take(&self) -> Result<Connection, DbErr> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| self.open().map_err(fault), Ok)
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        // The log beside the file must be writable even for those who only read.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.busy_timeout(PATIENCE)?;
        // A plan does not depend on parameters: otherwise every new one has the statement prepared again.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.pragma_update(None, "cache_size", -2048)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.pragma_update(None, "mmap_size", 2_147_418_112_i64)?;
        Ok(connection)
    }
}

fn run<T>(
    connection: &Connection,
    statement: &Statement,
    mut read: impl FnMut(&rusqlite::Row<'_>) -> Result<T, DbErr>,
) -> Result<Outcome<Vec<T>>, DbErr> {
    let until = Instant::now() + PATIENCE;
    connection.progress_handler(STEPS, Some(move || Instant::now() > until)).map_err(fault)?;
    let mut collect = || {
        let mut prepared = connection.prepare_cached(&statement.sql).map_err(Failure::Sqlite)?;
        for (index, value) in statement.values.iter().flat_map(|values| values.0.iter()).enumerate() {
            prepared.raw_bind_parameter(index + 1, Bound(value)).map_err(Failure::Sqlite)?;
        }
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(Failure::Sqlite)? {
            found.push(read(row).map_err(Failure::Row)?);
        }
        Ok(found)
    };
    match collect() {
        Ok(found) => Ok(Outcome::Rows(found)),
        Err(Failure::Sqlite(error)) => match error.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted | ErrorCode::DatabaseBusy) => Ok(Outcome::TooLong),
            _ => Err(fault(error)),
        },
        Err(Failure::Row(error)) => Err(error),
    }
}

enum Failure {
    Sqlite(rusqlite::Error),
    Row(DbErr),
}

fn fault(error: rusqlite::Error) -> DbErr {
    DbErr::Query(RuntimeErr::Internal(error.to_string()))
}

fn cell<T: ValueType>(row: &rusqlite::Row<'_>, index: usize) -> Result<T, DbErr> {
    let value = Kind::of_array(&T::array_type())?.read(row.get_ref(index).map_err(fault)?)?;
    T::try_from(value).map_err(|error| DbErr::Type(error.to_string()))
}

/// How a value of the product stands in the file, as the driver writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Integer,
    Real,
    Text,
    Bytes,
    Uuid,
    Day,
    Instant,
    Json,
}

impl Kind {
    fn of_column(column: &ColumnType) -> Result<Self, DbErr> {
        Ok(match column {
            ColumnType::Boolean => Self::Bool,
            ColumnType::BigInteger => Self::Integer,
            ColumnType::Double => Self::Real,
            ColumnType::String(_) | ColumnType::Text => Self::Text,
            ColumnType::VarBinary(_) | ColumnType::Blob | ColumnType::Binary(_) => Self::Bytes,
            ColumnType::Uuid => Self::Uuid,
            ColumnType::Date => Self::Day,
            ColumnType::TimestampWithTimeZone => Self::Instant,
            ColumnType::Json | ColumnType::JsonBinary => Self::Json,
            other => return Err(DbErr::Type(format!("{other:?} is not read in place"))),
        })
    }

    fn of_array(kind: &ArrayType) -> Result<Self, DbErr> {
        Ok(match kind {
            ArrayType::Bool => Self::Bool,
            ArrayType::BigInt => Self::Integer,
            ArrayType::Double => Self::Real,
            ArrayType::String => Self::Text,
            ArrayType::Bytes => Self::Bytes,
            ArrayType::Uuid => Self::Uuid,
            ArrayType::ChronoDate => Self::Day,
            ArrayType::ChronoDateTimeUtc => Self::Instant,
            ArrayType::Json => Self::Json,
            other => return Err(DbErr::Type(format!("{other:?} is not read in place"))),
        })
    }

    fn read(self, value: ValueRef<'_>) -> Result<Value, DbErr> {
        let wrong = || DbErr::Type(format!("{self:?} expected, {} found", value.data_type()));
        let text = || value.as_str_or_null().map_err(|_| wrong());
        let bytes = || value.as_blob_or_null().map_err(|_| wrong());
        Ok(match self {
            Self::Bool => Value::Bool(value.as_i64_or_null().map_err(|_| wrong())?.map(|number| number != 0)),
            Self::Integer => Value::BigInt(value.as_i64_or_null().map_err(|_| wrong())?),
            // SQLite keeps whole numbers as such.
            Self::Real => Value::Double(match value {
                #[expect(clippy::cast_precision_loss, reason = "degrees and metres are small")]
                ValueRef::Integer(number) => Some(number as f64),
                _ => value.as_f64_or_null().map_err(|_| wrong())?,
            }),
            Self::Text => Value::String(text()?.map(str::to_owned)),
            Self::Bytes => Value::Bytes(bytes()?.map(<[u8]>::to_vec)),
            Self::Uuid => Value::Uuid(bytes()?.map(uuid::Uuid::from_slice).transpose().map_err(|_| wrong())?),
            Self::Day => Value::ChronoDate(text()?.map(str::parse).transpose().map_err(|_| wrong())?),
            Self::Instant => Value::ChronoDateTimeUtc(
                text()?
                    .map(|text| chrono::DateTime::parse_from_rfc3339(text).map(|time| time.to_utc()))
                    .transpose()
                    .map_err(|_| wrong())?,
            ),
            Self::Json => Value::Json(
                text()?
                    .map(|text| serde_json::from_str(text).map(Box::new))
                    .transpose()
                    .map_err(|_| wrong())?,
            ),
        })
    }
}

/// A parameter, written as the driver writes it.
struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use rusqlite::types::Value as Owned;
        Ok(match self.0 {
            Value::Bool(Some(yes)) => i64::from(*yes).into(),
            Value::TinyInt(Some(number)) => i64::from(*number).into(),
            Value::SmallInt(Some(number)) => i64::from(*number).into(),
            Value::Int(Some(number)) => i64::from(*number).into(),
            Value::BigInt(Some(number)) => (*number).into(),
            Value::Unsigned(Some(number)) => i64::from(*number).into(),
            // Limits and counts; one that SQLite cannot hold is as good as the largest that it can.
            Value::BigUnsigned(Some(number)) => {
                <i64 as TryFrom<u64>>::try_from(*number).unwrap_or(i64::MAX).into()
            }
            Value::Double(Some(number)) => (*number).into(),
            Value::String(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Bytes(Some(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Uuid(Some(id)) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
            Value::ChronoDate(Some(day)) => ToSqlOutput::Owned(Owned::Text(day.to_string())),
            Value::ChronoDateTimeUtc(Some(time)) => {
                ToSqlOutput::Owned(Owned::Text(time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)))
            }
            Value::Json(Some(json)) => ToSqlOutput::Owned(Owned::Text(json.to_string())),
            other if *other == other.as_null() => ToSqlOutput::Owned(Owned::Null),
            other => {
                let problem = format!("{other:?} is not bound in place");
                return Err(rusqlite::Error::ToSqlConversionFailure(problem.into()));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::DbBackend;

    use super::*;

    fn local() -> (tempfile::TempDir, Local) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("test.sqlite");
        Connection::open(&path).unwrap().execute_batch("create table t (n integer)").unwrap();
        (dir, Local::new(path, None))
    }

    fn statement(sql: &str, values: Vec<Value>) -> Statement {
        Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)
    }

    #[test]
    fn every_kind_of_value_goes_both_ways() {
        fn same<T: ValueType + Into<Value> + Clone + Debug + PartialEq>(local: &Local, value: T) {
            let asked = statement("select ?", vec![value.clone().into()]);
            match local.values::<T>(&asked).unwrap() {
                Outcome::Rows(rows) => assert_eq!(rows, [value]),
                Outcome::TooLong => panic!("{value:?}"),
            }
        }
        let (_dir, local) = local();
        same(&local, "店".to_owned());
        same(&local, 7_i64);
        same(&local, true);
        same(&local, 2.0_f64);
        same(&local, vec![0_u8, 255]);
        same(&local, uuid::Uuid::from_u128(5));
        same(&local, NaiveDate::from_ymd_opt(2026, 2, 13).unwrap());
        same(&local, DateTime::<Utc>::from_timestamp(1_800_000_000, 123_000_000).unwrap());
        same(&local, serde_json::json!({ "a": [1, null] }));
        same(&local, None::<String>);
        same(&local, None::<uuid::Uuid>);
        same(&local, None::<DateTime<Utc>>);
        let wrong = statement("select ?", vec!["no number".into()]);
        assert!(local.values::<i64>(&wrong).is_err());
    }

    #[test]
    fn what_takes_long_is_left_to_others_and_nothing_is_written() {
        let (_dir, local) = local();
        let endless =
            "with recursive n (n) as (select 1 union all select n + 1 from n) select count(*) from n";
        assert!(matches!(local.values::<i64>(&statement(endless, vec![])).unwrap(), Outcome::TooLong));
        let write = statement("insert into t values (1) returning n", vec![]);
        assert!(local.values::<i64>(&write).is_err());
        assert!(matches!(
            local.values::<i64>(&statement("select count(*) from t", vec![])).unwrap(),
            Outcome::Rows(rows) if rows == [0]
        ));
    }
}
