//! Comments as they are read, and those that mention somebody.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, sea_query::OnConflict};
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{DepartmentId, PlanCommentId, PlanId, PlanLineId, UserId};

use super::rows;
use crate::access::Viewer;
use crate::db::Source;
use crate::db::entity::{plan_comment, plan_mention_read};
use crate::db::page::{self, Order, Page, PageRequest};
use crate::error::{Error, Result};
use crate::organisation;
use crate::planning::{PlanningService, repository};

/// Most comments that are marked as read at once: a page.
const MOST: usize = 200;

/// Somebody a comment mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    /// The department, if it is one.
    pub department: Option<DepartmentId>,
    /// The account, if it is a person.
    pub account: Option<UserId>,
    /// Name.
    pub name: String,
}

/// A comment as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// The row; its text is empty once it was taken back.
    pub row: plan_comment::Model,
    /// Title of the plan.
    pub plan: String,
    /// Number and title of the line.
    pub line: Option<(i64, String)>,
    /// Its author's name.
    pub by: String,
    /// The department its author wrote for.
    pub department: Option<String>,
    /// Whom it mentions.
    pub mentions: Vec<Mentioned>,
    /// What it answers: author and beginning; empty text if that was taken back.
    pub quoted: Option<(String, String)>,
    /// It is one's own.
    pub own: bool,
    /// It mentions whoever asks, who has not seen it yet.
    pub unread: bool,
}

impl PlanningService {
    /// Comments on a plan and its lines, or on one line; newest first.
    pub async fn comments(
        &self,
        viewer: &Viewer,
        (plan, line): (PlanId, Option<PlanLineId>),
        request: &PageRequest,
    ) -> Result<Page<Comment>> {
        self.readable(viewer, plan, line).await?;
        self.said(viewer, rows::comments(plan, line), request).await
    }

    /// One comment.
    pub async fn comment(&self, viewer: &Viewer, id: PlanCommentId) -> Result<Comment> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let found = rows::comments_by_id(self.core.db().read(), &[id]).await?.remove(&id);
        let found = found.filter(|row| row.division_code == viewer.division).ok_or(ErrorCode::NotFound)?;
        let shown = shown(self.core.db().read(), viewer, vec![found]).await?;
        shown.into_iter().next().ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Comments that mention whoever asks, or their department, newest first.
    pub async fn mentions(
        &self,
        viewer: &Viewer,
        unread: bool,
        request: &PageRequest,
    ) -> Result<Page<Comment>> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        self.said(viewer, rows::mentioning(viewer, unread), request).await
    }

    /// Marks comments that mention whoever asks as seen; how many were new. Nobody else reads the mark.
    pub async fn read_mentions(&self, viewer: &Viewer, ids: &[PlanCommentId]) -> Result<usize> {
        viewer.demand(Action::ReadPlans, Scope::Division)?;
        let account = viewer.account.ok_or(ErrorCode::Forbidden)?;
        if ids.len() > MOST {
            return Err(Error::at(ErrorCode::OutOfRange, "commentIds"));
        }
        let tx = self.core.db().begin().await?;
        let unread = unread_among(&*tx, viewer, ids).await?;
        let now = self.core.now();
        let marks: Vec<plan_mention_read::ActiveModel> = unread
            .iter()
            .map(|id| plan_mention_read::ActiveModel {
                comment_id: Set(*id),
                account_id: Set(account),
                read_at: Set(now),
            })
            .collect();
        if !marks.is_empty() {
            let key = [plan_mention_read::Column::CommentId, plan_mention_read::Column::AccountId];
            plan_mention_read::Entity::insert_many(marks)
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                .exec_without_returning(&*tx)
                .await?;
        }
        tx.commit_housekeeping().await?;
        Ok(unread.len())
    }

    async fn said(
        &self,
        viewer: &Viewer,
        select: sea_orm::Select<plan_comment::Entity>,
        request: &PageRequest,
    ) -> Result<Page<Comment>> {
        let db = self.core.db().read();
        let page =
            page::by_id(db, select, plan_comment::Column::Id, Order::Descending, request, |row| row.id.0)
                .await?;
        let (places, found): (Vec<_>, Vec<_>) = page.entries.into_iter().unzip();
        let entries = places.into_iter().zip(shown(db, viewer, found).await?).collect();
        Ok(Page { entries, has_next: page.has_next, total: page.total })
    }
}

/// Those of the comments that mention somebody who has not seen them.
async fn unread_among(
    db: &impl Source,
    viewer: &Viewer,
    ids: &[PlanCommentId],
) -> Result<BTreeSet<PlanCommentId>> {
    use crate::db::Read;
    use sea_orm::ColumnTrait;
    if ids.is_empty() || viewer.account.is_none() {
        return Ok(BTreeSet::new());
    }
    let among = rows::mentioning(viewer, true).filter(plan_comment::Column::Id.is_in(ids.iter().copied()));
    Ok(among.rows(db).await?.into_iter().map(|row| row.id).collect())
}

/// Rows as they are shown.
async fn shown(db: &impl Source, viewer: &Viewer, found: Vec<plan_comment::Model>) -> Result<Vec<Comment>> {
    let ids: Vec<PlanCommentId> = found.iter().map(|row| row.id).collect();
    let quoted: Vec<PlanCommentId> = found.iter().filter_map(|row| row.reply_to).collect();
    let quoted = rows::comments_by_id(db, &quoted).await?;
    let mentions = if ids.is_empty() { Vec::new() } else { rows::mentions_of(db, &ids).await? };
    let unread = unread_among(db, viewer, &ids).await?;
    let mut accounts: BTreeSet<UserId> =
        found.iter().chain(quoted.values()).map(|row| row.written_by).collect();
    accounts.extend(mentions.iter().filter_map(|mention| mention.account_id));
    let people = organisation::people_by_id(db, &accounts.into_iter().collect::<Vec<_>>()).await?;
    let named = |id: &UserId| people.get(id).map(|person| person.name.clone()).unwrap_or_default();
    let departments: BTreeSet<DepartmentId> = found
        .iter()
        .filter_map(|row| row.department_id)
        .chain(mentions.iter().filter_map(|mention| mention.department_id))
        .collect();
    let departments: BTreeMap<DepartmentId, String> = organisation::departments_by_id(db, departments)
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let lines: BTreeSet<PlanLineId> = found.iter().filter_map(|row| row.line_id).collect();
    let lines = repository::lines_by_id(db, &lines.into_iter().collect::<Vec<_>>()).await?;
    let plans: BTreeSet<PlanId> = found.iter().map(|row| row.plan_id).collect();
    let plans = repository::plans_by_id(db, &plans.into_iter().collect::<Vec<_>>()).await?;
    let show = |mut row: plan_comment::Model| {
        let of_comment = mentions.iter().filter(|mention| mention.comment_id == row.id);
        let name = |department: Option<DepartmentId>| departments.get(&department?).cloned();
        let mentioned = |mention: &crate::db::entity::plan_mention::Model| Mentioned {
            department: mention.department_id,
            account: mention.account_id,
            name: name(mention.department_id)
                .or_else(|| mention.account_id.as_ref().map(named))
                .unwrap_or_default(),
        };
        let answers = row.reply_to.and_then(|id| quoted.get(&id)).map(|other| {
            let said = if other.taken_back_at.is_some() { "" } else { other.text.as_str() };
            (named(&other.written_by), shared::text::truncate(said, BEGINNING))
        });
        if row.taken_back_at.is_some() {
            row.text.clear();
        }
        Comment {
            plan: plans
                .iter()
                .find(|plan| plan.id == row.plan_id)
                .map(|plan| plan.title.clone())
                .unwrap_or_default(),
            line: lines
                .iter()
                .find(|line| Some(line.id) == row.line_id)
                .map(|line| (line.position, line.title.clone())),
            by: named(&row.written_by),
            department: name(row.department_id),
            mentions: of_comment.map(mentioned).collect(),
            quoted: answers,
            own: Some(row.written_by) == viewer.account,
            unread: unread.contains(&row.id),
            row,
        }
    };
    Ok(found.into_iter().map(show).collect())
}

/// How much of a quoted comment is shown, in characters.
const BEGINNING: usize = 60;
