//! The office keeps joint items: each save is a version with its reason.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::{
    CheckMethod, DatedBasis, ItemContent, ItemStatus, JointContent, NoticePolicy, TypedJoint, check_joint,
    joint_differences,
};
use shared::code::ItemCode;
use shared::ids::{DepartmentId, ItemId, JointItemId, UserId};

use super::checklist::{self, Template};
use super::keeping::{check_reason, located};
use super::{CatalogueService, JointItem, JointItemVersion, repository};
use crate::access::Viewer;
use crate::app::Core;
use crate::audit::{self, Change};
use crate::db::entity::{item, joint_item, joint_item_department, joint_item_version, legal_basis};
use crate::db::{Doc, Source, Tx};
use crate::error::{Error, Refusal, Result, unique_means};
use crate::organisation::{self, Department};

/// A joint item as it is entered.
#[derive(Debug, Clone)]
pub struct JointInput {
    /// The joint item to change, and its revision; none for a new one.
    pub known: Option<(JointItemId, i64)>,
    /// Code of a new one.
    pub code: String,
    /// What it says.
    pub typed: TypedJoint,
    /// Why.
    pub reason: String,
}

impl CatalogueService {
    /// The office's clerk saves a joint item: a new one as a draft, a known one as its next version, which
    /// counts at once. Departments that come in get an item of their own in it; the items of those that
    /// leave stay, for what was inspected by them.
    pub async fn save_joint(&self, viewer: &Viewer, input: JointInput) -> Result<JointItem> {
        let granted = viewer.demand(Action::EditCatalogue, Scope::Division)?;
        let mut refusals: Vec<Refusal> = check_reason(&input.reason).into_iter().collect();
        let code = ItemCode::parse(input.code.trim());
        if input.known.is_none() && code.is_err() {
            let empty = input.code.trim().is_empty();
            let code = if empty { ErrorCode::Required } else { ErrorCode::InvalidFormat };
            refusals.push(Refusal::new(code).at("code"));
        }
        let content = located(check_joint(&input.typed, self.core.today()), refusals)?;
        let tx = self.core.db().begin().await?;
        let departments = self.taking_part(&tx, viewer, &content.departments).await?;
        let (before, row) = match input.known {
            None => (
                None,
                new_row(&self.core, viewer, code.map_or_else(|_| String::new(), |code| code.to_string())),
            ),
            Some((id, revision)) => {
                let found = repository::lock_joint_items(&*tx, &[id]).await?.into_iter().next();
                let row = found.filter(|row| row.division_code == viewer.division);
                let row = row.ok_or(ErrorCode::NotFound)?;
                if row.owner_id.is_some() {
                    return Err(ErrorCode::ItemOwned.into());
                }
                if row.revision != revision {
                    return Err(ErrorCode::StaleRevision.into());
                }
                let before = content_of(&*tx, &row).await?;
                if joint_differences(&before, &content).is_empty() {
                    return Err(ErrorCode::NothingChanged.into());
                }
                if row.version == 0 {
                    let imported = (String::new(), UserId(uuid::Uuid::nil()));
                    self.insert_version(&tx, (row.id, 0), &before, imported).await?;
                }
                (Some(before), row)
            }
        };
        let row = self.write_joint(&tx, row, before.is_some(), &content).await?;
        let said = (input.reason.trim().to_owned(), viewer.account_id());
        self.insert_version(&tx, (row.id, row.version), &content, said).await?;
        let members = (row.id, row.code.as_str(), row.tag.as_deref());
        add_members(&self.core, &tx, viewer, members, &content.name, &departments).await?;
        let mut change = Change::of("joint_item", row.id)
            .after(json!({ "code": row.code, "version": row.version, "content": content }))
            .because(input.reason.trim());
        if let Some(before) = &before {
            change = change.before(before);
        }
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(row)
    }

    /// The versions of joint items, newest first, for loaders.
    pub async fn joint_versions_of(&self, ids: &[JointItemId]) -> Result<Vec<JointItemVersion>> {
        repository::joint_versions_of(self.core.db().read(), ids).await
    }

    async fn taking_part(&self, tx: &Tx, viewer: &Viewer, ids: &[DepartmentId]) -> Result<Vec<Department>> {
        let known = organisation::departments_in(&**tx, &viewer.division).await?;
        let at = |code| Error::at(code, "departmentIds");
        let mut found = Vec::new();
        for id in ids {
            let department = known.values().find(|one| one.id == *id);
            let department = department.ok_or_else(|| at(ErrorCode::NotFound))?;
            if !department.can_inspect {
                return Err(at(ErrorCode::DepartmentCannotInspect));
            }
            found.push(department.clone());
        }
        Ok(found)
    }

    async fn write_joint(
        &self,
        tx: &Tx,
        row: JointItem,
        exists: bool,
        content: &JointContent,
    ) -> Result<JointItem> {
        let row = JointItem {
            field: content.field.clone(),
            name: content.name.clone(),
            subject_scope: content.subject_scope.clone(),
            class: content.class,
            cap_bp: content.cap_bp.map(i64::from),
            method: content.method,
            tag: content.tag.clone(),
            version: row.version + 1,
            revision: row.revision + 1,
            ..row
        };
        let active = row.into_active_model().reset_all();
        let row = if exists {
            active.update(&**tx).await?
        } else {
            active.insert(&**tx).await.map_err(unique_means(Error::at(ErrorCode::CodeTaken, "code")))?
        };
        replace_departments(tx, row.id, content.departments.iter().copied()).await?;
        replace_bases(tx, row.id, content.bases.clone()).await?;
        Ok(row)
    }

    async fn insert_version(
        &self,
        tx: &Tx,
        (id, version): (JointItemId, i64),
        content: &JointContent,
        (reason, by): (String, UserId),
    ) -> Result<()> {
        let row = joint_item_version::ActiveModel {
            joint_item_id: Set(id),
            version: Set(version),
            content: Set(Doc(content.clone())),
            reason: Set(reason),
            saved_by: Set(by),
            saved_at: Set(self.core.now()),
        };
        let inserted = joint_item_version::Entity::insert(row).exec_without_returning(&**tx).await;
        inserted.map_err(unique_means(ErrorCode::StaleRevision))?;
        Ok(())
    }
}

/// A joint item that is not written yet.
fn new_row(core: &Core, viewer: &Viewer, code: String) -> JointItem {
    JointItem {
        id: core.id(),
        division_code: viewer.division.clone(),
        code,
        field: String::new(),
        name: String::new(),
        subject_scope: String::new(),
        class: shared::catalogue::ItemClass::Key,
        cap_bp: None,
        method: CheckMethod::OnSite,
        tag: None,
        status: ItemStatus::Draft,
        valid_from: None,
        valid_to: None,
        published_at: None,
        revision: 0,
        owner_id: None,
        version: 0,
    }
}

/// What a joint item says now.
async fn content_of(db: &impl Source, row: &JointItem) -> Result<JointContent> {
    let bases = repository::bases_of(db, &[row.id]).await?;
    let departments = repository::departments_of(db, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    Ok(JointContent {
        field: row.field.clone(),
        name: row.name.clone(),
        subject_scope: row.subject_scope.clone(),
        class: row.class,
        cap_bp: row.cap_bp.and_then(|cap| u32::try_from(cap).ok()),
        method: row.method,
        tag: row.tag.clone(),
        bases: bases.iter().map(super::dated).collect(),
        departments,
    })
}

/// Gives departments that have no item in a joint item one, with its first checklist.
pub(super) async fn add_members(
    core: &Core,
    tx: &Tx,
    viewer: &Viewer,
    (joint, code, tag): (JointItemId, &str, Option<&str>),
    name: &str,
    departments: &[Department],
) -> Result<()> {
    let templates = Template::built_in()?;
    let present = repository::items_of(&**tx, &[joint]).await?;
    for department in departments {
        if present.iter().any(|item| item.department_id == department.id) {
            continue;
        }
        let item = item::ActiveModel {
            id: Set(core.id::<ItemId>()),
            division_code: Set(viewer.division.clone()),
            code: Set(format!("{code}-{}", department.code)),
            joint_item_id: Set(joint),
            department_id: Set(department.id),
            name: Set(name.to_owned()),
            notice_policy: Set(NoticePolicy::AtDoor),
            revision: Set(1),
            version: Set(0),
            content: Set(None),
            ..unpublished()
        };
        let item = item.insert(&**tx).await.map_err(unique_means(Error::at(ErrorCode::CodeTaken, "code")))?;
        checklist::insert(core, tx, item.id, Template::questions(&templates, &department.code, tag)).await?;
    }
    Ok(())
}

/// The fields of an item that nobody has published or withdrawn.
pub(super) fn unpublished() -> item::ActiveModel {
    item::ActiveModel {
        in_force: Set(None),
        published_version: Set(None),
        published_on: Set(None),
        withdrawn_on: Set(None),
        withdraw_reason: Set(None),
        coming: Set(None),
        coming_version: Set(None),
        coming_on: Set(None),
        proposed_withdrawal: Set(None),
        proposed_reason: Set(None),
        ..<item::ActiveModel as sea_orm::ActiveModelTrait>::default()
    }
}

/// The first way of checking: what a joint item says that stands for one item.
pub(super) fn first_method(content: &ItemContent) -> CheckMethod {
    content.methods.first().copied().unwrap_or(CheckMethod::OnSite)
}

/// A department's own item is in force: what stands for it in plans says the same.
pub(super) async fn follow_item(core: &Core, tx: &Tx, row: JointItem, content: &ItemContent) -> Result<()> {
    let (id, revision) = (row.id, row.revision);
    let mut row: joint_item::ActiveModel = row.into();
    row.field = Set(content.category.clone());
    row.name = Set(content.name.clone());
    row.class = Set(content.class);
    row.cap_bp = Set(content.cap_bp.map(i64::from));
    row.method = Set(first_method(content));
    row.status = Set(ItemStatus::Published);
    row.published_at = Set(Some(core.now()));
    row.revision = Set(revision + 1);
    row.update(&**tx).await?;
    replace_bases(tx, id, content.bases.clone()).await
}

/// The departments of a joint item, the leading one first.
pub(super) async fn replace_departments(
    tx: &Tx,
    id: JointItemId,
    departments: impl Iterator<Item = DepartmentId> + Send,
) -> Result<()> {
    use joint_item_department::{ActiveModel, Column, Entity};
    Entity::delete_many().filter(Column::JointItemId.eq(id)).exec(&**tx).await?;
    let rows: Vec<ActiveModel> = departments
        .enumerate()
        .map(|(position, department)| ActiveModel {
            joint_item_id: Set(id),
            department_id: Set(department),
            position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
        })
        .collect();
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The citations of a joint item.
pub(super) async fn replace_bases(tx: &Tx, id: JointItemId, bases: Vec<DatedBasis>) -> Result<()> {
    use legal_basis::{ActiveModel, Column, Entity};
    Entity::delete_many().filter(Column::JointItemId.eq(id)).exec(&**tx).await?;
    let rows: Vec<ActiveModel> = bases
        .into_iter()
        .enumerate()
        .map(|(position, basis)| ActiveModel {
            joint_item_id: Set(id),
            position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
            kind: Set(basis.kind),
            title: Set(basis.title),
            article: Set(basis.article),
            valid_from: Set(basis.valid_from),
            valid_to: Set(basis.valid_to),
        })
        .collect();
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}
