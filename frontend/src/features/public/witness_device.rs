//! The device's own secret: a witness's link belongs to the first device that opens it.

use std::cell::RefCell;

use shared::ErrorCode;
use shared::draw::to_hex;

use super::queries::{OpenSeatInput, Seat, open_seat, seat};
use crate::api::ApiError;
use crate::api::UserError;
use crate::platform::{random, storage};

/// Where the secret is kept in this browser, for each link.
const PLACE: &str = "onedoor.device.";

thread_local! {
    /// Where the browser keeps nothing, the secret lasts as long as the page.
    static MADE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A seat, on this device.
    Here(Box<Seat>),
    /// A seat that another device has opened.
    Taken,
    /// No seat.
    Nobody,
}

/// The secret of this device for a link, made when first asked for; none in browsers without randomness.
pub fn device(token: &str) -> Option<String> {
    let place = format!("{PLACE}{}", token.get(..8).unwrap_or(token));
    if let Some(known) = storage::get(&place).or_else(|| MADE.with_borrow(Clone::clone)) {
        return Some(known);
    }
    let made = to_hex(&random::bytes::<32>()?);
    storage::set(&place, &made);
    MADE.with_borrow_mut(|kept| *kept = Some(made.clone()));
    Some(made)
}

/// Opens a link on this device.
pub async fn open(token: String) -> Result<Found, ApiError> {
    let Some(secret) = device(&token) else { return look(token).await };
    let (seat, errors) = match open_seat(OpenSeatInput { token, device: secret }).await {
        Ok(answer) => answer,
        Err(error) => return refused(error),
    };
    match (seat, errors.into_iter().next()) {
        (Some(seat), _) => Ok(Found::Here(Box::new(seat))),
        (None, Some(UserError { code, .. })) if *code == ErrorCode::SeatTaken => Ok(Found::Taken),
        (None, _) => Ok(Found::Nobody),
    }
}

/// How a seat stands.
pub async fn look(token: String) -> Result<Found, ApiError> {
    let secret = device(&token);
    match seat(token, secret).await {
        Ok(seat) => Ok(Found::Here(Box::new(seat))),
        Err(error) => refused(error),
    }
}

fn refused(error: ApiError) -> Result<Found, ApiError> {
    match error {
        ApiError::Refused { code: ErrorCode::NotFound, .. } => Ok(Found::Nobody),
        ApiError::Refused { code: ErrorCode::SeatTaken, .. } => Ok(Found::Taken),
        error => Err(error),
    }
}
