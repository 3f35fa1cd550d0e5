//! The real files: 368 enterprises of 舞钢 and 6,787 of the whole prefecture, as a registry dump has them.

use backend::registry::Library;

use crate::support::app::settings;
use crate::support::dump::{count, library};
use crate::support::program::shared_file;
use crate::support::{Engine, Template, TestApp};

use super::import;

on_both_engines!(wugang, the_whole_prefecture);

async fn wugang(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let raw = app.db.raw().await;
    let before = count(&raw, "subject").await;
    let bytes = std::fs::read(shared_file("data/subjects_wugang.csv")).unwrap();
    let first = import(&app, "subjects_wugang.csv", bytes.clone(), false).await;
    assert_eq!(first.count("rows"), 368);
    assert_eq!(first.count("inserted") + first.count("rejected"), 368);
    assert_eq!(count(&raw, "subject").await - before, first.count("inserted"));
    assert_eq!(first.count("rejected"), 0, "every code in it is valid");
    let rows = library(&raw).await;
    let history = count(&raw, "subject_change").await;
    let second = import(&app, "subjects_wugang.csv", bytes, false).await;
    assert_eq!((second.count("inserted"), second.count("updated"), second.count("sites")), (0, 0, 0));
    assert_eq!(second.count("unchanged"), first.count("inserted"));
    assert_eq!(library(&raw).await, rows, "the same file changes nothing");
    assert_eq!(count(&raw, "subject_change").await, history);
    // Nearly all of them lie in the town, and many have a tag that rules gave them.
    let inside = rows.iter().filter(|row| row.contains("|410481"));
    assert!(inside.count() > 300 + 2900);
}

async fn the_whole_prefecture(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let raw = app.db.raw().await;
    let bytes = std::fs::read(shared_file("data/subjects_pingdingshan.csv")).unwrap();
    let first = import(&app, "subjects_pingdingshan.csv", bytes.clone(), false).await;
    assert_eq!(first.count("rows"), 6787);
    assert_eq!(first.count("inserted") + first.count("rejected"), 6787);
    assert!(first.count("outside") > 5900, "most of them are in other counties: {}", first.outcome);
    let rows = library(&raw).await;
    let second = import(&app, "subjects_pingdingshan.csv", bytes, false).await;
    assert_eq!((second.count("inserted"), second.count("updated")), (0, 0));
    assert_eq!(library(&raw).await, rows);
    // Plans and draws are about the town alone: its generated subjects, and the firms of the file that lie
    // in it (353 by their codes, 366 by their words).
    let own = settings(false, false).division;
    let drawn = Library::load(app.services.core.db().read(), &own).await.unwrap().facts;
    assert!(drawn.iter().all(|fact| fact.located_in.is_within(&own)));
    let (town, inside) = (i64::try_from(drawn.len()).unwrap(), 6787 - first.count("outside"));
    assert!((350..=380).contains(&inside), "{inside}");
    assert!((2900..=3008).contains(&(town - inside)), "{town}, {inside}");
    // The firms of the town are in both files; with both imported, each is there once.
    let town = std::fs::read(shared_file("data/subjects_wugang.csv")).unwrap();
    let third = import(&app, "subjects_wugang.csv", town, false).await;
    assert_eq!(
        third.count("updated") + third.count("unchanged") + third.count("inserted"),
        third.count("rows") - third.count("rejected")
    );
    assert_eq!(third.count("inserted"), 0);
}
