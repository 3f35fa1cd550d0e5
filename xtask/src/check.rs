//! Who may import whom (`docs/ARCHITECTURE.md`), and how long files may be: text checks that need no
//! compiler and run first.

use std::path::Path;

use crate::{Result, paths};

/// Longest file, in lines.
const LONGEST: usize = 500;

/// Words that must not stand in the code of some places.
struct Rule {
    places: &'static [&'static str],
    except: &'static [&'static str],
    words: &'static [&'static str],
    why: &'static str,
}

#[rustfmt::skip]
const RULES: &[Rule] = &[
    Rule { places: &["shared/src/"], except: &["tests.rs"], words: &["tokio::", "actix", "leptos", "web_sys", "js_sys", "std::fs", "std::net", "std::env", "std::thread", "SystemTime", "Utc::now", "Local::now", "Instant::now", "rand::"], why: "rules are pure: no I/O, no clock, no randomness of their own" },
    Rule { places: &["migrations/src/"], except: &[], words: &["shared::", "backend::"], why: "a migration is frozen text and imports nothing of ours" },
    Rule { places: &["backend/src/graphql/", "backend/src/http/"], except: &[], words: &["sea_orm::", "db::entity"], why: "doors call contexts, never the database" },
    Rule { places: &["backend/src/http/"], except: &[], words: &["::repository"], why: "doors call contexts by their public face" },
    Rule { places: &["backend/src/"], except: &["backend/src/graphql/", "backend/src/http/", "backend/src/server.rs", "backend/src/cli.rs", "backend/src/main.rs"], words: &["async_graphql::", "actix_web::", "crate::graphql", "crate::http"], why: "contexts know nothing of the doors" },
    Rule { places: &["backend/src/db/"], except: &[], words: &["crate::planning", "crate::draw", "crate::visit", "crate::registry", "crate::catalogue", "crate::organisation", "crate::disclosure", "crate::jobs"], why: "the database layer knows no context" },
    Rule { places: &["frontend/src/"], except: &["frontend/src/platform/", "frontend/src/api/", "frontend/src/app.rs"], words: &["web_sys::", "js_sys::", "gloo_"], why: "only platform and api touch the browser" },
    Rule { places: &["frontend/src/components/"], except: &[], words: &["crate::features", "crate::layout", "crate::app"], why: "the kit knows no page" },
    Rule { places: &["frontend/src/"], except: &[], words: &["backend::", "migrations::", "sea_orm::"], why: "the app knows the contract, not the server" },
    Rule { places: &["e2e/"], except: &["package-lock.json", "package.json"], words: &["../backend", "../frontend/src", "../shared/src"], why: "browser tests see the program from outside" },
];

/// Both checks; an error lists everything that is wrong.
pub fn check() -> Result {
    let mut wrong = Vec::new();
    let mut lengths = Vec::new();
    for path in paths::files(&paths::root(), &[".rs", ".css", ".mjs", ".js", ".ts"])? {
        let name = path.strip_prefix(paths::root())?.to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path)?;
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{name}: {lines} lines; split it ({LONGEST} at most)"));
        }
        if Path::new(&name).extension().is_some_and(|ending| ending == "rs") {
            lengths.push(lines);
            wrong.extend(own_folder_rules(&name, &text));
        }
        if name.starts_with("frontend/styles/") && !name.ends_with("tokens.css") {
            wrong.extend(raw_colours(&name, &text));
        }
        wrong.extend(broken_rules(&name, &text));
    }
    lengths.sort_unstable();
    let at = |share: usize| lengths.get(lengths.len() * share / 100).copied().unwrap_or_default();
    println!("{} Rust files: median {} lines, nine in ten at most {}", lengths.len(), at(50), at(90));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Lines of code with their numbers; comments say what they like.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

fn broken_rules(name: &str, text: &str) -> Vec<String> {
    let applies = |rule: &&Rule| {
        rule.places.iter().any(|place| name.starts_with(place))
            && !rule.except.iter().any(|place| name.starts_with(place) || name.ends_with(place))
    };
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(applies) {
        for (number, line) in code(text) {
            if let Some(word) = rule.words.iter().find(|word| line.contains(**word)) {
                wrong.push(format!("{name}:{number}: `{word}`: {}", rule.why));
            }
        }
    }
    wrong
}

/// Rules about a file's own folder: contexts meet at their public face, features not at all, and what a
/// feature computes is free of the browser.
fn own_folder_rules(name: &str, text: &str) -> Vec<String> {
    let own = |root: &str| name.strip_prefix(root).and_then(|rest| rest.split('/').next()).map(str::to_owned);
    let mut wrong = Vec::new();
    if let Some(context) = own("backend/src/") {
        for (number, line) in code(text) {
            let inner = ["repository", "service"].iter().any(|part| {
                line.split("crate::").skip(1).any(|path| {
                    let mut steps = path.split("::");
                    steps.next().is_some_and(|other| other != context)
                        && steps
                            .next()
                            .is_some_and(|step| step.trim_end_matches([';', ',', '{', ' ']) == *part)
                })
            });
            if inner {
                wrong.push(format!("{name}:{number}: contexts meet at their public face"));
            }
        }
    }
    if let Some(feature) = own("frontend/src/features/") {
        for (number, line) in code(text) {
            let other = line
                .split("features::")
                .skip(1)
                .any(|rest| !rest.starts_with(&feature) && !rest.starts_with('*'));
            if other && !name.ends_with("features/mod.rs") {
                wrong.push(format!("{name}:{number}: a feature never imports another"));
            }
            let model = name.ends_with("/model.rs") || name.contains("/model/");
            if model
                && ["leptos", "crate::api", "crate::components", "crate::platform"]
                    .iter()
                    .any(|word| line.contains(word))
            {
                wrong.push(format!("{name}:{number}: a model is pure"));
            }
        }
    }
    wrong
}

/// Colours stand in the tokens and nowhere else.
fn raw_colours(name: &str, text: &str) -> Vec<String> {
    let is_raw = |line: &str| {
        let hex = line.split('#').skip(1).any(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
            matches!(digits, 3 | 4 | 6 | 8) && rest[digits..].starts_with([';', ' ', ',', ')', '}'])
        });
        hex || line.contains("rgb(") || line.contains("hsl(")
    };
    let lines = text.lines().enumerate().filter(|(_, line)| is_raw(line));
    lines.map(|(index, _)| format!("{name}:{}: colours stand in tokens.css", index + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forbidden_is_found_and_comments_are_free() {
        assert_eq!(broken_rules("shared/src/a.rs", "// std::fs\nlet x = 1;\n").len(), 0);
        assert_eq!(broken_rules("shared/src/a.rs", "use std::fs;\n").len(), 1);
        assert_eq!(broken_rules("shared/src/a_tests.rs", "use std::fs;\n").len(), 0);
        assert_eq!(broken_rules("backend/src/graphql/a.rs", "use crate::db::entity::plan;\n").len(), 1);
        assert_eq!(broken_rules("backend/src/draw/a.rs", "use actix_web::web;\n").len(), 1);
    }

    #[test]
    fn contexts_and_features_keep_to_themselves() {
        let inner = "use crate::planning::repository::lines;\n";
        assert_eq!(own_folder_rules("backend/src/draw/a.rs", inner).len(), 1);
        assert_eq!(own_folder_rules("backend/src/planning/a.rs", inner).len(), 0);
        assert_eq!(own_folder_rules("backend/src/draw/a.rs", "use crate::planning::lines_by_id;\n").len(), 0);
        let other = "use crate::features::draw::Wave;\n";
        assert_eq!(own_folder_rules("frontend/src/features/visits/a.rs", other).len(), 1);
        assert_eq!(own_folder_rules("frontend/src/features/draw/a.rs", other).len(), 0);
        assert_eq!(
            own_folder_rules("frontend/src/features/draw/model.rs", "use leptos::prelude::*;\n").len(),
            1
        );
    }

    #[test]
    fn colours_are_found_and_ids_are_not() {
        assert_eq!(raw_colours("a.css", "a { color: #fff; }").len(), 1);
        assert_eq!(raw_colours("a.css", "#boot { color: var(--ink); }").len(), 0);
        assert_eq!(raw_colours("a.css", "a { color: rgb(0 0 0 / 45%); }").len(), 1);
    }
}
