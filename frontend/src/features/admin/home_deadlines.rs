//! Reminders of dated duties: what is due soon or overdue, for whom it concerns.

use cynic::QueryBuilder;
use leptos::prelude::*;
use leptos_router::components::A;
use shared::deadlines::DutyState;

use crate::api::{self, ApiError, Coded, Date, Load, schema, use_query};
use crate::components::{Badge, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Department;
use crate::texts;

texts! {
    REMINDERS = "时限提醒", "Deadlines";
    TO_CALENDAR = "查看全部时限", "All deadlines";
    FOR_OFFICE = "联席会议办公室", "The office";
}

/// A duty to be reminded of.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Duty")]
struct Reminder {
    title: String,
    due_on: Date,
    state: Coded<DutyState>,
    days_left: i32,
    department: Option<Department>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct RemindersQuery {
    duty_reminders: Vec<Reminder>,
}

async fn reminders() -> Result<Vec<Reminder>, ApiError> {
    Ok(api::run(RemindersQuery::build(())).await?.duty_reminders)
}

/// The list; nothing where there is nothing to be reminded of.
#[component]
pub fn RemindersPart() -> impl IntoView {
    let query = use_query(|| (), |()| reminders());
    move || match query.state.get() {
        Load::Ready(found) if !found.is_empty() => view! { <Reminders found=found /> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Reminders(found: Vec<Reminder>) -> impl IntoView {
    view! {
        <section class="section">
            <h2>{t(REMINDERS)}</h2>
            <ul class="reminders">
                {found
                    .into_iter()
                    .map(|duty| {
                        let tone = if *duty.state == DutyState::Overdue { Tone::Bad } else { Tone::Warn };
                        // Names of duties and departments are Chinese in every language of the app.
                        let whose = match duty.department {
                            Some(one) => view! { <span lang="zh-CN">{one.name}</span> }.into_any(),
                            None => t(FOR_OFFICE).into_any(),
                        };
                        view! {
                            <li>
                                <Badge text=duty.state.label(lang()) tone=tone />
                                <div>
                                    <strong lang="zh-CN">{duty.title}</strong>
                                    <p class="soft small">
                                        {format!("{} · {} · ", date(duty.due_on.0), working_days_left(i64::from(duty.days_left)))}
                                        {whose}
                                    </p>
                                </div>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <A href=Page::Deadlines.path()>{t(TO_CALENDAR)}</A>
        </section>
    }
}
