//! Trial.
use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute, components::*, lazy_route, path};

struct Desk;
#[lazy_route]
impl LazyRoute for Desk {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        view! { <h1>"desk"</h1> }.into_any()
    }
}
struct Public;
#[lazy_route]
impl LazyRoute for Public {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        view! { <h1>"public"</h1><a href="/desk/x">"go"</a> }.into_any()
    }
}

fn main() {
    leptos::mount::mount_to(web(), || {
        view! {
            <Router><Routes fallback=|| "404">
                <Route path=path!("/") view={Lazy::<Public>::new()}/>
                <Route path=path!("/desk/*any") view={Lazy::<Desk>::new()}/>
            </Routes></Router>
        }
    })
    .forget();
}
fn web() -> leptos::web_sys::HtmlElement {
    use leptos::wasm_bindgen::JsCast;
    document().get_element_by_id("app").unwrap().unchecked_into()
}
