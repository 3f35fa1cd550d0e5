//! What the phone knows of doors and firms: shown at once, also without a network, and asked for anew
//! whenever it can be.

use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::{Command, Entry, Visit};
use super::outbox::Outbox;
use super::pictures::Pictures;
use super::queries::{self, Firm, InspectorNode};
use crate::api::ApiError;
use crate::platform::{self, clock};

/// How often an answer that was overtaken by a command is asked for again.
const TRIES: usize = 5;

/// How fresh something is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Freshness {
    /// It is known.
    pub known: bool,
    /// When it was asked for, by the device's clock.
    pub at: u64,
    /// Why it could not be had last time.
    pub error: Option<ApiError>,
    /// It is being asked for.
    pub busy: bool,
}

/// Something that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// The day with all its visits.
    Day,
    /// A visit.
    Visit(String),
    /// A firm.
    Firm(String),
}

/// An inspector's day: the server's date, the visits in order, and the own certificate.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// Ids of the visits.
    pub visits: Vec<String>,
    /// The own entry in the library of inspectors.
    pub me: Option<InspectorNode>,
}

/// See the module. A copy of signals.
#[derive(Clone, Copy)]
pub struct Doors {
    day: RwSignal<Option<Day>>,
    visits: RwSignal<HashMap<String, Visit>>,
    firms: RwSignal<HashMap<String, Firm>>,
    fresh: RwSignal<HashMap<Wanted, Freshness>>,
    /// The server's date, as last heard.
    date: RwSignal<Option<NaiveDate>>,
    /// Grows with every accepted command: what was asked for before does not know of it.
    changes: StoredValue<u64>,
}

impl Doors {
    /// Makes them known to the field area; accepted commands become part of what is known.
    pub fn provide(outbox: Outbox, pictures: Pictures) -> Self {
        let doors = Self {
            day: RwSignal::new(None),
            visits: RwSignal::new(HashMap::new()),
            firms: RwSignal::new(HashMap::new()),
            fresh: RwSignal::new(HashMap::new()),
            date: RwSignal::new(None),
            changes: StoredValue::new(0),
        };
        provide_context(doors);
        platform::on_return(move || {
            if doors.day.with_untracked(Option::is_some) {
                doors.ask_day();
            }
        });
        outbox.on_accepted(move |entry| {
            if let Command::Photo { upload: Some(file), .. } = &entry.command {
                pictures.rename(&entry.key, file);
            }
            doors.accepted(&entry);
        });
        doors
    }

    /// Those of the field area.
    pub fn expect() -> Self {
        expect_context()
    }

    fn accepted(self, entry: &Entry) {
        self.changes.try_update_value(|changes| *changes += 1);
        self.visits.try_update(|visits| {
            if let Some(visit) = visits.get_mut(&entry.visit) {
                visit.apply(&entry.command, &entry.key);
            }
        });
    }

    /// The server's date, as last heard.
    pub fn date(self) -> Option<NaiveDate> {
        self.date.get()
    }

    /// The day.
    pub fn day(self) -> Option<Day> {
        self.day.get()
    }

    /// A visit.
    pub fn visit(self, id: &str) -> Option<Visit> {
        self.visits.with(|visits| visits.get(id).cloned())
    }

    /// A firm.
    pub fn firm(self, id: &str) -> Option<Firm> {
        self.firms.with(|firms| firms.get(id).cloned())
    }

    /// How fresh something is.
    pub fn freshness(self, wanted: &Wanted) -> Freshness {
        self.fresh.with(|fresh| fresh.get(wanted).cloned().unwrap_or_default())
    }

    fn note(self, wanted: &Wanted, note: impl FnOnce(&mut Freshness)) {
        self.fresh.try_update(|fresh| note(fresh.entry(wanted.clone()).or_default()));
    }

    /// Asks for the day with all its visits, so that each opens without a network.
    pub fn ask_day(self) {
        self.ask(
            Wanted::Day,
            Rc::new(|| {
                Box::pin(async {
                    let day = queries::my_day().await?;
                    Ok(Box::new(move |doors: Self| doors.keep_day(day)) as Keep)
                })
            }),
        );
    }

    /// Asks for a visit.
    pub fn ask_visit(self, id: String) {
        self.ask(
            Wanted::Visit(id.clone()),
            Rc::new(move || {
                let id = id.clone();
                Box::pin(async move {
                    let (date, node) = queries::visit(id).await?;
                    let keep = move |doors: Self| {
                        doors.date.try_set(Some(date));
                        doors.keep_visits(vec![Visit::from(node)]);
                    };
                    Ok(Box::new(keep) as Keep)
                })
            }),
        );
    }

    /// Asks for a firm; how is the business of its page, which alone needs to know.
    pub fn ask_firm(self, id: String, fetch: fn(String) -> LocalBoxFuture<'static, Result<Firm, ApiError>>) {
        self.ask(
            Wanted::Firm(id.clone()),
            Rc::new(move || {
                let firm = fetch(id.clone());
                Box::pin(async move {
                    let firm = firm.await?;
                    let keep = move |doors: Self| {
                        doors.firms.try_update(|firms| firms.insert(firm.id.inner().to_owned(), firm));
                    };
                    Ok(Box::new(keep) as Keep)
                })
            }),
        );
    }

    /// Asks for something, unless that is going on; once more if a command was accepted meanwhile.
    fn ask(self, wanted: Wanted, fetch: Fetch) {
        let is_busy = self.fresh.with_untracked(|fresh| fresh.get(&wanted).is_some_and(|known| known.busy));
        if is_busy {
            return;
        }
        self.note(&wanted, |fresh| fresh.busy = true);
        spawn_local(async move {
            for left in (0..TRIES).rev() {
                let before = self.changes.try_get_value();
                let answer = fetch().await;
                if left > 0 && answer.is_ok() && self.changes.try_get_value() != before {
                    continue;
                }
                let answer = answer.map(|keep| keep(self));
                self.note(&wanted, |fresh| match answer {
                    Ok(()) => {
                        *fresh = Freshness { known: true, at: clock::millis(), error: None, busy: false }
                    }
                    Err(error) => (fresh.busy, fresh.error) = (false, Some(error)),
                });
                break;
            }
        });
    }

    fn keep_visits(self, visits: Vec<Visit>) {
        self.visits
            .try_update(|known| known.extend(visits.into_iter().map(|visit| (visit.id.clone(), visit))));
    }

    fn keep_day(self, (date, me, nodes): (NaiveDate, Option<InspectorNode>, Vec<queries::VisitNode>)) {
        let visits: Vec<Visit> = nodes.into_iter().map(Visit::from).collect();
        let day = Day { date, visits: visits.iter().map(|visit| visit.id.clone()).collect(), me };
        let at = clock::millis();
        for id in &day.visits {
            self.note(&Wanted::Visit(id.clone()), |fresh| {
                (fresh.known, fresh.at, fresh.error) = (true, at, None);
            });
        }
        self.keep_visits(visits);
        self.date.try_set(Some(date));
        self.day.try_set(Some(day));
    }
}

/// What was fetched, ready to be kept.
type Keep = Box<dyn FnOnce(Doors)>;
/// How something is fetched.
type Fetch = Rc<dyn Fn() -> LocalBoxFuture<'static, Result<Keep, ApiError>>>;
