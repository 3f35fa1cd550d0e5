//! `onedoor verify-statement`: does what one door was told hold, alone and against the whole draw?

use std::path::Path;
use std::process::ExitCode;

use shared::Lang;
use shared::draw::{
    Bundle, DoorBook, DoorOpening, HashAlgorithm, Published, Statement, StatementCheck, examine_statement,
    to_hex, verify,
};

/// What came of it.
enum Found {
    /// These checks hold.
    Valid(Vec<StatementCheck>),
    /// Something does not.
    Invalid(String),
}

/// Checks the statement and prints what was found.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line")]
pub fn run(file: &Path, bundle: Option<&Path>) -> ExitCode {
    match check(file, bundle) {
        Ok(Found::Valid(held)) => {
            println!("VALID");
            for check in held {
                println!("{check} {} / {}", check.label(Lang::Zh), check.label(Lang::En));
            }
            ExitCode::SUCCESS
        }
        Ok(Found::Invalid(words)) => {
            println!("INVALID: {words}");
            ExitCode::from(1)
        }
        Err(words) => {
            eprintln!("unreadable: {words}");
            ExitCode::from(2)
        }
    }
}

fn check(file: &Path, bundle: Option<&Path>) -> Result<Found, String> {
    let read = |file: &Path| super::read_input(file).map_err(|error| format!("{}: {error}", file.display()));
    let statement = Statement::read(&read(file)?).map_err(|error| error.to_string())?;
    let whole = match bundle {
        None => None,
        Some(path) => {
            let bytes = read(path)?;
            let bundle = Bundle::read(&bytes).map_err(|error| error.to_string())?;
            Some((bundle, to_hex(&HashAlgorithm::Sha256.hash(&[&bytes]))))
        }
    };
    let published = whole.as_ref().map(|(bundle, hash)| Published {
        wave: bundle.wave.clone(),
        attempt: bundle.attempt,
        root: Some(bundle.frame_root.clone()),
        size: u64::try_from(bundle.frame.len()).ok(),
        bundle_hash: Some(hash.clone()),
        seed: Some(bundle.seed.clone()),
    });
    let mut held = Vec::new();
    if let Err((check, fault)) = examine_statement(&statement, published.as_ref(), |check| held.push(check)) {
        return Ok(Found::Invalid(format!("{check}: {fault}")));
    }
    if let Some((bundle, hash)) = &whole
        && let Some(fault) = differs_from(&statement, bundle, hash)
    {
        return Ok(Found::Invalid(fault));
    }
    Ok(Found::Valid(held))
}

/// In what a statement differs from the one that the whole draw gives, if in anything.
fn differs_from(statement: &Statement, bundle: &Bundle, hash: &str) -> Option<String> {
    if let Err(fault) = verify(bundle) {
        return Some(format!("the bundle: {fault}"));
    }
    let book = match DoorBook::new(bundle, hash) {
        Ok(book) => book,
        Err(fault) => return Some(format!("the bundle: {fault}")),
    };
    let opening = match &statement.outcome {
        None => DoorOpening::Sealed,
        Some(outcome) if outcome.seed.is_none() => DoorOpening::Door,
        Some(_) => DoorOpening::Whole,
    };
    let mut own = book.statement(&statement.site, opening, statement.sealed_until.clone())?;
    own.signature.clone_from(&statement.signature);
    (own != *statement).then(|| "the draw gives this door another statement".to_owned())
}
