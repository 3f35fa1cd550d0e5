//! What stands at the head of every page.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::locales::*;
use crate::platform;

/// A step on the way to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub name: String,
    /// Its address.
    pub path: String,
}

impl Crumb {
    /// A step.
    pub fn new(name: impl Into<String>, path: impl Into<String>) -> Self {
        Self { name: name.into(), path: path.into() }
    }
}

/// Title, where it lies, and what can be done here. Sets the title of the tab.
#[component]
pub fn PageHead(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// A line below it.
    #[prop(optional, into)]
    note: Signal<String>,
    /// The way here.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// Primary act right, others before it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    Effect::new(move |_| platform::set_title(&format!("{} · {}", title.get(), t(PRODUCT))));
    view! {
        <header class="page-head">
            {(!crumbs.is_empty())
                .then(|| {
                    view! {
                        <nav class="crumbs" aria-label=t(BACK)>
                            {crumbs
                                .into_iter()
                                .map(|crumb| view! { <A href=crumb.path>{crumb.name}</A> })
                                .collect_view()}
                        </nav>
                    }
                })}
            <div class="page-title">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {children.map(|children| view! { <div class="page-acts">{children()}</div> })}
            </div>
            {move || (!note.get().is_empty()).then(|| view! { <p class="page-note">{note.get()}</p> })}
        </header>
    }
}

/// The first thing a keyboard reaches.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip" href="#content">{t(SKIP_TO_CONTENT)}</a> }
}
