//! Parts that several public pages show.

use leptos::prelude::*;
use shared::planning::AttemptStatus;
use shared::registry::SubjectStatus;
use shared::visit::ResultCode;

use super::queries::DrawRow;
use super::words::*;
use crate::components::{Badge, Tone};
use crate::locales::*;
use crate::state::reference::Department;

/// State of a firm as a word with its colour.
#[component]
pub fn FirmStatus(
    /// The state.
    status: SubjectStatus,
) -> impl IntoView {
    let tone = if status == SubjectStatus::Active { Tone::Good } else { Tone::Neutral };
    view! { <Badge text=status.label(lang()) tone=tone /> }
}

/// What was found, as a word with its colour.
#[component]
pub fn ResultWord(
    /// The result.
    code: ResultCode,
) -> impl IntoView {
    let tone = if code.is_problem() { Tone::Warn } else { Tone::Good };
    view! { <Badge text=code.label(lang()) tone=tone /> }
}

/// Doors and time of a draw, or where it stands.
pub fn draw_line(draw: &DrawRow) -> String {
    let drawn = draw.attempts.iter().find(|attempt| *attempt.status == AttemptStatus::Drawn);
    match drawn {
        Some(attempt) => {
            let doors = attempt.report.as_ref().map(|report| doors_of(report.doors, report.frame));
            let time = attempt.drawn_at.map(date_time);
            [doors, time].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        None => draw.attempts.last().map_or_else(String::new, |last| last.status.label(lang()).to_owned()),
    }
}

/// `231 / 3,012 户`
pub fn doors_of(drawn: i32, frame: i32) -> String {
    fill(DOORS_OF, &[&number(i64::from(drawn)), &number(i64::from(frame))])
}

/// Departments in a row; the first leads, and is said to where there are others.
pub fn department_names(departments: &[Department]) -> String {
    match departments {
        [only] => only.name.clone(),
        [lead, others @ ..] => {
            let first = fill(LEADS, &[&lead.name]);
            let others = others.iter().map(|department| department.name.clone());
            std::iter::once(first).chain(others).collect::<Vec<_>>().join(comma())
        }
        [] => String::new(),
    }
}

/// The address of the same without scripts, in the language of the app.
pub fn plain_page(path: &str) -> String {
    match lang() {
        shared::Lang::Zh => format!("/open/{path}"),
        shared::Lang::En => format!("/open/en/{path}"),
    }
}
