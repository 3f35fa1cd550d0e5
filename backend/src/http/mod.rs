//! The HTTP door: GraphQL over our own handler, and REST only for sessions, uploads, downloads, health
//! and the public bundle.

mod assets;
mod bundle;
mod coverage;
mod downloads;
mod graphiql;
mod graphql;
mod headers;
mod health;
mod limiter;
mod open;
mod origin;
mod papers;
mod portal;
mod refusal;
mod session;
mod socket;
mod uploads;

use std::path::PathBuf;
use std::sync::Arc;

use actix_web::web;

pub use assets::{Assets, FolderAssets};
pub use headers::{access_log, security_headers};
pub use limiter::Limiter;

use crate::app::Services;
use crate::graphql::{Documents, OneDoorSchema};

/// What handlers are given.
pub struct HttpState {
    /// All services.
    pub services: Services,
    /// The GraphQL schema.
    pub schema: OneDoorSchema,
    /// Documents that were read before.
    pub documents: Documents,
    /// The files of the app.
    pub assets: Arc<dyn Assets>,
    /// Counts requests per address.
    pub limiter: Limiter,
    /// Whether queries may come by GET; not in production, where nothing private may stand in an address.
    pub queries_by_get: bool,
    /// Folder with GraphiQL's files, in development.
    pub graphiql: Option<PathBuf>,
}

/// Largest body of the session routes.
const LARGEST_FORM: usize = 4096;

/// All routes. Anything that is none of them is a page of the app.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .app_data(web::JsonConfig::default().limit(LARGEST_FORM).error_handler(refusal::form))
        .app_data(web::QueryConfig::default().error_handler(refusal::parameters))
        .app_data(web::PathConfig::default().error_handler(refusal::address))
        .service(web::resource("/healthz").get(health::alive))
        .service(web::resource("/readyz").get(health::ready))
        .service(
            web::resource("/graphql")
                .get(graphql::get)
                .post(graphql::post)
                .default_service(web::to(graphql::other)),
        )
        .service(web::resource("/graphql/ws").get(socket::open))
        .service(web::resource("/graphiql").get(graphiql::page))
        .service(web::resource("/graphiql/{file}").get(graphiql::file))
        .service(
            web::scope("/api")
                .service(web::resource("/session/login").post(session::login))
                .service(web::resource("/session/refresh").post(session::refresh))
                .service(web::resource("/session/logout").post(session::logout))
                .service(web::resource("/uploads").post(uploads::receive))
                .service(web::resource("/uploads/{id}").get(downloads::upload))
                .service(web::resource("/jobs/{id}/problems.csv").get(downloads::problems))
                .service(web::resource("/plans/{id}/table.xlsx").get(downloads::plan_table))
                .service(web::resource("/packages/{id}.{ending}").get(downloads::package))
                .service(web::resource("/coverage.csv").get(coverage::file))
                .service(web::resource("/plans/{id}/{paper}.pdf").get(papers::paper))
                .service(web::resource("/schema.graphql").get(downloads::schema))
                .default_service(web::to(refusal::unknown)),
        )
        .service(web::resource("/public/plans/{id}/content.json").get(papers::published_text))
        .service(web::resource("/public/schema/onedoor-bundle-1.json").get(open::schema))
        .service(web::resource("/public/keys/draw.json").get(open::keys))
        .service(web::resource("/public/verify/verify.py").get(open::python))
        .service(web::resource("/public/verify/draw_cells.py").get(open::python_cells))
        .service(web::resource("/public/draws/{wave}/{attempt}/bundle.json").get(bundle::bundle))
        .service(
            web::resource(["/robots.txt", "/sitemap.xml"]).get(portal::for_robots).head(portal::for_robots),
        )
        .service(web::resource(["/open/firms", "/open/en/firms"]).get(portal::find_firm))
        .service(web::resource(["/open", "/open/{tail:.*}"]).get(portal::open).head(portal::open))
        .default_service(web::to(assets::page));
}
