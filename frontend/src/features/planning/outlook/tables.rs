//! The tables of the outlook: how often, by whom, by class, and what to look at.

use leptos::prelude::*;
use shared::simulation::Warning;

use super::board::{Answer, Desk};
use super::figures::decimal;
use super::model::{Load, load};
use super::words::*;
use crate::components::{Badge, Table, Tone};
use crate::locales::*;

/// How often a door is entered: in groups and apart.
#[component]
pub fn Often(answer: Answer) -> impl IntoView {
    let headings =
        vec![t(TIMES).to_owned(), format!("#{}", t(DOORS_PLANNED)), format!("#{}", t(DOORS_APART))];
    let rows = move || {
        let Some((outlook, _)) = answer.get() else { return Vec::new() };
        let pairs: Vec<(f64, f64)> = outlook.planned.often.into_iter().zip(outlook.apart.often).collect();
        let most = pairs.len();
        pairs
            .into_iter()
            .enumerate()
            .filter(|(_, (planned, apart))| planned.max(*apart) >= 0.05)
            .map(|(index, (planned, apart))| {
                let times = (index + 1).to_string();
                let name = if index + 1 == most { TIMES_MORE } else { TIMES_N };
                view! {
                    <tr>
                        <td>{fill(name, &[&times])}</td>
                        <td class="number">{decimal(planned)}</td>
                        <td class="number">{decimal(apart)}</td>
                    </tr>
                }
            })
            .collect()
    };
    view! {
        <section class="section">
            <h2>{t(OFTEN)}</h2>
            <Table caption=t(OFTEN) headings=headings>{rows}</Table>
        </section>
    }
}

/// Officers' days needed against those there are.
#[component]
pub fn Loads(desk: Desk, answer: Answer) -> impl IntoView {
    let headings = vec![
        t(DEPARTMENT).to_owned(),
        format!("#{}", t(LOAD_VISITS)),
        format!("#{}", t(LOAD_NEEDED)),
        format!("#{}", t(LOAD_HAD)),
        t(LOAD_TIGHTEST).to_owned(),
        format!("#{}", t(OVER_BODY)),
    ];
    let loads = Memo::new(move |_| {
        let open_days = desk.open_days.get();
        answer.with(|answer| {
            let departments =
                answer.as_ref().map(|(outlook, _)| outlook.departments.as_slice()).unwrap_or_default();
            let mut loads: Vec<(String, Load)> = departments
                .iter()
                // From the server only a sum over all departments comes.
                .filter(|need| !need.department.is_empty())
                .map(|need| {
                    desk.officers.with_value(|officers| {
                        let row = officers.iter().find(|row| row.department.id.inner() == need.department);
                        let mut months = [0; 12];
                        for (month, count) in
                            months.iter_mut().zip(row.into_iter().flat_map(|row| &row.months))
                        {
                            *month = u32::try_from(*count).unwrap_or(0);
                        }
                        let name =
                            row.map_or_else(|| need.department.clone(), |row| row.department.name.clone());
                        (name, load(need, months, open_days))
                    })
                })
                .collect();
            loads.sort_by(|one, two| two.1.needed.total_cmp(&one.1.needed));
            loads
        })
    });
    let rows = move || {
        loads.get().into_iter().map(|(name, load)| view! { <LoadRow name=name load=load /> }).collect_view()
    };
    let combined = move || {
        answer.with(|answer| {
            let over = answer.as_ref().map_or(0.0, |(outlook, _)| outlook.over_combined);
            let bodies = loads.with(|loads| loads.iter().any(|(_, load)| load.over_cap >= 0.05));
            if over >= 0.05 {
                view! { <p class="notice notice-warn">{fill(OVER_COMBINED, &[&decimal(over)])}</p> }
                    .into_any()
            } else if bodies {
                ().into_any()
            } else {
                view! { <p class="soft">{t(WITHIN_CAPS)}</p> }.into_any()
            }
        })
    };
    let any = move || loads.with(|loads| !loads.is_empty());
    view! {
        <Show when=any>
            <section class="section stacked">
                <h2>{t(LOAD)}</h2>
                <Table caption=t(LOAD) headings=headings.clone()>{rows}</Table>
                {combined}
            </section>
        </Show>
    }
}

#[component]
fn LoadRow(name: String, load: Load) -> impl IntoView {
    let tightest = load.tightest.map(|(month, share)| {
        if share.is_finite() {
            #[expect(clippy::cast_possible_truncation, reason = "a figure for people")]
            let percent = (share * 100.0).round() as i64;
            (fill(LOAD_MONTH, &[&month.to_string(), &number(percent)]), share > 1.0)
        } else {
            (fill(LOAD_MONTH, &[&month.to_string(), "∞"]), true)
        }
    });
    let tight = tightest.map(|(text, over)| {
        let tone = if over { Tone::Bad } else { Tone::Neutral };
        view! { <Badge text=text tone=tone /> }
    });
    view! {
        <tr>
            <td data-label=t(DEPARTMENT)>{name}</td>
            <td class="number" data-label=t(LOAD_VISITS)>{decimal(load.visits)}</td>
            <td class="number" data-label=t(LOAD_NEEDED)>{decimal(load.needed)}</td>
            <td class="number" data-label=t(LOAD_HAD)>{decimal(load.available)}</td>
            <td class="nowrap" data-label=t(LOAD_TIGHTEST)>{tight}</td>
            <td class="number" data-label=t(OVER_BODY)>{decimal(load.over_cap)}</td>
        </tr>
    }
}

/// Coverage by risk class.
#[component]
pub fn Classes(answer: Answer) -> impl IntoView {
    let headings = vec![
        t(CLASS).to_owned(),
        format!("#{}", t(CLASS_DOORS)),
        format!("#{}", t(CLASS_FRAME)),
        format!("#{}", t(CLASS_OPENED)),
        format!("#{}", t(CLASS_SHARE)),
    ];
    let whole = |doors: u64| number(i64::try_from(doors).unwrap_or(i64::MAX));
    let rows = move || {
        let Some((outlook, _)) = answer.get() else { return Vec::new() };
        outlook
            .classes
            .into_iter()
            .map(|class| {
                #[expect(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    reason = "a share for people"
                )]
                let share = (class.opened / class.doors.max(1) as f64 * 10_000.0).round() as i64;
                view! {
                    <tr>
                        <td>{class.class.label(lang())}</td>
                        <td class="number">{whole(class.doors)}</td>
                        <td class="number">{whole(class.in_frame)}</td>
                        <td class="number">{decimal(class.opened)}</td>
                        <td class="number">{percent(share)}</td>
                    </tr>
                }
            })
            .collect()
    };
    let untouched = move || {
        let count = answer.with(|answer| answer.as_ref().map_or(0, |(outlook, _)| outlook.untouched));
        (count > 0).then(|| whole(count))
    };
    view! {
        <section class="section">
            <h2>{t(CLASSES)}</h2>
            <Table caption=t(CLASSES) headings=headings>{rows}</Table>
            {move || untouched().map(|count| view! { <p class="soft">{fill(UNTOUCHED, &[&count])}</p> })}
        </section>
    }
}

/// What a planner should look at.
#[component]
pub fn Warnings(desk: Desk, answer: Answer) -> impl IntoView {
    let words = move |warning: Warning| match warning {
        Warning::NotMonotone { line, lower, higher } => {
            fill(WARN_MONOTONE, &[&desk.title(&line), lower.as_str(), higher.as_str()])
        }
        Warning::Nobody { line } => fill(WARN_NOBODY, &[&desk.title(&line)]),
        Warning::NothingDrawn { line } => fill(WARN_NOTHING, &[&desk.title(&line)]),
        Warning::NoOpenDay { line } => fill(WARN_NO_DAY, &[&desk.title(&line)]),
    };
    let found = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().map(|(outlook, _)| outlook.warnings.clone()).unwrap_or_default())
    });
    move || {
        let warnings = found.get();
        (!warnings.is_empty()).then(|| {
            view! {
                <section class="section notice notice-warn">
                    <h2>{t(WARNINGS)}</h2>
                    <ul>{warnings.into_iter().map(|warning| view! { <li>{words(warning)}</li> }).collect_view()}</ul>
                </section>
            }
        })
    }
}
