//! The application in this process: the real routes over a database of its own and a clock that stands
//! still until it is moved.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use actix_http::Request;
use actix_web::body::to_bytes;
use actix_web::dev::Service;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::middleware::{Compress, from_fn};
use actix_web::test::{TestRequest, init_service};
use actix_web::{App, web};
use backend::app::{Core, Services};
use backend::clock::ManualClock;
use backend::config::Settings;
use backend::db::Observer;
use backend::http::{Assets, HttpState, Limiter, access_log, routes, security_headers};
use backend::jobs::Runner;
use backend::keys::KeyRing;
use backend::server::handlers;
use chrono::{DateTime, Duration, Utc};
use futures::future::LocalBoxFuture;
use shared::code::DivisionCode;
use tempfile::TempDir;

use super::client::{Client, Held};
use super::db::{Engine, Template, TestDb};
use super::scratch::folder;

/// The division of every installation in the tests.
pub const DIVISION: &str = "410481";
/// Monday, nine in the morning in China, after the new year's holidays: the demo town without a story.
pub const NEW_YEAR: &str = "2026-01-05T01:00:00Z";
/// A Monday in June at nine: inside the published calendar, with four weeks to the next long holiday.
pub const LATE: &str = "2026-06-15T01:00:00Z";

/// How the application is started.
#[derive(Clone)]
pub struct Options {
    /// What the database holds.
    pub template: Template,
    /// HTTPS is in front.
    pub https: bool,
    /// Development.
    pub dev: bool,
    /// Log-ins a minute and address.
    pub logins: u32,
    /// Is told of every statement.
    pub observer: Option<Observer>,
}

impl Options {
    /// As in production, over this template.
    pub fn on(template: Template) -> Self {
        Self { template, https: false, dev: false, logins: 100_000, observer: None }
    }
}

/// Settings of an installation.
pub fn settings(dev: bool, https: bool) -> Settings {
    let division = DivisionCode::parse(DIVISION).unwrap();
    Settings { division, dev, https, trusted_proxies: vec!["10.0.0.1".parse().unwrap()] }
}

/// An answer as it came over HTTP.
#[derive(Debug)]
pub struct HttpAnswer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl HttpAnswer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header as text; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

type Handle = Rc<dyn Fn(Request) -> LocalBoxFuture<'static, HttpAnswer>>;

/// A program without the app's files.
struct NoFiles;

impl Assets for NoFiles {
    fn get(&self, _path: &str) -> Option<Cow<'static, [u8]>> {
        None
    }
}

/// The application under test.
pub struct TestApp {
    /// All services, for what has no public face: another division, the clock's effects.
    pub services: Services,
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// The database.
    pub db: TestDb,
    /// Folder of uploads and keys.
    pub dir: TempDir,
    /// What handlers are given, for tests that listen on a socket.
    pub state: web::Data<HttpState>,
    handle: Handle,
    /// Sessions of the people of the town: hashing passwords is made to be slow.
    sessions: RefCell<BTreeMap<String, Held>>,
}

impl TestApp {
    /// Over a template.
    pub async fn new(engine: Engine, template: Template) -> Self {
        Self::with(engine, Options::on(template)).await
    }

    /// With options.
    pub async fn with(engine: Engine, options: Options) -> Self {
        let db = TestDb::new(engine, options.template).await;
        Self::over(db, options).await
    }

    /// Over a database that is there already, as after a restart.
    pub async fn over(db: TestDb, options: Options) -> Self {
        let dir = folder("data");
        let connected = backend::db::connect_observed(&db.url(), options.observer.clone()).await.unwrap();
        let clock = Arc::new(ManualClock::new(LATE.parse().unwrap()));
        let keys = KeyRing::local(dir.path()).unwrap();
        let settings = settings(options.dev, options.https);
        let core = Core::new(connected, clock.clone(), keys, dir.path().join("files"), settings);
        let services = Services::new(core);
        let state = web::Data::new(HttpState {
            services: services.clone(),
            schema: backend::graphql::build(options.dev),
            documents: backend::graphql::Documents::default(),
            assets: Arc::new(NoFiles),
            limiter: Limiter::new(options.logins),
            queries_by_get: true,
            graphiql: None,
        });
        let app = App::new()
            .app_data(state.clone())
            .wrap(Compress::default())
            .wrap(from_fn(security_headers))
            .wrap(from_fn(access_log))
            .configure(routes);
        let service = Rc::new(init_service(app).await);
        let handle: Handle = Rc::new(move |request| {
            let answer = service.call(request);
            Box::pin(async move {
                let answer = answer.await.unwrap_or_else(|error| panic!("the service failed: {error}"));
                let (status, headers) = (answer.status(), answer.headers().clone());
                let body = to_bytes(answer.into_body()).await.unwrap_or_default().to_vec();
                HttpAnswer { status, headers, body }
            })
        });
        Self { services, clock, db, dir, state, handle, sessions: RefCell::default() }
    }

    /// Sends a request.
    pub async fn send(&self, request: TestRequest) -> HttpAnswer {
        let local = request.peer_addr("127.0.0.1:40000".parse().unwrap());
        (self.handle)(local.to_request()).await
    }

    /// Sends a request from an address of one's own.
    pub async fn send_from(&self, address: &str, request: TestRequest) -> HttpAnswer {
        (self.handle)(request.peer_addr(address.parse().unwrap()).to_request()).await
    }

    /// Somebody who is not logged in.
    pub fn anybody(&self) -> Client<'_> {
        Client::anonymous(self)
    }

    /// Somebody of the demo town, logged in; in the same session as before while its token lasts.
    pub async fn user(&self, username: &str) -> Client<'_> {
        let known = self.sessions.borrow().get(username).filter(|held| held.lasts(self.now())).cloned();
        if let Some(held) = known {
            return Client::resume(self, username, held);
        }
        let client = Client::login(self, username, backend::demo::PASSWORD).await;
        self.sessions.borrow_mut().insert(username.to_owned(), client.held());
        client
    }

    /// The instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.services.core.now()
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// A runner as the server has one.
    pub fn runner(&self) -> Runner {
        Runner::new(self.services.jobs.clone(), self.services.organisation.clone(), handlers(&self.services))
    }

    /// Works on all jobs that wait.
    pub async fn run_jobs(&self) {
        self.runner().drain().await.unwrap();
    }
}
