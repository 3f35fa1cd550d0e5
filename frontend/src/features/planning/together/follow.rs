//! The connection over which a page is told what others do, taken up again when it breaks.

use std::time::Duration;

use futures::StreamExt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::queries::{ChangeView, PresentView, subscriptions, told_change, told_presence};
use crate::api::live::{Event, subscribe};
use crate::platform::clock;
use crate::state::session::Session;

/// How long to wait before connecting again.
const PAUSE: Duration = Duration::from_secs(3);

/// Where somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The plan.
    pub plan: String,
    /// The line, where one is open.
    pub line: Option<String>,
    /// In a form.
    pub editing: bool,
}

/// What a page is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Something was done.
    Change(Box<ChangeView>),
    /// The connection was broken for a while: whatever the page shows may be old.
    Anew,
}

/// Who else is here. A copy of a signal.
#[derive(Clone, Copy)]
pub struct Others(pub RwSignal<Vec<PresentView>>);

/// Takes a place and listens for as long as the page is open.
pub fn follow(place: Place, told: impl Fn(News) + 'static) -> Others {
    let others = Others(RwSignal::new(Vec::new()));
    let page = StoredValue::new(());
    let is_gone = move || page.try_get_value().is_none();
    spawn_local(async move {
        loop {
            listen(&place, others, &is_gone, &told).await;
            if is_gone() {
                return;
            }
            others.0.try_set(Vec::new());
            clock::pause(PAUSE).await;
            if is_gone() {
                return;
            }
            // Asking also gets a new token where the old one has ended.
            told(News::Anew);
        }
    });
    others
}

/// Passes on what comes until nothing comes any more.
async fn listen(place: &Place, others: Others, is_gone: &impl Fn() -> bool, told: &impl Fn(News)) {
    let operations = subscriptions(&place.plan, place.line.as_deref(), place.editing);
    let operations = operations.each_ref().map(|(query, variables)| (query.as_str(), variables.clone()));
    let Some((_live, mut events)) = subscribe(&operations) else { return };
    let own = Session::expect().account().map(|account| account.id);
    while let Some(Event::Next(which, data)) = next(&mut events, is_gone).await {
        if which == 0 {
            let Some(change) = told_change(data) else { return };
            told(News::Change(Box::new(change)));
        } else {
            let Some(mut people) = told_presence(data) else { return };
            people.retain(|one| Some(one.account_id.inner()) != own.as_deref());
            others.0.try_set(people);
        }
    }
}

/// The next event; none once the page is gone, so that its place is given up soon.
async fn next(
    events: &mut futures::channel::mpsc::UnboundedReceiver<Event>,
    is_gone: &impl Fn() -> bool,
) -> Option<Event> {
    loop {
        let look = std::pin::pin!(clock::pause(Duration::from_millis(500)));
        match futures::future::select(events.next(), look).await {
            _ if is_gone() => return None,
            futures::future::Either::Left((event, _)) => return event,
            futures::future::Either::Right(_) => {}
        }
    }
}
