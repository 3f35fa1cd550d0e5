//! The witnesses of an attempt, with what they have given.

use leptos::prelude::*;
use shared::planning::AttemptStatus;

use super::data::{AttemptView, WitnessView};
use super::words::*;
use crate::components::{Badge, Table, Tone};
use crate::locales::*;

/// Who has committed and revealed.
#[component]
pub fn WitnessTable(
    /// The attempt.
    attempt: AttemptView,
) -> impl IntoView {
    let headings = [t(CODE), t(WITNESSES), t(ORGANISATION), t(COMMITMENT), t(REVEALED)];
    let caption = fill(WITNESSES_OF, &[&attempt.number.to_string()]);
    let status = *attempt.status;
    let asked = attempt.beacon.is_some();
    view! {
        <div class="stacked">
            <Table caption=caption headings=headings.map(str::to_owned).to_vec()>
                {attempt
                    .witnesses
                    .into_iter()
                    .map(|witness| {
                        let code = witness.code.clone();
                        let name = witness.name.clone();
                        let organisation = format!("{} · {}", witness.organisation, witness.kind.label(lang()));
                        view! {
                            <tr>
                                <td data-label=t(CODE)><code>{code}</code></td>
                                <td data-label=t(WITNESSES)>{name}</td>
                                <td data-label=t(ORGANISATION)>{organisation}</td>
                                <td data-label=t(COMMITMENT)>{commitment(&witness)}</td>
                                <td data-label=t(REVEALED)>{reveal(&witness, asked, status)}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

fn commitment(witness: &WitnessView) -> AnyView {
    match (&witness.commitment, witness.committed_at) {
        (Some(value), Some(at)) => view! {
            <div class="revealed">
                <span class="hash">{value.clone()}</span>
                <span class="soft small">{date_time(at)}</span>
            </div>
        }
        .into_any(),
        _ => view! { <Badge text=t(WAITING) tone=Tone::Warn /> }.into_any(),
    }
}

fn reveal(witness: &WitnessView, asked: bool, status: AttemptStatus) -> AnyView {
    match (witness.revealed_at, &witness.nonce) {
        (Some(at), Some(nonce)) => view! {
            <div class="revealed">
                <span class="hash">{nonce.clone()}</span>
                <span class="soft small">{date_time(at)}</span>
            </div>
        }
        .into_any(),
        (Some(at), None) => view! {
            <div class="revealed">
                <Badge text=t(DID_REVEAL) tone=Tone::Good />
                <span class="soft small">{date_time(at)}</span>
            </div>
        }
        .into_any(),
        (None, _) if asked && status == AttemptStatus::Beacon => {
            view! { <Badge text=t(TO_REVEAL) tone=Tone::Warn /> }.into_any()
        }
        (None, _) => view! { <span class="soft">"—"</span> }.into_any(),
    }
}
