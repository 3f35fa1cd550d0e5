//! Telling those who follow a plan what changes, whichever server process changed it.
//!
//! The feed is a table that every process writes in the transaction of its use case. While anybody listens, one
//! task a process looks at the feed, at once after a commit of its own and every second for those of others.
//! Ids are by time, but become visible in the order of commits and of several clocks: the task looks back over
//! a span and remembers what it has told.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::{Stream, stream};
use shared::Lang;
use shared::ids::{AuditId, PlanId, uuid_v7};
use tokio::sync::{Notify, broadcast, watch};
use uuid::Uuid;

use super::presence::{self, Present};
use super::read::{Change, Told, with_facts};
use super::rows;
use crate::access::Viewer;
use crate::app::Core;
use crate::error::Result;
use crate::planning::PlanningService;

/// How often changes of other processes are looked for.
const EVERY: Duration = Duration::from_secs(1);
/// How far back: longer than a transaction lasts and clocks differ.
const SPAN: chrono::Duration = chrono::Duration::seconds(60);
/// Changes that wait for a slow listener; one that falls further behind has to ask again.
const WAITING: usize = 512;

/// The listeners of this process.
pub struct Hub {
    changes: broadcast::Sender<Arc<Change>>,
    pub(super) present: watch::Sender<Arc<Vec<Present>>>,
    wake: Notify,
    looking: AtomicBool,
    starting: tokio::sync::Mutex<()>,
    told: Mutex<BTreeSet<AuditId>>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            changes: broadcast::Sender::new(WAITING),
            present: watch::Sender::default(),
            wake: Notify::new(),
            looking: AtomicBool::new(false),
            starting: tokio::sync::Mutex::default(),
            told: Mutex::default(),
        }
    }
}

/// Says that the task is at work, for as long as it lives.
struct Looking(Arc<Hub>);

impl Drop for Looking {
    fn drop(&mut self) {
        self.0.looking.store(false, Ordering::SeqCst);
    }
}

impl Hub {
    /// To be called when something in feed or presence was committed here.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Sees to it that somebody looks. What was there before is not told.
    pub(super) async fn look(self: &Arc<Self>, core: &Core) -> Result<()> {
        let _alone = self.starting.lock().await;
        if self.looking.swap(true, Ordering::SeqCst) {
            return Ok(());
        }
        let looking = Looking(Arc::clone(self));
        let known = rows::changes_since(core.db().read(), since(core)).await?;
        *self.told() = known.into_iter().map(|row| row.id).collect();
        tokio::spawn(run(core.clone(), looking));
        Ok(())
    }

    fn told(&self) -> MutexGuard<'_, BTreeSet<AuditId>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has_listeners(&self) -> bool {
        self.changes.receiver_count() > 0 || self.present.receiver_count() > 0
    }

    async fn pass_on(&self, core: &Core) -> Result<()> {
        let (db, since) = (core.db().read(), since(core));
        let mut news = rows::changes_since(db, since).await?;
        news.retain(|row| !self.told().contains(&row.id));
        // Told only once everything is known of them: after an error they are still news.
        let news = with_facts(db, news).await?;
        {
            let mut told = self.told();
            told.retain(|id| id.0 > since);
            told.extend(news.iter().map(|change| change.id));
        }
        for change in news {
            // Nobody may be listening just now.
            let _ = self.changes.send(Arc::new(change));
        }
        let open = rows::present(db, core.now()).await?;
        let same = |known: &[Present]| known.iter().map(|one| one.id).eq(open.iter().map(|row| row.id));
        if !same(&self.present.borrow()) {
            let open = presence::with_names(db, open).await?;
            self.present.send_replace(Arc::new(open));
        }
        Ok(())
    }
}

/// Looks until nobody listens any more.
async fn run(core: Core, mut looking: Looking) {
    let hub = Arc::clone(&looking.0);
    loop {
        tokio::select! {
            () = hub.wake.notified() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
        if !hub.has_listeners() {
            drop(looking);
            // Somebody who came just now counts on this task, or has started another.
            if !hub.has_listeners() || hub.looking.swap(true, Ordering::SeqCst) {
                return;
            }
            looking = Looking(Arc::clone(&hub));
        }
        if let Err(error) = hub.pass_on(&core).await {
            tracing::warn!(%error, "the feed of plans could not be read");
        }
    }
}

/// The id before which nothing is looked at.
fn since(core: &Core) -> Uuid {
    let millis = (core.now() - SPAN).timestamp_millis();
    uuid_v7(u64::try_from(millis).unwrap_or(0), [0; 10])
}

impl PlanningService {
    /// The newest change of a plan, and then every one when it is committed, by whichever process. Ends where
    /// a listener has fallen too far behind: whoever still wants to know asks again.
    pub async fn follow(
        &self,
        viewer: &Viewer,
        plan: PlanId,
        lang: Lang,
    ) -> Result<impl Stream<Item = Told> + Send + use<>> {
        self.readable(viewer, plan, None).await?;
        let receiver = self.hub.changes.subscribe();
        self.hub.look(&self.core).await?;
        let newest = self.newest(plan).await?;
        let known = newest.as_ref().map(|change| change.id);
        let (service, viewer) = (self.clone(), viewer.clone());
        Ok(stream::unfold((newest, receiver), move |(first, mut receiver)| {
            let (service, viewer) = (service.clone(), viewer.clone());
            async move {
                let change = match first {
                    Some(first) => first,
                    None => next(&mut receiver, plan, known).await?,
                };
                let told = service.tell(&viewer, vec![change], lang, None).await.ok()?;
                Some((told.into_iter().next()?, (None, receiver)))
            }
        }))
    }
}

/// The next change of a plan.
async fn next(
    receiver: &mut broadcast::Receiver<Arc<Change>>,
    plan: PlanId,
    known: Option<AuditId>,
) -> Option<Change> {
    loop {
        let change = receiver.recv().await.ok()?;
        if change.plan == plan && Some(change.id) != known {
            return Some((*change).clone());
        }
    }
}
