//! Figures for the three administrators: accounts, and the trail.

use leptos::prelude::*;
use leptos_router::components::A;

use super::account_queries::account_figures;
use super::audit_queries::{AuditFilter, Entry, trail};
use super::audit_words::act_words;
use super::home_work::Figure;
use super::words::*;
use crate::api::use_query;
use crate::components::{Table, loaded};
use crate::locales::*;
use crate::routes::Page;

/// Accounts in figures.
#[component]
pub fn AccountsPart() -> impl IntoView {
    let query = use_query(|| (), |()| account_figures());
    view! {
        <section class="section">
            <h2>{t(ACCOUNTS)}</h2>
            {loaded(query, |figures| {
                let users = |query: &str| format!("{}{query}", Page::Users.path());
                view! {
                    <ul class="figures home-figures">
                        <Figure name=F_ACCOUNTS count=figures.all.total_count path=users("") />
                        <Figure name=F_NO_ROLE count=figures.without_role.total_count path=users("?norole=1") tone="figure-warn" />
                        <Figure name=F_LOCKED count=figures.locked.total_count path=users("?locked=1") tone="figure-warn" />
                        <Figure name=F_DISABLED count=figures.disabled.total_count path=users("?status=DISABLED") />
                    </ul>
                }
            })}
        </section>
    }
}

/// Acts an auditor looks for first, with their names.
const WATCHED: [(Text, &str); 3] =
    [(F_FAILED, "LOGIN_FAILED"), (F_LOCKOUTS, "LOGIN_LOCKED"), (F_REUSE, "SESSION_REUSE")];

/// The trail in figures, and its latest entries.
#[component]
pub fn TrailPart() -> impl IntoView {
    let latest = use_query(|| (), |()| trail(AuditFilter::default(), 10, None));
    let watched = use_query(
        || (),
        |()| async {
            let mut counts = Vec::new();
            for (_, action) in WATCHED {
                let filter = AuditFilter { action: Some(action.to_owned()), ..AuditFilter::default() };
                counts.push(trail(filter, 1, None).await?.total);
            }
            Ok(counts)
        },
    );
    let path = |action: &str| format!("{}?action={action}", Page::Audit.path());
    let all = move || latest.data().map_or(0, |page| page.total);
    view! {
        <section class="section">
            <h2>{t(TRAIL)}</h2>
            <ul class="figures home-figures">
                {move || view! { <Figure name=F_ENTRIES count=all() path=Page::Audit.path() /> }}
                {move || {
                    let counts = watched.data().unwrap_or_default();
                    WATCHED
                        .into_iter()
                        .zip(counts)
                        .map(|((name, action), count)| view! { <Figure name=name count=count path=path(action) tone="figure-warn" /> })
                        .collect_view()
                }}
            </ul>
        </section>
        <section class="section">
            <h2>{t(LATEST_ENTRIES)}</h2>
            {loaded(latest, |page| view! { <Latest entries=page.items /> })}
            <p class="acts home-acts"><A href=Page::Audit.path() attr:class="button">{t(SEE_ALL)}</A></p>
        </section>
    }
}

#[component]
fn Latest(entries: Vec<Entry>) -> impl IntoView {
    let headings = [t(TIME), t(WHO), t(ACTIONS), t(IP)].map(str::to_owned).to_vec();
    view! {
        <Table caption=t(LATEST_ENTRIES) headings=headings>
            {entries
                .into_iter()
                .map(|entry| {
                    view! {
                        <tr>
                            <td class="nowrap">{date_time(entry.happened_at)}</td>
                            <td>{entry.actor_name}</td>
                            <td>{act_words(&entry.action)}</td>
                            <td>{entry.ip}</td>
                        </tr>
                    }
                })
                .collect_view()}
        </Table>
    }
}
