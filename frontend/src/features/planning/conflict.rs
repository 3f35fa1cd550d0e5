//! Two people changed the same line: both versions side by side, and a choice.

use leptos::prelude::*;
use shared::catalogue::CheckMethod;
use shared::draw::Rounding;
use shared::planning::{DrawMode, LineKind, Targeting};
use shared::registry::{RiskClass, SubjectKind};

use super::office_words::{LINE_KIND, SPECIAL_REASON};
use super::queries::{ItemRef, LineDetail};
use super::typed::Typed;
use super::words::*;
use crate::components::{Button, Dialog, Look, dialog_of};
use crate::locales::*;
use crate::state::reference::Reference;

/// Names of what a line holds as codes and ids.
#[derive(Clone, Copy)]
struct Names {
    items: StoredValue<Vec<ItemRef>>,
    reference: Reference,
}

impl Names {
    fn item(self, id: &str) -> String {
        let found = |items: &Vec<ItemRef>| {
            let item = items.iter().find(|item| item.id.inner() == id)?;
            Some(format!("{} {}", item.code, item.name))
        };
        self.items.with_value(found).unwrap_or_else(|| id.to_owned())
    }

    fn department(self, id: &str) -> String {
        let departments = self.reference.get().departments.into_iter();
        departments.filter(|row| row.id.inner() == id).map(|row| row.name).next().unwrap_or_default()
    }

    fn town(self, code: &str) -> String {
        self.reference.get().division(code)
    }
}

/// Entries of a list by name.
fn list(values: &[String], name: impl Fn(&str) -> String) -> String {
    values.iter().map(|value| name(value)).collect::<Vec<_>>().join(comma())
}

/// The label of a code.
fn word<T>(code: &str, parse: fn(&str) -> Option<T>, label: fn(T, Lang) -> &'static str) -> String {
    parse(code).map_or_else(|| code.to_owned(), |value| label(value, lang()).to_owned())
}

/// Every field that can be filled in, in words.
fn in_words(typed: &Typed, names: Names) -> Vec<(Text, String)> {
    let per_cent = |text: &String| format!("{text}%");
    let ratios = typed.ratios.iter().filter(|text| !text.is_empty()).map(per_cent).collect::<Vec<_>>();
    let batches = typed.draw_mode == DrawMode::BatchOrder.as_str();
    vec![
        (LEAD, names.department(&typed.lead)),
        (ITEMS, list(&typed.items, |id| names.item(id))),
        (PARTNERS, list(&typed.partners, |id| names.department(id))),
        (LINE_TITLE, typed.title.clone()),
        (LINE_KIND, word(&typed.kind, LineKind::parse, LineKind::label)),
        (SPECIAL_REASON, typed.special_reason.clone()),
        (TARGETING, word(&typed.targeting, Targeting::parse, Targeting::label)),
        (KINDS, list(&typed.kinds, |code| word(code, SubjectKind::parse, SubjectKind::label))),
        (TOWN, list(&typed.towns, |code| names.town(code))),
        (TAGS, list(&typed.tags, str::to_owned)),
        (RISK, list(&typed.risk_classes, |code| word(code, RiskClass::parse, RiskClass::label))),
        (DRAW_MODE, word(&typed.draw_mode, DrawMode::parse, DrawMode::label)),
        (RATIO, if batches { String::new() } else { ratios.join(" / ") }),
        (ROUNDING, word(&typed.rounding, Rounding::parse, Rounding::label)),
        (RESERVE, typed.reserve.clone()),
        (BATCHES, if batches { typed.batches.clone() } else { String::new() }),
        (METHOD, word(&typed.method, CheckMethod::parse, CheckMethod::label)),
        (OFFICERS, typed.officers.clone()),
        (ON_SITE_REASON, typed.reason.clone()),
        (WINDOW_FROM, typed.from.clone()),
        (WINDOW_TO, typed.to.clone()),
    ]
}

/// Fields that differ: name, mine, the latest.
fn differences(mine: &Typed, latest: &Typed, names: Names) -> Vec<(&'static str, String, String)> {
    in_words(mine, names)
        .into_iter()
        .zip(in_words(latest, names))
        .filter(|((_, one), (_, other))| one != other)
        .map(|((name, one), (_, other))| (t(name), one, other))
        .collect()
}

/// The choice, shown while there is a latest version that differs.
#[component]
pub fn Conflict(
    /// The latest version, once it is known.
    latest: RwSignal<Option<LineDetail>>,
    /// What stands in the form.
    mine: Signal<Typed>,
    /// The items one can choose.
    items: StoredValue<Vec<ItemRef>>,
    /// Mine is to be saved over the latest.
    on_mine: Callback<LineDetail>,
    /// The latest is to be taken.
    on_latest: Callback<()>,
) -> impl IntoView {
    let open = dialog_of(latest, |_| ());
    let names = Names { items, reference: Reference::of_area() };
    let rows = move || {
        latest.get().map(|line| differences(&mine.get(), &Typed::from(&line), names)).unwrap_or_default()
    };
    view! {
        <Dialog title=t(STALE_TITLE) open=open>
            <p>{t(STALE_TEXT)}</p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t(NAME)}</th>
                        <th scope="col">{t(YOURS)}</th>
                        <th scope="col">{t(LATEST)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        rows()
                            .into_iter()
                            .map(|(name, one, other)| {
                                view! { <tr><th scope="row">{name}</th><td>{one}</td><td>{other}</td></tr> }
                            })
                            .collect_view()
                    }}
                </tbody>
            </table>
            <div class="dialog-acts">
                <Button label=t(TAKE_LATEST) on_press=on_latest />
                <Button
                    label=t(KEEP_MINE)
                    look=Look::Danger
                    on_press=Callback::new(move |()| {
                        if let Some(line) = latest.get_untracked() {
                            open.set(false);
                            on_mine.run(line);
                        }
                    })
                />
            </div>
        </Dialog>
    }
}
