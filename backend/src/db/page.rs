//! Pages by keyset: stable under concurrent inserts, as fast at the end as at the beginning.

use sea_orm::sea_query::{ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, TryIntoModel};
use shared::ErrorCode;
use uuid::Uuid;

use super::{Read, Source};
use crate::error::{Error, Result};

/// Most entries of a page.
pub const LARGEST_PAGE: u64 = 200;

/// Which part of a list is wanted.
#[derive(Debug, Clone)]
pub struct PageRequest {
    /// How many entries.
    pub first: u64,
    /// Behind which entry to begin.
    pub after: Option<Cursor>,
    /// Whether to count the whole list.
    pub count: bool,
}

/// A place in a list: the sort key and the id of an entry. Opaque outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Value of the sort column; empty for lists by id.
    pub key: String,
    /// Id of the entry.
    pub id: Uuid,
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The entries with their places.
    pub entries: Vec<(Cursor, T)>,
    /// Whether there are more.
    pub has_next: bool,
    /// Size of the whole list, if it was asked for.
    pub total: Option<u64>,
}

impl PageRequest {
    /// Checks what a client asked for.
    pub fn new(first: Option<i32>, after: Option<&str>, count: bool) -> Result<Self> {
        let first = first
            .and_then(|first| u64::try_from(first).ok())
            .filter(|first| (1..=LARGEST_PAGE).contains(first))
            .ok_or_else(|| Error::at(ErrorCode::PageSize, "first"))?;
        let after = after.map(Cursor::decode).transpose()?;
        Ok(Self { first, after, count })
    }

    /// The first `count` entries, for the server's own use.
    pub fn first(count: u64) -> Self {
        Self { first: count, after: None, count: false }
    }
}

impl Cursor {
    /// The form clients hand back.
    pub fn encode(&self) -> String {
        use std::fmt::Write;
        let mut text = self.id.simple().to_string();
        for byte in self.key.as_bytes() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    fn decode(text: &str) -> Result<Self> {
        let invalid = || Error::at(ErrorCode::InvalidCursor, "after");
        let (id, key) = text.split_at_checked(32).ok_or_else(invalid)?;
        let id = Uuid::try_parse(id).map_err(|_| invalid())?;
        let bytes: Option<Vec<u8>> = (0..key.len())
            .step_by(2)
            .map(|at| key.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
            .collect();
        let key = String::from_utf8(bytes.ok_or_else(invalid)?).map_err(|_| invalid())?;
        Ok(Self { key, id })
    }
}

impl<T> Page<T> {
    /// Maps the entries.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> Page<U> {
        let entries = self.entries.into_iter().map(|(cursor, entry)| (cursor, f(entry))).collect();
        Page { entries, has_next: self.has_next, total: self.total }
    }
}

/// Direction of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest or smallest first.
    Ascending,
    /// Newest or largest first.
    Descending,
}

/// A page of a list ordered by id.
pub async fn by_id<E, C>(
    db: &C,
    select: Select<E>,
    id: impl ColumnTrait,
    order: Order,
    request: &PageRequest,
    id_of: impl Fn(&E::Model) -> Uuid,
) -> Result<Page<E::Model>>
where
    E: EntityTrait,
    E::ActiveModel: TryIntoModel<E::Model>,
    C: Source,
{
    let total = count(db, &select, request).await?;
    let mut select = select;
    if let Some(after) = &request.after {
        select = select.filter(match order {
            Order::Ascending => id.gt(after.id),
            Order::Descending => id.lt(after.id),
        });
    }
    let select = match order {
        Order::Ascending => select.order_by_asc(id),
        Order::Descending => select.order_by_desc(id),
    };
    let rows = select.limit(request.first + 1).rows(db).await?;
    Ok(cut(rows, request, total, |row| Cursor { key: String::new(), id: id_of(row) }))
}

/// A page of a list ordered by a text column, then by id.
pub async fn by_key<E, C>(
    db: &C,
    select: Select<E>,
    (key, id): (E::Column, E::Column),
    request: &PageRequest,
    cursor_of: impl Fn(&E::Model) -> Cursor,
) -> Result<Page<E::Model>>
where
    E: EntityTrait,
    E::ActiveModel: TryIntoModel<E::Model>,
    C: Source,
{
    let total = count(db, &select, request).await?;
    let mut select = select;
    if let Some(after) = &request.after {
        let same: SimpleExpr = key.eq(after.key.as_str()).and(id.gt(after.id));
        select = select.filter(key.gt(after.key.as_str()).or(same));
    }
    let rows = select.order_by_asc(key).order_by_asc(id).limit(request.first + 1).rows(db).await?;
    Ok(cut(rows, request, total, cursor_of))
}

async fn count<E, C>(db: &C, select: &Select<E>, request: &PageRequest) -> Result<Option<u64>>
where
    E: EntityTrait,
    E::ActiveModel: TryIntoModel<E::Model>,
    C: Source,
{
    if request.count { Ok(Some(select.clone().number(db).await?)) } else { Ok(None) }
}

/// Drops the entry that was fetched only to see whether there are more.
pub fn cut<T>(
    mut rows: Vec<T>,
    request: &PageRequest,
    total: Option<u64>,
    cursor_of: impl Fn(&T) -> Cursor,
) -> Page<T> {
    let wanted = usize::try_from(request.first).unwrap_or(usize::MAX);
    let has_next = rows.len() > wanted;
    rows.truncate(wanted);
    let entries = rows.into_iter().map(|row| (cursor_of(&row), row)).collect();
    Page { entries, has_next, total }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_go_both_ways_and_nonsense_is_refused() {
        let cursor = Cursor { key: "鑫源".into(), id: Uuid::from_u128(7) };
        assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        for text in ["", "x", &"0".repeat(33), &format!("{}zz", "0".repeat(32)), "中文中文中文中文中文中文"]
        {
            assert!(Cursor::decode(text).is_err_and(|error| error.is(ErrorCode::InvalidCursor)), "{text}");
        }
        assert!(PageRequest::new(None, None, false).is_err());
        assert!(PageRequest::new(Some(201), None, false).is_err());
        assert!(PageRequest::new(Some(200), None, false).is_ok());
    }
}
