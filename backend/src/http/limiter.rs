//! Requests per address: few for guesses at passwords, more for everybody's pages.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use shared::ErrorCode;

use crate::error::Result;

/// Counts by client address.
pub struct Limiter {
    logins: DefaultKeyedRateLimiter<String>,
    sockets: DefaultKeyedRateLimiter<String>,
}

/// Sockets a minute and address: a hall full of phones behind one address, but no flood.
const SOCKETS: u32 = 600;

impl Limiter {
    /// So many log-ins a minute and address.
    pub fn new(logins_a_minute: u32) -> Self {
        let quota = |count: u32| Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self {
            logins: RateLimiter::keyed(quota(logins_a_minute)),
            sockets: RateLimiter::keyed(quota(SOCKETS)),
        }
    }

    /// A socket that is opened.
    pub fn socket(&self, ip: &str) -> Result<()> {
        self.sockets.check_key(&ip.to_owned()).map_err(|_| ErrorCode::RateLimited.into())
    }

    /// A guess at a password.
    pub fn login(&self, ip: &str) -> Result<()> {
        self.logins.check_key(&ip.to_owned()).map_err(|_| ErrorCode::RateLimited.into())
    }
}
