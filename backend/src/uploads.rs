//! Uploaded files: tables to import, photos as evidence, minutes and other papers of a plan.

use std::path::PathBuf;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope, may_somewhere};
use shared::ids::UploadId;

use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Actor, Change};
use crate::db::entity::{evidence, upload};
use crate::db::{Read, Source};
use crate::error::{Error, Result};
use crate::files::Stored;
use crate::planning;
use crate::visit;

/// DOCX.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// What papers of a plan may be.
const PAPERS: [&str; 5] = ["application/pdf", DOCX, "image/jpeg", "image/png", "image/webp"];

/// An uploaded file.
pub type Upload = upload::Model;

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// CSV or XLSX.
    Table,
    /// JPEG, PNG or WebP.
    Photo,
    /// PDF, DOCX or a picture: minutes, filed documents.
    Paper,
}

impl Purpose {
    /// Most bytes.
    pub const fn largest(self) -> u64 {
        match self {
            Self::Table => 512 << 20,
            Self::Photo => 10 << 20,
            Self::Paper => 30 << 20,
        }
    }
}

/// See the module.
#[derive(Clone)]
pub struct UploadService {
    core: Core,
}

impl UploadService {
    /// Over the given core.
    pub fn new(core: Core) -> Self {
        Self { core }
    }

    /// Whether the viewer may upload such a file; asked before a byte is taken.
    pub fn check(&self, viewer: &Viewer, purpose: Purpose) -> Result<()> {
        let action = match purpose {
            Purpose::Table => Action::EditSubjects,
            Purpose::Photo => Action::WorkVisit,
            Purpose::Paper => Action::KeepPlanFiles,
        };
        if may_somewhere(&viewer.grants, action) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
    }

    /// Keeps a received file, if it is what it should be.
    pub async fn keep(
        &self,
        viewer: &Viewer,
        name: &str,
        purpose: Purpose,
        stored: Stored,
    ) -> Result<Upload> {
        let granted = viewer.demand(Action::ReadOwnAccount, Scope::Division)?;
        let mut media_type = media_type(purpose, &stored.head).ok_or(ErrorCode::UploadType)?;
        if purpose == Purpose::Paper && media_type == DOCX {
            // Any archive begins like one; only its parts make it a document.
            let path = self.core.files().path(&stored.sha256);
            let known = tokio::task::spawn_blocking(move || is_docx(path)).await;
            media_type = known.ok().flatten().ok_or(ErrorCode::UploadType)?;
        }
        let tx = self.core.db().begin().await?;
        let row = upload::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(viewer.division.clone()),
            sha256: Set(stored.sha256.clone()),
            bytes: Set(i64::try_from(stored.bytes).unwrap_or(i64::MAX)),
            media_type: Set(media_type.to_owned()),
            name: Set(shared::text::truncate(name.rsplit(['/', '\\']).next().unwrap_or(name), 200)),
            created_by: Set(viewer.account_id()),
            created_at: Set(self.core.now()),
        };
        let upload = row.insert(&*tx).await?;
        let mut actor = Actor::from(&granted);
        actor.action = "UPLOAD";
        let change = Change::of("upload", upload.id)
            .after(json!({ "sha256": stored.sha256, "bytes": stored.bytes, "name": upload.name }));
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(upload)
    }

    /// A file one may see: one's own, or evidence at a visit one may see.
    pub async fn read(&self, viewer: &Viewer, id: UploadId) -> Result<(String, Vec<u8>)> {
        let db = self.core.db().read();
        let found = upload::Entity::find_by_id(id).one(db).await?;
        let found = found.filter(|row| row.division_code == viewer.division).ok_or(ErrorCode::NotFound)?;
        if Some(found.created_by) != viewer.account {
            let uses = evidence::Entity::find().filter(evidence::Column::UploadId.eq(id)).all(db).await?;
            let items: Vec<_> = uses.iter().map(|row| row.visit_item_id).collect();
            let items = visit::visit_items_by_id(db, &items).await?;
            let mut visible = false;
            for item in items {
                visible |= visit::may_see(db, viewer, item.visit_id).await?;
            }
            visible = visible || planning::may_see_file(db, viewer, id).await?;
            if !visible {
                return Err(ErrorCode::NotFound.into());
            }
        }
        let bytes = tokio::fs::read(self.core.files().path(&found.sha256)).await?;
        Ok((found.media_type, bytes))
    }
}

/// A file somebody has uploaded and may now use; another's is as if it were not there.
///
/// # Errors
/// [`ErrorCode::NotFound`] at `uploadId`.
pub async fn own(db: &impl Source, viewer: &Viewer, id: UploadId) -> Result<Upload> {
    let found = upload::Entity::find_by_id(id).row(db).await?;
    let own = found.filter(|found| viewer.account.is_some() && Some(found.created_by) == viewer.account);
    own.ok_or_else(|| Error::at(ErrorCode::NotFound, "uploadId"))
}

/// The same, if it was uploaded as a paper.
///
/// # Errors
/// As [`own`], and [`ErrorCode::UploadType`] at `uploadId`.
pub async fn own_paper(db: &impl Source, viewer: &Viewer, id: UploadId) -> Result<Upload> {
    let found = own(db, viewer, id).await?;
    if PAPERS.contains(&found.media_type.as_str()) {
        Ok(found)
    } else {
        Err(Error::at(ErrorCode::UploadType, "uploadId"))
    }
}

/// Files by id.
pub async fn by_id(db: &impl Source, ids: &[UploadId]) -> Result<Vec<Upload>> {
    Ok(upload::Entity::find().filter(upload::Column::Id.is_in(ids.iter().copied())).rows(db).await?)
}

/// Whether an archive is a Word document; macros make it something else.
fn is_docx(path: PathBuf) -> Option<&'static str> {
    let archive = zip::ZipArchive::new(std::fs::File::open(path).ok()?).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    (has("[Content_Types].xml") && has("word/document.xml") && !has("word/vbaProject.bin")).then_some(DOCX)
}

/// What the first bytes say a file is; `None` if it is nothing the purpose allows.
fn media_type(purpose: Purpose, head: &[u8]) -> Option<&'static str> {
    match purpose {
        Purpose::Photo if head.starts_with(b"\xff\xd8\xff") => Some("image/jpeg"),
        Purpose::Photo if head.starts_with(b"\x89PNG\r\n\x1a\n") => Some("image/png"),
        Purpose::Photo if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Some("image/webp"),
        Purpose::Photo => None,
        Purpose::Paper if head.starts_with(b"%PDF-") => Some("application/pdf"),
        Purpose::Paper if head.starts_with(b"PK\x03\x04") => Some(DOCX),
        Purpose::Paper => media_type(Purpose::Photo, head),
        Purpose::Table if head.starts_with(b"PK\x03\x04") => {
            Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        // Old Excel, PDF, pictures and programs are no tables.
        Purpose::Table
            if [&b"\xd0\xcf\x11\xe0"[..], b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF", b"MZ"]
                .iter()
                .any(|magic| head.starts_with(magic)) =>
        {
            None
        }
        Purpose::Table => Some("text/csv"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(media_type(Purpose::Photo, b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(media_type(Purpose::Photo, b"<svg onload=1>"), None);
        assert_eq!(media_type(Purpose::Table, "企业名称,".as_bytes()), Some("text/csv"));
        assert_eq!(media_type(Purpose::Table, b"MZ\x90"), None);
        assert_eq!(media_type(Purpose::Paper, b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(media_type(Purpose::Paper, b"<html><script>"), None);
        assert_eq!(media_type(Purpose::Paper, b"\xd0\xcf\x11\xe0"), None, "old Word may hold macros");
    }
}
