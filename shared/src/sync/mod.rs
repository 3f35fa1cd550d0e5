//! Offline sync: what was shown as saved survives, what was acknowledged is there once, nobody's entry
//! vanishes silently (`docs/SYNC.md`).
//!
//! Two halves that know nothing of each other:
//!
//! - [`Queue`] on the device: commands in the order they were entered, each sent with its key until the
//!   server has answered it.
//! - [`Register`] at the server and in the app: all entries ever made for one question, merged in any order
//!   to the same standing; two officers who did not know of each other leave a contest, not a winner.
//!
//! Time orders nothing here. The order of a device's own entries is its sequence; the order between devices
//! is what each entry says it had seen.

mod command;
mod queue;
#[cfg(test)]
mod queue_tests;
mod register;
#[cfg(test)]
mod simulator_tests;

pub use command::{About, Command, Place};
pub use queue::{Entry, Next, Outcome, Queue, Refusal, State};
pub use register::{MOST_SEEN, Register, Standing, Voice};
