//! Tagging rules as rows that a clerk edits.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::ErrorCode;
use shared::code::DivisionCode;
use shared::ids::TagRuleId;
use shared::registry::{SubjectKind, TagRule as Rule, check_tag};

use super::TagRule;
use crate::app::Core;
use crate::db::{Doc, Tx, entity::tag_rule};
use crate::db::{Read, Source};
use crate::error::{Error, Result};

const BUILT_IN: &str = include_str!("../../data/tag_rules.csv");

/// A rule as it is entered.
#[derive(Debug, Clone)]
pub struct TagRuleInput {
    /// The rule to change; none for a new one.
    pub id: Option<TagRuleId>,
    /// The tag it gives.
    pub tag: String,
    /// Words in the business scope or name.
    pub words: Vec<String>,
    /// Words in the name alone.
    pub name_words: Vec<String>,
    /// Words that forbid it.
    pub stop_words: Vec<String>,
    /// Kinds it applies to.
    pub kinds: Vec<SubjectKind>,
    /// Whether it is in force.
    pub enabled: bool,
    /// Revision it was based on; 0 for a new one.
    pub revision: i64,
}

/// All rules of a library in their order.
pub(super) async fn all(db: &impl Source, owner: &DivisionCode) -> Result<Vec<TagRule>> {
    Ok(tag_rule::Entity::find()
        .filter(tag_rule::Column::DivisionCode.eq(owner.as_str()))
        .order_by_asc(tag_rule::Column::Position)
        .rows(db)
        .await?)
}

/// The rules that are in force, as the rule function takes them. A library without any rule uses those
/// that ship with the program.
pub(super) async fn in_force(db: &impl Source, owner: &DivisionCode) -> Result<Vec<Rule>> {
    in_force_but(db, owner, None).await
}

/// The same without one that is being changed.
pub(super) async fn in_force_but(
    db: &impl Source,
    owner: &DivisionCode,
    but: Option<TagRuleId>,
) -> Result<Vec<Rule>> {
    let rows = all(db, owner).await?;
    if rows.is_empty() {
        return Ok(built_in());
    }
    Ok(rows
        .into_iter()
        .filter(|row| row.enabled && Some(row.id) != but)
        .map(|row| Rule {
            tag: row.tag,
            words: row.words.0,
            name_words: row.name_words.0,
            stop_words: row.stop_words.0,
            kinds: row.kinds.0,
        })
        .collect())
}

/// The rules that ship with the program.
pub(super) fn built_in() -> Vec<Rule> {
    let split = |text: &str| {
        text.split('|').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let mut reader = csv::Reader::from_reader(BUILT_IN.as_bytes());
    reader
        .records()
        .filter_map(std::result::Result::ok)
        .map(|record| {
            let cell = |index| record.get(index).unwrap_or("");
            Rule {
                tag: cell(0).to_owned(),
                words: split(cell(1)),
                name_words: split(cell(2)),
                stop_words: split(cell(3)),
                kinds: cell(4).split('|').filter_map(SubjectKind::parse).collect(),
            }
        })
        .collect()
}

/// Writes the built-in rules as rows, once, so that they can be edited.
pub(super) async fn seed(core: &Core, tx: &Tx, owner: &DivisionCode) -> Result<()> {
    if !all(&**tx, owner).await?.is_empty() {
        return Ok(());
    }
    let rows = built_in().into_iter().enumerate().map(|(position, rule)| tag_rule::ActiveModel {
        id: Set(core.id()),
        division_code: Set(owner.clone()),
        position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
        tag: Set(rule.tag),
        words: Set(Doc(rule.words)),
        name_words: Set(Doc(rule.name_words)),
        stop_words: Set(Doc(rule.stop_words)),
        kinds: Set(Doc(rule.kinds)),
        enabled: Set(true),
        revision: Set(1),
    });
    tag_rule::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether a rule can be one.
pub(super) fn check(input: &TagRuleInput) -> Result<()> {
    check_tag(&input.tag).map_err(|code| Error::at(code, "tag"))?;
    if input.words.is_empty() && input.name_words.is_empty() {
        return Err(Error::at(ErrorCode::Required, "words"));
    }
    let lists = [&input.words, &input.name_words, &input.stop_words];
    if lists.iter().any(|list| list.len() > 200 || list.iter().any(|word| word.chars().count() > 40)) {
        return Err(Error::at(ErrorCode::TooLong, "words"));
    }
    Ok(())
}

/// A rule as it is typed, as the rule function takes it.
pub(super) fn as_rule(input: TagRuleInput) -> Rule {
    Rule {
        tag: input.tag.trim().to_owned(),
        words: input.words,
        name_words: input.name_words,
        stop_words: input.stop_words,
        kinds: input.kinds,
    }
}

/// Writes one rule.
pub(super) async fn save(
    core: &Core,
    tx: &Tx,
    owner: &DivisionCode,
    input: TagRuleInput,
) -> Result<(Option<TagRule>, TagRule)> {
    check(&input)?;
    let known = all(&**tx, owner).await?;
    let before = match input.id {
        None => None,
        Some(id) => {
            let found = tag_rule::Entity::find_by_id(id).lock_exclusive().one(&**tx).await?;
            Some(found.filter(|row| row.division_code == *owner).ok_or(ErrorCode::NotFound)?)
        }
    };
    if before.as_ref().is_some_and(|row| row.revision != input.revision) {
        return Err(ErrorCode::StaleRevision.into());
    }
    let row = TagRule {
        id: input.id.unwrap_or_else(|| core.id()),
        division_code: owner.clone(),
        position: before
            .as_ref()
            .map_or_else(|| i64::try_from(known.len()).unwrap_or(i64::MAX), |row| row.position),
        tag: input.tag.trim().to_owned(),
        words: Doc(input.words),
        name_words: Doc(input.name_words),
        stop_words: Doc(input.stop_words),
        kinds: Doc(input.kinds),
        enabled: input.enabled,
        revision: before.as_ref().map_or(1, |row| row.revision + 1),
    };
    let row = row.into_active_model().reset_all();
    let saved = if before.is_some() { row.update(&**tx).await? } else { row.insert(&**tx).await? };
    Ok((before, saved))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_read_whole() {
        let rules = built_in();
        assert_eq!(rules.len(), BUILT_IN.trim().lines().count() - 1);
        assert!(rules.iter().all(|rule| !rule.tag.is_empty() && !rule.words.is_empty()));
    }
}
