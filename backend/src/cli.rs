//! The command line.

mod audit_draw;
mod statement;
mod verify_draw;

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use shared::access::Grant;
use shared::calendar::WorkCalendar;
use shared::organisation::Role;
use shared::{Lang, uscc};

use crate::access::Viewer;
use crate::app::{Core, Services};
use crate::catalogue::import_joint_items;
use crate::clock::SystemClock;
use crate::config::{DataArgs, ServeArgs, Settings};
use crate::demo;
use crate::error::Error;
use crate::exchange::open_table;
use crate::http::Assets;
use crate::jobs::Problem;
use crate::keys::KeyRing;
use crate::organisation::{AccountInput, check_roles, import_departments, import_divisions};
use crate::registry::{ImportOptions, import_file, import_inspectors};
use crate::server::{StartError, open_core, serve};

/// OneDoor 进一次门: joint random inspections of departments.
#[derive(Debug, Parser)]
#[command(name = "onedoor", version)]
pub struct Cli {
    #[command(flatten)]
    data: DataArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve(ServeArgs),
    /// Bring the database's schema up to date.
    Migrate,
    /// Fill an empty database with the demo town.
    SeedDemo,
    /// Import a table.
    Import(ImportArgs),
    /// Print the GraphQL schema.
    ExportSchema,
    /// Make an account; the password is read from standard input.
    CreateUser(CreateUserArgs),
    /// Check draws, step by step: exit 0 VALID, 1 INVALID, 2 unreadable; of several files the worst.
    VerifyDraw {
        /// Published bundles, or files like the test vectors; `-` for standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print all that was computed as JSON.
        #[arg(long)]
        json: bool,
        /// The public key they must be signed with (hex), as published by the portal.
        #[arg(long)]
        key: Option<String>,
    },
    /// Check what one door was told of a draw: exit 0 VALID, 1 INVALID, 2 unreadable.
    VerifyStatement {
        /// A statement (`onedoor-statement/1`); `-` for standard input.
        file: PathBuf,
        /// The file of the whole draw, once it is open: then number and outcome are computed again.
        #[arg(long)]
        bundle: Option<PathBuf>,
    },
    /// Hold every draw of the database against its ledger, and check every bundle anew: exit 0 all holds, 1 not.
    CheckDraws {
        /// Bundles that somebody has kept: each must be on record.
        files: Vec<PathBuf>,
    },
    /// Ask whether draws of the past look random: exit 0 nothing strange, 1 strange, 2 unreadable, 3 too little.
    AuditDraw {
        /// Published bundles, or one table (CSV or XLSX) of another system: 抽取批次, 检查对象, 是否抽中 and, where
        /// there are strata, 分层; rows in the order of the lists.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print the report as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Small tools for checks from outside.
    #[command(subcommand)]
    Tool(Tool),
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// What the table holds.
    what: Importable,
    /// CSV (UTF-8 or GB18030) or XLSX.
    file: PathBuf,
    /// Let rows with an invalid or missing credit code in, marked (subjects).
    #[arg(long)]
    allow_invalid_codes: bool,
    /// Publish new items at once (items).
    #[arg(long)]
    publish: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Importable {
    Subjects,
    Items,
    Departments,
    Divisions,
    Inspectors,
}

#[derive(Debug, Args)]
struct CreateUserArgs {
    /// Name to log in with.
    username: String,
    /// Name people see.
    #[arg(long)]
    display_name: String,
    /// Roles, such as SYSTEM_ADMIN.
    #[arg(long = "role", value_parser = parse_role)]
    roles: Vec<Role>,
    /// Code of the department the roles are held for.
    #[arg(long)]
    department: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Tool {
    /// Read credit codes line by line: `CODE ok` or `CODE bad REASON`.
    Uscc {
        /// A file, or `-` for standard input.
        file: PathBuf,
    },
    /// The day a period of working days ends.
    DueDate {
        /// Day of the event.
        #[arg(long)]
        from: NaiveDate,
        /// How many working days.
        #[arg(long)]
        working_days: u32,
    },
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        format!("not a role; one of {:?}", Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>())
    })
}

/// What went wrong, in words for a terminal.
type Failure = Box<dyn std::error::Error>;

/// Runs a command; `assets` are the app's files.
#[expect(clippy::print_stderr, reason = "a command line")]
pub async fn run(cli: Cli, assets: Arc<dyn Assets>) -> ExitCode {
    match execute(cli, assets).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("onedoor: {}", words(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Refusals in both languages; anything else as it is.
fn words(error: &(dyn std::error::Error + 'static)) -> String {
    let refusals = match (error.downcast_ref::<Error>(), error.downcast_ref::<StartError>()) {
        (Some(error), _) | (_, Some(StartError::UseCase(error))) => error.refusals(),
        _ => None,
    };
    match refusals {
        None => error.to_string(),
        Some(refusals) => refusals
            .iter()
            .map(|refusal| {
                let code = refusal.code;
                let place = [refusal.path.as_str(), refusal.detail.as_str()].join(" ");
                format!("{code} {} / {} {}", code.label(Lang::Zh), code.label(Lang::En), place.trim())
            })
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

#[expect(clippy::print_stdout, reason = "a command line")]
async fn execute(cli: Cli, assets: Arc<dyn Assets>) -> Result<ExitCode, Failure> {
    let data = cli.data;
    match cli.command {
        Command::Serve(args) => serve(data, args, assets).await?,
        Command::Migrate => {
            open(&data).await?;
        }
        Command::SeedDemo => {
            let services = Services::new(open(&data).await?);
            if !demo::is_empty(&services).await? {
                return Err("the database is not empty".into());
            }
            let loaded = demo::load(&services).await?;
            println!("{} accounts; subjects {}", loaded.accounts, loaded.subjects);
        }
        Command::Import(args) => return import(open(&data).await?, args).await,
        Command::ExportSchema => print!("{}", crate::graphql::sdl()),
        Command::CreateUser(args) => create_user(open(&data).await?, args).await?,
        Command::VerifyDraw { files, json, key } => {
            return Ok(verify_draw::run(&files, verify_draw::Wanted { json, key: key.as_deref() }));
        }
        Command::VerifyStatement { file, bundle } => return Ok(statement::run(&file, bundle.as_deref())),
        Command::CheckDraws { files } => return check_draws(open(&data).await?, &files).await,
        Command::AuditDraw { files, json } => return Ok(audit_draw::run(&files, json)),
        Command::Tool(Tool::Uscc { file }) => check_codes(&file)?,
        Command::Tool(Tool::DueDate { from, working_days }) => {
            let due = WorkCalendar::published().deadline(from, working_days).ok_or("past the end of time")?;
            println!("{} {}", due.date, if due.provisional { "provisional" } else { "final" });
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn open(data: &DataArgs) -> Result<Core, StartError> {
    let settings =
        Settings { division: data.division.clone(), dev: false, https: false, trusted_proxies: Vec::new() };
    let keys = KeyRing::local(&data.data_dir)?;
    open_core(data, settings, keys, Arc::new(SystemClock::default())).await
}

fn operator(core: &Core) -> Viewer {
    Viewer::system("onedoor command line", core.settings().division.clone())
}

#[expect(clippy::print_stdout, reason = "a command line")]
async fn check_draws(core: Core, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    let division = core.settings().division.clone();
    let draw = Services::new(core).draw;
    for file in files {
        if !draw.knows(&division, &read_input(file)?).await? {
            println!("BROKEN: {} is not on record", file.display());
            return Ok(ExitCode::from(1));
        }
    }
    let found = draw.ledger(&division, None).await?;
    Ok(match found.fault {
        None => {
            println!("INTACT: {} steps, {}", found.length, found.head);
            ExitCode::SUCCESS
        }
        Some(fault) => {
            println!("BROKEN: {fault}\n{}", fault.words(Lang::Zh));
            ExitCode::from(1)
        }
    })
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line")]
async fn import(core: Core, args: ImportArgs) -> Result<ExitCode, Failure> {
    let viewer = operator(&core);
    if let Importable::Subjects = args.what {
        let options = ImportOptions { allow_invalid_codes: args.allow_invalid_codes };
        let progress = |done: u64, total: u64| eprint!("\r{done} / {total}");
        let (counts, problems) = import_file(&core, &viewer, &args.file, options, progress).await?;
        eprintln!();
        for problem in &problems {
            eprintln!("{}", describe(problem));
        }
        println!("{counts}");
        return Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) });
    }
    let file = args.file;
    let table = tokio::task::spawn_blocking(move || open_table(&file)).await?.map_err(Error::from)?;
    let report = match args.what {
        Importable::Items => import_joint_items(&core, &viewer, table, args.publish).await?,
        Importable::Departments => import_departments(&core, &viewer, table).await?,
        Importable::Divisions => import_divisions(&core, &viewer, table).await?,
        Importable::Inspectors | Importable::Subjects => import_inspectors(&core, &viewer, table).await?,
    };
    println!("{}", serde_json::to_string(&report)?);
    Ok(ExitCode::SUCCESS)
}

fn describe(problem: &Problem) -> String {
    let Problem { line, column, code, detail, content } = problem;
    format!("line {line}, {column}: {code} {} {detail} {content}", code.label(Lang::Zh))
}

async fn create_user(core: Core, args: CreateUserArgs) -> Result<(), Failure> {
    let services = Services::new(core);
    let viewer = operator(&services.core);
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let departments = services.organisation.departments(&viewer).await?;
    let department = match &args.department {
        None => None,
        Some(code) => {
            let found = departments.iter().find(|row| row.code == *code).map(|row| row.id);
            Some(found.ok_or_else(|| format!("no department {code}"))?)
        }
    };
    let grants: Vec<Grant> = args
        .roles
        .into_iter()
        .map(|role| Grant { role, department: department.filter(|_| role.needs_department()) })
        .collect();
    // Refused before there is an account without roles.
    let grants = check_roles(&grants)?;
    let input = AccountInput {
        username: args.username,
        display_name: args.display_name,
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
        inspector: None,
    };
    let account = services.organisation.create_account(&viewer, input).await?;
    services.organisation.grant_roles(&viewer, account.id, &grants, "command line").await?;
    Ok(())
}

fn read_input(file: &std::path::Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn check_codes(file: &std::path::Path) -> std::io::Result<()> {
    let bytes = read_input(file)?;
    let mut out = std::io::stdout().lock();
    for line in String::from_utf8_lossy(&bytes).lines() {
        let code = line.trim();
        if code.is_empty() {
            continue;
        }
        match uscc::check(code) {
            Ok(()) => writeln!(out, "{code} ok")?,
            Err(problem) => writeln!(out, "{code} bad {problem}")?,
        }
    }
    Ok(())
}
