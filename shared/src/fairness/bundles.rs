//! Our own draws as a history: every task's stratum is a list, doors stand in the order of the frame.

use std::collections::BTreeSet;

use super::history::{History, HistoryBuilder, HistoryError};
use crate::draw::bundle::Bundle;
use crate::draw::{FrameError, Method, StratumDraw};

/// Why bundles cannot be audited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// A frame that is none.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// What a history does not take.
    #[error(transparent)]
    History(#[from] HistoryError),
}

/// The draws of bundles, in their order. Batch tasks check everybody and tell nothing.
///
/// Within a stratum all chances are equal, whatever the method, so that given their number every set of doors
/// was equally likely. Tasks of one wave go by the same numbers, and are drawn anew by the same numbers. Only
/// `cells` shares its quotas out over groups of doors: it is drawn anew in its own way. A wave that turns the numbers of the one
/// before says nothing of repeats: they are rare by its own rule.
///
/// # Errors
/// [`BundleFault`].
pub fn history_of<'a>(bundles: impl IntoIterator<Item = &'a Bundle>) -> Result<History, BundleFault> {
    let mut builder = HistoryBuilder::new();
    for bundle in bundles {
        let frame = bundle.build_frame()?;
        let name = format!("{}/{}", bundle.wave, bundle.attempt);
        for (task, strata) in &bundle.result.0 {
            let Some(index) = frame.task_index(task) else { continue };
            let mut selected: BTreeSet<&str> = BTreeSet::new();
            let mut samples = false;
            for draw in strata.values() {
                if let StratumDraw::Sample { selected: doors, .. } = draw {
                    samples = true;
                    selected.extend(doors.iter().map(String::as_str));
                }
            }
            if !samples {
                continue;
            }
            let own = bundle.tasks.iter().find(|one| one.id == *task);
            let together = own.is_some_and(|task| matches!(task.method, Method::Cells { .. }));
            for door in 0..frame.len() {
                let Some(cell) = frame.cells(door).iter().find(|cell| cell.task == index) else { continue };
                let stratum = format!("{task}:{}", frame.strata()[cell.stratum as usize]);
                let site = frame.site(door);
                builder.add(&name, &stratum, site, selected.contains(site))?;
                if together {
                    builder.together(&name, &stratum);
                }
            }
        }
        if bundle.turn.is_some() {
            builder.turned(&name);
        }
    }
    Ok(builder.finish())
}
