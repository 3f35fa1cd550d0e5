//! Where an enforcement certificate (行政执法证) stands.

use chrono::{Days, NaiveDate};

/// Days before its end from which a certificate is called soon to expire.
const SOON: u64 = 60;

coded_enum! {
    /// Where a certificate stands on a day.
    pub enum Certificate {
        Valid = "VALID" ("有效", "Valid"),
        Soon = "SOON" ("60 日内到期", "Ends within 60 days"),
        Expired = "EXPIRED" ("已过期", "Expired"),
        Future = "FUTURE" ("未生效", "Not yet valid"),
    }
}

/// Where a certificate stands on a day.
pub fn certificate(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Certificate {
    let horizon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    if to < today {
        Certificate::Expired
    } else if from > today {
        Certificate::Future
    } else if to <= horizon {
        Certificate::Soon
    } else {
        Certificate::Valid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates() {
        let day = |text: &str| text.parse().unwrap();
        let at = |today| certificate(day("2025-01-01"), day("2026-03-31"), day(today));
        assert_eq!(at("2024-12-31"), Certificate::Future);
        assert_eq!(at("2026-01-29"), Certificate::Valid);
        assert_eq!(at("2026-01-30"), Certificate::Soon);
        assert_eq!(at("2026-03-31"), Certificate::Soon);
        assert_eq!(at("2026-04-01"), Certificate::Expired);
    }
}
