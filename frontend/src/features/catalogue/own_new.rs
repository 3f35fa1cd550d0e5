//! A new item of a department: the same fields as a version, its code by rule unless typed.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::access::Action;
use shared::catalogue::{CheckMethod, ItemClass, NoticePolicy};
use shared::registry::SubjectKind;

use super::own_form::{Fields, FieldsOf, shown};
use super::own_queries::{BasisInput, ItemContent};
use super::own_typed::TypedItem;
use super::own_words::*;
use super::queries::today;
use super::words::RESTORED;
use crate::api::{Act, Coded, UserError, schema, use_query};
use crate::components::{
    Button, Choices, Crumb, FormErrors, Look, Notice, PageHead, SelectField, TextField, loaded,
};
use crate::locales::*;
use crate::mutation;
use crate::platform;
use crate::routes::Page;
use crate::state::drafts;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// Where the draft is kept.
const DRAFT: &str = "item.new";

/// A new item as it is entered.
#[derive(cynic::InputObject, Clone, Debug)]
pub struct CreateItemInput {
    /// Legal bases.
    pub bases: Vec<BasisInput>,
    /// Highest ratio.
    pub cap_basis_points: Option<i32>,
    /// Category.
    pub category: String,
    /// KEY or GENERAL.
    pub class: Coded<ItemClass>,
    /// Code; by rule where it is empty.
    pub code: String,
    /// Whose it is.
    pub department_id: cynic::Id,
    /// How it is checked.
    pub methods: Vec<Coded<CheckMethod>>,
    /// What is inspected.
    pub name: String,
    /// Whether the firm is told beforehand.
    pub notice_policy: Coded<NoticePolicy>,
    /// Why.
    pub reason: String,
    /// Kinds of subject.
    pub subject_kinds: Vec<Coded<SubjectKind>>,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// Tag of the subjects.
    pub tag: String,
    /// Draws a year.
    pub times_a_year: Option<i32>,
}

/// The item that was made.
#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Item")]
pub struct MadeItem {
    /// Opaque id.
    pub id: cynic::Id,
}

mutation!($ /// Makes an item of a department.
    create_item(CreateItemInput) -> "ItemPayload" { item: MadeItem });

/// The page.
#[component]
pub fn NewItemPage() -> impl IntoView {
    let query = use_query(|| (), |()| today());
    view! {
        <PageHead
            title=t(NEW_ITEM)
            note=t(NEW_ITEM_NOTE)
            crumbs=vec![Crumb::new(t(PLACE_ITEMS), Page::Items.path())]
        />
        {loaded(query, |today| view! { <NewItem today=today /> })}
    }
}

#[component]
fn NewItem(today: NaiveDate) -> impl IntoView {
    let (session, reference) = (Session::expect(), Reference::of_area());
    let departments = Signal::derive(move || {
        let own = reference.get().departments.into_iter();
        own.filter(|one| one.can_inspect && session.may_for(Action::EditCatalogue, &one.id))
            .map(|one| (one.id.into_inner(), one.name))
            .collect::<Choices>()
    });
    let department = RwSignal::new(session.department().map(|id| id.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        if let Some((id, _)) = departments.get().into_iter().next()
            && department.get_untracked().is_empty()
        {
            department.set(id);
        }
    });
    let text = || RwSignal::new(String::new());
    let (code, scope, tag) = (text(), text(), text());
    let draft: Option<TypedItem> = drafts::get(DRAFT).filter(|draft| *draft != TypedItem::empty());
    let restored = draft.is_some();
    let fields = Fields::new(draft.unwrap_or_else(TypedItem::empty));
    let made = RwSignal::new(false);
    let dirty = Signal::derive(move || !made.get() && fields.typed() != TypedItem::empty());
    platform::guard::ask_before_leaving(dirty);
    Effect::new(move |_| {
        if dirty.get() {
            drafts::keep(DRAFT, &fields.typed());
        }
    });
    let act = Act::of_form();
    let navigate = use_navigate();
    let send = Callback::new(move |()| {
        let typed = untrack(|| fields.typed());
        match typed.check(today) {
            Ok(content) => {
                let own = [code, scope, tag].map(|text| text.get_untracked());
                let input = input(shown(&content), department.get_untracked(), own, typed.reason);
                let navigate = navigate.clone();
                act.run(create_item(input), move |item| {
                    made.set(true);
                    drafts::forget(DRAFT);
                    act.say(t(ITEM_MADE));
                    navigate(&Page::OwnItem(item.id.into_inner()).path(), NavigateOptions::default());
                });
            }
            Err(problems) => act.refuse(
                problems
                    .into_iter()
                    .map(|(code, path)| UserError {
                        code: Coded(code),
                        path,
                        message: code.label(lang()).to_owned(),
                    })
                    .collect(),
            ),
        }
    });
    let located = Signal::derive(move || {
        let errors = act.errors.get().into_iter();
        errors.map(|error| UserError { path: error.path.replace('.', "-"), ..error }).collect::<Vec<_>>()
    });
    view! {
        {restored.then(|| view! { <Notice text=t(RESTORED) /> })}
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=located />
            <SelectField label=t(DEPARTMENT) path="departmentId" value=department choices=departments errors=act.errors />
            <TextField label=t(ITEM_CODE) path="code" value=code help=t(ITEM_CODE_HELP) errors=act.errors />
            <TextField label=t(ITEM_SCOPE) path="subjectScope" value=scope errors=act.errors />
            <TextField label=t(ITEM_TAG) path="tag" value=tag help=t(ITEM_TAG_HELP) errors=act.errors />
            <FieldsOf fields=fields errors=act.errors />
            <div class="acts">
                <Button label=t(MAKE_ITEM) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}

fn input(
    content: ItemContent,
    department: String,
    [code, subject_scope, tag]: [String; 3],
    reason: String,
) -> CreateItemInput {
    let bases = content.bases.into_iter().map(|basis| BasisInput {
        article: basis.article,
        kind: basis.kind.as_str().to_owned(),
        title: basis.title,
        valid_from: basis.valid_from,
        valid_to: basis.valid_to,
    });
    CreateItemInput {
        bases: bases.collect(),
        cap_basis_points: content.cap_basis_points,
        category: content.category,
        class: content.class,
        code,
        department_id: department.into(),
        methods: content.methods,
        name: content.name,
        notice_policy: content.notice_policy,
        reason,
        subject_kinds: content.subject_kinds,
        subject_scope,
        tag,
        times_a_year: content.times_a_year,
    }
}
