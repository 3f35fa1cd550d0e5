//! Counts of facets, for both libraries.

use std::collections::{BTreeMap, BTreeSet};

use shared::registry::facets::{Cell, Chosen, OF_INSPECTORS, UNLIMITED, counts, total};
use shared::registry::{Facet, certificate};

use super::repository::facets::{self, FacetCount};
use super::repository::inspectors;
use super::repository::subjects::SubjectFilter;
use super::service::reader;
use super::{Inspector, InspectorFilter, RegistryService};
use crate::access::Viewer;
use crate::error::Result;
use crate::organisation;

/// Values of the state facet of inspectors.
pub const IN_SERVICE: &str = "ACTIVE";
/// See [`IN_SERVICE`].
pub const LEFT: &str = "LEFT";

/// What an inspector is in each facet.
pub(super) fn cell_of(row: &Inspector, today: chrono::NaiveDate) -> Cell {
    let or_unlimited =
        |values: Vec<String>| if values.is_empty() { vec![UNLIMITED.to_owned()] } else { values };
    let standing = certificate(row.cert_valid_from, row.cert_valid_to, today);
    let values = BTreeMap::from([
        (Facet::Department, vec![row.department_id.to_string()]),
        (Facet::Field, or_unlimited(row.fields.0.clone())),
        (Facet::Certificate, vec![standing.to_string()]),
        (Facet::Town, or_unlimited(row.towns.0.iter().map(ToString::to_string).collect())),
        (Facet::Status, vec![if row.active { IN_SERVICE } else { LEFT }.to_owned()]),
    ]);
    Cell { values, count: 1 }
}

impl RegistryService {
    /// How many subjects each value of each facet would show, and how many there are in all.
    pub async fn subject_facets(
        &self,
        viewer: &Viewer,
        filter: &SubjectFilter,
    ) -> Result<(u64, Vec<FacetCount>)> {
        let owner = reader(viewer)?;
        let db = self.core.db().read();
        let departments: BTreeSet<_> =
            organisation::departments_in(db, owner).await?.into_values().map(|row| row.id).collect();
        facets::of_subjects(db, owner, filter, &departments).await
    }

    /// The same for inspectors.
    pub async fn inspector_facets(
        &self,
        viewer: &Viewer,
        filter: &InspectorFilter,
    ) -> Result<(u64, Vec<FacetCount>)> {
        let owner = reader(viewer)?;
        let narrowed = InspectorFilter { chosen: Chosen::new(), ..filter.clone() };
        let rows = inspectors::all(self.core.db().read(), owner, &narrowed).await?;
        let cells: Vec<Cell> = rows.iter().map(|row| cell_of(row, self.core.today())).collect();
        let mut found = Vec::new();
        for facet in OF_INSPECTORS {
            let of_facet = counts(&cells, facet, &filter.chosen, owner).into_iter();
            found.extend(of_facet.map(|(value, count)| FacetCount { facet, value, count }));
        }
        Ok((total(&cells, &filter.chosen, owner), found))
    }
}
