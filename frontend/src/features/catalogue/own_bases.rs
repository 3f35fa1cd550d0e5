//! Legal bases as rows of fields, to be added and removed.

use leptos::prelude::*;
use shared::catalogue::{BasisType, MOST_BASES};

use super::own_typed::TypedRow;
use super::own_words::*;
use super::words::{BASES, BASIS_ARTICLE, BASIS_KIND, BASIS_TITLE};
use crate::components::{Button, Errors, FieldError};
use crate::locales::*;

/// A basis' fields. A copy of signals.
#[derive(Clone, Copy)]
struct Row {
    key: usize,
    kind: RwSignal<String>,
    title: RwSignal<String>,
    article: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

impl Row {
    fn new(key: usize, typed: TypedRow) -> Self {
        Self {
            key,
            kind: RwSignal::new(typed.kind),
            title: RwSignal::new(typed.title),
            article: RwSignal::new(typed.article),
            from: RwSignal::new(typed.from),
            to: RwSignal::new(typed.to),
        }
    }

    fn typed(self) -> TypedRow {
        TypedRow {
            kind: self.kind.get(),
            title: self.title.get(),
            article: self.article.get(),
            from: self.from.get(),
            to: self.to.get(),
        }
    }
}

/// The bases in their order. A copy of signals.
#[derive(Clone, Copy)]
pub struct BasisRows {
    list: RwSignal<Vec<Row>>,
    next: StoredValue<usize>,
    /// The form: what is added by a button lives as long as the form does.
    owner: StoredValue<Option<Owner>>,
}

impl BasisRows {
    /// As typed.
    pub fn new(bases: Vec<TypedRow>) -> Self {
        let next = StoredValue::new(bases.len());
        let list = bases.into_iter().enumerate().map(|(key, typed)| Row::new(key, typed)).collect();
        Self { list: RwSignal::new(list), next, owner: StoredValue::new(Owner::current()) }
    }

    /// What stands in the fields now.
    pub fn typed(self) -> Vec<TypedRow> {
        self.list.get().into_iter().map(Row::typed).collect()
    }

    fn add(self) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let new = || Row::new(key, TypedRow::empty());
        let row = self.owner.get_value().map_or_else(new, |owner| owner.with(new));
        self.list.update(|list| list.push(row));
    }

    fn remove(self, key: usize) {
        self.list.update(|list| list.retain(|row| row.key != key));
    }

    fn place(self, key: usize) -> usize {
        self.list.with(|list| list.iter().position(|row| row.key == key).unwrap_or_default())
    }
}

/// The fields.
#[component]
pub fn Bases(
    /// The rows.
    rows: BasisRows,
    /// Errors of the form.
    errors: Errors,
) -> impl IntoView {
    let full = Signal::derive(move || rows.list.with(Vec::len) >= MOST_BASES);
    view! {
        <section class="stack" id="f-bases" tabindex="-1">
            <h2>{t(BASES)}</h2>
            <p class="form-help">{t(BASES_HELP)}</p>
            <FieldError path="bases" errors=errors />
            <ol class="plain-list stack">
                <For each=move || rows.list.get() key=|row| row.key let:row>
                    <BasisRow row=row rows=rows errors=errors />
                </For>
            </ol>
            <div class="acts">
                <Button label=t(ADD_BASIS) disabled=full on_press=Callback::new(move |()| rows.add()) />
            </div>
        </section>
    }
}

#[component]
fn BasisRow(row: Row, rows: BasisRows, errors: Errors) -> impl IntoView {
    let place = Memo::new(move |_| rows.place(row.key));
    let number = move |name: Text| fill(name, &[&(place.get() + 1).to_string()]);
    let id = move |field: &str| format!("f-bases-{}-{field}", place.get());
    let error = move || {
        let prefix = format!("bases.{}.", place.get());
        errors.with(|errors| {
            errors.iter().find(|error| error.path.starts_with(&prefix)).map(|error| error.message.clone())
        })
    };
    let field = move |path: &'static str, name: Text, kind: &'static str, value: RwSignal<String>| {
        view! {
            <div class="form-field">
                <label for=move || id(path)>{t(name)}</label>
                <input
                    id=move || id(path)
                    type=kind
                    autocomplete="off"
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                    aria-invalid=move || error().is_some().then_some("true")
                />
            </div>
        }
    };
    let kinds = choices(BasisType::ALL, BasisType::as_str, BasisType::label);
    view! {
        <li>
            <fieldset class="panel">
                <legend>{move || number(BASIS_NUMBER)}</legend>
                <div class="form-row">
                    <div class="form-field">
                        <label for=move || id("kind")>{t(BASIS_KIND)}</label>
                        <select id=move || id("kind") on:change=move |event| row.kind.set(event_target_value(&event))>
                            {kinds
                                .into_iter()
                                .map(|(code, word)| {
                                    let own = code.clone();
                                    view! { <option value=code selected=move || row.kind.get() == own>{word}</option> }
                                })
                                .collect_view()}
                        </select>
                    </div>
                    {field("title", BASIS_TITLE, "text", row.title)}
                    {field("article", BASIS_ARTICLE, "text", row.article)}
                    {field("validFrom", VALID_FROM_DAY, "date", row.from)}
                    {field("validTo", VALID_TO_DAY, "date", row.to)}
                </div>
                {move || error().map(|words| view! { <p class="form-error">{words}</p> })}
                <button
                    type="button"
                    class="button button-quiet"
                    aria-label=move || number(REMOVE_BASIS)
                    on:click=move |_| rows.remove(row.key)
                >
                    {t(REMOVE)}
                </button>
            </fieldset>
        </li>
    }
}
