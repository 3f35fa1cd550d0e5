//! What doors are told: their signed statements, and the doors whose outcome is open.

use std::sync::{Arc, Mutex, PoisonError};

use shared::code::DivisionCode;
use shared::draw::{Bundle, DoorBook, Statement, opening};
use shared::ids::AttemptId;
use tokio::sync::OnceCell;

use super::{Attempt, DrawService, Wave, repository};
use crate::error::{Error, Result};
use crate::registry::Site;
use crate::visit;

/// Most draws a door is told of, the latest ones.
const MOST_DRAWS: usize = 8;
/// Most doors in the list of those that are open; their number is told in full.
const MOST_OPENED: u64 = 200;
/// Drawn waves that are kept at hand: all that one door may ask for.
const KEPT: usize = MOST_DRAWS;

/// What a door is told of a draw.
pub struct DoorStatement {
    /// The wave.
    pub wave: Wave,
    /// The attempt that was drawn.
    pub attempt: Attempt,
    /// The signed statement.
    pub statement: Statement,
}

/// Doors whose outcome is open.
pub struct OpenedDoors {
    /// How many.
    pub count: u64,
    /// The latest of them.
    pub visits: Vec<visit::Visit>,
}

type Slot = (AttemptId, Arc<OnceCell<Arc<DoorBook>>>);

/// Drawn waves in memory, the one asked for last in front. A drawn attempt never changes, so that nothing
/// here grows stale; whoever asks for one that is being read waits for that reading.
#[derive(Clone, Default)]
pub(super) struct Books(Arc<Mutex<Vec<Slot>>>);

impl Books {
    fn slot(&self, id: AttemptId) -> Arc<OnceCell<Arc<DoorBook>>> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = slots.iter().position(|(known, _)| *known == id);
        let slot = found.map_or_else(|| (id, Arc::default()), |place| slots.remove(place));
        slots.insert(0, slot.clone());
        slots.truncate(KEPT);
        slot.1
    }
}

impl DrawService {
    async fn book(&self, id: AttemptId) -> Result<Arc<DoorBook>> {
        let slot = self.books.slot(id);
        let found = slot.get_or_try_init(|| async {
            let row = repository::bundle(self.core.db().read(), id).await?;
            let row = row.ok_or_else(|| Error::broken("a drawn attempt without its bundle"))?;
            let read = tokio::task::spawn_blocking(move || {
                let bundle = Bundle::read(row.content.as_bytes()).map_err(|error| error.to_string())?;
                DoorBook::new(&bundle, &row.content_hash).map_err(|fault| fault.to_string())
            });
            let read = read.await.map_err(|error| Error::broken(error.to_string()))?;
            Ok::<_, Error>(Arc::new(read.map_err(|words| Error::broken(format!("our own bundle: {words}")))?))
        });
        Ok(Arc::clone(found.await?))
    }

    /// The signed statements of a door, newest draw first; waves it was not in are left out.
    pub async fn statements(&self, division: &DivisionCode, site: &Site) -> Result<Vec<DoorStatement>> {
        let mut told = Vec::new();
        for (wave, attempt) in self.draws_of(division, &site.code).await? {
            let seen = visit::seen_at(self.core.db().read(), wave.id, site.id).await?;
            let opening = opening(self.is_open(&wave), seen);
            let until = wave.last_day.map(|day| day.to_string());
            let book = self.book(attempt.id).await?;
            let Some(mut statement) = book.statement(&site.code, opening, until) else { continue };
            statement.sign(&self.core.keys().bundle);
            told.push(DoorStatement { wave, attempt, statement });
        }
        Ok(told)
    }

    async fn draws_of(&self, division: &DivisionCode, site: &str) -> Result<Vec<(Wave, Attempt)>> {
        let db = self.core.db().read();
        let drawn = repository::drawn_attempts(db, division).await?;
        let ids: Vec<AttemptId> = drawn.iter().map(|(_, attempt)| attempt.id).collect();
        let inside = repository::frames_with(db, &ids, site).await?;
        Ok(drawn.into_iter().filter(|(_, attempt)| inside.contains(&attempt.id)).take(MOST_DRAWS).collect())
    }

    /// The doors of a wave whose outcome is open: each from its notice time on, all with the whole wave.
    pub async fn opened_doors(&self, wave: &Wave) -> Result<OpenedDoors> {
        let whole = self.is_open(wave);
        let (count, visits) = visit::opened(self.core.db().read(), wave.id, whole, MOST_OPENED).await?;
        Ok(OpenedDoors { count, visits })
    }
}
