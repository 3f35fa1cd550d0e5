//! What was published here of all draws, to compare a file with.

use cynic::QueryBuilder;
use shared::planning::AttemptStatus;

use crate::api::{self, ApiError, Coded, Paged, schema};
use crate::connection;
use crate::parts::checker::Published;

#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "Attempt")]
pub struct AttemptRow {
    /// From 1.
    pub number: i32,
    /// Where it stands.
    pub status: Coded<AttemptStatus>,
    /// SHA-256 of the bundle.
    pub bundle_hash: Option<String>,
    /// Root of the frozen frame.
    pub frame_root: Option<String>,
    /// The key; sealed with the list.
    pub seed: Option<String>,
}

/// A draw with its attempts.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq)]
#[cynic(graphql_type = "PublicWave")]
pub struct WaveRow {
    /// Code.
    pub code: String,
    /// Attempts.
    pub attempts: Vec<AttemptRow>,
}

connection!(Waves, "PublicWaveConnection", WaveRow);

#[derive(cynic::QueryVariables)]
struct Part {
    first: Option<i32>,
    after: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Part")]
struct WavesQuery {
    #[arguments(first: $first, after: $after)]
    public_waves: Waves,
}

/// Draws asked for at a time.
const PAGE: i32 = 50;

/// Every attempt that was published here.
pub async fn published() -> Result<Vec<Published>, ApiError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let asked = Part { first: Some(PAGE), after };
        let page: Paged<WaveRow> = api::run(WavesQuery::build(asked)).await?.public_waves.into();
        all.extend(page.items.into_iter().flat_map(of_wave));
        after = page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}

fn of_wave(wave: WaveRow) -> impl Iterator<Item = Published> {
    let code = wave.code;
    wave.attempts.into_iter().map(move |attempt| Published {
        wave: code.clone(),
        attempt: attempt.number,
        stands: *attempt.status == AttemptStatus::Drawn,
        hash: attempt.bundle_hash,
        root: attempt.frame_root,
        seed: attempt.seed,
    })
}
