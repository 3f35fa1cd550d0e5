//! The library of subjects as plans and draws see it: every subject that can be drawn, at its door.

use std::collections::{BTreeMap, BTreeSet};

use shared::code::DivisionCode;
use shared::ids::SiteId;
use shared::planning::{SubjectAt, SubjectFacts};

use super::repository::subjects::{sites_by_id, subject_facts};
use super::{Site, SubjectFact};
use crate::db::Source;
use crate::error::Result;

/// Subjects that can be drawn, and their doors.
#[derive(Debug, Default)]
pub struct Library {
    /// Subjects, in the order of their ids.
    pub facts: Vec<SubjectFact>,
    /// Doors.
    pub sites: BTreeMap<SiteId, Site>,
}

impl Library {
    /// Reads the library of a division.
    pub async fn load(db: &impl Source, owner: &DivisionCode) -> Result<Self> {
        let facts = subject_facts(db, owner).await?;
        let ids: BTreeSet<SiteId> = facts.iter().map(|fact| fact.site).collect();
        let ids: Vec<SiteId> = ids.into_iter().collect();
        let sites = sites_by_id(db, &ids).await?.into_iter().map(|site| (site.id, site)).collect();
        Ok(Self { facts, sites })
    }

    /// Every subject at its door.
    pub fn subjects(&self) -> impl Iterator<Item = (&SubjectFact, SubjectAt<'_>)> {
        self.facts.iter().filter_map(|fact| {
            let site = self.sites.get(&fact.site)?;
            let facts = SubjectFacts {
                kind: fact.kind,
                located_in: &fact.located_in,
                tags: &fact.tags,
                risk_class: fact.risk_class,
            };
            Some((fact, SubjectAt { site: &site.code, off_site: site.off_site, facts }))
        })
    }
}
