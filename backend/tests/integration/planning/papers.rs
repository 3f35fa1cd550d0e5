//! A plan as an official paper.

use serde_json::json;

use crate::support::plan;
use crate::support::world::World;
use crate::support::{Engine, Template, TestApp};

on_both_engines!(a_plan_is_printed_at_every_stage, who_may_have_a_paper);

async fn a_plan_is_printed_at_every_stage(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let world = World::of(&app).await;
    let clerk = app.user("office.clerk").await;
    let empty = plan::open_plan(&app, 2027).await;
    let (published, _) = plan::published_plan(&app, &world, &["J09"]).await;
    for plan in [&empty, &published] {
        for paper in ["plan", "notice", "report"] {
            let answer =
                clerk.get(&format!("/api/plans/{}/{paper}.pdf?number=%E5%8A%9E1%E5%8F%B7", plan.id)).await;
            assert_eq!(answer.status, 200, "{paper}: {}", answer.text());
            assert_eq!(answer.header("content-type"), "application/pdf");
            assert!(answer.header("content-disposition").contains(paper));
            assert!(answer.body.starts_with(b"%PDF-") && answer.body.len() > 10_000, "{paper}");
            if let Some(folder) = std::env::var_os("PAPERS_OUT") {
                let name = format!("{}-{paper}.pdf", plan.status);
                std::fs::write(std::path::Path::new(&folder).join(name), &answer.body).unwrap();
            }
        }
    }
}

async fn who_may_have_a_paper(engine: Engine) {
    let app = TestApp::new(engine, Template::Town).await;
    let plan = plan::open_plan(&app, 2026).await;
    let uri = format!("/api/plans/{}/plan.pdf", plan.id);
    assert_eq!(app.anybody().get(&uri).await.status, 401);
    for (who, status) in [("auditor", 403), ("scjg.head", 200), ("supervisor", 200)] {
        assert_eq!(app.user(who).await.get(&uri).await.status, status, "{who}");
    }
    let clerk = app.user("office.clerk").await;
    assert_eq!(clerk.get(&format!("/api/plans/{}/minutes.pdf", plan.id)).await.status, 404);
    let unknown = "/api/plans/pln_00000000000070008000000000000000/plan.pdf";
    assert_eq!(clerk.get(unknown).await.status, 404);
    let long = clerk.get(&format!("{uri}?number={}", "1".repeat(41))).await;
    assert_eq!((long.status.as_u16(), long.json()["code"].clone()), (400, json!("TOO_LONG")));
}
