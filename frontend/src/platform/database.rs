//! The browser's own database: what must survive a killed tab.
//!
//! A transaction of the browser ends by itself as soon as nothing is asked of it, so every transaction
//! here is put together whole before anything is waited for. A write has happened when its transaction
//! is complete, not before.

use futures::channel::oneshot;
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, IdbDatabase, IdbObjectStore, IdbObjectStoreParameters, IdbRequest, IdbTransaction,
};

/// Why nothing was kept or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseError {
    /// The browser has no database for this page, as in some private windows.
    Unavailable,
    /// The device is full.
    Full,
}

/// What is done in one transaction.
pub enum Write<'a> {
    /// Adds a text under the store's next number.
    Append {
        /// Where.
        store: &'static str,
        /// What.
        text: &'a str,
    },
    /// Replaces the text of a number.
    Replace {
        /// Where.
        store: &'static str,
        /// Which.
        number: u64,
        /// By what.
        text: &'a str,
    },
    /// Forgets a number.
    Forget {
        /// Where.
        store: &'static str,
        /// Which.
        number: u64,
    },
    /// Keeps bytes under a name.
    Keep {
        /// Where.
        store: &'static str,
        /// Under which name.
        name: &'a str,
        /// What.
        bytes: &'a [u8],
    },
    /// Drops the bytes of a name.
    Drop {
        /// Where.
        store: &'static str,
        /// Which name.
        name: &'a str,
    },
}

impl Write<'_> {
    const fn store(&self) -> &'static str {
        match self {
            Self::Append { store, .. }
            | Self::Replace { store, .. }
            | Self::Forget { store, .. }
            | Self::Keep { store, .. }
            | Self::Drop { store, .. } => store,
        }
    }

    fn ask(&self, store: &IdbObjectStore) -> Result<IdbRequest, JsValue> {
        match self {
            Self::Append { text, .. } => store.add(&JsValue::from_str(text)),
            Self::Replace { number, text, .. } => {
                store.put_with_key(&JsValue::from_str(text), &number_key(*number))
            }
            Self::Forget { number, .. } => store.delete(&number_key(*number)),
            Self::Keep { name, bytes, .. } => {
                store.put_with_key(&Uint8Array::from(*bytes), &JsValue::from_str(name))
            }
            Self::Drop { name, .. } => store.delete(&JsValue::from_str(name)),
        }
    }
}

/// Numbers of the browser are exact up to 2⁵³.
#[expect(clippy::cast_precision_loss, reason = "counts one by one from 1")]
fn number_key(number: u64) -> JsValue {
    JsValue::from_f64(number as f64)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts one by one from 1")]
fn number_of(key: &JsValue) -> Option<u64> {
    key.as_f64().map(|number| number as u64)
}

/// An open database.
#[derive(Clone)]
pub struct Database {
    inner: IdbDatabase,
}

impl Database {
    /// Opens a database with stores of numbered texts and stores of named bytes.
    pub async fn open(
        name: &str,
        version: u32,
        texts: &'static [&'static str],
        bytes: &'static [&'static str],
    ) -> Result<Self, DatabaseError> {
        let factory = leptos::prelude::window().indexed_db().ok().flatten();
        let factory = factory.ok_or(DatabaseError::Unavailable)?;
        let request = factory.open_with_u32(name, version).map_err(|_| DatabaseError::Unavailable)?;
        let opened = request.clone();
        let upgrade = Closure::<dyn FnMut()>::new(move || {
            // What fails here fails the opening, which is told below.
            let _ = make_stores(&opened, texts, bytes);
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let result = answer(&request).await?;
        let inner: IdbDatabase = result.dyn_into().map_err(|_| DatabaseError::Unavailable)?;
        // A newer version of the app in another tab must be able to open its own.
        let closing = inner.clone();
        let close = Closure::<dyn FnMut()>::new(move || closing.close());
        inner.set_onversionchange(Some(close.into_js_value().unchecked_ref()));
        Ok(Self { inner })
    }

    /// Writes, all or nothing; gives the number of the appended text.
    pub async fn write(&self, writes: &[Write<'_>]) -> Result<Option<u64>, DatabaseError> {
        let names: Array = writes.iter().map(|write| JsValue::from_str(write.store())).collect();
        let transaction = self.writing(&names).map_err(|_| DatabaseError::Unavailable)?;
        let mut appended = None;
        for write in writes {
            let store = transaction.object_store(write.store()).map_err(|error| why(&error))?;
            let request = write.ask(&store).map_err(|error| why(&error))?;
            if matches!(write, Write::Append { .. }) {
                appended = Some(request);
            }
        }
        complete(&transaction).await?;
        Ok(appended.and_then(|request| request.result().ok()).and_then(|key| number_of(&key)))
    }

    /// A transaction that is complete only when the device has written it, not when it will.
    fn writing(&self, stores: &Array) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.inner, &"transaction".into())?.dyn_into()?;
        begin.call3(&self.inner, stores, &"readwrite".into(), &options)?.dyn_into()
    }

    /// All texts of a store with their numbers, in order.
    pub async fn texts(&self, store: &str) -> Result<Vec<(u64, String)>, DatabaseError> {
        let transaction = self.inner.transaction_with_str(store).map_err(|_| DatabaseError::Unavailable)?;
        let asked = || {
            let store = transaction.object_store(store)?;
            Ok((store.get_all_keys()?, store.get_all()?))
        };
        let (keys, values) = asked().map_err(|error: JsValue| why(&error))?;
        complete(&transaction).await?;
        let list = |request: IdbRequest| request.result().map(|list| Array::from(&list)).unwrap_or_default();
        let (keys, values) = (list(keys), list(values));
        Ok(keys
            .iter()
            .zip(values.iter())
            .filter_map(|(key, value)| Some((number_of(&key)?, value.as_string()?)))
            .collect())
    }

    /// The bytes of a name, if they are there.
    pub async fn bytes(&self, store: &str, name: &str) -> Result<Option<Vec<u8>>, DatabaseError> {
        let transaction = self.inner.transaction_with_str(store).map_err(|_| DatabaseError::Unavailable)?;
        let asked = || transaction.object_store(store)?.get(&JsValue::from_str(name));
        let request = asked().map_err(|error: JsValue| why(&error))?;
        let value = answer(&request).await?;
        Ok(value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
    }
}

fn make_stores(request: &IdbRequest, texts: &[&str], bytes: &[&str]) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.dyn_into()?;
    let known = database.object_store_names();
    let numbered = IdbObjectStoreParameters::new();
    numbered.set_auto_increment(true);
    for name in texts.iter().filter(|name| !known.contains(name)) {
        database.create_object_store_with_optional_parameters(name, &numbered)?;
    }
    for name in bytes.iter().filter(|name| !known.contains(name)) {
        database.create_object_store(name)?;
    }
    Ok(())
}

fn why(error: &JsValue) -> DatabaseError {
    let full = error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "QuotaExceededError");
    if full { DatabaseError::Full } else { DatabaseError::Unavailable }
}

/// Waits for a request.
async fn answer(request: &IdbRequest) -> Result<JsValue, DatabaseError> {
    let (send, receive) = oneshot::channel();
    let send = std::rc::Rc::new(std::cell::Cell::new(Some(send)));
    let tell = || {
        let send = std::rc::Rc::clone(&send);
        Closure::<dyn FnMut()>::new(move || {
            if let Some(send) = send.take() {
                // Nobody may be waiting any more.
                let _ = send.send(());
            }
        })
    };
    let (done, failed) = (tell(), tell());
    request.set_onsuccess(Some(done.as_ref().unchecked_ref()));
    request.set_onerror(Some(failed.as_ref().unchecked_ref()));
    receive.await.map_err(|_| DatabaseError::Unavailable)?;
    request.result().map_err(|error| why(&error))
}

/// Waits until a transaction is complete.
async fn complete(transaction: &IdbTransaction) -> Result<(), DatabaseError> {
    let (send, receive) = oneshot::channel();
    let send = std::rc::Rc::new(std::cell::Cell::new(Some(send)));
    let tell = |good: bool| {
        let send = std::rc::Rc::clone(&send);
        Closure::<dyn FnMut()>::new(move || {
            if let Some(send) = send.take() {
                // Nobody may be waiting any more.
                let _ = send.send(good);
            }
        })
    };
    let (done, aborted) = (tell(true), tell(false));
    transaction.set_oncomplete(Some(done.as_ref().unchecked_ref()));
    transaction.set_onabort(Some(aborted.as_ref().unchecked_ref()));
    if receive.await == Ok(true) {
        return Ok(());
    }
    Err(transaction.error().map_or(DatabaseError::Unavailable, |error| why(error.as_ref())))
}
