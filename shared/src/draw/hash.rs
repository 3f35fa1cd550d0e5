//! The two hash functions a draw may use, behind one small face.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256};
use sm3::Sm3;

use super::short;

/// A hash value; both algorithms have 32 bytes.
pub type Digest = [u8; 32];

coded_enum! {
    /// The hash function of a draw, `H` in `docs/ALGORITHMS.md`.
    pub enum HashAlgorithm {
        /// FIPS 180-4; the default.
        Sha256 = "sha256" ("SHA-256", "SHA-256"),
        /// GB/T 32905-2016, where 密评 asks for it.
        Sm3 = "sm3" ("国密 SM3", "SM3"),
    }
}

impl HashAlgorithm {
    /// Hash of the parts one after the other.
    pub fn hash(self, parts: &[&[u8]]) -> Digest {
        match self {
            Self::Sha256 => short::finish(short::START, 0, parts).unwrap_or_else(|| {
                let mut hasher = Sha256::new();
                parts.iter().for_each(|part| hasher.update(part));
                hasher.finalize().into()
            }),
            Self::Sm3 => {
                let mut hasher = Sm3::new();
                parts.iter().for_each(|part| hasher.update(part));
                hasher.finalize().into()
            }
        }
    }

    /// Hash of a byte and two hashes.
    pub(super) fn pair(self, prefix: u8, left: &Digest, right: &Digest) -> Digest {
        match self {
            Self::Sha256 => short::pair(prefix, left, right),
            Self::Sm3 => self.hash(&[&[prefix], left, right]),
        }
    }

    /// An HMAC that has absorbed its key once and is used for many messages.
    pub fn keyed(self, key: &Digest) -> KeyedHash {
        // HMAC takes keys of any length; the fallback is never reached.
        match self {
            Self::Sha256 => KeyedHash::Sha256(KeyedSha256::new(key)),
            Self::Sm3 => KeyedHash::Sm3(
                Hmac::new_from_slice(key)
                    .unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sm3>>::default())),
            ),
        }
    }

    /// The name of the draw's algorithm: `onedoor-draw/1-sha256`.
    pub fn algorithm_id(self) -> String {
        format!("onedoor-draw/1-{self}")
    }

    /// The hash function named by an algorithm id.
    pub fn from_algorithm_id(id: &str) -> Option<Self> {
        Self::parse(id.strip_prefix("onedoor-draw/1-")?)
    }
}

/// HMAC-SHA-256 that knows the states behind both forms of its key (RFC 2104 §4).
#[derive(Clone)]
pub struct KeyedSha256 {
    inner: [u32; 8],
    outer: [u32; 8],
    /// For messages that are too long for [`short::finish`].
    long: Hmac<Sha256>,
}

impl KeyedSha256 {
    fn new(key: &Digest) -> Self {
        let padded = |pad: u8| {
            let mut block = [pad; 64];
            block.iter_mut().zip(key).for_each(|(byte, of_key)| *byte ^= of_key);
            short::after(&block)
        };
        let long = Hmac::new_from_slice(key)
            .unwrap_or_else(|_| Hmac::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
        Self { inner: padded(0x36), outer: padded(0x5c), long }
    }

    fn mac(&self, parts: &[&[u8]]) -> Digest {
        let inner = short::finish(self.inner, 64, parts);
        if let Some(inner) = inner {
            return short::of_hash(self.outer, &inner);
        }
        let mut mac = self.long.clone();
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}

/// See [`HashAlgorithm::keyed`].
#[derive(Clone)]
pub enum KeyedHash {
    /// HMAC-SHA-256
    Sha256(KeyedSha256),
    /// HMAC-SM3
    Sm3(Hmac<Sm3>),
}

impl KeyedHash {
    /// HMAC of the parts one after the other.
    pub fn mac(&self, parts: &[&[u8]]) -> Digest {
        match self {
            Self::Sha256(keyed) => keyed.mac(parts),
            Self::Sm3(keyed) => {
                let mut mac = keyed.clone();
                parts.iter().for_each(|part| mac.update(part));
                mac.finalize().into_bytes().into()
            }
        }
    }
}

/// Lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// 64 lower-case hex digits → 32 bytes. Upper case is refused: one value has one written form.
pub fn from_hex(text: &str) -> Option<Digest> {
    let bytes = text.as_bytes();
    if bytes.len() != 64 {
        return None;
    }
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(bytes.chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(digest)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_test_vectors() {
        assert_eq!(
            to_hex(&HashAlgorithm::Sha256.hash(&[b"a", b"bc"])),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        // GB/T 32905-2016, A.1
        assert_eq!(
            to_hex(&HashAlgorithm::Sm3.hash(&[b"abc"])),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }

    #[test]
    fn a_keyed_hash_is_hmac_at_every_length() {
        let (key, message) = ([7; 32], [9; 256]);
        let keyed = HashAlgorithm::Sha256.keyed(&key);
        for length in 0..=message.len() {
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(&message[..length]);
            let expected: Digest = mac.finalize().into_bytes().into();
            assert_eq!(keyed.mac(&[&message[..length / 2], &message[length / 2..length]]), expected);
        }
    }

    #[test]
    fn hex_has_one_form() {
        let digest = HashAlgorithm::Sha256.hash(&[b"x"]);
        assert_eq!(from_hex(&to_hex(&digest)), Some(digest));
        assert_eq!(from_hex(&to_hex(&digest).to_uppercase()), None);
        assert_eq!(from_hex("00"), None);
    }
}
