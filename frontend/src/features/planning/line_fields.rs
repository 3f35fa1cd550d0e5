//! The fields of a plan line, in groups.

use leptos::prelude::*;
use shared::access::Action;
use shared::catalogue::CheckMethod;
use shared::planning::{LineKind, Targeting};
use shared::registry::{RiskClass, SubjectKind};

use super::model::common_departments;
use super::office_words::{LINE_KIND, SPECIAL_REASON, SPECIAL_REASON_HELP};
use super::queries::ItemRef;
use super::typed::Typed;
use super::words::*;
use crate::components::{
    Choices, DateField, Errors, NumberField, PickMany, SelectField, TextArea, TextField,
};
use crate::locales::*;
use crate::state::reference::{Reference, TagCount};
use crate::state::session::Session;

/// The form's fields as signals. A copy.
#[derive(Clone, Copy)]
pub struct Fields {
    lead: RwSignal<String>,
    partners: RwSignal<Vec<String>>,
    pub(super) items: RwSignal<Vec<String>>,
    title: RwSignal<String>,
    kind: RwSignal<String>,
    special_reason: RwSignal<String>,
    targeting: RwSignal<String>,
    kinds: RwSignal<Vec<String>>,
    towns: RwSignal<Vec<String>>,
    tags: RwSignal<Vec<String>>,
    risk_classes: RwSignal<Vec<String>>,
    pub(super) draw_mode: RwSignal<String>,
    pub(super) by_class: RwSignal<bool>,
    pub(super) ratios: [RwSignal<String>; 5],
    pub(super) ratio_reason: RwSignal<String>,
    pub(super) rounding: RwSignal<String>,
    pub(super) reserve: RwSignal<String>,
    pub(super) batches: RwSignal<String>,
    method: RwSignal<String>,
    reason: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    officers: RwSignal<String>,
}

impl Fields {
    /// Filled in as typed.
    pub fn new(typed: Typed) -> Self {
        Self {
            lead: RwSignal::new(typed.lead),
            partners: RwSignal::new(typed.partners),
            items: RwSignal::new(typed.items),
            title: RwSignal::new(typed.title),
            kind: RwSignal::new(typed.kind),
            special_reason: RwSignal::new(typed.special_reason),
            targeting: RwSignal::new(typed.targeting),
            kinds: RwSignal::new(typed.kinds),
            towns: RwSignal::new(typed.towns),
            tags: RwSignal::new(typed.tags),
            risk_classes: RwSignal::new(typed.risk_classes),
            draw_mode: RwSignal::new(typed.draw_mode),
            by_class: RwSignal::new(typed.by_class),
            ratios: typed.ratios.map(RwSignal::new),
            ratio_reason: RwSignal::new(typed.ratio_reason),
            rounding: RwSignal::new(typed.rounding),
            reserve: RwSignal::new(typed.reserve),
            batches: RwSignal::new(typed.batches),
            method: RwSignal::new(typed.method),
            reason: RwSignal::new(typed.reason),
            from: RwSignal::new(typed.from),
            to: RwSignal::new(typed.to),
            officers: RwSignal::new(typed.officers),
        }
    }

    /// What stands in the form now.
    pub fn typed(&self) -> Typed {
        Typed {
            lead: self.lead.get(),
            partners: self.partners.get(),
            items: self.items.get(),
            title: self.title.get(),
            kind: self.kind.get(),
            special_reason: self.special_reason.get(),
            targeting: self.targeting.get(),
            kinds: self.kinds.get(),
            towns: self.towns.get(),
            tags: self.tags.get(),
            risk_classes: self.risk_classes.get(),
            draw_mode: self.draw_mode.get(),
            by_class: self.by_class.get(),
            ratios: self.ratios.map(|ratio| ratio.get()),
            ratio_reason: self.ratio_reason.get(),
            rounding: self.rounding.get(),
            reserve: self.reserve.get(),
            batches: self.batches.get(),
            method: self.method.get(),
            reason: self.reason.get(),
            from: self.from.get(),
            to: self.to.get(),
            officers: self.officers.get(),
        }
    }
}

/// Departments one may propose for.
fn leads() -> Signal<Choices> {
    let (session, reference) = (Session::expect(), Reference::of_area());
    Signal::derive(move || {
        let departments = reference.get().departments.into_iter();
        departments
            .filter(|department| session.may_for(Action::ProposeLine, &department.id))
            .map(|department| (department.id.into_inner(), department.name))
            .collect()
    })
}

/// Who leads, what is inspected, who takes part.
#[component]
pub fn WhoAndWhat(fields: Fields, items: StoredValue<Vec<ItemRef>>, errors: Errors) -> impl IntoView {
    let leads = leads();
    Effect::new(move |_| {
        let first = leads.get().into_iter().next();
        if let Some((id, _)) = first
            && fields.lead.get_untracked().is_empty()
        {
            fields.lead.set(id);
        }
    });
    let of_lead = Signal::derive(move || {
        let lead = fields.lead.get();
        items.with_value(|items| {
            items
                .iter()
                .filter(|item| item.departments.iter().any(|department| department.id.inner() == lead))
                .map(|item| (item.id.inner().to_owned(), format!("{} {}", item.code, item.name)))
                .collect::<Choices>()
        })
    });
    let partners = Signal::derive(move || {
        let (lead, chosen) = (fields.lead.get(), fields.items.get());
        items.with_value(|items| {
            let picked: Vec<&ItemRef> =
                items.iter().filter(|item| chosen.iter().any(|id| id == item.id.inner())).collect();
            let of_items: Vec<Vec<String>> = picked
                .iter()
                .map(|item| item.departments.iter().map(|one| one.id.inner().to_owned()).collect())
                .collect();
            let name = |id: &str| {
                let all = picked.iter().flat_map(|item| &item.departments);
                all.into_iter()
                    .find(|one| one.id.inner() == id)
                    .map(|one| one.name.clone())
                    .unwrap_or_default()
            };
            let common = common_departments(&of_items).into_iter().filter(|id| *id != lead);
            common.map(|id| (id.clone(), name(&id))).collect::<Choices>()
        })
    });
    // A partner that no longer fits the chosen items is no partner.
    Effect::new(move |_| {
        let fitting = partners.get();
        fields.partners.maybe_update(|list| {
            let before = list.len();
            list.retain(|id| fitting.iter().any(|(known, _)| known == id));
            list.len() != before
        });
    });
    let no_partners = move || partners.get().is_empty() && !fields.items.get().is_empty();
    view! {
        <SelectField label=t(LEAD) path="lead" value=fields.lead choices=leads errors=errors />
        <PickMany label=t(ITEMS) path="items" value=fields.items choices=of_lead wide=true help=t(ITEMS_HELP) errors=errors />
        <PickMany label=t(PARTNERS) path="partners" value=fields.partners choices=partners wide=true help=t(PARTNERS_HELP) errors=errors />
        {move || no_partners().then(|| view! { <p class="soft">{t(NO_PARTNERS)}</p> })}
        <TextField label=t(LINE_TITLE) path="title" value=fields.title errors=errors />
        <Kind fields=fields errors=errors />
    }
}

/// Routine, or a special campaign with its reason.
#[component]
fn Kind(fields: Fields, errors: Errors) -> impl IntoView {
    let kinds = Signal::stored(choices(LineKind::ALL, LineKind::as_str, LineKind::label));
    let special = move || fields.kind.get() == LineKind::Special.as_str();
    view! {
        <SelectField label=t(LINE_KIND) path="kind" value=fields.kind choices=kinds errors=errors />
        {move || {
            special()
                .then(|| {
                    view! {
                        <TextArea
                            label=t(SPECIAL_REASON)
                            path="specialReason"
                            value=fields.special_reason
                            help=t(SPECIAL_REASON_HELP)
                            errors=errors
                        />
                    }
                })
        }}
    }
}

/// Whom it is about.
#[component]
pub fn Whom(fields: Fields, tags: StoredValue<Vec<TagCount>>, errors: Errors) -> impl IntoView {
    let reference = Reference::of_area();
    let towns = Signal::derive(move || {
        let lists = reference.get();
        lists.towns().map(|town| (town.code.clone(), town.name.clone())).collect::<Choices>()
    });
    let in_use: Choices = tags.with_value(|tags| {
        tags.iter().map(|tag| (tag.tag.clone(), format!("{} {}", tag.tag, tag.count))).collect()
    });
    let in_use = Signal::stored(in_use);
    let kinds = Signal::stored(choices(SubjectKind::ALL, SubjectKind::as_str, SubjectKind::label));
    let classes = Signal::stored(choices(RiskClass::ALL, RiskClass::as_str, RiskClass::label));
    let targeting = Signal::stored(choices(Targeting::ALL, Targeting::as_str, Targeting::label));
    let narrowed = move || fields.targeting.get() == Targeting::Targeted.as_str();
    view! {
        <fieldset class="form-group">
            <legend>{t(SCOPE)}</legend>
            <SelectField
                label=t(TARGETING)
                path="scope"
                value=fields.targeting
                choices=targeting
                help=t(TARGETING_HELP)
                errors=errors
            />
            <PickMany label=t(KINDS) path="kinds" value=fields.kinds choices=kinds />
            <PickMany label=t(TOWN) path="towns" value=fields.towns choices=towns />
            {move || {
                narrowed()
                    .then(|| {
                        view! {
                            <PickMany label=t(TAGS) path="tags" value=fields.tags choices=in_use />
                            <PickMany label=t(RISK) path="riskClasses" value=fields.risk_classes choices=classes />
                        }
                    })
            }}
        </fieldset>
    }
}

/// How and when it is checked, and by how many.
#[component]
pub fn HowAndWhen(fields: Fields, errors: Errors) -> impl IntoView {
    let methods = Signal::stored(choices(CheckMethod::ALL, CheckMethod::as_str, CheckMethod::label));
    let opens_door = move || CheckMethod::parse(&fields.method.get()).is_some_and(CheckMethod::opens_door);
    view! {
        <fieldset class="form-group">
            <legend>{t(METHOD)}</legend>
            <div class="form-row">
                <SelectField label=t(METHOD) path="method" value=fields.method choices=methods errors=errors />
                <NumberField label=t(OFFICERS) path="officers" value=fields.officers unit=t(OFFICERS_UNIT) errors=errors />
            </div>
            {move || {
                opens_door()
                    .then(|| {
                        view! {
                            <TextArea label=t(ON_SITE_REASON) path="onSiteReason" value=fields.reason help=t(ON_SITE_HELP) errors=errors />
                        }
                    })
            }}
            <div class="form-row">
                <DateField label=t(WINDOW_FROM) path="windowFrom" value=fields.from errors=errors />
                <DateField label=t(WINDOW_TO) path="windowTo" value=fields.to errors=errors />
            </div>
        </fieldset>
    }
}
