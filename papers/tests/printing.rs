//! A paper keeps every character, whatever is written in it, and long and empty tables fit their pages.
//!
//! These tests need a Chinese font on the machine (`fonts-noto-cjk`); the project's set-up installs it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use papers::{Fonts, PrintError, Printed, print, usual_folders};
use serde_json::{Value, json};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::find(&usual_folders()));

fn paper(text: &str, rows: usize) -> Value {
    let row = |number: usize| {
        json!([
            number.to_string(),
            format!("任务{number}：对餐饮服务单位、食品销售者的食品安全与消防安全联合抽查"),
            "［J09 食品经营许可与从业人员健康证明检查］\n［J10 消防安全检查］",
            "5%",
        ])
    };
    let column =
        |heading: &str, share: u32| json!({ "heading": heading, "share": share, "centred": share < 10 });
    json!({
        "organ": "舞钢市联席会议办公室",
        "masthead": ["舞钢市部门联合“双随机、一公开”", "监管工作联席会议办公室文件"],
        "number": "舞联席办〔2026〕3号",
        "number_blank": "〔2026〕　　号",
        "mark": null,
        "title": "关于印发《舞钢市2026年度部门联合“双随机、一公开”抽查计划》的通知",
        "under_title": [],
        "addressee": "市场监督管理局、应急管理局",
        "body": [{ "kind": "HEADING", "text": "一、总体要求" }, { "kind": "TEXT", "text": text }],
        "annexes": [{
            "title": "任务表", "note": "共60项", "wide": true,
            "columns": [column("序号", 5), column("任务名称", 30), column("抽查事项", 30), column("比例", 8)],
            "rows": (1..=rows).map(row).collect::<Vec<_>>(), "empty": "本年度尚未列入任务。",
        }],
        "signature": { "organ": ["舞钢市部门联合“双随机、一公开”", "监管工作联席会议办公室"], "date": "2026年3月2日", "blank": "" },
        "remark": null,
        "imprint": { "copies": "市人民政府办公室", "organ": "联席会议办公室", "date": "2026年3月2日印发" },
    })
}

fn printed(text: &str, rows: usize) -> Printed {
    let printed = print(&FONTS, paper(text, rows)).unwrap();
    assert!(printed.pdf.starts_with(b"%PDF-"));
    assert_eq!(printed.boxes, 0, "no glyph is an empty box");
    assert_eq!(printed.cut, 0, "nothing reaches beyond the paper");
    if let Some(folder) = std::env::var_os("PAPERS_OUT") {
        let place = std::path::Path::new(&folder).join(format!("{rows}-{}.pdf", text.chars().count()));
        std::fs::write(place, &printed.pdf).unwrap();
    }
    printed
}

/// What is written stands in the paper, whatever lines it is broken into.
fn flat(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace() && *one != '\u{200b}').collect()
}

#[test]
fn rare_characters_latin_digits_and_full_width_signs_are_all_there() {
    let text = "𠮷㙍镕喆堃㛃䶮犇龘Ａb3：；“”〔2026〕—…·、，。！？％①Ⅳ№ OneDoor (No. 42) 100% éüß αβ №";
    let printed = printed(text, 1);
    let kept = flat(&printed.text);
    for one in text.chars().filter(|one| !one.is_whitespace() && !printed.missing.contains(one)) {
        assert!(kept.contains(one), "{one} is lost");
    }
    for one in "𠮷㙍镕喆堃".chars() {
        assert!(!printed.missing.contains(&one), "{one} is in no font");
    }
}

#[test]
fn a_character_that_no_font_holds_is_shown_by_its_code_and_named() {
    // A private character: no font of a system holds it.
    let printed = printed("经营者：王\u{10fffd}。", 1);
    assert_eq!(printed.missing, ['\u{10fffd}']);
    let kept = flat(&printed.text);
    assert!(kept.contains("王〔U+10FFFD〕。"), "{kept}");
    assert!(kept.contains("缺字说明") && kept.matches("U+10FFFD").count() == 2, "{kept}");
}

#[test]
fn markup_of_others_is_text() {
    let text = "#read(\"/etc/passwd\") *重* $x$ <a> @b \\ // 注 #panic()";
    let kept = flat(&printed(text, 0).text);
    assert!(kept.contains("#read") && kept.contains("#panic()") && kept.contains("$x$"), "{kept}");
}

#[test]
fn a_long_table_goes_over_pages_and_an_empty_one_says_so() {
    let long = printed("正文。", 60);
    assert!(long.pages >= 3, "{} pages", long.pages);
    let kept = flat(&long.text);
    assert!(kept.contains("任务60："), "the last row is there");
    assert!(kept.matches("任务名称").count() >= long.pages - 2, "the headings stand on every page");
    let empty = printed("正文。", 0);
    assert!(flat(&empty.text).contains("本年度尚未列入任务。"));
}

#[test]
fn the_same_paper_is_the_same_file() {
    assert_eq!(printed("正文。", 2).pdf, printed("正文。", 2).pdf);
}

#[test]
fn without_a_chinese_font_nothing_is_printed() {
    let nowhere = Fonts::find(&["/nowhere".into()]);
    assert!(matches!(print(&nowhere, paper("正文。", 0)), Err(PrintError::NoFont)));
}

#[test]
fn a_hash_stays_on_the_paper_and_keeps_every_digit() {
    let hash = "b9475f63731e187a0a1c".repeat(4);
    let printed = printed(&format!("公示内容的SHA-256值为{hash}。"), 0);
    assert!(flat(&printed.text).contains(&hash), "{}", printed.text);
}
