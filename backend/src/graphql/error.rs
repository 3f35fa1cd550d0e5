//! Errors as clients see them.

use async_graphql::{ErrorExtensionValues, ServerError, SimpleObject, Value};
use shared::{ErrorCode, Lang};

use crate::error::{Error, Refusal};

/// Refusals that are errors of the request itself, not of what was entered.
const TOP_LEVEL: [ErrorCode; 4] =
    [ErrorCode::Unauthenticated, ErrorCode::Forbidden, ErrorCode::SessionExpired, ErrorCode::RateLimited];

/// Something in the input of a mutation that was refused. Nothing was changed.
#[derive(SimpleObject, Debug, Clone)]
pub struct UserError {
    /// What was refused.
    pub code: ErrorCode,
    /// The field of the input, such as `ratios` or `witnesses.0.code`; empty for the whole.
    pub path: String,
    /// In words, in the language of the request.
    pub message: String,
}

impl UserError {
    fn new(refusal: &Refusal, lang: Lang) -> Self {
        let words = refusal.code.label(lang);
        let message = match (refusal.detail.is_empty(), lang) {
            (true, _) => words.to_owned(),
            (false, Lang::Zh) => format!("{words}（{}）", refusal.detail),
            (false, Lang::En) => format!("{words} ({})", refusal.detail),
        };
        Self { code: refusal.code, path: refusal.path.clone(), message }
    }
}

/// Splits a use case's result into what a payload holds: the object or the refusals. Everything else is
/// an error of the request.
pub fn outcome<T>(
    result: Result<T, Error>,
    lang: Lang,
) -> async_graphql::Result<(Option<T>, Vec<UserError>)> {
    match result {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(Error::Refused(refusals))
            if !refusals.iter().any(|refusal| TOP_LEVEL.contains(&refusal.code)) =>
        {
            Ok((None, refusals.iter().map(|refusal| UserError::new(refusal, lang)).collect()))
        }
        Err(error) => Err(error.into()),
    }
}

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::Refused(refusals) => refusals.first().map_or(ErrorCode::Internal, |refusal| refusal.code),
            _ => ErrorCode::Internal,
        };
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code.as_str());
        if let Error::Refused(refusals) = &error
            && let Some(refusal) = refusals.first()
            && !refusal.path.is_empty()
        {
            extensions.set("path", refusal.path.as_str());
        }
        Self {
            message: code.as_str().to_owned(),
            source: Some(std::sync::Arc::new(error)),
            extensions: Some(extensions),
        }
    }
}

/// Gives an error its words and the number of the request, and logs what is nobody else's business.
pub fn localise(error: &mut ServerError, lang: Lang, request_id: &str) {
    let code =
        error.extensions.as_ref().and_then(|extensions| extensions.get("code")).and_then(
            |value| match value {
                Value::String(code) => ErrorCode::parse(code),
                _ => None,
            },
        );
    if let Some(code) = code {
        code.label(lang).clone_into(&mut error.message);
        if code == ErrorCode::Internal
            && let Some(source) = error.source::<Error>()
        {
            tracing::error!(error = %source, request_id, "internal error");
        }
    } else if matches!(
        error.message.as_str(),
        "Query is too complex."
            | "Query is nested too deep."
            | "The recursion depth of the query cannot be greater than `32`"
    ) {
        let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
        extensions.set("code", ErrorCode::QueryTooComplex.as_str());
        ErrorCode::QueryTooComplex.label(lang).clone_into(&mut error.message);
    } else {
        let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
        extensions.set("code", "VALIDATION");
        // Parse errors echo the whole query.
        error.message = shared::text::truncate(&error.message, 300);
    }
    error.extensions.get_or_insert_with(ErrorExtensionValues::default).set("traceId", request_id);
}

/// Declares the payload of a mutation: an object that is there unless something was refused.
macro_rules! payload {
    ($(#[$meta:meta])* $name:ident { $field:ident: $type:ty }) => {
        $(#[$meta])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            /// What was changed; absent if something was refused.
            pub $field: Option<$type>,
            /// What was refused, if anything; then nothing was changed.
            pub user_errors: Vec<$crate::graphql::error::UserError>,
        }

        impl $name {
            /// From the result of a use case.
            pub fn from_result<T>(
                ctx: &async_graphql::Context<'_>,
                result: $crate::error::Result<T>,
                wrap: impl FnOnce(T) -> $type,
            ) -> async_graphql::Result<Self> {
                use $crate::graphql::context::ContextExt;
                let (value, user_errors) = $crate::graphql::error::outcome(result, ctx.request()?.lang)?;
                Ok(Self { $field: value.map(wrap), user_errors })
            }
        }
    };
}
pub(super) use payload;
