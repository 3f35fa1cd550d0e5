//! The list of refusals is honest: every code is used, and has words in both languages.

use std::path::{Path, PathBuf};

use shared::{ErrorCode, Lang};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// All of our code up to its tests, the list itself left out.
fn code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in ["backend/src", "shared/src"] {
        sources(&root.join(folder), &mut files);
    }
    let files = files.iter().filter(|path| !path.ends_with("error_code.rs") && !path.ends_with("tests.rs"));
    let texts = files.map(|path| std::fs::read_to_string(path).unwrap());
    texts.map(|text| text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_code_is_used() {
    let code = code();
    let names = ErrorCode::ALL.iter().map(|code| format!("ErrorCode::{code:?}"));
    let unused: Vec<String> = names.filter(|name| !is_named(&code, name)).collect();
    assert!(unused.is_empty(), "nobody refuses with {unused:?}");
}

/// Whether a name occurs, and not only as the beginning of a longer one.
fn is_named(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        !code[at + name.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
    })
}

#[test]
fn every_code_has_words_in_both_languages() {
    for code in ErrorCode::ALL {
        let (zh, en) = (code.label(Lang::Zh), code.label(Lang::En));
        assert!(zh.chars().any(|character| character > '\u{2e80}'), "{code}: {zh}");
        assert!(en.is_ascii() && en.len() > 5, "{code}: {en}");
        assert_ne!(en, code.as_str());
    }
}
