//! The visitor checks the draw of the page.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::planning::AttemptStatus;

use super::queries::Wave;
use super::words::*;
use crate::components::lazily;
use crate::locales::*;
use crate::parts::checker::{Expected, Published, checker};
use crate::routes::Page;

/// What was published of a draw, and the attempt that stands.
fn published(wave: &Wave) -> (Vec<Published>, Option<Expected>) {
    let all = wave.attempts.iter().map(|attempt| Published {
        wave: wave.code.clone(),
        attempt: attempt.number,
        stands: *attempt.status == AttemptStatus::Drawn,
        hash: attempt.bundle_hash.clone(),
        root: attempt.frame_root.clone(),
        seed: attempt.seed.clone(),
    });
    let all: Vec<Published> = all.collect();
    let standing = all.iter().find(|one| one.stands);
    let expected = standing.map(|one| Expected { wave: one.wave.clone(), attempt: one.attempt });
    (all, expected)
}

/// The means to check the draw of a wave.
#[component]
pub fn CheckSection(
    /// The wave.
    wave: Wave,
) -> impl IntoView {
    let (known, expected) = published(&wave);
    let open = wave.is_open;
    view! {
        <section class="panel check" id="check">
            <h2>{t(CHECK_TITLE)}</h2>
            {match expected {
                None => view! { <p class="soft">{t(NOT_DRAWN)}</p> }.into_any(),
                Some(expected) => view! {
                    <p>
                        {t(CHECK_TEXT)} " "
                        <A href=Page::PublicRecipe.path()>{t(CHECK_RECIPE)}</A>
                    </p>
                    {(!open).then(|| view! { <SealedNote /> })}
                    {lazily(checker(Signal::stored(Some(known)), Some(expected), open))}
                }
                .into_any(),
            }}
        </section>
    }
}

#[component]
fn SealedNote() -> impl IntoView {
    view! {
        <div class="notice">
            <p><strong>{t(SEALED_TITLE)}</strong></p>
            <p>{t(SEALED_TEXT)}</p>
        </div>
    }
}
