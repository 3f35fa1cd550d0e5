//! A wave drawn by `cells`, from the plan to the statements of its firms and to a stranger's verifier.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use serde_json::json;
use shared::draw::{
    Bundle, Method, PlaceKind, Statement, StatementCheck, StratumDraw, examine_statement, report, verify,
};
use shared::fairness::{Verdict, audit, history_of};

use super::statements::{firms, seen, told};
use crate::support::draw::Wave;
use crate::support::plan;
use crate::support::program::{onedoor, python};
use crate::support::scratch::folder;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(a_wave_by_cells);

async fn a_wave_by_cells(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let changes = json!({ "drawMode": "CELLS", "rounding": "half_up" });
    let (plan, lines) = plan::published_plan_with(&app, &world, &["J09", "J10", "J03"], changes).await;
    let wave = Wave::open(&app, &plan, &lines, "AT_ONCE").await;
    wave.draw(&app).await;
    let bytes = app.anybody().get(&wave.bundle_uri()).await.body;
    let bundle = Bundle::read(&bytes).unwrap();
    assert!(bundle.tasks.len() > 2, "{}", bundle.tasks.len());
    assert!(bundle.tasks.iter().all(|task| matches!(task.method, Method::Cells { .. })));
    verify(&bundle).unwrap();
    let figures = report(&bundle.build_frame().unwrap(), &bundle.tasks, Some(&bundle.result));
    assert!(figures.ratio_to_bound().unwrap() < 1.1, "{figures:?}");
    assert_ne!(audit(&history_of([&bundle]).unwrap()).verdict, Verdict::Strange);

    let dir = folder("cells");
    let path = dir.path().join("bundle.json");
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(python(&path, &[]), (Some(0), "VALID".to_owned()));
    onedoor(&["verify-draw", path.to_str().unwrap()]).ok();
    let mut forged = bundle.clone();
    exchange(&mut forged);
    forged.sign(&SigningKey::from_bytes(&[7; 32]));
    std::fs::write(&path, forged.to_canonical()).unwrap();
    assert_eq!(python(&path, &[]), (Some(1), "INVALID: result".to_owned()));
    assert_eq!(onedoor(&["verify-draw", path.to_str().unwrap()]).code, Some(1));

    // Whoever asks why, is told the same as the bundle says.
    let drawn: BTreeSet<String> = bundle.result.sites().into_iter().collect();
    let published = seen(&app, &wave).await.published;
    let firms = firms(&app, &bundle.frame.keys().cloned().collect()).await;
    for (site, uscc) in &firms {
        let statement = Statement::read(told(&app, uscc).await.unwrap().as_bytes()).unwrap();
        let mut held = Vec::new();
        examine_statement(&statement, Some(&published), |check| held.push(check)).unwrap();
        assert_eq!(held, StatementCheck::ALL, "{site}");
        let selected =
            statement.outcome.unwrap().places.iter().any(|place| place.place == PlaceKind::Selected);
        assert_eq!(selected, drawn.contains(site), "{site}");
    }
    assert!(firms.keys().any(|site| drawn.contains(site)) && firms.keys().any(|site| !drawn.contains(site)));
}

/// Sends one door home and takes the first of the reserve instead.
fn exchange(bundle: &mut Bundle) {
    let samples = bundle.result.0.values_mut().flat_map(|strata| strata.values_mut());
    for draw in samples {
        if let StratumDraw::Sample { selected, reserve, .. } = draw
            && let (Some(out), Some(into)) = (selected.last_mut(), reserve.first_mut())
        {
            std::mem::swap(out, into);
            let mut sites: Vec<String> = bundle.result.sites().into_iter().collect();
            sites.sort_unstable();
            bundle.sites_drawn = sites;
            return;
        }
    }
    panic!("no door in reserve");
}
