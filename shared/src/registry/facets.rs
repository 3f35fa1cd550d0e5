//! Faceted filters: what is chosen in each facet, how it stands in an address, and how many entries each
//! value would show.
//!
//! Values of one facet are joined by "or", facets by "and". A facet's own choice does not narrow its own
//! counts: they tell what one more tick would bring.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::DivisionCode;

coded_enum! {
    /// What the entries of a library are narrowed by.
    pub enum Facet {
        Kind = "KIND" ("类别", "Kind"),
        Town = "TOWN" ("属地", "Town"),
        RiskClass = "RISK_CLASS" ("风险等级", "Risk class"),
        Tag = "TAG" ("标签", "Tag"),
        Department = "DEPARTMENT" ("部门", "Department"),
        Status = "STATUS" ("状态", "State"),
        Field = "FIELD" ("执法领域", "Field"),
        Certificate = "CERTIFICATE" ("执法证", "Certificate"),
    }
}

coded_enum! {
    /// 两库
    pub enum LibraryKind {
        Subjects = "SUBJECTS" ("检查对象名录库", "Library of subjects"),
        Inspectors = "INSPECTORS" ("执法检查人员名录库", "Library of inspectors"),
    }
}

/// The value of the town facet that stands for everything outside the division.
pub const OUTSIDE: &str = "outside";
/// The value of the department facet for subjects no department is responsible for.
pub const NOBODY: &str = "none";
/// The value for subjects that have no other department than the one that registered them.
pub const REGISTRAR_ALONE: &str = "registrar";
/// The value for inspectors whose fields or towns are not limited.
pub const UNLIMITED: &str = "all";
/// Most values that can be chosen in one facet.
pub const MOST_VALUES: usize = 50;

/// Facets of the library of subjects.
pub const OF_SUBJECTS: [Facet; 6] =
    [Facet::Kind, Facet::Town, Facet::RiskClass, Facet::Tag, Facet::Department, Facet::Status];
/// Facets of the library of inspectors.
pub const OF_INSPECTORS: [Facet; 5] =
    [Facet::Department, Facet::Field, Facet::Certificate, Facet::Town, Facet::Status];

impl Facet {
    /// What it is called in an address.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Town => "town",
            Self::RiskClass => "risk",
            Self::Tag => "tag",
            Self::Department => "department",
            Self::Status => "status",
            Self::Field => "field",
            Self::Certificate => "certificate",
        }
    }

    /// What stands between its values in an address: what no value holds.
    const fn separator(self) -> char {
        match self {
            Self::Tag | Self::Field => '、',
            _ => ',',
        }
    }

    /// Its values from an address, each once, in their order.
    pub fn split(self, text: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for value in text.split(self.separator()).map(str::trim).filter(|value| !value.is_empty()) {
            if values.len() < MOST_VALUES && !values.iter().any(|known| known == value) {
                values.push(value.to_owned());
            }
        }
        values
    }

    /// Its values as they stand in an address.
    pub fn join(self, values: &[String]) -> String {
        values.join(&self.separator().to_string())
    }

    /// The same with one value more, or less if it is there.
    pub fn toggled(self, text: &str, value: &str) -> String {
        let mut values = self.split(text);
        if values.iter().any(|known| known == value) {
            values.retain(|known| known != value);
        } else {
            values.push(value.to_owned());
        }
        self.join(&values)
    }
}

/// What is chosen; a facet that is not there asks nothing.
pub type Chosen = BTreeMap<Facet, Vec<String>>;

/// Entries that are alike in every facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Their values; several where an entry has several.
    pub values: BTreeMap<Facet, Vec<String>>,
    /// How many there are.
    pub count: u64,
}

/// Whether a value is among those that are chosen.
fn is_chosen(facet: Facet, value: &str, chosen: &[String], owner: &DivisionCode) -> bool {
    chosen.iter().any(|wanted| {
        if facet != Facet::Town || wanted == value {
            return wanted == value;
        }
        match (DivisionCode::parse(value), DivisionCode::parse(wanted)) {
            (Ok(place), Ok(wanted)) => place.is_within(&wanted),
            (Ok(place), Err(_)) => wanted == OUTSIDE && !place.is_within(owner),
            _ => false,
        }
    })
}

impl Cell {
    /// Whether its entries are let through by every facet but one.
    pub fn passes(&self, chosen: &Chosen, but: Option<Facet>, owner: &DivisionCode) -> bool {
        chosen.iter().all(|(facet, wanted)| {
            Some(*facet) == but
                || wanted.is_empty()
                || self
                    .values
                    .get(facet)
                    .is_some_and(|own| own.iter().any(|value| is_chosen(*facet, value, wanted, owner)))
        })
    }
}

/// How many entries each value of a facet would show beside what is chosen in the others. Places outside the
/// division are counted together, those inside also under the division's own code.
pub fn counts(cells: &[Cell], facet: Facet, chosen: &Chosen, owner: &DivisionCode) -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    for cell in cells.iter().filter(|cell| cell.passes(chosen, Some(facet), owner)) {
        let own = cell.values.get(&facet).into_iter().flatten();
        let shown: BTreeSet<&str> = own.flat_map(|value| shown_as(facet, value, owner)).collect();
        for value in shown {
            *found.entry(value.to_owned()).or_insert(0) += cell.count;
        }
    }
    found
}

fn shown_as<'a>(facet: Facet, value: &'a str, owner: &'a DivisionCode) -> [&'a str; 2] {
    match DivisionCode::parse(value) {
        Ok(place) if facet == Facet::Town && place.is_within(owner) => [value, owner.as_str()],
        Ok(_) if facet == Facet::Town => [OUTSIDE; 2],
        _ => [value; 2],
    }
}

/// How many entries everything together lets through.
pub fn total(cells: &[Cell], chosen: &Chosen, owner: &DivisionCode) -> u64 {
    cells.iter().filter(|cell| cell.passes(chosen, None, owner)).map(|cell| cell.count).sum()
}

/// Chosen values that do not exist any more: shown, and never dropped in silence.
pub fn gone(chosen: &Chosen, known: impl Fn(Facet, &str) -> bool) -> Vec<(Facet, String)> {
    let all = chosen.iter().flat_map(|(facet, values)| values.iter().map(move |value| (*facet, value)));
    all.filter(|(facet, value)| !known(*facet, value)).map(|(facet, value)| (facet, value.clone())).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn owner() -> DivisionCode {
        DivisionCode::parse("410481").unwrap()
    }

    fn cell(town: &str, risk: &str, tags: &[&str], count: u64) -> Cell {
        let strings = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let values = BTreeMap::from([
            (Facet::Town, strings(&[town])),
            (Facet::RiskClass, strings(&[risk])),
            (Facet::Tag, strings(tags)),
        ]);
        Cell { values, count }
    }

    fn chosen(pairs: &[(Facet, &str)]) -> Chosen {
        pairs.iter().map(|(facet, text)| (*facet, facet.split(text))).collect()
    }

    #[test]
    fn addresses_go_both_ways() {
        assert_eq!(Facet::Tag.split("餐饮、 药店、餐饮、"), ["餐饮", "药店"]);
        assert_eq!(Facet::Tag.split("一,二"), ["一,二"], "a tag may hold a comma");
        assert_eq!(Facet::RiskClass.toggled("A,B", "B"), "A");
        assert_eq!(Facet::RiskClass.toggled("A", "B"), "A,B");
        assert!(Facet::Kind.split("").is_empty());
    }

    #[test]
    fn a_facet_does_not_narrow_itself() {
        let cells = [
            cell("410481001", "A", &["餐饮"], 3),
            cell("410481001", "B", &["餐饮", "药店"], 2),
            cell("410481002", "B", &[], 5),
            cell("410423", "A", &["药店"], 1),
        ];
        let wanted = chosen(&[(Facet::RiskClass, "A"), (Facet::Town, "410481001")]);
        let of = |facet| counts(&cells, facet, &wanted, &owner());
        assert_eq!(of(Facet::RiskClass), BTreeMap::from([("A".into(), 3), ("B".into(), 2)]));
        assert_eq!(
            of(Facet::Town),
            BTreeMap::from([("410481".into(), 3), ("410481001".into(), 3), (OUTSIDE.into(), 1)])
        );
        assert_eq!(of(Facet::Tag), BTreeMap::from([("餐饮".into(), 3)]));
        assert_eq!(total(&cells, &wanted, &owner()), 3);
        assert_eq!(total(&cells, &chosen(&[(Facet::Town, "410481")]), &owner()), 10);
        assert_eq!(total(&cells, &chosen(&[(Facet::Town, "outside,410481002")]), &owner()), 6);
        assert_eq!(total(&cells, &chosen(&[(Facet::Tag, "餐饮、药店")]), &owner()), 6, "any of them");
    }

    #[test]
    fn what_is_gone_is_told() {
        let wanted = chosen(&[(Facet::Tag, "餐饮、旧标签"), (Facet::RiskClass, "A")]);
        let told = gone(&wanted, |_, value| value != "旧标签");
        assert_eq!(told, [(Facet::Tag, "旧标签".to_owned())]);
    }

    proptest! {
        /// A value's count is what the list shows once the value alone is chosen in its facet.
        #[test]
        fn counts_are_what_a_tick_brings(
            entries in prop::collection::vec((0..3_usize, 0..4_usize, 0..8_u8), 0..40),
            risk in prop::option::of(0..4_usize),
            town in prop::option::of(0..3_usize),
        ) {
            let towns = ["410481001", "410481002", "410423"];
            let classes = ["A", "B", "C", "D"];
            let tags = ["餐饮", "药店", "锅炉"];
            let cells: Vec<Cell> = entries
                .iter()
                .map(|(town, class, bits)| {
                    let own: Vec<&str> =
                        (0..3).filter(|bit| bits >> bit & 1 == 1).map(|bit| tags[bit]).collect();
                    cell(towns[*town], classes[*class], &own, 1)
                })
                .collect();
            let mut wanted = Chosen::new();
            if let Some(risk) = risk {
                wanted.insert(Facet::RiskClass, vec![classes[risk].to_owned()]);
            }
            if let Some(town) = town {
                wanted.insert(Facet::Town, vec![towns[town].to_owned()]);
            }
            for facet in [Facet::Town, Facet::RiskClass, Facet::Tag] {
                for (value, count) in counts(&cells, facet, &wanted, &owner()) {
                    let mut ticked = wanted.clone();
                    ticked.insert(facet, vec![value]);
                    prop_assert_eq!(total(&cells, &ticked, &owner()), count);
                }
            }
        }
    }
}
