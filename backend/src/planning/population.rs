//! The counted population of each division, kept while it is true.
//!
//! Counting reads every subject of a library; somebody who plans asks every few seconds. What this process
//! writes is noticed at once; what another process writes, within [`KEPT_FOR`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use shared::code::DivisionCode;
use shared::simulation::Population;

use crate::app::Core;
use crate::error::{Error, Result};
use crate::registry::Library;

/// How long a count is believed without having been looked at again: expectations of a plan bear that.
const KEPT_FOR: TimeDelta = TimeDelta::seconds(60);

/// A count, with what it was true for.
struct Counted {
    population: Arc<Population>,
    changes: u64,
    at: DateTime<Utc>,
}

/// The counts of all divisions that were asked for.
#[derive(Clone, Default)]
pub(super) struct Populations(Arc<Mutex<BTreeMap<DivisionCode, Counted>>>);

impl Populations {
    /// The population of a division.
    pub async fn of(&self, core: &Core, owner: &DivisionCode) -> Result<Arc<Population>> {
        // Read before the library: a change that comes between makes the count old, never wrongly new.
        let (changes, at) = (core.library_changes(), core.now());
        if let Some(population) = self.kept(owner, changes, at) {
            return Ok(population);
        }
        let library = Library::load(core.db().read(), owner).await?;
        let counting = tokio::task::spawn_blocking(move || {
            Arc::new(Population::of(library.subjects().map(|(_, subject)| subject)))
        });
        let population = counting.await.map_err(|error| Error::broken(error.to_string()))?;
        let counted = Counted { population: Arc::clone(&population), changes, at };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(owner.clone(), counted);
        Ok(population)
    }

    fn kept(&self, owner: &DivisionCode, changes: u64, now: DateTime<Utc>) -> Option<Arc<Population>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = kept.get(owner)?;
        let fresh = (now - counted.at).abs() <= KEPT_FOR;
        (fresh && counted.changes == changes).then(|| Arc::clone(&counted.population))
    }
}
