//! What was drawn, with the numbers that decided it.

use serde::{Deserialize, Serialize};

use super::super::bundle::Bundle;
use super::super::hash::to_hex;
use super::super::select::{Draw, StratumDraw, WHOLE, draw_with};
use super::super::task::Method;
use super::super::turn::Lots;
use super::Mark;

/// Doors of a list that are told one by one.
const FIRST: usize = 5;
/// Most lists that are told.
const MOST: usize = 200;
/// Most squares of the picture.
const SQUARES: usize = 600;

/// A door with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// The door.
    pub site: String,
    /// The first 16 hex digits of its number.
    pub number: String,
}

/// What was drawn of one stratum, or of a whole task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// The task.
    pub task: String,
    /// The stratum, or `*`.
    pub stratum: String,
    /// Doors in it.
    pub doors: u64,
    /// How many were to be drawn; of a task in batches all.
    pub quota: u64,
    /// Sizes of the batches, where there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub batches: Vec<u64>,
    /// The first doors as computed here, in their order.
    pub first: Vec<Numbered>,
    /// The first that was not drawn, where a reserve is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Numbered>,
    /// The first doors as the file says, where it says something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Vec<String>>,
}

/// Numbers of the doors of one stratum, to be drawn as squares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    /// The task.
    pub task: String,
    /// The stratum.
    pub stratum: String,
    /// Doors in it.
    pub doors: u64,
    /// How many were drawn.
    pub quota: u64,
    /// Every how many doors one is told.
    pub every: u64,
    /// First two bytes of the doors' numbers, in the order of the frame.
    pub squares: Vec<u16>,
    /// Those of the last door that was drawn.
    pub threshold: u16,
}

/// All lists that were drawn; where the result does not hold, as it should be beside what it is.
pub(super) fn lots(bundle: &Bundle, mark: Mark) -> Vec<Lot> {
    let Some(keyed) = Lots::of_bundle(bundle) else { return Vec::new() };
    let drawn = if mark == Mark::Holds { Some(bundle.result.clone()) } else { again(bundle) };
    let Some(drawn) = drawn else { return Vec::new() };
    let all = drawn.0.iter().flat_map(|(task, strata)| strata.iter().map(move |one| (task, one)));
    let mut lots: Vec<Lot> = all
        .map(|(task, (stratum, draw))| {
            let stated = bundle.result.0.get(task).and_then(|strata| strata.get(stratum));
            lot(&keyed, task, stratum, draw, stated)
        })
        .collect();
    // What is wrong is told first.
    lots.sort_by_key(|lot| lot.stated.is_none());
    lots.truncate(MOST);
    lots
}

fn again(bundle: &Bundle) -> Option<Draw> {
    draw_with(&Lots::of_bundle(bundle)?, &bundle.build_frame().ok()?, &bundle.tasks).ok()
}

fn doors(draw: &StratumDraw) -> impl Iterator<Item = &String> {
    let (sample, batches): (&[String], &[Vec<String>]) = match draw {
        StratumDraw::Sample { selected, .. } => (selected, &[]),
        StratumDraw::Batches { batches, .. } => (&[], batches),
    };
    sample.iter().chain(batches.iter().flatten())
}

fn numbered(keyed: &Lots, site: &str) -> Numbered {
    Numbered { site: site.to_owned(), number: to_hex(&keyed.number(site)[..8]) }
}

fn lot(keyed: &Lots, task: &str, stratum: &str, draw: &StratumDraw, stated: Option<&StratumDraw>) -> Lot {
    let differs = stated != Some(draw);
    let said = || stated.map(|stated| doors(stated).take(FIRST).cloned().collect()).unwrap_or_default();
    let (frame, quota, batches, next) = match draw {
        StratumDraw::Sample { frame, quota, reserve, .. } => (*frame, *quota, Vec::new(), reserve.first()),
        StratumDraw::Batches { frame, batches } => {
            (*frame, *frame, batches.iter().map(|batch| batch.len() as u64).collect(), None)
        }
    };
    Lot {
        task: task.to_owned(),
        stratum: stratum.to_owned(),
        doors: frame,
        quota,
        batches,
        first: doors(draw).take(FIRST).map(|site| numbered(keyed, site)).collect(),
        next: next.map(|site| numbered(keyed, site)),
        stated: differs.then(said),
    }
}

/// The stratum whose numbers show best how it was drawn: the largest that fits in the picture, or the
/// smallest there is. Only where the smallest numbers decide alone.
pub(super) fn strip(bundle: &Bundle) -> Option<Strip> {
    let keyed = Lots::of_bundle(bundle)?;
    let simple = bundle.tasks.iter().filter(|task| matches!(task.method, Method::Srs { .. }));
    let strata = simple.filter_map(|task| Some((&task.id, bundle.result.0.get(&task.id)?)));
    let all = strata.flat_map(|(task, strata)| {
        strata.iter().filter_map(move |(stratum, draw)| match draw {
            StratumDraw::Sample { frame, selected, .. } if stratum != WHOLE => {
                Some((*frame, task, stratum, selected.last()?, selected.len() as u64))
            }
            _ => None,
        })
    });
    // Those that fit come last, the larger the later; of the others the smaller.
    let fits = |frame: u64| if frame <= SQUARES as u64 { (true, frame) } else { (false, u64::MAX - frame) };
    let (frame, task, stratum, last, quota) = all.max_by_key(|(frame, ..)| fits(*frame))?;
    let cell = format!("{task}:{stratum}");
    let every = usize::try_from(frame).ok()?.div_ceil(SQUARES).max(1);
    let short = |site: &str| {
        let number = keyed.number(site);
        u16::from_be_bytes([number[0], number[1]])
    };
    let members = bundle.frame.iter().filter(|(_, cells)| cells.contains(&cell));
    Some(Strip {
        task: task.clone(),
        stratum: stratum.clone(),
        doors: frame,
        quota,
        every: every as u64,
        squares: members.step_by(every).map(|(site, _)| short(site)).collect(),
        threshold: short(last),
    })
}
