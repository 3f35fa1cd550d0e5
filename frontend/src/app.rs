//! The app: what everything shares, and which front door is open.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};

use crate::components::ToastList;
use crate::components::lazily;
use crate::layout;
use crate::platform;
use crate::routes::{Area, Page};
use crate::state::session::Session;
use crate::state::toasts::Toasts;

/// Mounts the app into its place in the page.
pub fn mount() {
    use wasm_bindgen::JsCast;
    let place = document()
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(place) = place {
        leptos::mount::mount_to(place, || view! { <App /> }).forget();
    }
}

#[component]
fn App() -> impl IntoView {
    Toasts::provide();
    Session::provide();
    view! {
        <Router>
            <FrontDoor />
        </Router>
        <ToastList />
    }
}

/// The page of the address.
#[derive(Clone, Copy)]
pub struct CurrentPage(pub Memo<Page>);

#[component]
fn FrontDoor() -> impl IntoView {
    let location = use_location();
    let page = Memo::new(move |_| Page::parse(&location.pathname.get()));
    provide_context(CurrentPage(page));
    let area = Memo::new(move |_| page.get().area());
    // A followed link changes the address only when somebody says that its page is there; the router's own
    // routes would, but our pages are not made of them.
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        location.pathname.track();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    Effect::new(move |before: Option<Page>| {
        let now = page.get();
        // A new page begins at its heading, for keyboards and screen readers.
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| platform::focus::to("h1"));
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
    move || match area.get() {
        Area::Public => layout::public_area(),
        Area::Desk => layout::desk_area(),
        Area::Field => lazily(layout::field_area()).into_any(),
    }
}
