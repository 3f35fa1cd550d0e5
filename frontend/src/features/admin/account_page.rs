//! One's own account: who one is, where one is logged in, the password, the display.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::commands::{EndSessionsInput, end_sessions};
use super::model::device;
use super::password_form::PasswordForm;
use super::queries::{Device, Me, me};
use super::settings_view::SettingsView;
use super::users_table::Roles;
use super::words::*;
use crate::api::{Act, Query, use_query};
use crate::components::{Ask, Badge, Button, Look, PageHead, Table, Tone, loaded};
use crate::locales::*;
use crate::state::session::Session;

/// The page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let query = use_query(|| (), |()| me());
    let leaving = RwSignal::new(false);
    let leave = Callback::new(move |()| {
        spawn_local(async { Session::expect().leave().await });
    });
    view! {
        <PageHead title=t(PLACE_ACCOUNT) note=t(ME_NOTE)>
            <Button label=t(LOGOUT) on_press=Callback::new(move |()| leaving.set(true)) />
        </PageHead>
        {loaded(query, move |me| {
            let username = me.username.clone();
            view! {
                <Who me=me.clone() />
                <Devices me=me query=query />
                <div class="two section">
                    <PasswordForm username=username on_done=Callback::new(move |()| query.reload()) />
                    <SettingsView />
                </div>
            }
        })}
        <Ask title=t(LOGOUT) text=t(LOGOUT_TEXT) act=t(LOGOUT) look=Look::Primary open=leaving on_confirm=leave />
    }
}

#[component]
fn Who(me: Me) -> impl IntoView {
    let facts = [
        (t(USERNAME), view! { <span class="mono">{me.username}</span> }.into_any()),
        (t(DISPLAY_NAME), me.display_name.into_any()),
        (t(ROLES), view! { <Roles roles=me.roles /> }.into_any()),
        (t(PASSWORD_CHANGED), date_time(me.password_changed_at).into_any()),
    ];
    view! {
        <dl class="facts">
            {facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
        </dl>
    }
}

#[component]
fn Devices(me: Me, query: Query<Me>) -> impl IntoView {
    let others = me.sessions.iter().any(|device| !device.current);
    let act = Act::of_button();
    let ending = RwSignal::new(false);
    let end_others = Callback::new(move |()| {
        let input = EndSessionsInput { account_id: None, keep_current: true };
        act.run(end_sessions(input), move |ended| {
            act.say(&fill(ENDED_DONE, &[&number(i64::from(ended))]));
            query.reload();
        });
    });
    let end_all = Callback::new(move |()| {
        let input = EndSessionsInput { account_id: None, keep_current: false };
        act.run(end_sessions(input), move |_| {
            spawn_local(async { Session::expect().leave().await });
        });
    });
    let headings = [t(DEVICE), t(LOGGED_IN_AT), t(LAST_USED), t(IP)].map(str::to_owned).to_vec();
    view! {
        <section class="section">
            <h2>{t(SESSIONS)}</h2>
            <p class="soft">{t(SESSIONS_TEXT)}</p>
            <div class="stacked devices">
                <Table caption=t(SESSIONS) headings=headings>
                    {me.sessions.into_iter().map(|session| view! { <DeviceRow session=session /> }).collect_view()}
                </Table>
            </div>
            <div class="acts">
                {others.then(|| view! { <Button label=t(END_OTHERS) busy=act.busy on_press=end_others /> })}
                <Button label=t(END_ALL) look=Look::Danger on_press=Callback::new(move |()| ending.set(true)) />
            </div>
            <Ask
                title=t(END_ALL_TITLE)
                text=t(END_ALL_TEXT)
                act=t(END_ALL)
                look=Look::Danger
                open=ending
                busy=act.busy
                on_confirm=end_all
            />
        </section>
    }
}

#[component]
fn DeviceRow(session: Device) -> impl IntoView {
    view! {
        <tr>
            <td data-label=t(DEVICE)>
                <span title=session.user_agent.clone()>{device(&session.user_agent)}</span>
                " "
                {session.current.then(|| view! { <Badge text=t(THIS_DEVICE) tone=Tone::Active /> })}
            </td>
            <td class="nowrap" data-label=t(LOGGED_IN_AT)>{date_time(session.created_at)}</td>
            <td class="nowrap" data-label=t(LAST_USED)>{date_time(session.last_used_at)}</td>
            <td data-label=t(IP)>{session.ip}</td>
        </tr>
    }
}
