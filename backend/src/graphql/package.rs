//! Packages for the channels results are published on.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use shared::ids::{DepartmentId, PackageId};
use shared::visit::Channel;

use super::context::ContextExt;
use super::error::payload;
use super::organisation::{Department, account_name, department};
use super::page::{List, connection, request};
use super::scalars::{Date, small};
use crate::disclosure::{Package, PackageInput, PackageReceipt};

/// Published results of a department and a period as a channel's table.
pub struct PublicationPackage(Package);

#[Object]
impl PublicationPackage {
    /// Opaque id; its files are at `/api/packages/`, this and `.csv` or `.xlsx`.
    async fn id(&self) -> PackageId {
        self.0.id
    }
    /// The department that checked.
    async fn department(&self, ctx: &Context<'_>) -> async_graphql::Result<Department> {
        department(ctx, self.0.department_id).await
    }
    /// Whom it is for.
    async fn channel(&self) -> Channel {
        self.0.channel
    }
    /// First day of publication.
    async fn from_day(&self) -> Date {
        Date(self.0.from_day)
    }
    /// Last day.
    async fn to_day(&self) -> Date {
        Date(self.0.to_day)
    }
    /// How many results.
    async fn rows(&self) -> i32 {
        small(self.0.row_count)
    }
    /// SHA-256 of the text file.
    async fn csv_hash(&self) -> &str {
        &self.0.csv_hash
    }
    /// SHA-256 of the spreadsheet.
    async fn xlsx_hash(&self) -> &str {
        &self.0.xlsx_hash
    }
    /// When it was made.
    async fn made_at(&self) -> DateTime<Utc> {
        self.0.made_at
    }
    /// By whom.
    async fn made_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.0.made_by)).await
    }
    /// Number of the channel's receipt.
    async fn receipt(&self) -> Option<&str> {
        self.0.receipt.as_deref()
    }
    /// Where the results stand.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }
    /// Day of the receipt.
    async fn received_on(&self) -> Option<Date> {
        self.0.received_on.map(Date)
    }
    /// Who wrote it down.
    async fn received_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, self.0.received_by).await
    }
}

/// A package to be made.
#[derive(InputObject)]
pub struct MakePackageInput {
    /// The department that checked.
    pub department_id: DepartmentId,
    /// Whom it is for.
    pub channel: Channel,
    /// First day of publication.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A channel's receipt.
#[derive(InputObject)]
pub struct ReceivePackageInput {
    /// The package.
    pub id: PackageId,
    /// Number.
    pub number: String,
    /// Where the results stand.
    pub address: String,
    /// Day.
    pub received_on: Date,
}

payload!(
    /// A package.
    PackagePayload { package: PublicationPackage }
);

#[derive(Default)]
pub struct PackageQuery;

#[Object]
impl PackageQuery {
    /// Packages, newest first; a department sees its own.
    #[graphql(complexity = "first.unwrap_or(200).max(0) as usize * child_complexity")]
    async fn publication_packages(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<List<PublicationPackage>> {
        let page = request(ctx, first, after.as_deref())?;
        let found = ctx.services()?.disclosure.packages(ctx.viewer()?, &page).await?;
        Ok(connection(found, &page, PublicationPackage))
    }
}

#[derive(Default)]
pub struct PackageMutation;

#[Object]
impl PackageMutation {
    /// The department that checked makes a package of what was published in a period.
    async fn make_package(
        &self,
        ctx: &Context<'_>,
        input: MakePackageInput,
    ) -> async_graphql::Result<PackagePayload> {
        let input = PackageInput {
            department: input.department_id,
            channel: input.channel,
            from: input.from.0,
            to: input.to.0,
        };
        let result = ctx.services()?.disclosure.make_package(ctx.viewer()?, input).await;
        PackagePayload::from_result(ctx, result, PublicationPackage)
    }

    /// Writes down the channel's receipt.
    async fn receive_package(
        &self,
        ctx: &Context<'_>,
        input: ReceivePackageInput,
    ) -> async_graphql::Result<PackagePayload> {
        let said = PackageReceipt { number: input.number, address: input.address, on: input.received_on.0 };
        let result = ctx.services()?.disclosure.receive_package(ctx.viewer()?, input.id, said).await;
        PackagePayload::from_result(ctx, result, PublicationPackage)
    }
}
