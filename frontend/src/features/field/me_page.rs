//! Who I am, my certificate, settings, log-out.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::doors::{Doors, Wanted};
use super::outbox::Outbox;
use super::queries::InspectorNode;
use super::shared_views::cached;
use super::words::*;
use crate::api;
use crate::components::{Ask, Badge, Button, Facts, LangSwitch, Look, PageHead, SelectField, Tone};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;
use crate::state::{drafts, prefs};

/// From so many days before its end, a certificate is marked.
const SOON: i64 = 60;

/// The page.
#[component]
pub fn MePage() -> impl IntoView {
    let doors = Doors::expect();
    let ask = Callback::new(move |()| doors.ask_day());
    ask.run(());
    let name = Session::expect().account().map(|account| account.display_name).unwrap_or_default();
    let entry = move || {
        let day = doors.day()?;
        day.me.map(|inspector| view! { <Certificate today=day.date inspector=inspector /> })
    };
    view! {
        <PageHead title=name />
        {cached(Wanted::Day, ask, move || view! { {move || entry()} }.into_any())}
        <Settings />
        <LogOut />
    }
}

#[component]
fn Certificate(today: NaiveDate, inspector: InspectorNode) -> impl IntoView {
    let (from, to) = (inspector.cert_valid_from.0, inspector.cert_valid_to.0);
    let left = (to - today).num_days();
    let is_valid = inspector.active && from <= today && today <= to;
    let badge = match (is_valid, left) {
        (false, _) => view! { <Badge text=t(CERT_EXPIRED) tone=Tone::Bad /> },
        (true, ..=SOON) => view! { <Badge text=fill(CERT_ENDS, &[&left.to_string()]) tone=Tone::Warn /> },
        (true, _) => view! { <Badge text=t(CERT_VALID) tone=Tone::Good /> },
    };
    let fields =
        if inspector.fields.is_empty() { t(ALL_FIELDS).to_owned() } else { inspector.fields.join(comma()) };
    let facts = vec![
        (t(MY_NAME).to_owned(), inspector.name),
        (t(DEPARTMENT).to_owned(), inspector.department.name),
        (t(CERT_NUMBER).to_owned(), inspector.cert_no),
        (t(MY_FIELDS).to_owned(), fields),
        (t(CERT_VALIDITY).to_owned(), fill(CERT_RANGE, &[&from.to_string(), &to.to_string()])),
    ];
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{t(MY_ENTRY)}</h2>
                {badge}
            </div>
            <Facts facts=facts />
        </section>
    }
}

#[component]
fn Settings() -> impl IntoView {
    let outbox = Outbox::expect();
    let theme = RwSignal::new(prefs::stored_theme());
    Effect::new(move |before: Option<()>| {
        let theme = theme.get();
        if before.is_some() {
            prefs::choose_theme(&theme);
        }
    });
    let themes = [("auto", THEME_AUTO), ("light", THEME_LIGHT), ("dark", THEME_DARK)];
    let themes = themes.map(|(code, word)| (code.to_owned(), t(word).to_owned())).to_vec();
    view! {
        <section class="section">
            <h2>{t(SETTINGS)}</h2>
            <div class="form">
                <SelectField label=t(THEME) path="theme" value=theme choices=themes />
                <div class="setting">
                    <span>{t(LANGUAGE)}</span>
                    {move || {
                        // Switching loads the page anew, which needs a network.
                        if outbox.online.get() {
                            view! { <LangSwitch /> }.into_any()
                        } else {
                            view! { <span class="soft small">{t(LANG_OFFLINE)}</span> }.into_any()
                        }
                    }}
                </div>
                <A href=Page::Account.path() attr:class="setting">{t(ACCOUNT_AND_PASSWORD)}</A>
            </div>
        </section>
    }
}

#[component]
fn LogOut() -> impl IntoView {
    let outbox = Outbox::expect();
    let asking = RwSignal::new(false);
    let text = Signal::derive(move || {
        let mut words = match outbox.count() {
            0 => t(LOGOUT_TEXT).to_owned(),
            count => fill(LOGOUT_UNSENT, &[&count.to_string()]),
        };
        if !outbox.online.get() {
            words.push_str(t(LOGOUT_OFFLINE));
        }
        words
    });
    let look = if untrack(|| outbox.count()) > 0 { Look::Danger } else { Look::Primary };
    let leave = Callback::new(move |()| {
        spawn_local(async {
            // Without a network the session is forgotten here; its cookie ends by itself.
            let _ = api::logout().await;
            drafts::forget_all();
            Session::expect().end();
        });
    });
    view! {
        <section class="section">
            <Button label=t(LOGOUT) on_press=Callback::new(move |()| asking.set(true)) />
            <Ask title=t(LOGOUT) text=text act=t(LOGOUT) look=look open=asking on_confirm=leave />
        </section>
    }
}
