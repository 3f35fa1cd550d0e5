//! Following a draw: told by a subscription without a log-in, asked every few seconds where there is none.

use std::time::Duration;

use futures::StreamExt;
use futures::channel::mpsc::UnboundedReceiver;
use futures::future::{Either, select};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::Offset;
use super::queries::{HallWave, changes, hall};
use crate::api::live::{Event, subscribe_public};
use crate::api::{Load, Query};
use crate::platform::clock;

/// How long to wait before asking or connecting again.
const PAUSE: Duration = Duration::from_secs(3);

/// Keeps the draw and the measure of the server's clock fresh while the page is there.
pub fn follow(code: StoredValue<String>, query: Query<Option<HallWave>>, offset: RwSignal<Offset>) {
    spawn_local(async move {
        while let Some(code) = code.try_get_value() {
            let (document, variables) = changes(&code);
            if let Some((_live, mut events)) = subscribe_public(&[(document, variables)]) {
                while told(&mut events, query).await {
                    if !renew(&code, query, offset).await {
                        return;
                    }
                }
            }
            if !renew(&code, query, offset).await {
                return;
            }
            clock::pause(PAUSE).await;
        }
    });
}

/// Waits for the next event; false once there will be none, or the page is gone.
async fn told(events: &mut UnboundedReceiver<Event>, query: Query<Option<HallWave>>) -> bool {
    loop {
        let look = std::pin::pin!(clock::pause(Duration::from_millis(500)));
        match select(events.next(), look).await {
            _ if query.state.is_disposed() => return false,
            Either::Left((event, _)) => return matches!(event, Some(Event::Next(..))),
            Either::Right(_) => {}
        }
    }
}

/// Asks how things stand; false once the page is gone. What has not changed is left alone.
async fn renew(code: &str, query: Query<Option<HallWave>>, offset: RwSignal<Offset>) -> bool {
    if let Ok((wave, measured)) = hall(code.to_owned()).await {
        offset.try_update(|known| *known = known.better(measured));
        query.state.try_maybe_update(|state| {
            let fresh = Load::Ready(wave);
            let changed = *state != fresh;
            if changed {
                *state = fresh;
            }
            (changed, ())
        });
    }
    !query.state.is_disposed()
}
