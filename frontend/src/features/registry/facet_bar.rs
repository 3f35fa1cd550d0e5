//! The facets of a library in one row, and what is chosen as chips below it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::registry::facets::{Chosen, NOBODY, OUTSIDE, REGISTRAR_ALONE, UNLIMITED, gone};
use shared::registry::{Certificate, Facet, LibraryKind, RiskClass, SubjectKind, SubjectStatus};

use super::library_queries::Counts;
use super::library_words::*;
use super::shared_views::own_division;
use super::words::*;
use crate::components::{Button, Chips, Choices, FacetPick, Look, OpenFacet};
use crate::locales::*;
use crate::state::filters::Filter;
use crate::state::reference::{Lists, Reference};

/// The facets of a library as they stand in the address.
#[derive(Clone)]
pub struct Facets {
    library: LibraryKind,
    filters: Vec<(Facet, Filter)>,
}

impl Facets {
    /// Those of a library.
    pub fn of_address(library: LibraryKind, facets: &[Facet]) -> Self {
        let filters = facets.iter().map(|facet| (*facet, Filter::of_address(facet.parameter()))).collect();
        Self { library, filters }
    }

    /// What is chosen.
    pub fn chosen(&self) -> Chosen {
        let all = self.filters.iter().map(|(facet, filter)| (*facet, facet.split(&filter.get())));
        all.filter(|(_, values)| !values.is_empty()).collect()
    }

    /// Their parameters.
    pub fn all(&self) -> Vec<Filter> {
        self.filters.iter().map(|(_, filter)| *filter).collect()
    }

    fn toggle(&self, facet: Facet, value: &str) {
        if let Some((_, filter)) = self.filters.iter().find(|(own, _)| *own == facet) {
            filter.set(facet.toggled(&filter.get_untracked(), value));
        }
    }
}

/// A value in words; nothing if it is none of ours.
fn word(library: LibraryKind, facet: Facet, value: &str, lists: &Lists, division: &str) -> Option<String> {
    let label = match facet {
        Facet::Kind => SubjectKind::parse(value)?.label(lang()),
        Facet::RiskClass => RiskClass::parse(value)?.label(lang()),
        Facet::Certificate => Certificate::parse(value)?.label(lang()),
        Facet::Status if library == LibraryKind::Subjects => SubjectStatus::parse(value)?.label(lang()),
        Facet::Status => match value {
            "ACTIVE" => t(IN_SERVICE),
            "LEFT" => t(NOT_IN_SERVICE),
            _ => return None,
        },
        Facet::Town => match value {
            OUTSIDE => t(OUTSIDE_DIVISION),
            UNLIMITED => t(ALL_TOWNS),
            code if code == division => return Some(fill(WHOLE_DIVISION, &[&lists.division(code)])),
            code => return lists.divisions.iter().find(|row| row.code == code).map(|row| row.name.clone()),
        },
        Facet::Field if value == UNLIMITED => t(ALL_FIELDS),
        Facet::Department if value == NOBODY => t(WITHOUT_DEPARTMENT),
        Facet::Department if value == REGISTRAR_ALONE => t(WITH_REGISTRAR_ONLY),
        Facet::Department => {
            return lists.departments.iter().find(|row| row.id.inner() == value).map(|row| row.name.clone());
        }
        Facet::Tag | Facet::Field => value,
    };
    Some(label.to_owned())
}

/// Name of a facet in a library.
fn name(library: LibraryKind, facet: Facet) -> &'static str {
    match (library, facet) {
        (LibraryKind::Subjects, Facet::Department) => t(RESPONSIBLE_DEPARTMENT),
        (LibraryKind::Inspectors, Facet::Town) => t(IN_TERRITORY),
        _ => facet.label(lang()),
    }
}

/// The row and the chips.
#[component]
pub fn FacetBar(
    /// The facets.
    facets: Facets,
    /// Values that occur in the whole library.
    #[prop(into)]
    universe: Signal<Option<Counts>>,
    /// What each value would show now.
    #[prop(into)]
    counts: Signal<Counts>,
    /// Other filters that "clear" takes out too.
    others: Vec<Filter>,
    /// Search box and the like, before the facets.
    children: Children,
) -> impl IntoView {
    let library = facets.library;
    let (open, shown): (OpenFacet, _) = (RwSignal::new(None), RwSignal::new(false));
    let reference = Reference::of_area();
    let division = StoredValue::new(own_division());
    let every: Vec<Filter> = facets.all().into_iter().chain(others).collect();
    let every = StoredValue::new_local(every);
    let any = move || every.with_value(|every| every.iter().any(|filter| !filter.get().is_empty()));
    let own = StoredValue::new_local(facets.clone());
    let chosen = Memo::new(move |_| own.with_value(Facets::chosen));
    let toggle = Callback::new(move |(facet, value): (Facet, String)| {
        own.with_value(|facets| facets.toggle(facet, &value));
    });
    let picks = facets.filters.iter().map(|(facet, _)| *facet).map(|facet| {
        let choices = Memo::new(move |_| {
            let lists = reference.get();
            let universe = universe.get().unwrap_or_default();
            let mut values: Vec<String> =
                universe.get(&facet).map(|values| values.keys().cloned().collect()).unwrap_or_default();
            if library == LibraryKind::Inspectors {
                values.retain(|value| {
                    division.with_value(|division| facet != Facet::Town || value != division)
                });
            }
            for value in chosen.get().remove(&facet).unwrap_or_default() {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            let named = |value: String| {
                let word = division.with_value(|division| word(library, facet, &value, &lists, division));
                let word = word.unwrap_or_else(|| value.clone());
                (value, word)
            };
            values.into_iter().map(named).collect::<Choices>()
        });
        let own_counts =
            Memo::new(move |_| counts.with(|counts| counts.get(&facet).cloned().unwrap_or_default()));
        let own_chosen = Memo::new(move |_| chosen.get().remove(&facet).unwrap_or_default());
        view! {
            <FacetPick
                label=name(library, facet)
                name=facet.parameter()
                choices=choices
                counts=own_counts
                chosen=own_chosen
                on_toggle=Callback::new(move |value| toggle.run((facet, value)))
                open=open
            />
        }
    });
    view! {
        <div class="filters facets" role="search" class:facets-open=move || shown.get()>
            {children()}
            <button
                type="button"
                class="button facets-button"
                aria-expanded=move || if shown.get() { "true" } else { "false" }
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || match chosen.with(BTreeMap::len) {
                    0 => t(FILTERS).to_owned(),
                    some => bracketed(t(FILTERS), &some.to_string()),
                }}
            </button>
            <div class="facets-row">{picks.collect_view()}</div>
            {move || {
                any()
                    .then(|| {
                        let clear = Callback::new(move |()| every.with_value(|every| Filter::clear(every)));
                        view! { <Button label=t(CLEAR_FILTERS) look=Look::Quiet on_press=clear /> }
                    })
            }}
        </div>
        <ChosenChips library=library chosen=chosen universe=universe on_remove=toggle />
    }
}

/// What is chosen; a value that does not exist any more says so.
#[component]
fn ChosenChips(
    library: LibraryKind,
    chosen: Memo<Chosen>,
    universe: Signal<Option<Counts>>,
    on_remove: Callback<(Facet, String)>,
) -> impl IntoView {
    let reference = Reference::of_area();
    let division = StoredValue::new(own_division());
    let chips = Memo::new(move |_| {
        let (chosen, universe, lists) = (chosen.get(), universe.get(), reference.get());
        let ready = universe.is_some() && !lists.departments.is_empty();
        let named = |facet: Facet, value: &str| {
            division.with_value(|division| word(library, facet, value, &lists, division))
        };
        let known = |facet: Facet, value: &str| {
            let occurs =
                universe.as_ref().and_then(|all| all.get(&facet)).is_some_and(|all| all.contains_key(value));
            let free = matches!(facet, Facet::Tag | Facet::Field);
            !ready || occurs || (!free && named(facet, value).is_some())
        };
        let lost = gone(&chosen, known);
        let all = chosen.iter().flat_map(|(facet, values)| values.iter().map(move |value| (*facet, value)));
        all.map(|(facet, value)| {
            let words = named(facet, value).unwrap_or_else(|| value.clone());
            let words = format!("{}{}{words}", name(library, facet), colon());
            let is_gone = lost.iter().any(|(own, lost)| *own == facet && lost == value);
            (format!("{}={value}", facet.parameter()), words, is_gone)
        })
        .collect::<Vec<_>>()
    });
    let remove = Callback::new(move |key: String| {
        let Some((parameter, value)) = key.split_once('=') else { return };
        let facet = Facet::ALL.iter().copied().find(|facet| facet.parameter() == parameter);
        if let Some(facet) = facet {
            on_remove.run((facet, value.to_owned()));
        }
    });
    view! { <Chips label=t(CHOSEN) chips=chips gone=t(CONDITION_GONE) on_remove=remove /> }
}
