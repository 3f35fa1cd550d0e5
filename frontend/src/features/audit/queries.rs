//! Our own draws, as far as their files are open.

use cynic::QueryBuilder;
use shared::planning::AttemptStatus;

use crate::api::{self, ApiError, Coded, schema};

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "Attempt")]
struct Face {
    number: i32,
    status: Coded<AttemptStatus>,
}

#[derive(cynic::QueryFragment, Debug, Clone)]
#[cynic(graphql_type = "PublicWave")]
struct Wave {
    code: String,
    is_open: bool,
    attempts: Vec<Face>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "PublicWaveConnection")]
struct Waves {
    nodes: Vec<Wave>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct WavesQuery {
    #[arguments(first: 50)]
    public_waves: Waves,
}

/// Addresses of the open files, oldest draw first.
pub async fn open_files() -> Result<Vec<String>, ApiError> {
    let waves = api::run(WavesQuery::build(())).await?.public_waves.nodes;
    let open = waves.into_iter().rev().filter(|wave| wave.is_open);
    let address = |wave: Wave| {
        let drawn = wave.attempts.iter().find(|attempt| *attempt.status == AttemptStatus::Drawn)?;
        Some(format!("/public/draws/{}/{}/bundle.json", wave.code, drawn.number))
    };
    Ok(open.filter_map(address).collect())
}
