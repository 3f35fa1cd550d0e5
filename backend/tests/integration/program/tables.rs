//! `import divisions|departments|items|inspectors|subjects`: the tables as they are, and wrong ones.

use serde_json::json;

use crate::support::db::TestDb;
use crate::support::dump::{count, texts};
use crate::support::program::{Said, onedoor, shared_file};
use crate::support::scratch::folder;
use crate::support::{Engine, Template};

on_both_engines!(the_tables_as_they_are, tables_that_are_wrong, subjects_with_problems);

struct Place {
    db: TestDb,
    dir: tempfile::TempDir,
}

impl Place {
    async fn new(engine: Engine) -> Self {
        Self { db: TestDb::new(engine, Template::Empty).await, dir: folder("tables") }
    }

    fn import(&self, what: &str, file: &str, more: &[&str]) -> Said {
        let url = self.db.url();
        let data = self.dir.path().to_str().unwrap();
        let mut args = vec!["--data-dir", data, "--database-url", &url, "import", what, file];
        args.extend(more);
        onedoor(&args)
    }

    fn shared(&self, what: &str, file: &str, more: &[&str]) -> Said {
        self.import(what, shared_file(file).to_str().unwrap(), more)
    }

    fn written(&self, what: &str, content: &str) -> Said {
        let path = self.dir.path().join("table.csv");
        std::fs::write(&path, content).unwrap();
        self.import(what, path.to_str().unwrap(), &[])
    }
}

async fn the_tables_as_they_are(engine: Engine) {
    let place = Place::new(engine).await;
    let raw = place.db.raw().await;
    for (what, file, rows) in [
        ("divisions", "data/divisions_410481.csv", 17),
        ("departments", "data/departments.csv", 19),
        ("items", "data/joint_items.csv", 28),
    ] {
        let first = place.shared(what, file, &[]).json();
        assert_eq!(first, json!({ "inserted": rows, "updated": 0, "unchanged": 0 }), "{what}");
        let again = place.shared(what, file, &[]).json();
        assert_eq!(again, json!({ "inserted": 0, "updated": 0, "unchanged": rows }), "{what}");
    }
    assert_eq!(
        texts(&raw, "select distinct status from joint_item").await,
        ["DRAFT"],
        "nothing is published unasked"
    );
    let inspectors = "code,name,department,cert_no,cert_valid_from,cert_valid_to,fields,towns,active\n\
        scjg-01,执法人员01,scjg,豫执4104810001,2024-01-01,2029-12-31,餐饮服务；旅馆业,410481001;410481002,1\n\
        xfj-01,执法人员02,xfj,豫执4104810002,2024/1/1,2029年12月31日,,,否\n";
    assert_eq!(
        place.written("inspectors", inspectors).json(),
        json!({ "inserted": 2, "updated": 0, "unchanged": 0 })
    );
    assert_eq!(
        place.written("inspectors", inspectors).json(),
        json!({ "inserted": 0, "updated": 0, "unchanged": 2 })
    );
    let longer = inspectors.replace("2029-12-31", "2030-12-31");
    assert_eq!(
        place.written("inspectors", &longer).json(),
        json!({ "inserted": 0, "updated": 1, "unchanged": 1 })
    );
    assert_eq!(count(&raw, "inspector").await, 2);
    assert!(count(&raw, "audit_entry").await >= 8, "every import is in the trail");
}

/// Whole or not at all, and the line is named in both languages.
async fn tables_that_are_wrong(engine: Engine) {
    let place = Place::new(engine).await;
    let raw = place.db.raw().await;
    place.shared("departments", "data/departments.csv", &[]).ok();
    let items = "code,field,item,subject_scope,item_class,ratio_cap_percent,lead,partners,method,legal_basis,tag\n\
        J01,餐饮,检查,餐饮,GENERAL,10,scjg,xfj,ON_SITE,《中华人民共和国食品安全法》第五十七条,餐饮\n";
    let row = |change: [&str; 2]| items.replacen(change[0], change[1], 1);
    let inspector =
        "code,name,department,cert_no,cert_valid_from,cert_valid_to\nA-01,甲,scjg,1,2024-01-01,2029-12-31\n";
    for (what, table, code, place_of) in [
        ("items", row(["scjg,xfj", "scjg,xyz"]), "IMPORT_UNKNOWN_REFERENCE", "2:partners xyz"),
        ("items", row(["GENERAL,10", "GENERAL,"]), "CAP_REQUIRED", "2:ratio_cap_percent"),
        ("items", row(["GENERAL,10", "KEY,10"]), "CAP_FORBIDDEN", "2:ratio_cap_percent"),
        ("items", row(["GENERAL", "SOMETIMES"]), "INVALID_FORMAT", "2:item_class SOMETIMES"),
        ("items", row(["ON_SITE", "BY_AIR"]), "INVALID_FORMAT", "2:method BY_AIR"),
        ("items", row(["《中华人民共和国食品安全法》第五十七条", ""]), "BASIS_MISSING", "2:legal_basis"),
        (
            "items",
            row(["《中华人民共和国食品安全法》第五十七条", "市局关于某事的通知"]),
            "BASIS_TYPE",
            "2:legal_basis",
        ),
        ("items", row(["lead,partners", "leader,partners"]), "IMPORT_COLUMNS", "lead"),
        (
            "departments",
            "code,name,role_in_notice\nok,甲局,member\nx y,乙局,member\n".into(),
            "INVALID_FORMAT",
            "3:code",
        ),
        ("departments", "code,name,role_in_notice\nok,,member\n".into(), "REQUIRED", "2:name"),
        ("divisions", "code,name,parent\n41,河南,\n".into(), "INVALID_FORMAT", "2:code 41"),
        (
            "inspectors",
            inspector.replace("scjg", "nowhere"),
            "IMPORT_UNKNOWN_REFERENCE",
            "2:department nowhere",
        ),
        ("inspectors", inspector.replace("2029-12-31", "2023-12-31"), "WINDOW_ORDER", "2:cert_valid_to"),
        (
            "inspectors",
            inspector.replace("2024-01-01", "gestern"),
            "INVALID_FORMAT",
            "2:cert_valid_from gestern",
        ),
        ("inspectors", inspector.replace(",1,", ",,"), "REQUIRED", "2:cert_no"),
    ] {
        let said = place.written(what, &table);
        assert_eq!(said.code, Some(1), "{what} {code}: {}", said.out);
        assert!(said.err.contains(code) && said.err.contains(place_of), "{code} {place_of}: {}", said.err);
        assert!(said.err.contains(" / ") && !said.err.is_ascii(), "both languages: {}", said.err);
    }
    assert_eq!((count(&raw, "joint_item").await, count(&raw, "inspector").await), (0, 0));
    assert_eq!(count(&raw, "department").await, 19);
    let gone = place.import("items", "/nowhere.csv", &[]);
    assert_eq!(gone.code, Some(1));
}

async fn subjects_with_problems(engine: Engine) {
    let place = Place::new(engine).await;
    place.shared("divisions", "data/divisions_410481.csv", &[]).ok();
    place.shared("departments", "data/departments.csv", &[]).ok();
    let path = place.dir.path().join("firms.csv");
    std::fs::write(
        &path,
        "企业名称,统一社会信用代码,注册地址\n甲,91410481MA3XETE15A,路1\n乙,91310115MA1H8R7C6D,路2\n",
    )
    .unwrap();
    let file = path.to_str().unwrap();
    let said = place.import("subjects", file, &[]);
    assert_eq!(said.code, Some(3), "imported, with problems");
    assert!(said.err.contains("line 3, 统一社会信用代码: USCC_INVALID"), "{}", said.err);
    let counts = said.json();
    assert_eq!((&counts["inserted"], &counts["rejected"]), (&json!(1), &json!(1)));
    let said = place.import("subjects", file, &["--allow-invalid-codes"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(said.json()["marked"], 1);
    let said = place.shared("subjects", "data/departments.csv", &[]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("IMPORT_COLUMNS") && said.err.contains("统一社会信用代码"), "{}", said.err);
}
