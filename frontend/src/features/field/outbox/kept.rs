//! The outbox on disk: entries as numbered texts, photos as bytes beside them, per account.

use std::cell::RefCell;
use std::future::Future;

use serde::{Deserialize, Serialize};

use crate::features::field::model::{Command, Entry};
use crate::platform::database::{Database, DatabaseError, Write};

const NAME: &str = "onedoor";
const VERSION: u32 = 1;
const ENTRIES: &str = "outbox";
const PHOTOS: &str = "photos";

/// An entry with whose it is: what one officer entered is never sent in another's name.
#[derive(Serialize, Deserialize)]
struct Record {
    account: String,
    entry: Entry,
}

/// See the module.
pub struct Kept {
    account: String,
    open: RefCell<Option<Database>>,
}

impl Kept {
    /// Of an account.
    pub fn of(account: String) -> Self {
        Self { account, open: RefCell::new(None) }
    }

    /// Runs something on the database. Browsers now and then lose the connection of a page that slept;
    /// then it is opened anew, once.
    async fn with<T, F>(&self, run: impl Fn(Database) -> F) -> Result<T, DatabaseError>
    where
        F: Future<Output = Result<T, DatabaseError>>,
    {
        let known = self.open.borrow().clone();
        if let Some(database) = known {
            match run(database).await {
                Err(DatabaseError::Unavailable) => {}
                other => return other,
            }
        }
        let database = Database::open(NAME, VERSION, &[ENTRIES], &[PHOTOS]).await?;
        self.open.replace(Some(database.clone()));
        run(database).await
    }

    fn text(&self, entry: &Entry) -> String {
        let record = Record { account: self.account.clone(), entry: entry.clone() };
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// All of this account, in order. What an older version wrote otherwise is left where it is.
    pub async fn all(&self) -> Result<Vec<Entry>, DatabaseError> {
        let texts = self.with(|database| async move { database.texts(ENTRIES).await }).await?;
        let entries = texts.into_iter().filter_map(|(seq, text)| {
            let record: Record = serde_json::from_str(&text).ok()?;
            (record.account == self.account).then_some(Entry { seq, ..record.entry })
        });
        Ok(entries.collect())
    }

    /// Keeps a new entry, with its photo if it has one; gives its place.
    pub async fn add(&self, entry: &Entry, photo: Option<&[u8]>) -> Result<u64, DatabaseError> {
        let text = self.text(entry);
        let number = self
            .with(|database| {
                let text = &text;
                async move {
                    let mut writes = vec![Write::Append { store: ENTRIES, text }];
                    if let Some(bytes) = photo {
                        writes.push(Write::Keep { store: PHOTOS, name: &entry.key, bytes });
                    }
                    database.write(&writes).await
                }
            })
            .await?;
        number.ok_or(DatabaseError::Unavailable)
    }

    /// Writes down what has become of an entry.
    pub async fn replace(&self, entry: &Entry) -> Result<(), DatabaseError> {
        let text = self.text(entry);
        self.with(|database| {
            let text = &text;
            async move {
                let write = Write::Replace { store: ENTRIES, number: entry.seq, text };
                database.write(&[write]).await.map(|_| ())
            }
        })
        .await
    }

    /// Forgets an entry and its photo.
    pub async fn forget(&self, entry: &Entry) -> Result<(), DatabaseError> {
        self.with(|database| async move {
            let mut writes = vec![Write::Forget { store: ENTRIES, number: entry.seq }];
            if matches!(entry.command, Command::Photo { .. }) {
                writes.push(Write::Drop { store: PHOTOS, name: &entry.key });
            }
            database.write(&writes).await.map(|_| ())
        })
        .await
    }

    /// The photo of a key.
    pub async fn photo(&self, key: &str) -> Result<Option<Vec<u8>>, DatabaseError> {
        self.with(|database| async move { database.bytes(PHOTOS, key).await }).await
    }
}
