//! `audit-draw`: whether draws of the past look random.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Said, onedoor, shared_file};
use crate::support::scratch::folder;

/// "Random start, then every k-th", as a real system drew: 299 firms, 100 drawn, two outcomes.
fn every_other(draws: u32) -> String {
    let mut rows = "抽取批次,检查对象,是否抽中\n".to_owned();
    for draw in 0..draws {
        for firm in 0..299 {
            let drawn = if firm < 200 && firm % 2 == draw % 2 { "是" } else { "否" };
            writeln!(rows, "第{draw}次,企业{firm},{drawn}").unwrap();
        }
    }
    rows
}

fn write(dir: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn audit(file: &std::path::Path) -> Said {
    onedoor(&["audit-draw", file.to_str().unwrap()])
}

#[test]
fn a_systematic_draw_is_strange() {
    let dir = folder("audit");
    let file = write(&dir, "every-other.csv", &every_other(20));
    let said = audit(&file);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(said.out.starts_with("STRANGE") && said.out.contains("never drawn (99)"), "{}", said.out);
    let json = onedoor(&["audit-draw", "--json", file.to_str().unwrap()]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((&report["verdict"], report["never"].as_array().unwrap().len()), (&"STRANGE".into(), 99));
}

#[test]
fn our_draws_are_not() {
    for vector in ["vectors/draw-400.json", "vectors/draw-400-sm3.json"] {
        let said = audit(&shared_file(vector));
        assert_eq!(said.code, Some(0), "{vector}: {}{}", said.out, said.err);
    }
}

#[test]
fn what_is_no_list_is_told_by_its_line() {
    let dir = folder("audit");
    let broken = write(&dir, "broken.csv", "draw,unit,drawn\n1,a,yes\n1,b,perhaps\n");
    let said = audit(&broken);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("line 3") && said.err.contains("perhaps"), "{}", said.err);
    let twice = write(&dir, "twice.csv", "draw,unit,drawn\n1,a,yes\n1,a,no\n");
    assert_eq!(audit(&twice).code, Some(2));
    assert!(audit(&write(&dir, "other.csv", "a,b\n1,2\n")).err.contains("抽取批次"));
    // A bundle that does not verify tells nothing of its draw.
    let bundle = std::fs::read_to_string(shared_file("vectors/draw-small.json")).unwrap();
    let forged = write(&dir, "forged.json", &bundle.replacen("\"beacon\": \"", "\"beacon\": \"x", 1));
    let said = audit(&forged);
    assert!(said.code == Some(2) && said.err.contains("INVALID"), "{}", said.err);
    assert_eq!(audit(&write(&dir, "few.csv", "draw,unit,drawn\n1,a,yes\n")).code, Some(3));
}
