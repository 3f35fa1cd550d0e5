//! The quiet list: doors that waves leave alone for a time. Only the office sees it.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ErrorCode;

use super::rule_queries::{KeepQuietInput, QuietFirm, QuietView, firm, keep_quiet, quiet_doors};
use super::words::*;
use crate::api::{Act, Coded, Date, UserError, use_paged};
use crate::components::{
    Button, DateField, Dialog, EmptyState, FormErrors, Look, MoreButton, Table, TextArea, TextField,
    loaded_or,
};
use crate::locales::*;

/// What the dialog is about: a firm that is put on the list, or one whose door is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked {
    Add,
    End(QuietFirm),
}

/// The list, and what may be done with it.
#[component]
pub fn QuietList() -> impl IntoView {
    let list = use_paged(|| (), |(), after| quiet_doors(after));
    let asked = RwSignal::new(None::<Asked>);
    let open = RwSignal::new(false);
    let ask = Callback::new(move |what: Asked| {
        asked.set(Some(what));
        open.set(true);
    });
    let done = Callback::new(move |()| list.query.reload());
    view! {
        <section class="section stack">
            <h2>{t(QUIET)}</h2>
            <p class="soft">{t(QUIET_TEXT)}</p>
            <div class="acts no-print">
                <Button label=t(QUIET_ADD) on_press=Callback::new(move |()| ask.run(Asked::Add)) />
            </div>
            {loaded_or(list.query, 3, move |page| {
                if page.items.is_empty() {
                    view! { <EmptyState title=t(QUIET_NONE) /> }.into_any()
                } else {
                    view! { <QuietTable doors=page.items ask=ask /> }.into_any()
                }
            })}
            {move || list.query.data().is_some_and(|page| page.total > 0).then(|| view! { <MoreButton list=list /> })}
            {move || asked.get().map(|what| view! { <QuietDialog what=what open=open done=done /> })}
        </section>
    }
}

#[component]
fn QuietTable(doors: Vec<QuietView>, ask: Callback<Asked>) -> impl IntoView {
    let headings = [t(QUIET_FIRMS), t(QUIET_UNTIL), t(QUIET_WHY), t(QUIET_END)].map(str::to_owned).to_vec();
    view! {
        <div class="stacked">
            <Table caption=t(QUIET) headings=headings>
                {doors
                    .into_iter()
                    .map(|door| {
                        let names: Vec<String> = door.subjects.iter().map(|firm| firm.name.clone()).collect();
                        let first = door.subjects.into_iter().next();
                        let end = first.map(|firm| {
                            let press = Callback::new(move |()| ask.run(Asked::End(firm.clone())));
                            view! { <Button label=t(QUIET_END) look=Look::Quiet on_press=press /> }
                        });
                        view! {
                            <tr>
                                <td data-label=t(QUIET_FIRMS)>{names.join(comma())}</td>
                                <td class="nowrap" data-label=t(QUIET_UNTIL)>{door.until.map(|day| date(day.0))}</td>
                                <td data-label=t(QUIET_WHY)>{door.reason}</td>
                                <td data-label=t(QUIET_END)>{end}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

fn problem(code: ErrorCode, path: &str) -> UserError {
    UserError { code: Coded(code), path: path.to_owned(), message: code.label(lang()).to_owned() }
}

#[component]
fn QuietDialog(what: Asked, open: RwSignal<bool>, done: Callback<()>) -> impl IntoView {
    let (code, until, reason) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let act = Act::of_form();
    let adds = what == Asked::Add;
    let title = match &what {
        Asked::Add => t(QUIET_ADD).to_owned(),
        Asked::End(firm) => fill(QUIET_END_TITLE, &[&firm.name]),
    };
    let label = if adds { QUIET_ADD } else { QUIET_END };
    let send = Callback::new(move |()| {
        let day = until.get_untracked().parse::<NaiveDate>().ok().map(Date);
        if adds && day.is_none() {
            act.refuse(vec![problem(ErrorCode::Required, "until")]);
            return;
        }
        let (known, uscc) = (what.clone(), code.get_untracked());
        let why = reason.get_untracked();
        let work = async move {
            let subject = match known {
                Asked::End(firm) => Some(firm),
                Asked::Add => firm(uscc).await?,
            };
            let Some(subject) = subject else {
                let mut missing = problem(ErrorCode::NotFound, "uscc");
                t(QUIET_NO_FIRM).clone_into(&mut missing.message);
                return Ok((None, vec![missing]));
            };
            keep_quiet(KeepQuietInput { subject_id: subject.id, until: day.filter(|_| adds), reason: why })
                .await
        };
        act.run(work, move |_| {
            act.say(t(QUIET_KEPT));
            open.try_set(false);
            done.run(());
        });
    });
    view! {
        <Dialog title=title open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <FormErrors errors=act.errors />
                {adds.then(|| view! {
                    <TextField label=t(QUIET_CODE) path="uscc" value=code help=t(QUIET_CODE_HELP) errors=act.errors />
                    <DateField label=t(QUIET_UNTIL) path="until" value=until errors=act.errors />
                })}
                <TextArea label=t(QUIET_WHY) path="reason" value=reason errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(label) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
