//! The scenes of what came out.

use leptos::prelude::*;
use leptos_router::components::A;

use super::hall_page::Given;
use super::queries::{HallWave, towns};
use super::scenes::{Groups, Heading};
use super::words::*;
use crate::api::use_query;
use crate::components::{Bar, Bars, loaded_or};
use crate::locales::*;
use crate::parts::ceremony::TownSquares;
use crate::routes::Page;

/// A department and the codes of its tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its name.
    pub name: String,
    /// Its tasks.
    pub tasks: Vec<String>,
}

/// The departments in the order in which their tasks stand.
pub fn departments(wave: &HallWave) -> Vec<Own> {
    let mut found: Vec<Own> = Vec::new();
    for task in &wave.tasks {
        for department in &task.line.departments {
            match found.iter_mut().find(|own| own.name == department.name) {
                Some(own) => own.tasks.push(task.code.clone()),
                None => found.push(Own { name: department.name.clone(), tasks: vec![task.code.clone()] }),
            }
        }
    }
    found
}

/// What one department has drawn: each task's quota, and where the doors are.
#[component]
pub fn DepartmentScene(given: Given, index: usize) -> impl IntoView {
    let found = given.wave.with_untracked(|wave| {
        let wave = wave.as_ref()?;
        Some((wave.code.clone(), departments(wave).into_iter().nth(index)?))
    });
    let Some((code, own)) = found else { return ().into_any() };
    let tasks = own.tasks.clone();
    let places = use_query(|| (), move |()| towns(code.clone(), Some(tasks.clone())));
    let codes = StoredValue::new(own.tasks);
    let rows = move || {
        let figures = given.figures.data().flatten();
        let titles = given.wave.get().map(|wave| wave.tasks).unwrap_or_default();
        let own = codes.get_value();
        titles.into_iter().filter(move |task| own.contains(&task.code)).map(move |task| {
            let (doors, quota) = figures.as_ref().map_or((0, 0), |figures| figures.of(&task.code));
            (task.line.title, doors, quota)
        })
    };
    let sum = move || rows().map(|(_, _, quota)| quota).sum::<i64>();
    let name = own.name;
    view! {
        <h2 class="hall-heading">{move || fill(CHECKS_OF, &[&name, &number(sum())])}</h2>
        <ul class="hall-tasks">
            {move || {
                rows()
                    .map(|(title, doors, quota)| view! {
                        <li>
                            <strong>{title}</strong>
                            <span class="hall-count">{fill(QUOTA_OF, &[&number(doors), &number(quota)])}</span>
                        </li>
                    })
                    .collect_view()
            }}
        </ul>
        {loaded_or(places, 6, |towns| match towns {
            Some(towns) => view! { <TownSquares towns=towns /> }.into_any(),
            None => view! { <p class="hall-text">{t(SEALED)}</p> }.into_any(),
        })}
    }
    .into_any()
}

/// Doors opened together against doors that draws apart would have opened.
#[component]
pub fn DoorsScene(given: Given) -> impl IntoView {
    let code =
        given.wave.with_untracked(|wave| wave.as_ref().map(|wave| wave.code.clone()).unwrap_or_default());
    let places = use_query(|| (), move |()| towns(code.clone(), None));
    let report = Memo::new(move |_| given.attempt().and_then(|attempt| attempt.report));
    view! {
        <Heading title=SCENE_DOORS />
        {move || {
            report.get().map(|report| {
                let spared = report.independent - f64::from(report.doors);
                #[expect(clippy::cast_possible_truncation, reason = "doors of a county")]
                let shown = spared.round().max(0.0) as i64;
                let bars = vec![
                    Bar { name: t(APART).to_owned(), value: report.independent, strong: false },
                    Bar { name: t(TOGETHER).to_owned(), value: f64::from(report.doors), strong: true },
                ];
                let bound = t(BOUND).to_owned();
                view! {
                    <p class="hall-number hall-words">{fill(DOORS_SPARED, &[&number(shown)])}</p>
                    <Bars title=t(SCENE_DOORS) bars=bars mark=(bound, report.lower_bound) />
                }
            })
        }}
        {loaded_or(places, 6, |towns| match towns {
            Some(towns) => view! { <TownSquares towns=towns /> }.into_any(),
            None => view! { <p class="hall-text">{t(SEALED)}</p> }.into_any(),
        })}
    }
}

/// What is on record, and where anybody can check it.
#[component]
pub fn RecordScene(given: Given) -> impl IntoView {
    let code =
        given.wave.with_untracked(|wave| wave.as_ref().map(|wave| wave.code.clone()).unwrap_or_default());
    let entries = move || {
        let attempt = given.attempt();
        let of = |pick: fn(&crate::parts::ceremony::AttemptView) -> Option<String>| {
            attempt.as_ref().and_then(pick)
        };
        let ledger = given.figures.data().flatten().map(|figures| figures.ledger);
        let end = ledger.map(|ledger| (fill(LEDGER, &[&number(i64::from(ledger.length))]), ledger.head));
        [
            of(|attempt| attempt.frame_root.clone()).map(|root| (t(ROOT).to_owned(), root)),
            of(|attempt| attempt.seed.clone()).map(|seed| (t(SEED).to_owned(), seed)),
            of(|attempt| attempt.bundle_hash.clone()).map(|hash| (t(BUNDLE).to_owned(), hash)),
            end,
        ]
        .into_iter()
        .flatten()
        .map(|(name, hex)| view! { <div><h3 class="hall-name">{name}</h3><Groups hex=hex /></div> })
        .collect_view()
    };
    view! {
        <Heading title=SCENE_RECORD />
        <div class="hall-record">{entries}</div>
        <A href=Page::PublicDraw(code).path() attr:class="button hall-verify">{t(VERIFY)}</A>
    }
}
