//! Addresses under which photos can be shown on this page.

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::Photo;
use super::outbox::Outbox;
use crate::api;
use crate::platform::files;

/// Where a photo is to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Showing {
    /// Here.
    At(String),
    /// It is being read.
    Asked,
    /// At the server, not fetched yet.
    AtServer,
    /// It could not be read.
    Failed,
}

/// Addresses by key of the command or id of the file. A copy of a handle.
#[derive(Clone, Copy)]
pub struct Pictures {
    known: StoredValue<HashMap<String, String>>,
}

impl Pictures {
    /// Makes them known to the field area; the addresses are given back with it.
    pub fn provide() -> Self {
        let pictures = Self { known: StoredValue::new(HashMap::new()) };
        provide_context(pictures);
        let known = pictures.known;
        on_cleanup(move || {
            known.try_with_value(|known| known.values().for_each(|address| files::release(address)));
        });
        pictures
    }

    /// Those of the field area.
    pub fn expect() -> Self {
        expect_context()
    }

    /// An address for a photo.
    pub fn make(bytes: &[u8]) -> Option<String> {
        let file = files::from_bytes("photo.jpg", "image/jpeg", bytes)?;
        files::preview(&file)
    }

    /// Keeps an address under a key or file.
    pub fn keep(self, name: String, address: Option<String>) {
        if let Some(address) = address {
            self.known.try_update_value(|known| known.insert(name, address));
        }
    }

    /// A photo that waited is at the server now, under this id: its address stays.
    pub fn rename(self, key: &str, file: &str) {
        let address = self.known.try_with_value(|known| known.get(key).cloned()).flatten();
        self.keep(file.to_owned(), address);
    }

    /// The address of a photo, if there is one.
    pub fn address(self, photo: &Photo) -> Option<String> {
        let names = [photo.key.as_ref(), photo.upload.as_ref()];
        self.known
            .try_with_value(|known| names.into_iter().flatten().find_map(|name| known.get(name).cloned()))
            .flatten()
    }

    /// Where a photo is to be seen. One that waits on this device is read at once.
    pub fn show(self, photo: &Photo, outbox: Outbox) -> RwSignal<Showing> {
        if let Some(address) = self.address(photo) {
            return RwSignal::new(Showing::At(address));
        }
        let (Some(key), None) = (photo.key.clone(), &photo.upload) else {
            return RwSignal::new(Showing::AtServer);
        };
        let showing = RwSignal::new(Showing::Asked);
        spawn_local(async move {
            let bytes = outbox.photo(&key).await;
            self.settle(key, bytes, showing);
        });
        showing
    }

    /// Fetches a photo from the server.
    pub fn fetch(self, photo: &Photo, showing: RwSignal<Showing>) {
        let Some(file) = photo.upload.clone() else { return };
        showing.set(Showing::Asked);
        spawn_local(async move {
            let bytes = api::download(&format!("/api/uploads/{file}")).await.ok();
            self.settle(file, bytes, showing);
        });
    }

    fn settle(self, name: String, bytes: Option<Vec<u8>>, showing: RwSignal<Showing>) {
        let address = bytes.and_then(|bytes| Self::make(&bytes));
        showing.try_set(address.clone().map_or(Showing::Failed, Showing::At));
        self.keep(name, address);
    }
}
