//! Fields: label above, help below, the error beside the field and in a summary that takes the focus.

use leptos::prelude::*;

use crate::api::UserError;
use crate::locales::*;
use crate::platform;

/// Errors of a form, by field.
pub type Errors = Signal<Vec<UserError>>;

/// Words of the errors at a path; a field that holds a list also shows those of its entries.
fn errors_at(errors: Errors, path: &'static str) -> Option<String> {
    errors.with(|errors| {
        let prefix = format!("{path}.");
        let words: Vec<&str> = errors
            .iter()
            .filter(|error| error.path == path || error.path.starts_with(&prefix))
            .map(|error| error.message.as_str())
            .collect();
        (!words.is_empty()).then(|| words.join(semicolon()))
    })
}

/// The id of the field at a path; where the errors' summary finds it (`platform::focus::field_at`).
fn id_of(path: &str) -> String {
    format!("f-{}", path.replace('.', "-"))
}

/// Ids of what is said below a field.
fn described(path: &str) -> String {
    let id = id_of(path);
    format!("{id}-error {id}-help")
}

/// The frame of every field.
#[component]
fn Field(
    label: String,
    #[prop(optional, into)] help: String,
    path: &'static str,
    errors: Errors,
    children: Children,
) -> impl IntoView {
    let id = id_of(path);
    let error = move || errors_at(errors, path);
    view! {
        <div class="form-field" class:form-bad=move || error().is_some()>
            <label for=id.clone()>{label}</label>
            {children()}
            {(!help.is_empty()).then(|| view! { <p class="form-help" id=format!("{id}-help")>{help}</p> })}
            {move || error().map(|words| view! { <p class="form-error" id=format!("{id}-error")>{words}</p> })}
        </div>
    }
}

/// The errors of a group of fields, below it.
#[component]
pub fn FieldError(
    /// Path of the group.
    path: &'static str,
    /// Errors of the form.
    errors: Errors,
) -> impl IntoView {
    move || errors_at(errors, path).map(|words| view! { <p class="form-error">{words}</p> })
}

/// All errors at the top of a form. New ones take the focus.
#[component]
pub fn FormErrors(
    /// The errors.
    #[prop(into)]
    errors: Errors,
) -> impl IntoView {
    Effect::new(move |before: Option<bool>| {
        let any = !errors.with(Vec::is_empty);
        if any && before != Some(true) {
            request_animation_frame(|| platform::focus::to(".form-errors"));
        }
        any
    });
    move || {
        let list = errors.get();
        (!list.is_empty()).then(|| {
            view! {
                <div class="form-errors" role="alert" tabindex="-1">
                    <p>{t(ERROR_SUMMARY)}</p>
                    <ul>
                        {list
                            .into_iter()
                            .map(|error| view! { <ErrorLine error=error /> })
                            .collect_view()}
                    </ul>
                </div>
            }
        })
    }
}

/// An error with the name of its field and the way to it.
#[component]
fn ErrorLine(error: UserError) -> impl IntoView {
    match platform::focus::field_at(&error.path) {
        Some((id, name)) => {
            let address = format!("#{id}");
            let target = address.clone();
            let go = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                platform::focus::to(&target);
            };
            view! { <li><a href=address on:click=go>{name} {colon()} {error.message}</a></li> }.into_any()
        }
        None => view! { <li>{error.message}</li> }.into_any(),
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// Label.
    #[prop(into)]
    label: String,
    /// Its path in the input, for errors.
    path: &'static str,
    /// Its value.
    value: RwSignal<String>,
    /// Help below.
    #[prop(optional, into)]
    help: String,
    /// `password`, `text`…
    #[prop(default = "text")]
    kind: &'static str,
    /// `autocomplete` of the browser.
    #[prop(default = "off")]
    complete: &'static str,
    /// Errors of the form.
    #[prop(optional, into)]
    errors: Errors,
) -> impl IntoView {
    view! {
        <Field label=label help=help path=path errors=errors>
            <input
                id=id_of(path)
                name=path
                type=kind
                autocomplete=complete
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || errors_at(errors, path).map(|_| "true")
                aria-describedby=described(path)
            />
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Label.
    #[prop(into)]
    label: String,
    /// Its path in the input, for errors.
    path: &'static str,
    /// Its value.
    value: RwSignal<String>,
    /// Help below.
    #[prop(optional, into)]
    help: String,
    /// Errors of the form.
    #[prop(optional, into)]
    errors: Errors,
) -> impl IntoView {
    view! {
        <Field label=label help=help path=path errors=errors>
            <textarea
                id=id_of(path)
                name=path
                rows="3"
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || errors_at(errors, path).map(|_| "true")
                aria-describedby=described(path)
            ></textarea>
        </Field>
    }
}

/// A number, with its unit.
#[component]
pub fn NumberField(
    /// Label.
    #[prop(into)]
    label: String,
    /// Its path in the input, for errors.
    path: &'static str,
    /// Its value as typed.
    value: RwSignal<String>,
    /// Unit behind it.
    #[prop(optional, into)]
    unit: String,
    /// Help below.
    #[prop(optional, into)]
    help: String,
    /// Errors of the form.
    #[prop(optional, into)]
    errors: Errors,
) -> impl IntoView {
    view! {
        <Field label=label help=help path=path errors=errors>
            <span class="with-unit">
                <input
                    id=id_of(path)
                    name=path
                    type="text"
                    inputmode="decimal"
                    class="number"
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                    aria-invalid=move || errors_at(errors, path).map(|_| "true")
                    aria-describedby=described(path)
                />
                {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
            </span>
        </Field>
    }
}

/// A day.
#[component]
pub fn DateField(
    /// Label.
    #[prop(into)]
    label: String,
    /// Its path in the input, for errors.
    path: &'static str,
    /// Its value as `2026-11-23`.
    value: RwSignal<String>,
    /// Help below.
    #[prop(optional, into)]
    help: String,
    /// Errors of the form.
    #[prop(optional, into)]
    errors: Errors,
) -> impl IntoView {
    view! { <TextField label=label path=path value=value help=help kind="date" errors=errors /> }
}

/// Value and word of each choice.
pub type Choices = Vec<(String, String)>;

/// One of several.
#[component]
pub fn SelectField(
    /// Label.
    #[prop(into)]
    label: String,
    /// Its path in the input, for errors.
    path: &'static str,
    /// The chosen value.
    value: RwSignal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Choices>,
    /// Help below.
    #[prop(optional, into)]
    help: String,
    /// Errors of the form.
    #[prop(optional, into)]
    errors: Errors,
) -> impl IntoView {
    view! {
        <Field label=label help=help path=path errors=errors>
            <select
                id=id_of(path)
                name=path
                on:change=move |event| value.set(event_target_value(&event))
                aria-invalid=move || errors_at(errors, path).map(|_| "true")
                aria-describedby=described(path)
            >
                {move || {
                    let chosen = value.get();
                    choices
                        .get()
                        .into_iter()
                        .map(|(code, word)| {
                            let selected = code == chosen;
                            view! { <option value=code selected=selected>{word}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </Field>
    }
}

/// Any number of several, as boxes to tick.
#[component]
pub fn PickMany(
    /// What is picked.
    #[prop(into)]
    label: String,
    /// Its path in the input, for errors.
    path: &'static str,
    /// The picked values.
    value: RwSignal<Vec<String>>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Choices>,
    /// They have long names.
    #[prop(optional)]
    wide: bool,
    /// Help below.
    #[prop(optional, into)]
    help: String,
    /// Errors of the form.
    #[prop(optional, into)]
    errors: Errors,
) -> impl IntoView {
    let toggle = move |code: String, picked: bool| {
        value.update(|list| {
            list.retain(|known| *known != code);
            if picked {
                list.push(code);
            }
        });
    };
    view! {
        <fieldset class="form-field pick-many" id=id_of(path) tabindex="-1">
            <legend>{label}</legend>
            {(!help.is_empty()).then(|| view! { <p class="form-help">{help}</p> })}
            <div class=if wide { "pick-list pick-list-wide" } else { "pick-list" }>
                {move || {
                    choices
                        .get()
                        .into_iter()
                        .map(|(code, word)| {
                            let own = code.clone();
                            let picked = move || value.with(|list| list.contains(&own));
                            view! {
                                <label class="pick">
                                    <input
                                        type="checkbox"
                                        prop:checked=picked
                                        on:change=move |event| toggle(code.clone(), event_target_checked(&event))
                                    />
                                    {word}
                                </label>
                            }
                        })
                        .collect_view()
                }}
            </div>
            {move || errors_at(errors, path).map(|words| view! { <p class="form-error">{words}</p> })}
        </fieldset>
    }
}

/// Yes or no.
#[component]
pub fn Checkbox(
    /// Label.
    #[prop(into)]
    label: String,
    /// Its value.
    value: RwSignal<bool>,
    /// Help below.
    #[prop(optional, into)]
    help: String,
) -> impl IntoView {
    view! {
        <label class="pick">
            <input type="checkbox" prop:checked=move || value.get() on:change=move |event| value.set(event_target_checked(&event)) />
            {label}
        </label>
        {(!help.is_empty()).then(|| view! { <p class="form-help">{help}</p> })}
    }
}

/// A search field. It searches when typing pauses, and not while an input method is composing.
#[component]
pub fn SearchBox(
    /// What is searched.
    #[prop(into)]
    label: String,
    /// The text as it stands elsewhere, such as in the address: what is typed is never overwritten by its
    /// own echo.
    #[prop(optional, into)]
    text: Signal<String>,
    /// Told the text.
    #[prop(into)]
    on_search: Callback<String>,
) -> impl IntoView {
    let composing = StoredValue::new(false);
    let element = NodeRef::<leptos::html::Input>::new();
    let told = StoredValue::new(text.get_untracked());
    Effect::new(move |_| {
        let now = text.get();
        if let Some(input) = element.get()
            && told.get_value() != now
        {
            input.set_value(&now);
            told.set_value(now);
        }
    });
    let search =
        leptos::leptos_dom::helpers::debounce(std::time::Duration::from_millis(250), move |text: String| {
            if told.try_set_value(text.trim().to_owned()).is_none() {
                on_search.run(text);
            }
        });
    let search = StoredValue::new_local(std::cell::RefCell::new(search));
    let typed = move |text: String| {
        if !composing.get_value() {
            search.with_value(|search| (search.borrow_mut())(text));
        }
    };
    view! {
        <input
            node_ref=element
            type="search"
            class="search"
            placeholder=label.clone()
            aria-label=label
            autocomplete="off"
            value=text.get_untracked()
            on:compositionstart=move |_| composing.set_value(true)
            on:compositionend=move |event| {
                composing.set_value(false);
                typed(event_target_value(&event));
            }
            on:input=move |event| typed(event_target_value(&event))
        />
    }
}
