//! Codes of the outside world as validated newtypes.

use serde::{Deserialize, Serialize};

/// A text that is not a code of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}")]
pub struct InvalidCode {
    /// The kind of code that was expected.
    pub kind: &'static str,
}

macro_rules! codes {
    ($( $(#[$meta:meta])* $name:ident ($kind:literal) = $check:expr ),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
        pub struct $name(String);

        impl $name {
            /// Checks the form; surrounding white space is dropped.
            pub fn parse(text: &str) -> Result<Self, InvalidCode> {
                let text = text.trim();
                let check: fn(&str) -> bool = $check;
                if check(text) { Ok(Self(text.to_owned())) } else { Err(InvalidCode { kind: $kind }) }
            }

            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[cfg(feature = "db")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidCode;
            fn try_from(text: String) -> Result<Self, InvalidCode> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    )+};
}

codes! {
    /// Administrative division, GB/T 2260 (6 digits), its towns (9) or villages (12): `410481`, `410481001`.
    DivisionCode("division code") = |text| {
        matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|byte| byte.is_ascii_digit())
    },
    /// A department's short code within its division: `scjg`.
    DepartmentCode("department code") = |text| is_identifier(text) && text.len() <= 32,
    /// An item's code within its division: `J09`, `J09-scjg`.
    ItemCode("item code") = |text| is_identifier(text) && text.len() <= 40,
    /// Anything that enters a draw: site, task, stratum, wave, witness, inspector (`algorithms.md`).
    Identifier("identifier") = is_identifier,
}

impl DivisionCode {
    /// The county (first six digits) this division belongs to.
    pub fn county(&self) -> &str {
        self.0.get(..6).unwrap_or(&self.0)
    }

    /// What the code of everything inside begins with. Only codes of provinces and cities are filled up
    /// with `00`; a town's own code may end so (`410481100`).
    pub fn prefix(&self) -> &str {
        if self.0.len() == 6 { self.0.trim_end_matches("00") } else { &self.0 }
    }

    /// Whether `self` is `other` or lies inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(other.prefix()) && self.0.len() >= other.0.len()
    }

    /// Whether none of `all` lies inside it: what subjects are listed by, the towns of a county and the
    /// counties of a prefecture that knows no towns.
    pub fn is_innermost(&self, all: &[Self]) -> bool {
        !all.iter().any(|other| other != self && other.is_within(self))
    }
}

/// `[A-Za-z0-9._-]{1,64}`: the alphabet of identifiers in a draw.
pub fn is_identifier(text: &str) -> bool {
    // A table, because a draw asks this of every door.
    const ALLOWED: [bool; 256] = {
        let mut allowed = [false; 256];
        let mut byte = 0_u8;
        loop {
            allowed[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
            if byte == u8::MAX {
                break allowed;
            }
            byte += 1;
        }
    };
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| ALLOWED[usize::from(byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_codes() {
        let county = DivisionCode::parse("410481").unwrap();
        let town = DivisionCode::parse("410481001").unwrap();
        let city = DivisionCode::parse("410400").unwrap();
        assert!(town.is_within(&county) && county.is_within(&city) && town.is_within(&city));
        assert!(!county.is_within(&town));
        let (first, second) =
            (DivisionCode::parse("410481100").unwrap(), DivisionCode::parse("410481101").unwrap());
        assert!(first.is_within(&first) && !second.is_within(&first), "a town that ends in 00 is one town");
        assert!(DivisionCode::parse("410481100201").unwrap().is_within(&first));
        let all = [city.clone(), county.clone(), town.clone()];
        let innermost = |all: &[DivisionCode]| all.iter().filter(|code| code.is_innermost(all)).count();
        assert_eq!((innermost(&all), town.is_innermost(&all)), (1, true));
        assert!(county.is_innermost(&all[..2]), "a prefecture that knows no towns lists by county");
        assert_eq!(town.county(), "410481");
        assert!(DivisionCode::parse("4104").is_err());
        assert!(DivisionCode::parse("41048a").is_err());
    }

    #[test]
    fn identifiers() {
        assert!(is_identifier("W2026Q1") && is_identifier("a.b_c-d"));
        assert!(
            !is_identifier("")
                && !is_identifier("a b")
                && !is_identifier("店")
                && !is_identifier(&"x".repeat(65))
        );
    }
}
