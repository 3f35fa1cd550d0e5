//! A department keeps its item: new versions by its clerk, published and withdrawn by its head.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;
use shared::ErrorCode;
use shared::access::{Action, Scope};
use shared::catalogue::list::ListSource;
use shared::catalogue::{
    ContentProblem, ItemContent, ItemStatus, TypedContent, check_content, check_publish, check_withdraw,
    differences,
};
use shared::ids::ItemId;

use super::{CatalogueService, Item, ItemVersion, JointItem, first_content, joint, repository};
use crate::access::{Granted, Viewer};
use crate::audit::{self, Actor, Change};
use crate::db::entity::item_version;
use crate::db::{Doc, Tx};
use crate::error::{Error, Refusal, Result, unique_means};

/// Longest reason, in characters.
pub(super) const LONGEST_REASON: usize = 500;

/// A new version as it is entered.
#[derive(Debug, Clone)]
pub struct ItemInput {
    /// The department's item.
    pub item: ItemId,
    /// What it says now.
    pub typed: TypedContent,
    /// Why it is changed.
    pub reason: String,
    /// Revision it was based on.
    pub revision: i64,
}

impl CatalogueService {
    /// A department's item.
    pub async fn item(&self, viewer: &Viewer, id: ItemId) -> Result<Item> {
        viewer.demand(Action::ReadCatalogue, Scope::Division)?;
        let found = repository::items_by_id(self.core.db().read(), &[id]).await?.into_iter().next();
        found.filter(|item| item.division_code == viewer.division).ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// The versions of items, newest first, for loaders.
    pub async fn versions_of(&self, ids: &[ItemId]) -> Result<Vec<ItemVersion>> {
        repository::versions_of(self.core.db().read(), ids).await
    }

    /// The department's clerk saves a new version; the old ones stay readable. It is not in force before the
    /// head has published it.
    pub async fn save_item(&self, viewer: &Viewer, input: ItemInput) -> Result<Item> {
        let (tx, item, granted) = self.own_item(viewer, input.item, Action::EditCatalogue).await?;
        if item.revision != input.revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        let refusals: Vec<Refusal> = check_reason(&input.reason).into_iter().collect();
        let content = located(check_content(&input.typed, self.core.today()), refusals)?;
        let said = (input.reason.trim(), None);
        let (item, change) = self.save_version(&tx, viewer, item, content, said).await?;
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(item)
    }

    /// Writes the next version of an item, with what the trail says of it.
    pub(super) async fn save_version(
        &self,
        tx: &Tx,
        viewer: &Viewer,
        item: Item,
        content: ItemContent,
        (reason, source): (&str, Option<ListSource>),
    ) -> Result<(Item, Change)> {
        let before = match &item.content {
            Some(content) => content.0.clone(),
            None => self.keep_first(tx, &item).await?,
        };
        let changed = differences(&before, &content);
        if changed.is_empty() {
            return Err(ErrorCode::NothingChanged.into());
        }
        let version = item.version + 1;
        let row = item_version::ActiveModel {
            item_id: Set(item.id),
            version: Set(version),
            content: Set(Doc(content.clone())),
            reason: Set(reason.to_owned()),
            saved_by: Set(viewer.account_id()),
            saved_at: Set(self.core.now()),
            source: Set(source.clone().map(Doc)),
        };
        let inserted = item_version::Entity::insert(row).exec_without_returning(&**tx).await;
        inserted.map_err(unique_means(ErrorCode::StaleRevision))?;
        let revision = item.revision + 1;
        let mut row = item.into_active_model();
        row.version = Set(version);
        row.content = Set(Some(Doc(content.clone())));
        row.revision = Set(revision);
        let item = row.update(&**tx).await?;
        let after = json!({ "version": version, "changed": changed, "content": content, "source": source });
        let change = Change::of("item", item.id).before(&before).after(after).because(reason);
        Ok((item, change))
    }

    /// The department's head puts the newest version in force from a day on, today or later; never the person
    /// who wrote it. Until that day the version in force stays so.
    pub async fn publish_item(
        &self,
        viewer: &Viewer,
        (id, revision): (ItemId, i64),
        day: NaiveDate,
    ) -> Result<Item> {
        let (tx, item, granted) = self.own_item(viewer, id, Action::PublishItem).await?;
        if item.revision != revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        let today = self.core.today();
        let number = |version: i64| u32::try_from(version).unwrap_or(0);
        let published = item.coming_version.or(item.published_version).map(number);
        check_publish((number(item.version), published), item.withdrawn_on.is_some(), (day, today)).map_err(
            |code| if code == ErrorCode::OutOfRange { Error::at(code, "day") } else { code.into() },
        )?;
        let newest = repository::versions_of(&*tx, &[id]).await?.into_iter().next();
        if newest.is_some_and(|version| version.version > 0 && Some(version.saved_by) == viewer.account) {
            return Err(ErrorCode::SamePerson.into());
        }
        let joint = repository::find(&*tx, item.joint_item_id).await?;
        let joint = joint.ok_or_else(|| Error::broken("an item without its joint item"))?;
        let before = json!({
            "publishedVersion": item.published_version, "publishedOn": item.published_on,
            "comingVersion": item.coming_version, "withdrawnOn": item.withdrawn_on,
        });
        let after = json!({ "publishedVersion": item.version, "publishedOn": day });
        let runs = runs_until(&item, &joint, (day, today));
        let item = self.put_in_force(&tx, item, joint, (day, runs)).await?;
        let change = Change::of("item", id).before(before).after(after);
        let audited = audit::record(&tx, &granted, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(item)
    }

    async fn put_in_force(
        &self,
        tx: &Tx,
        item: Item,
        joint: JointItem,
        (day, runs): (NaiveDate, bool),
    ) -> Result<Item> {
        let (content, version, revision) = (item.content.clone(), item.version, item.revision);
        let own = joint.owner_id == Some(item.department_id);
        let started = item.coming_on.filter(|from| *from <= self.core.today());
        let begun = started.map(|from| (from, item.coming.clone(), item.coming_version));
        let mut row = item.into_active_model();
        if let Some((from, coming, version)) = begun {
            row.in_force = Set(coming);
            row.published_version = Set(version);
            row.published_on = Set(Some(from));
        }
        let later = runs && content.is_some();
        row.coming = Set(content.clone().filter(|_| later));
        row.coming_version = Set(Some(version).filter(|_| later));
        row.coming_on = Set(Some(day).filter(|_| later));
        if !later {
            if let Some(content) = &content {
                row.name = Set(content.0.name.clone());
                row.notice_policy = Set(content.0.notice);
                row.in_force = Set(Some(content.clone()));
                row.published_version = Set(Some(version));
            }
            row.published_on = Set(Some(day));
        }
        row.withdrawn_on = Set(None);
        row.withdraw_reason = Set(None);
        row.proposed_withdrawal = Set(None);
        row.proposed_reason = Set(None);
        row.revision = Set(revision + 1);
        let item = row.update(&**tx).await?;
        if let (true, false, Some(content)) = (own, later, &content) {
            joint::follow_item(&self.core, tx, joint, &content.0).await?;
        }
        Ok(item)
    }

    /// The department's head withdraws an item: `day` is the last on which it may be used (R1).
    pub async fn withdraw_item(
        &self,
        viewer: &Viewer,
        (id, revision): (ItemId, i64),
        (day, reason): (NaiveDate, &str),
    ) -> Result<Item> {
        let (tx, item, granted) = self.own_item(viewer, id, Action::PublishItem).await?;
        if item.revision != revision {
            return Err(ErrorCode::StaleRevision.into());
        }
        check_withdraw(item.withdrawn_on, (day, self.core.today()), reason)
            .map_err(|(code, path)| Error::at(code, path))?;
        if reason.trim().chars().count() > LONGEST_REASON {
            return Err(Error::at(ErrorCode::TooLong, "reason"));
        }
        let never_comes = item.coming_on.is_some_and(|from| from > day);
        let mut row = item.into_active_model();
        row.withdrawn_on = Set(Some(day));
        row.withdraw_reason = Set(Some(reason.trim().to_owned()));
        // What was to come after the last day does not come; what has begun, or begins before it, stays.
        if never_comes {
            row.coming = Set(None);
            row.coming_version = Set(None);
            row.coming_on = Set(None);
        }
        row.proposed_withdrawal = Set(None);
        row.proposed_reason = Set(None);
        row.revision = Set(revision + 1);
        let item = row.update(&*tx).await?;
        let mut actor = Actor::from(&granted);
        actor.action = "WITHDRAW_ITEM";
        let change = Change::of("item", id).after(json!({ "withdrawnOn": day })).because(reason.trim());
        let audited = audit::record(&tx, actor, self.core.stamp(), change).await?;
        tx.commit(audited).await?;
        Ok(item)
    }

    /// The item inside a transaction, with the permission of its department.
    async fn own_item<'a>(
        &self,
        viewer: &'a Viewer,
        id: ItemId,
        action: Action,
    ) -> Result<(Tx, Item, Granted<'a>)> {
        let tx = self.core.db().begin().await?;
        let found = repository::lock_item(&*tx, id).await?;
        let item = found.filter(|item| item.division_code == viewer.division).ok_or(ErrorCode::NotFound)?;
        let granted = viewer.demand_in(action, item.department_id)?;
        Ok((tx, item, granted))
    }

    /// What the item said before its department kept it stays readable as version 0, saved by nobody.
    async fn keep_first(&self, tx: &Tx, item: &Item) -> Result<ItemContent> {
        let joint = repository::find(&**tx, item.joint_item_id).await?;
        let joint = joint.ok_or_else(|| Error::broken("an item without its joint item"))?;
        let bases = repository::bases_of(&**tx, &[joint.id]).await?;
        let content = first_content(item, &joint, &bases);
        let row = item_version::ActiveModel {
            item_id: Set(item.id),
            version: Set(0),
            content: Set(Doc(content.clone())),
            reason: Set(String::new()),
            saved_by: Set(shared::ids::UserId(uuid::Uuid::nil())),
            saved_at: Set(joint.published_at.unwrap_or_else(|| self.core.now())),
            source: Set(None),
        };
        let inserted = item_version::Entity::insert(row).exec_without_returning(&**tx).await;
        inserted.map_err(unique_means(ErrorCode::StaleRevision))?;
        Ok(content)
    }
}

/// Whether a version in force runs on until the day before `day`: nothing is replaced before it must be.
fn runs_until(item: &Item, joint: &JointItem, (day, today): (NaiveDate, NaiveDate)) -> bool {
    let published = item.published_version.is_some() || joint.owner_id.is_none();
    let usable = joint.status == ItemStatus::Published && item.withdrawn_on.is_none_or(|last| last >= today);
    let begins = item.published_on.is_none_or(|from| from < day);
    day > today && published && usable && begins
}

/// What is wrong with a reason, if anything.
pub(super) fn check_reason(reason: &str) -> Option<Refusal> {
    let code = match reason.trim().chars().count() {
        0 => ErrorCode::ReasonRequired,
        1..=LONGEST_REASON => return None,
        _ => ErrorCode::TooLong,
    };
    Some(Refusal::new(code).at("reason"))
}

/// What was checked, or everything that is wrong, with what was found before.
pub(super) fn located<T>(
    checked: std::result::Result<T, Vec<ContentProblem>>,
    mut refusals: Vec<Refusal>,
) -> Result<T> {
    match checked {
        Ok(content) if refusals.is_empty() => Ok(content),
        Ok(_) => Err(Error::Refused(refusals)),
        Err(problems) => {
            refusals.extend(problems.into_iter().map(|(code, path)| Refusal::new(code).at(path)));
            Err(Error::Refused(refusals))
        }
    }
}
