//! Comments: written, and taken back by their author. Never edited.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::ids::{DepartmentId, PlanCommentId, PlanId, PlanLineId, UserId};
use shared::planning::together::{PlanAct, check_comment};

use super::feed::{Acted, acting};
use super::people::mentionable;
use super::rows;
use crate::access::Viewer;
use crate::audit::Change;
use crate::db::Tx;
use crate::db::entity::{plan_comment, plan_mention};
use crate::error::{Error, Refusal, Result};
use crate::organisation;
use crate::planning::{Plan, PlanningService, repository};

/// A comment as it is written.
#[derive(Debug, Clone)]
pub struct CommentInput {
    /// The plan.
    pub plan: PlanId,
    /// The line it is about; none where it is about the plan.
    pub line: Option<PlanLineId>,
    /// The comment it answers.
    pub reply_to: Option<PlanCommentId>,
    /// What it says.
    pub text: String,
    /// Departments it mentions.
    pub departments: Vec<DepartmentId>,
    /// People it mentions, by account.
    pub people: Vec<UserId>,
}

impl PlanningService {
    /// Says something about a plan or a line. Whoever is mentioned finds it on their first page.
    pub async fn write_comment(&self, viewer: &Viewer, input: CommentInput) -> Result<PlanCommentId> {
        let granted = viewer.demand(Action::CommentPlan, Scope::Division)?;
        let departments: BTreeSet<DepartmentId> = input.departments.iter().copied().collect();
        let people: BTreeSet<UserId> = input.people.iter().copied().collect();
        let problems = check_comment(&input.text, departments.len() + people.len());
        if !problems.is_empty() {
            let refusal = |(code, path)| Refusal::new(code).at(path);
            return Err(Error::Refused(problems.into_iter().map(refusal).collect()));
        }
        let tx = self.core.db().begin().await?;
        let plan = repository::plan(&*tx, &viewer.division, input.plan).await?.ok_or(ErrorCode::NotFound)?;
        let acted = self.about(&tx, viewer, &plan, input.line, PlanAct::Comment).await?;
        if let Some(quoted) = input.reply_to {
            let found = rows::comments_by_id(&*tx, &[quoted]).await?;
            if found.get(&quoted).is_none_or(|comment| comment.plan_id != plan.id) {
                return Err(Error::at(ErrorCode::NotFound, "replyToId"));
            }
        }
        self.check_mentions(&tx, viewer, &departments, &people).await?;
        let row = plan_comment::ActiveModel {
            id: Set(self.core.id()),
            division_code: Set(viewer.division.clone()),
            plan_id: Set(plan.id),
            line_id: Set(input.line),
            reply_to: Set(input.reply_to),
            text: Set(input.text.trim().to_owned()),
            written_by: Set(viewer.account.ok_or(ErrorCode::Forbidden)?),
            department_id: Set(acting(&granted)),
            written_at: Set(self.core.now()),
            taken_back_at: Set(None),
        };
        let comment = row.insert(&*tx).await?;
        self.mention(&tx, comment.id, &departments, &people).await?;
        // The text itself stays where it can be taken back.
        let after = json!({
            "plan": plan.id, "line": input.line, "replyTo": input.reply_to,
            "departments": departments, "people": people,
        });
        let change = Change::of("plan_comment", comment.id).after(after);
        self.conclude(tx, &granted, acted, change).await?;
        Ok(comment.id)
    }

    /// Takes one's own comment back: that it was there stays visible, what it said does not.
    pub async fn take_back_comment(&self, viewer: &Viewer, id: PlanCommentId) -> Result<PlanCommentId> {
        let granted = viewer.demand(Action::CommentPlan, Scope::Division)?;
        let tx = self.core.db().begin().await?;
        let comment = rows::lock_comment(&*tx, id).await?;
        let comment =
            comment.filter(|row| row.division_code == viewer.division).ok_or(ErrorCode::NotFound)?;
        if Some(comment.written_by) != viewer.account {
            return Err(ErrorCode::Forbidden.into());
        }
        if comment.taken_back_at.is_some() {
            return Err(ErrorCode::IllegalTransition.into());
        }
        let plan = repository::plan(&*tx, &viewer.division, comment.plan_id).await?;
        let plan = plan.ok_or(ErrorCode::NotFound)?;
        let acted = self.about(&tx, viewer, &plan, comment.line_id, PlanAct::TakeBack).await?;
        let mut row = comment.into_active_model();
        row.taken_back_at = Set(Some(self.core.now()));
        row.update(&*tx).await?;
        let change = Change::of("plan_comment", id).after(json!({ "takenBack": true }));
        self.conclude(tx, &granted, acted, change).await?;
        Ok(id)
    }

    /// What is talked about, for the feed.
    async fn about(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        plan: &Plan,
        line: Option<PlanLineId>,
        act: PlanAct,
    ) -> Result<Acted> {
        let Some(line) = line else { return Ok(Acted::on_plan(act, plan)) };
        let line = repository::line(&**tx, &viewer.division, line).await?;
        let line = line.filter(|line| line.plan_id == plan.id);
        Ok(Acted::on_line(act, &line.ok_or_else(|| Error::at(ErrorCode::NotFound, "lineId"))?))
    }

    /// Departments are of one's own division, and people may see plans.
    async fn check_mentions(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        departments: &BTreeSet<DepartmentId>,
        people: &BTreeSet<UserId>,
    ) -> Result<()> {
        if departments.is_empty() && people.is_empty() {
            return Ok(());
        }
        let known = organisation::departments_in(&**tx, &viewer.division).await?;
        let known: BTreeSet<DepartmentId> = known.into_values().map(|row| row.id).collect();
        let sees = organisation::people(&**tx, &viewer.division).await?.into_iter().filter_map(mentionable);
        let sees: BTreeSet<UserId> = sees.map(|person| person.account).collect();
        if departments.is_subset(&known) && people.is_subset(&sees) {
            Ok(())
        } else {
            Err(Error::at(ErrorCode::MentionUnknown, "mentions"))
        }
    }

    async fn mention(
        &self,
        tx: &Tx,
        comment: PlanCommentId,
        departments: &BTreeSet<DepartmentId>,
        people: &BTreeSet<UserId>,
    ) -> Result<()> {
        let departments = departments.iter().map(|id| (Some(*id), None));
        let targets = departments.chain(people.iter().map(|id| (None, Some(*id))));
        let mentions: Vec<plan_mention::ActiveModel> = targets
            .map(|(department, account)| plan_mention::ActiveModel {
                id: Set(self.core.id()),
                comment_id: Set(comment),
                department_id: Set(department),
                account_id: Set(account),
            })
            .collect();
        if !mentions.is_empty() {
            plan_mention::Entity::insert_many(mentions).exec_without_returning(&**tx).await?;
        }
        Ok(())
    }
}
