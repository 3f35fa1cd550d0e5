//! The same table however it was saved.

use rust_xlsxwriter::{Format, Workbook};

use super::{FIRMS, csv, import, usual};
use crate::support::dump::library;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(however_it_was_saved);

fn gb18030(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::GB18030.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// With a date as spreadsheets keep dates, and rows of nothing at the end.
fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in
        ["注册地址", "企业名称", "备注", "统一社会信用代码", "注册日期", "经营范围"].iter().enumerate()
    {
        sheet.write(0, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, (name, code, address)) in (1u32..).zip(FIRMS) {
        sheet.write(row, 0, address).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, 7.5).unwrap();
        sheet.write(row, 3, code).unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2014, 3, 5).unwrap();
        sheet.write_with_format(row, 4, &day, &date).unwrap();
        sheet.write(row, 5, "餐饮服务").unwrap();
    }
    sheet.write(40, 1, "  ").unwrap();
    book.save_to_buffer().unwrap()
}

/// Other headings for the same columns, in another order, with columns nobody knows.
fn reordered() -> String {
    let rows = FIRMS.map(|(name, code, address)| {
        format!("x,{address},{},2014年3月5日,y,餐饮服务,\"{name}\"", code.to_lowercase())
    });
    csv("序号,住所(经营场所),信用代码,成立日期,联系方式,业务范围,单位名称", &rows)
}

async fn however_it_was_saved(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let raw = app.db.raw().await;
    let first = import(&app, "utf8.csv", usual().into_bytes(), false).await;
    assert_eq!((first.count("inserted"), first.count("rejected")), (3, 0));
    let rows = library(&raw).await;
    let bom = [b"\xef\xbb\xbf", usual().as_bytes()].concat();
    let windows = usual().replace('\n', "\r\n");
    let quoted = usual().replace("餐饮服务", "\"餐饮服务\"");
    for (name, bytes) in [
        ("bom.csv", bom),
        ("gb18030.csv", gb18030(&usual())),
        ("utf16.csv", utf16(&usual())),
        ("windows.csv", windows.into_bytes()),
        ("quoted.csv", quoted.into_bytes()),
        ("reordered.csv", reordered().into_bytes()),
        ("reordered-gb18030.csv", gb18030(&reordered())),
        ("table.xlsx", xlsx()),
    ] {
        let again = import(&app, name, bytes, false).await;
        assert_eq!(
            (again.count("unchanged"), again.count("updated"), again.count("rejected")),
            (3, 0, 0),
            "{name}"
        );
        assert_eq!(library(&raw).await, rows, "{name}");
    }
}
