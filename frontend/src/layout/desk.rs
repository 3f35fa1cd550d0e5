//! The desk: a rail with the few places of this role, and the page.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::access::Action;

use super::LoginGate;
use crate::app::CurrentPage;
use crate::components::{Forbidden, LangSwitch, SkipLink, lazily};
use crate::features::{admin, catalogue, coverage, deadlines, draw, planning, registry, visits};
use crate::locales::*;
use crate::platform;
use crate::routes::{Page, Part};
use crate::state::prefs;
use crate::state::reference::Reference;
use crate::state::session::Session;
use crate::texts;

texts! {
    RAIL = "主菜单", "Main menu";
    TO_FIELD = "现场检查", "Field view";
    TO_PUBLIC = "公示页", "Public pages";
}

/// The desk area.
pub fn desk_area() -> AnyView {
    view! { <LoginGate><DeskFrame /></LoginGate> }.into_any()
}

/// Places of the rail, each with what one must be allowed to do to see it.
fn places() -> [(Text, Page, Option<Action>); 16] {
    [
        (PLACE_HOME, Page::Home, None),
        (PLACE_PLANS, Page::Plans, Some(Action::ReadPlans)),
        (PLACE_REVIEW, Page::Review, Some(Action::ReviewPlan)),
        (PLACE_DEADLINES, Page::Deadlines, Some(Action::ReadDeadlines)),
        (PLACE_WAVES, Page::Waves, Some(Action::ReadWaves)),
        (PLACE_VISITS, Page::Visits, Some(Action::ReadVisits)),
        (PLACE_RESULTS, Page::Results, Some(Action::ReadVisits)),
        (PLACE_SUBJECTS, Page::Subjects, Some(Action::ReadRegistry)),
        (PLACE_INSPECTORS, Page::Inspectors, Some(Action::ReadRegistry)),
        (PLACE_COVERAGE, Page::Coverage, Some(Action::ReadRegistry)),
        (PLACE_REGISTER, Page::Register, Some(Action::ReadRegister)),
        (PLACE_ITEMS, Page::Items, Some(Action::ReadCatalogue)),
        (PLACE_IMPORTS, Page::Imports, Some(Action::EditSubjects)),
        (PLACE_RULES, Page::TagRules, Some(Action::EditSubjects)),
        (PLACE_USERS, Page::Users, Some(Action::ReadUsers)),
        (PLACE_AUDIT, Page::Audit, Some(Action::ReadAudit)),
    ]
}

/// Whether a place is shown to somebody.
fn shown(session: Session, page: &Page, action: Option<Action>) -> bool {
    match (page, action) {
        // The office's head approves at the same table.
        (Page::Review, _) => session.may(Action::ReviewPlan) || session.may(Action::ApprovePlan),
        (_, None) => true,
        (_, Some(action)) => session.may(action),
    }
}

#[component]
fn DeskFrame() -> impl IntoView {
    Reference::provide();
    keys();
    let CurrentPage(page) = expect_context();
    let session = Session::expect();
    let rail = NodeRef::<leptos::html::Nav>::new();
    Effect::new(move |_| {
        page.track();
        // When the mark has moved.
        request_animation_frame(move || {
            if let Some(rail) = rail.get_untracked() {
                // On a phone the places lie in a row that is longer than the screen.
                platform::bring_to_middle(&rail, "[aria-current]");
            }
        });
    });
    let name = move || session.account().map(|account| account.display_name).unwrap_or_default();
    view! {
        <div class="desk">
            <SkipLink />
            <aside class="rail">
                <A href="/desk" attr:class="brand">{t(PRODUCT)}</A>
                <nav aria-label=t(RAIL) node_ref=rail>
                    {move || {
                        places()
                            .into_iter()
                            .filter(|(_, page, action)| shown(session, page, *action))
                            .map(|(name, to, _)| {
                                let target = to.clone();
                                let current = move || (is_under(&page.get(), &target)).then_some("page");
                                // Plain: the router's own link would mark only the very page, and take the mark off ours.
                                view! { <a href=to.path() aria-current=current class="rail-link">{t(name)}</a> }
                            })
                            .collect_view()
                    }}
                </nav>
                <div class="rail-foot">
                    {move || session.may(Action::WorkVisit).then(|| view! { <A href="/field" attr:class="rail-link">{t(TO_FIELD)}</A> })}
                    <A href="/" attr:class="rail-link">{t(TO_PUBLIC)}</A>
                    <A href="/desk/account" attr:class="rail-link rail-me">{name}</A>
                    <LangSwitch />
                </div>
            </aside>
            <main id="content" class="desk-page" data-density=prefs::stored_density()>
                {move || {
                    let page = page.get();
                    let allowed = places().iter().find(|(_, place, _)| is_under(&page, place)).is_none_or(|(_, place, action)| shown(session, place, *action));
                    if allowed { part(page).into_any() } else { view! { <Forbidden /> }.into_any() }
                }}
            </main>
        </div>
    }
}

/// The part of a page, fetched when it is first opened; a form or a board that few people need travels on
/// its own.
fn part(page: Page) -> AnyView {
    match (page.part(), &page) {
        (Part::Registry, Page::Subjects | Page::Subject(_)) => {
            lazily(registry::registry_pages(page)).into_any()
        }
        (Part::Registry, _) => lazily(registry::keeping_pages(page)).into_any(),
        (Part::Catalogue, Page::OwnItem(_) | Page::NewItem | Page::NewJoint | Page::EditJoint(_)) => {
            lazily(catalogue::own_item_pages(page)).into_any()
        }
        (Part::Catalogue, Page::ItemLists | Page::ItemList(_)) => {
            lazily(catalogue::item_list_pages(page)).into_any()
        }
        (Part::Catalogue, _) => lazily(catalogue::catalogue_pages(page)).into_any(),
        (Part::Coverage, Page::Register) => lazily(coverage::register_pages()).into_any(),
        (Part::Coverage, _) => lazily(coverage::coverage_pages(page)).into_any(),
        (Part::Planning, Page::NewLine(_) | Page::EditLine(_)) => {
            lazily(planning::line_form_pages(page)).into_any()
        }
        (Part::Planning, Page::ImportLines(plan)) => lazily(planning::table_pages(plan.clone())).into_any(),
        (Part::Planning, Page::PlanFeed(id)) => {
            lazily(planning::together_pages(planning::Together::Feed(id.clone()))).into_any()
        }
        (Part::Planning, Page::Deadlines) => lazily(deadlines::deadline_pages()).into_any(),
        (Part::Planning, Page::Outlook(id)) => {
            lazily(planning::outlook_pages(planning::Simulated::Plan(id.clone()))).into_any()
        }
        (Part::Planning, Page::Ratios) => lazily(planning::ratio_pages()).into_any(),
        (Part::Planning, _) => lazily(planning::planning_pages(page)).into_any(),
        (Part::Draw, Page::NewWave) => lazily(draw::new_wave_pages()).into_any(),
        (Part::Draw, _) => lazily(draw::draw_pages(page)).into_any(),
        (Part::Visits, Page::Results) => lazily(visits::results_pages()).into_any(),
        (Part::Visits, Page::Packages) => lazily(visits::package_pages()).into_any(),
        (Part::Visits, _) => lazily(visits::visits_pages(page)).into_any(),
        (_, Page::Home) => lazily(admin::home_pages()).into_any(),
        (Part::Admin | Part::Public | Part::Field, _) => lazily(admin::admin_pages(page)).into_any(),
    }
}

/// Whether `page` belongs to a place of the rail.
fn is_under(page: &Page, place: &Page) -> bool {
    match place {
        Page::Home => *page == Page::Home,
        Page::Plans => {
            matches!(
                page,
                Page::Plans
                    | Page::Plan(_)
                    | Page::Outlook(_)
                    | Page::PlanFeed(_)
                    | Page::ImportLines(_)
                    | Page::Line(_)
                    | Page::NewLine(_)
                    | Page::EditLine(_)
                    | Page::Ratios
            )
        }
        Page::Waves => matches!(page, Page::Waves | Page::NewWave | Page::Wave(_)),
        Page::Results => matches!(page, Page::Results | Page::Packages),
        Page::Visits => matches!(page, Page::Visits | Page::Visit(_)),
        Page::Subjects => matches!(page, Page::Subjects | Page::Subject(_) | Page::SourceReports),
        Page::Coverage => matches!(page, Page::Coverage | Page::DutyConflicts | Page::Eligibility),
        Page::Items => {
            matches!(
                page,
                Page::Items
                    | Page::Item(_)
                    | Page::OwnItem(_)
                    | Page::ItemReport
                    | Page::NewItem
                    | Page::NewJoint
                    | Page::EditJoint(_)
                    | Page::ItemLists
                    | Page::ItemList(_)
            )
        }
        other => page == other,
    }
}

/// `/` goes to the search field of the page, as everywhere.
fn keys() {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "/" && !platform::focus::is_typing() && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            platform::focus::to("input[type=search]");
        }
    });
    on_cleanup(move || handle.remove());
}
