//! Keys, all derived from one secret file.

use std::io::Write;
use std::path::Path;

use ed25519_dalek::{SigningKey, VerifyingKey};
use shared::draw::{HashAlgorithm, to_hex};

use crate::clock::entropy;

/// Fewest bytes of a secret.
const SHORTEST: usize = 32;

/// The keys of an installation.
#[derive(Clone)]
pub struct KeyRing {
    /// Signs access tokens; the first signs, all verify, so that a secret can be changed without
    /// logging everybody out.
    pub tokens: Vec<TokenKey>,
    /// Signs published bundles and the ledger of draws.
    pub bundle: SigningKey,
    /// Keys whose signatures under bundles and the ledger are ours: of every secret, the current one first.
    pub bundle_keys: Vec<VerifyingKey>,
}

/// A key for access tokens.
#[derive(Clone)]
pub struct TokenKey {
    /// Named in the token's header.
    pub id: String,
    /// The key.
    pub key: SigningKey,
}

impl KeyRing {
    /// Reads a secret file: one secret a line, the current one first.
    pub fn read(path: &Path) -> std::io::Result<Self> {
        let text = std::fs::read(path)?;
        let secrets: Vec<&[u8]> = text
            .split(|byte| *byte == b'\n')
            .map(<[u8]>::trim_ascii)
            .filter(|line| !line.is_empty())
            .collect();
        let Some(first) = secrets.first() else {
            return Err(std::io::Error::other("the secret file is empty"));
        };
        let weak = |secret: &[u8]| secret.len() < SHORTEST || secret.iter().all(|byte| *byte == secret[0]);
        if secrets.iter().any(|secret| weak(secret)) {
            return Err(std::io::Error::other("each secret has at least 32 bytes that are not all the same"));
        }
        let tokens = secrets.iter().map(|secret| TokenKey::derive(secret)).collect();
        let bundle = |secret: &[u8]| derive(secret, "onedoor bundle/1");
        let bundle_keys = secrets.iter().map(|secret| bundle(secret).verifying_key()).collect();
        Ok(Self { tokens, bundle: bundle(first), bundle_keys })
    }

    /// Reads the secret of a demonstration or development server, made at its first start.
    pub fn local(data_dir: &Path) -> std::io::Result<Self> {
        let path = data_dir.join("secret.key");
        if !path.exists() {
            std::fs::create_dir_all(data_dir)?;
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            match options.open(&path) {
                Ok(mut file) => {
                    file.write_all(to_hex(&entropy::<32>()).as_bytes())?;
                    file.sync_all()?;
                }
                // Another command of the same installation was faster.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Self::read(&path)
    }
}

impl TokenKey {
    fn derive(secret: &[u8]) -> Self {
        let key = derive(secret, "onedoor token/1");
        let id = to_hex(&key.verifying_key().as_bytes()[..4]);
        Self { id, key }
    }
}

/// One key for one purpose: HMAC-SHA-256 of the purpose under the (hashed) secret.
fn derive(secret: &[u8], purpose: &str) -> SigningKey {
    let secret = HashAlgorithm::Sha256.hash(&[secret]);
    SigningKey::from_bytes(&HashAlgorithm::Sha256.keyed(&secret).mac(&[purpose.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_and_secrets_have_different_keys() {
        let one = TokenKey::derive(&[1; 32]);
        assert_ne!(one.id, TokenKey::derive(&[2; 32]).id);
        assert_ne!(one.key.to_bytes(), derive(&[1; 32], "onedoor bundle/1").to_bytes());
    }
}
