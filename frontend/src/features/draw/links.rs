//! The witnesses' secret addresses: told once, kept in memory until somebody says that they are handed
//! out, and nowhere else.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::prelude::*;

use super::commands::WitnessLink;
use super::words::*;
use crate::components::{Ask, Button, CopyButton, Look, QrCode};
use crate::locales::*;
use crate::parts::ceremony::WitnessView;
use crate::platform;
use crate::routes::Page;

thread_local! {
    static KEPT: RefCell<BTreeMap<String, Vec<WitnessLink>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps the links of a wave's newest attempt until they are handed out.
pub fn keep(wave: &cynic::Id, links: Vec<WitnessLink>) {
    KEPT.with_borrow_mut(|kept| kept.insert(wave.inner().to_owned(), links));
}

/// Keeps a link that takes the place of another.
pub fn add(wave: &cynic::Id, link: WitnessLink) {
    KEPT.with_borrow_mut(|kept| {
        let links = kept.entry(wave.inner().to_owned()).or_default();
        links.retain(|known| known.code != link.code);
        links.push(link);
    });
}

fn kept(wave: &str) -> Vec<WitnessLink> {
    KEPT.with_borrow(|kept| kept.get(wave).cloned().unwrap_or_default())
}

fn forget(wave: &str) {
    KEPT.with_borrow_mut(|kept| kept.remove(wave));
}

/// A link with whom it is for.
#[derive(Clone, PartialEq)]
struct Slip {
    name: String,
    address: String,
}

fn slip(link: &WitnessLink, witnesses: &[WitnessView]) -> Slip {
    let found = witnesses.iter().find(|witness| witness.code == link.code);
    let name =
        found.map_or_else(|| link.code.clone(), |witness| bracketed(&witness.name, &witness.organisation));
    let address = format!("{}{}", platform::origin(), Page::Witness(link.token.clone()).path());
    Slip { name, address }
}

/// The links of a wave, if they were just made.
#[component]
pub fn LinksPanel(
    /// The wave.
    wave: String,
    /// The witnesses of its newest attempt.
    #[prop(into)]
    witnesses: Signal<Vec<WitnessView>>,
    /// Changes when new links were made.
    #[prop(into)]
    made: Signal<u32>,
) -> impl IntoView {
    let wave = StoredValue::new(wave);
    let links = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        made.track();
        links.set(kept(&wave.get_value()));
    });
    let any = Memo::new(move |_| links.with(|links| !links.is_empty()));
    platform::guard::ask_before_leaving(any.into());
    let asking = RwSignal::new(false);
    let done = Callback::new(move |()| {
        forget(&wave.get_value());
        asking.set(false);
        links.set(Vec::new());
    });
    let slips = move || {
        let witnesses = witnesses.get();
        links.with(|links| links.iter().map(|link| slip(link, &witnesses)).collect::<Vec<_>>())
    };
    move || {
        any.get().then(|| {
            let slips = slips();
            let all = slips.iter().map(|slip| format!("{}：{}", slip.name, slip.address)).collect::<Vec<_>>();
            view! {
                <section class="links" aria-labelledby="links-title">
                    <h2 id="links-title">{t(LINKS_TITLE)}</h2>
                    <p role="alert">{t(LINKS_TEXT)}</p>
                    <ul>
                        {slips
                            .into_iter()
                            .map(|slip| {
                                let what = fill(LINK_OF, &[&slip.name]);
                                let scan = fill(LINK_SCAN, &[&slip.name]);
                                view! {
                                    <li>
                                        <span class="link-name">{slip.name}</span>
                                        <code class="hash">{slip.address.clone()}</code>
                                        <CopyButton text=slip.address.clone() what=what />
                                        <details class="link-qr">
                                            <summary>{t(SHOW_QR)}</summary>
                                            <QrCode text=slip.address label=scan />
                                        </details>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                    <div class="acts">
                        <Button label=t(LINKS_DONE) look=Look::Primary on_press=Callback::new(move |()| asking.set(true)) />
                        <CopyButton text=all.join("\n") what=t(COPY_ALL) show_what=true />
                    </div>
                    <Ask
                        title=t(LINKS_DONE_TITLE)
                        text=t(LINKS_DONE_TEXT)
                        act=t(LINKS_DONE)
                        look=Look::Primary
                        open=asking
                        on_confirm=done
                    />
                </section>
            }
        })
    }
}
