//! Risk class and tags of a subject: what is decided here, with a reason.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ErrorCode;
use shared::registry::RiskClass;

use super::commands::{ClassifySubjectInput, classify_subject};
use super::model::split_words;
use super::queries::{SubjectDetail, subject};
use super::words::*;
use crate::api::{Act, Coded, Query, use_query};
use crate::components::{
    Button, Choices, Dialog, FormErrors, Look, PickMany, SelectField, TextArea, TextField,
};
use crate::locales::*;
use crate::state::reference::tags;

/// The dialog.
#[component]
pub fn Classify(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The subject; what is saved is put here.
    query: Query<SubjectDetail>,
) -> impl IntoView {
    view! {
        <Dialog title=t(CLASSIFY) open=open>
            {move || untrack(|| query.data()).map(|subject| view! { <ClassifyForm subject=subject open=open query=query /> })}
        </Dialog>
    }
}

/// What is decided, as it stands in the form. A copy of signals.
#[derive(Clone, Copy)]
struct Fields {
    class: RwSignal<String>,
    tags: RwSignal<Vec<String>>,
    more: RwSignal<String>,
    reason: RwSignal<String>,
    revision: StoredValue<i32>,
}

impl Fields {
    fn new(subject: &SubjectDetail) -> Self {
        Self {
            class: RwSignal::new(subject.risk_class.as_str().to_owned()),
            tags: RwSignal::new(subject.tags.clone()),
            more: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            revision: StoredValue::new(subject.revision),
        }
    }

    /// Takes class and tags of another version; the reason stays.
    fn take(self, subject: &SubjectDetail) {
        self.class.set(subject.risk_class.as_str().to_owned());
        self.tags.set(subject.tags.clone());
        self.more.set(String::new());
        self.revision.set_value(subject.revision);
    }

    /// All tags, picked and typed.
    fn all_tags(self) -> Vec<String> {
        let mut all = self.tags.get();
        for tag in split_words(&self.more.get()) {
            if !all.contains(&tag) {
                all.push(tag);
            }
        }
        all
    }

    fn input(self, id: cynic::Id) -> ClassifySubjectInput {
        untrack(|| ClassifySubjectInput {
            reason: self.reason.get(),
            revision: self.revision.get_value(),
            risk_class: Coded(RiskClass::parse(&self.class.get()).unwrap_or(RiskClass::B)),
            subject_id: id,
            tags: self.all_tags(),
        })
    }
}

#[component]
fn ClassifyForm(subject: SubjectDetail, open: RwSignal<bool>, query: Query<SubjectDetail>) -> impl IntoView {
    let fields = Fields::new(&subject);
    let id = StoredValue::new(subject.id);
    let act = Act::of_form();
    let latest = RwSignal::new(None::<SubjectDetail>);
    let send = Callback::new(move |()| {
        act.run(classify_subject(fields.input(id.get_value())), move |saved| {
            act.say(t(CLASSIFIED));
            query.set(saved);
            open.try_set(false);
        });
    });
    // Somebody else was faster: their version is fetched to be compared, and nothing typed is lost.
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        if stale {
            spawn_local(async move {
                if let Ok(now) = self::subject(id.get_value().into_inner()).await {
                    latest.try_set(Some(now));
                }
            });
        }
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
            <p class="soft">{t(CLASSIFY_TEXT)}</p>
            <FormErrors errors=act.errors />
            {move || latest.get().map(|now| view! { <Stale now=now fields=fields latest=latest query=query on_mine=send /> })}
            <ClassifyFields fields=fields known=subject.tags act=act />
            <div class="dialog-acts">
                <Button label=t(CANCEL) on_press=Callback::new(move |()| open.set(false)) />
                <Button label=t(SAVE) look=Look::Primary busy=act.busy submit=true />
            </div>
        </form>
    }
}

#[component]
fn ClassifyFields(fields: Fields, known: Vec<String>, act: Act) -> impl IntoView {
    let classes = Signal::stored(choices(RiskClass::ALL, RiskClass::as_str, RiskClass::label));
    let in_use = use_query(|| (), |()| tags());
    let pickable = Signal::derive(move || {
        // Those it has come first, where they are seen.
        let others = in_use.data().unwrap_or_default().into_iter().map(|row| row.tag);
        let others = others.filter(|tag| !known.contains(tag));
        known.iter().cloned().chain(others).map(|tag| (tag.clone(), tag)).collect::<Choices>()
    });
    view! {
        <SelectField label=t(RISK) path="riskClass" value=fields.class choices=classes errors=act.errors />
        <PickMany label=t(TAGS) path="tags" value=fields.tags choices=pickable help=t(TAGS_HELP) errors=act.errors />
        <TextField label=t(NEW_TAG) path="more" value=fields.more help=t(NEW_TAG_HELP) />
        <TextArea label=t(REASON) path="reason" value=fields.reason help=t(REASON_HELP) errors=act.errors />
    }
}

/// Both versions, and a choice.
#[component]
fn Stale(
    now: SubjectDetail,
    fields: Fields,
    latest: RwSignal<Option<SubjectDetail>>,
    query: Query<SubjectDetail>,
    on_mine: Callback<()>,
) -> impl IntoView {
    let theirs = format!("{} {}", now.risk_class.label(lang()), now.tags.join(comma()));
    let mine = move || {
        let class = RiskClass::parse(&fields.class.get()).map_or("", |class| class.label(lang()));
        format!("{class} {}", fields.all_tags().join(comma()))
    };
    let revision = now.revision;
    let now = StoredValue::new(now);
    let keep = Callback::new(move |()| {
        fields.revision.set_value(revision);
        latest.set(None);
        on_mine.run(());
    });
    let take = Callback::new(move |()| {
        fields.take(&now.get_value());
        query.set(now.get_value());
        latest.set(None);
    });
    view! {
        <div class="notice notice-warn stack">
            <p>
                <strong>{t(STALE_TITLE)}</strong>
                " "
                {t(STALE_TEXT)}
            </p>
            <div class="both">
                <div>
                    <h3>{t(YOURS)}</h3>
                    <p>{mine}</p>
                </div>
                <div>
                    <h3>{t(LATEST)}</h3>
                    <p>{theirs}</p>
                </div>
            </div>
            <div class="acts">
                <Button label=t(TAKE_LATEST) on_press=take />
                <Button label=t(KEEP_MINE) look=Look::Danger on_press=keep />
            </div>
        </div>
    }
}
