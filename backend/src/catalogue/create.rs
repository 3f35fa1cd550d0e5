//! A department makes an item of its own: one that no joint item is about, drawn by the department alone
//! until the office brings others in.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::json;
use shared::ErrorCode;
use shared::access::Action;
use shared::catalogue::list::ListSource;
use shared::catalogue::{ItemContent, ItemStatus, TypedContent, check_content};
use shared::code::ItemCode;
use shared::ids::{DepartmentId, ItemId, JointItemId};

use super::checklist::{self, Template};
use super::keeping::{check_reason, located};
use super::{CatalogueService, Item, JointItem, joint, repository};
use crate::access::Viewer;
use crate::audit::{self, Change};
use crate::db::entity::{item, item_version, joint_item};
use crate::db::{Doc, Tx};
use crate::error::{Error, Refusal, Result, unique_means};
use crate::organisation;

/// Longest description of subjects and longest tag, in characters.
const LONGEST: [usize; 2] = [120, 20];

/// A new item as it is entered.
#[derive(Debug, Clone)]
pub struct NewItemInput {
    /// Whose it is.
    pub department: DepartmentId,
    /// Its code; by rule where it is empty.
    pub code: String,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// Tag of the subjects it is about; empty for all.
    pub tag: String,
    /// What its first version says.
    pub typed: TypedContent,
    /// Why it is made.
    pub reason: String,
}

/// What a new item is made of, checked.
pub(super) struct NewItem<'a> {
    pub department: &'a organisation::Department,
    pub code: String,
    pub subject_scope: &'a str,
    pub tag: Option<&'a str>,
    pub content: &'a ItemContent,
    pub reason: &'a str,
    pub source: Option<ListSource>,
}

impl CatalogueService {
    /// A department's clerk makes an item. It may be used once the head has published it.
    pub async fn create_item(&self, viewer: &Viewer, input: NewItemInput) -> Result<Item> {
        let granted = viewer.demand_in(Action::EditCatalogue, input.department)?;
        let mut refusals: Vec<Refusal> = check_reason(&input.reason).into_iter().collect();
        let code = input.code.trim();
        if !code.is_empty() && ItemCode::parse(code).is_err() {
            refusals.push(Refusal::new(ErrorCode::InvalidFormat).at("code"));
        }
        let texts = [("subjectScope", &input.subject_scope), ("tag", &input.tag)];
        for ((path, text), longest) in texts.into_iter().zip(LONGEST) {
            if text.trim().chars().count() > longest {
                refusals.push(Refusal::new(ErrorCode::TooLong).at(path));
            }
        }
        let content = located(check_content(&input.typed, self.core.today()), refusals)?;
        let tx = self.core.db().begin().await?;
        let departments = organisation::departments_in(&*tx, &viewer.division).await?;
        let department = departments.values().find(|one| one.id == input.department);
        let department = department.ok_or(ErrorCode::NotFound)?;
        if !department.can_inspect {
            return Err(Error::at(ErrorCode::DepartmentCannotInspect, "departmentId"));
        }
        let code = match code {
            "" => next_code(&tx, viewer, &department.code).await?,
            typed => typed.to_owned(),
        };
        let new = NewItem {
            department,
            code,
            subject_scope: input.subject_scope.trim(),
            tag: Some(input.tag.trim()).filter(|tag| !tag.is_empty()),
            content: &content,
            reason: input.reason.trim(),
            source: None,
        };
        let item = self.insert_own(&tx, viewer, new).await?;
        let change = Change::of("item", item.id)
            .after(json!({ "code": item.code, "version": 1, "content": content }))
            .because(input.reason.trim());
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(item)
    }

    /// Writes a department's own item with its first version and checklist.
    pub(super) async fn insert_own(&self, tx: &Tx, viewer: &Viewer, new: NewItem<'_>) -> Result<Item> {
        let taken = || Error::at(ErrorCode::CodeTaken, "code");
        let (content, id) = (new.content, self.core.id::<JointItemId>());
        let row = JointItem {
            id,
            division_code: viewer.division.clone(),
            code: new.code.clone(),
            field: content.category.clone(),
            name: content.name.clone(),
            subject_scope: new.subject_scope.to_owned(),
            class: content.class,
            cap_bp: content.cap_bp.map(i64::from),
            method: joint::first_method(content),
            tag: new.tag.map(str::to_owned),
            status: ItemStatus::Draft,
            valid_from: None,
            valid_to: None,
            published_at: None,
            revision: 1,
            owner_id: Some(new.department.id),
            version: 0,
        };
        let inserted = joint_item::Entity::insert(joint_item::ActiveModel::from(row))
            .exec_without_returning(&**tx)
            .await;
        inserted.map_err(unique_means(taken()))?;
        joint::replace_departments(tx, id, std::iter::once(new.department.id)).await?;
        joint::replace_bases(tx, id, content.bases.clone()).await?;
        let row = item::ActiveModel {
            id: Set(self.core.id::<ItemId>()),
            division_code: Set(viewer.division.clone()),
            code: Set(new.code),
            joint_item_id: Set(id),
            department_id: Set(new.department.id),
            name: Set(content.name.clone()),
            notice_policy: Set(content.notice),
            revision: Set(1),
            version: Set(1),
            content: Set(Some(Doc(content.clone()))),
            ..joint::unpublished()
        };
        let item = row.insert(&**tx).await.map_err(unique_means(taken()))?;
        let version = item_version::ActiveModel {
            item_id: Set(item.id),
            version: Set(1),
            content: Set(Doc(content.clone())),
            reason: Set(new.reason.to_owned()),
            saved_by: Set(viewer.account_id()),
            saved_at: Set(self.core.now()),
            source: Set(new.source.map(Doc)),
        };
        item_version::Entity::insert(version).exec_without_returning(&**tx).await?;
        let templates = Template::built_in()?;
        let questions = Template::questions(&templates, &new.department.code, new.tag);
        checklist::insert(&self.core, tx, item.id, questions).await?;
        Ok(item)
    }
}

/// The next code by rule: the department's code and a number of three digits that was never used.
pub(super) async fn next_code(tx: &Tx, viewer: &Viewer, department: &str) -> Result<String> {
    let prefix = format!("{department}-");
    let joint = repository::all(&**tx, &viewer.division).await?;
    let items = repository::items_in(&**tx, &viewer.division).await?;
    let codes = joint.iter().map(|row| &row.code).chain(items.iter().map(|row| &row.code));
    let used = codes.filter_map(|code| code.strip_prefix(&prefix)?.parse::<u32>().ok()).max();
    Ok(format!("{prefix}{:03}", used.unwrap_or(0) + 1))
}
