//! What a visitor's phone has to fetch, against what we promise (brotli).
//!
//! A first load is the shell and the part that holds the page, with every chunk it shares with other
//! parts; the glue names them.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// Lazy parts that show a page, and most bytes of a first load of it: where the app stands, with a little
/// air, so that it can only get lighter (`docs/adr/0007-building-the-app.md`).
const PAGES: [(&str, u64); 29] = [
    ("public_pages", 317_000),
    ("field_pages", 303_000),
    // Mostly opened from the window, which has fetched more than half of it.
    ("ceremony_pages", 385_000),
    ("verify_pages", 321_000),
    ("whyme_pages", 405_000),
    // It computes whole draws again and audits them.
    ("audit_pages", 576_000),
    ("hall_pages", 455_000),
    ("home_pages", DESK),
    ("admin_pages", 451_000),
    ("catalogue_pages", 479_000),
    ("own_item_pages", DESK),
    ("item_list_pages", DESK),
    ("coverage_pages", DESK),
    ("register_pages", DESK),
    ("draw_pages", 482_000),
    ("new_wave_pages", 500_000),
    ("planning_pages", 530_000),
    ("ratio_pages", DESK),
    ("line_form_pages", 477_000),
    ("table_pages", DESK),
    ("together_pages", 455_000),
    // On the page of a plan, which fetches it.
    ("plan_paper_pages", 373_000),
    ("deadline_pages", 390_000),
    ("outlook_pages", 521_000),
    ("registry_pages", 564_000),
    ("keeping_pages", 590_000),
    ("visits_pages", 461_000),
    ("results_pages", DESK),
    ("package_pages", DESK),
];
/// A page of the desk.
const DESK: u64 = 444_000;
/// Largest chunk beside the main module.
const CHUNK: u64 = 149_000;
/// What whoever checks a draw fetches beside the page: glue of the worker, glue of the module, the module.
const VERIFIER: ([&str; 3], u64) = (["verifier-worker.js", "verifier.js", "verifier_bg.wasm"], 258_000);
/// Everything together.
const ALL: u64 = 2_945_000;
/// What every page fetches.
const SHELL: [&str; 5] = ["onedoor.js", "onedoor_bg.wasm", "app.css", "boot.js", "__wasm_split.js"];

/// Prints the sizes; an error names what is over its budget.
pub fn check(dist: &Path) -> Result<(), Box<dyn Error>> {
    let app = std::fs::read_dir(dist.join("app"))?.next().ok_or("no build in the folder")??.path();
    let sizes = sizes(&app)?;
    let glue = std::fs::read_to_string(app.join("__wasm_split.js"))?;
    let needs = needs(&glue);
    let size = |name: &str| sizes.get(name).copied().unwrap_or(0);
    let mut over = Vec::new();
    let mut judge = |what: String, bytes: u64, most: u64| {
        let line = format!("{what:<20} {:>7.1} KB of {:>6.1}", kilo(bytes), kilo(most));
        say(&line);
        if bytes > most {
            over.push(line);
        }
    };
    for (part, most) in PAGES {
        let own = needs.get(part).ok_or_else(|| format!("no lazy part {part}"))?;
        let files: BTreeSet<&str> = SHELL.into_iter().chain(own.iter().map(String::as_str)).collect();
        judge(format!("first {part}"), files.into_iter().map(size).sum(), most);
    }
    judge("verifier".to_owned(), VERIFIER.0.into_iter().map(size).sum(), VERIFIER.1);
    for (name, bytes) in &sizes {
        let whole = SHELL.contains(&name.as_str()) || VERIFIER.0.contains(&name.as_str());
        if ends_in(name, &["wasm"]) && !whole && *bytes > CHUNK {
            judge(name.clone(), *bytes, CHUNK);
        }
    }
    judge("all".to_owned(), sizes.values().sum(), ALL);
    if over.is_empty() { Ok(()) } else { Err(format!("over budget:\n{}", over.join("\n")).into()) }
}

#[expect(clippy::print_stdout, reason = "a build tool")]
fn say(line: &str) {
    println!("{line}");
}

#[expect(clippy::cast_precision_loss, reason = "sizes for people")]
fn kilo(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

fn ends_in(name: &str, endings: &[&str]) -> bool {
    Path::new(name).extension().is_some_and(|own| endings.iter().any(|ending| own == *ending))
}

/// Bytes of each file as it travels: its brotli twin where there is one.
fn sizes(app: &Path) -> Result<BTreeMap<String, u64>, Box<dyn Error>> {
    let mut sizes = BTreeMap::new();
    for entry in std::fs::read_dir(app)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if ends_in(&name, &["br", "gz"]) {
            continue;
        }
        let twin = app.join(format!("{name}.br"));
        let travels = if twin.exists() { twin } else { path };
        sizes.insert(name, std::fs::metadata(travels)?.len());
    }
    Ok(sizes)
}

/// Lazy part → files it fetches, read off the splitter's glue.
fn needs(glue: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for piece in glue.split("export const __wasm_split_load_").skip(1) {
        let Some((name, body)) = piece.split_once(" = ") else { continue };
        let body = body.split("/*").next().unwrap_or(body);
        let part = name.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end_matches('_');
        let mut files: BTreeSet<String> = BTreeSet::new();
        for text in body.split("new URL(\"./").skip(1) {
            files.extend(text.split('"').next().map(str::to_owned));
        }
        if let Some((_, list)) = body.rsplit_once('[') {
            let chunks = list.split(']').next().unwrap_or("").split(',').map(str::trim);
            files.extend(
                chunks.filter_map(|chunk| chunk.strip_prefix("__")).map(|chunk| format!("{chunk}.wasm")),
            );
        }
        found.insert(part.to_owned(), files);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_names_what_a_part_needs() {
        let glue = r#"
export const __wasm_split_load_public_area_60 = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_public_area_60.wasm", import.meta.url));
}
, [__chunk_14, __chunk_15]));
export const __wasm_split_load_draw_pages_9 = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_13]));
"#;
        let found = needs(glue);
        let files = |part: &str| found[part].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(files("public_area"), ["chunk_14.wasm", "chunk_15.wasm", "split_public_area_60.wasm"]);
        assert_eq!(files("draw_pages"), ["chunk_13.wasm"]);
    }
}
