//! Subscriptions over `graphql-transport-ws`. The token comes with `connection_init`, because browsers
//! send no headers; the socket closes when it ends.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};
use actix_ws::{CloseCode, CloseReason, Message};
use async_graphql::Data;
use async_graphql::http::{WebSocketProtocols, WsMessage};
use chrono::{DateTime, Utc};
use futures::StreamExt;

use super::{HttpState, origin};
use crate::graphql::RequestContext;

const PROTOCOL: &str = "graphql-transport-ws";
/// Largest message of a client.
const LARGEST: usize = 64 * 1024;
/// A client that does not introduce itself by then is sent away.
const INIT_WITHIN: Duration = Duration::from_secs(10);

/// Opens a socket.
pub async fn open(
    request: HttpRequest,
    body: web::Payload,
    state: web::Data<HttpState>,
) -> Result<HttpResponse, actix_web::Error> {
    let (response, session, messages) = actix_ws::handle_with_protocols(&request, body, &[PROTOCOL])?;
    let lang = origin::lang(&request);
    let from = origin::origin(&request, &state);
    let ends: Arc<OnceLock<DateTime<Utc>>> = Arc::default();
    let known = Arc::clone(&ends);
    let services = state.services.clone();
    let init = move |payload: serde_json::Value| async move {
        let token = payload.get("token").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let mut viewer =
            (*services.sessions.viewer(&token).await.map_err(async_graphql::Error::from)?).clone();
        viewer.origin = from.clone();
        let expires = services.sessions.token_ends(&token).map_err(async_graphql::Error::from)?;
        let _ = known.set(expires);
        let mut data = Data::default();
        data.insert(RequestContext::new(services, Some(Arc::new(viewer)), from, lang));
        Ok(data)
    };
    let messages = messages.max_frame_size(LARGEST);
    let input = messages.filter_map(|message| async move {
        match message {
            Ok(Message::Text(text)) => Some(text.as_bytes().to_vec()),
            Ok(Message::Binary(bytes)) => Some(bytes.to_vec()),
            _ => None,
        }
    });
    let output =
        async_graphql::http::WebSocket::new(state.schema.clone(), input, WebSocketProtocols::GraphQLWS)
            .on_connection_init(init)
            .keepalive_timeout(None);
    actix_web::rt::spawn(pump(state, session, Box::pin(output), ends));
    Ok(response)
}

async fn pump(
    state: web::Data<HttpState>,
    mut session: actix_ws::Session,
    mut output: std::pin::Pin<Box<impl futures::Stream<Item = WsMessage>>>,
    ends: Arc<OnceLock<DateTime<Utc>>>,
) {
    let began = tokio::time::Instant::now();
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tokio::select! {
            message = output.next() => match message {
                Some(WsMessage::Text(text)) => {
                    if session.text(text).await.is_err() {
                        return;
                    }
                }
                Some(WsMessage::Close(code, description)) => return close(session, code, description).await,
                None => return close(session, 1000, String::new()).await,
            },
            _ = tick.tick() => match ends.get() {
                Some(ends) if *ends <= state.services.core.now() => {
                    return close(session, 4403, "token expired".into()).await;
                }
                None if began.elapsed() > INIT_WITHIN => {
                    return close(session, 4408, "Connection initialisation timeout".into()).await;
                }
                _ => {
                    if session.ping(b"").await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

async fn close(session: actix_ws::Session, code: u16, description: String) {
    let reason = CloseReason { code: CloseCode::Other(code), description: Some(description) };
    // The client may be gone already.
    let _ = session.close(Some(reason)).await;
}
