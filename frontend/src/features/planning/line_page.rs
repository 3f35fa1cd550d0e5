//! A line of a plan: what it says, who takes part, and its way to approval.

use leptos::prelude::*;
use shared::catalogue::ItemClass;
use shared::planning::LineKind;

use super::line_acts::LineActs;
use super::line_changes::LineChanges;
use super::line_duties::LineDuties;
use super::live_line::LiveLine;
use super::model::ratio_text;
use super::office_words::{LINE_KIND, SPECIAL_REASON};
use super::queries::{ItemRef, LineDetail, Party, WithdrawnItem, line};
use super::ratio_words::{DEPARTS, DEPARTS_SILENT};
use super::shared_views::{DoorFigures, History, confirmation_tone, line_tone, window_text};
use super::together::{LatestNews, PresenceBar, talk_of};
use super::together_pages;
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, Crumb, Facts, Notice, PageHead, Table, lazily, loaded};
use crate::locales::*;
use crate::routes::Page;
use crate::state::reference::Reference;

/// A line.
#[component]
pub fn LinePage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), line);
    let ids = Signal::derive(move || query.data().map(|line| vec![line.id]).unwrap_or_default());
    // The plan of a line never changes: what others do to the line leaves the page as it stands.
    let of_plan = Memo::new(move |_| query.data().map(|line| (line.plan.id.into_inner(), line.plan.title)));
    move || {
        let plan = of_plan.get();
        let crumbs = plan.clone().map_or_else(Vec::new, |(id, title)| {
            vec![Crumb::new(t(PLACE_PLANS), Page::Plans.path()), Crumb::new(title, Page::Plan(id).path())]
        });
        let live = plan.clone().map(|(plan, _)| LiveLine::follow(plan, key.get_value(), query));
        let talk = plan.zip(live).map(|((plan, _), live)| talk_of(plan, Some(key.get_value()), live.said));
        view! {
            <PageHead
                title=Signal::derive(move || query.data().map_or_else(|| t(LINES).to_owned(), |line| format!("{}. {}", line.number, line.title)))
                crumbs=crumbs
            >
                {move || query.data().map(|line| view! { <LineActs line=line query=query /> })}
            </PageHead>
            {live.map(|live| view! { <PresenceBar others=live.others /> <LatestNews latest=live.latest /> })}
            {loaded(query, |line| {
                let id = line.id.inner().to_owned();
                view! { <LineBody line=line /> <LineChanges id=id /> }
            })}
            {live.map(|_| view! { <DoorFigures lines=ids /> })}
            {talk.map(|talk| lazily(together_pages(talk)))}
            {move || query.data().map(|line| view! { <History decisions=line.decisions /> })}
        }
    }
}

/// Whom a line is about, in words.
fn scope_text(line: &LineDetail, division: impl Fn(&str) -> String) -> String {
    let scope = &line.scope;
    let parts: Vec<String> = [
        scope.kinds.iter().map(|kind| kind.label(lang()).to_owned()).collect::<Vec<_>>(),
        scope.towns.iter().map(|town| division(town)).collect(),
        scope.tags.clone(),
        scope.risk_classes.iter().map(|class| class.label(lang()).to_owned()).collect(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .map(|part| part.join(comma()))
    .collect();
    if parts.is_empty() { t(SCOPE_ALL).to_owned() } else { parts.join(semicolon()) }
}

fn ratios_text(line: &LineDetail) -> String {
    line.ratios
        .iter()
        .map(|ratio| {
            let share = format!("{}%", ratio_text(ratio.basis_points));
            if ratio.stratum == "ALL" { share } else { format!("{} {share}", ratio.stratum) }
        })
        .collect::<Vec<_>>()
        .join(comma())
}

fn withdrawn_text(item: &WithdrawnItem) -> String {
    let day = item.withdrawn_on.map(|day| day.0.to_string()).unwrap_or_default();
    let reason = item.withdraw_reason.clone().unwrap_or_default();
    fill(ITEM_WITHDRAWN, &[&item.department.name, &format!("{} {}", item.code, item.name), &day, &reason])
}

#[component]
fn LineBody(line: LineDetail) -> impl IntoView {
    let lists = Reference::of_area();
    let withdrawn: Vec<String> = line.withdrawn_items.iter().map(withdrawn_text).collect();
    let scope = scope_text(&line, |code| lists.get().division(code));
    let mut facts = vec![
        (t(LINE_KIND).to_owned(), line.kind.label(lang()).to_owned()),
        (t(TARGETING).to_owned(), line.targeting.label(lang()).to_owned()),
        (t(SCOPE).to_owned(), scope),
        (t(DRAW_MODE).to_owned(), line.draw_mode.label(lang()).to_owned()),
        (t(RATIO).to_owned(), ratios_text(&line)),
        (t(ROUNDING).to_owned(), line.rounding.label(lang()).to_owned()),
        (t(RESERVE).to_owned(), number(i64::from(line.reserve))),
        (t(METHOD).to_owned(), line.method.label(lang()).to_owned()),
        (t(WINDOW).to_owned(), window_text(line.window_from.0, line.window_to.0)),
        (t(UPDATED).to_owned(), date_time(line.updated_at)),
    ];
    if line.batches > 0 {
        facts.push((t(BATCHES).to_owned(), number(i64::from(line.batches))));
    }
    if !line.on_site_reason.is_empty() {
        facts.push((t(ON_SITE_REASON).to_owned(), line.on_site_reason.clone()));
    }
    if *line.kind == LineKind::Special {
        facts.push((t(SPECIAL_REASON).to_owned(), line.special_reason.clone()));
    }
    let departs = line.departs_from_matrix.then(|| {
        let reason = line.ratio_reason.as_str();
        fill(DEPARTS, &[if reason.is_empty() { t(DEPARTS_SILENT) } else { reason }])
    });
    view! {
        <div class="stack">
            <p><Badge text=line.status.label(lang()) tone=line_tone(*line.status) /></p>
            {withdrawn.into_iter().map(|text| view! { <Notice text=text warn=true /> }).collect_view()}
            {departs.map(|text| view! { <Notice text=text /> })}
            <LineDuties line=line.id.clone() />
            <Facts facts=facts />
            <Parties parties=line.parties />
            <Items items=line.items />
        </div>
    }
}

#[component]
fn Parties(parties: Vec<Party>) -> impl IntoView {
    let headings = vec![
        t(DEPARTMENT).to_owned(),
        format!("#{}", t(OFFICERS)),
        t(CONFIRMATION).to_owned(),
        t(SIGNATURE).to_owned(),
    ];
    view! {
        <section class="section stacked">
            <h2>{t(PARTIES)}</h2>
            <Table caption=t(PARTIES) headings=headings>
                {parties
                    .into_iter()
                    .map(|party| {
                        let signed = party.signed_at.map_or_else(
                            || "—".to_owned(),
                            |at| format!("{} {}", party.signed_by.clone().unwrap_or_default(), date_time(at)),
                        );
                        view! {
                            <tr>
                                <td data-label=t(DEPARTMENT)>
                                    {party.department.name} {party.lead.then(|| view! { " " <span class="tag">{t(LEAD)}</span> })}
                                </td>
                                <td class="number" data-label=t(OFFICERS)>{party.officers}</td>
                                <td data-label=t(CONFIRMATION)>
                                    <Badge text=party.confirmation.label(lang()) tone=confirmation_tone(*party.confirmation) />
                                    {party.decline_reason.map(|reason| view! { " " <span class="soft">{reason}</span> })}
                                </td>
                                <td data-label=t(SIGNATURE)>{signed}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </section>
    }
}

#[component]
fn Items(items: Vec<ItemRef>) -> impl IntoView {
    let headings = [t(NUMBER), t(NAME), t(KIND), t(CAP)].map(str::to_owned).to_vec();
    view! {
        <section class="section stacked">
            <h2>{t(ITEMS)}</h2>
            <Table caption=t(ITEMS) headings=headings>
                {items
                    .into_iter()
                    .map(|item| {
                        let cap = item.cap_basis_points.map_or_else(|| t(NO_CAP).to_owned(), |cap| percent(i64::from(cap)));
                        let tone = if *item.class == ItemClass::Key { crate::components::Tone::Active } else { crate::components::Tone::Neutral };
                        view! {
                            <tr>
                                <td class="nowrap" data-label=t(NUMBER)>{item.code}</td>
                                <td data-label=t(NAME)>{item.name}</td>
                                <td data-label=t(KIND)><Badge text=item.class.label(lang()) tone=tone /></td>
                                <td data-label=t(CAP)>{cap}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </section>
    }
}
