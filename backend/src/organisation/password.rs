//! Argon2id, off the workers and never more at a time than there are cores.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::clock::entropy;
use crate::error::{Error, Result};

static HASHERS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get)));

/// m = 19 MiB, t = 2, p = 1 (OWASP Password Storage).
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19_456, 2, 1, None).unwrap_or_default())
}

/// A PHC string of the password with a fresh salt.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    run(move || {
        let salt: [u8; 16] = entropy();
        hasher()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .map_err(|error| Error::broken(format!("argon2: {error}")))
    })
    .await?
}

/// Whether the password fits. An unknown account is checked against a fixed hash, so that it takes as
/// long as a known one.
pub async fn verify(password: &str, hash: Option<&str>) -> Result<bool> {
    static NOBODY: LazyLock<String> = LazyLock::new(|| {
        hasher().hash_password_with_salt(b"nobody", &[0; 16]).map(|hash| hash.to_string()).unwrap_or_default()
    });
    let known = hash.is_some();
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    let fits = run(move || {
        let hash = hash.as_deref().unwrap_or(&NOBODY);
        PasswordHash::new(hash).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?;
    Ok(fits && known)
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _place = HASHERS.acquire().await.map_err(|_| Error::broken("password hashing was stopped"))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::broken(error.to_string()))
}
