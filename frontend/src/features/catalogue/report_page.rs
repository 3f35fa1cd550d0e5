//! How much of the list is KEY, and what nobody has executed for five years (R5).

use leptos::prelude::*;
use leptos_router::components::A;

use super::own_queries::{DormantItem, ItemReport, ItemShare, report};
use super::own_words::*;
use super::words::{CODE, ITEM};
use crate::api::use_query;
use crate::components::{Bar, Bars, Crumb, EmptyState, PageHead, Table, loaded_or};
use crate::locales::*;
use crate::routes::Page;

/// The page.
#[component]
pub fn ReportPage() -> impl IntoView {
    let query = use_query(|| (), |()| report());
    view! {
        <PageHead
            title=t(REPORT)
            note=t(REPORT_NOTE)
            crumbs=vec![Crumb::new(t(PLACE_ITEMS), Page::Items.path())]
        />
        {loaded_or(query, 8, |report| view! { <Body report=report /> })}
    }
}

fn name_of(share: &ItemShare) -> String {
    share.department.as_ref().map_or_else(|| t(ALL_DEPARTMENTS).to_owned(), |of| of.name.clone())
}

#[component]
fn Body(report: ItemReport) -> impl IntoView {
    let mut shares = vec![report.overall];
    shares.extend(report.departments);
    let bars = shares.iter().map(|share| Bar {
        name: name_of(share),
        value: f64::from(share.key_basis_points) / 100.0,
        strong: share.department.is_none(),
    });
    let bars: Vec<Bar> = bars.collect();
    view! {
        <div class="stack">
            <section class="section stack">
                <h2>{t(KEY_SHARE)}</h2>
                <Bars title=t(KEY_SHARE_PERCENT) bars=bars />
                <Shares shares=shares />
            </section>
            <section class="section stack">
                <h2>{t(DORMANT)}</h2>
                <p class="soft">{t(DORMANT_NOTE)}</p>
                <Dormant rows=report.dormant />
            </section>
        </div>
    }
}

#[component]
fn Shares(shares: Vec<ItemShare>) -> impl IntoView {
    let headings = [DEPARTMENT, KEY_COUNT, TOTAL_COUNT, KEY_SHARE].map(t);
    let [department, key, total, share] = headings;
    let headings = vec![department.to_owned(), format!("#{key}"), format!("#{total}"), format!("#{share}")];
    view! {
        <div class="stacked">
            <Table caption=t(KEY_SHARE) headings=headings>
                {shares
                    .into_iter()
                    .map(|row| {
                        view! {
                            <tr>
                                <td data-label=department>{name_of(&row)}</td>
                                <td class="number" data-label=key>{number(i64::from(row.key))}</td>
                                <td class="number" data-label=total>{number(i64::from(row.total))}</td>
                                <td class="number" data-label=share>{percent(i64::from(row.key_basis_points))}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

#[component]
fn Dormant(rows: Vec<DormantItem>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState title=t(NO_DORMANT) /> }.into_any();
    }
    let names = [CODE, ITEM, DEPARTMENT, SINCE, LAST_EXECUTED].map(t);
    let [code, item, department, since, last] = names;
    view! {
        <div class="stacked">
            <Table caption=t(DORMANT) headings=names.map(str::to_owned).to_vec()>
                {rows
                    .into_iter()
                    .map(|row| {
                        let path = Page::OwnItem(row.item.id.into_inner()).path();
                        let executed =
                            row.last_executed.map_or_else(|| t(NEVER).to_owned(), |day| day.0.to_string());
                        view! {
                            <tr>
                                <td class="nowrap" data-label=code>{row.item.code}</td>
                                <td data-label=item><A href=path>{row.item.name}</A></td>
                                <td data-label=department>{row.item.department.name}</td>
                                <td class="nowrap" data-label=since>
                                    {row.since.map(|day| day.0.to_string()).unwrap_or_default()}
                                </td>
                                <td class="nowrap" data-label=last>{executed}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
    .into_any()
}
