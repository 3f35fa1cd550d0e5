//! Whether a new wave turns the numbers of another, and what that does: measured by drawing, on this device.

use leptos::prelude::*;
use shared::draw::{HashAlgorithm, MEASURED_WAVES, Rotation};

use super::rule_queries::{SeriesEnd, series_ends};
use super::typed_rules::{FRESH, NOISE, PREVIOUS, RATIO, REPEAT, TypedTurn};
use super::words::*;
use crate::api::use_query;
use crate::components::{Bar, Bars, Choices, Errors, NumberField, SelectField};
use crate::locales::*;

/// Doors that are drawn to see what a rotation does.
const DOORS: u32 = 1000;
/// Shares wanted again that are shown beside what is typed, in basis points.
const SHOWN: [u32; 3] = [0, 3000, 5000];

/// The fields of the turn as signals. A copy.
#[derive(Clone, Copy)]
pub struct TurnFields {
    /// The wave before.
    pub previous: RwSignal<String>,
    ratio: RwSignal<String>,
    repeat: RwSignal<String>,
    noise: RwSignal<String>,
    fresh: RwSignal<String>,
}

impl TurnFields {
    /// With what was typed before.
    pub fn new(typed: TypedTurn) -> Self {
        Self {
            previous: RwSignal::new(typed.previous),
            ratio: RwSignal::new(typed.ratio),
            repeat: RwSignal::new(typed.repeat),
            noise: RwSignal::new(typed.noise),
            fresh: RwSignal::new(typed.fresh),
        }
    }

    /// As they are typed now.
    pub fn typed(self) -> TypedTurn {
        TypedTurn {
            previous: self.previous.get(),
            ratio: self.ratio.get(),
            repeat: self.repeat.get(),
            noise: self.noise.get(),
            fresh: self.fresh.get(),
        }
    }
}

/// The choice of a wave to follow, and how far to turn.
#[component]
pub fn TurnField(
    /// The fields.
    fields: TurnFields,
    /// The ticked lines.
    lines: RwSignal<Vec<String>>,
    /// The hash function.
    hash: RwSignal<String>,
    /// Errors of the form.
    errors: Errors,
) -> impl IntoView {
    let query = use_query(
        move || (lines.get(), HashAlgorithm::parse(&hash.get()).unwrap_or(HashAlgorithm::Sha256)),
        |(lines, hash)| async move {
            if lines.is_empty() { Ok(Vec::new()) } else { series_ends(lines, hash).await }
        },
    );
    let ends = Memo::new(move |_| query.data());
    // What can no longer be followed is not chosen any more.
    Effect::new(move |_| {
        if let Some(ends) = ends.get() {
            let known = |id: &String| id.is_empty() || ends.iter().any(|end| end.id.inner() == id);
            if fields.previous.with_untracked(|chosen| !known(chosen)) {
                fields.previous.set(String::new());
            }
        }
    });
    let choices = Signal::derive(move || choices(ends.get().unwrap_or_default()));
    let turns = Memo::new(move |_| fields.previous.with(|previous| !previous.is_empty()));
    let none = Memo::new(move |_| {
        let chosen = lines.with(|lines| !lines.is_empty());
        chosen && ends.with(|ends| ends.as_ref().is_some_and(Vec::is_empty))
    });
    view! {
        <fieldset class="form-field" id="f-turn" tabindex="-1">
            <legend>{t(TURN)}</legend>
            <p class="form-help">{t(TURN_HELP)}</p>
            <SelectField label=t(TURN_PREVIOUS) path=PREVIOUS value=fields.previous choices=choices errors=errors />
            {move || none.get().then(|| view! { <p class="form-help">{t(NO_SERIES)}</p> })}
            {move || turns.get().then(|| view! {
                <div class="form-row">
                    <NumberField label=t(TURN_RATIO) path=RATIO value=fields.ratio unit="%" help=t(TURN_RATIO_HELP) errors=errors />
                    <NumberField label=t(TURN_REPEAT) path=REPEAT value=fields.repeat unit="%" help=t(TURN_REPEAT_HELP) errors=errors />
                </div>
                <div class="form-row">
                    <NumberField label=t(TURN_NOISE) path=NOISE value=fields.noise unit="%" help=t(TURN_NOISE_HELP) errors=errors />
                    <NumberField label=t(TURN_FRESH) path=FRESH value=fields.fresh unit="%" help=t(TURN_FRESH_HELP) errors=errors />
                </div>
                <Repeats fields=fields />
            })}
        </fieldset>
    }
}

fn choices(ends: Vec<SeriesEnd>) -> Choices {
    let none = (String::new(), t(NO_TURN).to_owned());
    let waves = ends.into_iter().map(|end| (end.id.into_inner(), bracketed(&end.title, &end.code)));
    std::iter::once(none).chain(waves).collect()
}

/// How often the same doors are drawn again, measured.
#[component]
fn Repeats(fields: TurnFields) -> impl IntoView {
    let rotation = Memo::new(move |_| {
        fields.typed().rotation().ok().filter(|rotation| rotation.is_valid() && rotation.ratio_bp > 0)
    });
    // What does not hang on the other fields is measured once for a ratio.
    let ratio = Memo::new(move |_| rotation.get().map(|rotation| rotation.ratio_bp));
    let others = Memo::new(move |_| ratio.get().map(beside).unwrap_or_default());
    let own = Memo::new(move |_| rotation.get().and_then(|rotation| rotation.measure(DOORS)));
    move || {
        let Some(measured) = own.get() else {
            return view! { <p class="soft">{t(TURN_WRONG)}</p> }.into_any();
        };
        let mut bars: Vec<Bar> = others.get();
        bars.push(Bar { name: t(AS_TYPED).to_owned(), value: measured.repeat * 100.0, strong: true });
        let text = fill(
            MEASURED,
            &[
                &number(i64::from(DOORS)),
                &MEASURED_WAVES.to_string(),
                &measured.least.to_string(),
                &measured.most.to_string(),
                &hundredths(measured.never),
            ],
        );
        view! {
            <div class="stack" aria-live="polite">
                <Bars title=t(REPEATS_TITLE) bars=bars />
                <p class="soft small">{text}</p>
            </div>
        }
        .into_any()
    }
}

/// Waves that do not turn, and some turns without noise.
fn beside(ratio_bp: u32) -> Vec<Bar> {
    let alone = (t(DRAWN_ALONE).to_owned(), Rotation::independent(ratio_bp));
    let turned = SHOWN.map(|repeat_bp| {
        let name = fill(TURN_OF, &[&percent(i64::from(repeat_bp))]);
        (name, Rotation { ratio_bp, repeat_bp, noise_bp: 0, fresh_bp: 0 })
    });
    let all = std::iter::once(alone).chain(turned);
    all.filter_map(|(name, rotation)| {
        let value = rotation.measure(DOORS)?.repeat * 100.0;
        Some(Bar { name, value, strong: false })
    })
    .collect()
}

/// A share as per cent.
fn hundredths(share: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a figure for people")]
    let basis_points = (share * 10_000.0).round() as i64;
    percent(basis_points)
}
