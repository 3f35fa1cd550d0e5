//! What is done with an account by whoever may: enabled, disabled, logged out everywhere.

use leptos::prelude::*;
use shared::organisation::UserStatus;

use super::account_queries::AccountRow;
use super::commands::{EndSessionsInput, SetAccountStatusInput, end_sessions, set_account_status};
use super::words::*;
use crate::api::{Act, Coded};
use crate::components::{Ask, Look, dialog_of};
use crate::locales::*;

/// The account that something is about to be done with. A copy of signals.
#[derive(Clone, Copy)]
pub struct Acting {
    /// To be given roles.
    pub granting: RwSignal<Option<AccountRow>>,
    /// To be enabled or unlocked.
    pub enabling: RwSignal<Option<AccountRow>>,
    /// To be disabled.
    pub disabling: RwSignal<Option<AccountRow>>,
    /// To be logged out everywhere.
    pub ending: RwSignal<Option<AccountRow>>,
}

impl Acting {
    /// None yet.
    pub fn new() -> Self {
        let none = || RwSignal::new(None);
        Self { granting: none(), enabling: none(), disabling: none(), ending: none() }
    }
}

/// Enables an account, which also unlocks it.
pub fn enable(act: Act, row: AccountRow, on_done: Callback<()>) {
    let words = if *row.status == UserStatus::Active { UNLOCKED_DONE } else { ENABLED_DONE };
    let input = SetAccountStatusInput { account_id: row.id, status: Coded(UserStatus::Active) };
    act.run(set_account_status(input), move |account| {
        act.say(&fill(words, &[&account.username]));
        on_done.run(());
    });
}

/// A text with the account's user name in it.
pub fn named(text: Text, account: RwSignal<Option<AccountRow>>) -> Signal<String> {
    Signal::derive(move || {
        let name = account.with(|row| row.as_ref().map(|row| row.username.clone())).unwrap_or_default();
        fill(text, &[&name])
    })
}

/// Asks once before an account is disabled.
#[component]
pub fn StatusDialog(
    /// The account.
    account: RwSignal<Option<AccountRow>>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let open = dialog_of(account, |_| ());
    let act = Act::of_button();
    let confirm = Callback::new(move |()| {
        let Some(row) = account.get_untracked() else { return };
        let input = SetAccountStatusInput { account_id: row.id, status: Coded(UserStatus::Disabled) };
        act.run(set_account_status(input), move |account| {
            act.say(&fill(DISABLED_DONE, &[&account.username]));
            open.try_set(false);
            on_done.run(());
        });
    });
    view! {
        <Ask
            title=named(DISABLE_TITLE, account)
            text=t(DISABLE_TEXT)
            act=t(DISABLE)
            look=Look::Danger
            open=open
            busy=act.busy
            on_confirm=confirm
        />
    }
}

/// Asks once before somebody is logged out everywhere.
#[component]
pub fn EndDialog(
    /// The account.
    account: RwSignal<Option<AccountRow>>,
    /// Told when it is done.
    on_done: Callback<()>,
) -> impl IntoView {
    let open = dialog_of(account, |_| ());
    let act = Act::of_button();
    let confirm = Callback::new(move |()| {
        let Some(row) = account.get_untracked() else { return };
        let input = EndSessionsInput { account_id: Some(row.id), keep_current: false };
        act.run(end_sessions(input), move |ended| {
            act.say(&fill(ENDED_DONE, &[&number(i64::from(ended))]));
            open.try_set(false);
            on_done.run(());
        });
    });
    view! {
        <Ask
            title=named(END_TITLE, account)
            text=t(END_TEXT)
            act=t(END_SESSIONS)
            look=Look::Danger
            open=open
            busy=act.busy
            on_confirm=confirm
        />
    }
}
