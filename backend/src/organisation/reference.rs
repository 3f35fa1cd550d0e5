//! Tables of divisions and departments, imported whole or not at all.

use std::collections::BTreeMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde::Serialize;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::{DepartmentCode, DivisionCode};

use super::repository;
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Change};
use crate::db::entity::{department, division};
use crate::error::{Refusal, Result};
use crate::exchange::{Row, Table};

/// What an import of a small table did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// New rows.
    pub inserted: u64,
    /// Rows that changed.
    pub updated: u64,
    /// Rows that were there as they are.
    pub unchanged: u64,
}

impl Reference {
    /// Counts a row by what it was before.
    pub fn count<T: PartialEq>(&mut self, before: Option<&T>, after: &T) {
        match before {
            None => self.inserted += 1,
            Some(before) if before == after => self.unchanged += 1,
            Some(_) => self.updated += 1,
        }
    }
}

/// Cells by heading, for tables whose columns have fixed names.
pub struct Columns(BTreeMap<String, usize>);

impl Columns {
    /// Reads the headings; all of `required` must be there.
    pub fn new(table: &Table, required: &[&str]) -> Result<Self> {
        let columns: BTreeMap<String, usize> =
            table.headings.iter().enumerate().map(|(index, name)| (name.trim().to_owned(), index)).collect();
        let missing: Vec<&str> =
            required.iter().copied().filter(|name| !columns.contains_key(*name)).collect();
        if missing.is_empty() {
            Ok(Self(columns))
        } else {
            Err(Refusal::new(ErrorCode::ImportColumns).with(missing.join("、")).into())
        }
    }

    /// A trimmed cell; empty where the column or cell is missing.
    pub fn get<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.0.get(name).and_then(|index| row.cells.get(*index)).map_or("", |cell| cell.trim())
    }
}

/// A refusal that names line and column.
pub fn row_refusal(row: &Row, column: &str, code: ErrorCode, value: &str) -> Refusal {
    Refusal::new(code).at(format!("{}:{column}", row.line)).with(shared::text::truncate(value, 80))
}

/// Imports divisions: `code, name, parent`.
pub async fn import_divisions(core: &Core, viewer: &Viewer, table: Table) -> Result<Reference> {
    let granted = viewer.demand(Action::ImportReference, Scope::Division)?;
    let columns = Columns::new(&table, &["code", "name", "parent"])?;
    let tx = core.db().begin().await?;
    let known: BTreeMap<String, division::Model> =
        repository::divisions(&*tx).await?.into_iter().map(|row| (row.code.to_string(), row)).collect();
    let mut report = Reference::default();
    for row in table {
        let row = row?;
        let refuse = |column, code, value: &str| row_refusal(&row, column, code, value);
        let code = columns.get(&row, "code");
        let code = DivisionCode::parse(code).map_err(|_| refuse("code", ErrorCode::InvalidFormat, code))?;
        let name = columns.get(&row, "name");
        if name.is_empty() {
            return Err(refuse("name", ErrorCode::Required, name).into());
        }
        let parent = Some(columns.get(&row, "parent")).filter(|parent| !parent.is_empty()).map(str::to_owned);
        let model = division::Model { code, name: name.to_owned(), parent_code: parent };
        report.count(known.get(model.code.as_str()), &model);
        let update = OnConflict::column(division::Column::Code)
            .update_columns([division::Column::Name, division::Column::ParentCode])
            .to_owned();
        division::Entity::insert(model.into_active_model())
            .on_conflict(update)
            .exec_without_returning(&*tx)
            .await?;
    }
    let audited =
        audit::record(&tx, &granted, core.stamp(), Change::of("division", "import").after(&report)).await?;
    tx.commit(audited).await?;
    Ok(report)
}

/// Imports the departments of the viewer's division: `code, name, role_in_notice`.
pub async fn import_departments(core: &Core, viewer: &Viewer, table: Table) -> Result<Reference> {
    let granted = viewer.demand(Action::ImportReference, Scope::Division)?;
    let columns = Columns::new(&table, &["code", "name", "role_in_notice"])?;
    let tx = core.db().begin().await?;
    let known: BTreeMap<String, department::Model> = repository::departments(&*tx, &viewer.division)
        .await?
        .into_iter()
        .map(|row| (row.code.clone(), row))
        .collect();
    let mut report = Reference::default();
    for (position, row) in table.enumerate() {
        let row = row?;
        let refuse = |column, code, value: &str| row_refusal(&row, column, code, value);
        let code = columns.get(&row, "code");
        let code = DepartmentCode::parse(code).map_err(|_| refuse("code", ErrorCode::InvalidFormat, code))?;
        let name = columns.get(&row, "name");
        if name.is_empty() {
            return Err(refuse("name", ErrorCode::Required, name).into());
        }
        let before = known.get(code.as_str());
        let model = department::Model {
            id: before.map_or_else(|| core.id(), |known| known.id),
            division_code: viewer.division.clone(),
            code: code.to_string(),
            name: name.to_owned(),
            lead: columns.get(&row, "role_in_notice").starts_with("lead"),
            can_inspect: columns.get(&row, "role_in_notice") != "office",
            position: i64::try_from(position).unwrap_or(i64::MAX),
        };
        report.count(before, &model);
        if before.is_some() {
            model.into_active_model().reset_all().update(&*tx).await?;
        } else {
            department::ActiveModel { id: Set(model.id), ..model.into_active_model() }.insert(&*tx).await?;
        }
    }
    let audited =
        audit::record(&tx, &granted, core.stamp(), Change::of("department", "import").after(&report)).await?;
    tx.commit(audited).await?;
    Ok(report)
}
