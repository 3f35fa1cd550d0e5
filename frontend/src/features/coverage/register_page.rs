//! The register: leave, recusals, certificates that end soon.

use leptos::prelude::*;
use shared::access::Action;

use super::certificates::Certificates;
use super::gaps_queries::today;
use super::leave_list::LeaveList;
use super::recusal_list::RecusalList;
use super::words::*;
use crate::api::use_query;
use crate::components::{PageHead, loaded};
use crate::locales::*;
use crate::routes::Page;
use crate::state::filters::Filter;
use crate::state::session::Session;

/// Values of the tab in the address.
const RECUSAL: &str = "recusal";
const CERTIFICATES: &str = "certificates";

/// The page.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let tab = Filter::of_address("tab");
    let day = use_query(|| (), |()| today());
    // Administrators read the register and not the library.
    let reads = Session::expect().may(Action::ReadRegistry);
    let tabs = [("", TAB_LEAVE), (RECUSAL, TAB_RECUSAL), (CERTIFICATES, TAB_CERTIFICATES)];
    let tabs = tabs.into_iter().filter(|(value, _)| reads || *value != CERTIFICATES);
    let tabs = tabs.map(|(value, name)| {
        let path = Page::Register.path();
        let path = if value.is_empty() { path } else { format!("{path}?tab={value}") };
        let current = move || (tab.get() == value).then_some("page");
        view! { <a href=path aria-current=current>{t(name)}</a> }
    });
    let tabs = tabs.collect_view();
    view! {
        <PageHead title=t(PLACE_REGISTER) note=t(REGISTER_NOTE) />
        <nav class="tabs" aria-label=t(PLACE_REGISTER)>{tabs}</nav>
        {loaded(day, move |today| match tab.get().as_str() {
            RECUSAL => view! { <RecusalList today=today /> }.into_any(),
            CERTIFICATES => view! { <Certificates today=today /> }.into_any(),
            _ => view! { <LeaveList today=today /> }.into_any(),
        })}
    }
}
