//! Dialogs: for what cannot be undone, naming the thing and its consequence.

use leptos::html::Dialog as DialogElement;
use leptos::prelude::*;

use super::{Button, Look};
use crate::locales::*;
use crate::platform;

/// A dialog over the page, open while `open`.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open; closing sets it.
    open: RwSignal<bool>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<DialogElement>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        if let Some(dialog) = element.get() {
            if wanted {
                platform::dialog::open(&dialog);
            } else {
                platform::dialog::close(&dialog);
            }
        }
    });
    view! {
        <dialog node_ref=element class="dialog" aria-label=move || title.get() on:close=move |_| open.set(false)>
            <h2>{move || title.get()}</h2>
            {move || open.get().then(|| children())}
        </dialog>
    }
}

/// Whether the dialog about something is open: from when there is something until it closes, by whatever
/// means; then there is nothing. `begin` fills its fields anew.
pub fn dialog_of<T: Send + Sync + 'static>(
    about: RwSignal<Option<T>>,
    begin: impl Fn(&T) + 'static,
) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let there = about.with(|about| about.as_ref().map(&begin).is_some());
        if open.get_untracked() != there {
            open.set(there);
        }
    });
    Effect::new(move |_| {
        if !open.get() && about.with_untracked(Option::is_some) {
            about.set(None);
        }
    });
    open
}

/// Asks once before something that cannot be undone.
#[component]
pub fn Ask(
    /// What is going to happen.
    #[prop(into)]
    title: Signal<String>,
    /// What follows from it.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says.
    #[prop(into)]
    act: Signal<String>,
    /// How the button looks.
    #[prop(default = Look::Seal)]
    look: Look,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Whether what was confirmed is going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What happens.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// More to fill in, such as a reason.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let extra = StoredValue::new(children);
    view! {
        <Dialog title=title open=open>
            <p>{move || text.get()}</p>
            {move || extra.with_value(|children| children.as_ref().map(|children| children()))}
            <div class="dialog-acts">
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                <Button label=act look=look busy=busy on_press=on_confirm />
            </div>
        </Dialog>
    }
}
