//! Access tokens: EdDSA, ten minutes, kept by the app in memory only.

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::ErrorCode;
use shared::ids::SessionId;

use crate::error::{Error, Result};
use crate::keys::{KeyRing, TokenKey};

/// How long an access token lives.
pub const LIFETIME: Duration = Duration::minutes(10);

const ISSUER: &str = "onedoor";
const AUDIENCE: &str = "onedoor-app";

/// A token and when it ends.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessToken {
    /// For the `Authorization: Bearer` header.
    pub token: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The session; who it is and what they may do is looked up, so that a revoked role ends now.
    sid: SessionId,
    iat: i64,
    exp: i64,
}

/// Signs a token for a session.
pub fn issue(keys: &KeyRing, session: SessionId, now: DateTime<Utc>) -> Result<AccessToken> {
    let key = keys.tokens.first().ok_or_else(|| Error::broken("no token key"))?;
    let expires_at = now + LIFETIME;
    let claims = Claims {
        iss: ISSUER.into(),
        aud: AUDIENCE.into(),
        sid: session,
        iat: now.timestamp(),
        exp: expires_at.timestamp(),
    };
    let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::EdDSA) };
    let token = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(&pkcs8(key)))
        .map_err(|error| Error::broken(format!("token: {error}")))?;
    Ok(AccessToken { token, expires_at })
}

/// The session of a token that is ours and has not ended.
pub fn read(keys: &KeyRing, token: &str, now: DateTime<Utc>) -> Result<(SessionId, DateTime<Utc>)> {
    let refused = || Error::from(ErrorCode::SessionExpired);
    let header = jsonwebtoken::decode_header(token).map_err(|_| refused())?;
    let key = keys.tokens.iter().find(|key| Some(&key.id) == header.kid.as_ref()).ok_or_else(refused)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    // The end is compared with our own clock below, which demonstrations may have shifted.
    validation.validate_exp = false;
    let decoding = DecodingKey::from_ed_der(key.key.verifying_key().as_bytes());
    let claims = jsonwebtoken::decode::<Claims>(token, &decoding, &validation).map_err(|_| refused())?.claims;
    let ends = DateTime::from_timestamp(claims.exp, 0).ok_or_else(refused)?;
    if ends <= now { Err(refused()) } else { Ok((claims.sid, ends)) }
}

/// RFC 8410 §7 wrapping of an Ed25519 seed with its public key.
fn pkcs8(key: &TokenKey) -> Vec<u8> {
    let mut der =
        vec![0x30, 0x51, 0x02, 0x01, 0x01, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend_from_slice(&key.key.to_bytes());
    der.extend_from_slice(&[0x81, 0x21, 0x00]);
    der.extend_from_slice(key.key.verifying_key().as_bytes());
    der
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_unchanged_and_current_tokens() {
        let dir = std::env::temp_dir().join(format!("onedoor-token-{}", std::process::id()));
        let keys = KeyRing::local(&dir).unwrap();
        std::fs::remove_dir_all(&dir).unwrap();
        let session = SessionId(uuid::Uuid::from_u128(5));
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let issued = issue(&keys, session, now).unwrap();
        assert_eq!(read(&keys, &issued.token, now).unwrap().0, session);
        assert!(read(&keys, &issued.token, issued.expires_at).is_err(), "it ends");
        let mut changed = issued.token.clone();
        changed.replace_range(changed.len() - 5..changed.len() - 4, "A");
        assert!(read(&keys, &changed, now).is_err() || changed == issued.token);
        for nonsense in ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
            assert!(read(&keys, nonsense, now).is_err());
        }
    }
}
