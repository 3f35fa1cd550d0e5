//! Subjects that are chosen in the list, or all that match, and what is to be changed of them.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::ErrorCode;
use shared::access::Action;
use shared::registry::RiskClass;

use super::bulk_preview::{BulkJob, PreviewView};
use super::bulk_queries::{Preview, PreviewBulkEditInput, RiskDecisionInput, preview_bulk_edit};
use super::library_words::*;
use super::model::Wanted;
use super::queries::SubjectRow;
use crate::api::{Act, Coded, Date, PagedQuery, UserError};
use crate::components::{
    Button, Choices, DateField, Dialog, FormErrors, Look, PickMany, SelectField, TextArea, TextField,
};
use crate::locales::*;
use crate::state::reference::Reference;
use crate::state::session::Session;

/// What is chosen. A copy of signals.
#[derive(Clone, Copy, Default)]
pub struct Picked {
    ids: RwSignal<BTreeSet<String>>,
    all: RwSignal<bool>,
}

impl Picked {
    /// Whether a subject is chosen.
    pub fn has(self, id: &str) -> bool {
        self.all.get() || self.ids.with(|ids| ids.contains(id))
    }

    /// Chooses one, or no longer.
    pub fn set(self, id: String, picked: bool) {
        self.all.set(false);
        self.ids.update(|ids| {
            if picked {
                ids.insert(id);
            } else {
                ids.remove(&id);
            }
        });
    }

    /// Chooses nothing.
    pub fn clear(self) {
        self.all.set(false);
        self.ids.set(BTreeSet::new());
    }
}

/// The bar below the list, and the dialog it opens.
#[component]
pub fn BulkBar(
    /// The list; loaded anew after a change.
    list: PagedQuery<SubjectRow>,
    /// What is chosen.
    picked: Picked,
    /// The filter, as the list goes by it.
    wanted: Signal<Wanted>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // It goes on while the dialog is closed, and is there when it is opened again.
    let job = RwSignal::new(None::<cynic::Id>);
    let total = move || list.query.data().map_or(0, |page| i64::from(page.total));
    let some = Memo::new(move |_| picked.ids.with(BTreeSet::len));
    let count = move || i64::try_from(some.get()).unwrap_or(i64::MAX);
    // Another filter lists others: what was chosen is chosen no more.
    Effect::new(move |last: Option<Wanted>| {
        let now = wanted.get();
        if last.is_some_and(|last| last != now) {
            picked.clear();
        }
        now
    });
    let any = Memo::new(move |_| picked.all.get() || some.get() > 0);
    view! {
        <div class="bulk" role="region" aria-label=t(BULK)>
            <span role="status">
                {move || {
                    if picked.all.get() {
                        fill(PICKED_ALL, &[&number(total())])
                    } else {
                        fill(PICKED_ROWS, &[&number(count())])
                    }
                }}
            </span>
            <span class="acts">
                {move || {
                    any.get()
                        .then(|| view! { <Button label=t(UNPICK) look=Look::Quiet on_press=Callback::new(move |()| picked.clear()) /> })
                }}
                <Button
                    label=Signal::derive(move || fill(PICK_ALL, &[&number(total())]))
                    look=Look::Quiet
                    disabled=Signal::derive(move || picked.all.get() || total() == 0)
                    on_press=Callback::new(move |()| picked.all.set(true))
                />
                <Button
                    label=t(BULK)
                    look=Look::Primary
                    disabled=Signal::derive(move || !any.get() && job.with(Option::is_none))
                    on_press=Callback::new(move |()| open.set(true))
                />
            </span>
        </div>
        <Dialog title=t(BULK) open=open>
            <BulkSteps picked=picked wanted=wanted open=open list=list job=job />
        </Dialog>
    }
}

/// First what is to be changed, then what would happen, then how far it has come.
#[component]
fn BulkSteps(
    picked: Picked,
    wanted: Signal<Wanted>,
    open: RwSignal<bool>,
    list: PagedQuery<SubjectRow>,
    job: RwSignal<Option<cynic::Id>>,
) -> impl IntoView {
    let preview = RwSignal::new(None::<Preview>);
    let fields = Fields::default();
    let started = Callback::new(move |id| {
        preview.set(None);
        job.set(Some(id));
    });
    let ended = Callback::new(move |()| {
        picked.clear();
        list.query.reload();
    });
    let back = Callback::new(move |()| preview.set(None));
    let close = Callback::new(move |()| open.set(false));
    move || {
        if let Some(id) = job.get() {
            return view! {
                <BulkJob id=id on_end=ended />
                <div class="dialog-acts">
                    <Button label=t(BULK_ANOTHER) on_press=Callback::new(move |()| job.set(None)) />
                    <Button label=t(CLOSE) on_press=close />
                </div>
            }
            .into_any();
        }
        match preview.get() {
            Some(shown) => view! {
                <PreviewView preview=shown start=START ready=Signal::stored(true) on_started=started />
                <div class="dialog-acts"><Button label=t(BACK_TO_FORM) on_press=back /></div>
            }
            .into_any(),
            None => {
                view! { <BulkForm fields=fields picked=picked wanted=wanted open=open preview=preview /> }
                    .into_any()
            }
        }
    }
}

/// What is typed. A copy of signals, kept while one looks at the preview.
#[derive(Clone, Copy, Default)]
struct Fields {
    add_tags: RwSignal<String>,
    remove_tags: RwSignal<String>,
    add_departments: RwSignal<Vec<String>>,
    remove_departments: RwSignal<Vec<String>>,
    risk: RwSignal<String>,
    risk_on: RwSignal<String>,
    risk_source: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Fields {
    fn input(self, picked: Picked, wanted: Wanted) -> PreviewBulkEditInput {
        untrack(|| {
            let ids = |list: Vec<String>| list.into_iter().map(cynic::Id::new).collect::<Vec<_>>();
            let risk = RiskClass::parse(&self.risk.get()).map(|class| RiskDecisionInput {
                class: Coded(class),
                decided_on: Date(self.risk_on.get().parse().unwrap_or_default()),
                source: self.risk_source.get(),
            });
            let all = picked.all.get();
            PreviewBulkEditInput {
                add_department_ids: ids(self.add_departments.get()),
                add_tags: super::model::split_words(&self.add_tags.get()),
                filter: all.then(|| wanted.into()),
                reason: self.reason.get(),
                remove_department_ids: ids(self.remove_departments.get()),
                remove_tags: super::model::split_words(&self.remove_tags.get()),
                risk,
                subject_ids: if all { Vec::new() } else { ids(picked.ids.get().into_iter().collect()) },
            }
        })
    }
}

#[component]
fn BulkForm(
    fields: Fields,
    picked: Picked,
    wanted: Signal<Wanted>,
    open: RwSignal<bool>,
    preview: RwSignal<Option<Preview>>,
) -> impl IntoView {
    let (session, reference, act) = (Session::expect(), Reference::of_area(), Act::of_form());
    // Those that one may name: all for the office, one's own for a department.
    let departments = Signal::derive(move || {
        let all = reference.get().departments.into_iter().filter(|row| row.can_inspect);
        let own = all.filter(|row| session.may_for(Action::BulkEditSubjects, &row.id));
        own.map(|row| (row.id.into_inner(), row.name)).collect::<Choices>()
    });
    let classes = Signal::stored(
        std::iter::once((String::new(), t(RISK_UNCHANGED).to_owned()))
            .chain(choices(RiskClass::ALL, RiskClass::as_str, RiskClass::label))
            .collect::<Choices>(),
    );
    let risky = move || !fields.risk.get().is_empty();
    let send = move || {
        let dayless = fields.risk_on.get_untracked().parse::<chrono::NaiveDate>().is_err();
        if dayless && !fields.risk.get_untracked().is_empty() {
            return act.refuse(UserError::found(&[(ErrorCode::Required, "riskDecidedOn")]));
        }
        act.run(preview_bulk_edit(fields.input(picked, wanted.get_untracked())), move |shown| {
            preview.set(Some(shown));
        });
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <p class="soft">{t(BULK_TEXT)}</p>
            <FormErrors errors=act.errors />
            <TextField label=t(ADD_TAGS) path="addTags" value=fields.add_tags help=t(TAGS_TYPED) errors=act.errors />
            <TextField label=t(REMOVE_TAGS) path="removeTags" value=fields.remove_tags help=t(TAGS_TYPED) errors=act.errors />
            <PickMany label=t(ADD_DEPARTMENTS) path="addDepartmentIds" value=fields.add_departments choices=departments errors=act.errors />
            <PickMany label=t(REMOVE_DEPARTMENTS) path="removeDepartmentIds" value=fields.remove_departments choices=departments errors=act.errors />
            <SelectField label=t(NEW_RISK) path="risk" value=fields.risk choices=classes errors=act.errors />
            {move || {
                risky()
                    .then(|| {
                        view! {
                            <DateField label=t(RISK_ON) path="riskDecidedOn" value=fields.risk_on errors=act.errors />
                            <TextField label=t(RISK_SOURCE) path="riskSource" value=fields.risk_source errors=act.errors />
                        }
                    })
            }}
            <TextArea label=t(BULK_REASON) path="reason" value=fields.reason errors=act.errors />
            <div class="dialog-acts">
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                <Button label=t(PREVIEW) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}
