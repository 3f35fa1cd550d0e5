//! The table of joint items, imported whole or not at all.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::{CheckMethod, DatedBasis, ItemClass, ItemStatus, check_cap, parse_legal_basis};
use shared::code::ItemCode;

use super::{JointItem, joint, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Change};
use crate::db::Tx;
use crate::db::entity::{department, joint_item};
use crate::error::{Refusal, Result};
use crate::exchange::{Row, Table};
use crate::organisation::{Columns, Reference, row_refusal};

const COLUMNS: [&str; 11] = [
    "code",
    "field",
    "item",
    "subject_scope",
    "item_class",
    "ratio_cap_percent",
    "lead",
    "partners",
    "method",
    "legal_basis",
    "tag",
];

/// A row of the table, checked.
struct ItemRow {
    item: JointItem,
    departments: Vec<department::Model>,
    bases: Vec<shared::catalogue::LegalBasis>,
}

/// Imports joint items with their departments, bases and first checklists. New ones are published at
/// once if `publish`; the status of known ones stays.
pub async fn import_joint_items(
    core: &Core,
    viewer: &Viewer,
    table: Table,
    publish: bool,
) -> Result<Reference> {
    let granted = viewer.demand(Action::EditCatalogue, Scope::Division)?;
    let columns = Columns::new(&table, &COLUMNS)?;
    let tx = core.db().begin().await?;
    let known: BTreeMap<String, JointItem> = repository::all(&*tx, &viewer.division)
        .await?
        .into_iter()
        .map(|row| (row.code.clone(), row))
        .collect();
    let departments: BTreeMap<String, department::Model> =
        crate::organisation::departments_in(&*tx, &viewer.division).await?;
    let mut report = Reference::default();
    for row in table {
        let row = row?;
        let before = columns.get(&row, "code");
        let before = known.get(before);
        let read = read_row(core, viewer, &columns, &row, before, &departments, publish)?;
        report.count(before, &read.item);
        write(core, &tx, viewer, read, before.is_some()).await?;
    }
    let audited =
        audit::record(&tx, &granted, core.stamp(), Change::of("joint_item", "import").after(&report)).await?;
    tx.commit(audited).await?;
    Ok(report)
}

fn read_row(
    core: &Core,
    viewer: &Viewer,
    columns: &Columns,
    row: &Row,
    before: Option<&JointItem>,
    departments: &BTreeMap<String, department::Model>,
    publish: bool,
) -> Result<ItemRow> {
    let cell = |name| columns.get(row, name);
    let refuse = |column: &str, code| row_refusal(row, column, code, columns.get(row, column));
    let required = |column| match columns.get(row, column) {
        "" => Err(refuse(column, ErrorCode::Required)),
        text => Ok(text.to_owned()),
    };
    let code = ItemCode::parse(cell("code")).map_err(|_| refuse("code", ErrorCode::InvalidFormat))?;
    let class =
        ItemClass::parse(cell("item_class")).ok_or_else(|| refuse("item_class", ErrorCode::InvalidFormat))?;
    let cap_bp = read_cap(cell("ratio_cap_percent")).map_err(|code| refuse("ratio_cap_percent", code))?;
    check_cap(class, cap_bp).map_err(|code| refuse("ratio_cap_percent", code))?;
    let method =
        CheckMethod::parse(cell("method")).ok_or_else(|| refuse("method", ErrorCode::InvalidFormat))?;
    let bases = parse_legal_basis(cell("legal_basis")).map_err(|code| refuse("legal_basis", code))?;
    let partners = cell("partners").split([';', '；']).map(str::trim).filter(|code| !code.is_empty());
    let taking_part: std::result::Result<Vec<department::Model>, Refusal> = std::iter::once(cell("lead"))
        .chain(partners)
        .map(|code| {
            let found = departments.get(code).cloned();
            let found =
                found.ok_or_else(|| row_refusal(row, "partners", ErrorCode::ImportUnknownReference, code))?;
            if found.can_inspect {
                Ok(found)
            } else {
                Err(refuse("partners", ErrorCode::DepartmentCannotInspect))
            }
        })
        .collect();
    let fresh = if publish { ItemStatus::Published } else { ItemStatus::Draft };
    let item = JointItem {
        id: before.map_or_else(|| core.id(), |known| known.id),
        division_code: viewer.division.clone(),
        code: code.to_string(),
        field: required("field")?,
        name: required("item")?,
        subject_scope: required("subject_scope")?,
        class,
        cap_bp: cap_bp.map(i64::from),
        method,
        tag: Some(cell("tag")).filter(|tag| !tag.is_empty()).map(str::to_owned),
        status: before.map_or(fresh, |known| known.status),
        valid_from: before.and_then(|known| known.valid_from),
        valid_to: before.and_then(|known| known.valid_to),
        published_at: before.map_or_else(|| publish.then(|| core.now()), |known| known.published_at),
        revision: before.map_or(1, |known| known.revision),
        owner_id: before.and_then(|known| known.owner_id),
        version: before.map_or(0, |known| known.version),
    };
    Ok(ItemRow { item, departments: taking_part?, bases })
}

/// `10` or `2.5` per cent → basis points.
fn read_cap(text: &str) -> std::result::Result<Option<u32>, ErrorCode> {
    let text = text.trim_end_matches(['%', '％']);
    if text.is_empty() {
        return Ok(None);
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.parse::<u32>().map_err(|_| ErrorCode::InvalidFormat);
    if part.len() > 2 {
        return Err(ErrorCode::InvalidFormat);
    }
    let part = if part.is_empty() { 0 } else { digits(&format!("{part:0<2}"))? };
    digits(whole)?
        .checked_mul(100)
        .and_then(|whole| whole.checked_add(part))
        .map(Some)
        .ok_or(ErrorCode::OutOfRange)
}

async fn write(core: &Core, tx: &Tx, viewer: &Viewer, row: ItemRow, exists: bool) -> Result<()> {
    let ItemRow { item, departments, bases } = row;
    let id = item.id;
    let tag = item.tag.clone();
    let (code, name) = (item.code.clone(), item.name.clone());
    if exists {
        item.into_active_model().reset_all().update(&**tx).await?;
    } else {
        joint_item::Entity::insert(item.into_active_model()).exec_without_returning(&**tx).await?;
    }
    joint::replace_departments(tx, id, departments.iter().map(|department| department.id)).await?;
    let bases = bases.into_iter().map(|basis| DatedBasis {
        kind: basis.kind,
        title: basis.title,
        article: basis.article,
        valid_from: None,
        valid_to: None,
    });
    joint::replace_bases(tx, id, bases.collect()).await?;
    joint::add_members(core, tx, viewer, (id, &code, tag.as_deref()), &name, &departments).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_in_per_cent() {
        assert_eq!(read_cap("10"), Ok(Some(1000)));
        assert_eq!(read_cap("2.5%"), Ok(Some(250)));
        assert_eq!(read_cap("0.05"), Ok(Some(5)));
        assert_eq!(read_cap(""), Ok(None));
        assert_eq!(read_cap("ten"), Err(ErrorCode::InvalidFormat));
        assert_eq!(read_cap("1.234"), Err(ErrorCode::InvalidFormat));
    }
}
