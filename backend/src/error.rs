//! What can go wrong, in two kinds: refusals that people should read, and faults that they should not.

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use shared::ErrorCode;
use sqlx::error::DatabaseError;

/// An expected refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What was refused.
    pub code: ErrorCode,
    /// The field of the input, as `ratios` or `answers.0.value`; empty for the whole.
    pub path: String,
    /// What exactly, where the code alone does not say: a number, a name.
    pub detail: String,
}

impl Refusal {
    /// A refusal of the whole request.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, path: String::new(), detail: String::new() }
    }

    /// Names the field.
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Adds the particulars.
    pub fn with(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// The error of every use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One or more refusals.
    #[error("refused: {0:?}")]
    Refused(Vec<Refusal>),
    /// The database failed.
    #[error("database: {0}")]
    Database(DbErr),
    /// Reading or writing a file failed.
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    /// Something that cannot be, is.
    #[error("broken: {0}")]
    Broken(String),
}

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(vec![Refusal::new(code)])
    }
}

impl From<DbErr> for Error {
    /// A text that PostgreSQL cannot hold (U+0000) is somebody's input and no fault of ours.
    fn from(error: DbErr) -> Self {
        let (DbErr::Exec(cause) | DbErr::Query(cause) | DbErr::Conn(cause)) = &error else {
            return Self::Database(error);
        };
        let code = match cause {
            RuntimeErr::SqlxError(cause) => cause.as_database_error().and_then(DatabaseError::code),
            RuntimeErr::Internal(_) => None,
        };
        match code.as_deref() {
            Some("22021" | "22P05") => ErrorCode::InvalidFormat.into(),
            _ => Self::Database(error),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl Error {
    /// A refusal of one field.
    pub fn at(code: ErrorCode, path: impl Into<String>) -> Self {
        Refusal::new(code).at(path).into()
    }

    /// An invariant that does not hold; logged, never shown.
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }

    /// The refusals, if it is one.
    pub fn refusals(&self) -> Option<&[Refusal]> {
        match self {
            Self::Refused(refusals) => Some(refusals),
            _ => None,
        }
    }

    /// Whether it is a refusal with this code.
    pub fn is(&self, code: ErrorCode) -> bool {
        self.refusals().is_some_and(|refusals| refusals.iter().any(|refusal| refusal.code == code))
    }
}

/// Refuses what a rule found, each problem at its field; nothing found is nothing refused.
pub fn refuse(problems: Vec<(ErrorCode, &'static str)>) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Refused(problems.into_iter().map(|(code, path)| Refusal::new(code).at(path)).collect()))
}

/// Turns a violated uniqueness into the refusal it means; anything else passes through.
pub fn unique_means(refusal: impl Into<Error>) -> impl FnOnce(DbErr) -> Error {
    move |error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => refusal.into(),
        _ => error.into(),
    }
}
