//! Uploaded files, stored under their own hash: the same file is stored once, and a changed one is
//! noticed.

use std::path::PathBuf;

use sha2::{Digest, Sha256};
use shared::draw::to_hex;
use tokio::io::AsyncWriteExt;

use crate::clock::entropy;

/// How many leading bytes are kept to recognise the type.
const HEAD: usize = 16;

/// A folder of files named by their SHA-256.
#[derive(Debug, Clone)]
pub struct FileStore {
    root: PathBuf,
}

/// A file being received; what was received of it goes when it is dropped unfinished.
pub struct Incoming {
    file: tokio::fs::File,
    path: PathBuf,
    root: PathBuf,
    hash: Sha256,
    bytes: u64,
    head: Vec<u8>,
    kept: bool,
}

/// A file received whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Lower-case hex.
    pub sha256: String,
    /// Size.
    pub bytes: u64,
    /// The first bytes, by which its type is recognised.
    pub head: Vec<u8>,
}

impl FileStore {
    /// In this folder.
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder.
    pub fn folder(&self) -> &std::path::Path {
        &self.root
    }

    /// Where a file with this hash is.
    pub fn path(&self, sha256: &str) -> PathBuf {
        self.root.join(sha256.get(..2).unwrap_or("xx")).join(sha256)
    }

    /// Begins to receive a file.
    pub async fn receive(&self) -> std::io::Result<Incoming> {
        let dir = self.root.join("incoming");
        tokio::fs::create_dir_all(&dir).await?;
        let path = dir.join(to_hex(&entropy::<16>()));
        let file = tokio::fs::File::create_new(&path).await?;
        Ok(Incoming {
            file,
            path,
            root: self.root.clone(),
            hash: Sha256::new(),
            bytes: 0,
            head: Vec::new(),
            kept: false,
        })
    }

    /// Stores bytes that are already here.
    pub async fn store(&self, bytes: &[u8]) -> std::io::Result<Stored> {
        let mut incoming = self.receive().await?;
        incoming.write(bytes).await?;
        incoming.finish().await
    }
}

impl Incoming {
    /// Takes the next piece.
    pub async fn write(&mut self, piece: &[u8]) -> std::io::Result<()> {
        if self.head.len() < HEAD {
            self.head.extend(piece.iter().take(HEAD - self.head.len()));
        }
        self.hash.update(piece);
        self.bytes += piece.len() as u64;
        self.file.write_all(piece).await
    }

    /// Size so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Puts the file in its place, durably.
    pub async fn finish(mut self) -> std::io::Result<Stored> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let sha256 = to_hex(&std::mem::take(&mut self.hash).finalize());
        let place = FileStore { root: self.root.clone() }.path(&sha256);
        if let Some(dir) = place.parent() {
            tokio::fs::create_dir_all(dir).await?;
        }
        tokio::fs::rename(&self.path, &place).await?;
        self.kept = true;
        Ok(Stored { sha256, bytes: self.bytes, head: std::mem::take(&mut self.head) })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.kept {
            // Best effort: a left-over is found by its folder's name.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
