//! Looking a firm up as one types.

use leptos::prelude::*;
use leptos_router::components::A;

use super::queries::{FirmRow, search};
use super::shared_views::{retry_when_online, risk_tone};
use super::words::*;
use crate::api::{Load, use_query};
use crate::components::{Badge, Button, EmptyState, Look, PageHead, SearchBox, Tone, loaded};
use crate::locales::*;
use crate::routes::Page;
use crate::state::drafts;
use crate::state::filters::Filter;
use shared::registry::SubjectStatus;

/// Where recent searches are kept; a log-out forgets them with the drafts.
const RECENT_KEPT: &str = "field.recent";
/// How many are kept.
const RECENT_COUNT: usize = 8;
/// How many the server lists.
const FIRST: usize = 20;

/// Fewest characters worth asking for.
const SHORTEST: usize = 2;

/// The page.
#[component]
pub fn FindPage() -> impl IntoView {
    let text = Filter::of_address("q");
    let wanted = Memo::new(move |_| text.get().trim().to_owned());
    let recent = RwSignal::new(drafts::get::<Vec<String>>(RECENT_KEPT).unwrap_or_default());
    let found = use_query(
        move || wanted.get(),
        |text| async move { if text.chars().count() < SHORTEST { Ok(Vec::new()) } else { search(text).await } },
    );
    let failed = move || matches!(found.state.get_untracked(), Load::Failed(_));
    retry_when_online(failed, Callback::new(move |()| found.reload()));
    let keep = Callback::new(move |()| {
        let text = wanted.get_untracked();
        recent.update(|list| {
            list.retain(|known| *known != text);
            list.insert(0, text);
            list.truncate(RECENT_COUNT);
        });
        drafts::keep(RECENT_KEPT, &recent.get_untracked());
    });
    view! {
        <PageHead title=t(PLACE_FIND) />
        <div class="find-box">
            {move || {
                // Built anew when a recent search is chosen, so that it stands in the field.
                let _ = recent.get();
                view! { <SearchBox label=t(FIND_LABEL) text=text.get_untracked() on_search=Callback::new(move |typed| text.set(typed)) /> }
            }}
        </div>
        <div aria-live="polite">
            {move || match wanted.get().chars().count() {
                0 => view! { <Recent recent=recent text=text /> }.into_any(),
                1 => view! { <p class="soft">{t(FIND_SHORT)}</p> }.into_any(),
                _ => loaded(found, move |firms| view! { <Firms firms=firms wanted=wanted.get_untracked() keep=keep /> }).into_any(),
            }}
        </div>
    }
}

#[component]
fn Recent(recent: RwSignal<Vec<String>>, text: Filter) -> impl IntoView {
    let clear = Callback::new(move |()| {
        drafts::forget(RECENT_KEPT);
        recent.set(Vec::new());
    });
    move || {
        let list = recent.get();
        if list.is_empty() {
            return view! { <p class="soft">{t(FIND_HINT)}</p> }.into_any();
        }
        view! {
            <section class="section">
                <div class="section-head">
                    <h2>{t(RECENT)}</h2>
                    <Button label=t(RECENT_CLEAR) look=Look::Quiet on_press=clear />
                </div>
                <ul class="recent">
                    {list
                        .into_iter()
                        .map(|entry| {
                            let wanted = entry.clone();
                            let search = move |_| {
                                text.set(wanted.clone());
                                recent.update(|_| ());
                            };
                            view! { <li><button type="button" class="recent-entry" on:click=search>{entry}</button></li> }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
        .into_any()
    }
}

#[component]
fn Firms(firms: Vec<FirmRow>, wanted: String, keep: Callback<()>) -> impl IntoView {
    if firms.is_empty() {
        return view! { <EmptyState title=fill(FIND_NONE, &[&wanted]) text=t(FIND_NONE_TEXT) /> }.into_any();
    }
    let count = firms.len();
    let words = if count < FIRST { FIND_COUNT } else { FIND_FIRST };
    view! {
        <p class="found-count">{fill(words, &[&count.to_string()])}</p>
        <ul class="doors">
            {firms
                .into_iter()
                .map(|firm| view! { <li on:click=move |_| keep.run(())><FirmEntry firm=firm /></li> })
                .collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn FirmEntry(firm: FirmRow) -> impl IntoView {
    view! {
        <A href=Page::FieldFirm(firm.id.into_inner()).path() attr:class="door">
            <span class="door-name">{firm.name}</span>
            <span class="door-address">{firm.address}</span>
            <span class="door-meta mono">{firm.uscc.unwrap_or_default()}</span>
            <span class="door-marks">
                <Badge text=firm.risk_class.label(lang()) tone=risk_tone(*firm.risk_class) />
                {(*firm.status != SubjectStatus::Active).then(|| view! { <Badge text=firm.status.label(lang()) tone=Tone::Bad /> })}
                {firm.tags.into_iter().map(|tag| view! { <span class="tag">{tag}</span> }).collect_view()}
            </span>
        </A>
    }
}
