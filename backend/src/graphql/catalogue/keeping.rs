//! Versions of a department's item.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue::{
    BasisType, CheckMethod, ItemClass, ItemField, NoticePolicy, TypedBasis, TypedContent, differences,
};
use shared::ids::ItemId;
use shared::registry::SubjectKind;

use super::list::ListSource;
use crate::catalogue as context;
use crate::graphql::organisation::account_name;
use crate::graphql::scalars::{Date, small};

/// A legal basis with the days it is in force.
#[derive(SimpleObject)]
pub struct DatedBasis {
    /// Kind of paper.
    pub kind: BasisType,
    /// Title without 《》.
    pub title: String,
    /// Article.
    pub article: String,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
}

/// What a version of a department's item says.
#[derive(SimpleObject)]
pub struct ItemContent {
    /// 抽查类别.
    pub category: String,
    /// 抽查事项.
    pub name: String,
    /// 检查依据.
    pub bases: Vec<DatedBasis>,
    /// 检查对象; empty for every kind.
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

impl From<shared::catalogue::DatedBasis> for DatedBasis {
    fn from(basis: shared::catalogue::DatedBasis) -> Self {
        Self {
            kind: basis.kind,
            title: basis.title,
            article: basis.article,
            valid_from: basis.valid_from.map(Date),
            valid_to: basis.valid_to.map(Date),
        }
    }
}

impl From<shared::catalogue::ItemContent> for ItemContent {
    fn from(content: shared::catalogue::ItemContent) -> Self {
        let bases = content.bases.into_iter().map(DatedBasis::from);
        Self {
            category: content.category,
            name: content.name,
            bases: bases.collect(),
            subject_kinds: content.subject_kinds,
            methods: content.methods,
            class: content.class,
            cap_basis_points: content.cap_bp.map(|cap| small(i64::from(cap))),
            times_a_year: content.times_a_year.map(|times| small(i64::from(times))),
            notice_policy: content.notice,
        }
    }
}

/// A version of a department's item.
pub struct ItemVersion {
    row: context::ItemVersion,
    changed: Vec<ItemField>,
}

#[Object]
impl ItemVersion {
    /// Its number; 0 is what the joint item said before the department kept it.
    async fn number(&self) -> i32 {
        small(self.row.version)
    }
    /// What it says.
    async fn content(&self) -> ItemContent {
        self.row.content.0.clone().into()
    }
    /// The fields in which it differs from the one before.
    async fn changed(&self) -> &[ItemField] {
        &self.changed
    }
    /// Why it was saved.
    async fn reason(&self) -> &str {
        &self.row.reason
    }
    /// The unified list it was taken from.
    async fn source(&self) -> Option<ListSource> {
        self.row.source.as_ref().map(|source| source.0.clone().into())
    }
    /// When.
    async fn saved_at(&self) -> DateTime<Utc> {
        self.row.saved_at
    }
    /// By whom; absent for version 0.
    async fn saved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        account_name(ctx, Some(self.row.saved_by)).await
    }
}

/// Versions, newest first, each compared with the one before.
pub fn versions(rows: Vec<context::ItemVersion>) -> Vec<ItemVersion> {
    let before: Vec<_> = rows.iter().skip(1).map(|row| Some(row.content.0.clone())).chain([None]).collect();
    rows.into_iter()
        .zip(before)
        .map(|(row, before)| {
            let changed = before.map(|before| differences(&before, &row.content.0)).unwrap_or_default();
            ItemVersion { row, changed }
        })
        .collect()
}

/// A legal basis as it is entered.
#[derive(InputObject)]
pub struct BasisInput {
    /// Code or Chinese word of the kind; anything but the four kinds is refused.
    pub kind: String,
    /// Title, with or without 《》.
    pub title: String,
    /// Article.
    #[graphql(default)]
    pub article: String,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
}

/// A new version of a department's item.
#[derive(InputObject)]
pub struct SaveItemInput {
    /// The department's item.
    pub item_id: ItemId,
    /// Revision it was based on.
    pub revision: i32,
    /// Why it is changed.
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

/// A number that is never negative; a negative one becomes one that is refused for being too large.
pub(super) fn unsigned(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl From<SaveItemInput> for context::ItemInput {
    fn from(input: SaveItemInput) -> Self {
        let typed = TypedContent {
            bases: typed_bases(input.bases),
            fields: shared::catalogue::ItemContent {
                category: input.category,
                name: input.name,
                bases: Vec::new(),
                subject_kinds: input.subject_kinds,
                methods: input.methods,
                class: input.class,
                cap_bp: input.cap_basis_points.map(unsigned),
                times_a_year: input.times_a_year.map(unsigned),
                notice: input.notice_policy,
            },
        };
        Self { item: input.item_id, typed, reason: input.reason, revision: i64::from(input.revision) }
    }
}

/// Bases as the rules take them.
pub(super) fn typed_bases(bases: Vec<BasisInput>) -> Vec<TypedBasis> {
    let typed = bases.into_iter().map(|basis| TypedBasis {
        kind: basis.kind,
        title: basis.title,
        article: basis.article,
        valid_from: basis.valid_from.map(|day| day.0),
        valid_to: basis.valid_to.map(|day| day.0),
    });
    typed.collect()
}

/// Putting the newest version in force.
#[derive(InputObject)]
pub struct PublishItemInput {
    /// The department's item.
    pub item_id: ItemId,
    /// Revision that was seen.
    pub revision: i32,
    /// From which day.
    pub day: Date,
}

/// Withdrawing an item.
#[derive(InputObject)]
pub struct WithdrawItemInput {
    /// The department's item.
    pub item_id: ItemId,
    /// Revision that was seen.
    pub revision: i32,
    /// The last day it may be used.
    pub day: Date,
    /// Why.
    pub reason: String,
}
