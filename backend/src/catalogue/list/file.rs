//! The file of a unified list: a spreadsheet or a text table, in whatever encoding, on whatever sheet.

use std::path::Path;

use sea_orm::EntityTrait;
use shared::ErrorCode;
use shared::catalogue::list::{ListColumns, MOST_ROWS, find_list_headings};
use shared::ids::UploadId;
use shared::planning::table::TableRow;

use crate::access::Viewer;
use crate::app::Core;
use crate::db::entity::upload;
use crate::error::{Error, Refusal, Result};
use crate::exchange::{Sheet, TableError, open_table, read_sheets};

/// Largest file, in bytes.
const LARGEST: i64 = 5 << 20;
/// Rows above and below the items that are looked at: titles, notes.
const AROUND: usize = 40;

/// What a file holds: its name, the columns, the rows below them.
pub(super) async fn read(
    core: &Core,
    viewer: &Viewer,
    id: UploadId,
) -> Result<(String, ListColumns, Vec<TableRow>)> {
    let at = |code| Error::at(code, "uploadId");
    let stored = upload::Entity::find_by_id(id).one(core.db().read()).await?;
    let stored = stored.filter(|stored| Some(stored.created_by) == viewer.account);
    let stored = stored.ok_or_else(|| at(ErrorCode::NotFound))?;
    if stored.bytes > LARGEST {
        return Err(at(ErrorCode::UploadTooLarge));
    }
    let path = core.files().path(&stored.sha256);
    let read = tokio::task::spawn_blocking(move || sheets(&path)).await;
    let sheets =
        read.map_err(|error| Error::broken(error.to_string()))?.map_err(|error| {
            match Error::from(error) {
                Error::Refused(refusals) => Error::Refused(
                    refusals.into_iter().map(|refusal| refusal.at("uploadId")).collect::<Vec<Refusal>>(),
                ),
                other => other,
            }
        })?;
    let (columns, rows) = list_in(sheets)?;
    Ok((stored.name, columns, rows))
}

/// Every sheet; a text table is one.
fn sheets(path: &Path) -> std::result::Result<Vec<Sheet>, TableError> {
    let most = MOST_ROWS + AROUND;
    if let Some(sheets) = read_sheets(path, most)? {
        return Ok(sheets);
    }
    let table = open_table(path)?;
    let mut rows = vec![TableRow { number: 1, cells: table.headings.clone(), marks: Vec::new() }];
    for row in table.take(most) {
        let row = row?;
        rows.push(TableRow { number: row.line, cells: row.cells, marks: Vec::new() });
    }
    Ok(vec![Sheet { name: String::new(), more: rows.len() > most, rows }])
}

/// The first sheet with our headings, below them.
fn list_in(sheets: Vec<Sheet>) -> Result<(ListColumns, Vec<TableRow>)> {
    let mut nearest: Option<(ErrorCode, Vec<&str>)> = None;
    for mut sheet in sheets {
        match find_list_headings(sheet.rows.iter().map(|row| row.cells.as_slice())) {
            Ok((place, columns)) => {
                let rows = sheet.rows.split_off(place + 1);
                if sheet.more || rows.len() > MOST_ROWS {
                    let most = MOST_ROWS.to_string();
                    return Err(Refusal::new(ErrorCode::ImportTooManyRows).at("uploadId").with(most).into());
                }
                if rows.is_empty() {
                    return Err(Error::at(ErrorCode::ImportEmpty, "uploadId"));
                }
                return Ok((columns, rows));
            }
            Err(refused) => {
                if nearest.as_ref().is_none_or(|(_, names)| refused.1.len() < names.len()) {
                    nearest = Some(refused);
                }
            }
        }
    }
    let (code, names) = nearest.unwrap_or((ErrorCode::ImportEmpty, Vec::new()));
    Err(Refusal::new(code).at("uploadId").with(names.join("、")).into())
}
