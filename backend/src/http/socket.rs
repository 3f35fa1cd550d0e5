//! Subscriptions over `graphql-transport-ws`. The token comes with `connection_init`, because browsers
//! send no headers; the socket closes when it ends, or when the session behind it does.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};
use actix_ws::{CloseCode, CloseReason, Message};
use async_graphql::Data;
use async_graphql::http::{WebSocketProtocols, WsMessage};
use chrono::{DateTime, Utc};
use futures::StreamExt;
use futures::future::ready;
use shared::ErrorCode;

use super::{HttpState, origin, refusal};
use crate::graphql::{Guarded, RequestContext};

const PROTOCOL: &str = "graphql-transport-ws";
/// Largest message of a client.
const LARGEST: usize = 64 * 1024;
/// A client that does not introduce itself by then is sent away.
const INIT_WITHIN: Duration = Duration::from_secs(10);
/// How often session and token are looked at again.
const LOOK: Duration = Duration::from_secs(2);

/// Close codes of the protocol.
const BAD_MESSAGE: u16 = 4400;
const NOT_INTRODUCED: u16 = 4401;
const FORBIDDEN: u16 = 4403;
const TOO_LATE: u16 = 4408;

/// What the client said of itself.
#[derive(Default)]
struct Introduction {
    /// Its token, and when that ends.
    known: OnceLock<(String, DateTime<Utc>)>,
    /// It is nobody in particular.
    anonymous: OnceLock<()>,
    /// It was not believed.
    refused: AtomicBool,
}

impl Introduction {
    /// The protocol's code for a close of the library, which has its own.
    fn code(&self, code: u16) -> u16 {
        match code {
            1002 if self.refused.load(Ordering::SeqCst) => FORBIDDEN,
            1002 => BAD_MESSAGE,
            1011 => NOT_INTRODUCED,
            other => other,
        }
    }

    /// Whether the token or the session of somebody who was believed is over: nothing is told after that.
    /// A database that does not answer for a moment ends nobody's session.
    async fn is_over(&self, state: &HttpState) -> bool {
        let Some((token, ends)) = self.known.get() else { return false };
        let viewer = state.services.sessions.viewer(token).await;
        *ends <= state.services.core.now() || viewer.is_err_and(|error| error.is(ErrorCode::SessionExpired))
    }
}

/// Opens a socket.
pub async fn open(
    request: HttpRequest,
    body: web::Payload,
    state: web::Data<HttpState>,
) -> Result<HttpResponse, actix_web::Error> {
    let from = origin::origin(&request, &state);
    if let Err(error) = state.limiter.socket(&from.ip) {
        return Ok(refusal::answer(&request, &error));
    }
    let (response, session, messages) = actix_ws::handle_with_protocols(&request, body, &[PROTOCOL])?;
    let lang = origin::lang(&request);
    let introduction: Arc<Introduction> = Arc::default();
    let told = Arc::clone(&introduction);
    let services = state.services.clone();
    let init = move |payload: serde_json::Value| async move {
        // What everybody may follow needs no log-in, but is asked for as such.
        if payload.get("public").and_then(serde_json::Value::as_bool) == Some(true) {
            let mut data = Data::default();
            data.insert(RequestContext::new(services, None, from, lang));
            let _ = told.anonymous.set(());
            return Ok(data);
        }
        let token = payload.get("token").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let believed = async {
            let viewer = services.sessions.viewer(&token).await?;
            Ok::<_, crate::error::Error>(((*viewer).clone(), services.sessions.token_ends(&token)?))
        };
        let (mut viewer, ends) = match believed.await {
            Ok(believed) => believed,
            Err(error) => {
                told.refused.store(true, Ordering::SeqCst);
                return Err(async_graphql::Error::from(error));
            }
        };
        viewer.origin = from.clone();
        // The library takes one introduction only.
        let _ = told.known.set((token, ends));
        let mut data = Data::default();
        data.insert(RequestContext::new(services, Some(Arc::new(viewer)), from, lang));
        Ok(data)
    };
    let messages = messages.max_frame_size(LARGEST);
    // A client that says goodbye waits for ours: nothing it asked for goes on.
    let goes_on = |message: &Result<Message, _>| ready(!matches!(message, Ok(Message::Close(_)) | Err(_)));
    let input = messages.take_while(goes_on).filter_map(|message| async move {
        match message {
            Ok(Message::Text(text)) => Some(text.as_bytes().to_vec()),
            Ok(Message::Binary(bytes)) => Some(bytes.to_vec()),
            _ => None,
        }
    });
    let output = async_graphql::http::WebSocket::new(
        Guarded(state.schema.clone()),
        input,
        WebSocketProtocols::GraphQLWS,
    )
    .on_connection_init(init)
    .keepalive_timeout(None);
    actix_web::rt::spawn(pump(state, session, Box::pin(output), introduction));
    Ok(response)
}

async fn pump(
    state: web::Data<HttpState>,
    mut session: actix_ws::Session,
    mut output: std::pin::Pin<Box<impl futures::Stream<Item = WsMessage>>>,
    introduction: Arc<Introduction>,
) {
    let began = tokio::time::Instant::now();
    let mut tick = tokio::time::interval(LOOK);
    loop {
        tokio::select! {
            message = output.next() => match message {
                Some(WsMessage::Text(text)) => {
                    if introduction.is_over(&state).await {
                        return close(session, FORBIDDEN, "the session has ended".into()).await;
                    }
                    if session.text(text).await.is_err() {
                        return;
                    }
                }
                Some(WsMessage::Close(code, description)) => {
                    return close(session, introduction.code(code), description).await;
                }
                None => return close(session, 1000, String::new()).await,
            },
            _ = tick.tick() => match introduction.known.get().map(|_| ()).or(introduction.anonymous.get().copied()) {
                Some(()) => {
                    if introduction.is_over(&state).await {
                        return close(session, FORBIDDEN, "the session has ended".into()).await;
                    }
                    if session.ping(b"").await.is_err() {
                        return;
                    }
                }
                None if began.elapsed() > INIT_WITHIN => {
                    return close(session, TOO_LATE, "Connection initialisation timeout".into()).await;
                }
                None => {}
            }
        }
    }
}

async fn close(session: actix_ws::Session, code: u16, description: String) {
    let reason = CloseReason { code: CloseCode::Other(code), description: Some(description) };
    // The client may be gone already.
    let _ = session.close(Some(reason)).await;
}
