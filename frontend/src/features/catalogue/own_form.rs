//! A new version of a department's item: by the same rule as on the server, kept as a draft until it is saved,
//! never lost to somebody else's change.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ErrorCode;
use shared::catalogue::{CheckMethod, ItemClass, NoticePolicy};
use shared::registry::SubjectKind;

use super::own_bases::{Bases, BasisRows};
use super::own_queries::{BasisInput, DatedBasis, ItemContent, OwnItem, SaveItemInput, own_item, save_item};
use super::own_stale::OwnStale;
use super::own_typed::{TypedItem, TypedRow, cap_text};
use super::own_words::*;
use super::words::{CLASS, ITEM, NOTICE_POLICY, RESTORED};
use crate::api::{Act, Coded, Date, UserError};
use crate::components::{
    Button, FormErrors, Look, Notice, NumberField, PickMany, SelectField, TextArea, TextField,
};
use crate::locales::*;
use crate::platform;
use crate::state::drafts;

/// A version as it is typed; every change has a reason of its own.
fn typed(content: &ItemContent) -> TypedItem {
    let day = |day: Option<Date>| day.map(|day| day.0.to_string()).unwrap_or_default();
    let bases = content.bases.iter().map(|basis| TypedRow {
        kind: basis.kind.as_str().to_owned(),
        title: basis.title.clone(),
        article: basis.article.clone(),
        from: day(basis.valid_from),
        to: day(basis.valid_to),
    });
    let cap = content.cap_basis_points.and_then(|cap| u32::try_from(cap).ok());
    TypedItem {
        category: content.category.clone(),
        name: content.name.clone(),
        kinds: content.subject_kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
        methods: content.methods.iter().map(|method| method.as_str().to_owned()).collect(),
        class: content.class.as_str().to_owned(),
        cap: cap.map(cap_text).unwrap_or_default(),
        times: content.times_a_year.map(|times| times.to_string()).unwrap_or_default(),
        notice: content.notice_policy.as_str().to_owned(),
        bases: bases.collect(),
        reason: String::new(),
    }
}

fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// What was checked, as the contract shows it.
pub fn shown(content: &shared::catalogue::ItemContent) -> ItemContent {
    let bases = content.bases.iter().map(|basis| DatedBasis {
        kind: Coded(basis.kind),
        title: basis.title.clone(),
        article: basis.article.clone(),
        valid_from: basis.valid_from.map(Date),
        valid_to: basis.valid_to.map(Date),
    });
    ItemContent {
        category: content.category.clone(),
        name: content.name.clone(),
        bases: bases.collect(),
        subject_kinds: content.subject_kinds.iter().copied().map(Coded).collect(),
        methods: content.methods.iter().copied().map(Coded).collect(),
        class: Coded(content.class),
        cap_basis_points: content.cap_bp.map(small),
        times_a_year: content.times_a_year.map(small),
        notice_policy: Coded(content.notice),
    }
}

fn input(content: &ItemContent, (item_id, revision): (cynic::Id, i32), reason: String) -> SaveItemInput {
    let bases = content.bases.iter().map(|basis| BasisInput {
        article: basis.article.clone(),
        kind: basis.kind.as_str().to_owned(),
        title: basis.title.clone(),
        valid_from: basis.valid_from,
        valid_to: basis.valid_to,
    });
    SaveItemInput {
        bases: bases.collect(),
        cap_basis_points: content.cap_basis_points,
        category: content.category.clone(),
        class: content.class,
        item_id,
        methods: content.methods.clone(),
        name: content.name.clone(),
        notice_policy: content.notice_policy,
        reason,
        revision,
        subject_kinds: content.subject_kinds.clone(),
        times_a_year: content.times_a_year,
    }
}

/// The fields of the form. A copy of signals.
#[derive(Clone, Copy)]
pub struct Fields {
    category: RwSignal<String>,
    name: RwSignal<String>,
    kinds: RwSignal<Vec<String>>,
    methods: RwSignal<Vec<String>>,
    class: RwSignal<String>,
    cap: RwSignal<String>,
    times: RwSignal<String>,
    notice: RwSignal<String>,
    reason: RwSignal<String>,
    bases: BasisRows,
}

impl Fields {
    /// Filled in as typed.
    pub fn new(typed: TypedItem) -> Self {
        Self {
            category: RwSignal::new(typed.category),
            name: RwSignal::new(typed.name),
            kinds: RwSignal::new(typed.kinds),
            methods: RwSignal::new(typed.methods),
            class: RwSignal::new(typed.class),
            cap: RwSignal::new(typed.cap),
            times: RwSignal::new(typed.times),
            notice: RwSignal::new(typed.notice),
            reason: RwSignal::new(typed.reason),
            bases: BasisRows::new(typed.bases),
        }
    }

    /// What stands in the form now.
    pub fn typed(self) -> TypedItem {
        TypedItem {
            category: self.category.get(),
            name: self.name.get(),
            kinds: self.kinds.get(),
            methods: self.methods.get(),
            class: self.class.get(),
            cap: self.cap.get(),
            times: self.times.get(),
            notice: self.notice.get(),
            bases: self.bases.typed(),
            reason: self.reason.get(),
        }
    }
}

/// The form.
#[component]
pub fn OwnForm(
    /// The item as it was loaded.
    item: OwnItem,
    /// The day in China.
    today: NaiveDate,
    /// Whether it is edited.
    editing: RwSignal<bool>,
    /// What was saved, or is the latest.
    on_change: Callback<OwnItem>,
) -> impl IntoView {
    let saved = StoredValue::new(typed(&item.content));
    let name = StoredValue::new(format!("item.{}", item.id.inner()));
    let draft: Option<TypedItem> =
        drafts::get(&name.get_value()).filter(|draft| saved.with_value(|saved| draft != saved));
    let restored = draft.is_some();
    let fields = Fields::new(draft.unwrap_or_else(|| saved.get_value()));
    let dirty = Signal::derive(move || saved.with_value(|saved| fields.typed() != *saved));
    platform::guard::ask_before_leaving(dirty);
    Effect::new(move |_| {
        if dirty.get() {
            drafts::keep(&name.get_value(), &fields.typed());
        }
    });
    let id = StoredValue::new(item.id.clone());
    let revision = StoredValue::new(item.revision);
    let (act, latest) = (Act::of_form(), RwSignal::new(None::<(OwnItem, ItemContent)>));
    let close = move || {
        drafts::forget(&name.get_value());
        editing.set(false);
    };
    let send = Callback::new(move |()| {
        let typed = untrack(|| fields.typed());
        match typed.check(today) {
            Ok(content) => {
                let seen = (id.get_value(), revision.get_value());
                act.run(save_item(input(&shown(&content), seen, typed.reason)), move |now| {
                    act.say(t(VERSION_SAVED));
                    close();
                    on_change.run(now);
                });
            }
            Err(problems) => {
                let refused = problems.into_iter().map(|(code, path)| UserError {
                    code: Coded(code),
                    path,
                    message: code.label(lang()).to_owned(),
                });
                act.refuse(refused.collect());
            }
        }
    });
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        let mine = untrack(|| fields.typed()).check(today);
        if let (true, Ok(mine)) = (stale, mine) {
            spawn_local(async move {
                let Ok((now, _)) = own_item(id.get_value().into_inner()).await else { return };
                latest.try_set(Some((now, shown(&mine))));
            });
        }
    });
    let keep = Callback::new(move |now: OwnItem| {
        revision.set_value(now.revision);
        latest.set(None);
        send.run(());
    });
    let take = Callback::new(move |now: OwnItem| {
        close();
        on_change.run(now);
    });
    // A path of several steps stands in an element's id with hyphens.
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
            {move || {
                latest
                    .get()
                    .map(|(now, mine)| view! { <OwnStale now=now mine=mine on_keep=keep on_take=take /> })
            }}
            <FieldsOf fields=fields errors=act.errors />
            <p class="soft small">{t(KEEP_NOTE)}</p>
            <div class="acts">
                <Button label=t(SAVE_VERSION) look=Look::Primary busy=act.busy submit=true />
                <Button label=t(CANCEL) on_press=Callback::new(move |()| close()) />
            </div>
        </form>
    }
}

/// The fields.
#[component]
pub fn FieldsOf(
    /// Their signals.
    fields: Fields,
    /// Errors of the form.
    errors: RwSignal<Vec<UserError>>,
) -> impl IntoView {
    let kinds = Signal::stored(choices(SubjectKind::ALL, SubjectKind::as_str, SubjectKind::label));
    let methods = Signal::stored(choices(CheckMethod::ALL, CheckMethod::as_str, CheckMethod::label));
    let classes = Signal::stored(choices(ItemClass::ALL, ItemClass::as_str, ItemClass::label));
    let notices = Signal::stored(choices(NoticePolicy::ALL, NoticePolicy::as_str, NoticePolicy::label));
    view! {
        <TextField label=t(CATEGORY) path="category" value=fields.category errors=errors />
        <TextField label=t(ITEM) path="name" value=fields.name errors=errors />
        <Bases rows=fields.bases errors=errors.into() />
        <PickMany label=t(KINDS) path="subjectKinds" value=fields.kinds choices=kinds help=t(KINDS_HELP) errors=errors />
        <PickMany label=t(METHODS) path="methods" value=fields.methods choices=methods errors=errors />
        <SelectField label=t(CLASS) path="class" value=fields.class choices=classes errors=errors />
        <NumberField
            label=t(CAP_PERCENT)
            path="capBasisPoints"
            value=fields.cap
            unit="%"
            help=t(CAP_HELP)
            errors=errors
        />
        <NumberField
            label=t(FREQUENCY)
            path="timesAYear"
            value=fields.times
            unit=t(TIMES_UNIT)
            help=t(FREQUENCY_HELP)
            errors=errors
        />
        <SelectField label=t(NOTICE_POLICY) path="noticePolicy" value=fields.notice choices=notices errors=errors />
        <TextArea label=t(WHY) path="reason" value=fields.reason errors=errors />
    }
}
