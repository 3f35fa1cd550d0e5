//! One byte of a file changed, to show that it is noticed.

use serde::{Deserialize, Serialize};

/// How much of the file is shown on either side.
const AROUND: usize = 48;

/// A byte that was changed, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its place, from 0.
    pub at: u64,
    /// The member of the bundle it lies in.
    pub member: String,
    /// What stands before it.
    pub lead: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// What stands after it.
    pub tail: String,
}

/// Another byte of the same kind, so that the file still looks like one: a digit for a digit, a letter for
/// a letter.
pub const fn other(byte: u8) -> u8 {
    match byte {
        b'9' => b'0',
        b'f' => b'a',
        b'z' => b'a',
        b'Z' => b'A',
        b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y' => byte + 1,
        other => other ^ 1,
    }
}

/// Changes the byte at a place; nothing if there is no such place.
pub fn change(bytes: &mut [u8], at: usize) -> Option<Change> {
    let old = *bytes.get(at)?;
    let new = other(old);
    let told = Change {
        at: at as u64,
        member: member(bytes, at),
        lead: text(&bytes[at.saturating_sub(AROUND)..at]),
        old: written(old),
        new: written(new),
        tail: text(&bytes[at + 1..(at + 1 + AROUND).min(bytes.len())]),
    };
    bytes[at] = new;
    Some(told)
}

/// Text of a part of the file; letters that were cut at its ends are left out.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_matches('\u{fffd}').to_owned()
}

/// A byte as people read it.
fn written(byte: u8) -> String {
    if byte.is_ascii_graphic() || byte == b' ' {
        char::from(byte).to_string()
    } else {
        format!("0x{byte:02x}")
    }
}

/// The outermost member that a place lies in.
fn member(bytes: &[u8], at: usize) -> String {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let (mut begun, mut name) = (0, 0..0);
    for (index, byte) in bytes.iter().enumerate().take(at + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => {
                quoted = !quoted;
                if quoted {
                    begun = index + 1;
                } else if depth == 1 && bytes.get(index + 1) == Some(&b':') {
                    name = begun..index;
                }
            }
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text(&bytes[name])
}
