//! Transactions. One use case is one transaction with its audit entry inside.
//!
//! On SQLite, use cases that arrive while another is being written share one durable commit (group
//! commit): each runs in a savepoint of its own and is answered only after the common commit has
//! reached the disk. A use case that fails, or whose caller goes away, is undone alone.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, watch};

use crate::audit::Audited;

/// Most use cases in one commit, so that nobody waits long for the others.
const LARGEST_GROUP: usize = 64;

/// A change in progress.
pub struct Tx {
    inner: DatabaseTransaction,
    group: Option<Member>,
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

impl Tx {
    /// Makes the change durable. `audited` proves that the trail has its entry in the same transaction.
    pub async fn commit(self, audited: Audited) -> Result<(), DbErr> {
        let Audited { .. } = audited;
        self.finish().await
    }

    /// Makes a change durable that is no act of anybody: a lease, a progress bar, the use of a token.
    pub async fn commit_housekeeping(self) -> Result<(), DbErr> {
        self.finish().await
    }

    /// Whether nobody else can be writing: what was read stays as it is without a lock.
    pub fn is_alone(&self) -> bool {
        self.group.is_some()
    }

    async fn finish(self) -> Result<(), DbErr> {
        self.inner.commit().await?;
        match self.group {
            None => Ok(()),
            Some(member) => member.committed().await,
        }
    }
}

/// Where transactions come from.
#[derive(Clone)]
pub(super) enum Writer {
    /// PostgreSQL: any number at a time.
    Pooled(DatabaseConnection),
    /// SQLite: one at a time.
    Single(Arc<Single>),
}

pub(super) struct Single {
    open: Arc<Mutex<OpenGroup>>,
    waiting: AtomicUsize,
    wake: Notify,
    connection: DatabaseConnection,
}

/// Outcome of a group: not yet known, durable, or failed with a message.
type Outcome = Option<Result<(), String>>;

/// The transaction that use cases join.
#[derive(Default)]
struct OpenGroup {
    transaction: Option<DatabaseTransaction>,
    members: usize,
    outcome: watch::Sender<Outcome>,
}

/// A use case's place in a group.
struct Member {
    single: Arc<Single>,
    group: OwnedMutexGuard<OpenGroup>,
}

impl Writer {
    pub(super) fn pooled(connection: DatabaseConnection) -> Self {
        Self::Pooled(connection)
    }

    pub(super) fn single(connection: DatabaseConnection) -> Self {
        let single = Arc::new(Single {
            open: Arc::default(),
            waiting: AtomicUsize::new(0),
            wake: Notify::new(),
            connection,
        });
        tokio::spawn(commit_groups(Arc::downgrade(&single)));
        Self::Single(single)
    }

    /// The connection behind it, for the schema's own steps.
    pub(super) fn connection(&self) -> &DatabaseConnection {
        match self {
            Self::Pooled(connection) => connection,
            Self::Single(single) => &single.connection,
        }
    }

    pub(super) async fn begin(&self) -> Result<Tx, DbErr> {
        match self {
            Self::Pooled(connection) => Ok(Tx { inner: connection.begin().await?, group: None }),
            Self::Single(single) => single.join().await,
        }
    }
}

/// Counts a waiting use case for as long as it waits, even if its caller goes away.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Single {
    async fn join(self: &Arc<Self>) -> Result<Tx, DbErr> {
        let mut group = {
            let _waiting = Waiting::new(&self.waiting);
            Arc::clone(&self.open).lock_owned().await
        };
        if group.transaction.is_none() {
            let immediate = TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            };
            group.transaction = Some(self.connection.begin_with_options(immediate).await?);
        }
        let Some(outer) = group.transaction.as_ref() else {
            return Err(DbErr::Custom("no open transaction".into()));
        };
        let inner = outer.begin().await?;
        Ok(Tx { inner, group: Some(Member { single: Arc::clone(self), group }) })
    }
}

impl Member {
    /// Leaves the group to the next and waits until it is durable.
    async fn committed(mut self) -> Result<(), DbErr> {
        self.group.members += 1;
        let mut outcome = self.group.outcome.subscribe();
        drop(self);
        let decided = outcome.wait_for(Option::is_some).await;
        match decided.as_deref() {
            Ok(Some(Ok(()))) => Ok(()),
            Ok(Some(Err(message))) => Err(DbErr::Custom(message.clone())),
            Ok(None) | Err(_) => Err(DbErr::Custom("the commit was not answered".into())),
        }
    }
}

/// Whoever leaves, done or undone, lets the group be looked at.
impl Drop for Member {
    fn drop(&mut self) {
        self.single.wake.notify_one();
    }
}

/// Commits the open group whenever nobody else is about to join it, or it is full. A task of its own, so
/// that no caller who goes away can leave the others without an answer.
async fn commit_groups(single: std::sync::Weak<Single>) {
    loop {
        let Some(current) = single.upgrade() else { return };
        let open = Arc::clone(&current.open);
        tokio::select! {
            () = current.wake.notified() => {}
            // Look up now and then whether the database was closed.
            () = tokio::time::sleep(std::time::Duration::from_mins(1)) => continue,
        }
        let mut group = open.lock_owned().await;
        let full = group.members >= LARGEST_GROUP;
        if current.waiting.load(Ordering::SeqCst) > 0 && !full {
            // Whoever is waiting will wake us again.
            continue;
        }
        let done = std::mem::take(&mut *group);
        let result = match done.transaction {
            Some(transaction) => transaction.commit().await.map_err(|error| error.to_string()),
            None => Ok(()),
        };
        drop(group);
        done.outcome.send_replace(Some(result));
    }
}
