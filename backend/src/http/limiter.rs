//! Requests per address: few for guesses at passwords, more for everybody's pages.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use shared::ErrorCode;

use crate::error::Result;

/// Counts by client address.
pub struct Limiter {
    logins: DefaultKeyedRateLimiter<String>,
}

impl Limiter {
    /// So many log-ins a minute and address.
    pub fn new(logins_a_minute: u32) -> Self {
        let quota = |count: u32| Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self { logins: RateLimiter::keyed(quota(logins_a_minute)) }
    }

    /// A guess at a password.
    pub fn login(&self, ip: &str) -> Result<()> {
        self.logins.check_key(&ip.to_owned()).map_err(|_| ErrorCode::RateLimited.into())
    }
}
