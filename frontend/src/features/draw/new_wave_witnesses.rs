//! Naming the witnesses: rows that can be added and removed.

use leptos::prelude::*;
use shared::planning::{WitnessDraft, WitnessKind};

use super::model::new_witness;
use super::words::*;
use crate::components::{Button, Errors, Look};
use crate::locales::*;

/// The parts of a witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    Name,
    Organisation,
}

impl Part {
    const ALL: [Self; 3] = [Self::Code, Self::Name, Self::Organisation];

    const fn field(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Organisation => "organisation",
        }
    }

    const fn label(self) -> Text {
        match self {
            Self::Code => WITNESS_CODE,
            Self::Name => WITNESS_NAME,
            Self::Organisation => ORGANISATION,
        }
    }

    fn of(self, witness: &WitnessDraft) -> &String {
        match self {
            Self::Code => &witness.code,
            Self::Name => &witness.name,
            Self::Organisation => &witness.organisation,
        }
    }

    fn set(self, witness: &mut WitnessDraft, text: String) {
        match self {
            Self::Code => witness.code = text,
            Self::Name => witness.name = text,
            Self::Organisation => witness.organisation = text,
        }
    }
}

/// What was refused at a path.
fn words_at(errors: Errors, path: &str) -> Option<String> {
    errors.with(|errors| errors.iter().find(|error| error.path == path).map(|error| error.message.clone()))
}

/// The witnesses.
#[component]
pub fn WitnessesField(
    /// Them.
    value: RwSignal<Vec<WitnessDraft>>,
    /// Errors of the form.
    errors: Errors,
) -> impl IntoView {
    let count = Memo::new(move |_| value.with(Vec::len));
    let add = Callback::new(move |()| {
        value.update(|list| {
            let fresh = new_witness(list);
            list.push(fresh);
        });
    });
    view! {
        <fieldset class="form-field" id="f-witnesses" tabindex="-1">
            <legend>{t(WITNESSES)}</legend>
            <p class="form-help">{t(WITNESSES_HELP)}</p>
            <ol class="witness-rows">
                <For each=move || 0..count.get() key=|index| *index let:index>
                    <WitnessRow value=value index=index errors=errors />
                </For>
            </ol>
            {move || words_at(errors, "witnesses").map(|words| view! { <p class="form-error">{words}</p> })}
            <div class="acts">
                <Button label=t(ADD_WITNESS) on_press=add />
            </div>
        </fieldset>
    }
}

#[component]
fn WitnessRow(value: RwSignal<Vec<WitnessDraft>>, index: usize, errors: Errors) -> impl IntoView {
    let remove = Callback::new(move |()| {
        value.update(|list| {
            if index < list.len() {
                list.remove(index);
            }
        });
    });
    let title = fill(NTH_WITNESS, &[&(index + 1).to_string()]);
    view! {
        <li>
            <fieldset class="witness-row">
                <legend class="unseen">{title}</legend>
                <KindField value=value index=index />
                {Part::ALL.map(|part| view! { <PartField value=value index=index part=part errors=errors /> }).collect_view()}
                <Button label=t(REMOVE) look=Look::Quiet on_press=remove />
            </fieldset>
        </li>
    }
}

/// What kind of witness.
#[component]
fn KindField(value: RwSignal<Vec<WitnessDraft>>, index: usize) -> impl IntoView {
    let id = format!("f-witnesses-{index}-kind");
    let chosen = move || value.with(|list| list.get(index).map(|witness| witness.kind.as_str()));
    let choose = move |code: String| {
        value.update(|list| {
            if let (Some(witness), Some(kind)) = (list.get_mut(index), WitnessKind::parse(&code)) {
                witness.kind = kind;
            }
        });
    };
    view! {
        <div class="form-field">
            <label for=id.clone()>{t(WITNESS_KIND)}</label>
            <select id=id  on:change=move |event| choose(event_target_value(&event))>
                {WitnessKind::ALL
                    .iter()
                    .map(|kind| view! {
                        <option value=kind.as_str() selected=move || chosen() == Some(kind.as_str())>{kind.label(lang())}</option>
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

#[component]
fn PartField(value: RwSignal<Vec<WitnessDraft>>, index: usize, part: Part, errors: Errors) -> impl IntoView {
    let path = StoredValue::new(format!("witnesses.{index}.{}", part.field()));
    let id = format!("f-witnesses-{index}-{}", part.field());
    let error = move || path.with_value(|path| words_at(errors, path));
    let text = move || {
        value.with(|list| list.get(index).map(|witness| part.of(witness).clone()).unwrap_or_default())
    };
    let typed = move |text: String| {
        value.update(|list| {
            if let Some(witness) = list.get_mut(index) {
                part.set(witness, text);
            }
        });
    };
    let note = format!("{id}-note");
    view! {
        <div class="form-field" class:form-bad=move || error().is_some()>
            <label for=id.clone()>{t(part.label())}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                prop:value=text
                on:input=move |event| typed(event_target_value(&event))
                aria-invalid=move || error().map(|_| "true")
                aria-describedby=note.clone()
            />
            <p id=note class=move || if error().is_some() { "form-error" } else { "form-help" }>
                {move || error().or_else(|| (part == Part::Code).then(|| t(CODE_HELP).to_owned()))}
            </p>
        </div>
    }
}
