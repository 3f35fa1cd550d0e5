//! Public answers as they are served: made once for each change of what everybody may see, kept packed, with
//! the hash of their bytes as their mark.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use shared::draw::to_hex;
use tokio::sync::OnceCell;

use crate::error::{Error, Result};

/// Answers up to this size are kept unpacked too.
const KEPT_PLAIN: usize = 256 * 1024;
/// Most answers that are kept.
const MOST: u64 = 2048;
/// How long one is kept at most: another server may have changed the name of a firm.
const LONGEST: Duration = Duration::from_mins(10);

/// A public answer.
#[derive(Debug)]
pub struct Answer {
    /// Its media type.
    pub media_type: &'static str,
    /// Its mark: a hash of its bytes.
    pub etag: String,
    /// When what it tells last changed, where that is known.
    pub modified: Option<DateTime<Utc>>,
    /// How many bytes it has unpacked.
    pub length: usize,
    /// Its bytes, unless they are too many to keep.
    pub plain: Option<Bytes>,
    /// Its bytes, packed.
    pub gzip: Bytes,
}

/// An answer being made, piece by piece; only its packed bytes are kept in full.
pub struct Making {
    media_type: &'static str,
    packer: GzEncoder<Vec<u8>>,
    hash: Sha256,
    plain: Option<Vec<u8>>,
    length: usize,
}

impl Making {
    /// Nothing yet.
    pub fn new(media_type: &'static str) -> Self {
        Self {
            media_type,
            packer: GzEncoder::new(Vec::new(), Compression::default()),
            hash: Sha256::new(),
            plain: Some(Vec::new()),
            length: 0,
        }
    }

    /// The next piece.
    pub fn push(&mut self, piece: &[u8]) {
        // Packing into memory cannot fail.
        let _ = self.packer.write_all(piece);
        self.hash.update(piece);
        self.length += piece.len();
        if self.length > KEPT_PLAIN {
            self.plain = None;
        } else if let Some(plain) = &mut self.plain {
            plain.extend_from_slice(piece);
        }
    }

    /// The answer.
    ///
    /// # Errors
    /// Packing failed, which it does not in memory.
    pub fn finish(self, modified: Option<DateTime<Utc>>) -> Result<Answer> {
        let gzip = self.packer.finish().map_err(|error| Error::broken(format!("packing: {error}")))?;
        let hash = to_hex(&self.hash.finalize());
        Ok(Answer {
            media_type: self.media_type,
            etag: format!("\"{}\"", hash.get(..32).unwrap_or(&hash)),
            modified,
            length: self.length,
            plain: self.plain.map(Into::into),
            gzip: gzip.into(),
        })
    }
}

/// A whole answer at once.
///
/// # Errors
/// As [`Making::finish`].
pub fn whole(media_type: &'static str, text: &str, modified: Option<DateTime<Utc>>) -> Result<Answer> {
    let mut making = Making::new(media_type);
    making.push(text.as_bytes());
    making.finish(modified)
}

/// What an answer depends on: the public version, the library, the day, and what is asked.
pub type Key = (i64, u64, NaiveDate, String);

/// Answers by what they depend on.
#[derive(Clone)]
pub struct Shelf(Cache<Key, Arc<OnceCell<Arc<Answer>>>>);

impl Default for Shelf {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(MOST).time_to_live(LONGEST).build())
    }
}

impl Shelf {
    /// The answer, made now if nobody has made it; who asks meanwhile waits for the same one.
    ///
    /// # Errors
    /// Those of making it; they are not kept.
    pub async fn get(&self, key: Key, make: impl Future<Output = Result<Answer>>) -> Result<Arc<Answer>> {
        let cell = self.0.get_with(key, Arc::default);
        cell.get_or_try_init(async || make.await.map(Arc::new)).await.cloned()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn key(version: i64) -> Key {
        (version, 0, NaiveDate::MIN, "/open".into())
    }

    #[tokio::test]
    async fn an_answer_is_made_once_for_each_change() {
        let (shelf, made) = (Shelf::default(), AtomicU32::new(0));
        let make = || async {
            made.fetch_add(1, Ordering::Relaxed);
            whole("text/plain", "甲", None)
        };
        let (one, two) = futures::join!(shelf.get(key(1), make()), shelf.get(key(1), make()));
        assert_eq!(one.unwrap().etag, two.unwrap().etag);
        assert_eq!(made.load(Ordering::Relaxed), 1);
        shelf.get(key(2), make()).await.unwrap();
        assert_eq!(made.load(Ordering::Relaxed), 2);
        let failed = shelf.get(key(3), async { Err(Error::broken("x")) }).await;
        assert!(failed.is_err());
        assert!(shelf.get(key(3), make()).await.is_ok(), "a failure is not kept");
    }

    #[test]
    fn long_answers_are_kept_packed_only() {
        let mut making = Making::new("text/csv");
        for _ in 0..40_000 {
            making.push("甲,乙,丙\n".as_bytes());
        }
        let answer = making.finish(None).unwrap();
        assert!(answer.plain.is_none() && answer.gzip.len() < answer.length / 100);
        let mut text = String::new();
        flate2::read::GzDecoder::new(answer.gzip.as_ref()).read_to_string(&mut text).unwrap();
        assert_eq!(text.len(), answer.length);
    }
}
