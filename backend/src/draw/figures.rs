//! Figures of an attempt for people: doors of each task and stratum, doors of each town.

use std::collections::BTreeMap;

use shared::code::DivisionCode;
use shared::draw::quotas_of;
use shared::planning::AttemptStatus;

use super::freeze::Frozen;
use super::repository::{self, Place};
use super::{Attempt, DrawService, Wave};
use crate::error::{Error, Result};
use crate::organisation;

/// Doors of a stratum of a task, or of the whole task under `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskFigures {
    /// The task.
    pub task: String,
    /// The stratum.
    pub stratum: String,
    /// Doors in the frozen frame.
    pub doors: u64,
    /// Doors to be drawn, as the frozen rules say.
    pub quota: u64,
    /// Doors on the reserve list, once drawn.
    pub reserve: Option<u64>,
}

/// The doors of a town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownDoors {
    /// The town, or what doors lie in that are in no town.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Doors in the frozen frame.
    pub doors: u64,
    /// Places of the drawn doors among them, in the order of their numbers, from 0.
    pub drawn: Vec<u64>,
}

impl DrawService {
    /// Doors of the tasks of a frozen attempt; nothing before the freeze.
    pub async fn task_figures(&self, attempt: &Attempt) -> Result<Vec<TaskFigures>> {
        let Some(frozen) = attempt.frozen.clone() else { return Ok(Vec::new()) };
        let frozen: Frozen =
            serde_json::from_value(frozen).map_err(|error| Error::broken(format!("frozen: {error}")))?;
        let tasks: Vec<_> = frozen.tasks.into_iter().map(|task| task.task).collect();
        let db = self.core.db().read();
        let mut sizes: BTreeMap<(String, String), u64> = BTreeMap::new();
        for (cells, doors) in repository::patterns(db, attempt.id).await? {
            for (task, stratum) in cells.split(',').filter_map(|cell| cell.split_once(':')) {
                *sizes.entry((task.to_owned(), stratum.to_owned())).or_default() += doors;
            }
        }
        let drawn = attempt.status == AttemptStatus::Drawn;
        let reserves = if drawn { repository::reserves(db, attempt.id).await? } else { BTreeMap::new() };
        Ok(quotas_of(&sizes, &tasks)
            .into_iter()
            .map(|quota| TaskFigures {
                reserve: drawn.then(|| {
                    let key = (quota.task.clone(), quota.stratum.clone());
                    reserves.get(&key).copied().unwrap_or(0)
                }),
                task: quota.task,
                stratum: quota.stratum,
                doors: quota.doors,
                quota: quota.quota,
            })
            .collect())
    }

    /// The doors of each town, with those that were drawn, for any task or for these; nothing before the draw.
    pub async fn town_doors(
        &self,
        wave: &Wave,
        attempt: &Attempt,
        tasks: Option<&[String]>,
    ) -> Result<Vec<TownDoors>> {
        if attempt.status != AttemptStatus::Drawn {
            return Ok(Vec::new());
        }
        let db = self.core.db().read();
        let names: BTreeMap<DivisionCode, String> =
            organisation::divisions(db).await?.into_iter().map(|row| (row.code, row.name)).collect();
        let mut towns: BTreeMap<String, TownDoors> = BTreeMap::new();
        for Place { located_in, drawn } in
            repository::places(db, &wave.division_code, attempt.id, tasks).await?
        {
            let code = town(&located_in).to_owned();
            let town = towns.entry(code.clone()).or_insert_with(|| TownDoors {
                name: DivisionCode::parse(&code)
                    .ok()
                    .and_then(|code| names.get(&code).cloned())
                    .unwrap_or_else(|| code.clone()),
                code,
                doors: 0,
                drawn: Vec::new(),
            });
            if drawn {
                town.drawn.push(town.doors);
            }
            town.doors += 1;
        }
        Ok(towns.into_values().collect())
    }
}

/// The town a place lies in; villages belong to theirs.
fn town(located_in: &str) -> &str {
    located_in.get(..9).unwrap_or(located_in)
}
