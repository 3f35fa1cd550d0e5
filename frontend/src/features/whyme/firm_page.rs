//! A firm in a draw.

use leptos::prelude::*;
use leptos_router::components::A;

use super::queries::firm;
use super::told::ToldOf;
use super::words::*;
use crate::api::use_query;
use crate::components::{Button, Crumb, EmptyState, PageHead, loaded_or};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;

/// A firm by its credit code, in a draw by its code.
#[component]
pub fn FirmPage(wave: String, code: String) -> impl IntoView {
    let key = StoredValue::new(code);
    let wanted = StoredValue::new(wave.clone());
    let query = use_query(move || key.get_value(), firm);
    let title = Memo::new(move |_| match query.data() {
        Some(Some(firm)) => firm.name,
        Some(None) => t(NO_FIRM).to_owned(),
        None => t(WHY).to_owned(),
    });
    let note = Memo::new(move |_| {
        let draws = query.data().flatten().map(|firm| firm.draws).unwrap_or_default();
        let own = draws.into_iter().find(|draw| wanted.with_value(|wanted| draw.wave.code == *wanted));
        own.map_or_else(String::new, |draw| format!("{} · {}", draw.wave.code, draw.wave.title))
    });
    let crumbs = vec![
        Crumb::new(t(WHY), Page::PublicWhy.path()),
        Crumb::new(wave.clone(), Page::PublicDraw(wave).path()),
    ];
    view! {
        <PageHead title=title note=note crumbs=crumbs>
            <Button label=t(PRINT) on_press=Callback::new(|()| platform::print()) />
        </PageHead>
        {loaded_or(query, 8, move |found| {
            let own = |draws: Vec<_>| {
                draws.into_iter().find(|draw: &super::queries::DoorDraw| wanted.with_value(|wanted| draw.wave.code == *wanted))
            };
            match found {
                None => view! {
                    <EmptyState title=t(NO_FIRM) text=t(NO_FIRM_TEXT)>
                        <A href=Page::PublicWhy.path() attr:class="button">{t(WHY)}</A>
                    </EmptyState>
                }
                .into_any(),
                Some(firm) => match own(firm.draws) {
                    Some(draw) => view! { <ToldOf draw=draw /> }.into_any(),
                    None => view! {
                        <EmptyState title=t(NOT_IN_WAVE) text=t(NOT_IN_WAVE_TEXT)>
                            <A href=format!("{}?code={}", Page::PublicWhy.path(), key.get_value()) attr:class="button">
                                {t(ITS_DRAWS)}
                            </A>
                        </EmptyState>
                    }
                    .into_any(),
                },
            }
        })}
    }
}
