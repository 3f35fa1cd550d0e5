//! Two people changed the same item: what differs, side by side, and a choice.

use leptos::prelude::*;
use shared::catalogue::ItemField;

use super::own_queries::{ItemContent, OwnItem};
use super::own_versions::{Difference, field_text};
use super::own_words::*;
use super::words::{LATEST, STALE_TITLE, TAKE_LATEST, YOURS};
use crate::components::{Button, Look};
use crate::locales::*;

/// The choice.
#[component]
pub fn OwnStale(
    /// The latest version.
    now: OwnItem,
    /// What stands in the form.
    mine: ItemContent,
    /// Mine is to be saved after it.
    on_keep: Callback<OwnItem>,
    /// The latest is to be taken.
    on_take: Callback<OwnItem>,
) -> impl IntoView {
    let differs = |field: &ItemField| field_text(&mine, *field) != field_text(&now.content, *field);
    let fields: Vec<ItemField> = ItemField::ALL.iter().copied().filter(differs).collect();
    let theirs = now.content.clone();
    let now = StoredValue::new(now);
    view! {
        <div class="notice notice-warn stack" role="alert">
            <p>
                <strong>{t(STALE_TITLE)}</strong>
                " "
                {t(OWN_STALE)}
            </p>
            <Difference before=mine after=theirs fields=fields names=[STALE_TITLE, YOURS, LATEST] />
            <div class="acts">
                <Button label=t(TAKE_LATEST) on_press=Callback::new(move |()| on_take.run(now.get_value())) />
                <Button
                    label=t(KEEP_OWN)
                    look=Look::Danger
                    on_press=Callback::new(move |()| on_keep.run(now.get_value()))
                />
            </div>
        </div>
    }
}
