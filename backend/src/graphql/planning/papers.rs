//! Files of a plan and proof of its publication.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use shared::ids::{PlanId, UploadId};
use shared::planning::PlanFileKind;

use super::input::PlanPayload;
use super::plan::*;
use crate::graphql::context::ContextExt;
use crate::graphql::organisation::account_name;

use crate::graphql::scalars::{Date, small};
use crate::planning as context;

/// A file of a plan.
pub struct PlanFile(pub context::PlanFile);

#[Object]
impl PlanFile {
    /// The upload, by which it can be fetched at `/api/uploads/{id}`.
    async fn upload_id(&self) -> UploadId {
        self.0.file.id
    }
    /// What it is.
    async fn kind(&self) -> PlanFileKind {
        self.0.row.kind
    }
    /// Its name.
    async fn name(&self) -> &str {
        &self.0.file.name
    }
    /// What its bytes say it is.
    async fn media_type(&self) -> &str {
        &self.0.file.media_type
    }
    /// Size in bytes.
    async fn bytes(&self) -> i32 {
        small(self.0.file.bytes)
    }
    /// SHA-256 of its bytes.
    async fn sha256(&self) -> &str {
        &self.0.file.sha256
    }
    /// A note; why, where it took the place of another.
    async fn note(&self) -> &str {
        &self.0.row.note
    }
    /// When it was attached.
    async fn added_at(&self) -> DateTime<Utc> {
        self.0.row.added_at
    }
    /// By whom.
    async fn added_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.row.added_by)).await
    }
    /// When another took its place.
    async fn replaced_at(&self) -> Option<DateTime<Utc>> {
        self.0.row.replaced_at
    }
    /// Who replaced it.
    async fn replaced_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.row.replaced_by).await
    }
}

/// A publication of a plan.
pub struct Publication(pub context::Publication);

#[Object]
impl Publication {
    /// PORTAL or NCEPIS.
    async fn channel(&self) -> &str {
        &self.0.channel
    }
    /// When.
    async fn published_at(&self) -> DateTime<Utc> {
        self.0.published_at
    }
    /// SHA-256 of the text, as it was computed then.
    async fn content_hash(&self) -> &str {
        &self.0.content_hash
    }
    /// SHA-256 of the text that is kept, computed now.
    async fn recomputed_hash(&self) -> String {
        context::hash_again(&self.0)
    }
    /// Where the channel shows it.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }
    /// Number of the channel's receipt.
    async fn receipt(&self) -> Option<&str> {
        self.0.receipt.as_deref()
    }
    /// Day on which it was seen there.
    async fn received_on(&self) -> Option<Date> {
        self.0.received_on.map(Date)
    }
    /// Who wrote that down.
    async fn received_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.received_by).await
    }
}

/// A file for a plan.
#[derive(InputObject)]
pub struct AttachPlanFileInput {
    /// The plan.
    pub plan_id: PlanId,
    /// What the file is.
    pub kind: PlanFileKind,
    /// The uploaded file.
    pub upload_id: UploadId,
    /// A note; required, as the reason, where it takes the place of another.
    #[graphql(default)]
    pub note: String,
}

/// Where a channel shows a plan.
#[derive(InputObject)]
pub struct RecordPlanReceiptInput {
    /// The plan.
    pub plan_id: PlanId,
    /// PORTAL or NCEPIS.
    pub channel: String,
    /// The address at which it is shown.
    pub address: String,
    /// Number of the channel's receipt; empty where it gives none.
    #[graphql(default)]
    pub receipt: String,
    /// Day on which it was seen there.
    pub on: Date,
}

#[derive(Default)]
pub struct PlanPaperMutation;

#[Object]
impl PlanPaperMutation {
    /// The office attaches a file to a plan, or puts one in the place of another.
    async fn attach_plan_file(
        &self,
        ctx: &Context<'_>,
        input: AttachPlanFileInput,
    ) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let what = (input.plan_id, input.kind);
        let result = service.attach_file(ctx.viewer()?, what, input.upload_id, &input.note).await;
        PlanPayload::from_result(ctx, result, Plan)
    }

    /// The office writes down where a channel shows a plan.
    async fn record_plan_receipt(
        &self,
        ctx: &Context<'_>,
        input: RecordPlanReceiptInput,
    ) -> async_graphql::Result<PlanPayload> {
        let service = &ctx.services()?.planning;
        let said = context::Receipt { address: input.address, receipt: input.receipt, on: input.on.0 };
        let result = service.record_receipt(ctx.viewer()?, (input.plan_id, &input.channel), said).await;
        PlanPayload::from_result(ctx, result, Plan)
    }
}
