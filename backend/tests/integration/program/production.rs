//! `serve --production` refuses to start where production would be unsafe.

use crate::support::db::TestDb;
use crate::support::program::onedoor;
use crate::support::scratch::folder;
use crate::support::{Engine, Template};

on_both_engines!(refuses_to_start);

async fn refuses_to_start(engine: Engine) {
    let dir = folder("production");
    let data = dir.path().to_str().unwrap();
    let secret = dir.path().join("secret");
    std::fs::write(&secret, "0123456789abcdef0123456789abcdef-own").unwrap();
    let secret = secret.to_str().unwrap();
    let weak = dir.path().join("weak");
    std::fs::write(&weak, "0".repeat(64)).unwrap();
    let weak = weak.to_str().unwrap();
    let empty = TestDb::new(engine, Template::Empty).await;
    let town = TestDb::new(engine, Template::Town).await;
    for (db, args, why) in [
        (&empty, &["--demo"][..], "--demo and --production exclude each other"),
        (&empty, &["--https"], "give a secret of your own"),
        (&empty, &["--secret-file", secret], "serve HTTPS in front"),
        (&empty, &["--https", "--secret-file", "/nowhere"], "No such file"),
        (&empty, &["--https", "--secret-file", weak], "not all the same"),
        (&town, &["--https", "--secret-file", secret], "demo accounts"),
    ] {
        let url = db.url();
        let base =
            ["--data-dir", data, "--database-url", &url, "serve", "--production", "--listen", "127.0.0.1:1"];
        let said = onedoor(&[&base[..], args].concat());
        assert_eq!(said.code, Some(1), "{args:?}: {}", said.out);
        assert!(said.err.contains(why), "{args:?}: {}", said.err);
        assert!(!said.out.contains("http://"), "it never listened");
    }
}
