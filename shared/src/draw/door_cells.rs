//! The cells of a door as a bundle tells them. Doors with equal cells share them: a million doors have a few
//! hundred sets.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Cells as `task:stratum`; reads like a list of texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cells(Arc<[String]>);

impl Deref for Cells {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl From<Vec<String>> for Cells {
    fn from(cells: Vec<String>) -> Self {
        Self(cells.into())
    }
}

impl FromIterator<String> for Cells {
    fn from_iter<I: IntoIterator<Item = String>>(cells: I) -> Self {
        Self(cells.into_iter().collect())
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Reads door → cells, keeping equal cells once. A door that is there twice is refused.
pub fn read_frame<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Cells>, D::Error> {
    struct FrameVisitor;

    impl<'de> Visitor<'de> for FrameVisitor {
        type Value = BTreeMap<String, Cells>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("doors with their cells")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut doors: A) -> Result<Self::Value, A::Error> {
            let mut known: BTreeSet<Arc<[String]>> = BTreeSet::new();
            let mut frame = BTreeMap::new();
            while let Some((site, cells)) = doors.next_entry::<String, Vec<String>>()? {
                let shared = known.get(cells.as_slice()).cloned().unwrap_or_else(|| {
                    let shared: Arc<[String]> = cells.into();
                    known.insert(shared.clone());
                    shared
                });
                if let Some((last, _)) = frame.last_key_value()
                    && *last >= site
                    && frame.contains_key(&site)
                {
                    return Err(Error::custom(format!("{site:?} is named twice")));
                }
                frame.insert(site, Cells(shared));
            }
            Ok(frame)
        }
    }

    deserializer.deserialize_map(FrameVisitor)
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}
