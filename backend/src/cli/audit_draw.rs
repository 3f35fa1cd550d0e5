//! `onedoor audit-draw`: whether draws of the past, ours or another system's, look like draws.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shared::Lang;
use shared::draw::{Bundle, verify};
use shared::fairness::{Columns, FairnessReport, History, HistoryBuilder, Verdict, audit, history_of};

use crate::exchange::open_table;

/// Names of those never drawn that are printed; the JSON has all.
const SHOWN: usize = 20;

/// Audits the files and prints what was found.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line")]
pub fn run(files: &[PathBuf], json: bool) -> ExitCode {
    let history = match read(files) {
        Ok(history) => history,
        Err(words) => {
            eprintln!("{words}");
            return ExitCode::from(2);
        }
    };
    let report = audit(&history);
    if json {
        match serde_json::to_string_pretty(&report) {
            Ok(text) => println!("{text}"),
            Err(error) => eprintln!("{error}"),
        }
    } else {
        print!("{}", in_words(&report));
    }
    match report.verdict {
        Verdict::Usual => ExitCode::SUCCESS,
        Verdict::Strange => ExitCode::from(1),
        Verdict::Silent => ExitCode::from(3),
    }
}

fn read(files: &[PathBuf]) -> Result<History, String> {
    let is_bundle =
        |file: &PathBuf| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if files.iter().all(is_bundle) {
        let bundles = files.iter().map(|file| bundle(file)).collect::<Result<Vec<_>, _>>()?;
        return history_of(&bundles).map_err(|fault| fault.to_string());
    }
    match files {
        [file] => table(file),
        _ => Err("bundles (.json), or one table".to_owned()),
    }
}

/// A bundle that is what it says: a forged one would audit the forger's numbers.
fn bundle(file: &Path) -> Result<Bundle, String> {
    let at = |words: String| format!("{}: {words}", file.display());
    let bytes = super::read_input(file).map_err(|error| at(error.to_string()))?;
    let bundle = Bundle::read(&bytes).map_err(|error| at(error.to_string()))?;
    verify(&bundle).map_err(|fault| at(format!("INVALID: {fault}")))?;
    Ok(bundle)
}

fn table(file: &Path) -> Result<History, String> {
    let at = |words: String| format!("{}: {words}", file.display());
    let table = open_table(file).map_err(|error| at(error.to_string()))?;
    let columns = Columns::find(&table.headings).map_err(|error| at(error.to_string()))?;
    let mut builder = HistoryBuilder::new();
    for row in table {
        let row = row.map_err(|error| at(error.to_string()))?;
        let taken = columns.take(&row.cells, &mut builder);
        taken.map_err(|error| at(format!("line {}: {error}", row.line)))?;
    }
    Ok(builder.finish())
}

fn in_words(report: &FairnessReport) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    let both = |zh: &str, en: &str| format!("{zh} / {en}");
    let verdict = both(report.verdict.label(Lang::Zh), report.verdict.label(Lang::En));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{} {verdict}", report.verdict);
    let _ = writeln!(
        out,
        "{} draws, {} lists, {} units, drawn anew {} times",
        report.draws, report.lists, report.units, report.trials
    );
    for one in &report.findings {
        let name = both(one.which.label(Lang::Zh), one.which.label(Lang::En));
        let mark = if one.strange { " !" } else { "" };
        let _ = if one.tells {
            writeln!(
                out,
                "{name}: {:.2}; usual {:.2} ({:.2} to {:.2}); p = {:.4}{mark}",
                one.value, one.usual, one.range.0, one.range.1, one.p
            )
        } else {
            writeln!(out, "{name}: these lists cannot tell")
        };
    }
    if !report.never.is_empty() {
        let names: Vec<&str> = report.never.iter().take(SHOWN).map(String::as_str).collect();
        let more = if report.never.len() > SHOWN { ", …" } else { "" };
        let _ = writeln!(out, "never drawn ({}): {}{more}", report.never.len(), names.join(", "));
    }
    out
}
