//! Relations in batches, run when nothing else in the request can go on.
//!
//! Resolvers ask for one thing each and wait. The request is driven until all of them wait; then everything
//! that was asked for is fetched, one query a kind, and those who wait go on. No timer and no guess is
//! needed to know that a batch is complete, and nothing is handed to another task.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::Hash;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use async_graphql::dataloader::Loader;
use futures::future::{BoxFuture, poll_fn};
use futures::stream::{FuturesUnordered, Stream};
use futures::task::AtomicWaker;

use super::loaders::Batch;
use crate::error::Error;

/// Most keys in one query.
const LARGEST: usize = 500;

/// What one request has asked for. Never shared between requests: whoever drives one runs its batches.
pub struct Batches {
    batch: Arc<Batch>,
    open: Mutex<Vec<(TypeId, Arc<dyn Round>)>>,
}

/// A batch of one kind of key, whatever the kind.
trait Round: Any + Send + Sync {
    /// Fetches what was asked for and wakes those who wait.
    fn run(self: Arc<Self>, batch: Arc<Batch>) -> BoxFuture<'static, ()>;

    /// For finding out the kind.
    fn as_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

/// What a loader gives for a kind of key.
type Found<K> = HashMap<K, <Batch as Loader<K>>::Value>;

/// A batch of one kind of key.
struct Asked<K: Key>
where
    Batch: Loads<K>,
{
    state: Mutex<State<K>>,
}

struct State<K: Key>
where
    Batch: Loads<K>,
{
    /// The keys of those who wait, and how to wake them, side by side.
    keys: Vec<K>,
    wakers: Vec<Option<Waker>>,
    outcome: Option<Result<Found<K>, Arc<Error>>>,
}

/// What can be asked for.
pub trait Key: Send + Sync + Hash + Eq + Clone + 'static {}
impl<K: Send + Sync + Hash + Eq + Clone + 'static> Key for K {}

/// What can be loaded.
pub trait Loads<K: Key>: Loader<K, Error = Arc<Error>> {}
impl<K: Key> Loads<K> for Batch where Batch: Loader<K, Error = Arc<Error>> {}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<K: Key> Round for Asked<K>
where
    Batch: Loads<K>,
{
    fn run(self: Arc<Self>, batch: Arc<Batch>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let keys = {
                let mut keys = lock(&self.state).keys.clone();
                if keys.len() > 1 {
                    let mut seen = std::collections::HashSet::with_capacity(keys.len());
                    keys.retain(|key| seen.insert(key.clone()));
                }
                keys
            };
            let mut outcome = Ok(HashMap::new());
            for piece in keys.chunks(LARGEST) {
                match (batch.load(piece).await, &mut outcome) {
                    (Ok(more), Ok(found)) if found.is_empty() => *found = more,
                    (Ok(more), Ok(found)) => found.extend(more),
                    (Err(error), _) => outcome = Err(error),
                    (Ok(_), Err(_)) => {}
                }
            }
            let wakers = {
                let mut state = lock(&self.state);
                state.outcome = Some(outcome);
                std::mem::take(&mut state.wakers)
            };
            wakers.into_iter().flatten().for_each(Waker::wake);
        })
    }

    fn as_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}

impl Batches {
    /// For one request.
    pub fn new(batch: Batch) -> Self {
        Self { batch: Arc::new(batch), open: Mutex::default() }
    }

    /// Waits for the batch that has the key in it.
    pub async fn load<K: Key>(&self, key: K) -> Result<Option<<Batch as Loader<K>>::Value>, Arc<Error>>
    where
        Batch: Loads<K>,
    {
        let asked = self.round::<K>();
        let place = {
            let mut state = lock(&asked.state);
            state.keys.push(key.clone());
            state.wakers.push(None);
            state.wakers.len() - 1
        };
        poll_fn(|context| {
            let mut state = lock(&asked.state);
            match &state.outcome {
                Some(Ok(found)) => Poll::Ready(Ok(found.get(&key).cloned())),
                Some(Err(error)) => Poll::Ready(Err(Arc::clone(error))),
                None => {
                    if let Some(waker) = state.wakers.get_mut(place) {
                        *waker = Some(context.waker().clone());
                    }
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// The batch of a kind that has not begun to run.
    fn round<K: Key>(&self) -> Arc<Asked<K>>
    where
        Batch: Loads<K>,
    {
        let mut open = lock(&self.open);
        let kind = TypeId::of::<K>();
        let known = open.iter().find(|(known, _)| *known == kind).map(|(_, round)| Arc::clone(round));
        if let Some(Ok(asked)) = known.map(|round| round.as_any().downcast::<Asked<K>>()) {
            return asked;
        }
        let state = State { keys: Vec::new(), wakers: Vec::new(), outcome: None };
        let asked = Arc::new(Asked::<K> { state: Mutex::new(state) });
        open.push((kind, Arc::clone(&asked) as Arc<dyn Round>));
        asked
    }

    /// Carries out work that loads, and runs the batches whenever it waits.
    pub async fn drive<T>(self: Arc<Self>, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let mut driver = Driver::new(self);
        poll_fn(|context| driver.poll(context, |context| work.as_mut().poll(context))).await
    }

    /// The same for work that has many results.
    pub fn drive_stream<T>(
        self: Arc<Self>,
        mut work: Pin<Box<dyn Stream<Item = T> + Send>>,
    ) -> impl Stream<Item = T> + Send {
        let mut driver = Driver::new(self);
        futures::stream::poll_fn(move |context| {
            driver.poll(context, |context| work.as_mut().poll_next(context))
        })
    }
}

/// Runs batches beside the work that waits for them.
struct Driver {
    batches: Arc<Batches>,
    running: FuturesUnordered<BoxFuture<'static, ()>>,
    signal: Arc<Signal>,
}

/// Times that the work may go on by itself before others on this thread have their turn.
const TURNS: usize = 256;

impl Driver {
    fn new(batches: Arc<Batches>) -> Self {
        Self { batches, running: FuturesUnordered::new(), signal: Arc::default() }
    }

    fn poll<T>(
        &mut self,
        context: &mut Context<'_>,
        mut work: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.signal.outer.register(context.waker());
        let waker = Waker::from(Arc::clone(&self.signal));
        let inner = &mut Context::from_waker(&waker);
        self.signal.within.store(true, Ordering::SeqCst);
        for _ in 0..TURNS {
            self.signal.woken.store(false, Ordering::SeqCst);
            if let Poll::Ready(done) = work(inner) {
                return Poll::Ready(done);
            }
            if self.signal.woken.load(Ordering::SeqCst) {
                // Long lists are worked through some entries at a time: not everybody has asked yet.
                continue;
            }
            let asked = std::mem::take(&mut *lock(&self.batches.open));
            for (_, round) in asked {
                self.running.push(round.run(Arc::clone(&self.batches.batch)));
            }
            while let Poll::Ready(Some(())) = Pin::new(&mut self.running).poll_next(inner) {}
            if self.signal.woken.load(Ordering::SeqCst) {
                continue;
            }
            self.signal.within.store(false, Ordering::SeqCst);
            if !self.signal.woken.load(Ordering::SeqCst) {
                return Poll::Pending;
            }
            self.signal.within.store(true, Ordering::SeqCst);
        }
        self.signal.within.store(false, Ordering::SeqCst);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Tells the driver that something can go on; whoever drives the driver is told only while it rests.
#[derive(Default)]
struct Signal {
    woken: AtomicBool,
    within: AtomicBool,
    outer: AtomicWaker,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::SeqCst);
        if !self.within.load(Ordering::SeqCst) {
            self.outer.wake();
        }
    }
}
