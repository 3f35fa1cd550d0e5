//! How many doors a line is about, and how they are chosen: by the plan's matrix of ratios, or otherwise with a
//! reason.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::catalogue::joint_cap;
use shared::draw::Rounding;
use shared::planning::{DrawMode, departs};
use shared::registry::RiskClass;

use super::line_fields::Fields;
use super::matrix_choice::ratios_words;
use super::model::ratio_text;
use super::queries::{ItemRef, PlanMatrix, Ratio};
use super::ratio_queries::MatrixChoice;
use super::ratio_words::{RATIO_REASON, RATIO_REASON_HELP};
use super::typed::terms;
use super::words::*;
use crate::components::{Checkbox, Choices, Errors, FieldError, NumberField, SelectField, TextArea};
use crate::locales::*;

/// What the ratios of a line start from.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioGround {
    /// The plan's matrix.
    pub matrix: Option<PlanMatrix>,
    /// Matrices that may be put in.
    pub choices: Vec<MatrixChoice>,
}

/// How many, and how they are chosen.
#[component]
pub fn HowMany(
    /// The form.
    fields: Fields,
    /// Items that may be planned.
    items: StoredValue<Vec<ItemRef>>,
    /// What ratios start from.
    ground: StoredValue<RatioGround>,
    /// Errors of the form.
    errors: Errors,
) -> impl IntoView {
    let modes = Signal::stored(choices(DrawMode::ALL, DrawMode::as_str, DrawMode::label));
    let roundings = Signal::stored(choices(Rounding::ALL, Rounding::as_str, Rounding::label));
    let batches = move || fields.draw_mode.get() == DrawMode::BatchOrder.as_str();
    let cap = move || {
        let chosen = fields.items.get();
        let cap = items.with_value(|items| joint_cap(&terms(items, &chosen)));
        let words = cap.map_or_else(|| t(NO_CAP).to_owned(), |cap| percent(i64::from(cap)));
        fill(RATIO_HELP, &[&words])
    };
    let ratio = move |index: usize, label: String| {
        view! { <NumberField label=label path=RATIO_PATHS[index] value=fields.ratios[index] unit="%" errors=errors /> }
    };
    view! {
        <fieldset class="form-group">
            <legend>{t(RATIO)}</legend>
            <SelectField label=t(DRAW_MODE) path="drawMode" value=fields.draw_mode choices=modes help=t(DRAW_MODE_HELP) errors=errors />
            {move || {
                if batches() {
                    return view! { <NumberField label=t(BATCHES) path="batches" value=fields.batches errors=errors /> }
                        .into_any();
                }
                view! {
                    <Checkbox label=t(BY_CLASS) value=fields.by_class />
                    {move || fields.by_class.get().then(|| view! { <Presets fields=fields ground=ground /> })}
                    <p class="form-help" id="f-ratios" tabindex="-1">{cap}</p>
                    <div class="form-row">
                        {move || {
                            if fields.by_class.get() {
                                (1..5)
                                    .zip(RiskClass::ALL)
                                    .map(|(index, class)| ratio(index, fill(RATIO_OF, &[class.as_str()])))
                                    .collect_view()
                                    .into_any()
                            } else {
                                ratio(0, t(RATIO_ALL).to_owned()).into_any()
                            }
                        }}
                    </div>
                    <FieldError path="ratios" errors=errors />
                    <Departure fields=fields items=items ground=ground errors=errors />
                    <div class="form-row">
                        <SelectField label=t(ROUNDING) path="rounding" value=fields.rounding choices=roundings errors=errors />
                        <NumberField label=t(RESERVE) path="reserve" value=fields.reserve help=t(RESERVE_HELP) errors=errors />
                    </div>
                }
                    .into_any()
            }}
        </fieldset>
    }
}

/// Matrices of the office, to start from.
#[component]
fn Presets(fields: Fields, ground: StoredValue<RatioGround>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let none = (String::new(), t(PRESET_NONE).to_owned());
    let known = ground.with_value(|ground| {
        let one = |one: &MatrixChoice| (one.id.inner().to_owned(), one.name());
        ground.choices.iter().map(one).collect::<Choices>()
    });
    let presets = Signal::stored(std::iter::once(none).chain(known).collect::<Choices>());
    Effect::new(move |_| {
        let id = chosen.get();
        let ratios = ground.with_value(|ground| {
            let found = ground.choices.iter().find(|one| one.id.inner() == id);
            found.map(|one| one.content.ratios.clone())
        });
        let Some(ratios) = ratios else { return };
        for (field, class) in fields.ratios[1..].iter().zip(RiskClass::ALL) {
            let ratio = ratios.iter().find(|ratio| ratio.stratum == class.as_str());
            field.set(ratio_text(ratio.map_or(0, |ratio| ratio.basis_points)));
        }
    });
    view! { <SelectField label=t(PRESET) path="preset" value=chosen choices=presets help=t(PRESET_HELP) /> }
}

/// Why the ratios are not those of the plan's matrix, asked for where they are not.
#[component]
fn Departure(
    fields: Fields,
    items: StoredValue<Vec<ItemRef>>,
    ground: StoredValue<RatioGround>,
    errors: Errors,
) -> impl IntoView {
    let matrix = ground.with_value(|ground| ground.matrix.clone());
    let departing = Memo::new({
        let matrix = matrix.clone();
        move |_| {
            let Some(matrix) = &matrix else { return false };
            let ratio = |one: &Ratio| (one.stratum.clone(), u32::try_from(one.basis_points).unwrap_or(0));
            let ratios: BTreeMap<String, u32> = matrix.ratios.iter().map(ratio).collect();
            let chosen = fields.items.get();
            let cap = items.with_value(|items| joint_cap(&terms(items, &chosen)));
            departs(&fields.typed().draft().ratios, &ratios, cap)
        }
    });
    let help = matrix
        .map(|matrix| fill(RATIO_REASON_HELP, &[&matrix.name, &ratios_words(&matrix.ratios)]))
        .unwrap_or_default();
    move || {
        departing.get().then(|| {
            view! {
                <TextArea
                    label=t(RATIO_REASON)
                    path="ratioReason"
                    value=fields.ratio_reason
                    help=help.clone()
                    errors=errors
                />
            }
        })
    }
}

/// Ids of the ratio fields; they share the errors of `ratios`.
const RATIO_PATHS: [&str; 5] = ["ratios.ALL", "ratios.A", "ratios.B", "ratios.C", "ratios.D"];
