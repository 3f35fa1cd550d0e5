//! New items of departments, and versions of joint items.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use shared::catalogue::{
    CheckMethod, ItemClass, JointContent, JointField, NoticePolicy, TypedContent, TypedJoint,
    joint_differences,
};
use shared::ids::{DepartmentId, JointItemId};
use shared::registry::SubjectKind;

use super::keeping::{BasisInput, DatedBasis, typed_bases, unsigned};
use crate::catalogue as context;
use crate::graphql::organisation::{Department, account_name, department};
use crate::graphql::scalars::small;

/// A version of a joint item.
pub struct JointItemVersion {
    row: context::JointItemVersion,
    changed: Vec<JointField>,
}

#[Object]
impl JointItemVersion {
    /// Its number; 0 is what was imported.
    async fn number(&self) -> i32 {
        small(self.row.version)
    }
    /// The fields in which it differs from the one before.
    async fn changed(&self) -> &[JointField] {
        &self.changed
    }
    /// Why it was saved.
    async fn reason(&self) -> &str {
        &self.row.reason
    }
    /// When.
    async fn saved_at(&self) -> DateTime<Utc> {
        self.row.saved_at
    }
    /// By whom; absent for what was imported.
    async fn saved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.row.saved_by)).await
    }
    /// 抽查领域.
    async fn field(&self) -> &str {
        &self.row.content.0.field
    }
    /// What is inspected.
    async fn name(&self) -> &str {
        &self.row.content.0.name
    }
    /// Whom it is about, in words.
    async fn subject_scope(&self) -> &str {
        &self.row.content.0.subject_scope
    }
    /// KEY or GENERAL.
    async fn class(&self) -> ItemClass {
        self.row.content.0.class
    }
    /// Cap in basis points, for GENERAL items.
    async fn cap_basis_points(&self) -> Option<i32> {
        self.row.content.0.cap_bp.map(|cap| small(i64::from(cap)))
    }
    /// How it is checked.
    async fn method(&self) -> CheckMethod {
        self.row.content.0.method
    }
    /// Tag of the subjects it is about.
    async fn tag(&self) -> Option<&str> {
        self.row.content.0.tag.as_deref()
    }
    /// Citations.
    async fn bases(&self) -> Vec<DatedBasis> {
        self.row.content.0.bases.iter().cloned().map(DatedBasis::from).collect()
    }
    /// Departments, the leading one first.
    async fn departments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Department>> {
        let ids = self.row.content.0.departments.iter();
        futures::future::try_join_all(ids.map(|id| department(ctx, *id))).await
    }
}

/// Versions, newest first, each compared with the one before.
pub fn versions(rows: Vec<context::JointItemVersion>) -> Vec<JointItemVersion> {
    let before: Vec<_> = rows.iter().skip(1).map(|row| Some(row.content.0.clone())).chain([None]).collect();
    rows.into_iter()
        .zip(before)
        .map(|(row, before)| {
            let changed = before.map(|before| joint_differences(&before, &row.content.0)).unwrap_or_default();
            JointItemVersion { row, changed }
        })
        .collect()
}

/// A new item of a department.
#[derive(InputObject)]
pub struct CreateItemInput {
    /// Whose it is.
    pub department_id: DepartmentId,
    /// Its code; by rule where it is empty.
    #[graphql(default)]
    pub code: String,
    /// Whom it is about, in words.
    #[graphql(default)]
    pub subject_scope: String,
    /// Tag of the subjects it is about; empty for all.
    #[graphql(default)]
    pub tag: String,
    /// Why it is made.
    pub reason: String,
    /// 抽查类别.
    pub category: String,
    /// 抽查事项.
    pub name: String,
    /// 检查依据.
    pub bases: Vec<BasisInput>,
    /// 检查对象; empty for every kind.
    #[graphql(default)]
    pub subject_kinds: Vec<SubjectKind>,
    /// 检查方式.
    pub methods: Vec<CheckMethod>,
    /// KEY or GENERAL.
    pub class: ItemClass,
    /// Cap in basis points, for GENERAL items.
    pub cap_basis_points: Option<i32>,
    /// Draws a year; absent where the annual plan says it.
    pub times_a_year: Option<i32>,
    /// Whether the firm is told beforehand.
    pub notice_policy: NoticePolicy,
}

impl From<CreateItemInput> for context::NewItemInput {
    fn from(input: CreateItemInput) -> Self {
        let fields = shared::catalogue::ItemContent {
            category: input.category,
            name: input.name,
            bases: Vec::new(),
            subject_kinds: input.subject_kinds,
            methods: input.methods,
            class: input.class,
            cap_bp: input.cap_basis_points.map(unsigned),
            times_a_year: input.times_a_year.map(unsigned),
            notice: input.notice_policy,
        };
        Self {
            department: input.department_id,
            code: input.code,
            subject_scope: input.subject_scope,
            tag: input.tag,
            typed: TypedContent { fields, bases: typed_bases(input.bases) },
            reason: input.reason,
        }
    }
}

/// A joint item as the office enters it.
#[derive(InputObject)]
pub struct SaveJointItemInput {
    /// The joint item to change; absent for a new one.
    pub id: Option<JointItemId>,
    /// Revision it was based on; 0 for a new one.
    #[graphql(default)]
    pub revision: i32,
    /// Code of a new one.
    #[graphql(default)]
    pub code: String,
    /// Why.
    pub reason: String,
    /// 抽查领域.
    pub field: String,
    /// 抽查事项.
    pub name: String,
    /// Whom it is about, in words.
    pub subject_scope: String,
    /// KEY or GENERAL.
    pub class: ItemClass,
    /// Cap in basis points, for GENERAL items.
    pub cap_basis_points: Option<i32>,
    /// How it is checked.
    pub method: CheckMethod,
    /// Tag of the subjects it is about; absent for all.
    pub tag: Option<String>,
    /// 检查依据.
    pub bases: Vec<BasisInput>,
    /// Departments, the leading one first.
    pub department_ids: Vec<DepartmentId>,
}

impl From<SaveJointItemInput> for context::JointInput {
    fn from(input: SaveJointItemInput) -> Self {
        let fields = JointContent {
            field: input.field,
            name: input.name,
            subject_scope: input.subject_scope,
            class: input.class,
            cap_bp: input.cap_basis_points.map(unsigned),
            method: input.method,
            tag: input.tag,
            bases: Vec::new(),
            departments: input.department_ids,
        };
        Self {
            known: input.id.map(|id| (id, i64::from(input.revision))),
            code: input.code,
            typed: TypedJoint { fields, bases: typed_bases(input.bases) },
            reason: input.reason,
        }
    }
}
