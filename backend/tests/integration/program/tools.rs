//! Commands that need no database.

use crate::support::program::{onedoor, onedoor_with};

#[test]
fn credit_codes_line_by_line() {
    let input = "91350100M000100Y43\n91110108551385082Q\r\n\n 91410481MAR63F0WT0 \n91410481MAAE4KXFY0\nN2410481MF12345676\n\
        91310115MA1H8R7C6D\n9131\n91I10115MA1H8R7C6D\n9131AB15MA1H8R7C6D\n";
    let said = onedoor_with(&["tool", "uscc", "-"], input.as_bytes()).ok();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "91350100M000100Y43 ok",
            "91110108551385082Q ok",
            "91410481MAR63F0WT0 ok",
            "91410481MAAE4KXFY0 ok",
            "N2410481MF12345676 ok",
            "91310115MA1H8R7C6D bad CHECK_DIGIT",
            "9131 bad LENGTH",
            "91I10115MA1H8R7C6D bad CHARACTER",
            "9131AB15MA1H8R7C6D bad DIVISION",
        ]
    );
    assert_eq!(onedoor(&["tool", "uscc", "/nowhere"]).code, Some(1));
}

/// The dates of the issue and of rule R17; the last runs into a year whose calendar is not published.
#[test]
fn due_dates() {
    for (from, days, said) in [
        ("2026-02-13", "20", "2026-03-19 final"),
        ("2026-09-24", "20", "2026-10-29 final"),
        ("2026-01-30", "20", "2026-03-05 final"),
        ("2020-01-10", "20", "2020-02-14 final"),
        ("2026-02-13", "0", "2026-02-13 final"),
    ] {
        let out = onedoor(&["tool", "due-date", "--from", from, "--working-days", days]).ok();
        assert_eq!(out.trim(), said, "{from} + {days}");
    }
    let late = onedoor(&["tool", "due-date", "--from", "2026-12-11", "--working-days", "20"]).ok();
    assert!(late.trim().ends_with(" provisional"), "{late}");
    for wrong in [["2026-02-30", "20"], ["tomorrow", "20"], ["2026-02-13", "-1"], ["2026-02-13", "x"]] {
        let said = onedoor(&["tool", "due-date", "--from", wrong[0], "--working-days", wrong[1]]);
        assert_eq!(said.code, Some(2), "{wrong:?}");
    }
}

#[test]
fn the_exported_schema_is_the_committed_one() {
    let committed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("schema.graphql");
    assert_eq!(onedoor(&["export-schema"]).ok(), std::fs::read_to_string(committed).unwrap());
}

#[test]
fn commands_that_do_not_exist() {
    for args in [
        &["fly"][..],
        &[],
        &["import", "ships", "x"],
        &["--division", "99", "migrate"],
        &["serve", "--dev", "--production"],
    ] {
        let said = onedoor(args);
        assert_eq!(said.code, Some(2), "{args:?}");
        assert!(said.err.contains("Usage") || said.err.contains("error"), "{}", said.err);
    }
}
