//! The year as a strip: a mark for days beside each other, its shape and colour by the gravest duty; the table stands below.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::deadlines::DutyState;

use super::model::{MONTH, WIDTH, marks, place};
use super::queries::Duty;
use super::words::{STRIP, TODAY};
use crate::locales::*;

/// The strip; wide, so that on a phone it scrolls inside its frame.
#[component]
pub fn Strip(
    /// The year.
    year: i32,
    /// Its duties.
    duties: Vec<Duty>,
    /// The day in China.
    today: NaiveDate,
) -> impl IntoView {
    let found = marks(duties.iter().map(|duty| (duty.due_on.0, *duty.state)));
    let now = (today.year() == year).then(|| place(today));
    view! {
        <figure class="year-strip" tabindex="0" role="group" aria-label=fill(STRIP, &[&year.to_string()])>
            <svg viewBox=format!("0 0 {WIDTH} 96") aria-hidden="true">
                {(0..12)
                    .map(|month| {
                        let x = f64::from(month) * MONTH;
                        view! {
                            <line x1=x x2=x y1="22" y2="84" class="strip-month"></line>
                            <text x=x + 6.0 y="16" class="strip-name">{month + 1}</text>
                        }
                    })
                    .collect_view()}
                <line x1="0" x2=WIDTH y1="58" y2="58" class="strip-line"></line>
                {now
                    .map(|x| {
                        view! {
                            <line x1=x x2=x y1="26" y2="84" class="strip-today"></line>
                            <text x=x + 4.0 y="94" class="strip-name">{t(TODAY)}</text>
                        }
                    })}
                {found
                    .into_iter()
                    .map(|mark| {
                        let (class, shape) = look(mark.state);
                        view! {
                            <g class=class transform=format!("translate({:.1} 58)", mark.x)>
                                <path d=shape></path>
                                <text y="-14" class="strip-count">{mark.count}</text>
                            </g>
                        }
                    })
                    .collect_view()}
            </svg>
        </figure>
    }
}

/// Colour and shape: nobody has to tell colours apart.
fn look(state: DutyState) -> (&'static str, &'static str) {
    match state {
        DutyState::Overdue => ("strip-mark strip-bad", "M-9 -9H9V9H-9Z"),
        DutyState::Soon => ("strip-mark strip-warn", "M0 -10L10 8H-10Z"),
        DutyState::Ahead => ("strip-mark strip-ahead", "M0 -9L9 0L0 9L-9 0Z"),
        DutyState::Done | DutyState::Late => ("strip-mark strip-good", "M-8 0A8 8 0 1 0 8 0A8 8 0 1 0 -8 0Z"),
        DutyState::Untracked => ("strip-mark strip-soft", "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z"),
    }
}
