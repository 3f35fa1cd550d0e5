//! Settings of a server: command line and environment, read once.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use shared::code::DivisionCode;

/// Settings of every command that touches data.
#[derive(Debug, Clone, Args)]
pub struct DataArgs {
    /// Folder for the database file, uploads and keys.
    #[arg(long, env = "ONEDOOR_DATA_DIR", default_value = "data", global = true)]
    pub data_dir: PathBuf,
    /// `sqlite://FILE` or `postgres://…`; an SQLite file in the data folder if not given.
    #[arg(long, env = "ONEDOOR_DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Division (GB/T 2260) this installation works for.
    #[arg(long, env = "ONEDOOR_DIVISION", default_value = "410481", value_parser = parse_division, global = true)]
    pub division: DivisionCode,
}

/// Settings of `serve`.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a command line")]
pub struct ServeArgs {
    /// Address to listen on.
    #[arg(long, env = "ONEDOOR_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Fill an empty database with the demo town and its accounts.
    #[arg(long)]
    pub demo: bool,
    /// Development: GraphiQL, introspection, assets from disk.
    #[arg(long, conflicts_with = "production")]
    pub dev: bool,
    /// Production: refuse to start with demo accounts, without a secret of your own, or without HTTPS in front.
    #[arg(long)]
    pub production: bool,
    /// Declares that a proxy in front serves HTTPS only.
    #[arg(long, env = "ONEDOOR_HTTPS")]
    pub https: bool,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    #[arg(long, env = "ONEDOOR_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// File with at least 32 secret bytes from which all keys are derived.
    #[arg(long, env = "ONEDOOR_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,
    /// Folder to serve the app from instead of the files inside the program.
    #[arg(long)]
    pub web_dir: Option<PathBuf>,
    /// Demonstrations only: the instant the clock starts at, such as `2026-03-02T09:00:00+08:00`.
    #[arg(long, requires = "demo")]
    pub clock: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// Folders with fonts for papers, instead of the usual ones of the system.
    #[arg(long, env = "ONEDOOR_FONTS", value_delimiter = ',')]
    pub fonts: Vec<PathBuf>,
    /// Worker threads; as many as cores if not given.
    #[arg(long)]
    pub workers: Option<usize>,
}

fn parse_division(text: &str) -> Result<DivisionCode, String> {
    DivisionCode::parse(text).map_err(|error| error.to_string())
}

impl DataArgs {
    /// The address of the database.
    pub fn url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| {
            format!("sqlite://{}?mode=rwc", self.data_dir.join("onedoor.sqlite").display())
        })
    }
}

/// What the use cases need to know of the settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The installation's division.
    pub division: DivisionCode,
    /// GraphiQL, introspection, suggestions.
    pub dev: bool,
    /// HTTPS is in front: secure cookies, HSTS.
    pub https: bool,
    /// Proxies that are believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
}

/// Why a production server does not start.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotForProduction {
    /// Demo accounts are in the database.
    #[error("the database has {0} demo accounts; use a database without them")]
    DemoAccounts(u64),
    /// No secret file was given.
    #[error("give a secret of your own with --secret-file (at least 32 random bytes)")]
    DefaultSecret,
    /// HTTPS is not declared.
    #[error("serve HTTPS in front and declare it with --https")]
    NoHttps,
    /// Demo data were asked for.
    #[error("--demo and --production exclude each other")]
    Demo,
}

impl ServeArgs {
    /// What can be said before the database is open.
    pub fn check_production(&self) -> Result<(), NotForProduction> {
        if !self.production {
            Ok(())
        } else if self.demo {
            Err(NotForProduction::Demo)
        } else if self.secret_file.is_none() {
            Err(NotForProduction::DefaultSecret)
        } else if !self.https {
            Err(NotForProduction::NoHttps)
        } else {
            Ok(())
        }
    }
}
