//! `onedoor verify-draw`: the same steps in the same words as the page of the public window. The steps go
//! to standard error as they are over, the verdict to standard output.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use shared::Lang;
use shared::draw::inquiry::{Finding, Lot, Mark, Step, Told, Verdict, inquire};
use shared::draw::{Bundle, check_follows};

/// A file with what came of it.
#[derive(Serialize)]
struct Checked<'a> {
    file: &'a Path,
    /// Whether it is signed with the key that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_signer: Option<bool>,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// How to check.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Print JSON.
    pub json: bool,
    /// The key the files must be signed with, hex.
    pub key: Option<&'a str>,
}

/// Checks the files; the worst of them decides.
#[expect(clippy::print_stderr, reason = "a command line")]
pub fn run(files: &[PathBuf], wanted: Wanted<'_>) -> ExitCode {
    let several = files.len() > 1;
    let mut worst = 0;
    let (mut all, mut series) = (Vec::new(), Vec::new());
    for file in files {
        let code = match super::read_input(file) {
            Err(error) => {
                eprintln!("{}: {error}", file.display());
                2
            }
            Ok(bytes) => {
                let finding = check(file, &bytes, several, wanted);
                let code = code(&finding, signed(&finding, wanted.key));
                series.push((file, bytes));
                all.push((file, finding));
                code
            }
        };
        worst = worst.max(code);
    }
    if several {
        worst = worst.max(follow(&series, wanted));
    }
    if wanted.json {
        print_json(&all, several, wanted.key);
    }
    ExitCode::from(worst)
}

/// Holds the waves that turn against the files of the waves before them, where those are among the files.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line")]
fn follow(files: &[(&PathBuf, Vec<u8>)], wanted: Wanted<'_>) -> u8 {
    let read: Vec<(&PathBuf, &[u8], Bundle)> = files
        .iter()
        .filter_map(|(file, bytes)| Some((*file, bytes.as_slice(), Bundle::read(bytes).ok()?)))
        .collect();
    let mut worst = 0;
    for (file, _, bundle) in &read {
        let Some(turn) = &bundle.turn else { continue };
        let Some((before, bytes, previous)) = read.iter().find(|(.., one)| one.wave == turn.previous) else {
            continue;
        };
        let (file, before) = (file.display(), before.display());
        match check_follows(bundle, previous, bytes) {
            Ok(()) if wanted.json => eprintln!("{file}: follows {before}"),
            Ok(()) => println!("{file}: follows {before}"),
            Err(fault) => {
                worst = 1;
                eprintln!("{} / {}", fault.words(Lang::Zh), fault.words(Lang::En));
                eprintln!("{file}: does not follow {before}: {fault}");
            }
        }
    }
    worst
}

fn check(file: &Path, bytes: &[u8], several: bool, wanted: Wanted<'_>) -> Finding {
    let finding = inquire(bytes, &mut |told| {
        if let (Told::Step(step), false) = (told, wanted.json) {
            say(&in_words(&step));
        }
    });
    if !wanted.json {
        verdict(file, &finding, several, signed(&finding, wanted.key));
    }
    finding
}

/// Whether a file is signed with the wanted key, where one is wanted.
fn signed(finding: &Finding, key: Option<&str>) -> Option<bool> {
    let signer = finding.face.as_ref().and_then(|face| face.signer.as_deref());
    key.map(|key| signer.is_some_and(|signer| signer.eq_ignore_ascii_case(key)))
}

const fn code(finding: &Finding, signed: Option<bool>) -> u8 {
    match (finding.verdict, signed) {
        (Verdict::Unreadable, _) => 2,
        (Verdict::Invalid, _) | (Verdict::Valid, Some(false)) => 1,
        (Verdict::Valid, _) => 0,
    }
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line")]
fn verdict(file: &Path, finding: &Finding, several: bool, signed: Option<bool>) {
    let name = if several { format!("{}: ", file.display()) } else { String::new() };
    if let Some(broken) = &finding.broken {
        eprintln!("{} / {}", broken.words(Lang::Zh), broken.words(Lang::En));
        println!("{name}INVALID: {}", broken.detail);
    } else if let Some(refusal) = finding.refusal {
        eprintln!("{name}unreadable: {} / {}", refusal.label(Lang::Zh), refusal.label(Lang::En));
    } else if signed == Some(false) {
        eprintln!("文件由另一把密钥签名 / the file is signed with another key");
        println!("{name}INVALID: the file is not signed with the given key");
    } else {
        println!("{name}VALID");
    }
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line")]
fn print_json(all: &[(&PathBuf, Finding)], several: bool, key: Option<&str>) {
    let checked: Vec<Checked<'_>> = all
        .iter()
        .map(|(file, finding)| Checked { file, expected_signer: signed(finding, key), finding })
        .collect();
    let text = match checked.as_slice() {
        [one] if !several => serde_json::to_string_pretty(one),
        many => serde_json::to_string_pretty(many),
    };
    match text {
        Ok(text) => println!("{text}"),
        Err(error) => eprintln!("{error}"),
    }
}

#[expect(clippy::print_stderr, reason = "a command line")]
fn say(text: &str) {
    eprint!("{text}");
}

/// A step in both languages, with what was computed in it.
fn in_words(step: &Step) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    let check = step.check;
    let sign = match step.mark {
        Mark::Holds => "✓",
        Mark::Fails => "✕",
        Mark::NotReached => "–",
    };
    let both = |zh: &str, en: &str| format!("{zh} / {en}");
    let mark = both(step.mark.label(Lang::Zh), step.mark.label(Lang::En));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{sign} {}: {mark}", both(check.label(Lang::Zh), check.label(Lang::En)));
    if step.mark == Mark::NotReached {
        return out;
    }
    for lang in [Lang::Zh, Lang::En] {
        let words = check.explained(lang);
        let proof = if step.mark == Mark::Holds { words.proof } else { "" };
        let _ = writeln!(out, "    {} {} {proof}", words.input, words.work);
    }
    for fact in &step.facts {
        let name = both(fact.name.label(Lang::Zh), fact.name.label(Lang::En));
        let of = if fact.of.is_empty() { String::new() } else { format!(" {}", fact.of) };
        let _ = match &fact.computed {
            Some(computed) if fact.agrees() == Some(false) => {
                writeln!(out, "    {name}{of}: {computed} ≠ {}", fact.stated)
            }
            _ => writeln!(out, "    {name}{of}: {}", fact.stated),
        };
    }
    for lot in &step.lots {
        let _ = writeln!(out, "    {}", lot_in_words(lot));
    }
    out
}

fn lot_in_words(lot: &Lot) -> String {
    let first: Vec<String> = lot.first.iter().map(|door| format!("{} {}", door.site, door.number)).collect();
    let more = if lot.quota > lot.first.len() as u64 { ", …" } else { "" };
    let said = match &lot.stated {
        Some(stated) => format!(" ≠ {}", stated.join(", ")),
        None => String::new(),
    };
    format!("{}:{} {}/{}: {}{more}{said}", lot.task, lot.stratum, lot.quota, lot.doors, first.join(", "))
}
