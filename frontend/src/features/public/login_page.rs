//! The log-in.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::ErrorCode;

use super::model::{first_page, own_page};
use super::queries::{DemoAccount, demo_accounts};
use super::words::*;
use crate::api::{self, Act, Answer, ApiError, Coded, LoggedIn, UserError, use_query};
use crate::components::{Button, FormErrors, Look, PageHead, TextField};
use crate::locales::*;
use crate::platform;
use crate::state::session::{Session, SessionState};

/// The log-in; people who are logged in go on to where they wanted.
#[component]
pub fn LoginPage() -> impl IntoView {
    let session = Session::expect();
    let navigate = use_navigate();
    let query = use_query_map();
    Effect::new(move |_| {
        if let SessionState::Known(known) = session.state() {
            let back = query.with_untracked(|query| query.get("back").unwrap_or_default());
            let address =
                own_page(&back).map_or_else(|| first_page(&known.account.grants).path(), str::to_owned);
            navigate(&address, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    let (username, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    view! {
        <div class="login">
            <PageHead title=t(LOGIN) note=t(LOGIN_NOTE) />
            <LoginForm username=username password=password />
            <DemoHint username=username password=password />
        </div>
    }
}

#[component]
fn LoginForm(username: RwSignal<String>, password: RwSignal<String>) -> impl IntoView {
    let session = Session::expect();
    let act = Act::of_form();
    Effect::new(move |_| request_animation_frame(|| platform::focus::to("#f-username")));
    let send = Callback::new(move |()| {
        let (name, secret) = (username.get_untracked(), password.get_untracked());
        let missing = missing(&name, &secret);
        if !missing.is_empty() {
            act.refuse(missing);
            return;
        }
        act.run(log_in(name, secret), move |logged_in| session.begin(logged_in));
    });
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=act.errors />
            <TextField label=t(USERNAME) path="username" value=username complete="username" errors=act.errors />
            <TextField label=t(PASSWORD) path="password" value=password kind="password" complete="current-password" errors=act.errors />
            <div class="acts">
                <Button label=t(LOGIN) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}

fn missing(username: &str, password: &str) -> Vec<UserError> {
    [("username", username.trim()), ("password", password)]
        .into_iter()
        .filter(|(_, text)| text.is_empty())
        .map(|(path, _)| refusal(ErrorCode::Required, path, ErrorCode::Required.label(lang()).to_owned()))
        .collect()
}

fn refusal(code: ErrorCode, path: &str, message: String) -> UserError {
    UserError { code: Coded(code), path: path.to_owned(), message }
}

/// What the server refuses is told in the form; a broken connection as everywhere.
async fn log_in(username: String, password: String) -> Answer<LoggedIn> {
    match api::login(username.trim(), &password).await {
        Ok(logged_in) => Ok((Some(logged_in), Vec::new())),
        Err(ApiError::Refused { code, message, .. }) if code != ErrorCode::Internal => {
            Ok((None, vec![refusal(code, "", message)]))
        }
        Err(error) => Err(error),
    }
}

/// Accounts of the demo town, to be filled in with one press.
#[component]
fn DemoHint(username: RwSignal<String>, password: RwSignal<String>) -> impl IntoView {
    let query = use_query(|| (), |()| demo_accounts());
    move || {
        let accounts = query.data().unwrap_or_default();
        let shared_password = accounts.first().map(|account| account.password.clone())?;
        let rows = accounts
            .into_iter()
            .map(|account| view! { <DemoRow account=account username=username password=password /> })
            .collect_view();
        Some(view! {
            <section class="panel demo">
                <h2>{t(DEMO_TITLE)}</h2>
                <p>{fill(DEMO_TEXT, &[&shared_password])}</p>
                <ul>{rows}</ul>
            </section>
        })
    }
}

#[component]
fn DemoRow(account: DemoAccount, username: RwSignal<String>, password: RwSignal<String>) -> impl IntoView {
    let DemoAccount { username: name, name: what, password: secret } = account;
    let shown = name.clone();
    let fill_in = move |_| {
        username.set(name.clone());
        password.set(secret.clone());
        platform::focus::to(".login [type=submit]");
    };
    view! {
        <li>
            <button type="button" class="demo-account" on:click=fill_in>
                <code>{shown}</code> <span>{what}</span> <span class="demo-use">{t(USE_ACCOUNT)}</span>
            </button>
        </li>
    }
}
