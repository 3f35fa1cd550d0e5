//! Matrices of ratios by risk class: each with its source, kept by the office.

use leptos::prelude::*;
use shared::access::Action;
use shared::registry::RiskClass;

use super::ratio_form::RatioForm;
use super::ratio_queries::{
    Matrix, MatrixContent, MatrixVersion, RetireRatioMatrixInput, matrices, retire_ratio_matrix,
};
use super::ratio_words::*;
use crate::api::{Act, use_query};
use crate::components::{
    Ask, Badge, Button, Crumb, EmptyState, Facts, FormErrors, Look, Notice, PageHead, Table, TextArea, Tone,
    loaded,
};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The page.
#[component]
pub fn RatiosPage() -> impl IntoView {
    let query = use_query(|| (), |()| matrices());
    let may = Session::expect().may(Action::ReviewPlan);
    let adding = RwSignal::new(false);
    let changed = Callback::new(move |()| {
        adding.set(false);
        query.reload();
    });
    view! {
        <PageHead title=t(RATIOS) note=t(RATIOS_NOTE) crumbs=vec![Crumb::new(t(PLACE_PLANS), Page::Plans.path())]>
            {may
                .then(|| {
                    view! {
                        <Button label=t(NEW_RATIO) look=Look::Primary on_press=Callback::new(move |()| adding.set(true)) />
                    }
                })}
        </PageHead>
        {move || {
            adding
                .get()
                .then(|| {
                    view! {
                        <section class="section stack">
                            <h2>{t(NEW_RATIO)}</h2>
                            <RatioForm known=None on_done=changed />
                        </section>
                    }
                })
        }}
        {loaded(query, move |all| {
            if all.is_empty() {
                view! { <EmptyState title=t(NO_RATIOS) text=t(NO_RATIOS_TEXT) /> }.into_any()
            } else {
                all.into_iter()
                    .map(|matrix| view! { <MatrixView matrix=matrix may=may on_change=changed /> })
                    .collect_view()
                    .into_any()
            }
        })}
    }
}

#[component]
fn MatrixView(matrix: Matrix, may: bool, on_change: Callback<()>) -> impl IntoView {
    let editing = RwSignal::new(false);
    let (name, title) = (matrix.content.title(), matrix.content.title());
    let (edit, retired) = (fill(EDIT_RATIO, &[&name]), matrix.retired);
    let model = matrix.content.model.as_ref().map(|model| model.label(lang())).unwrap_or_default();
    let (status, tone) = if retired { (t(RETIRED), Tone::Bad) } else { (t(IN_USE), Tone::Good) };
    let versions = matrix.versions.clone();
    let (content, code) = (matrix.content.clone(), matrix.code.clone());
    let shown = StoredValue::new(matrix);
    let label = edit.clone();
    let close = Callback::new(move |()| {
        editing.set(false);
        on_change.run(());
    });
    view! {
        <section class="section stack">
            <h2>{title.clone()}</h2>
            <p class="acts">
                <span class="soft">{code}</span>
                <Badge text=model tone=Tone::Neutral />
                <Badge text=status tone=tone />
            </p>
            {move || {
                if editing.get() {
                    view! { <RatioForm known=Some(shown.get_value()) on_done=close /> }.into_any()
                } else {
                    view! { <Published content=content.clone() /> }.into_any()
                }
            }}
            {may
                .then(|| {
                    view! {
                        <div class="acts">
                            {(!retired)
                                .then(|| {
                                    view! { <Button label=label on_press=Callback::new(move |()| editing.set(true)) /> }
                                })}
                            <Retire matrix=shown name=name on_change=on_change />
                        </div>
                    }
                })}
            <details>
                <summary>{t(RATIO_VERSIONS)}</summary>
                <Versions versions=versions caption=fill(RATIO_VERSIONS_OF, &[&title]) />
            </details>
        </section>
    }
}

#[component]
fn Versions(versions: Vec<MatrixVersion>, caption: String) -> impl IntoView {
    let headings = vec![
        format!("#{}", t(RATIO_VERSION)),
        t(WHO).to_owned(),
        t(TIME).to_owned(),
        t(RATIO_WHY).to_owned(),
    ];
    view! {
        <div class="as-cards">
            <Table caption=caption headings=headings>
                {versions
                    .into_iter()
                    .map(|version| {
                        let by = version.saved_by.unwrap_or_else(|| t(RATIO_SHIPPED).to_owned());
                        view! {
                            <tr>
                                <td class="number" data-label=t(RATIO_VERSION)>{version.number}</td>
                                <td data-label=t(WHO)>{by}</td>
                                <td class="nowrap" data-label=t(TIME)>{date_time(version.saved_at)}</td>
                                <td data-label=t(RATIO_WHY)>{version.reason}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </div>
    }
}

/// The classes as published, and ours.
#[component]
pub fn Published(
    /// What the matrix says.
    content: MatrixContent,
) -> impl IntoView {
    let upside = match content.upside_down.as_slice() {
        [lower, higher] => Some(fill(UPSIDE_DOWN, &[lower.as_str(), higher.as_str()])),
        _ => None,
    };
    let mapped = content.mapped.clone();
    let ours = move |place: usize| {
        let classes = RiskClass::ALL.iter().zip(&mapped);
        let found: Vec<&str> = classes
            .filter(|(_, at)| usize::try_from(**at) == Ok(place))
            .map(|(class, _)| class.as_str())
            .collect();
        if found.is_empty() { t(NO_CLASS).to_owned() } else { found.join(comma()) }
    };
    let headings =
        vec![t(PUBLISHED_CLASS).to_owned(), format!("#{}", t(PUBLISHED_RATIO)), t(OUR_CLASS).to_owned()];
    let rows = content
        .classes
        .iter()
        .enumerate()
        .map(|(place, class)| {
            let (least, most) = (percent(i64::from(class.least)), percent(i64::from(class.most)));
            let ratio = if least == most { least } else { format!("{least}–{most}") };
            view! {
                <tr>
                    <td data-label=t(PUBLISHED_CLASS)>{class.name.clone()}</td>
                    <td class="number" data-label=t(PUBLISHED_RATIO)>{ratio}</td>
                    <td data-label=t(OUR_CLASS)>{ours(place)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="stack">
            <div class="as-cards">
                <Table caption=content.title() headings=headings>
                    {rows}
                </Table>
            </div>
            {upside.map(|text| view! { <Notice text=text warn=true /> })}
            <Facts facts=vec![(t(RATIO_SOURCE).to_owned(), content.source)] />
        </div>
    }
}

#[component]
fn Retire(matrix: StoredValue<Matrix>, name: String, on_change: Callback<()>) -> impl IntoView {
    let (open, reason) = (RwSignal::new(false), RwSignal::new(String::new()));
    let act = Act::of_form();
    let retired = matrix.with_value(|matrix| matrix.retired);
    let (label, title, text) = if retired {
        (TAKE_UP, fill(TAKE_UP_OF, &[&name]), TAKE_UP_TEXT)
    } else {
        (RETIRE, fill(RETIRE_OF, &[&name]), RETIRE_TEXT)
    };
    let send = Callback::new(move |()| {
        let input = matrix.with_value(|matrix| RetireRatioMatrixInput {
            id: matrix.id.clone(),
            reason: reason.get_untracked(),
            retired: !matrix.retired,
            revision: matrix.revision,
        });
        act.run(retire_ratio_matrix(input), move |_| {
            act.say(t(if retired { RATIO_TAKEN_UP } else { RATIO_RETIRED }));
            open.try_set(false);
            on_change.run(());
        });
    });
    view! {
        <Button label=title.clone() on_press=Callback::new(move |()| open.set(true)) />
        <Ask title=title text=t(text) act=t(label) look=Look::Danger open=open busy=act.busy on_confirm=send>
            <div class="form">
                <FormErrors errors=act.errors />
                <TextArea label=t(REASON) path="reason" value=reason errors=act.errors />
            </div>
        </Ask>
    }
}
