//! Files that are no planning table, or one that cannot be taken as it stands.

use std::io::Write;

use rust_xlsxwriter::{Format, Formula, Workbook};
use shared::ErrorCode;
use shared::planning::table::{Column, MOST_ROWS};

use super::tables::{bring, good, lines, start, xlsx};
use crate::support::Engine;

on_both_engines!(files_that_are_refused_as_a_whole, cells_that_are_no_values, rows_of_nothing);

fn heading(sheet: &mut rust_xlsxwriter::Worksheet, row: u32) {
    for (column, name) in (0u16..).zip(Column::ALL) {
        sheet.write(row, column, name.heading()).unwrap();
    }
}

fn place(column: Column) -> u16 {
    u16::try_from(Column::ALL.iter().position(|one| *one == column).unwrap()).unwrap()
}

/// A part that unpacks to more than any table.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let piece = vec![b' '; 1 << 20];
    for _ in 0..201 {
        zip.write_all(&piece).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A sheet of somebody else's.
fn foreign() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0u16..).zip(["任务名称", "抽查事项", "联系人"]) {
        sheet.write(0, column, name).unwrap();
    }
    book.save_to_buffer().unwrap()
}

async fn files_that_are_refused_as_a_whole(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let clerk = app.user("scjg.clerk").await;
    let lead = world.department("scjg").to_owned();
    let many: Vec<_> = (0..=MOST_ROWS).map(|number| good(&number.to_string())).collect();
    for (what, bytes, code) in [
        ("csv", "任务名称,牵头\n甲,scjg\n".into(), ErrorCode::UploadType),
        ("damaged", b"PK\x03\x04nonsense".to_vec(), ErrorCode::ImportUnreadable),
        ("bomb", bomb(), ErrorCode::ImportUnreadable),
        ("large", [b"PK\x03\x04".as_slice(), &vec![0; 5 << 20]].concat(), ErrorCode::UploadTooLarge),
        ("no rows", xlsx(&[]), ErrorCode::ImportEmpty),
        ("foreign", foreign(), ErrorCode::ImportColumns),
        ("many", xlsx(&many), ErrorCode::ImportTooManyRows),
    ] {
        for apply in [false, true] {
            let answer = bring(&clerk, (&plan, &lead), bytes.clone(), apply).await;
            assert!(answer.body().to_string().contains(code.as_str()), "{what}: {}", answer.body());
            answer.refused_with(code);
        }
    }
    let answer = bring(&clerk, (&plan, &lead), foreign(), false).await;
    assert!(answer.body().to_string().contains("户数/比例、抽取日期起止、牵头"), "{}", answer.body());
    assert!(lines(&clerk, &plan).await.is_empty());
}

async fn cells_that_are_no_values(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let clerk = app.user("scjg.clerk").await;
    let lead = world.department("scjg").to_owned();
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "封面").unwrap();
    let sheet = book.add_worksheet();
    // A title over the whole width does no harm.
    sheet.merge_range(0, 0, 0, 16, "2026 年度抽查计划", &Format::new()).unwrap();
    heading(sheet, 1);
    for row in 2..4u32 {
        for (column, text) in (0u16..).zip(good(&format!("任务{row}"))) {
            sheet.write(row, column, text).unwrap();
        }
    }
    sheet.write_formula(2, place(Column::Ratio), Formula::new("=1/20").set_result("0.05")).unwrap();
    sheet.merge_range(2, place(Column::Lead), 3, place(Column::Lead), "scjg", &Format::new()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let table = bring(&clerk, (&plan, &lead), bytes, false).await.ok()["planTable"].clone();
    let found: Vec<String> = table["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", one["row"], one["column"], one["code"]))
        .collect();
    assert_eq!(
        found,
        [
            "3 \"户数/比例\" \"IMPORT_FORMULA\"",
            "3 \"牵头\" \"IMPORT_MERGED\"",
            "4 \"牵头\" \"IMPORT_MERGED\""
        ]
    );
}

/// Rows that were once formatted do not count, and cost nothing.
async fn rows_of_nothing(engine: Engine) {
    let (app, world, plan) = start(engine).await;
    let clerk = app.user("scjg.clerk").await;
    let lead = world.department("scjg").to_owned();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    heading(sheet, 0);
    for (column, text) in (0u16..).zip(good("甲")) {
        sheet.write(1, column, text).unwrap();
    }
    let format = Format::new().set_bold();
    for row in 2..300_000 {
        sheet.write_blank(row, 0, &format).unwrap();
    }
    sheet.write(1_048_575, 0, "  ").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert!(bytes.len() < 5 << 20, "{}", bytes.len());
    let begun = std::time::Instant::now();
    let table = bring(&clerk, (&plan, &lead), bytes, true).await.ok()["planTable"].clone();
    assert_eq!((&table["written"], &table["problems"]), (&serde_json::json!(1), &serde_json::json!([])));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
