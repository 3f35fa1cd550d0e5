//! The library of enforcement officers (执法检查人员名录库).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::code::{DivisionCode, Identifier};
use shared::registry::facets::Chosen;
use shared::registry::row::read_date;

use super::{Inspector, inspector_history};
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Change};
use crate::db::{Doc, entity::inspector};
use crate::error::Result;
use crate::exchange::Table;
use crate::organisation::{self, Columns, Reference, row_refusal};

/// Which inspectors are wanted.
#[derive(Debug, Clone, Default)]
pub struct InspectorFilter {
    /// Part of name, certificate number or code.
    pub text: Option<String>,
    /// What is chosen in the facets.
    pub chosen: Chosen,
    /// Only those whose certificate is valid that day.
    pub valid_on: Option<NaiveDate>,
}

const COLUMNS: [&str; 6] = ["code", "name", "department", "cert_no", "cert_valid_from", "cert_valid_to"];

/// Imports inspectors, whole or not at all: `code, name, department, cert_no, cert_valid_from,
/// cert_valid_to` and optionally `fields`, `towns` (separated by `;`), `active`.
pub async fn import_inspectors(core: &Core, viewer: &Viewer, table: Table) -> Result<Reference> {
    let granted = viewer.demand(Action::EditInspectors, Scope::Division)?;
    let columns = Columns::new(&table, &COLUMNS)?;
    let tx = core.db().begin().await?;
    let departments = organisation::departments_in(&*tx, &viewer.division).await?;
    let known: BTreeMap<String, Inspector> = inspector::Entity::find()
        .filter(inspector::Column::DivisionCode.eq(viewer.division.as_str()))
        .all(&*tx)
        .await?
        .into_iter()
        .map(|row| (row.code.clone(), row))
        .collect();
    let mut report = Reference::default();
    for row in table {
        let row = row?;
        let cell = |name| columns.get(&row, name);
        let refuse = |column: &str, code| row_refusal(&row, column, code, columns.get(&row, column));
        let code = Identifier::parse(cell("code")).map_err(|_| refuse("code", ErrorCode::InvalidFormat))?;
        let department = departments
            .get(cell("department"))
            .ok_or_else(|| refuse("department", ErrorCode::ImportUnknownReference))?;
        let date = |column| {
            read_date(columns.get(&row, column)).ok_or_else(|| refuse(column, ErrorCode::InvalidFormat))
        };
        let (from, to) = (date("cert_valid_from")?, date("cert_valid_to")?);
        if to < from {
            return Err(refuse("cert_valid_to", ErrorCode::WindowOrder).into());
        }
        for column in ["name", "cert_no"] {
            if cell(column).is_empty() {
                return Err(refuse(column, ErrorCode::Required).into());
            }
        }
        let list = |column| -> Vec<&str> {
            columns
                .get(&row, column)
                .split([';', '；'])
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .collect()
        };
        let towns: std::result::Result<Vec<DivisionCode>, _> =
            list("towns").into_iter().map(DivisionCode::parse).collect();
        let before = known.get(code.as_str());
        let model = Inspector {
            id: before.map_or_else(|| core.id(), |known| known.id),
            division_code: viewer.division.clone(),
            department_id: department.id,
            code: code.to_string(),
            name: cell("name").to_owned(),
            cert_no: cell("cert_no").to_owned(),
            cert_valid_from: from,
            cert_valid_to: to,
            fields: Doc(list("fields").into_iter().map(str::to_owned).collect()),
            towns: Doc(towns.map_err(|_| refuse("towns", ErrorCode::InvalidFormat))?),
            active: !matches!(cell("active"), "0" | "false" | "否"),
            revision: before.map_or(1, |known| known.revision),
        };
        report.count(before, &model);
        if let Some(before) = before {
            inspector_history::keep(core, &tx, viewer, (before, &model), "导入执法人员名录").await?;
        }
        let model = model.into_active_model().reset_all();
        if before.is_some() {
            model.update(&*tx).await?;
        } else {
            model.insert(&*tx).await?;
        }
    }
    let audited =
        audit::record(&tx, &granted, core.stamp(), Change::of("inspector", "import").after(&report)).await?;
    tx.commit(audited).await?;
    Ok(report)
}
