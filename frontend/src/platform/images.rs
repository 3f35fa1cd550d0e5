//! Pictures that only their readers may see: shown from memory, never from an address others could open.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, Url};

/// A picture in memory, let go when dropped.
#[derive(Debug)]
pub struct Picture {
    address: String,
}

impl Picture {
    /// The picture of these bytes; the browser finds out its kind.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence(&parts).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(|address| Self { address })
    }

    /// Where this page finds it.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        // An address the browser has already let go needs nothing more.
        let _ = Url::revoke_object_url(&self.address);
    }
}
