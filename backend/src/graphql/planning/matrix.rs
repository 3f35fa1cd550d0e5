//! Matrices of ratios by risk class.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::Lang;
use shared::ids::{PlanId, RatioMatrixId};
use shared::planning::{ClassModel, RatioMatrix as Content};
use shared::registry::RiskClass;
use shared::simulation::not_monotone;

use super::input::PlanPayload;
use super::plan::Plan;
use crate::graphql::context::ContextExt;
use crate::graphql::error::payload;
use crate::graphql::loaders::{MatrixVersionsOf, many};
use crate::graphql::organisation::account_name;
use crate::graphql::scalars::{Ratio, ratios_to, small};
use crate::planning::{self as context, MatrixInput};

/// A risk class as a place names it.
#[derive(SimpleObject)]
pub struct MatrixClass {
    /// Its name there.
    pub name: String,
    /// Smallest ratio in basis points.
    pub least: i32,
    /// Largest ratio in basis points.
    pub most: i32,
}

/// What a version of a matrix says.
#[derive(SimpleObject)]
pub struct MatrixContent {
    /// Name.
    pub name: String,
    /// Name in English; empty where it has none.
    pub name_en: String,
    /// Four or five classes.
    pub model: Option<ClassModel>,
    /// Classes as published, safest first.
    pub classes: Vec<MatrixClass>,
    /// Place among them, from 0, of each of our classes A to D.
    pub mapped: Vec<i32>,
    /// Ratios of our classes.
    pub ratios: Vec<Ratio>,
    /// The first two classes of which the riskier has the smaller ratio; empty if there are none.
    pub upside_down: Vec<RiskClass>,
    /// Where it is published.
    pub source: String,
}

impl From<&Content> for MatrixContent {
    fn from(content: &Content) -> Self {
        let number = |number: u32| small(i64::from(number));
        let ratios = content.ratios();
        let classes = content.classes.iter().map(|class| MatrixClass {
            name: class.name.clone(),
            least: number(class.least),
            most: number(class.most),
        });
        Self {
            name: content.name.clone(),
            name_en: content.name_en.clone(),
            model: content.model(),
            classes: classes.collect(),
            mapped: content.mapped.iter().map(|place| i32::try_from(*place).unwrap_or(i32::MAX)).collect(),
            upside_down: not_monotone(&ratios).map(|(lower, higher)| vec![lower, higher]).unwrap_or_default(),
            ratios: ratios_to(&ratios),
            source: content.source.clone(),
        }
    }
}

/// A matrix of ratios (差异化抽查比例方案).
pub struct RatioMatrix(pub context::Matrix);

#[Object]
impl RatioMatrix {
    /// Opaque id.
    pub async fn id(&self) -> RatioMatrixId {
        self.0.id
    }
    /// Code within the division.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// What it says.
    async fn content(&self) -> MatrixContent {
        (&self.0.content.0).into()
    }
    /// Number of its version.
    async fn version(&self) -> i32 {
        small(self.0.version)
    }
    /// It can no longer be chosen.
    async fn retired(&self) -> bool {
        self.0.retired
    }
    /// Revision, for changes.
    async fn revision(&self) -> i32 {
        small(self.0.revision)
    }
    /// Every version, the newest first.
    #[graphql(complexity = "5 * child_complexity")]
    async fn versions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<MatrixVersion>> {
        Ok(many(ctx, MatrixVersionsOf(self.0.id)).await?.into_iter().map(MatrixVersion).collect())
    }
}

/// A version of a matrix.
pub struct MatrixVersion(context::MatrixVersion);

#[Object]
impl MatrixVersion {
    /// Its number.
    async fn number(&self) -> i32 {
        small(self.0.version)
    }
    /// What it says.
    async fn content(&self) -> MatrixContent {
        (&self.0.content.0).into()
    }
    /// Why it was saved.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// When.
    async fn saved_at(&self) -> DateTime<Utc> {
        self.0.saved_at
    }
    /// By whom; absent for what ships with the program.
    async fn saved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.saved_by)).await
    }
}

/// The matrix of a plan.
pub struct PlanMatrix(shared::planning::PlanMatrix);

impl From<shared::planning::PlanMatrix> for PlanMatrix {
    fn from(matrix: shared::planning::PlanMatrix) -> Self {
        Self(matrix)
    }
}

#[Object]
impl PlanMatrix {
    /// The matrix.
    async fn matrix_id(&self) -> RatioMatrixId {
        self.0.matrix
    }
    /// Its version when it was chosen.
    async fn version(&self) -> i32 {
        small(i64::from(self.0.version))
    }
    /// Its name, in the language of the request.
    async fn name(&self, ctx: &Context<'_>) -> async_graphql::Result<&str> {
        let (zh, en) = (&self.0.name.0, &self.0.name.1);
        Ok(if ctx.request()?.lang == Lang::En && !en.is_empty() { en } else { zh })
    }
    /// Ratios by class.
    async fn ratios(&self) -> Vec<Ratio> {
        ratios_to(&self.0.ratios)
    }
    /// Why it was chosen.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}

/// A class of a matrix as it is entered.
#[derive(InputObject)]
pub struct MatrixClassInput {
    /// Its name.
    pub name: String,
    /// Smallest ratio in basis points.
    pub least: i32,
    /// Largest ratio in basis points.
    pub most: i32,
}

/// A matrix as it is entered.
#[derive(InputObject)]
pub struct SaveRatioMatrixInput {
    /// The matrix to change; absent for a new one.
    pub id: Option<RatioMatrixId>,
    /// Revision it was based on; 0 for a new one.
    #[graphql(default)]
    pub revision: i32,
    /// Code of a new one.
    #[graphql(default)]
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in English.
    #[graphql(default)]
    pub name_en: String,
    /// Four or five classes, safest first.
    pub classes: Vec<MatrixClassInput>,
    /// Place among them, from 0, of each of our classes A to D.
    pub mapped: Vec<i32>,
    /// Where it is published.
    pub source: String,
    /// Why.
    pub reason: String,
}

impl From<SaveRatioMatrixInput> for MatrixInput {
    fn from(input: SaveRatioMatrixInput) -> Self {
        // What is no place or no ratio becomes one that is refused.
        let ratio = |ratio: i32| u32::try_from(ratio).unwrap_or(u32::MAX);
        let place = |index: usize| {
            let place = input.mapped.get(index).and_then(|place| usize::try_from(*place).ok());
            place.filter(|_| input.mapped.len() == 4).unwrap_or(usize::MAX)
        };
        let mapped = [place(0), place(1), place(2), place(3)];
        let classes = input.classes.iter().map(|class| shared::planning::MatrixClass {
            name: class.name.clone(),
            least: ratio(class.least),
            most: ratio(class.most),
        });
        let content = Content {
            classes: classes.collect(),
            mapped,
            name: input.name,
            name_en: input.name_en,
            source: input.source,
        };
        Self {
            known: input.id.map(|id| (id, i64::from(input.revision))),
            code: input.code,
            content,
            reason: input.reason,
        }
    }
}

/// Retiring a matrix, or taking it up again.
#[derive(InputObject)]
pub struct RetireRatioMatrixInput {
    /// The matrix.
    pub id: RatioMatrixId,
    /// Revision that was seen.
    pub revision: i32,
    /// Retired, or in use again.
    pub retired: bool,
    /// Why.
    pub reason: String,
}

/// The matrix a plan goes by.
#[derive(InputObject)]
pub struct ChoosePlanMatrixInput {
    /// The plan.
    pub plan_id: PlanId,
    /// Revision that was seen.
    pub revision: i32,
    /// The matrix; absent for none.
    pub matrix_id: Option<RatioMatrixId>,
    /// Why.
    pub reason: String,
}

payload!(
    /// A matrix that was changed.
    RatioMatrixPayload { ratio_matrix: RatioMatrix }
);

#[derive(Default)]
pub struct MatrixQuery;

#[Object]
impl MatrixQuery {
    /// Matrices of ratios of one's division, retired ones last.
    #[graphql(complexity = "10 * child_complexity")]
    async fn ratio_matrices(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RatioMatrix>> {
        let rows = ctx.services()?.planning.matrices(ctx.viewer()?).await?;
        Ok(rows.into_iter().map(RatioMatrix).collect())
    }
}

#[derive(Default)]
pub struct MatrixMutation;

#[Object]
impl MatrixMutation {
    /// The office's clerk writes a matrix, or its next version.
    async fn save_ratio_matrix(
        &self,
        ctx: &Context<'_>,
        input: SaveRatioMatrixInput,
    ) -> async_graphql::Result<RatioMatrixPayload> {
        let result = ctx.services()?.planning.save_matrix(ctx.viewer()?, input.into()).await;
        RatioMatrixPayload::from_result(ctx, result, RatioMatrix)
    }

    /// The office's clerk retires a matrix, or takes it up again.
    async fn retire_ratio_matrix(
        &self,
        ctx: &Context<'_>,
        input: RetireRatioMatrixInput,
    ) -> async_graphql::Result<RatioMatrixPayload> {
        let seen = (input.id, i64::from(input.revision));
        let service = &ctx.services()?.planning;
        let result = service.retire_matrix(ctx.viewer()?, seen, (input.retired, &input.reason)).await;
        RatioMatrixPayload::from_result(ctx, result, RatioMatrix)
    }

    /// The office's clerk says by which matrix a plan goes.
    async fn choose_plan_matrix(
        &self,
        ctx: &Context<'_>,
        input: ChoosePlanMatrixInput,
    ) -> async_graphql::Result<PlanPayload> {
        let seen = (input.plan_id, i64::from(input.revision));
        let service = &ctx.services()?.planning;
        let result = service.choose_matrix(ctx.viewer()?, seen, input.matrix_id, &input.reason).await;
        PlanPayload::from_result(ctx, result, Plan)
    }
}
