//! What can go wrong between the app and the server.

use serde::Deserialize;
use shared::ErrorCode;

use super::UserError;
use crate::locales::{ERROR_OFFLINE, ERROR_SERVER, t};

/// An error of a request as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// The server was not reached.
    Offline,
    /// The server refused, with a code and words.
    Refused {
        /// What was refused.
        code: ErrorCode,
        /// In words.
        message: String,
        /// Number of the request, for questions.
        trace_id: String,
    },
    /// The server answered something this version does not understand.
    Unexpected(String),
}

impl ApiError {
    /// Whether one has to log in (again).
    pub fn needs_login(&self) -> bool {
        matches!(self, Self::Refused { code: ErrorCode::Unauthenticated | ErrorCode::SessionExpired, .. })
    }

    /// What happened, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Offline => t(ERROR_OFFLINE).to_owned(),
            Self::Refused { message, .. } => message.clone(),
            Self::Unexpected(_) => t(ERROR_SERVER).to_owned(),
        }
    }

    /// Whether it is a refusal with this code.
    pub fn is(&self, wanted: ErrorCode) -> bool {
        matches!(self, Self::Refused { code, .. } if *code == wanted)
    }
}

/// The error part of a GraphQL answer.
#[derive(Debug, Deserialize)]
pub(super) struct GraphqlError {
    pub message: String,
    #[serde(default)]
    pub extensions: Option<Extensions>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Extensions {
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default, rename = "traceId")]
    pub trace_id: Option<String>,
}

impl From<GraphqlError> for ApiError {
    fn from(error: GraphqlError) -> Self {
        let extensions = error.extensions.unwrap_or(Extensions { code: None, trace_id: None });
        match extensions.code.as_deref().and_then(ErrorCode::parse) {
            Some(code) => Self::Refused {
                code,
                message: error.message,
                trace_id: extensions.trace_id.unwrap_or_default(),
            },
            None => Self::Unexpected(error.message),
        }
    }
}

/// What came of a mutation: the changed thing, refusals of what was entered, or an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T> {
    /// It was done.
    Done(T),
    /// Nothing was changed; these fields were refused.
    Refused(Vec<UserError>),
    /// The request failed.
    Failed(ApiError),
}

/// Turns a payload into its outcome.
pub fn outcome<T>(result: Result<(Option<T>, Vec<UserError>), ApiError>) -> Outcome<T> {
    match result {
        Ok((Some(value), _)) => Outcome::Done(value),
        Ok((None, errors)) => Outcome::Refused(errors),
        Err(error) => Outcome::Failed(error),
    }
}
