//! Matrices of ratios by risk class: kept by the office as rows with versions, chosen for a plan with a
//! reason, followed by its lines or departed from with theirs.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::joint_cap;
use shared::code::ItemCode;
use shared::ids::{PlanId, RatioMatrixId, UserId};
use shared::planning::together::PlanAct;
use shared::planning::{PlanMatrix, RatioMatrix, departs};

use super::items::terms_of_line;
use super::steps::decision;
use super::together::Acted;
use super::{Matrix, MatrixVersion, Plan, PlanLine, PlanningService};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::db::entity::{plan_decision, ratio_matrix, ratio_matrix_version};
use crate::db::{Doc, Read, Source, Tx};
use crate::error::{Error, Refusal, Result, unique_means};

/// The matrices that ship with the program: facts with their source, not law (R16).
const BUILT_IN: &str = include_str!("../../data/ratio_matrices.json");
/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// A matrix as it is entered.
#[derive(Debug, Clone)]
pub struct MatrixInput {
    /// The matrix to change, and its revision; none for a new one.
    pub known: Option<(RatioMatrixId, i64)>,
    /// Code of a new one.
    pub code: String,
    /// What it says.
    pub content: RatioMatrix,
    /// Why.
    pub reason: String,
}

/// A matrix with its code, as the file has it.
#[derive(serde::Deserialize)]
struct BuiltIn {
    code: String,
    #[serde(flatten)]
    content: RatioMatrix,
}

/// Whether a line's ratios are others than its plan's matrix and the cap of its items give.
pub fn departs_from(plan: &Plan, ratios: &BTreeMap<String, u32>, cap_bp: Option<u32>) -> bool {
    plan.matrix.as_ref().is_some_and(|matrix| departs(ratios, &matrix.0.ratios, cap_bp))
}

fn check_reason(reason: &str) -> Option<Refusal> {
    let code = match reason.trim().chars().count() {
        0 => ErrorCode::ReasonRequired,
        1..=LONGEST_REASON => return None,
        _ => ErrorCode::TooLong,
    };
    Some(Refusal::new(code).at("reason"))
}

impl PlanningService {
    /// The matrices of the division, retired ones last.
    pub async fn matrices(&self, viewer: &Viewer) -> Result<Vec<Matrix>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        all(self.core.db().read(), viewer).await
    }

    /// Whether a line departs from its plan's matrix.
    pub async fn departs(&self, plan: &Plan, line: &PlanLine) -> Result<bool> {
        if plan.matrix.is_none() {
            return Ok(false);
        }
        let terms = terms_of_line(self.core.db().read(), line, self.core.today()).await?;
        Ok(departs_from(plan, &line.ratios.0, joint_cap(&terms)))
    }

    /// The versions of matrices, newest first, for loaders.
    pub async fn matrix_versions(&self, ids: &[RatioMatrixId]) -> Result<Vec<MatrixVersion>> {
        Ok(ratio_matrix_version::Entity::find()
            .filter(ratio_matrix_version::Column::MatrixId.is_in(ids.iter().copied()))
            .order_by_desc(ratio_matrix_version::Column::Version)
            .rows(self.core.db().read())
            .await?)
    }

    /// Writes down the matrices that ship with the program, where there are none yet.
    pub async fn seed_matrices(&self, viewer: &Viewer) -> Result<()> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        if !all(self.core.db().read(), viewer).await?.is_empty() {
            return Ok(());
        }
        let built_in: Vec<BuiltIn> =
            serde_json::from_str(BUILT_IN).map_err(|error| Error::broken(error.to_string()))?;
        let tx = self.core.db().begin().await?;
        // Another server may have been faster.
        if !all(&*tx, viewer).await?.is_empty() {
            return Ok(());
        }
        let mut codes = Vec::new();
        for BuiltIn { code, content } in built_in {
            self.insert_matrix(&tx, viewer, (code.clone(), content), "系统内置").await?;
            codes.push(code);
        }
        let change = Change::of("ratio_matrix", "seed").after(codes);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(())
    }

    /// The office writes a matrix, or its next version; plans that go by the old one keep it.
    pub async fn save_matrix(&self, viewer: &Viewer, input: MatrixInput) -> Result<Matrix> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        let mut refusals: Vec<Refusal> = check_reason(&input.reason).into_iter().collect();
        if input.known.is_none() && ItemCode::parse(input.code.trim()).is_err() {
            let empty = input.code.trim().is_empty();
            let code = if empty { ErrorCode::Required } else { ErrorCode::InvalidFormat };
            refusals.push(Refusal::new(code).at("code"));
        }
        let problems = input.content.check().into_iter();
        refusals.extend(problems.map(|(code, path)| Refusal::new(code).at(path)));
        if !refusals.is_empty() {
            return Err(Error::Refused(refusals));
        }
        let (content, reason) = (input.content.tidy(), input.reason.trim());
        let tx = self.core.db().begin().await?;
        let (before, row) = match input.known {
            None => {
                let new = (input.code.trim().to_owned(), content.clone());
                (None, self.insert_matrix(&tx, viewer, new, reason).await?)
            }
            Some(seen) => {
                let row = matrix_at(&tx, viewer, seen).await?;
                if row.retired {
                    return Err(ErrorCode::MatrixRetired.into());
                }
                if row.content.0 == content {
                    return Err(ErrorCode::NothingChanged.into());
                }
                let (before, version, revision) = (row.content.0.clone(), row.version + 1, row.revision);
                let id = row.id;
                let mut row = row.into_active_model();
                row.content = Set(Doc(content.clone()));
                row.version = Set(version);
                row.revision = Set(revision + 1);
                let row = row.update(&*tx).await?;
                self.insert_version(&tx, (id, version), &content, (reason, viewer.account_id())).await?;
                (Some(before), row)
            }
        };
        let mut change = Change::of("ratio_matrix", row.id)
            .after(json!({ "code": row.code, "version": row.version, "content": content }))
            .because(reason);
        if let Some(before) = &before {
            change = change.before(before);
        }
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(row)
    }

    /// The office retires a matrix, or takes it up again; plans that go by it keep it.
    pub async fn retire_matrix(
        &self,
        viewer: &Viewer,
        seen: (RatioMatrixId, i64),
        (retired, reason): (bool, &str),
    ) -> Result<Matrix> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        if let Some(refusal) = check_reason(reason) {
            return Err(refusal.into());
        }
        let tx = self.core.db().begin().await?;
        let row = matrix_at(&tx, viewer, seen).await?;
        if row.retired == retired {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let revision = row.revision;
        let mut row = row.into_active_model();
        row.retired = Set(retired);
        row.revision = Set(revision + 1);
        let row = row.update(&*tx).await?;
        let change =
            Change::of("ratio_matrix", row.id).after(json!({ "retired": retired })).because(reason.trim());
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(row)
    }

    /// The office says by which matrix a plan that is being made goes, and why; none takes it away.
    pub async fn choose_matrix(
        &self,
        viewer: &Viewer,
        (id, revision): (PlanId, i64),
        matrix: Option<RatioMatrixId>,
        reason: &str,
    ) -> Result<Plan> {
        let granted = viewer.demand(Action::ReviewPlan, Scope::Division)?;
        if let Some(refusal) = check_reason(reason) {
            return Err(refusal.into());
        }
        let tx = self.core.db().begin().await?;
        let plan = self.plan_at(&tx, viewer, id, revision).await?;
        if !plan.status.is_open() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let chosen = match matrix {
            None => None,
            Some(id) => Some(chosen(&tx, viewer, id, reason.trim()).await?),
        };
        let before = plan.matrix.clone();
        let mut row = plan.into_active_model();
        row.matrix = Set(chosen.clone().map(Doc));
        row.revision = Set(revision + 1);
        let plan = row.update(&*tx).await?;
        let entry =
            decision((self.core.id(), self.core.now()), &granted, id, None, (PlanAct::Matrix, reason));
        plan_decision::Entity::insert(entry).exec_without_returning(&*tx).await?;
        let change = Change::of("plan", id)
            .before(json!({ "matrix": before }))
            .after(json!({ "matrix": chosen }))
            .because(reason.trim());
        self.conclude(tx, &granted, Acted::on_plan(PlanAct::Matrix, &plan), change).await?;
        Ok(plan)
    }

    async fn insert_matrix(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        (code, content): (String, RatioMatrix),
        reason: &str,
    ) -> Result<Matrix> {
        let row = ratio_matrix::ActiveModel {
            id: Set(self.core.id::<RatioMatrixId>()),
            division_code: Set(viewer.division.clone()),
            code: Set(code),
            content: Set(Doc(content.clone())),
            version: Set(1),
            retired: Set(false),
            revision: Set(1),
        };
        let row = row.insert(&**tx).await.map_err(unique_means(Error::at(ErrorCode::CodeTaken, "code")))?;
        self.insert_version(tx, (row.id, 1), &content, (reason, viewer.account_id())).await?;
        Ok(row)
    }

    async fn insert_version(
        &self,
        tx: &Tx,
        (id, version): (RatioMatrixId, i64),
        content: &RatioMatrix,
        (reason, by): (&str, UserId),
    ) -> Result<()> {
        let row = ratio_matrix_version::ActiveModel {
            matrix_id: Set(id),
            version: Set(version),
            content: Set(Doc(content.clone())),
            reason: Set(reason.to_owned()),
            saved_by: Set(by),
            saved_at: Set(self.core.now()),
        };
        let inserted = ratio_matrix_version::Entity::insert(row).exec_without_returning(&**tx).await;
        inserted.map_err(unique_means(ErrorCode::StaleRevision))?;
        Ok(())
    }
}

async fn all(db: &impl Source, viewer: &Viewer) -> Result<Vec<Matrix>> {
    Ok(ratio_matrix::Entity::find()
        .filter(ratio_matrix::Column::DivisionCode.eq(viewer.division.as_str()))
        .order_by_asc(ratio_matrix::Column::Retired)
        .order_by_asc(ratio_matrix::Column::Code)
        .rows(db)
        .await?)
}

async fn locked(tx: &Tx, viewer: &Viewer, id: RatioMatrixId) -> Result<Matrix> {
    let found = ratio_matrix::Entity::find_by_id(id).lock_exclusive().row(&**tx).await?;
    found.filter(|row| row.division_code == viewer.division).ok_or_else(|| ErrorCode::NotFound.into())
}

/// A matrix inside a transaction, as the caller has seen it.
async fn matrix_at(tx: &Tx, viewer: &Viewer, (id, revision): (RatioMatrixId, i64)) -> Result<Matrix> {
    let row = locked(tx, viewer, id).await?;
    if row.revision == revision { Ok(row) } else { Err(ErrorCode::StaleRevision.into()) }
}

async fn chosen(tx: &Tx, viewer: &Viewer, id: RatioMatrixId, reason: &str) -> Result<PlanMatrix> {
    let row = locked(tx, viewer, id).await?;
    if row.retired {
        return Err(Error::at(ErrorCode::MatrixRetired, "matrixId"));
    }
    let content = row.content.0;
    Ok(PlanMatrix {
        matrix: id,
        version: u32::try_from(row.version).unwrap_or(0),
        name: (content.name.clone(), content.name_en.clone()),
        ratios: content.ratios(),
        reason: reason.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::simulation::not_monotone;

    /// R16: the matrices as published, riskier never less.
    #[test]
    fn the_matrices_as_published() {
        let built_in: Vec<BuiltIn> = serde_json::from_str(BUILT_IN).unwrap();
        let ratios = |code: &str| {
            let found = built_in.iter().find(|one| one.code == code).unwrap();
            found.content.ratios().into_values().collect::<Vec<_>>()
        };
        assert_eq!(ratios("HENAN_2020"), [400, 800, 2000, 10_000]);
        assert_eq!(ratios("HENAN_2021"), [100, 200, 1000, 3000]);
        assert_eq!(ratios("LINDIAN_2024"), [0, 500, 2100, 6100]);
        for one in &built_in {
            assert_eq!(one.content.check(), [], "{}", one.code);
            assert_eq!(not_monotone(&one.content.ratios()), None, "{}", one.code);
        }
    }
}
