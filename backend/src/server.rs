//! Starting the server: database, schema, demo town, jobs, HTTP.

use std::path::PathBuf;
use std::sync::Arc;

use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use shared::job::JobKind;

use crate::app::{Core, Services};
use crate::clock::{Clock, SystemClock};
use crate::config::{DataArgs, NotForProduction, ServeArgs, Settings};
use crate::db;
use crate::demo;
use crate::draw::{DrawJob, FreezeJob};
use crate::http::{Assets, FolderAssets, HttpState, Limiter, access_log, routes, security_headers};
use crate::jobs::{Handler, Runner};
use crate::keys::KeyRing;
use crate::registry::{BulkEditJob, SubjectImport};

/// What can stop a server from starting.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Settings that production does not allow.
    #[error("{0}")]
    NotForProduction(#[from] NotForProduction),
    /// The database.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// A use case failed.
    #[error("{0}")]
    UseCase(#[from] crate::error::Error),
    /// Files or the network.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Log-ins a minute and address.
const LOGINS: u32 = 30;
/// In demonstrations and tests many people share an address.
const DEMO_LOGINS: u32 = 600;

/// Opens database and keys.
pub async fn open_core(
    data: &DataArgs,
    settings: Settings,
    keys: KeyRing,
    clock: Arc<dyn Clock>,
) -> Result<Core, StartError> {
    std::fs::create_dir_all(&data.data_dir)?;
    let database = db::connect(&data.url()).await?;
    db::migrate(&database).await?;
    Ok(Core::new(database, clock, keys, data.data_dir.join("files"), settings))
}

/// The handlers of all kinds of jobs.
pub fn handlers(services: &Services) -> Vec<(JobKind, Arc<dyn Handler>)> {
    vec![
        (JobKind::ImportSubjects, Arc::new(SubjectImport)),
        (JobKind::BulkEdit, Arc::new(BulkEditJob)),
        (JobKind::FreezeFrame, Arc::new(FreezeJob(services.draw.clone()))),
        (JobKind::RunDraw, Arc::new(DrawJob(services.draw.clone()))),
    ]
}

/// How long the head of a request may take. Browsers open connections before they need them, and phones
/// are slow: one that is answered "too late" just as it is first used costs its page a file.
const SLOWEST_HEAD: std::time::Duration = std::time::Duration::from_mins(1);

/// How long an idle connection stays open. Longer than the gateways in front keep theirs (60 s is usual):
/// a connection closed at the moment the next request comes over it costs that request.
const KEPT_OPEN: std::time::Duration = std::time::Duration::from_secs(75);

/// Runs the server until it is told to stop.
pub async fn serve(data: DataArgs, args: ServeArgs, built_in: Arc<dyn Assets>) -> Result<(), StartError> {
    args.check_production()?;
    let clock: Arc<dyn Clock> = match args.clock {
        Some(start) => Arc::new(SystemClock::starting_at(start.to_utc())),
        None => Arc::new(SystemClock::default()),
    };
    let keys = match &args.secret_file {
        Some(path) => KeyRing::read(path)?,
        None => KeyRing::local(&data.data_dir)?,
    };
    let settings = Settings {
        division: data.division.clone(),
        dev: args.dev,
        https: args.https,
        trusted_proxies: args.trusted_proxies.clone(),
    };
    let core = open_core(&data, settings, keys, clock).await?;
    if !args.fonts.is_empty() {
        core.press().look_in(args.fonts.clone());
    }
    let services = Services::new(core);
    if args.demo && demo::is_empty(&services).await? {
        let loaded = demo::load(&services).await?;
        tracing::info!(subjects = %loaded.subjects, accounts = loaded.accounts, "demo town loaded");
    }
    let program = crate::access::Viewer::system("start", data.division.clone());
    services.planning.seed_matrices(&program).await?;
    let demo_accounts = services.organisation.demo_accounts().await?;
    if args.production && demo_accounts > 0 {
        return Err(NotForProduction::DemoAccounts(demo_accounts).into());
    }
    // Background work lives on this runtime, not on a worker's.
    let runner = Runner::new(services.jobs.clone(), services.organisation.clone(), handlers(&services));
    let background = tokio::spawn(runner.run());
    let keeper = tokio::spawn(keep_time(services.draw.clone()));
    let state = web::Data::new(HttpState {
        schema: crate::graphql::build(args.dev),
        documents: crate::graphql::Documents::default(),
        assets: match args.web_dir {
            Some(folder) => Arc::new(FolderAssets(folder)),
            None => built_in,
        },
        limiter: Limiter::new(if args.demo { DEMO_LOGINS } else { LOGINS }),
        queries_by_get: !args.production,
        graphiql: graphiql_folder(args.dev),
        services,
    });
    let mut server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .wrap(Compress::default())
            .wrap(from_fn(security_headers))
            .wrap(from_fn(access_log))
            .configure(routes)
    })
    .client_request_timeout(SLOWEST_HEAD)
    .keep_alive(KEPT_OPEN)
    .shutdown_timeout(30);
    if let Some(workers) = args.workers {
        server = server.workers(workers);
    }
    let server = server.bind(args.listen)?.run();
    announce(&args.listen.to_string(), demo_accounts > 0);
    server.await?;
    background.abort();
    keeper.abort();
    Ok(())
}

/// How often overdue reveals are looked for.
const TIME_KEPT: std::time::Duration = std::time::Duration::from_secs(2);

/// Voids attempts whose time to reveal is over, as long as the server runs.
async fn keep_time(draw: crate::draw::DrawService) {
    loop {
        tokio::time::sleep(TIME_KEPT).await;
        if let Err(error) = draw.void_overdue().await {
            tracing::warn!(%error, "overdue reveals could not be looked for");
        }
    }
}

/// GraphiQL's packages, if the browser tests' packages are installed.
fn graphiql_folder(dev: bool) -> Option<PathBuf> {
    let folder = PathBuf::from("e2e/node_modules");
    (dev && folder.join("graphiql").exists()).then_some(folder)
}

#[expect(clippy::print_stdout, reason = "what people who start it want to read")]
fn announce(address: &str, demo: bool) {
    println!("OneDoor 进一次门: http://{address}");
    if demo {
        println!("演示账号 demo accounts (password {}):", demo::PASSWORD);
        for (username, what) in demo::shown_accounts() {
            println!("  {username:<14} {what}");
        }
    }
}
