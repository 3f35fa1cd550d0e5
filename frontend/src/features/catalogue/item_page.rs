//! An item: what it is, on what basis, and what each department looks at.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::ErrorCode;
use shared::access::Action;

use super::checklist::DepartmentItem;
use super::joint_versions::JointVersions;
use super::model::validity_problem;
use super::own_words::{EDIT_JOINT, OWN_BADGE};
use super::queries::{ItemDetail, LegalBasis, item};
use super::shared_views::{cap_text, class_tone, status_tone, validity_text};
use super::words::*;
use crate::api::use_query;
use crate::components::{Badge, Crumb, Facts, Notice, PageHead, Table, Tone, loaded_or};
use crate::locales::*;
use crate::routes::Page;
use crate::state::session::Session;

/// The page.
#[component]
pub fn ItemPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), item);
    let title = move || {
        query
            .data()
            .map_or_else(|| t(PLACE_ITEMS).to_owned(), |(item, _)| format!("{} {}", item.code, item.name))
    };
    view! {
        <PageHead
            title=Signal::derive(title)
            note=Signal::derive(move || query.data().map(|(item, _)| item.field).unwrap_or_default())
            crumbs=vec![Crumb::new(t(PLACE_ITEMS), Page::Items.path())]
        />
        {loaded_or(query, 8, |(item, today)| view! { <ItemBody item=item today=today /> })}
    }
}

#[component]
fn ItemBody(item: ItemDetail, today: chrono::NaiveDate) -> impl IntoView {
    let days = (item.valid_from.map(|day| day.0), item.valid_to.map(|day| day.0));
    let problem: Option<ErrorCode> = validity_problem(*item.status, days.0, days.1, today);
    let names: Vec<String> = item.departments.iter().map(|department| department.name.clone()).collect();
    let (lead, partners) =
        names.split_first().map(|(lead, rest)| (lead.clone(), rest.join(comma()))).unwrap_or_default();
    let joint = item.id.into_inner();
    let own = item.owner.is_some();
    let may_edit = !own && Session::expect().may_everywhere(Action::EditCatalogue);
    let (edit, history) = (Page::EditJoint(joint.clone()).path(), joint.clone());
    let facts = vec![
        (t(CAP).to_owned(), cap_text(item.cap_basis_points)),
        (t(METHOD).to_owned(), item.method.label(lang()).to_owned()),
        (t(SUBJECT_SCOPE).to_owned(), item.subject_scope),
        (t(TAG).to_owned(), item.tag.unwrap_or_else(|| t(TAG_ALL).to_owned())),
        (t(LEAD).to_owned(), lead),
        (t(PARTNERS).to_owned(), partners),
        (t(VALIDITY).to_owned(), validity_text(item.valid_from, item.valid_to)),
        (t(PUBLISHED_AT).to_owned(), item.published_at.map(date_time).unwrap_or_default()),
    ];
    view! {
        <div class="stack">
            <p class="acts">
                <Badge text=item.status.label(lang()) tone=status_tone(*item.status) />
                <Badge text=item.class.label(lang()) tone=class_tone(*item.class) />
                {own.then(|| view! { <Badge text=t(OWN_BADGE) tone=Tone::Neutral /> })}
                {may_edit.then(|| view! { <A href=edit attr:class="button">{t(EDIT_JOINT)}</A> })}
            </p>
            {problem.map(|code| view! { <Notice text=code.label(lang()) warn=true /> })}
            <Facts facts=facts />
            <Bases bases=item.legal_bases />
            <section class="section stack">
                <h2>{t(DEPARTMENT_ITEMS)}</h2>
                {item.items.into_iter().map(|item| view! { <DepartmentItem item=item joint=joint.clone() /> }).collect_view()}
            </section>
            {(!own).then(|| view! { <JointVersions id=history /> })}
        </div>
    }
}

#[component]
fn Bases(bases: Vec<LegalBasis>) -> impl IntoView {
    let headings = [t(BASIS_KIND), t(BASIS_TITLE), t(BASIS_ARTICLE)].map(str::to_owned).to_vec();
    view! {
        <section class="section">
            <h2>{t(BASES)}</h2>
            <Table caption=t(BASES) headings=headings>
                {bases
                    .into_iter()
                    .map(|basis| {
                        let article = if basis.article.is_empty() { t(WHOLE_TEXT).to_owned() } else { basis.article };
                        view! {
                            <tr>
                                <td class="nowrap"><span class="tag">{basis.kind.label(lang())}</span></td>
                                <td>{format!("《{}》", basis.title)}</td>
                                <td>{article}</td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </Table>
        </section>
    }
}
