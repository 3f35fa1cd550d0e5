//! A new password of one's own.

use leptos::prelude::*;

use super::commands::{ChangePasswordInput, change_password};
use super::model::check_password;
use super::words::*;
use crate::api::{Act, UserError};
use crate::components::{Button, FormErrors, Look, TextField};
use crate::locales::*;

/// The form; it is checked by the server's own rule before it is sent.
#[component]
pub fn PasswordForm(
    /// Name to log in with: a password may not contain it.
    username: String,
    /// Told when it is changed.
    on_done: Callback<()>,
) -> impl IntoView {
    let empty = || RwSignal::new(String::new());
    let (current, new, again) = (empty(), empty(), empty());
    let username = StoredValue::new(username);
    let act = Act::of_form();
    let send = move || {
        let (was, is, repeated) = (current.get_untracked(), new.get_untracked(), again.get_untracked());
        let mut problems =
            UserError::found(&username.with_value(|name| check_password(name, &was, &is, &repeated)));
        for problem in problems.iter_mut().filter(|problem| problem.path == "again") {
            t(AGAIN_DIFFERS).clone_into(&mut problem.message);
        }
        if !problems.is_empty() {
            return act.refuse(problems);
        }
        act.run(change_password(ChangePasswordInput { current: was, new: is }), move |_| {
            act.say(t(PASSWORD_DONE));
            for field in [current, new, again] {
                field.try_set(String::new());
            }
            on_done.run(());
        });
    };
    view! {
        <section>
            <h2>{t(CHANGE_PASSWORD)}</h2>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <p class="soft">{t(PASSWORD_TEXT)}</p>
                // Password managers want to know whose it is.
                <input type="text" name="username" autocomplete="username" value=username.get_value() hidden />
                <FormErrors errors=act.errors />
                <TextField label=t(CURRENT_PASSWORD) path="current" value=current kind="password" complete="current-password" errors=act.errors />
                <TextField label=t(NEW_PASSWORD) path="new" value=new kind="password" complete="new-password" help=t(PASSWORD_HELP) errors=act.errors />
                <TextField label=t(AGAIN_PASSWORD) path="again" value=again kind="password" complete="new-password" errors=act.errors />
                <div class="acts">
                    <Button label=t(CHANGE_PASSWORD) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </section>
    }
}
