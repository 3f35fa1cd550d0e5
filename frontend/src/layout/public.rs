//! The public window: a name, a few places, the page, where it comes from.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::api::use_query;
use crate::app::CurrentPage;
use crate::components::{LangSwitch, SkipLink, lazily};
use crate::features::{audit, hall, public, verify, whyme};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::place;
use crate::state::session::{Session, SessionState};
use crate::texts;

texts! {
    NAV = "公示栏目", "Sections";
    PLANS = "计划", "Plans";
    DRAWS = "抽取", "Draws";
    RESULTS = "结果", "Results";
    ITEMS = "事项", "Items";
    STATISTICS = "统计", "Statistics";
    PLAIN = "开放数据与无脚本页面", "Open data and plain pages";
    TO_DESK = "进入工作台", "To the desk";
    FOOT = "公示机关：{0}部门联合“双随机、一公开”监管工作联席会议办公室", "Published by the joint-meeting office of {0}";
}

/// The public area.
pub fn public_area() -> AnyView {
    view! { <PublicFrame /> }.into_any()
}

#[component]
fn PublicFrame() -> impl IntoView {
    let CurrentPage(page) = expect_context();
    let hall = Memo::new(move |_| match page.get() {
        Page::Hall(code) => Some(code),
        _ => None,
    });
    view! {
        {move || match hall.get() {
            Some(code) => view! { <main id="content">{lazily(hall::hall_pages(code))}</main> }.into_any(),
            None => view! { <PublicWindow /> }.into_any(),
        }}
    }
}

/// The window with its head and foot.
#[component]
fn PublicWindow() -> impl IntoView {
    let CurrentPage(page) = expect_context();
    let session = Session::expect();
    let places = [
        (PLANS, Page::PublicPlans),
        (DRAWS, Page::PublicDraws),
        (RESULTS, Page::PublicResults),
        (ITEMS, Page::PublicItems),
        (STATISTICS, Page::PublicStatistics),
    ];
    view! {
        <div class="public">
            <SkipLink />
            <header class="public-head">
                <A href="/" attr:class="brand">{t(PRODUCT)}</A>
                <nav aria-label=t(NAV)>
                    {places.map(|(name, page)| view! { <A href=page.path()>{t(name)}</A> }).collect_view()}
                </nav>
                <div class="public-tools">
                    <LangSwitch />
                    {move || match session.state() {
                        SessionState::Known(_) => view! { <A href="/desk" attr:class="button">{t(TO_DESK)}</A> }.into_any(),
                        _ => view! { <A href="/login" attr:class="button">{t(LOGIN)}</A> }.into_any(),
                    }}
                </div>
            </header>
            <main id="content" class="public-page">
                {move || part(page.get())}
            </main>
            <Foot />
        </div>
    }
}

/// Who publishes all this.
#[component]
fn Foot() -> impl IntoView {
    let place = use_query(|| (), |()| place());
    view! {
        <footer class="public-foot">
            {move || place.data().map(|name| fill(FOOT, &[&name]))} " "
            <a href="/open" rel="external">{t(PLAIN)}</a>
        </footer>
    }
}

/// Pages that few people open are fetched on their own, so that the window itself opens at once.
fn part(page: Page) -> AnyView {
    match page {
        Page::PublicDraws | Page::PublicDraw(_) | Page::Witness(_) | Page::Login => {
            lazily(public::ceremony_pages(page)).into_any()
        }
        Page::PublicVerify | Page::PublicRecipe => lazily(verify::verify_pages(page)).into_any(),
        Page::PublicWhy | Page::PublicWhyFirm(..) => lazily(whyme::whyme_pages(page)).into_any(),
        Page::PublicAudit => lazily(audit::audit_pages(page)).into_any(),
        page => lazily(public::public_pages(page)).into_any(),
    }
}
