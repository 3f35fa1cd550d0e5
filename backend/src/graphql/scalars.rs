//! Scalars of our own.

use std::collections::BTreeMap;

use async_graphql::{
    InputObject, InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value,
};
use chrono::{Datelike, NaiveDate};

/// A civil day in China, `2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => {
                // RFC 3339 years have four digits; databases end before chrono does.
                let day: Option<NaiveDate> = text.parse().ok();
                day.filter(|day| (1..=9999).contains(&day.year()))
                    .map(Self)
                    .ok_or_else(|| InputValueError::custom("not a date (YYYY-MM-DD)"))
            }
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A share of a stratum, in basis points (1 % = 100).
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    /// Risk class, or `ALL`.
    pub stratum: String,
    /// Basis points.
    pub basis_points: i32,
}

/// A share of a stratum, in basis points (1 % = 100).
#[derive(InputObject, Debug, Clone, PartialEq, Eq)]
pub struct RatioInput {
    /// Risk class, or `ALL`.
    pub stratum: String,
    /// Basis points.
    pub basis_points: i32,
}

/// Ratios as the rules hold them; a negative one becomes one that is refused for being too large.
pub fn ratios_from(inputs: Vec<RatioInput>) -> BTreeMap<String, u32> {
    inputs
        .into_iter()
        .map(|input| (input.stratum, u32::try_from(input.basis_points).unwrap_or(u32::MAX)))
        .collect()
}

/// Ratios as clients read them.
pub fn ratios_to(ratios: &BTreeMap<String, u32>) -> Vec<Ratio> {
    ratios
        .iter()
        .map(|(stratum, ratio)| Ratio { stratum: stratum.clone(), basis_points: small(i64::from(*ratio)) })
        .collect()
}

/// A count as GraphQL's 32-bit integer; larger ones stop at its end.
pub fn small(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A count as GraphQL's 32-bit integer; larger ones stop at its end.
pub fn count(count: u64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
