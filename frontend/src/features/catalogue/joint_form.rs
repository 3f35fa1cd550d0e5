//! The office makes a joint item, or saves its next version; somebody else's change is shown and never
//! overwritten unseen.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ErrorCode;
use shared::catalogue::{CheckMethod, ItemClass};

use super::joint_queries::{KeptJoint, SaveJointItemInput, kept_joint, save_joint_item};
use super::joint_typed::JointTyped;
use super::joint_versions::JointStale;
use super::own_bases::{Bases, BasisRows};
use super::own_queries::BasisInput;
use super::own_typed::{TypedRow, cap_text};
use super::own_words::*;
use super::queries::today;
use super::words::{CLASS, CODE, FIELD, ITEM, SUBJECT_SCOPE};
use crate::api::{Act, Coded, Date, UserError, use_query};
use crate::components::{
    Button, Choices, Crumb, FormErrors, Look, NumberField, PageHead, PickMany, SelectField, TextArea,
    TextField, loaded,
};
use crate::locales::*;
use crate::platform;
use crate::routes::Page;
use crate::state::reference::Reference;

fn typed(joint: &KeptJoint) -> JointTyped {
    let bases = joint.legal_bases.iter().map(|basis| TypedRow {
        kind: basis.kind.as_str().to_owned(),
        title: basis.title.clone(),
        article: basis.article.clone(),
        ..TypedRow::empty()
    });
    let mut departments = joint.departments.iter().map(|one| one.id.inner().to_owned());
    let cap = joint.cap_basis_points.and_then(|cap| u32::try_from(cap).ok());
    JointTyped {
        code: joint.code.clone(),
        field: joint.field.clone(),
        name: joint.name.clone(),
        scope: joint.subject_scope.clone(),
        class: joint.class.as_str().to_owned(),
        cap: cap.map(cap_text).unwrap_or_default(),
        method: joint.method.as_str().to_owned(),
        tag: joint.tag.clone().unwrap_or_default(),
        lead: departments.next().unwrap_or_default(),
        partners: departments.collect(),
        bases: bases.collect(),
        reason: String::new(),
    }
}

/// A new joint item.
#[component]
pub fn NewJointPage() -> impl IntoView {
    let query = use_query(|| (), |()| today());
    view! {
        <PageHead title=t(NEW_JOINT) note=t(JOINT_NOTE) crumbs=vec![Crumb::new(t(PLACE_ITEMS), Page::Items.path())] />
        {loaded(query, |today| view! { <JointForm known=None today=today /> })}
    }
}

/// A known one.
#[component]
pub fn EditJointPage(id: String) -> impl IntoView {
    let key = StoredValue::new(id);
    let query = use_query(move || key.get_value(), kept_joint);
    view! {
        {move || {
            let mut crumbs = vec![Crumb::new(t(PLACE_ITEMS), Page::Items.path())];
            if let Some((joint, _)) = query.data() {
                let name = format!("{} {}", joint.code, joint.name);
                crumbs.push(Crumb::new(name, Page::Item(joint.id.into_inner()).path()));
            }
            view! { <PageHead title=t(EDIT_JOINT) note=t(JOINT_NOTE) crumbs=crumbs /> }
        }}
        {loaded(query, |(joint, today)| view! { <JointForm known=Some(joint) today=today /> })}
    }
}

/// The fields as signals. A copy.
#[derive(Clone, Copy)]
struct Fields {
    texts: [RwSignal<String>; 9],
    partners: RwSignal<Vec<String>>,
    bases: BasisRows,
    reason: RwSignal<String>,
}

impl Fields {
    fn new(typed: JointTyped) -> Self {
        let JointTyped { code, field, name, scope, class, cap, method, tag, lead, .. } = typed;
        Self {
            texts: [code, field, name, scope, class, cap, method, tag, lead].map(RwSignal::new),
            partners: RwSignal::new(typed.partners),
            bases: BasisRows::new(typed.bases),
            reason: RwSignal::new(typed.reason),
        }
    }

    fn typed(self) -> JointTyped {
        let [code, field, name, scope, class, cap, method, tag, lead] = self.texts.map(|text| text.get());
        JointTyped {
            code,
            field,
            name,
            scope,
            class,
            cap,
            method,
            tag,
            lead,
            partners: self.partners.get(),
            bases: self.bases.typed(),
            reason: self.reason.get(),
        }
    }
}

fn input(
    typed: &JointTyped,
    today: NaiveDate,
    known: Option<(cynic::Id, i32)>,
) -> Result<SaveJointItemInput, Vec<UserError>> {
    let content = typed.check(today).map_err(|problems| {
        let error = |(code, path): (ErrorCode, String)| UserError {
            code: Coded(code),
            path,
            message: code.label(lang()).to_owned(),
        };
        problems.into_iter().map(error).collect::<Vec<_>>()
    })?;
    let bases = content.bases.iter().map(|basis| BasisInput {
        article: basis.article.clone(),
        kind: basis.kind.as_str().to_owned(),
        title: basis.title.clone(),
        valid_from: basis.valid_from.map(Date),
        valid_to: basis.valid_to.map(Date),
    });
    let (id, revision) = known.map_or((None, 0), |(id, revision)| (Some(id), revision));
    Ok(SaveJointItemInput {
        bases: bases.collect(),
        cap_basis_points: content.cap_bp.and_then(|cap| i32::try_from(cap).ok()),
        class: Coded(content.class),
        code: typed.code.clone(),
        department_ids: typed.departments().into_iter().map(cynic::Id::new).collect(),
        field: content.field,
        id,
        method: Coded(content.method),
        name: content.name,
        reason: typed.reason.clone(),
        revision,
        subject_scope: content.subject_scope,
        tag: content.tag,
    })
}

#[component]
fn JointForm(known: Option<KeptJoint>, today: NaiveDate) -> impl IntoView {
    let saved = StoredValue::new(known.as_ref().map_or_else(JointTyped::empty, typed));
    let fields = Fields::new(saved.get_value());
    let done = RwSignal::new(false);
    let dirty = Signal::derive(move || !done.get() && saved.with_value(|saved| fields.typed() != *saved));
    platform::guard::ask_before_leaving(dirty);
    let is_new = known.is_none();
    let seen = StoredValue::new(known.map(|joint| (joint.id, joint.revision)));
    let latest = RwSignal::new(None::<KeptJoint>);
    let act = Act::of_form();
    let navigate = use_navigate();
    let send = Callback::new(move |()| {
        let typed = untrack(|| fields.typed());
        match input(&typed, today, seen.get_value()) {
            Err(errors) => act.refuse(errors),
            Ok(input) => {
                let navigate = navigate.clone();
                act.run(save_joint_item(input), move |joint| {
                    done.set(true);
                    act.say(t(JOINT_SAVED));
                    navigate(&Page::Item(joint.id.into_inner()).path(), NavigateOptions::default());
                });
            }
        }
    });
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        if let (true, Some((id, _))) = (stale, seen.get_value()) {
            spawn_local(async move {
                if let Ok((now, _)) = kept_joint(id.into_inner()).await {
                    latest.try_set(Some(now));
                }
            });
        }
    });
    let keep = Callback::new(move |now: KeptJoint| {
        seen.set_value(Some((now.id, now.revision)));
        latest.set(None);
        send.run(());
    });
    let take = Callback::new(move |()| {
        done.set(true);
        platform::reload();
    });
    let located = Signal::derive(move || {
        let errors = act.errors.get().into_iter();
        errors.map(|error| UserError { path: error.path.replace('.', "-"), ..error }).collect::<Vec<_>>()
    });
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=located />
            {move || {
                latest
                    .get()
                    .map(|now| view! { <JointStale mine=untrack(|| fields.typed()) now=now on_keep=keep on_take=take /> })
            }}
            <FieldsOf fields=fields is_new=is_new errors=act.errors />
            <div class="acts">
                <Button label=t(SAVE_JOINT) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}

#[component]
fn FieldsOf(fields: Fields, is_new: bool, errors: RwSignal<Vec<UserError>>) -> impl IntoView {
    let reference = Reference::of_area();
    let departments = Signal::derive(move || {
        let all = reference.get().departments.into_iter().filter(|one| one.can_inspect);
        all.map(|one| (one.id.into_inner(), one.name)).collect::<Choices>()
    });
    let [code, field, name, scope, class, cap, method, tag, lead] = fields.texts;
    let leads = Signal::derive(move || {
        std::iter::once((String::new(), t(NONE).to_owned())).chain(departments.get()).collect::<Choices>()
    });
    let others = Signal::derive(move || {
        let lead = lead.get();
        departments.get().into_iter().filter(|(id, _)| *id != lead).collect::<Choices>()
    });
    let classes = Signal::stored(choices(ItemClass::ALL, ItemClass::as_str, ItemClass::label));
    let methods = Signal::stored(choices(CheckMethod::ALL, CheckMethod::as_str, CheckMethod::label));
    view! {
        {is_new.then(|| view! { <TextField label=t(CODE) path="code" value=code errors=errors /> })}
        <TextField label=t(FIELD) path="field" value=field errors=errors />
        <TextField label=t(ITEM) path="name" value=name errors=errors />
        <TextField label=t(SUBJECT_SCOPE) path="subjectScope" value=scope errors=errors />
        <SelectField label=t(JOINT_LEAD) path="departmentIds" value=lead choices=leads errors=errors />
        <PickMany label=t(JOINT_PARTNERS) path="partners" value=fields.partners choices=others wide=true />
        <SelectField label=t(CLASS) path="class" value=class choices=classes errors=errors />
        <NumberField label=t(CAP_PERCENT) path="capBasisPoints" value=cap unit="%" help=t(CAP_HELP) errors=errors />
        <SelectField label=t(METHOD) path="method" value=method choices=methods errors=errors />
        <TextField label=t(ITEM_TAG) path="tag" value=tag help=t(ITEM_TAG_HELP) errors=errors />
        <Bases rows=fields.bases errors=errors.into() />
        <TextArea label=t(WHY) path="reason" value=fields.reason errors=errors />
    }
}
