//! The key of a wave: commit, freeze, beacon, reveal (`docs/ALGORITHMS.md` §3).

use super::hash::{Digest, HashAlgorithm, KeyedHash, to_hex};

/// A witness's part of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal<'a> {
    /// The witness's identifier.
    pub witness: &'a str,
    /// The 32 bytes committed to before the freeze.
    pub nonce: Digest,
}

/// What a witness publishes before the freeze: `H("onedoor-commit/1\n" ‖ witness ‖ \n ‖ nonce)`.
pub fn commitment(hash: HashAlgorithm, witness: &str, nonce: &Digest) -> Digest {
    hash.hash(&[b"onedoor-commit/1\n", witness.as_bytes(), b"\n", nonce])
}

/// The public inputs of a key, in the words of the specification.
#[derive(Debug, Clone)]
pub struct KeyInput<'a> {
    /// Hash function of the draw.
    pub hash: HashAlgorithm,
    /// Identifier of the wave.
    pub wave: &'a str,
    /// Attempt, from 1.
    pub attempt: u32,
    /// Root of the frozen frame.
    pub root: &'a Digest,
    /// Text of the beacon event exactly as announced.
    pub beacon: &'a str,
    /// The witnesses' nonces, in any order.
    pub reveals: &'a [Reveal<'a>],
}

impl KeyInput<'_> {
    /// The key `K` of the wave.
    pub fn key(&self) -> Digest {
        let mut reveals: Vec<&Reveal<'_>> = self.reveals.iter().collect();
        reveals.sort_unstable_by_key(|reveal| reveal.witness);
        let lines: String =
            reveals.iter().map(|reveal| format!("{}={}\n", reveal.witness, to_hex(&reveal.nonce))).collect();
        let attempt = self.attempt.to_string();
        let root = to_hex(self.root);
        self.hash.hash(&[
            b"onedoor-draw/1-",
            self.hash.as_str().as_bytes(),
            b"\n",
            self.wave.as_bytes(),
            b"\n",
            attempt.as_bytes(),
            b"\n",
            root.as_bytes(),
            b"\n",
            self.beacon.as_bytes(),
            b"\n",
            lines.as_bytes(),
        ])
    }
}

/// A door's number for the wave: `HMAC(K, "site\n" ‖ site)`. It depends on nothing but the key and the
/// door's identifier.
pub fn prn(keyed: &KeyedHash, site: &str) -> Digest {
    keyed.mac(&[b"site\n", site.as_bytes()])
}
