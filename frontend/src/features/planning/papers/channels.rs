//! Where a plan was published, with addresses, receipts and the hash computed anew.

use leptos::prelude::*;
use shared::access::Action;

use super::super::plan_page::channel_words;
use super::queries::{ChannelReceipt, PlanPapers, RecordPlanReceiptInput, record_plan_receipt};
use super::words::*;
use crate::api::{Act, Date, Query, UserError};
use crate::components::{Badge, Button, DateField, Dialog, FormErrors, Look, Table, TextField, Tone};
use crate::locales::*;
use crate::state::session::Session;

/// The table, and a dialog a channel for the office.
#[component]
pub fn ChannelsSection(plan: PlanPapers, query: Query<PlanPapers>) -> impl IntoView {
    let may = Session::expect().may(Action::KeepPlanFiles);
    let headings = [t(CHANNEL), t(SHOWN_AT), t(RECEIPT), t(HASH), t(CHECKED)].map(str::to_owned).to_vec();
    let channels = plan.publications.clone();
    let content = format!("/public/plans/{}/content.json", plan.id.inner());
    let id = StoredValue::new(plan.id);
    view! {
        <section class="section stack">
            <h2>{t(CHANNELS)}</h2>
            <div class="stacked">
                <Table caption=t(CHANNELS) headings=headings>
                    {plan.publications.into_iter().map(|channel| view! { <ChannelRow channel=channel /> }).collect_view()}
                </Table>
            </div>
            <p><a href=content rel="external" target="_blank">{t(CONTENT)}</a></p>
            {may
                .then(|| {
                    view! {
                        <div class="acts">
                            {channels
                                .into_iter()
                                .map(|channel| view! { <Record plan=id.get_value() channel=channel query=query /> })
                                .collect_view()}
                        </div>
                    }
                })}
        </section>
    }
}

#[component]
fn ChannelRow(channel: ChannelReceipt) -> impl IntoView {
    let (word, tone) = if channel.content_hash == channel.recomputed_hash {
        (t(SAME), Tone::Good)
    } else {
        (t(DIFFERENT), Tone::Bad)
    };
    let receipt = match (&channel.receipt, channel.received_on) {
        (Some(number), Some(day)) => format!("{number} {}", date(day.0)),
        (None, Some(day)) => date(day.0),
        _ => t(NOT_YET).to_owned(),
    };
    view! {
        <tr>
            <td data-label=t(CHANNEL)>
                {channel_words(&channel.channel)}
                <p class="soft small">{date_time(channel.published_at)}</p>
            </td>
            <td data-label=t(SHOWN_AT)>
                {match channel.address {
                    Some(address) => {
                        let href = address.clone();
                        view! { <a href=href rel="external noreferrer" target="_blank" class="hash">{address}</a> }.into_any()
                    }
                    None => t(NOT_YET).into_any(),
                }}
            </td>
            <td data-label=t(RECEIPT)>
                {receipt}
                <p class="soft small">{channel.received_by.unwrap_or_default()}</p>
            </td>
            <td data-label=t(HASH)><code class="hash">{channel.content_hash}</code></td>
            <td data-label=t(CHECKED)>
                <Badge text=word tone=tone />
                <code class="hash">{channel.recomputed_hash}</code>
            </td>
        </tr>
    }
}

#[component]
fn Record(plan: cynic::Id, channel: ChannelReceipt, query: Query<PlanPapers>) -> impl IntoView {
    let (open, act) = (RwSignal::new(false), Act::of_form());
    let name = fill(RECORD, &[&channel_words(&channel.channel)]);
    let address = RwSignal::new(channel.address.clone().unwrap_or_default());
    let receipt = RwSignal::new(channel.receipt.clone().unwrap_or_default());
    let on = RwSignal::new(channel.received_on.map(|day| day.0.to_string()).unwrap_or_default());
    let key = StoredValue::new((plan, channel.channel));
    let send = Callback::new(move |()| {
        let Ok(day) = on.get_untracked().parse() else {
            act.errors.set(UserError::found(&[(shared::ErrorCode::Required, "on")]));
            return;
        };
        let (plan_id, channel) = key.get_value();
        let input = RecordPlanReceiptInput {
            address: address.get_untracked(),
            channel,
            on: Date(day),
            plan_id,
            receipt: receipt.get_untracked(),
        };
        act.run(record_plan_receipt(input), move |plan| {
            act.say(t(RECORDED));
            open.set(false);
            query.set(plan);
        });
    });
    let label = name.clone();
    view! {
        <Button label=label on_press=Callback::new(move |()| open.set(true)) />
        <Dialog title=name open=open>
            <form
                class="form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    send.run(());
                }
            >
                <FormErrors errors=act.errors />
                <TextField label=t(SHOWN_AT) path="address" value=address help=t(ADDRESS_HELP) errors=act.errors />
                <TextField label=t(RECEIPT_NUMBER) path="receipt" value=receipt errors=act.errors />
                <DateField label=t(SEEN_ON) path="on" value=on errors=act.errors />
                <div class="dialog-acts">
                    <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=t(SAVE) look=Look::Primary busy=act.busy submit=true />
                </div>
            </form>
        </Dialog>
    }
}
