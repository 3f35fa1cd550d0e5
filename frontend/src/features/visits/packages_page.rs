//! Packages for the channels: made of what a department published, with files, hashes and receipts.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::access::Action;
use shared::visit::{Channel, check_period, check_receipt};

use super::disclose_queries::{
    MakePackageInput, Package, ReceivePackageInput, make_package, packages, receive_package,
};
use super::disclose_words::*;
use super::facts::day_of;
use super::result_queries::today;
use crate::api::{self, Act, Coded, Date, UserError, use_paged, use_query};
use crate::components::{
    Button, DateField, Dialog, EmptyState, FormErrors, Look, PageHead, PagedTable, SelectField, TextField,
    dialog_of, loaded_or,
};
use crate::locales::*;
use crate::platform;
use crate::state::session::Session;
use crate::state::toasts::Toasts;

/// The page.
#[component]
pub fn PackagesPage() -> impl IntoView {
    let today = use_query(|| (), |()| today());
    view! {
        <PageHead title=t(PACKAGES) note=t(PACKAGES_NOTE) />
        {loaded_or(today, 3, |today: Date| view! { <PackageList today=today.0 /> })}
    }
}

/// What the rows are given.
#[derive(Clone, Copy)]
struct Desk {
    receiving: RwSignal<Option<Package>>,
}

#[component]
fn PackageList(today: NaiveDate) -> impl IntoView {
    let list = use_paged(|| (), |(), after| packages(after));
    let changed = Callback::new(move |()| list.query.reload());
    let own = Session::expect().department_for(Action::KeepDisclosure).map(|id| id.to_string());
    let receiving = RwSignal::new(None);
    provide_context(Desk { receiving });
    let headings = [PACKAGE_CHANNEL, DEPARTMENT, PERIOD, PACKAGE_ROWS, PACKAGE_FILES, MADE, RECEIPT]
        .map(|name| t(name).to_owned());
    view! {
        {own.map(|own| view! { <MakeForm department=own today=today on_change=changed /> })}
        <div class="stacked section">
            <PagedTable
                list=list
                caption=t(PACKAGES)
                headings=headings.to_vec()
                key=|row| (row.id.clone(), row.receipt.clone())
                row=|row| view! { <PackageRow row=row /> }
                empty=|| view! { <EmptyState title=t(NO_PACKAGES) text=t(NO_PACKAGES_TEXT) /> }
            />
        </div>
        <ReceiptDialog package=receiving today=today on_done=changed />
    }
}

#[component]
fn MakeForm(department: String, today: NaiveDate, on_change: Callback<()>) -> impl IntoView {
    let first = today.with_day(1).unwrap_or(today);
    let channel = RwSignal::new(Channel::Ncepis.as_str().to_owned());
    let (from, to) = (RwSignal::new(first.to_string()), RwSignal::new(today.to_string()));
    let act = Act::of_form();
    let department = StoredValue::new(department);
    let send = move || {
        let days = from.with_untracked(|text| day_of(text, "from")).and_then(|first| {
            let last = to.with_untracked(|text| day_of(text, "to"))?;
            Ok((first, last))
        });
        let problems = match days {
            Ok((first, last)) => check_period(first, last, today),
            Err(missing) => vec![missing],
        };
        let (Ok((first, last)), []) = (days, problems.as_slice()) else {
            return act.refuse(UserError::found(&problems));
        };
        let input = MakePackageInput {
            channel: Coded(Channel::parse(&channel.get_untracked()).unwrap_or(Channel::Ncepis)),
            department_id: cynic::Id::new(department.get_value()),
            from: Date(first),
            to: Date(last),
        };
        act.run(make_package(input), move |package| {
            act.say(&fill(PACKAGE_MADE, &[&package.rows.to_string()]));
            on_change.run(());
        });
    };
    let channels = Signal::stored(choices(Channel::ALL, Channel::as_str, Channel::label));
    view! {
        <form
            class="form panel"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <FormErrors errors=act.errors />
            <SelectField label=t(PACKAGE_CHANNEL) path="channel" value=channel choices=channels errors=act.errors />
            <DateField label=t(PACKAGE_FROM) path="from" value=from errors=act.errors />
            <DateField label=t(PACKAGE_TO) path="to" value=to errors=act.errors />
            <div class="acts"><Button label=t(MAKE_PACKAGE) look=Look::Primary busy=act.busy submit=true /></div>
        </form>
    }
}

#[component]
fn PackageRow(row: Package) -> impl IntoView {
    let Desk { receiving } = expect_context();
    let may = Session::expect().may_for(Action::KeepDisclosure, &row.department.id);
    let kept = StoredValue::new(row.clone());
    let made = fill(BY_ON, &[&date_time(row.made_at), &row.made_by.clone().unwrap_or_default()]);
    let receipt = match (&row.receipt, row.received_on) {
        (Some(number), Some(day)) => fill(BY_ON, &[number, &date(day.0)]),
        _ => t(NO_RECEIPT).to_owned(),
    };
    let address = row.address.clone();
    let open = Callback::new(move |()| receiving.set(Some(kept.get_value())));
    view! {
        <tr>
            <td data-label=t(PACKAGE_CHANNEL)>{row.channel.label(lang())}</td>
            <td data-label=t(DEPARTMENT)>{row.department.name.clone()}</td>
            <td class="nowrap" data-label=t(PERIOD)>{date(row.from_day.0)} " – " {date(row.to_day.0)}</td>
            <td class="number" data-label=t(PACKAGE_ROWS)>{number(i64::from(row.rows))}</td>
            <td data-label=t(PACKAGE_FILES)>
                <PackageFile row=row.clone() ending="csv" hash=row.csv_hash.clone() />
                <PackageFile row=row.clone() ending="xlsx" hash=row.xlsx_hash.clone() />
            </td>
            <td class="soft small" data-label=t(MADE)>{made}</td>
            <td data-label=t(RECEIPT)>
                <div>{receipt}</div>
                {address.map(|address| view! { <p class="soft small">{address}</p> })}
                {may.then(|| view! { <Button label=t(RECORD_RECEIPT) look=Look::Quiet on_press=open /> })}
            </td>
        </tr>
    }
}

#[component]
fn PackageFile(row: Package, ending: &'static str, hash: String) -> impl IntoView {
    let (busy, toasts) = (RwSignal::new(false), Toasts::of_app());
    let name =
        format!("{}-{}-{}.{ending}", row.channel.as_str().to_lowercase(), row.from_day.0, row.to_day.0);
    let path = format!("/api/packages/{}.{ending}", row.id.inner());
    let kept = StoredValue::new((path, name));
    let press = Callback::new(move |()| {
        let (path, name) = kept.get_value();
        let media_type = if ending == "csv" { "text/csv" } else { "application/octet-stream" };
        busy.set(true);
        spawn_local(async move {
            match api::download(&path).await {
                Ok(bytes) => platform::download::save(&name, media_type, &bytes),
                Err(error) => toasts.bad(error.words()),
            }
            busy.try_set(false);
        });
    });
    let short = hash.get(..12).unwrap_or_default().to_owned();
    view! {
        <div>
            <Button label=fill(DOWNLOAD_FILE, &[ending]) look=Look::Quiet busy=busy on_press=press />
            <span class="soft small mono" title=hash>{short}</span>
        </div>
    }
}

#[component]
fn ReceiptDialog(
    package: RwSignal<Option<Package>>,
    today: NaiveDate,
    on_done: Callback<()>,
) -> impl IntoView {
    let (number, address) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let day = RwSignal::new(today.to_string());
    let act = Act::of_form();
    let open = dialog_of(package, move |row: &Package| {
        number.set(row.receipt.clone().unwrap_or_default());
        address.set(row.address.clone().unwrap_or_default());
        act.errors.set(Vec::new());
    });
    let title = Signal::derive(move || {
        let name = package.with(|row| row.as_ref().map(|row| row.channel.label(lang())));
        fill(RECEIPT_TITLE, &[name.unwrap_or_default()])
    });
    let send = move || {
        let Some(row) = package.get_untracked() else { return };
        let (text, place) = (number.get_untracked(), address.get_untracked());
        let on = day.with_untracked(|text| day_of(text, "receivedOn"));
        // The day it was made the server looks at.
        let problems = match on {
            Ok(on) => check_receipt((&text, &place), on, (NaiveDate::MIN, today)),
            Err(missing) => vec![missing],
        };
        let (Ok(on), []) = (on, problems.as_slice()) else {
            return act.refuse(UserError::found(&problems));
        };
        let input = ReceivePackageInput { address: place, id: row.id, number: text, received_on: Date(on) };
        act.run(receive_package(input), move |_| {
            act.say(t(RECEIPT_SAVED));
            open.try_set(false);
            on_done.run(());
        });
    };
    view! {
        <Dialog title=title open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <FormErrors errors=act.errors />
                <TextField label=t(RECEIPT_NUMBER) path="number" value=number errors=act.errors />
                <TextField label=t(RECEIPT_ADDRESS) path="address" kind="url" value=address errors=act.errors />
                <DateField label=t(RECEIPT_DAY) path="receivedOn" value=day errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(RECORD_RECEIPT) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
