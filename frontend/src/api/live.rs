//! Subscriptions over `graphql-transport-ws`, with a way back to asking when the socket cannot be had.

use futures::channel::mpsc;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use crate::platform;
use crate::state::session::Session;

/// Subscriptions on one socket; dropping it closes the socket.
pub struct Live {
    socket: WebSocket,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _close: Closure<dyn FnMut(CloseEvent)>,
    _open: Closure<dyn FnMut()>,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Closing one that is closed does nothing.
        let _ = self.socket.close();
    }
}

/// What a subscription tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The `data` of an event of the subscription at this place.
    Next(usize, Value),
    /// One of them has ended, or the socket: no more will come; ask the server how things stand.
    End,
}

/// Opens subscriptions, each a document with its variables. Events come through the returned channel.
pub fn subscribe(operations: &[(&str, Value)]) -> Option<(Live, mpsc::UnboundedReceiver<Event>)> {
    let token = Session::expect().token().unwrap_or_default();
    open(operations, &json!({ "token": token }))
}

/// The same for what everybody may follow, without a log-in.
pub fn subscribe_public(operations: &[(&str, Value)]) -> Option<(Live, mpsc::UnboundedReceiver<Event>)> {
    open(operations, &json!({ "public": true }))
}

fn open(
    operations: &[(&str, Value)],
    introduction: &Value,
) -> Option<(Live, mpsc::UnboundedReceiver<Event>)> {
    let address = format!("{}/graphql/ws", platform::origin().replacen("http", "ws", 1));
    let socket = WebSocket::new_with_str(&address, "graphql-transport-ws").ok()?;
    let (send, receive) = mpsc::unbounded();
    let init = json!({ "type": "connection_init", "payload": introduction }).to_string();
    let starts: Vec<String> = operations
        .iter()
        .enumerate()
        .map(|(place, (query, variables))| {
            let payload = json!({ "query": query, "variables": variables });
            json!({ "id": place.to_string(), "type": "subscribe", "payload": payload }).to_string()
        })
        .collect();
    let opened = socket.clone();
    let open = Closure::<dyn FnMut()>::new(move || {
        // A socket that cannot send closes, which is told below.
        let _ = opened.send_with_str(&init);
    });
    let (answering, events) = (socket.clone(), send.clone());
    let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        let Ok(value) = serde_json::from_str::<Value>(&text) else { return };
        match value.get("type").and_then(Value::as_str) {
            Some("connection_ack") => {
                for start in &starts {
                    let _ = answering.send_with_str(start);
                }
            }
            Some("ping") => {
                let _ = answering.send_with_str("{\"type\":\"pong\"}");
            }
            Some("next") => {
                let place = value.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
                let data = value.pointer("/payload/data").cloned().unwrap_or_default();
                let _ = events.unbounded_send(Event::Next(place.unwrap_or_default(), data));
            }
            Some("complete" | "error") => {
                let _ = events.unbounded_send(Event::End);
            }
            _ => {}
        }
    });
    let close = Closure::<dyn FnMut(CloseEvent)>::new(move |_: CloseEvent| {
        let _ = send.unbounded_send(Event::End);
    });
    socket.set_onopen(Some(open.as_ref().unchecked_ref()));
    socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
    socket.set_onclose(Some(close.as_ref().unchecked_ref()));
    Some((Live { socket, _message: message, _close: close, _open: open }, receive))
}
