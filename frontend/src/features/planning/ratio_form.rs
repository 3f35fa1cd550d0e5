//! The form of a matrix of ratios, by the same rule as on the server.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ErrorCode;
use shared::planning::ClassModel;
use shared::registry::RiskClass;
use shared::simulation::not_monotone;

use super::model::ratio_text;
use super::ratio_queries::{Matrix, MatrixClassInput, SaveRatioMatrixInput, matrices, save_ratio_matrix};
use super::ratio_typed::TypedMatrix;
use super::ratio_words::*;
use super::ratios_page::Published;
use crate::api::{Act, Coded, UserError};
use crate::components::{
    Button, Choices, FieldError, FormErrors, Look, Notice, NumberField, SelectField, TextArea, TextField,
};
use crate::locales::*;
use crate::platform;

/// Paths of the fields of the classes.
const NAMES: [&str; 5] =
    ["classes.0.name", "classes.1.name", "classes.2.name", "classes.3.name", "classes.4.name"];
const LEAST: [&str; 5] =
    ["classes.0.ratio", "classes.1.ratio", "classes.2.ratio", "classes.3.ratio", "classes.4.ratio"];
const MOST: [&str; 5] =
    ["classes.0.most", "classes.1.most", "classes.2.most", "classes.3.most", "classes.4.most"];
const MAPPED_PATHS: [&str; 4] = ["mapped.A", "mapped.B", "mapped.C", "mapped.D"];

fn typed(matrix: &Matrix) -> TypedMatrix {
    let mut typed = TypedMatrix::empty();
    let content = &matrix.content;
    typed.code.clone_from(&matrix.code);
    typed.name.clone_from(&content.name);
    typed.name_en.clone_from(&content.name_en);
    typed.source.clone_from(&content.source);
    if let Some(model) = &content.model {
        model.as_str().clone_into(&mut typed.model);
    }
    for (place, class) in typed.classes.iter_mut().zip(&content.classes) {
        let most = if class.most == class.least { String::new() } else { ratio_text(class.most) };
        *place = [class.name.clone(), ratio_text(class.least), most];
    }
    for (place, mapped) in typed.mapped.iter_mut().zip(&content.mapped) {
        *place = mapped.to_string();
    }
    typed
}

/// The fields as signals. A copy.
#[derive(Clone, Copy)]
struct Fields {
    texts: [RwSignal<String>; 6],
    classes: [[RwSignal<String>; 3]; 5],
    mapped: [RwSignal<String>; 4],
}

impl Fields {
    fn new(typed: TypedMatrix) -> Self {
        let TypedMatrix { code, name, name_en, model, classes, mapped, source, reason } = typed;
        Self {
            texts: [code, name, name_en, model, source, reason].map(RwSignal::new),
            classes: classes.map(|class| class.map(RwSignal::new)),
            mapped: mapped.map(RwSignal::new),
        }
    }

    fn typed(self) -> TypedMatrix {
        let [code, name, name_en, model, source, reason] = self.texts.map(|text| text.get());
        let classes = self.classes.map(|class| class.map(|text| text.get()));
        TypedMatrix {
            code,
            name,
            name_en,
            model,
            classes,
            mapped: self.mapped.map(|one| one.get()),
            source,
            reason,
        }
    }
}

fn input(typed: &TypedMatrix, seen: Option<(cynic::Id, i32)>) -> SaveRatioMatrixInput {
    let small = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let content = typed.content();
    let (id, revision) = seen.map_or((None, 0), |(id, revision)| (Some(id), revision));
    let classes = content.classes.iter().map(|class| MatrixClassInput {
        least: small(class.least),
        most: small(class.most),
        name: class.name.clone(),
    });
    SaveRatioMatrixInput {
        classes: classes.collect(),
        code: typed.code.clone(),
        id,
        mapped: content.mapped.iter().map(|place| i32::try_from(*place).unwrap_or(i32::MAX)).collect(),
        name: typed.name.clone(),
        name_en: typed.name_en.clone(),
        reason: typed.reason.clone(),
        revision,
        source: typed.source.clone(),
    }
}

/// The form.
#[component]
pub fn RatioForm(
    /// The matrix to change; none for a new one.
    known: Option<Matrix>,
    /// Told when it is over; the list may have changed.
    on_done: Callback<()>,
) -> impl IntoView {
    let saved = StoredValue::new(known.as_ref().map_or_else(TypedMatrix::empty, typed));
    let fields = Fields::new(saved.get_value());
    let done = RwSignal::new(false);
    let dirty = Signal::derive(move || !done.get() && saved.with_value(|saved| fields.typed() != *saved));
    platform::guard::ask_before_leaving(dirty);
    let is_new = known.is_none();
    let seen = StoredValue::new(known.map(|matrix| (matrix.id, matrix.revision)));
    let latest = RwSignal::new(None::<Matrix>);
    let act = Act::of_form();
    let send = Callback::new(move |()| {
        let typed = untrack(|| fields.typed());
        let problems = typed.check(is_new);
        if problems.is_empty() {
            act.run(save_ratio_matrix(input(&typed, seen.get_value())), move |_| {
                done.set(true);
                act.say(t(RATIO_SAVED));
                on_done.run(());
            });
        } else {
            let error = |(code, path): (ErrorCode, String)| UserError {
                code: Coded(code),
                path,
                message: code.label(lang()).to_owned(),
            };
            act.refuse(problems.into_iter().map(error).collect());
        }
    });
    Effect::new(move |_| {
        let stale =
            act.errors.with(|errors| errors.iter().any(|error| *error.code == ErrorCode::StaleRevision));
        if let (true, Some((id, _))) = (stale, seen.get_value()) {
            spawn_local(async move {
                let found = matrices().await.ok();
                latest.try_set(found.and_then(|all| all.into_iter().find(|one| one.id == id)));
            });
        }
    });
    let cancel = Callback::new(move |()| {
        done.set(true);
        on_done.run(());
    });
    view! {
        <form
            class="form panel"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
            }
        >
            <FormErrors errors=act.errors />
            {move || {
                latest
                    .get()
                    .map(|now| {
                        let (id, revision) = (now.id.clone(), now.revision);
                        let keep = Callback::new(move |()| {
                            seen.set_value(Some((id.clone(), revision)));
                            latest.set(None);
                            send.run(());
                        });
                        view! {
                            <div class="notice notice-warn stack" role="alert">
                                <p>{t(RATIO_STALE)}</p>
                                <Published content=now.content />
                                <div class="acts">
                                    <Button label=t(RATIO_TAKE) on_press=cancel />
                                    <Button label=t(RATIO_KEEP) look=Look::Danger on_press=keep />
                                </div>
                            </div>
                        }
                    })
            }}
            <FieldsOf fields=fields is_new=is_new errors=act.errors />
            <div class="acts">
                <Button label=t(SAVE_RATIO) look=Look::Primary busy=act.busy submit=true />
                <Button label=t(CANCEL) on_press=cancel />
            </div>
        </form>
    }
}

#[component]
fn FieldsOf(fields: Fields, is_new: bool, errors: RwSignal<Vec<UserError>>) -> impl IntoView {
    let [code, name, name_en, model, source, reason] = fields.texts;
    let models = Signal::stored(choices(ClassModel::ALL, ClassModel::as_str, ClassModel::label));
    let size = Memo::new(move |_| fields.typed().size());
    let upside = Memo::new(move |_| not_monotone(&fields.typed().content().ratios()));
    let places = Signal::derive(move || {
        let typed = fields.typed();
        let names = typed.classes[..typed.size()].iter().enumerate();
        names.map(|(place, [name, ..])| (place.to_string(), name.clone())).collect::<Choices>()
    });
    let class = move |place: usize| {
        let [name, least, most] = fields.classes[place];
        let number = (place + 1).to_string();
        view! {
            <div class="form-row">
                <TextField label=fill(CLASS_NAME, &[&number]) path=NAMES[place] value=name errors=errors />
                <NumberField label=fill(CLASS_LEAST, &[&number]) path=LEAST[place] value=least unit="%" errors=errors />
                <NumberField label=fill(CLASS_MOST, &[&number]) path=MOST[place] value=most unit="%" errors=errors />
            </div>
        }
    };
    let mapped = RiskClass::ALL
        .iter()
        .zip(fields.mapped)
        .zip(MAPPED_PATHS)
        .map(|((class, value), path)| {
            let label = fill(MAPPED, &[class.as_str()]);
            view! { <SelectField label=label path=path value=value choices=places errors=errors /> }
        })
        .collect_view();
    view! {
        {is_new.then(|| view! { <TextField label=t(RATIO_CODE) path="code" value=code errors=errors /> })}
        <TextField label=t(RATIO_NAME) path="name" value=name errors=errors />
        <TextField label=t(RATIO_NAME_EN) path="nameEn" value=name_en errors=errors />
        <SelectField label=t(CLASS_MODEL) path="classes" value=model choices=models errors=errors />
        {move || (0..size.get()).map(class).collect_view()}
        <p class="form-help">{t(MAPPED_NOTE)}</p>
        <div class="form-row">{mapped}</div>
        <FieldError path="mapped" errors=errors.into() />
        {move || {
            upside
                .get()
                .map(|(lower, higher)| {
                    view! { <Notice text=fill(UPSIDE_DOWN, &[lower.as_str(), higher.as_str()]) warn=true /> }
                })
        }}
        <TextField label=t(RATIO_SOURCE) path="source" value=source help=t(RATIO_SOURCE_HELP) errors=errors />
        <TextArea label=t(RATIO_WHY) path="reason" value=reason errors=errors />
    }
}
