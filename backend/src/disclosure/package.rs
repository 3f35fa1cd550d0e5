//! Packages for the channels: published results of a department and a period as the channel's table, made
//! once, kept with hashes; the channel's receipt is written down afterwards.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use shared::ErrorCode;
use shared::access::Action;
use shared::draw::to_hex;
use shared::ids::{DepartmentId, PackageId};
use shared::visit::{Channel, check_period, check_receipt};

use super::{DisclosureService, Package, context, repository};
use crate::access::Viewer;
use crate::audit::Change;
use crate::clock::civil_day;
use crate::db::entity::publication_package;
use crate::db::page::{self, Order, Page, PageRequest};
use crate::db::{Read, Source};
use crate::error::{Error, Result, refuse};
use crate::exchange::{CsvOut, write_sheet};

/// What a package is made of.
#[derive(Debug, Clone)]
pub struct PackageInput {
    /// The department that checked.
    pub department: DepartmentId,
    /// Whom it is for.
    pub channel: Channel,
    /// First day of publication.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// What the channel has answered.
#[derive(Debug, Clone)]
pub struct PackageReceipt {
    /// Number.
    pub number: String,
    /// Where the results stand.
    pub address: String,
    /// Day.
    pub on: NaiveDate,
}

/// A file of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageFile {
    /// Text.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

/// The instant a day begins in China.
fn begins(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc() - chrono::Duration::hours(8)
}

fn hash(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}

impl DisclosureService {
    /// Packages, newest first; a department sees its own.
    pub async fn packages(&self, viewer: &Viewer, request: &PageRequest) -> Result<Page<Package>> {
        let departments = viewer.departments(Action::ReadVisits)?;
        let mut select = publication_package::Entity::find()
            .filter(publication_package::Column::DivisionCode.eq(viewer.division.as_str()));
        if let Some(own) = departments {
            select = select.filter(publication_package::Column::DepartmentId.is_in(own));
        }
        let db = self.core.db().read();
        page::by_id(db, select, publication_package::Column::Id, Order::Descending, request, |row| row.id.0)
            .await
    }

    /// Makes a package of what was published in a period and is shown.
    ///
    /// # Errors
    /// What [`check_period`] finds, [`ErrorCode::PackageEmpty`].
    pub async fn make_package(&self, viewer: &Viewer, input: PackageInput) -> Result<Package> {
        let granted = viewer.demand_in(Action::KeepDisclosure, input.department)?;
        refuse(check_period(input.from, input.to, self.core.today()))?;
        let until = input.to.succ_opt().ok_or_else(|| Error::at(ErrorCode::OutOfRange, "to"))?;
        let db = self.core.db().read();
        let whose = (&viewer.division, input.department);
        let rows = repository::shown_of_period(db, whose, (begins(input.from), begins(until))).await?;
        if rows.is_empty() {
            return Err(Error::at(ErrorCode::PackageEmpty, "from"));
        }
        let rows = context::package_rows(db, rows).await?;
        let columns = input.channel.columns();
        let cells: Vec<Vec<String>> =
            rows.iter().zip(1..).map(|(row, number)| row.cells(input.channel, number)).collect();
        let mut csv = CsvOut::new(columns);
        for row in &cells {
            csv.row(&row.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let headings: Vec<_> = columns.iter().map(|name| (*name, 18.0)).collect();
        let xlsx = write_sheet("公示结果", &headings, &cells)?;
        // Before the change: while that is open, others wait.
        let kept = (self.keep(&csv.finish()).await?, self.keep(&xlsx).await?);
        let tx = self.core.db().begin().await?;
        let row = publication_package::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(viewer.division.clone()),
            department_id: Set(input.department),
            channel: Set(input.channel),
            from_day: Set(input.from),
            to_day: Set(input.to),
            row_count: Set(i64::try_from(rows.len()).unwrap_or(i64::MAX)),
            csv_hash: Set(kept.0),
            xlsx_hash: Set(kept.1),
            made_by: Set(viewer.account_id()),
            made_at: Set(self.core.now()),
            receipt: Set(None),
            address: Set(None),
            received_on: Set(None),
            received_by: Set(None),
        };
        let row = row.insert(&*tx).await?;
        let change = Change::of("package", row.id).after(json!({
            "channel": row.channel, "from": row.from_day, "to": row.to_day, "rows": row.row_count,
            "csv": row.csv_hash, "xlsx": row.xlsx_hash,
        }));
        self.commit(tx, &granted, "MAKE_PACKAGE", change).await?;
        Ok(row)
    }

    /// Keeps a file under its hash.
    async fn keep(&self, bytes: &[u8]) -> Result<String> {
        let stored = self.core.files().store(bytes).await;
        stored.map(|stored| stored.sha256).map_err(|error| Error::broken(format!("package: {error}")))
    }

    /// Writes down the channel's receipt; a later word takes the place of an earlier one, which stays in the
    /// trail.
    ///
    /// # Errors
    /// What [`check_receipt`] finds.
    pub async fn receive_package(
        &self,
        viewer: &Viewer,
        id: PackageId,
        said: PackageReceipt,
    ) -> Result<Package> {
        let tx = self.core.db().begin().await?;
        let row = package(&*tx, viewer, id, true).await?.ok_or(ErrorCode::NotFound)?;
        let granted = viewer.demand_in(Action::KeepDisclosure, row.department_id)?;
        let days = (civil_day(row.made_at), self.core.today());
        refuse(check_receipt((&said.number, &said.address), said.on, days))?;
        let before = json!({ "receipt": row.receipt, "address": row.address, "receivedOn": row.received_on });
        let (number, address) = (said.number.trim().to_owned(), said.address.trim().to_owned());
        let change = Change::of("package", id)
            .before(before)
            .after(json!({ "receipt": number, "address": address, "receivedOn": said.on }));
        let mut row = row.into_active_model();
        row.receipt = Set(Some(number));
        row.address = Set(Some(address));
        row.received_on = Set(Some(said.on));
        row.received_by = Set(Some(viewer.account_id()));
        let row = row.update(&*tx).await?;
        self.commit(tx, &granted, "RECEIVE_PACKAGE", change).await?;
        Ok(row)
    }

    /// A file of a package as it was made; its hash is computed anew.
    pub async fn package_file(
        &self,
        viewer: &Viewer,
        id: PackageId,
        file: PackageFile,
    ) -> Result<(Package, Vec<u8>)> {
        let found = package(self.core.db().read(), viewer, id, false).await?;
        let row = found.ok_or(ErrorCode::NotFound)?;
        let kept = match file {
            PackageFile::Csv => &row.csv_hash,
            PackageFile::Xlsx => &row.xlsx_hash,
        };
        let read = tokio::fs::read(self.core.files().path(kept)).await;
        let bytes = read.map_err(|error| Error::broken(format!("package {id}: {error}")))?;
        if hash(&bytes) != *kept {
            return Err(Error::broken(format!("package {id} is not what it was")));
        }
        Ok((row, bytes))
    }
}

/// A package, if the viewer may see it.
async fn package(db: &impl Source, viewer: &Viewer, id: PackageId, lock: bool) -> Result<Option<Package>> {
    let departments = viewer.departments(Action::ReadVisits)?;
    let mut select = publication_package::Entity::find_by_id(id)
        .filter(publication_package::Column::DivisionCode.eq(viewer.division.as_str()));
    if let Some(own) = departments {
        select = select.filter(publication_package::Column::DepartmentId.is_in(own));
    }
    if lock {
        select = select.lock_exclusive();
    }
    Ok(select.row(db).await?)
}
